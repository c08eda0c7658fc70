use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-demo-session-outside",
    title: Words {
        en: "A session of the demo is worth something in Sunward's production",
        es: "Una sesión de la demostración vale algo en la producción de Sunward",
    },
    done: Words {
        en: "The policies of production are asked about sessions that a link of the demo opened: every answer must be no; and no such session or machine's session is kept outside the demo.",
        es: "Se pregunta a las políticas de producción por sesiones abiertas con un enlace de la demostración: toda respuesta debe ser no; y fuera de la demostración no se guarda ninguna sesión así.",
    },
    why: Words {
        en: "A link that was printed for showing opens the real company.",
        es: "Un enlace impreso para enseñar abre la empresa real.",
    },
    fix: Words {
        en: "Forbid sessions of the demo in production, and end those that are kept.",
        es: "Prohibir las sesiones de demostración en producción y terminar las guardadas.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[489, 1392],
    asvs: &["V13.4.2"],
    controls: &["SC-050", "SC-099"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "support", "amr": "demo", "on": "others", "actions": ["order.read"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "demo", "role": "support", "amr": "demo", "on": "others", "actions": ["order.read"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    if let Some(session) = house.data.iter().flat_map(|data| &data.sessions).find(|session| session.amr == "demo" && !house.is_demo()) {
        let mut seen = Observations::new();
        seen.variable("session.amr", &format!("{} sessions of {} were opened by a link of the demo", session.count, session.role));
        return Verdict::of(seen);
    }
    house.over_grants(|grant, seen| {
        if grant.amr == "demo" && grant.env != "demo" {
            seen.variable(&grant.role, &format!("{}: {}", grant.who(), grant.actions.join(", ")));
        }
    })
}
