use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "api-server-audit-log-off",
    title: Words {
        en: "The API server of Kubernetes keeps no record of what is asked of it",
        es: "El servidor de API de Kubernetes no registra lo que se le pide",
    },
    done: Words {
        en: "The flags of the API server and the rules of audit policies are read.",
        es: "Se leen las opciones del servidor de API y las reglas de las políticas de auditoría.",
    },
    why: Words {
        en: "Nobody can say afterwards who read a secret or opened a shell in a pod.",
        es: "Después nadie puede decir quién leyó un secreto o abrió una consola en un pod.",
    },
    fix: Words {
        en: "Set `--audit-log-path` and `--audit-policy-file`; let the policy record at least metadata.",
        es: "Fijar `--audit-log-path` y `--audit-policy-file`; la política debe registrar al menos los metadatos.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1"],
    controls: &["SC-084", "SC-060"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: kube-system
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
          command: [kube-apiserver, --anonymous-auth=false]
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: kube-system
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
          command: [kube-apiserver, --audit-log-path=/var/log/audit.log, --audit-policy-file=/etc/audit.yaml]
"#,
        )],
    },
};

const NO_SERVER: Words = Words {
    en: "because the manifests hold neither an API server nor an audit policy",
    es: "porque los manifiestos no contienen ni un servidor de API ni una política de auditoría",
};

fn look(manifests: &Manifests) -> Verdict {
    let workloads = manifests.workloads();
    let containers = workloads.iter().flat_map(|workload| workload.containers());
    let servers: Vec<_> = containers
        .filter(|container| {
            let first = container.node.texts("command").first().copied().unwrap_or_default();
            first == "kube-apiserver" || first.ends_with("/kube-apiserver")
        })
        .collect();
    let policies = manifests.of_kind("audit.k8s.io", "Policy");
    if servers.is_empty() && policies.is_empty() {
        return Verdict::NotTested(NO_SERVER.into());
    }
    let mut seen = Observations::new();
    for server in servers {
        let words: Vec<&str> = server.node.texts("command").into_iter().chain(server.node.texts("args")).collect();
        if !words.iter().any(|word| word.starts_with("--audit-log-path") || word.starts_with("--audit-webhook-config-file")) {
            server.note(server.node.line, "--audit-log-path unset", &mut seen);
        }
    }
    for policy in policies {
        for rule in policy.object.node.list("rules") {
            // A rule with nothing but a level is for everything.
            if rule.text_of("level") == Some("None")
                && rule.entries().iter().all(|entry| matches!(entry.key.as_str(), "level" | "omitStages"))
            {
                policy.note(rule.line, "level: None", &mut seen);
            }
        }
    }
    Verdict::of(seen)
}
