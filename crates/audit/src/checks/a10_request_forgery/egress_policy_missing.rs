use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Direction, Manifests, Policies},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "egress-policy-missing",
    title: Words { en: "Pods may connect to everywhere", es: "Los pods pueden conectarse a cualquier sitio" },
    done: Words {
        en: "It is worked out which pods a network policy isolates for outgoing traffic, namespace by namespace.",
        es: "Se calcula qué pods quedan aislados por una política de red para el tráfico saliente, por espacio de nombres.",
    },
    why: Words {
        en: "A forged request of the server reaches internal services and the metadata of the cloud; stolen data leaves freely.",
        es: "Una petición falsificada del servidor alcanza servicios internos y los metadatos de la nube; los datos robados salen sin freno.",
    },
    fix: Words {
        en: "Deny outgoing traffic in each namespace, and allow the name service and the peers that are needed.",
        es: "Negar el tráfico saliente en cada espacio de nombres, y permitir el DNS y los pares necesarios.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918, 923],
    asvs: &["V13.2.4", "V13.2.5"],
    controls: &["SC-092", "SC-061"],
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
"#,
        )],
        green: &[
            (
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
"#,
            ),
            (
                "k8s/deny.yaml",
                r#"apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
"#,
            ),
        ],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    Policies::verdict(manifests, Direction::Egress)
}
