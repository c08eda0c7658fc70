use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cluster-dashboard-open",
    title: Words { en: "A console of the cluster lets everybody in", es: "Una consola del clúster deja entrar a cualquiera" },
    done: Words {
        en: "Workloads are searched for the Kubernetes dashboard without login and for Tiller, which has none.",
        es: "Se busca el panel de Kubernetes sin inicio de sesión, y Tiller, que no lo tiene.",
    },
    why: Words { en: "Whoever reaches the pod commands the cluster.", es: "Quien alcance el pod manda en el clúster." },
    fix: Words {
        en: "Remove Tiller; let the dashboard ask for a token, or remove it.",
        es: "Eliminar Tiller; exigir un token en el panel, o eliminarlo.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[306, 668],
    asvs: &["V6.3.2", "V13.4.5"],
    controls: &["SC-064", "SC-060"],
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
          image: kubernetesui/dashboard:v2.7.0
          args: [--enable-skip-login]
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
          image: kubernetesui/dashboard:v2.7.0
          args: [--auto-generate-certificates]
"#,
        )],
    },
};

const OPEN: [&str; 3] = ["--enable-skip-login", "--disable-settings-authorizer", "--enable-insecure-login"];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        let image = container.image().unwrap_or_default();
        if image.contains("kubernetes-helm/tiller") || image.contains("helm/tiller") {
            container.note(container.node.line_of("image"), image, seen);
        }
        if image.contains("dashboard") {
            for argument in container.node.list("args").iter().chain(container.node.list("command")) {
                let text = argument.text().unwrap_or_default();
                if OPEN.iter().any(|open| text.starts_with(open)) && !text.ends_with("=false") {
                    container.note(argument.line, text, seen);
                }
            }
        }
    })
}
