use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Right, Staff},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-audit-log-writable",
    title: Words { en: "Somebody can change the record of what was done", es: "Alguien puede cambiar el registro de lo que se hizo" },
    done: Words {
        en: "Rights of active accounts are looked through for verbs that change or delete the audit log or the trail. Full access is another check.",
        es: "Se buscan en las cuentas activas verbos que cambian o borran el registro de auditoría. El acceso total es otra comprobación.",
    },
    why: Words {
        en: "Whoever did harm removes the proof, and every other record becomes doubtful.",
        es: "Quien causó el daño borra la prueba, y todos los demás registros quedan en duda.",
    },
    fix: Words {
        en: "Let the log only be appended to, by the program; people read it.",
        es: "Que el registro solo admita añadidos, por el programa; las personas lo leen.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778, 284],
    asvs: &["V16.4.2"],
    controls: &["SC-083", "SC-029"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,engineer,audit:write;code:read,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,officer,audit:read;roles:review,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        let log = |right: &&Right| {
            ["audit", "audit-log", "auditlog", "log", "trail", "security-log"].iter().any(|area| right.area != "*" && right.reaches(area))
        };
        for right in person.rights().iter().filter(log).filter(|right| right.changes()) {
            note.down(&format!("access={right}"));
        }
    })
}
