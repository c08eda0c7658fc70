use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::Staff,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-left-with-access",
    title: Words { en: "Somebody who no longer works here still has access", es: "Alguien que ya no trabaja aquí conserva el acceso" },
    done: Words {
        en: "Accounts of the staff list that are not active are looked through for rights that remain.",
        es: "Se buscan permisos restantes en las cuentas inactivas de la lista de personal.",
    },
    why: Words {
        en: "Whoever left, or whoever finds their password, can still come in, and nobody expects them.",
        es: "Quien se fue, o quien encuentre su contraseña, puede seguir entrando, y nadie lo espera.",
    },
    fix: Words {
        en: "Take away all rights the day somebody leaves, from one place, and end open sessions and tokens too.",
        es: "Retirar todos los permisos el mismo día de la salida, desde un solo lugar, y cerrar también sesiones y tokens.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284],
    asvs: &["V7.4.2"],
    controls: &["SC-020"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,code:write,yes,2026-05-01,no
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,,yes,2026-05-01,no
B,engineer,none,no,2026-05-01,no
C,support,customers:read,yes,2026-05-01,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over(|person, note| {
        if !person.active && person.any_access() {
            let rights = if person.full() { "full".to_owned() } else { format!("{} rights", person.rights().len()) };
            note.graded(&format!("active=no access={rights}"), person.full().then_some(Severity::Critical));
        }
    })
}
