use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, TOXIC},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-toxic-pair",
    title: Words {
        en: "One person holds two duties that must lie with two",
        es: "Una persona reúne dos funciones que deben estar separadas",
    },
    done: Words {
        en: "The rights of every active account are compared with pairs that let one person take something and hide or approve it alone. Full access is another check.",
        es: "Los permisos de cada cuenta activa se comparan con pares que permiten a una sola persona tomar algo y ocultarlo o aprobarlo. El acceso total es otra comprobación.",
    },
    why: Words {
        en: "Fraud needs no accomplice, and the record of it can be removed by whoever committed it.",
        es: "El fraude no necesita cómplice, y quien lo comete puede borrar el rastro.",
    },
    fix: Words {
        en: "Split the two rights between two roles, and let the policy refuse the pair when rights are given.",
        es: "Repartir los dos permisos entre dos funciones y hacer que la política rechace el par al concederlos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[266, 841],
    asvs: &["V2.3.5", "V8.2.1"],
    controls: &["SC-019", "SC-026"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,accountant,payments:approve;payments:create,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,accountant,payments:approve;invoices:read,yes,2026-11-20,yes
B,clerk,payments:create;orders:read;audit:read,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        for pair in TOXIC {
            let side = |(area, verb): (&str, &str)| person.right(area, verb);
            if let (Some(one), Some(other)) = (side(pair.one), side(pair.other)) {
                note.down(&format!("{one} + {other}"));
            }
        }
    })
}
