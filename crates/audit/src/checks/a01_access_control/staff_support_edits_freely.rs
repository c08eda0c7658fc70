use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Right, Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-support-edits-freely",
    title: Words {
        en: "Support can change customers or orders without a second person",
        es: "Soporte puede cambiar clientes o pedidos sin una segunda persona",
    },
    done: Words {
        en: "Rights of active accounts whose role is support are looked through for verbs that change customers, orders, payments or refunds at once; `request` and `propose` are fine.",
        es: "Se buscan en las cuentas activas de soporte verbos que cambian de inmediato clientes, pedidos, pagos o reembolsos; `request` y `propose` son correctos.",
    },
    why: Words {
        en: "A deceived or dishonest member of support redirects orders or refunds, and it looks like ordinary work.",
        es: "Un agente de soporte engañado o deshonesto desvía pedidos o reembolsos, y parece trabajo normal.",
    },
    fix: Words {
        en: "Let support open a request with a reason; a second person or the customer approves the change.",
        es: "Que soporte abra una solicitud con un motivo; una segunda persona o el cliente aprueba el cambio.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[863, 284],
    asvs: &["V8.2.1", "V8.2.3"],
    controls: &["SC-022", "SC-023"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,customer support,customers:read;orders:write,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,customer support,customers:read;orders:request;tickets:write,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        if person.work() == Work::Support {
            let guarded =
                |right: &Right| right.personal() || ["order", "payment", "refund", "invoice"].iter().any(|area| right.reaches(area));
            for right in person.rights().iter().filter(|right| right.changes() && guarded(right)) {
                note.down(&format!("access={right}"));
            }
        }
    })
}
