use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "workload-debug-mode",
    title: Words { en: "A workload runs in debug mode", es: "Una carga de trabajo se ejecuta en modo de depuración" },
    done: Words {
        en: "Environment and arguments of containers are read for the debug switches of common frameworks.",
        es: "Se buscan en el entorno y los argumentos los interruptores de depuración de los frameworks habituales.",
    },
    why: Words {
        en: "Error pages show code and settings; the console of Flask runs commands of whoever opens it.",
        es: "Las páginas de error muestran código y ajustes; la consola de Flask ejecuta órdenes de quien la abra.",
    },
    fix: Words {
        en: "Turn it off wherever others than developers come.",
        es: "Apagarlo donde entre alguien que no sea del equipo de desarrollo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[489, 215],
    asvs: &["V13.4.2"],
    controls: &["SC-064", "SC-065"],
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
            - name: FLASK_DEBUG
              value: "1"
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
            - name: FLASK_DEBUG
              value: "0"
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        for variable in container.node.list("env") {
            let (name, value) = (variable.text_of("name").unwrap_or_default(), variable.text_of("value").unwrap_or_default());
            let on = matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on");
            let switch = matches!(name, "FLASK_DEBUG" | "DJANGO_DEBUG" | "APP_DEBUG" | "FASTAPI_DEBUG" | "DEBUG") && on;
            let stage = matches!(name, "FLASK_ENV" | "RAILS_ENV" | "NODE_ENV" | "ASPNETCORE_ENVIRONMENT")
                && value.eq_ignore_ascii_case("development");
            if switch || stage {
                container.note(variable.line, &format!("{name}={value}"), seen);
            }
        }
        let words = container.node.list("command").iter().chain(container.node.list("args"));
        for word in
            words.filter(|word| matches!(word.text(), Some("--reload" | "--inspect=0.0.0.0" | "--inspect=0.0.0.0:9229" | "runserver")))
        {
            container.note(word.line, word.text().unwrap_or_default(), seen);
        }
    })
}
