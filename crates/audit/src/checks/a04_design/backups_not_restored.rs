use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, BACKUPS},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "backups-not-restored",
    title: Words {
        en: "Nobody has shown that a backup can be restored",
        es: "Nadie ha demostrado que una copia de seguridad se puede restaurar",
    },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "After ransomware or a mistake the only copy may be empty, unreadable or encrypted by the same attacker.",
        es: "Tras un ransomware o un error, la única copia puede estar vacía, ilegible o cifrada por el mismo atacante.",
    },
    fix: Words {
        en: "Restore one every quarter, on another account, and measure how long it took; keep one copy that cannot be deleted.",
        es: "Restaurar una cada trimestre, en otra cuenta, y medir cuánto tardó; guardar una copia que no se pueda borrar.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[657],
    asvs: &[],
    controls: &["SC-102", "SC-098"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[backups-restored]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[backups-restored]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&BACKUPS)
}
