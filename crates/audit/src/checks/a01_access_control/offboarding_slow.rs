use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, OFFBOARDING},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "offboarding-slow",
    title: Words { en: "Access does not end the day somebody leaves", es: "El acceso no termina el día en que alguien se va" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "Somebody who left, perhaps in anger, can still read and change what they could yesterday.",
        es: "Quien se fue, quizá enfadado, puede seguir leyendo y cambiando lo mismo que ayer.",
    },
    fix: Words {
        en: "One list of everything to be closed, run the same day by the personnel department, shared secrets rotated.",
        es: "Una sola lista de todo lo que hay que cerrar, ejecutada el mismo día por personal, con rotación de los secretos compartidos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284],
    asvs: &["V7.4.2"],
    controls: &["SC-020"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[offboarding-same-day]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[offboarding-same-day]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&OFFBOARDING)
}
