use std::collections::{HashMap, HashSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Node},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "service-on-one-pod",
    title: Words { en: "A service hangs on a single pod", es: "Un servicio depende de un solo pod" },
    done: Words {
        en: "Deployments behind a Service are read for their replicas; an autoscaler counts.",
        es: "Se leen las réplicas de los Deployment que están tras un Service; cuenta un autoescalador.",
    },
    why: Words {
        en: "The loss of one node, or one update, takes the service down.",
        es: "La pérdida de un nodo, o una actualización, tumba el servicio.",
    },
    fix: Words {
        en: "Run two replicas or more, with a PodDisruptionBudget.",
        es: "Ejecutar dos réplicas o más, con un PodDisruptionBudget.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[693, 654],
    asvs: &["V15.2.2"],
    controls: &["SC-102"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[
            (
                "k8s/app.yaml",
                r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  replicas: 1
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
                "k8s/service.yaml",
                r#"apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec:
  selector: {app: api}
"#,
            ),
        ],
        green: &[
            (
                "k8s/app.yaml",
                r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  replicas: 2
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
                "k8s/service.yaml",
                r#"apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec:
  selector: {app: api}
"#,
            ),
        ],
    },
};

/// Services of one namespace that are compared with a workload. Among more nobody can say which pods stand alone.
const MOST_SERVICES: usize = 500;

fn look(manifests: &Manifests) -> Verdict {
    let mut services: HashMap<&str, Vec<&Node>> = HashMap::new();
    let mut scaled: HashSet<&str> = HashSet::new();
    for located in manifests.objects() {
        if located.object.is("", "Service") {
            services.entry(located.object.space()).or_default().extend(located.object.node.at(&["spec", "selector"]));
        }
        if matches!(located.object.kind.as_str(), "HorizontalPodAutoscaler" | "ScaledObject") {
            scaled.extend(located.object.node.at(&["spec", "scaleTargetRef", "name"]).and_then(Node::text));
        }
    }
    manifests.over_workloads(|workload, seen| {
        let object = workload.located.object;
        let replicas = object.spec().and_then(|spec| spec.int_of("replicas")).unwrap_or(1);
        if object.kind != "Deployment" || replicas > 1 || scaled.contains(object.name.as_str()) {
            return;
        }
        let labels = workload.labels();
        let selects = |selector: &&Node| {
            let wanted = selector.entries();
            let has = |key: &str, value: Option<&str>| labels.iter().any(|(name, label)| *name == key && value == Some(*label));
            !wanted.is_empty() && wanted.iter().all(|entry| has(&entry.key, entry.node.text()))
        };
        let near = services.get(object.space()).map_or(&[][..], Vec::as_slice);
        if near.iter().take(MOST_SERVICES).any(selects) {
            let line = object.spec().map_or(object.line, |spec| spec.line_of("replicas"));
            workload.note(line, &format!("replicas: {replicas}"), seen);
        } else if near.len() > MOST_SERVICES {
            seen.partly(workload.located.file);
        }
    })
}
