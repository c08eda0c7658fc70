use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, CONTRACTS},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "vendor-contracts-missing",
    title: Words {
        en: "Contracts with vendors do not protect personal data",
        es: "Los contratos con proveedores no protegen los datos personales",
    },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "The vendor need not tell of a breach nor delete anything, and the company answers for both.",
        es: "El proveedor no está obligado a avisar de una brecha ni a borrar nada, y la empresa responde por ambos.",
    },
    fix: Words {
        en: "Sign a data processing agreement with each: protection, notice within 24 to 48 hours, audit, deletion.",
        es: "Firmar con cada uno un contrato de tratamiento: protección, aviso en 24 a 48 horas, auditoría y borrado.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[657],
    asvs: &["V14.1.2"],
    controls: &["SC-109"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[vendor-contracts]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[vendor-contracts]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&CONTRACTS)
}
