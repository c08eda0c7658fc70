use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-card-numbers-clear",
    title: Words {
        en: "A column holds numbers of payment cards in the clear",
        es: "Una columna guarda números de tarjetas de pago en claro",
    },
    done: Words {
        en: "A bounded sample of every column is counted by shape; the values themselves are neither kept nor shown.",
        es: "Se cuenta por su forma una muestra limitada de cada columna; los valores no se guardan ni se muestran.",
    },
    why: Words {
        en: "Stolen card numbers are sold the same day; the card schemes fine the company and may shut it out.",
        es: "Los números robados se venden el mismo día; las redes de tarjetas multan a la empresa y pueden excluirla.",
    },
    fix: Words {
        en: "Keep the token of the payment provider and the last four digits only.",
        es: "Guardar solo el token del proveedor de pago y los cuatro últimos dígitos.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[312, 311],
    asvs: &["V14.2.4", "V14.2.7"],
    controls: &["SC-037", "SC-042"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "card_number", "data_type": "varchar", "shapes": {"sampled": 20, "card": 18}}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "order_number", "data_type": "varchar", "shapes": {"sampled": 50, "card": 1}}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_columns(|column, seen| {
        let shapes = &column.shapes;
        // One number in ten passes the check digit by chance and fewer have an issuer's beginning: a few of many prove nothing.
        if shapes.card >= 3 && shapes.card.saturating_mul(5) >= shapes.sampled {
            seen.variable(&column.place(), &format!("{} of {} sampled values look like card numbers", shapes.card, shapes.sampled));
        }
    })
}
