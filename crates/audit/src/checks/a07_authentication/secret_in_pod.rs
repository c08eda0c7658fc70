use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::{has_secret_shape, is_secret},
        manifests::{Manifests, Node},
    },
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-in-pod",
    title: Words {
        en: "A secret stands in the manifest of a workload",
        es: "Un secreto está escrito en el manifiesto de una carga de trabajo",
    },
    done: Words {
        en: "Environment, commands, arguments and probes of containers are read for secrets by name and by shape.",
        es: "Se buscan secretos, por nombre y por forma, en el entorno, las órdenes, los argumentos y las sondas.",
    },
    why: Words {
        en: "Everybody who reads the repository, or lists the pod, has it.",
        es: "Lo tiene cualquiera que lea el repositorio o liste el pod.",
    },
    fix: Words {
        en: "Keep it in a secret store and mount it as a file or by `secretKeyRef`; change the one that was written down.",
        es: "Guardarlo en un almacén de secretos y montarlo como archivo o con `secretKeyRef`; cambiar el que estaba escrito.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 526],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
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
          env:
            - name: DB_PASSWORD
              value: hunter2
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
          env:
            - name: DB_PASSWORD
              valueFrom:
                secretKeyRef: {name: db, key: password}
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        for variable in container.node.list("env") {
            let (name, value) = (variable.text_of("name").unwrap_or_default(), variable.text_of("value").unwrap_or_default());
            if is_secret(name, value) {
                container.note(variable.line, &format!("env {name}: ***"), seen);
            }
        }
        let probes = ["livenessProbe", "readinessProbe", "startupProbe"];
        let of_probes = probes.iter().filter_map(|probe| container.node.at(&[probe, "exec"])).flat_map(|exec| exec.list("command"));
        let words: Vec<&Node> = container.node.list("command").iter().chain(container.node.list("args")).chain(of_probes).collect();
        for (index, word) in words.iter().enumerate() {
            let text = word.text().unwrap_or_default();
            let Some(flag) = text.strip_prefix("--") else {
                if has_secret_shape(text) {
                    container.note(word.line, "args: ***", seen);
                }
                continue;
            };
            let next = words.get(index + 1).and_then(|word| word.text()).filter(|next| !next.starts_with('-'));
            let (name, value) = flag.split_once('=').unwrap_or((flag, next.unwrap_or_default()));
            if is_secret(name, value) {
                container.note(word.line, &format!("--{name} ***"), seen);
            }
        }
    })
}
