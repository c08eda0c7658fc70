use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, ENVIRONMENTS},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "environments-not-separated",
    title: Words { en: "Development and production are not separated", es: "Desarrollo y producción no están separados" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "A mistake or a weak test server reaches real customers and real data.",
        es: "Un error o un servidor de pruebas débil alcanza a clientes y datos reales.",
    },
    fix: Words {
        en: "Separate accounts, networks and keys; tests use invented data only.",
        es: "Separar cuentas, redes y claves; las pruebas usan solo datos inventados.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[653],
    asvs: &["V13.4.2"],
    controls: &["SC-099"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[environments-separated]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[environments-separated]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&ENVIRONMENTS)
}
