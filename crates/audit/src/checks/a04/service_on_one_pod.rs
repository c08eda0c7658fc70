use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
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

fn look(manifests: &Manifests) -> Verdict {
    let services = manifests.of_kind("", "Service");
    let objects = manifests.objects();
    let scaled = |name: &str| {
        objects.iter().any(|located| {
            matches!(located.object.kind.as_str(), "HorizontalPodAutoscaler" | "ScaledObject")
                && located.object.node.at(&["spec", "scaleTargetRef"]).and_then(|target| target.text_of("name")) == Some(name)
        })
    };
    manifests.over_workloads(|workload, seen| {
        let object = workload.located.object;
        let replicas = object.spec().and_then(|spec| spec.int_of("replicas")).unwrap_or(1);
        if object.kind != "Deployment" || replicas > 1 || scaled(&object.name) {
            return;
        }
        let labels = workload.labels();
        let served = services.iter().filter(|service| service.object.space() == object.space()).any(|service| {
            let selector = service.object.node.at(&["spec", "selector"]).map_or(&[][..], |node| node.entries());
            !selector.is_empty()
                && selector.iter().all(|entry| labels.iter().any(|(name, value)| *name == entry.key && entry.node.text() == Some(*value)))
        });
        if served {
            let line = object.spec().map_or(object.line, |spec| spec.line_of("replicas"));
            workload.note(line, &format!("replicas: {replicas}"), seen);
        }
    })
}
