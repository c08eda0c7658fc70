use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "seccomp-missing",
    title: Words { en: "A pod may make every system call", es: "Un pod puede hacer cualquier llamada al sistema" },
    done: Words {
        en: "The seccomp profile of pods and containers is read; annotations of old versions count.",
        es: "Se lee el perfil seccomp de pods y contenedores; cuentan las anotaciones de versiones antiguas.",
    },
    why: Words {
        en: "Rarely used system calls are where most ways out of a container were found.",
        es: "En llamadas al sistema poco usadas se hallaron la mayoría de las fugas de contenedores.",
    },
    fix: Words {
        en: "Set `seccompProfile: {type: RuntimeDefault}` on the pod.",
        es: "Poner `seccompProfile: {type: RuntimeDefault}` en el pod.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250, 693],
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
            seccompProfile:
              type: Unconfined
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
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_workloads(|workload, seen| {
        let annotations = workload.metadata.and_then(|metadata| metadata.get("annotations"));
        let annotated = annotations.is_some_and(|annotations| {
            annotations.entries().iter().any(|entry| entry.key.contains("seccomp.security.alpha.kubernetes.io"))
        });
        let mut missing = Vec::new();
        for container in workload.containers() {
            let profile = container.effective("seccompProfile").and_then(|profile| profile.get("type"));
            match profile.and_then(|node| node.text()) {
                Some("Unconfined") => {
                    let line = profile.map_or(container.node.line, |node| node.line);
                    container.note_as(Severity::Medium, line, "seccompProfile.type: Unconfined", seen);
                }
                None if !annotated && !container.is_windows() => missing.push(container.name()),
                _ => {}
            }
        }
        if !missing.is_empty() {
            workload.note(workload.pod.line, &format!("seccompProfile unset: {}", missing.join(", ")), seen);
        }
    })
}
