use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pod-shares-host",
    title: Words {
        en: "A pod shares processes, memory or network with its node",
        es: "Un pod comparte procesos, memoria o red con su nodo",
    },
    done: Words {
        en: "Every pod is read for `hostPID`, `hostIPC` and `hostNetwork`.",
        es: "Se leen `hostPID`, `hostIPC` y `hostNetwork` en cada pod.",
    },
    why: Words {
        en: "The pod sees the traffic, the processes or the memory of everything else on the node; network policies do not reach it.",
        es: "El pod ve el tráfico, los procesos o la memoria de todo lo demás en el nodo; las políticas de red no lo alcanzan.",
    },
    fix: Words {
        en: "Remove the three settings. What needs them belongs to the platform, in a namespace of its own.",
        es: "Quitar los tres ajustes. Lo que los necesite pertenece a la plataforma, en un espacio de nombres propio.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[653, 668],
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
      hostNetwork: true
      containers:
        - name: api
          image: shop/api:1.4.2
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
      hostNetwork: false
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_workloads(|workload, seen| {
        for key in ["hostPID", "hostIPC", "hostNetwork"] {
            if workload.pod.bool_of(key) == Some(true) {
                workload.note(workload.pod.line_of(key), &format!("{key}: true"), seen);
            }
        }
    })
}
