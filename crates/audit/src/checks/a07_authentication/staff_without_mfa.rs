use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Mfa, Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-without-mfa",
    title: Words { en: "An account of the staff has no second factor", es: "Una cuenta del personal no tiene segundo factor" },
    done: Words {
        en: "The second factor of every active account is read from the staff list; privileged accounts and codes by SMS are told apart.",
        es: "Se lee el segundo factor de cada cuenta activa en la lista de personal; se distinguen las cuentas con privilegios y los códigos por SMS.",
    },
    why: Words {
        en: "A password that was guessed, reused or phished opens the account at once.",
        es: "Una contraseña adivinada, reutilizada o robada por phishing abre la cuenta de inmediato.",
    },
    fix: Words {
        en: "Demand a passkey or an authenticator from everybody, and first from whoever can reach personal data, money or production.",
        es: "Exigir una passkey o un autenticador a toda la plantilla, y primero a quien accede a datos personales, dinero o producción.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[308, 287],
    asvs: &["V6.3.3", "V8.4.2"],
    controls: &["SC-044"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,production:write,no,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,production:write,passkey,2026-11-20,yes
B,support,customers:read,no,2026-01-01,no
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| match person.mfa {
        Mfa::Missing if person.work() == Work::Machine => {}
        Mfa::Missing if person.privileged() => note.graded("mfa=no, privileged", Some(Severity::High)),
        Mfa::Missing => note.down("mfa=no"),
        Mfa::Sms => note.graded("mfa=sms", Some(Severity::Low)),
        Mfa::Present => {}
    })
}
