use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-full-access",
    title: Words { en: "Somebody has standing access to everything", es: "Alguien tiene acceso permanente a todo" },
    done: Words {
        en: "Every active account of the staff list is compared with full access; administrators are counted by another check.",
        es: "Se comprueba si cada cuenta activa de la lista de personal tiene acceso total; los administradores los cuenta otra comprobación.",
    },
    why: Words {
        en: "One stolen laptop or one deceived person is enough to read and change everything, and nobody can tell who needed which right.",
        es: "Basta un portátil robado o una persona engañada para leer y cambiar todo, y nadie puede decir quién necesitaba cada permiso.",
    },
    fix: Words {
        en: "Give each role only the areas it works in; for maintenance give access for a limited time, approved by a second person and recorded.",
        es: "Dar a cada función solo las áreas en las que trabaja; para mantenimiento, acceso por tiempo limitado, aprobado por una segunda persona y registrado.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 250],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-019", "SC-020", "SC-021"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,full,yes,2026-11-20,yes
B,sales clerk,*:*,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,code:write;staging:write,yes,2026-11-20,yes
B,administrator,full,yes,2026-11-20,yes
C,engineer,full,yes,2026-11-20,no
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        if person.full() {
            // Nobody who sells or helps customers has any use for all of it.
            match person.work() {
                Work::Administration => {}
                Work::Sales | Work::Support => note.graded("access=full", Some(Severity::Critical)),
                _ => note.down("access=full"),
            }
        }
    })
}
