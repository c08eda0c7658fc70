use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-trail-incomplete",
    title: Words { en: "Sunward's trail leaves out something that was done", es: "El registro de Sunward omite algo que se hizo" },
    done: Words {
        en: "Every version of every order, offer, quote, account and change request is compared with the trail: each has one entry and none is missing; and every entry that waits to be sequenced is there.",
        es: "Cada versión de cada pedido, oferta, presupuesto, cuenta y solicitud de cambio se compara con el registro: cada una tiene una entrada y no falta ninguna; y está cada entrada que espera ser numerada.",
    },
    why: Words {
        en: "Who changes something without leaving a trace can deny it: fraud stays unseen and nobody can be cleared either.",
        es: "Quien cambia algo sin dejar rastro puede negarlo: el fraude no se ve y tampoco se puede exculpar a nadie.",
    },
    fix: Words {
        en: "Find the change in a backup or with the people concerned, and let nobody write to the database past the program.",
        es: "Buscar el cambio en una copia de seguridad o con los afectados, y que nadie escriba en la base de datos al margen del programa.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778, 223],
    asvs: &["V16.3.3", "V16.4.2"],
    controls: &["SC-027", "SC-029", "SC-083", "SC-084"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"trail": {"leaves": 90, "missing": 1, "compared": ["order"]}}"#)],
        green: &[("house.json", r#"{"trail": {"leaves": 90, "compared": ["order"]}}"#)],
    },
};

fn look(house: &House) -> Verdict {
    house.over_trail(|trail, seen| {
        for (count, what) in [
            (trail.missing, "versions lie between others and have no entry"),
            (trail.repeated, "versions are told by two entries"),
            (trail.untold, "changes of rows have no entry"),
            (trail.lost, "entries wait to be sequenced and are not there"),
        ] {
            if count > 0 {
                seen.variable("leaf", &format!("{count} {what}"));
            }
        }
    })
}
