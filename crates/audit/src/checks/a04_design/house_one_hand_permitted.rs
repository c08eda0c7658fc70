use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{House, On},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-one-hand-permitted",
    title: Words {
        en: "The policies of Sunward let somebody agree to her own request",
        es: "Las políticas de Sunward permiten aceptar la propia solicitud",
    },
    done: Words {
        en: "The policies are asked whether whoever wrote a change request may answer it, on a row of her own and of others, and whether a role holds both halves: proposing and agreeing, on the same rows.",
        es: "Se pregunta a las políticas si quien escribió una solicitud de cambio puede responderla, sobre una fila propia y ajena, y si un rol tiene las dos mitades: proponer y aceptar, sobre las mismas filas.",
    },
    why: Words {
        en: "A second person who is the first one protects nothing: one stolen session is enough to change what it likes.",
        es: "Una segunda persona que es la primera no protege nada: basta una sesión robada para cambiar lo que se quiera.",
    },
    fix: Words {
        en: "Forbid the answer to the author in the policy, and give proposing and agreeing to different roles.",
        es: "Prohibir en la política la respuesta al autor, y dar la propuesta y la aceptación a roles distintos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 4, of_2025: 6 },
    cwe: &[284, 841],
    asvs: &["V2.3.5", "V8.2.1"],
    controls: &["SC-023", "SC-026"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "customer", "amr": "password", "on": "own_request", "actions": ["change_request.answer", "change_request.read"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "customer", "amr": "password", "on": "own", "actions": ["change_request.answer"]}, {"env": "production", "role": "support", "amr": "passkey", "on": "others", "actions": ["change_request.propose"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    house.over_grants(|grant, seen| {
        let is_own_request = matches!(grant.on, On::OwnRequest | On::RequestForOthers);
        if is_own_request && !grant.among(&["change_request.answer"]).is_empty() {
            seen.variable(&grant.role, &format!("{} answers what she asked for herself", grant.who()));
        }
        if grant.among(&["change_request.propose", "change_request.answer"]).len() == 2 {
            seen.variable(&grant.role, &format!("{} proposes and agrees on the same rows", grant.who()));
        }
    })
}
