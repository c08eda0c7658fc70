use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "capabilities-kept",
    title: Words { en: "A container keeps capabilities that it does not need", es: "Un contenedor conserva capacidades que no necesita" },
    done: Words {
        en: "Every container of every workload is looked at, init containers too.",
        es: "Se revisa cada contenedor de cada carga de trabajo, también los de inicialización.",
    },
    why: Words {
        en: "The fourteen capabilities that a container has by default help an attacker inside it.",
        es: "Las catorce capacidades que un contenedor tiene por omisión ayudan al atacante que está dentro.",
    },
    fix: Words { en: "Set `capabilities.drop: [ALL]`.", es: "Poner `capabilities.drop: [ALL]`." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250],
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
            capabilities:
              drop: [NET_RAW]
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
            capabilities:
              drop: [ALL]
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        let capabilities = container.security("capabilities");
        let drops = capabilities.map_or_else(Vec::new, |capabilities| capabilities.texts("drop"));
        let privileged = container.security("privileged").and_then(|node| node.bool()) == Some(true);
        if !container.is_windows() && !privileged && !drops.iter().any(|name| name.eq_ignore_ascii_case("all")) {
            container.note(capabilities.map_or(container.node.line, |node| node.line), "capabilities.drop lacks ALL", seen);
        }
    })
}
