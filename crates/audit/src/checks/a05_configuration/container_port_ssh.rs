use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "container-port-ssh",
    title: Words { en: "A container listens for remote shells", es: "Un contenedor espera consolas remotas" },
    done: Words {
        en: "The ports of every container are read for SSH and Telnet.",
        es: "Se buscan SSH y Telnet en los puertos de cada contenedor.",
    },
    why: Words {
        en: "A second way in, past the rights and the records of Kubernetes.",
        es: "Una segunda entrada, al margen de los permisos y registros de Kubernetes.",
    },
    fix: Words {
        en: "Remove the server; use `kubectl exec` with rights for it.",
        es: "Eliminar el servidor; usar `kubectl exec` con permisos para ello.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1125, 668],
    asvs: &["V15.2.3"],
    controls: &["SC-064", "SC-060"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      containers:
        - name: api
          image: shop/api:1.4.2
          ports:
            - containerPort: 22
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      containers:
        - name: api
          image: shop/api:1.4.2
          ports:
            - containerPort: 8080
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        for port in container.node.list("ports") {
            if matches!(port.text_of("containerPort"), Some("22" | "23" | "2222")) {
                container.note(
                    port.line_of("containerPort"),
                    &format!("containerPort: {}", port.text_of("containerPort").unwrap_or_default()),
                    seen,
                );
            }
        }
    })
}
