//! Files of environment variables with secrets.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::{is_secret_name, is_written_out},
        text::{TextFile, place::is_example},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "environment-file-committed",
    title: Words { en: "A .env file with secrets lies in the repository", es: "Un archivo .env con secretos está en el repositorio" },
    done: Words {
        en: "Looks for .env files that set something under the name of a secret. Examples, empty values and references are left alone.",
        es: "Se buscan archivos .env que asignan algo bajo el nombre de un secreto. Se dejan fuera ejemplos, valores vacíos y referencias.",
    },
    why: Words {
        en: "These files hold all that a program needs to be somebody, and web servers often hand them out.",
        es: "Estos archivos contienen todo lo que un programa necesita para ser alguien, y los servidores web a menudo los entregan.",
    },
    fix: Words {
        en: "Change what stood in it, put .env into .gitignore, and commit an .env.example without values.",
        es: "Cambiar lo que contenía, poner .env en .gitignore y guardar un .env.example sin valores.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[260, 538, 540],
    asvs: &["V13.3.1", "V13.4.7"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["secret", "passw", "token", "_key"], look },
    mutant: Mutant {
        red: &[(
            ".env",
            r#"DEBUG=0
DB_PASSWORD=hunter-2-hunter
"#,
        )],
        green: &[
            (
                ".env.example",
                r#"DB_PASSWORD=hunter-2-hunter
"#,
            ),
            (
                "web/.env",
                r#"NEXT_PUBLIC_MAP_TOKEN=pk.abc
DB_PASSWORD=
"#,
            ),
        ],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    let base = file.base();
    if !(base == ".env" || base.starts_with(".env.")) || is_example(file.name) || base.contains("test") {
        return;
    }
    for (index, line) in file.text.lines().enumerate() {
        let Some((name, value)) = line.trim().trim_start_matches("export ").split_once('=') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        let public = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_"].iter().any(|start| name.starts_with(start));
        let shown = ["secret", "password", "changeme", "test", "dev", "local", "postgres", "root", "example"];
        let known = shown.contains(&value.to_ascii_lowercase().as_str());
        if !line.starts_with('#') && !public && !known && is_secret_name(name.trim()) && is_written_out(value) {
            seen.line(file.name, index + 1, &file.told(&format!("{}=***", name.trim())));
        }
    }
}
