use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, RESPONSE_PLAN},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "response-plan-not-rehearsed",
    title: Words { en: "There is no rehearsed plan for incidents", es: "No hay un plan de incidentes ensayado" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "In the first hours evidence is destroyed, and legal deadlines such as 72 hours pass.",
        es: "En las primeras horas se destruyen pruebas y vencen plazos legales como las 72 horas.",
    },
    fix: Words {
        en: "Write a plan of one page for each kind of incident and play it through once a year.",
        es: "Escribir un plan de una página para cada tipo de incidente y ensayarlo una vez al año.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778, 657],
    asvs: &[],
    controls: &["SC-089"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[response-plan-rehearsed]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[response-plan-rehearsed]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&RESPONSE_PLAN)
}
