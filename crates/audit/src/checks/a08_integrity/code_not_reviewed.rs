use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, CODE_REVIEW},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "code-not-reviewed",
    title: Words {
        en: "Changes reach production without a second pair of eyes",
        es: "Los cambios llegan a producción sin una segunda revisión",
    },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "One person, or whoever took over their account, can put anything into production.",
        es: "Una persona, o quien se haya apoderado de su cuenta, puede poner cualquier cosa en producción.",
    },
    fix: Words {
        en: "Protect the main branch: an approval by somebody else and green tests, also for administrators.",
        es: "Proteger la rama principal: aprobación de otra persona y pruebas en verde, también para administradores.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 8, of_2021: 8, of_2025: 8 },
    cwe: &[494, 345],
    asvs: &[],
    controls: &["SC-081", "SC-093", "SC-096"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[code-reviewed]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[code-reviewed]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&CODE_REVIEW)
}
