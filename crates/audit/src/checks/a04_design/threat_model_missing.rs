use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, THREAT_MODEL},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "threat-model-missing",
    title: Words { en: "There is no current threat model", es: "No hay un modelo de amenazas vigente" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "Defences stand where somebody happened to think of them, not where the harm is.",
        es: "Las defensas están donde a alguien se le ocurrió, no donde está el daño.",
    },
    fix: Words {
        en: "Draw the data flows, ask of each what can go wrong, and revise it with each large change.",
        es: "Dibujar los flujos de datos, preguntar en cada uno qué puede fallar y revisarlo con cada cambio importante.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[657],
    asvs: &["V15.1.5", "V2.1.3"],
    controls: &["SC-094", "SC-095"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[threat-model-current]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[threat-model-current]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&THREAT_MODEL)
}
