use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{ACCESS_REVIEW, Answers},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "access-not-reviewed",
    title: Words { en: "Nobody reviews who has which access", es: "Nadie revisa quién tiene qué acceso" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "Rights only ever grow: after a few moves between teams people hold what they no longer need.",
        es: "Los permisos solo crecen: tras varios cambios de equipo las personas conservan lo que ya no necesitan.",
    },
    fix: Words {
        en: "Review every six months with a second person's signature; what was not used goes.",
        es: "Revisar cada seis meses con la firma de una segunda persona; lo que no se usó se retira.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[285],
    asvs: &["V8.1.1"],
    controls: &["SC-020", "SC-027"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[access-reviewed]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[access-reviewed]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&ACCESS_REVIEW)
}
