use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-database-unguarded",
    title: Words {
        en: "Sunward's connections to SQLite lack their guards",
        es: "Las conexiones de Sunward a SQLite carecen de sus protecciones",
    },
    done: Words {
        en: "The database is asked how its connections are set up: readers cannot write, references are enforced, the schema is not trusted with functions, and what is deleted is overwritten.",
        es: "Se pregunta a la base de datos cómo están sus conexiones: los lectores no pueden escribir, se imponen las referencias, no se confían funciones al esquema y lo borrado se sobrescribe.",
    },
    why: Words {
        en: "A mistake in a query becomes a change, and what a customer had deleted stays readable on the disk.",
        es: "Un error en una consulta se convierte en un cambio, y lo que un cliente borró sigue siendo legible en el disco.",
    },
    fix: Words {
        en: "Open the connections as the store does: query_only for readers, foreign_keys, trusted_schema off, secure_delete on.",
        es: "Abrir las conexiones como el almacén: query_only para lectores, foreign_keys, trusted_schema desactivado y secure_delete activado.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1188, 250],
    asvs: &["V13.2.2"],
    controls: &["SC-067"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"setup": {"connection": {"kind": "sqlite", "reading": {"foreign_keys": "1", "query_only": "0", "trusted_schema": "0", "secure_delete": "1"}, "writing": {"foreign_keys": "1", "trusted_schema": "0", "secure_delete": "1"}}}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"setup": {"connection": {"kind": "sqlite", "reading": {"foreign_keys": "1", "query_only": "1", "trusted_schema": "0", "secure_delete": "1"}, "writing": {"foreign_keys": "1", "trusted_schema": "0", "secure_delete": "1"}}}}"#,
        )],
    },
};

const NOT_SQLITE: Words =
    Words { en: "because the database is a server and no file", es: "porque la base de datos es un servidor y no un archivo" };

fn look(house: &House) -> Verdict {
    house.over_setup(|setup| {
        let Some(connection) = setup.connection.as_ref().filter(|connection| connection.kind == "sqlite") else {
            return Verdict::NotTested(NOT_SQLITE.into());
        };
        let mut seen = Observations::new();
        let both = [("foreign_keys", "1"), ("trusted_schema", "0"), ("secure_delete", "1")];
        let reading = both.iter().chain(&[("query_only", "1")]).map(|wanted| ("reading", &connection.reading, wanted));
        let writing = both.iter().map(|wanted| ("writing", &connection.writing, wanted));
        for (which, settings, (name, wanted)) in reading.chain(writing) {
            let is = settings.get(*name).map_or("unknown", String::as_str);
            if is != *wanted {
                seen.variable(&format!("{which}: {name}"), is);
            }
        }
        Verdict::of(seen)
    })
}
