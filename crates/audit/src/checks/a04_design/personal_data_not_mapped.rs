use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, DATA_MAP},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "personal-data-not-mapped",
    title: Words { en: "It is not written down where personal data lies", es: "No está escrito dónde están los datos personales" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "What nobody knows of is not protected, not deleted in time, and missing from the notice after a breach.",
        es: "Lo que nadie conoce no se protege, no se borra a tiempo y falta en el aviso tras una brecha.",
    },
    fix: Words {
        en: "Keep a register: which data, where, why, how long, who sees it; review it with each new feature.",
        es: "Llevar un registro: qué datos, dónde, para qué, cuánto tiempo y quién los ve; revisarlo con cada función nueva.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[657, 359],
    asvs: &["V14.1.1", "V14.1.2", "V14.2.7"],
    controls: &["SC-042"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[personal-data-mapped]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[personal-data-mapped]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&DATA_MAP)
}
