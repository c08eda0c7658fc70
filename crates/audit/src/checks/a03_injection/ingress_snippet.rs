use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "ingress-snippet",
    title: Words {
        en: "An ingress carries configuration of the web server as text",
        es: "Un ingress lleva configuración del servidor web como texto",
    },
    done: Words {
        en: "Annotations of every ingress are read for snippets of NGINX.",
        es: "Se buscan fragmentos de NGINX en las anotaciones de cada ingress.",
    },
    why: Words {
        en: "Whoever may edit an ingress runs code in the controller, which holds the keys of all sites (CVE-2021-25742).",
        es: "Quien pueda editar un ingress ejecuta código en el controlador, que guarda las claves de todos los sitios (CVE-2021-25742).",
    },
    fix: Words {
        en: "Use the typed annotations, and start the controller with `allow-snippet-annotations: false`.",
        es: "Usar las anotaciones con tipo y arrancar el controlador con `allow-snippet-annotations: false`.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[94],
    asvs: &["V1.2.5"],
    controls: &["SC-060"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      more_set_headers "X: y";
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 1m
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("networking.k8s.io", "Ingress")], |ingress, seen| {
        let annotations = ingress.object.node.at(&["metadata", "annotations"]);
        for entry in annotations.map_or(&[][..], |node| node.entries()) {
            if entry.key.contains("nginx") && entry.key.ends_with("-snippet") {
                ingress.note(entry.line, &entry.key, seen);
            }
        }
    })
}
