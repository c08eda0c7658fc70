use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "workload-tls-not-verified",
    title: Words { en: "A workload does not verify whom it talks to", es: "Una carga de trabajo no verifica con quién habla" },
    done: Words {
        en: "Environment, arguments and API services are read for the switches that turn the verification of certificates off.",
        es: "Se buscan en el entorno, los argumentos y los APIService los interruptores que apagan la verificación de certificados.",
    },
    why: Words {
        en: "Whoever sits on the way answers in the name of the other side.",
        es: "Quien esté en el camino responde en nombre de la otra parte.",
    },
    fix: Words {
        en: "Remove the switch and give the workload the certificate of the authority.",
        es: "Quitar el interruptor y dar a la carga el certificado de la autoridad.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[295],
    asvs: &["V12.3.2"],
    controls: &["SC-040", "SC-060"],
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
            - name: NODE_TLS_REJECT_UNAUTHORIZED
              value: "0"
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
            - name: NODE_EXTRA_CA_CERTS
              value: /etc/ca.pem
"#,
        )],
    },
};

const SWITCHES: [(&str, &str); 5] = [
    ("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
    ("PYTHONHTTPSVERIFY", "0"),
    ("GIT_SSL_NO_VERIFY", "true"),
    ("GIT_SSL_NO_VERIFY", "1"),
    ("PGSSLMODE", "disable"),
];
const FLAGS: [&str; 5] =
    ["--insecure-skip-tls-verify", "--insecure-skip-verify", "--tls-skip-verify", "--kubelet-insecure-tls", "--no-check-certificate"];

fn look(manifests: &Manifests) -> Verdict {
    let mut seen = Observations::new();
    for service in manifests.of_kind("apiregistration.k8s.io", "APIService") {
        if let Some(spec) = service.object.spec().filter(|spec| spec.bool_of("insecureSkipTLSVerify") == Some(true)) {
            service.note_as(Severity::Medium, spec.line_of("insecureSkipTLSVerify"), "insecureSkipTLSVerify: true", &mut seen);
        }
    }
    let verdict = manifests.over_containers(|container, seen| {
        for variable in container.node.list("env") {
            let pair = (variable.text_of("name").unwrap_or_default(), variable.text_of("value").unwrap_or_default());
            if SWITCHES.contains(&pair) {
                container.note(variable.line, &format!("{}={}", pair.0, pair.1), seen);
            }
        }
        for word in container.node.list("command").iter().chain(container.node.list("args")) {
            let text = word.text().unwrap_or_default();
            let (flag, value) = text.split_once('=').unwrap_or((text, "true"));
            if FLAGS.contains(&flag) && value == "true" {
                container.note(word.line, text, seen);
            }
        }
    });
    match (verdict, seen.is_empty()) {
        (verdict, true) => verdict,
        (Verdict::Fail(mut found), false) => {
            found.extend(seen.into_parts().0);
            Verdict::Fail(found)
        }
        (_, false) => Verdict::of(seen),
    }
}
