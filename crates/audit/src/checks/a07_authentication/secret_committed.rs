use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::{has_secret_shape, is_secret, is_secret_name, is_written_out},
        manifests::Manifests,
    },
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-committed",
    title: Words {
        en: "A Kubernetes Secret lies in the repository with its content",
        es: "Un Secret de Kubernetes está en el repositorio con su contenido",
    },
    done: Words {
        en: "Every Secret is read for data. Sealed and encrypted ones, references and placeholders are left alone.",
        es: "Se revisan los datos de cada Secret. Se admiten los sellados o cifrados, las referencias y los marcadores.",
    },
    why: Words {
        en: "Base64 is no encryption: everybody who reads the repository has it, now and in its history.",
        es: "Base64 no cifra nada: lo tiene cualquiera que lea el repositorio, hoy y en su historial.",
    },
    fix: Words {
        en: "Change the secret; keep it in a secret store (External Secrets, SOPS, Sealed Secrets).",
        es: "Cambiar el secreto; guardarlo en un almacén (External Secrets, SOPS, Sealed Secrets).",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 540],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[
            (
                "k8s/app.yaml",
                r#"apiVersion: v1
kind: Secret
metadata: {name: db}
data:
  password: aHVudGVyMg==
"#,
            ),
            (
                "k8s/wrapped.yaml",
                r#"apiVersion: v1
kind: Secret
metadata: {name: tls}
data:
  store.p12: |
    MIIJqQIBAzCCCW8GCSqGSIb3DQEHAaCCCWAEgglcMIIJWDCCA88GCSqGSIb3DQEHBqCC
    aHVudGVyMg==
"#,
            ),
            (
                "k8s/accounts.yaml",
                r#"apiVersion: v1
kind: Secret
metadata: {name: accounts}
stringData:
  .pgpass: |
    db1:5432:shop:writer:Vb7qwP2kx
    db2:5432:shop:reader:Tz9mnL4rd
"#,
            ),
        ],
        green: &[
            (
                "k8s/app.yaml",
                r#"apiVersion: v1
kind: Secret
metadata: {name: db}
stringData:
  password: ${DB_PASSWORD}
"#,
            ),
            (
                "k8s/settings.yaml",
                r#"apiVersion: v1
kind: Secret
metadata: {name: routes}
stringData:
  routes.yaml: |
    retries: 3
    address: https://shop.example/
"#,
            ),
        ],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("", "Secret")], |secret, seen| {
        let object = secret.object;
        // SOPS keeps its own record beside the data.
        if object.node.get("sops").is_some() {
            return;
        }
        for part in ["data", "stringData"] {
            for entry in object.node.get(part).map_or(&[][..], |data| data.entries()) {
                let public = entry.key.ends_with(".pub")
                    || entry.key.ends_with(".crt")
                    || matches!(
                        entry.key.as_str(),
                        "known_hosts" | "namespace" | "username" | "user" | "host" | "port" | "type" | "url" | "name"
                    );
                let text = entry.node.text().unwrap_or_default();
                if !public && is_written_out(text) && !(part == "stringData" && is_plain_settings(&entry.key, text)) {
                    secret.note(entry.line, &format!("{part}.{}: ***", entry.key), seen);
                }
            }
        }
    })
}

/// Whether a text is a file of settings none of which is secret, under a key that names none. One line is a value; lines with
/// more than one `:` are those of files of accounts.
fn is_plain_settings(key: &str, text: &str) -> bool {
    let named = || text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.split_once([':', '=']));
    text.trim().contains('\n')
        && !is_secret_name(key)
        && !has_secret_shape(text)
        && named().flatten().next().is_some()
        && !named().flatten().any(|(name, value)| value.contains(':') && !value.contains("//") || is_secret(trimmed(name), trimmed(value)))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '-' | '{' | '}'))
}
