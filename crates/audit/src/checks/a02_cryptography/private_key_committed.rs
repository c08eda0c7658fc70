//! Private keys in files and history.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        secret::{note, private_keys},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "private-key-committed",
    title: Words { en: "A private key lies in the repository in the clear", es: "Una clave privada está en el repositorio sin cifrar" },
    done: Words {
        en: "Searches every file and the history of the repository for private keys with a body that are not encrypted; keys of tests are left alone. Examples of manuals, placeholders and repetitions are left alone.",
        es: "Se buscan claves privadas con contenido y sin cifrar; se dejan fuera las de pruebas en todos los archivos y en el historial del repositorio. Se dejan fuera los ejemplos de manuales, marcadores y repeticiones.",
    },
    why: Words {
        en: "Whoever has it is your server, signs in your name or reads recorded traffic.",
        es: "Quien la tenga se hace pasar por su servidor, firma en su nombre o lee tráfico grabado.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[321, 798],
    asvs: &["V13.3.1", "V11.1.1"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["PRIVATE KEY"], look },
    mutant: Mutant {
        red: &[(
            "deploy/server.key",
            r#"-----BEGIN RSA PRIVATE KEY-----
MIIEpAIBAAKCAQEAx9Zk3mQ7vT1yJp0LwB5hR8sNfUe2dKcGq4aXoWi6VbMtYnSj
zH3lPrE7uCgD1kQ9fA5mWv0yTbJx2RsLeN8oZpKdUi4hGcXqSaV6BnMtYwFj3lPr
-----END RSA PRIVATE KEY-----
"#,
        )],
        green: &[
            (
                "tests/fixtures/server.key",
                r#"-----BEGIN RSA PRIVATE KEY-----
MIIEpAIBAAKCAQEAx9Zk3mQ7vT1yJp0LwB5hR8sNfUe2dKcGq4aXoWi6VbMtYnSj
zH3lPrE7uCgD1kQ9fA5mWv0yTbJx2RsLeN8oZpKdUi4hGcXqSaV6BnMtYwFj3lPr
-----END RSA PRIVATE KEY-----
"#,
            ),
            (
                "deploy/tls.py",
                r#"PEM = "-----BEGIN PRIVATE KEY-----" # where a key begins
"#,
            ),
        ],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    note(file, private_keys(file), seen);
}
