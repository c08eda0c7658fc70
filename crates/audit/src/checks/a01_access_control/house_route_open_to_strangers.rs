use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{Entrance, House},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-route-open-to-strangers",
    title: Words {
        en: "A route of Sunward answers strangers although only some may come in",
        es: "Una ruta de Sunward responde a desconocidos aunque solo algunos pueden entrar",
    },
    done: Words {
        en: "Every page and every operation that only shows something and names no row is asked without a session; what comes is compared with the table of routes and with what policy permits visitors.",
        es: "Se pide sin sesión cada página y cada operación que solo muestra algo y no nombra ninguna fila; la respuesta se compara con la tabla de rutas y con lo que las políticas permiten a los visitantes.",
    },
    why: Words {
        en: "What was meant for some is shown to anybody who knows the address.",
        es: "Lo que era para algunos se muestra a cualquiera que conozca la dirección.",
    },
    fix: Words {
        en: "Ask policy in the use case before anything is answered; the gate then turns strangers away.",
        es: "Preguntar a las políticas en el caso de uso antes de responder; así la entrada rechaza a los desconocidos.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[862, 285],
    asvs: &["V8.2.1", "V8.3.1"],
    controls: &["SC-016", "SC-028", "SC-046"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 5, "grants": [{"env": "demo", "role": "visitor", "amr": "none", "on": "company", "actions": ["estimate.create"]}]}, "env": "demo", "routes": [{"method": "GET", "path": "/trail", "entrance": "action", "action": "trail.read", "guarded": true}], "answers": [{"method": "GET", "path": "/trail", "status": 200}]}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 5, "grants": [{"env": "demo", "role": "visitor", "amr": "none", "on": "company", "actions": ["estimate.create"]}]}, "env": "demo", "routes": [{"method": "GET", "path": "/trail", "entrance": "action", "action": "trail.read", "guarded": true}, {"method": "GET", "path": "/estimate", "entrance": "action", "action": "estimate.create", "guarded": true}], "answers": [{"method": "GET", "path": "/trail", "status": 303}, {"method": "GET", "path": "/estimate", "status": 200}]}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    let Some(policy) = &house.policy else { return house.over_grants(|_, _| ()) };
    let visitors = || policy.grants.iter().filter(|grant| grant.role == "visitor" && grant.amr == "none" && grant.env == house.env);
    house.over_answers(|answer, seen| {
        let route = house.routes.iter().find(|route| route.method == answer.method && route.path == answer.path);
        let is_closed = route.is_some_and(|route| match route.entrance {
            Entrance::Public => false,
            Entrance::SignedIn => true,
            Entrance::Action => !visitors().any(|grant| grant.actions.contains(&route.action)),
        });
        if is_closed && (200..300).contains(&answer.status) {
            seen.url(&answer.name(), &format!("answered {} without a session", answer.status));
        }
    })
}
