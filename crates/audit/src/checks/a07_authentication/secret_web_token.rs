//! Signed tokens in files and history.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        secret::{note, web_tokens},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-web-token",
    title: Words { en: "A signed token lies in the repository", es: "Un token firmado está en el repositorio" },
    done: Words {
        en: "Searches every file and the history of the repository for JSON Web Tokens with a signature; the one of the manuals and public ones are left alone. Examples of manuals, placeholders and repetitions are left alone.",
        es: "Se buscan JSON Web Tokens con firma; se dejan fuera el de los manuales y los públicos en todos los archivos y en el historial del repositorio. Se dejan fuera los ejemplos de manuales, marcadores y repeticiones.",
    },
    why: Words {
        en: "Until it ends, whoever reads it is whom it names.",
        es: "Mientras no caduque, quien lo lea es quien el token nombra.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 522],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["eyJ"], look },
    mutant: Mutant {
        red: &[(
            "web/api.js",
            r#"const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MiIsImFkbSI6dHJ1ZSwiZXhwIjo5OTk5OTk5OTk5fQ.q7Zk3mQ7vT1yJp0LwB5hR8sNfUe2dKcGq4aXoWi6Vb8";
"#,
        )],
        green: &[(
            "web/api.js",
            r#"const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    note(file, web_tokens(file), seen);
}
