use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, LOG_REVIEW},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "logs-not-reviewed",
    title: Words { en: "Nobody reads the security logs", es: "Nadie lee los registros de seguridad" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "What no alert foresaw stays unseen for months, though it was written down.",
        es: "Lo que ninguna alerta previó queda sin ver durante meses, aunque esté escrito.",
    },
    fix: Words {
        en: "A weekly review by name, of a digest that fits on a page; the review is recorded.",
        es: "Una revisión semanal con responsable, de un resumen que quepa en una página; la revisión queda registrada.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.1.1"],
    controls: &["SC-087", "SC-088"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[logs-reviewed]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[logs-reviewed]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&LOG_REVIEW)
}
