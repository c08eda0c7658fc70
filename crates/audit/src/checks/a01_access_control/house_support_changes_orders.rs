use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{House, On},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-support-changes-orders",
    title: Words {
        en: "Support of Sunward may change a customer's order alone",
        es: "El soporte de Sunward puede cambiar solo el pedido de un cliente",
    },
    done: Words {
        en: "The policies are asked whether support may sign, move, withdraw, advance or install an order, answer a proposed change or an offer, or change somebody's account.",
        es: "Se pregunta a las políticas si el soporte puede firmar, mover, retirar, avanzar o instalar un pedido, responder a un cambio propuesto o a una oferta, o cambiar la cuenta de alguien.",
    },
    why: Words {
        en: "One deceived or angry employee alters orders, and the customer learns of it when the crew is at the door.",
        es: "Un empleado engañado o enfadado altera pedidos, y el cliente se entera cuando la cuadrilla llama a la puerta.",
    },
    fix: Words {
        en: "Let support propose; the customer or a second person agrees, and only then the program changes the order.",
        es: "Que el soporte proponga; el cliente o una segunda persona acepta, y solo entonces el programa cambia el pedido.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 863],
    asvs: &["V8.2.1", "V2.3.5"],
    controls: &["SC-022", "SC-023"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["order.read", "order.advance"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["order.read", "change_request.propose"]}, {"env": "production", "role": "operations", "amr": "passkey", "on": "others", "actions": ["order.advance"]}]}}"#,
        )],
    },
};

const CHANGES: &[&str] = &[
    "order.sign",
    "order.withdraw",
    "order.install",
    "order.advance",
    "workstream.move",
    "change_request.answer",
    "offer.answer",
    "account.change",
];

fn look(house: &House) -> Verdict {
    house.over_grants(|grant, seen| {
        let changes = grant.among(CHANGES);
        if grant.role == "support" && matches!(grant.on, On::Others | On::RequestForOthers | On::Company) && !changes.is_empty() {
            seen.variable(&grant.role, &format!("{}: {}", grant.who(), changes.join(", ")));
        }
    })
}
