use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-database-account-mighty",
    title: Words {
        en: "Sunward's database account may do more than read and write rows",
        es: "La cuenta de base de datos de Sunward puede más que leer y escribir filas",
    },
    done: Words {
        en: "The server is asked what the program's own account may do: it may not make, alter or drop tables, read files, or give rights to others.",
        es: "Se pregunta al servidor qué puede hacer la cuenta del programa: no debe crear, alterar ni borrar tablas, leer archivos ni dar permisos a otros.",
    },
    why: Words {
        en: "What gets into a query can drop tables or rewrite the trail: the account is the last ring that stops it.",
        es: "Lo que entre en una consulta puede borrar tablas o reescribir el registro: la cuenta es el último anillo que lo impide.",
    },
    fix: Words {
        en: "Serve with an account that has SELECT, INSERT, UPDATE and DELETE on its own schema; migrate with another.",
        es: "Servir con una cuenta que tenga SELECT, INSERT, UPDATE y DELETE en su propio esquema; migrar con otra.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250, 269],
    asvs: &["V13.2.2"],
    controls: &["SC-002"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"setup": {"connection": {"kind": "mysql", "grants": ["GRANT ALL PRIVILEGES ON *.* TO `sunward`@`%` WITH GRANT OPTION"]}}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"setup": {"connection": {"kind": "mysql", "grants": ["GRANT USAGE ON *.* TO `sunward`@`%` IDENTIFIED BY PASSWORD '*DROP'", "GRANT SELECT, INSERT, UPDATE, DELETE ON `sunward`.* TO `sunward`@`%`"]}}}"#,
        )],
    },
};

const NO_SERVER: Words = Words {
    en: "because the database is a file: it has no accounts, and whoever can write it can do everything with it",
    es: "porque la base de datos es un archivo: no tiene cuentas, y quien puede escribirlo puede hacer de todo con él",
};
const TOO_MUCH: &[&str] = &["ALL PRIVILEGES", "CREATE", "ALTER", "DROP", "FILE", "SUPER", "GRANT OPTION", "TRIGGER", "EVENT", "PROCESS"];

fn look(house: &House) -> Verdict {
    house.over_setup(|setup| {
        let Some(connection) = setup.connection.as_ref().filter(|connection| connection.kind == "mysql") else {
            return Verdict::NotTested(NO_SERVER.into());
        };
        Verdict::over(&connection.grants, NO_GRANTS, |grant, seen| {
            // What is granted stands before ON; the name of the account and the hash of its password stand after.
            let upper = grant.to_ascii_uppercase();
            let (rights, rest) = upper.split_once(" ON ").unwrap_or((upper.as_str(), ""));
            let held: Vec<&str> = rights.trim_start_matches("GRANT ").split(',').map(str::trim).collect();
            let mut mighty: Vec<&str> = TOO_MUCH.iter().copied().filter(|right| held.iter().any(|own| own.starts_with(right))).collect();
            if rest.ends_with("WITH GRANT OPTION") {
                mighty.push("GRANT OPTION");
            }
            if !mighty.is_empty() {
                seen.variable("the program's account", &mighty.join(", "));
            }
        })
    })
}

const NO_GRANTS: Words = Words { en: "because the server told no grants", es: "porque el servidor no indicó permisos" };
