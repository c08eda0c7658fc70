use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, UPDATES},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "updates-without-deadline",
    title: Words { en: "Security updates have no deadline", es: "Las actualizaciones de seguridad no tienen plazo" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "Attacks on published weaknesses begin within days; without a clock the update waits for a quiet week.",
        es: "Los ataques a debilidades publicadas empiezan en días; sin plazo, la actualización espera una semana tranquila.",
    },
    fix: Words {
        en: "Write the deadlines down (critical: days, not months), measure them, and report what is late.",
        es: "Fijar los plazos por escrito (crítico: días, no meses), medirlos e informar de los retrasos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.1.1"],
    controls: &["SC-070", "SC-074"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[updates-within-deadline]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[updates-within-deadline]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&UPDATES)
}
