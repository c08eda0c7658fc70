//! Addresses with a password.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        secret::{addresses, note},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-in-address",
    title: Words { en: "An address with a password lies in the repository", es: "Una dirección con contraseña está en el repositorio" },
    done: Words {
        en: "Searches every file and the history of the repository for addresses of the form scheme://user:password@host; own machines, templates and examples are left alone. Examples of manuals, placeholders and repetitions are left alone.",
        es: "Se buscan direcciones del tipo esquema://usuario:contraseña@servidor; se dejan fuera la propia máquina, plantillas y ejemplos en todos los archivos y en el historial del repositorio. Se dejan fuera los ejemplos de manuales, marcadores y repeticiones.",
    },
    why: Words { en: "Whoever reads the repository signs in to that server.", es: "Quien lea el repositorio entra en ese servidor." },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 522],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["://"], look },
    mutant: Mutant {
        red: &[(
            "app/settings.py",
            r#"DATABASE = "mysql://app:gT7-kd9w@db.prod.solar.mx/app"
"#,
        )],
        green: &[(
            "app/settings.py",
            r#"DATABASE = f"mysql://app:{password}@db.prod.solar.mx/app"
LOCAL = "mysql://root:root@localhost/app"
MANUAL = "oracle://scott:tiger@ora.solar.mx/app"
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    note(file, addresses(file), seen);
}
