use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{credential::is_secret, manifests::Manifests},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-in-config-map",
    title: Words { en: "A secret stands in a ConfigMap", es: "Un secreto está en un ConfigMap" },
    done: Words {
        en: "Keys and lines of every ConfigMap are read for secrets by name and by shape.",
        es: "Se buscan secretos, por nombre y por forma, en las claves y líneas de cada ConfigMap.",
    },
    why: Words {
        en: "ConfigMaps are read by many, kept in the clear, and written to logs.",
        es: "Los ConfigMap los leen muchos, se guardan en claro y acaban en registros.",
    },
    fix: Words { en: "Move it to a secret store and change it.", es: "Llevarlo a un almacén de secretos y cambiarlo." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[312, 256],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: ConfigMap
metadata: {name: api}
data:
  DB_PASSWORD: hunter2
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: ConfigMap
metadata: {name: api}
data:
  DB_PASSWORD_FILE: /run/secrets/db
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("", "ConfigMap")], |map, seen| {
        for entry in map.object.node.get("data").map_or(&[][..], |data| data.entries()) {
            let text = entry.node.text().unwrap_or_default();
            if !text.contains('\n') {
                if is_secret(&entry.key, text) {
                    map.note(entry.line, &format!("{}: ***", entry.key), seen);
                }
                continue;
            }
            // A file within the map: one setting a line.
            for (index, line) in text.lines().enumerate() {
                let Some((name, value)) = line.split_once(['=', ':']) else { continue };
                let name = name.trim().trim_matches(['"', '\'', '-', ' ']);
                let value = value.trim().trim_matches(['"', '\'', ',', ';']);
                let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
                // Code and prose have blanks where a password has none.
                if word && !value.contains([' ', '(']) && is_secret(name, value) {
                    map.note(entry.line + index + 1, &format!("{}: {name}=***", entry.key), seen);
                }
            }
        }
    })
}
