use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::answers::days,
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-stale-account",
    title: Words { en: "An account of the staff has not been used for months", es: "Una cuenta del personal no se usa desde hace meses" },
    done: Words {
        en: "The last sign-in of every active account is compared with the day of the audit: more than 90 days, or never.",
        es: "Se compara el último inicio de sesión de cada cuenta activa con el día de la auditoría: más de 90 días, o nunca.",
    },
    why: Words {
        en: "Nobody notices when a forgotten account is taken over, and its rights go on.",
        es: "Nadie nota que se apoderan de una cuenta olvidada, y sus permisos siguen vigentes.",
    },
    fix: Words {
        en: "Lock accounts after 90 days without use, and review them with their managers.",
        es: "Bloquear las cuentas tras 90 días sin uso y revisarlas con sus responsables.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[1390],
    asvs: &["V7.4.2"],
    controls: &["SC-020", "SC-027"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "# today: 2026-11-21
name,role,access,mfa,last_login,active
A,engineer,code:write,yes,2026-05-01,yes
",
        )],
        green: &[(
            "staff.csv",
            "# today: 2026-11-21
name,role,access,mfa,last_login,active
A,engineer,code:write,yes,2026-10-01,yes
B,engineer,code:write,yes,2025-10-01,no
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    let Some(today) = staff.today else {
        return Verdict::NotTested(NO_DAY.into());
    };
    staff.over_active(|person, note| {
        let severity = person.privileged().then_some(Severity::High);
        match person.last_login {
            _ if person.work() == Work::Machine => {}
            None if person.any_access() => note.graded("last_login=never", severity),
            Some(last) if days(last, today) > STALE => note.graded(&format!("last_login={last}"), severity),
            _ => {}
        }
    })
}

/// Accounts that rest longer are stale, days.
const STALE: i32 = 90;

const NO_DAY: Words = Words { en: "because the day of the audit is not known", es: "porque no se conoce el día de la auditoría" };
