use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "proc-mount-unmasked",
    title: Words { en: "A container sees all of /proc", es: "Un contenedor ve todo /proc" },
    done: Words {
        en: "The security context of every container is read for `procMount`.",
        es: "Se lee `procMount` en el contexto de seguridad de cada contenedor.",
    },
    why: Words {
        en: "Files below `/proc` that are masked for good reason change the kernel of the node.",
        es: "Hay archivos de `/proc`, ocultos con razón, que cambian el kernel del nodo.",
    },
    fix: Words { en: "Remove `procMount`.", es: "Quitar `procMount`." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[668],
    asvs: &["V13.2.2"],
    controls: &["SC-060"],
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
          securityContext:
            procMount: Unmasked
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
          securityContext:
            procMount: Default
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        if let Some(mount) = container.security("procMount").filter(|node| node.text() == Some("Unmasked")) {
            container.note(mount.line, "procMount: Unmasked", seen);
        }
    })
}
