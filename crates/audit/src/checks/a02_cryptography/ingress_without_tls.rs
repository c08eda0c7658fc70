use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "ingress-without-tls",
    title: Words { en: "An ingress serves a site without TLS", es: "Un ingress sirve un sitio sin TLS" },
    done: Words {
        en: "Every ingress is read for `tls`, certificates by annotation, and redirects that are turned off.",
        es: "En cada ingress se buscan `tls`, certificados por anotación y redirecciones apagadas.",
    },
    why: Words {
        en: "Whoever sits on the way reads and changes passwords, addresses and orders.",
        es: "Quien esté en el camino lee y cambia contraseñas, direcciones y pedidos.",
    },
    fix: Words {
        en: "Add `tls` with a certificate and keep the redirect on.",
        es: "Añadir `tls` con un certificado y mantener la redirección.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-039", "SC-060"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
    - host: shop.example.org
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  tls:
    - hosts: [shop.example.org]
      secretName: shop-tls
  rules:
    - host: shop.example.org
"#,
        )],
    },
};

/// Words of annotations that say a load balancer has the certificate.
const CERTIFICATES: [&str; 6] = ["certificate-arn", "managed-certificates", "pre-shared-cert", "ssl-cert", "listen-ports", "tls-acme"];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("networking.k8s.io", "Ingress")], |ingress, seen| {
        let annotations = ingress.object.node.at(&["metadata", "annotations"]).map_or(&[][..], |node| node.entries());
        let elsewhere = annotations.iter().any(|entry| {
            CERTIFICATES.iter().any(|word| entry.key.contains(word))
                && (!entry.key.ends_with("listen-ports") || entry.node.text().is_some_and(|text| text.contains("HTTPS")))
        });
        let tls = ingress.object.spec().is_some_and(|spec| !spec.list("tls").is_empty());
        if !tls && !elsewhere {
            ingress.note(ingress.object.line, "spec.tls unset", seen);
        }
        for entry in annotations {
            if entry.key.ends_with("ssl-redirect") && entry.node.text() == Some("false") {
                ingress.note(entry.line, &format!("{}: false", entry.key), seen);
            }
        }
    })
}
