use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Direction, Manifests, Policies},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "network-policy-missing",
    title: Words { en: "Pods accept connections from everywhere in the cluster", es: "Los pods aceptan conexiones de todo el clúster" },
    done: Words {
        en: "It is worked out which pods a network policy isolates for incoming traffic, namespace by namespace.",
        es: "Se calcula qué pods quedan aislados por una política de red para el tráfico entrante, por espacio de nombres.",
    },
    why: Words {
        en: "One broken pod reaches the database and every other pod.",
        es: "Un solo pod vulnerado alcanza la base de datos y todos los demás pods.",
    },
    fix: Words {
        en: "Add a policy that denies everything in each namespace, and allow what is needed.",
        es: "Añadir en cada espacio de nombres una política que niegue todo, y permitir lo necesario.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 4, of_2025: 6 },
    cwe: &[653, 923],
    asvs: &["V13.2.4"],
    controls: &["SC-061", "SC-103"],
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
    Policies::verdict(manifests, Direction::Ingress)
}
