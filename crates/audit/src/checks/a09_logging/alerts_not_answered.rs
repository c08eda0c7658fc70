use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{ALERTS, Answers},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "alerts-not-answered",
    title: Words { en: "Nobody is bound to answer security alerts", es: "Nadie está obligado a responder a las alertas de seguridad" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "An intruder who comes on a Friday evening has until Monday.",
        es: "Un intruso que llega un viernes por la tarde tiene hasta el lunes.",
    },
    fix: Words {
        en: "Set up a duty rota with a deadline for the answer, and try it with a test alert.",
        es: "Establecer turnos de guardia con un plazo de respuesta y probarlos con una alerta de ensayo.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.3.3"],
    controls: &["SC-086", "SC-089", "SC-090"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[alerts-answered]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[alerts-answered]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&ALERTS)
}
