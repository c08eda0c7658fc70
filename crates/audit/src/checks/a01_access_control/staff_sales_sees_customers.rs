use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-sales-sees-customers",
    title: Words { en: "Sales can see personal data of customers", es: "Ventas puede ver datos personales de clientes" },
    done: Words {
        en: "Rights of active accounts whose role is sales are compared with areas of personal data; masked data and metrics are fine.",
        es: "Se comparan los permisos de las cuentas activas de ventas con las áreas de datos personales; los datos enmascarados y las métricas no cuentan.",
    },
    why: Words {
        en: "Addresses and telephone numbers of every customer leave with one export, and sales needs figures only.",
        es: "Las direcciones y teléfonos de todos los clientes salen con una sola exportación, y ventas solo necesita cifras.",
    },
    fix: Words {
        en: "Give sales metrics in groups, and a masked view where a customer must be known.",
        es: "Dar a ventas métricas agrupadas, y una vista enmascarada cuando haga falta conocer a un cliente.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 1, of_2025: 1 },
    cwe: &[359, 284],
    asvs: &["V8.2.3", "V14.2.6"],
    controls: &["SC-025"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,sales clerk,metrics:read;customers:read,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,sales clerk,metrics:read;customer-metrics:read,yes,2026-11-20,yes
B,support,customers:read,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        if person.work() == Work::Sales {
            for right in person.rights().iter().filter(|right| right.personal() && right.touches()) {
                note.down(&format!("access={right}"));
            }
        }
    })
}
