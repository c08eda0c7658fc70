use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, TRAINING},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "training-missing",
    title: Words { en: "The staff is not trained in security", es: "La plantilla no recibe formación en seguridad" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "Phishing is the usual way in, and the same flaws are written again and again.",
        es: "El phishing es la vía de entrada habitual, y los mismos fallos se escriben una y otra vez.",
    },
    fix: Words {
        en: "Train everybody once a year against phishing, and engineers in the flaws that this audit found.",
        es: "Formar cada año a toda la plantilla contra el phishing, y a ingeniería en los fallos que halló esta auditoría.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[657],
    asvs: &[],
    controls: &["SC-093", "SC-096", "SC-105"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[security-training]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[security-training]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&TRAINING)
}
