use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Node},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "control-plane-flag-unsafe",
    title: Words { en: "Kubernetes itself is started with a door open", es: "El propio Kubernetes arranca con una puerta abierta" },
    done: Words {
        en: "The flags of API server, kubelet, etcd, scheduler and controller manager are read.",
        es: "Se leen las opciones del servidor de API, kubelet, etcd, el planificador y el gestor de controladores.",
    },
    why: Words {
        en: "Without authentication or authorization there, no other rule of the cluster counts.",
        es: "Sin autenticación o autorización ahí, no vale ninguna otra regla del clúster.",
    },
    fix: Words {
        en: "Remove the flag or turn it around, as the CIS benchmark of Kubernetes says.",
        es: "Quitar la opción o invertirla, según el CIS Benchmark de Kubernetes.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1188, 306],
    asvs: &["V13.2.1"],
    controls: &["SC-060", "SC-067"],
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
          command: [kube-apiserver, --anonymous-auth=true]
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
          command: [kube-apiserver, --anonymous-auth=false]
"#,
        )],
    },
};

const UNSAFE: [&str; 11] = [
    "--anonymous-auth=true",
    "--authorization-mode=AlwaysAllow",
    "--insecure-bind-address",
    "--token-auth-file",
    "--basic-auth-file",
    "--client-cert-auth=false",
    "--peer-client-cert-auth=false",
    "--auto-tls=true",
    "--peer-auto-tls=true",
    "--kubelet-https=false",
    "--enable-admission-plugins=AlwaysAdmit",
];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        let words: Vec<&Node> = container.node.list("command").iter().chain(container.node.list("args")).collect();
        let programs = ["kube-apiserver", "kubelet", "etcd", "kube-scheduler", "kube-controller-manager"];
        let program = words
            .iter()
            .filter_map(|word| word.text())
            .any(|word| programs.iter().any(|program| word == *program || word.ends_with(&format!("/{program}"))));
        if !program {
            return;
        }
        for word in words {
            let text = word.text().unwrap_or_default();
            let port = text.strip_prefix("--insecure-port=").is_some_and(|port| port != "0");
            if port || UNSAFE.iter().any(|flag| text.starts_with(flag)) {
                container.note(word.line, text, seen);
            }
        }
    })
}
