use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{House, On, is_personal},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-staff-sees-customers",
    title: Words {
        en: "Sales, engineers, officers or the head of Sunward may see customers' data",
        es: "Ventas, ingeniería, seguridad o dirección de Sunward pueden ver datos de clientes",
    },
    done: Words {
        en: "The policies are asked whether these roles may read orders, contracts, contacts, accounts or what is masked; rows that are their own aside.",
        es: "Se pregunta a las políticas si estos roles pueden leer pedidos, contratos, contactos, cuentas o lo enmascarado; aparte de las filas propias.",
    },
    why: Words {
        en: "Nobody needs a customer's telephone number to sell more or to mend a server; whoever can see it can lose it.",
        es: "Nadie necesita el teléfono de un cliente para vender más o reparar un servidor; quien puede verlo puede perderlo.",
    },
    fix: Words {
        en: "Give sales numbers about many, engineers the health of the program, officers the trail; none of them a row of a person.",
        es: "Dar a ventas cifras de muchos, a ingeniería la salud del programa, a seguridad el registro; a ninguno la fila de una persona.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[359, 285],
    asvs: &["V8.2.1", "V8.2.3"],
    controls: &["SC-018", "SC-021", "SC-025"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "sales", "amr": "passkey", "on": "others", "actions": ["person.reveal"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "sales", "amr": "passkey", "on": "company", "actions": ["metrics.read"]}, {"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["person.reveal", "order.read"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    house.over_grants(|grant, seen| {
        let is_apart = ["sales", "engineer", "officer", "head"].contains(&grant.role.as_str());
        if !is_apart || matches!(grant.on, On::Own | On::OwnRequest) {
            return;
        }
        let personal: Vec<&str> = grant.actions.iter().map(String::as_str).filter(|action| is_personal(action)).collect();
        if !personal.is_empty() {
            seen.variable(&grant.role, &format!("{}: {}", grant.who(), personal.join(", ")));
        }
    })
}
