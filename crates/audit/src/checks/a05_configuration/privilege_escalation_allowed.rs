use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "privilege-escalation-allowed",
    title: Words {
        en: "A process in a container may gain rights that its parent has not",
        es: "Un proceso de un contenedor puede ganar permisos que su padre no tiene",
    },
    done: Words {
        en: "Every container of every workload is looked at, init containers too.",
        es: "Se revisa cada contenedor de cada carga de trabajo, también los de inicialización.",
    },
    why: Words {
        en: "A setuid program in the image makes the attacker root within the container.",
        es: "Un programa setuid de la imagen convierte al atacante en root dentro del contenedor.",
    },
    fix: Words { en: "Set `allowPrivilegeEscalation: false`.", es: "Poner `allowPrivilegeEscalation: false`." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250, 269],
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
            runAsNonRoot: true
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
            allowPrivilegeEscalation: false
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        let privileged = container.security("privileged").and_then(|node| node.bool()) == Some(true);
        if container.is_windows() || privileged {
            return;
        }
        match container.security("allowPrivilegeEscalation") {
            Some(node) if node.bool() == Some(false) => {}
            Some(node) => container.note(node.line, "allowPrivilegeEscalation: true", seen),
            None => container.note(container.node.line, "allowPrivilegeEscalation unset", seen),
        }
    })
}
