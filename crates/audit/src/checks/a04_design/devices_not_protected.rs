use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::{Answers, DEVICES},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "devices-not-protected",
    title: Words { en: "Devices of the staff are not protected", es: "Los dispositivos del personal no están protegidos" },
    done: Words {
        en: "Somebody is asked, since no machine sees it; an answer without a date, without a name or older than a year counts as a small finding.",
        es: "Se pregunta a una persona, porque ninguna máquina lo ve; una respuesta sin fecha, sin nombre o de más de un año cuenta como hallazgo menor.",
    },
    why: Words {
        en: "A lost laptop or malware on a telephone hands over signed-in sessions, keys and the data that lies there.",
        es: "Un portátil perdido o malware en un teléfono entrega sesiones abiertas, claves y los datos que contenga.",
    },
    fix: Words {
        en: "Manage all devices: encryption, screen lock, updates, scanning for malware, wiping from afar; refuse access from others.",
        es: "Gestionar todos los dispositivos: cifrado, bloqueo, actualizaciones, análisis de malware, borrado remoto; rechazar el acceso desde otros.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311, 522],
    asvs: &[],
    controls: &["SC-104", "SC-105"],
    examine: Examine::Answers(look),
    mutant: Mutant {
        red: &[(
            "answers.toml",
            r#"today = 2026-11-21
[devices-protected]
answer = "no"
by = "head of engineering"
date = 2026-11-01
"#,
        )],
        green: &[(
            "answers.toml",
            r#"today = 2026-11-21
[devices-protected]
answer = "yes"
by = "head of engineering"
date = 2026-11-01
valid_until = 2027-05-01
"#,
        )],
    },
};

fn look(answers: &Answers) -> Verdict {
    answers.verdict(&DEVICES)
}
