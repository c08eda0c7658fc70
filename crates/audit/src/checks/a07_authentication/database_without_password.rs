use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Node},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "database-without-password",
    title: Words { en: "A database in the cluster asks for no password", es: "Una base de datos del clúster no pide contraseña" },
    done: Words {
        en: "Environment and arguments of containers are read for the switches that turn authentication off.",
        es: "Se buscan en el entorno y los argumentos los interruptores que apagan la autenticación.",
    },
    why: Words { en: "Every pod that reaches it reads and changes everything.", es: "Cualquier pod que la alcance lee y cambia todo." },
    fix: Words {
        en: "Remove the switch; give each application an account of its own.",
        es: "Quitar el interruptor; dar a cada aplicación su propia cuenta.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[306, 258],
    asvs: &["V6.3.2", "V13.2.3"],
    controls: &["SC-050", "SC-063"],
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
          image: mysql:8.4
          env:
            - name: MYSQL_ALLOW_EMPTY_PASSWORD
              value: "yes"
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
          image: mysql:8.4
          env:
            - name: MYSQL_ROOT_PASSWORD_FILE
              value: /run/secrets/root
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        for variable in container.node.list("env") {
            let (name, value) = (variable.text_of("name").unwrap_or_default(), variable.text_of("value").unwrap_or_default());
            let empty = matches!(name, "MYSQL_ALLOW_EMPTY_PASSWORD" | "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD" | "ALLOW_EMPTY_PASSWORD")
                && !matches!(value.to_ascii_lowercase().as_str(), "" | "no" | "false" | "0");
            let trust = name == "POSTGRES_HOST_AUTH_METHOD" && value == "trust" || name == "xpack.security.enabled" && value == "false";
            if empty || trust {
                container.note(variable.line, &format!("{name}={value}"), seen);
            }
        }
        let words: Vec<&Node> = container.node.list("command").iter().chain(container.node.list("args")).collect();
        for (index, word) in words.iter().enumerate() {
            let text = word.text().unwrap_or_default();
            let next = words.get(index + 1).and_then(|word| word.text()).unwrap_or_default();
            let redis =
                text == "--protected-mode" && next == "no" || text == "--protected-mode=no" || text.ends_with("--protected-mode no");
            if redis || matches!(text, "--noauth" | "--skip-grant-tables") {
                container.note(word.line, text, seen);
            }
        }
    })
}
