use std::collections::BTreeSet;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{Grant, House, On},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-role-almighty",
    title: Words { en: "A role of Sunward may do nearly everything", es: "Un rol de Sunward puede hacer casi todo" },
    done: Words {
        en: "The policies are asked every question of the matrix, role by action by own or foreign row; counted are the actions on other people's rows and on the company: more than half of all is too much.",
        es: "Se hace a las políticas cada pregunta de la matriz, rol por acción por fila propia o ajena; se cuentan las acciones sobre filas ajenas y sobre la empresa: más de la mitad de todas es demasiado.",
    },
    why: Words {
        en: "Whoever deceives one person of that role has the whole company, and no second pair of eyes is left.",
        es: "Quien engañe a una sola persona con ese rol tiene toda la empresa, y no queda un segundo par de ojos.",
    },
    fix: Words {
        en: "Give each role only the actions of its work; what is needed rarely is given for a limited time, by a second person.",
        es: "Dar a cada rol solo las acciones de su trabajo; lo que se necesita rara vez se da por tiempo limitado y por una segunda persona.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[250, 269],
    asvs: &["V8.2.1", "V8.2.2"],
    controls: &["SC-019", "SC-020", "SC-021", "SC-024"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "engineer", "amr": "passkey", "on": "others", "actions": ["order.read", "order.advance", "person.reveal"]}, {"env": "production", "role": "engineer", "amr": "passkey", "on": "company", "actions": ["order.list", "metrics.read", "trail.read"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["order.read"]}, {"env": "production", "role": "support", "amr": "passkey", "on": "company", "actions": ["order.list"]}, {"env": "production", "role": "head", "amr": "passkey", "on": "company", "actions": ["metrics.read", "trail.read"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    let actions = house.policy.as_ref().map_or(0, |policy| policy.actions.len());
    let of = |wanted: &dyn Fn(&Grant) -> bool| -> BTreeSet<String> {
        let grants = house.policy.iter().flat_map(|policy| &policy.grants);
        grants.filter(|grant| wanted(grant)).flat_map(|grant| grant.actions.iter().cloned()).collect()
    };
    house.over_grants(|grant, seen| {
        if grant.is_machine() || grant.on != On::Company && grant.on != On::Others {
            return;
        }
        let same = |other: &Grant| {
            (other.role.as_str(), other.amr.as_str(), other.env.as_str()) == (grant.role.as_str(), grant.amr.as_str(), grant.env.as_str())
                && (other.on == On::Company || other.on == On::Others)
        };
        let held = of(&same).len();
        // More than half of all that there is: no work of this company asks for it.
        if held.saturating_mul(2) > actions {
            seen.variable(&grant.role, &format!("{}: {held} of {actions} actions on others and the company", grant.who()));
        }
    })
}
