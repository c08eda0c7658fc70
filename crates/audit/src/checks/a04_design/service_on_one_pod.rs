use std::collections::{HashMap, HashSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Node},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "service-on-one-pod",
    title: Words {
        en: "A service that must stay up hangs on a single pod",
        es: "Un servicio que debe seguir en pie depende de un solo pod",
    },
    done: Words {
        en: "Replicas are read where a PodDisruptionBudget or a rule of spreading asks for more than one pod; an autoscaler counts.",
        es: "Se leen las réplicas donde un PodDisruptionBudget o una regla de reparto pide más de un pod; cuenta un autoescalador.",
    },
    why: Words {
        en: "What was meant to survive the loss of a node does not; or the budget keeps the node from being patched.",
        es: "Lo que debía sobrevivir a la pérdida de un nodo no lo hace, o el presupuesto impide parchear el nodo.",
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
                "k8s/budget.yaml",
                r#"apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: api, namespace: shop}
spec:
  minAvailable: 1
  selector:
    matchLabels: {app: api}
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
                "k8s/budget.yaml",
                r#"apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: api, namespace: shop}
spec:
  minAvailable: 1
  selector:
    matchLabels: {app: api}
"#,
            ),
        ],
    },
};

/// Budgets of one namespace that are compared with a workload. Among more nobody can say which pods they are for.
const MOST_BUDGETS: usize = 500;

fn look(manifests: &Manifests) -> Verdict {
    let mut budgets: HashMap<&str, Vec<&Node>> = HashMap::new();
    let mut scaled: HashSet<&str> = HashSet::new();
    for located in manifests.objects() {
        if located.object.is("policy", "PodDisruptionBudget") {
            budgets.entry(located.object.space()).or_default().extend(located.object.node.at(&["spec", "selector", "matchLabels"]));
        }
        if matches!(located.object.kind.as_str(), "HorizontalPodAutoscaler" | "ScaledObject") {
            scaled.extend(located.object.node.at(&["spec", "scaleTargetRef", "name"]).and_then(Node::text));
        }
    }
    manifests.over_workloads(|workload, seen| {
        let object = workload.located.object;
        let replicas = object.spec().and_then(|spec| spec.int_of("replicas")).unwrap_or(1);
        if object.kind != "Deployment" || replicas != 1 || scaled.contains(object.name.as_str()) {
            return;
        }
        // How many pods run is a matter of cost, unless the project itself says that one is too few.
        let near = budgets.get(object.space()).map_or(&[][..], Vec::as_slice);
        let budgeted = near.iter().take(MOST_BUDGETS).any(|labels| workload.is_selected_by(labels));
        let apart = workload.pod.at(&["affinity", "podAntiAffinity"]).is_some();
        if budgeted || apart || !workload.pod.list("topologySpreadConstraints").is_empty() {
            let line = object.spec().map_or(object.line, |spec| spec.line_of("replicas"));
            workload.note(line, &format!("replicas: {replicas}"), seen);
        } else if near.len() > MOST_BUDGETS {
            seen.partly(workload.located.file);
        }
    })
}
