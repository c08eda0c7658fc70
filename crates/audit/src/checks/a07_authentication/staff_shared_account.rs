use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-shared-account",
    title: Words { en: "An account is shared by several people", es: "Una cuenta es compartida por varias personas" },
    done: Words {
        en: "Names of active accounts that are no person's (admin, root, test, deploy…) and names that stand twice are looked for.",
        es: "Se buscan nombres de cuentas activas que no son de una persona (admin, root, test, deploy…) y nombres repetidos.",
    },
    why: Words {
        en: "What was done cannot be laid at anybody's door, and its password is known to everybody who ever worked here.",
        es: "Lo hecho no se puede atribuir a nadie, y la contraseña la conoce todo el que trabajó aquí.",
    },
    fix: Words {
        en: "Give everybody an account of their own; let programs have accounts of their own, with an owner and without a password.",
        es: "Dar a cada persona su propia cuenta; dar a los programas cuentas propias, con responsable y sin contraseña.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[287, 1390],
    asvs: &["V6.3.2", "V16.2.1"],
    controls: &["SC-083", "SC-050"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
admin,administrator,full,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A. Lopez,administrator,full,yes,2026-11-20,yes
test,tester,none,no,never,no
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    let mut names = std::collections::BTreeMap::<String, usize>::new();
    for person in staff.people.iter().filter(|person| person.active) {
        *names.entry(person.name.to_lowercase()).or_default() += 1;
    }
    staff.over_active(|person, note| {
        let name = person.name.to_lowercase();
        let stem =
            name.split('@').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_', '.']);
        if person.work() != Work::Machine && SHARED.contains(&stem) {
            // Such a name is nobody's, so it may be told.
            note.down(&format!("name={stem}"));
        } else if names.get(&name).is_some_and(|count| *count > 1) {
            note.graded("the name stands twice among active accounts", Some(Severity::Low));
        }
    })
}

/// Names of nobody.
const SHARED: [&str; 36] = [
    "admin",
    "administrator",
    "administrador",
    "root",
    "superuser",
    "test",
    "tester",
    "prueba",
    "testing",
    "demo",
    "deploy",
    "deployer",
    "ci",
    "build",
    "jenkins",
    "dev",
    "devs",
    "developer",
    "developers",
    "ops",
    "devops",
    "support",
    "soporte",
    "sales",
    "ventas",
    "info",
    "office",
    "team",
    "equipo",
    "shared",
    "guest",
    "user",
    "temp",
    "tmp",
    "everyone",
    "backup",
];
