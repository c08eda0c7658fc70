use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::staff::{Staff, Work},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "staff-support-reaches-code",
    title: Words {
        en: "Support or sales can reach code, deployment or infrastructure",
        es: "Soporte o ventas puede acceder al código, al despliegue o a la infraestructura",
    },
    done: Words {
        en: "Rights of active accounts whose role is support or sales are compared with technical areas.",
        es: "Se comparan los permisos de las cuentas activas de soporte o ventas con las áreas técnicas.",
    },
    why: Words {
        en: "An account that answers strangers all day is the easiest to deceive; it must not open the system itself.",
        es: "Una cuenta que atiende a desconocidos todo el día es la más fácil de engañar; no debe abrir el propio sistema.",
    },
    fix: Words {
        en: "Take these rights away; support works through the application only.",
        es: "Retirar esos permisos; soporte trabaja solo a través de la aplicación.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 862],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-024"],
    examine: Examine::Staff(look),
    mutant: Mutant {
        red: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,support agent,tickets:write;code:read,yes,2026-11-20,yes
",
        )],
        green: &[(
            "staff.csv",
            "name,role,access,mfa,last_login,active
A,support agent,tickets:write,yes,2026-11-20,yes
B,engineer,code:write,yes,2026-11-20,yes
",
        )],
    },
};

fn look(staff: &Staff) -> Verdict {
    staff.over_active(|person, note| {
        if matches!(person.work(), Work::Support | Work::Sales) {
            for right in person.rights().iter().filter(|right| TECHNICAL.iter().any(|area| right.area != "*" && right.reaches(area))) {
                note.down(&format!("access={right}"));
            }
        }
    })
}

/// Areas where the system itself lies.
const TECHNICAL: [&str; 14] = [
    "code",
    "repository",
    "deploy",
    "deployment",
    "production",
    "infrastructure",
    "cluster",
    "kubernetes",
    "aws",
    "cloud",
    "database",
    "server",
    "secret",
    "key",
];
