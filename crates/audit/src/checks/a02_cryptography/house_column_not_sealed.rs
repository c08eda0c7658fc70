use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-column-not-sealed",
    title: Words { en: "Sunward keeps personal data that is not sealed", es: "Sunward guarda datos personales sin sellar" },
    done: Words {
        en: "Of every column that holds personal data, up to 10,000 values are looked at: each must begin as a sealed value does. The values themselves are neither kept nor shown.",
        es: "De cada columna con datos personales se miran hasta 10.000 valores: cada uno debe empezar como un valor sellado. Los valores no se guardan ni se muestran.",
    },
    why: Words {
        en: "Who steals the disk, a backup or a copy of the database reads names, telephone numbers and home addresses.",
        es: "Quien robe el disco, una copia de seguridad o la base de datos lee nombres, teléfonos y domicilios.",
    },
    fix: Words {
        en: "Seal the values where they are written, and find out who wrote past the program.",
        es: "Sellar los valores donde se escriben, y averiguar quién escribió al margen del programa.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[312, 311],
    asvs: &["V14.2.4", "V11.3.2"],
    controls: &["SC-003", "SC-034", "SC-037", "SC-042"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"data": {"columns": [{"name": "account.phone_sealed", "sampled": 40, "clear": 1}]}}"#)],
        green: &[(
            "house.json",
            r#"{"data": {"columns": [{"name": "account.phone_sealed", "sampled": 40, "clear": 0}, {"name": "mail.body_sealed"}]}}"#,
        )],
    },
};

const EMPTY: Words = Words { en: "because no row holds personal data yet", es: "porque todavía ninguna fila contiene datos personales" };

fn look(house: &House) -> Verdict {
    if house.data.as_ref().is_some_and(|data| data.columns.iter().all(|column| column.sampled == 0)) {
        return Verdict::NotTested(EMPTY.into());
    }
    house.over_data(
        |data| &data.columns,
        |column, seen| {
            if column.clear > 0 {
                seen.variable(&column.name, &format!("{} of {} values are not sealed", column.clear, column.sampled));
            }
        },
    )
}
