use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "probes-missing",
    title: Words { en: "Nobody notices when a container stops answering", es: "Nadie nota que un contenedor deja de responder" },
    done: Words {
        en: "Containers that serve a port are read for liveness and readiness probes.",
        es: "En los contenedores que sirven un puerto se buscan sondas de vida y de disposición.",
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

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_workloads(|workload, seen| {
        if workload.is_batch() || workload.located.object.kind == "Pod" {
            return;
        }
        for container in workload.containers() {
            let probed = ["readinessProbe", "livenessProbe", "startupProbe"].iter().any(|probe| container.node.get(probe).is_some());
            if !container.node.list("ports").is_empty() && !probed {
                container.note(container.node.line, "readinessProbe, livenessProbe unset", seen);
            }
        }
    })
}
