use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, THIRD_PARTIES},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "third-parties-not-assessed",
    title: Words { en: "Third parties are not listed and assessed", es: "Los terceros no están inventariados ni evaluados" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "A breach at a supplier is a breach here, and nobody would know what it had.",
        es: "Una brecha en un proveedor es una brecha aquí, y nadie sabría qué tenía.",
    },
    fix: Words {
        en: "List all of them with what they hold, the risk and the owner; review it every year.",
        es: "Enumerarlos todos con lo que tienen, el riesgo y el responsable; revisarlo cada año.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 8, of_2021: 8, of_2025: 8 },
    cwe: &[829],
    asvs: &["V15.1.4", "V13.1.1"],
    controls: &["SC-108", "SC-109"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[third-parties-assessed]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[third-parties-assessed]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&THIRD_PARTIES)
}
