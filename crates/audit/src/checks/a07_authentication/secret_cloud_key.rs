//! Keys of clouds in files and history.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        secret::{CLOUDS, find, note},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-cloud-key",
    title: Words {
        en: "A key of a cloud account lies in the repository", es: "Una clave de una cuenta en la nube está en el repositorio"
    },
    done: Words {
        en: "Searches every file and the history of the repository for keys of AWS, Google, DigitalOcean, Vault and others. Examples of manuals, placeholders and repetitions are left alone.",
        es: "Se buscan claves de AWS, Google, DigitalOcean, Vault y otras en todos los archivos y en el historial del repositorio. Se dejan fuera los ejemplos de manuales, marcadores y repeticiones.",
    },
    why: Words {
        en: "Whoever reads the repository enters the cloud account, often with all rights.",
        es: "Quien lea el repositorio entra en la cuenta de la nube, a menudo con todos los permisos.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 540],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["AKIA", "AIza", "GOCSPX-", "dop_v1_", "hvs.", "atlasv1.", "dapi", "LTAI5t"], look },
    mutant: Mutant {
        red: &[(
            "deploy/upload.py",
            concat!(
                r#"KEY = ""#,
                "AKIA",
                "QYLPMN5HHHFPZAM2",
                r#""
"#
            ),
        )],
        green: &[(
            "deploy/upload.py",
            r#"KEY = os.environ["AWS_ACCESS_KEY_ID"]  # such as AKIAIOSFODNN7EXAMPLE
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    note(file, find(file, CLOUDS), seen);
}
