use std::collections::HashSet;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Role},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "limits-missing",
    title: Words { en: "A container may use all memory of its node", es: "Un contenedor puede usar toda la memoria de su nodo" },
    done: Words {
        en: "The memory limit of every container is read; a LimitRange of the namespace counts.",
        es: "Se lee el límite de memoria de cada contenedor; cuenta un LimitRange del espacio de nombres.",
    },
    why: Words {
        en: "One flooded or leaking container takes down everything beside it.",
        es: "Un contenedor saturado o con fugas tumba todo lo que tiene al lado.",
    },
    fix: Words {
        en: "Set `resources.limits.memory`, and a request for memory and processor.",
        es: "Fijar `resources.limits.memory`, y una reserva de memoria y procesador.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[770, 400],
    asvs: &["V15.2.2"],
    controls: &["SC-101", "SC-060"],
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
          resources:
            requests: {cpu: 100m}
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
          resources:
            limits: {memory: 256Mi}
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let ranges: HashSet<&str> = manifests.of_kind("", "LimitRange").into_iter().map(|range| range.object.space()).collect();
    manifests.over_containers(|container, seen| {
        // What ends before the pod serves can be made to grow by nobody.
        if container.role == Role::Init && container.node.text_of("restartPolicy") != Some("Always") {
            return;
        }
        let limit = container.node.at(&["resources", "limits", "memory"]);
        if limit.is_none() && !ranges.contains(container.workload.located.object.space()) {
            container.note(container.node.line, "resources.limits.memory unset", seen);
        }
    })
}
