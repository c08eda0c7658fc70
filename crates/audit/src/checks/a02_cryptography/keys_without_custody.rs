use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, KEYS},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "keys-without-custody",
    title: Words { en: "Keys lie in nobody's custody", es: "Nadie custodia las claves" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "A key on a laptop or in a chat decrypts everything for good, and cannot be taken back.",
        es: "Una clave en un portátil o en un chat descifra todo para siempre, y no se puede retirar.",
    },
    fix: Words {
        en: "Keep keys in a management service, with named keepers, rotation that was rehearsed, and no export.",
        es: "Guardar las claves en un servicio de gestión, con responsables designados, rotación ensayada y sin exportación.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[321, 320],
    asvs: &["V11.1.1", "V13.3.1", "V13.3.4"],
    controls: &["SC-038"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[keys-in-custody]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[keys-in-custody]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&KEYS)
}
