use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, PENETRATION_TEST},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "penetration-test-missing",
    title: Words {
        en: "Nobody from outside has attacked the system within a year",
        es: "Nadie ajeno al equipo ha atacado el sistema en un año",
    },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "What its builders overlook, they overlook every time.",
        es: "Lo que sus constructores pasan por alto, lo pasan por alto siempre.",
    },
    fix: Words {
        en: "Have it attacked once a year and after large changes; mend what is serious and have it tried again.",
        es: "Encargar un ataque al año y tras cambios importantes; corregir lo grave y repetir la prueba.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1032, 657],
    asvs: &[],
    controls: &["SC-097", "SC-069"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[penetration-tested]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[penetration-tested]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&PENETRATION_TEST)
}
