use std::collections::{HashMap, HashSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Node},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "probes-missing",
    title: Words { en: "Nobody notices when a container stops answering", es: "Nadie nota que un contenedor deja de responder" },
    done: Words {
        en: "Containers that serve a port, or that a Service leads to, are read for liveness and readiness probes.",
        es: "En los contenedores que sirven un puerto, o a los que lleva un Service, se buscan sondas de vida y de disposición.",
    },
    why: Words {
        en: "A hung container keeps getting requests; the service is down and looks up.",
        es: "Un contenedor colgado sigue recibiendo peticiones; el servicio está caído y parece en pie.",
    },
    fix: Words {
        en: "Add a `readinessProbe`, and a `livenessProbe` where a restart helps.",
        es: "Añadir una `readinessProbe`, y una `livenessProbe` donde un reinicio ayude.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[693],
    asvs: &["V15.2.2"],
    controls: &["SC-102"],
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
          ports:
            - containerPort: 8080
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
          ports:
            - containerPort: 8080
          readinessProbe:
            httpGet: {path: /healthz, port: 8080}
"#,
        )],
    },
};

/// Services of one namespace that are compared with a workload. Among more nobody can say which pods they lead to.
const MOST_SERVICES: usize = 500;

fn look(manifests: &Manifests) -> Verdict {
    let mut services: HashMap<&str, Vec<&Node>> = HashMap::new();
    let mut cut: HashSet<&str> = HashSet::new();
    for service in manifests.of_kind("", "Service") {
        let Some(selector) = service.object.node.at(&["spec", "selector"]) else { continue };
        let space = service.object.space();
        let near = services.entry(space).or_default();
        if near.len() < MOST_SERVICES {
            near.push(selector);
        } else {
            cut.insert(space);
        }
    }
    manifests.over_workloads(|workload, seen| {
        if workload.is_batch() || workload.located.object.kind == "Pod" {
            return;
        }
        let containers = workload.containers();
        // Ports need not be declared: what stands first is then what a Service leads to.
        let declared = containers.iter().any(|container| !container.node.list("ports").is_empty());
        let led_to = |selectors: &Vec<&Node>| selectors.iter().any(|selector| workload.is_selected_by(selector));
        let space = workload.located.object.space();
        let first_serves = !declared && services.get(space).is_some_and(led_to);
        for (index, container) in containers.iter().enumerate() {
            let serves = !container.node.list("ports").is_empty() || first_serves && index == 0;
            let probed = ["readinessProbe", "livenessProbe", "startupProbe"].iter().any(|probe| container.node.get(probe).is_some());
            if serves && !probed {
                container.note(container.node.line, "readinessProbe, livenessProbe unset", seen);
            } else if !declared && !probed && index == 0 && cut.contains(space) {
                seen.partly(workload.located.file);
            }
        }
    })
}
