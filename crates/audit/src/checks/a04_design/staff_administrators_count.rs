use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Person, Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-administrators-count",
    title: Words { en: "There are too many administrators, or only one", es: "Hay demasiados administradores, o solo uno" },
    done: Words {
        en: "Active accounts with full access or an administrator's role are counted: two to three, and at most a fifth of a large staff.",
        es: "Se cuentan las cuentas activas con acceso total o función de administración: de dos a tres, y como máximo una quinta parte de una plantilla grande.",
    },
    why: Words {
        en: "Each administrator is a way to everything; with a single one the company stands still, or shares the password, when that person is away.",
        es: "Cada administrador es una vía hacia todo; con uno solo la empresa se detiene, o comparte la contraseña, cuando esa persona no está.",
    },
    fix: Words {
        en: "Keep two or three named administrators who use these accounts for nothing else.",
        es: "Mantener dos o tres administradores designados que no usen esas cuentas para nada más.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[269],
    asvs: &["V8.2.1", "V8.4.2"],
    controls: &["SC-019"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
E0,engineer,full,yes,2026-11-20,yes
E1,engineer,full,yes,2026-11-20,yes
E2,engineer,full,yes,2026-11-20,yes
E3,engineer,full,yes,2026-11-20,yes
E4,engineer,full,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
E0,engineer,code:write,yes,2026-11-20,yes
E1,engineer,code:write,yes,2026-11-20,yes
E2,engineer,code:write,yes,2026-11-20,yes
E3,engineer,code:write,yes,2026-11-20,yes
E4,engineer,code:write,yes,2026-11-20,yes
A,administrator,full,yes,2026-11-20,yes
B,administrator,full,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    let administers = |person: &Person| person.active && (person.full() || (person.work() == Work::Administration && person.any_access()));
    let staffed = staff.people.iter().filter(|person| person.active && person.work() != Work::Machine).count();
    let count = staff.people.iter().filter(|person| administers(person)).count();
    // A list of three people says nothing about a company.
    let most = (staffed / 5).max(3);
    staff.over(|person, note| {
        if count > most && administers(person) {
            note.down(&format!("one of {count} administrators among {staffed}"));
        } else if count == 1 && staffed > 3 && administers(person) {
            note.graded(&format!("the only administrator among {staffed}"), Some(Severity::Low));
        }
    })
}
