use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{House, On},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-rows-of-others",
    title: Words {
        en: "Customers, crews or visitors of Sunward may act on what belongs to others",
        es: "Clientes, cuadrillas o visitantes de Sunward pueden actuar sobre lo que es de otros",
    },
    done: Words {
        en: "The policies are asked about every action on a row of somebody else, for visitors, customers and crews, however they came in.",
        es: "Se pregunta a las políticas por cada acción sobre una fila ajena, para visitantes, clientes y cuadrillas, entraran como entraran.",
    },
    why: Words {
        en: "A number in an address is changed, and the order, the home address or the contract of somebody else is there.",
        es: "Se cambia un número en una dirección y aparece el pedido, el domicilio o el contrato de otra persona.",
    },
    fix: Words {
        en: "Let the policy compare the owner or the crew of the row with the actor, and load rows in the actor's scope.",
        es: "Que la política compare el dueño o la cuadrilla de la fila con quien actúa, y cargar las filas dentro de su alcance.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[639, 284],
    asvs: &["V8.2.2", "V8.3.1"],
    controls: &["SC-017", "SC-016"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "customer", "amr": "password", "on": "others", "actions": ["order.read"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "customer", "amr": "password", "on": "own", "actions": ["order.read"]}, {"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["order.read"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    house.over_grants(|grant, seen| {
        let is_of_others = matches!(grant.on, On::Others | On::RequestForOthers);
        if is_of_others && !grant.is_staff() && !grant.is_machine() {
            seen.variable(&grant.role, &format!("{}: {}", grant.who(), grant.actions.join(", ")));
        }
    })
}
