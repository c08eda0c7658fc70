use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "root-filesystem-writable",
    title: Words {
        en: "A container can change its own program files",
        es: "Un contenedor puede modificar sus propios archivos de programa",
    },
    done: Words {
        en: "Every container of every workload is looked at, init containers too.",
        es: "Se revisa cada contenedor de cada carga de trabajo, también los de inicialización.",
    },
    why: Words {
        en: "An attacker can replace programs and leave tools behind.",
        es: "Un atacante puede sustituir programas y dejar herramientas.",
    },
    fix: Words {
        en: "Set `readOnlyRootFilesystem: true` and mount an `emptyDir` where it writes.",
        es: "Poner `readOnlyRootFilesystem: true` y montar un `emptyDir` donde escriba.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[732, 250],
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
            readOnlyRootFilesystem: false
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
            readOnlyRootFilesystem: true
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| match container.security("readOnlyRootFilesystem") {
        Some(node) if node.bool() == Some(true) => {}
        Some(node) => container.note(node.line, "readOnlyRootFilesystem: false", seen),
        None if container.is_windows() => {}
        None => container.note(container.node.line, "readOnlyRootFilesystem unset", seen),
    })
}
