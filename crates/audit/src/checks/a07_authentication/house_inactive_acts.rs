use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-inactive-acts",
    title: Words { en: "A deactivated account of Sunward may still act", es: "Una cuenta desactivada de Sunward todavía puede actuar" },
    done: Words {
        en: "The policies are asked every question once more for accounts that were deactivated: every answer must be no.",
        es: "Se vuelve a hacer a las políticas cada pregunta para cuentas desactivadas: toda respuesta debe ser no.",
    },
    why: Words {
        en: "Whoever left the company, or whose account was taken over and closed, goes on as before.",
        es: "Quien dejó la empresa, o cuya cuenta fue robada y cerrada, sigue como antes.",
    },
    fix: Words {
        en: "Forbid everything to inactive actors in the base policies, and end their sessions.",
        es: "Prohibir todo a los actores inactivos en las políticas base y terminar sus sesiones.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[613, 285],
    asvs: &["V7.4.2", "V8.2.1"],
    controls: &["SC-016", "SC-066"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "support", "amr": "passkey", "deactivated": true, "on": "others", "actions": ["order.read"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["order.read"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    house.over_grants(|grant, seen| {
        if grant.deactivated {
            seen.variable(&grant.role, &format!("{}, deactivated: {}", grant.who(), grant.actions.join(", ")));
        }
    })
}
