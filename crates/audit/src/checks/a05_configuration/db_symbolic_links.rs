use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-symbolic-links",
    title: Words {
        en: "Tables of the database may be symbolic links", es: "Las tablas de la base de datos pueden ser enlaces simbólicos"
    },
    done: Words {
        en: "`have_symlink` or `symbolic_links` is read from the server.",
        es: "Se lee `have_symlink` o `symbolic_links` del servidor.",
    },
    why: Words {
        en: "Whoever may create tables and reaches the folder makes the server overwrite other files.",
        es: "Quien pueda crear tablas y alcance la carpeta hace que el servidor sobrescriba otros archivos.",
    },
    fix: Words { en: "Set `symbolic_links = 0` (`skip-symbolic-links`).", es: "Configurar `symbolic_links = 0` (`skip-symbolic-links`)." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 59],
    asvs: &["V13.2.2"],
    controls: &["SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"have_symlink": "YES"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"have_symlink": "DISABLED"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    let name = if database.variable("symbolic_links").is_some() { "symbolic_links" } else { "have_symlink" };
    database.on_variable(name, |value| value.eq_ignore_ascii_case("yes") || value.eq_ignore_ascii_case("on") || value == "1")
}
