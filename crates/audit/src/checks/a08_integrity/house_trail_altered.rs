use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-trail-altered",
    title: Words {
        en: "An entry of Sunward's trail is not what its hash says",
        es: "Una entrada del registro de Sunward no es lo que dice su hash",
    },
    done: Words {
        en: "Every entry is read, spelled anew and hashed again; its id and its hash are compared.",
        es: "Se lee cada entrada, se vuelve a escribir en su forma canónica y se recalcula su hash; se comparan su identificador y su hash.",
    },
    why: Words {
        en: "Somebody rewrote what was done, or by whom: nothing that the trail says can be relied on until it is known what.",
        es: "Alguien reescribió qué se hizo o quién lo hizo: nada de lo que dice el registro es fiable hasta saber qué.",
    },
    fix: Words {
        en: "Compare the trail with a backup from before, find who may write to the database, and treat it as an incident.",
        es: "Comparar el registro con una copia anterior, averiguar quién puede escribir en la base de datos y tratarlo como un incidente.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 10, of_2021: 8, of_2025: 8 },
    cwe: &[345, 353],
    asvs: &["V16.4.2"],
    controls: &["SC-082", "SC-083"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"trail": {"leaves": 90, "wrong_hash": 1}}"#)],
        green: &[("house.json", r#"{"trail": {"leaves": 90}}"#)],
    },
};

fn look(house: &House) -> Verdict {
    house.over_trail(|trail, seen| {
        for (count, what) in [(trail.unreadable, "are no entries in their canonical form"), (trail.wrong_hash, "differ from their hash")] {
            if count > 0 {
                seen.variable("leaf", &format!("{count} of {} {what}", trail.leaves));
            }
        }
    })
}
