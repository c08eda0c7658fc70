use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-engineer-sees-customers",
    title: Words {
        en: "An engineer has standing access to personal data in production",
        es: "Un ingeniero tiene acceso permanente a datos personales de producción",
    },
    done: Words {
        en: "Rights of active accounts whose role is engineering are compared with personal data and with the production database. Full access is another check.",
        es: "Se comparan los permisos de las cuentas activas de ingeniería con los datos personales y con la base de datos de producción. El acceso total es otra comprobación.",
    },
    why: Words {
        en: "Every engineer's device becomes a way to all customers, though the work needs test data only.",
        es: "El dispositivo de cada ingeniero se convierte en una vía hacia todos los clientes, aunque el trabajo solo necesita datos de prueba.",
    },
    fix: Words {
        en: "Work with invented data; give access to production for a limited time, approved by a second person, recorded and reviewed.",
        es: "Trabajar con datos inventados; dar acceso a producción por tiempo limitado, aprobado por una segunda persona, registrado y revisado.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 1, of_2025: 1 },
    cwe: &[359, 284],
    asvs: &["V8.2.3", "V14.2.6"],
    controls: &["SC-021", "SC-018"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,backend engineer,code:write;customers:read,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,backend engineer,code:write;staging:write;test-customers:read;production:request,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        if person.work() == Work::Engineering {
            for right in person.rights().iter().filter(|right| right.area != "*" && right.touches()) {
                let data = ["production-db", "production-database", "production-data", "prod-db", "prod-data", "database", "mysql"];
                if right.personal() || data.iter().any(|area| right.reaches(area)) {
                    note.down(&format!("access={right}"));
                }
            }
        }
    })
}
