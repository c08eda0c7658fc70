use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-machine-without-owner",
    title: Words { en: "Nobody answers for the account of a program", es: "Nadie responde por la cuenta de un programa" },
    done: Words {
        en: "Active accounts whose role is a service, a bot or an integration are looked through for an `owner`; full access makes it worse.",
        es: "Se busca `owner` en las cuentas activas cuya función es un servicio, un bot o una integración; el acceso total lo agrava.",
    },
    why: Words {
        en: "Keys of programs never leave and never sign in by hand: without an owner nobody rotates them or notices misuse.",
        es: "Las claves de programas nunca se van ni inician sesión a mano: sin responsable nadie las rota ni nota su abuso.",
    },
    fix: Words {
        en: "Name an owner for each in the column `owner`, narrow its rights, and let its keys expire.",
        es: "Designar un responsable de cada una en la columna `owner`, reducir sus permisos y hacer caducar sus claves.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[287],
    asvs: &["V13.2.1", "V13.2.2"],
    controls: &["SC-020"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
billing,integration,payments:create,no,never,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active,owner
billing,integration,payments:create,no,never,yes,head of finance
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        if person.work() == Work::Machine && person.owner.is_none() {
            note.graded("owner=", person.full().then_some(Severity::High));
        }
    })
}
