use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-change-by-one-hand",
    title: Words { en: "A change in Sunward took effect by one hand", es: "Un cambio en Sunward tuvo efecto por una sola mano" },
    done: Words {
        en: "Every answered change request in the database: its author and its approver are compared; what took effect has an approver.",
        es: "Cada solicitud de cambio respondida en la base de datos: se comparan su autor y quien la aprobó; lo que tuvo efecto tiene quien lo aprobara.",
    },
    why: Words {
        en: "The rule of two people was passed by, by a mistake or by hand in the database.",
        es: "La regla de las dos personas se eludió, por un error o a mano en la base de datos.",
    },
    fix: Words {
        en: "Find the change in the trail, ask both people, undo it where it is wrong, and close the way by which it was made.",
        es: "Buscar el cambio en el registro, preguntar a ambas personas, deshacerlo si está mal y cerrar la vía por la que se hizo.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 4, of_2025: 6 },
    cwe: &[841, 284],
    asvs: &["V2.3.5"],
    controls: &["SC-023"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"data": {"changes": 7, "changes_by_one_hand": 1}}"#)],
        green: &[("house.json", r#"{"data": {"changes": 7}}"#)],
    },
};

const NONE: Words =
    Words { en: "because no change request was answered yet", es: "porque todavía no se ha respondido ninguna solicitud de cambio" };

fn look(house: &House) -> Verdict {
    let Some(data) = house.data.as_ref().filter(|data| data.changes > 0) else { return Verdict::NotTested(NONE.into()) };
    let mut seen = Observations::new();
    for (count, what) in [(data.changes_by_one_hand, "approved by their author"), (data.changes_by_nobody, "applied without an approver")] {
        if count > 0 {
            seen.variable("change_request", &format!("{count} of {} answered requests were {what}", data.changes));
        }
    }
    Verdict::of(seen)
}
