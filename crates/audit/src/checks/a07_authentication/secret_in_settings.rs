//! Secrets that are set in files of settings.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::is_secret_name,
        text::{
            TextFile,
            place::{is_example, is_generated, is_settings},
            secret::is_drawn,
        },
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-in-settings",
    title: Words {
        en: "A file of settings holds a secret in the clear", es: "Un archivo de configuración contiene un secreto sin cifrar"
    },
    done: Words {
        en: "Reads settings (env, ini, properties, YAML, JSON, TOML) whose name is that of a secret and whose value looks drawn at random. References, hashes and examples are left alone.",
        es: "Se leen los valores de configuración (env, ini, properties, YAML, JSON, TOML) cuyo nombre es el de un secreto y cuyo valor parece aleatorio. Se dejan fuera referencias, hashes y ejemplos.",
    },
    why: Words {
        en: "Everybody who reads the repository, now or later, has it.",
        es: "Lo tiene cualquiera que lea el repositorio, hoy o más adelante.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 312],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["secret", "passw", "token", "api_key", "apikey", "access_key", "private_key", "credential"], look },
    mutant: Mutant {
        red: &[(
            "config/application.properties",
            r#"spring.mail.password=kT9vQ2mLx8Zp4WsR
"#,
        )],
        green: &[(
            "config/application.properties",
            r#"spring.mail.password=${MAIL_PASSWORD}
password.min.length=12
token.sha256=9f86d081884c7d659a2feaa0c55ad015
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if !is_settings(file.name) || is_example(file.name) || is_generated(file.name) {
        return;
    }
    for (index, line) in file.text.lines().enumerate() {
        let line = line.trim();
        if line.len() > 600 || line.starts_with(['#', ';']) || line.starts_with("//") {
            continue;
        }
        let Some((name, value)) = line.split_once(['=', ':']) else { continue };
        let name = name.trim().trim_start_matches("export ").trim_start_matches("- ").trim_matches(['"', '\'']);
        let value = value.split(" #").next().unwrap_or(value).trim().trim_end_matches(',').trim_matches(['"', '\'']);
        let is_hash = [32, 40, 64].contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        let public = ["sha", "hash", "checksum", "digest", "public", "publishable", "integrity", "fingerprint", "csrf"];
        let lower = name.to_ascii_lowercase();
        let hashed = is_hash && public.iter().any(|word| lower.contains(word));
        if name.len() <= 80 && is_secret_name(name) && is_drawn(value) && !hashed && !public.iter().any(|word| lower.contains(word)) {
            seen.line(file.name, index + 1, &file.told(&format!("{name}: ***")));
        }
    }
}
