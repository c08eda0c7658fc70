use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{Entrance, House},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-route-without-reason",
    title: Words {
        en: "A route of Sunward lets everybody in and nobody said why",
        es: "Una ruta de Sunward deja entrar a todos y nadie dijo por qué",
    },
    done: Words {
        en: "Every route of the running site's table is looked at: it asks policy, asks for a session, or gives the reason why everybody may come in; and nothing that changes something in somebody's name is among files that are the same for everybody, where no forgery is refused.",
        es: "Se mira cada ruta de la tabla del sitio en marcha: pregunta a las políticas, pide una sesión o da la razón por la que cualquiera puede entrar; y nada que cambie algo en nombre de alguien está entre los archivos iguales para todos, donde no se rechaza ninguna falsificación.",
    },
    why: Words {
        en: "A route that was opened by mistake is a door that nobody watches: what stands behind it is everybody's.",
        es: "Una ruta abierta por error es una puerta que nadie vigila: lo que hay detrás es de todos.",
    },
    fix: Words {
        en: "Give the route its action in the table; where everybody may come in, write down why.",
        es: "Dar a la ruta su acción en la tabla; si cualquiera puede entrar, escribir el motivo.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[862, 306],
    asvs: &["V8.2.1", "V8.3.1"],
    controls: &["SC-016", "SC-028", "SC-064", "SC-107"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"routes": [{"method": "GET", "path": "/", "entrance": "public", "reason": "the shop window", "guarded": true}, {"method": "POST", "path": "/refunds", "entrance": "public", "guarded": true}]}"#,
        )],
        green: &[(
            "house.json",
            r#"{"routes": [{"method": "POST", "path": "/csp-report", "entrance": "public", "reason": "browsers report without a form", "guarded": false}, {"method": "GET", "path": "/", "entrance": "public", "reason": "the shop window", "guarded": true}, {"method": "POST", "path": "/refunds", "entrance": "action", "action": "order.withdraw", "guarded": true}, {"method": "GET", "path": "/app.css", "entrance": "public", "reason": "a style sheet"}]}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    house.over_routes(|route, seen| {
        if route.entrance == Entrance::Public && route.reason.trim().is_empty() {
            seen.variable(&route.name(), "open to everybody, without a reason");
        }
        if route.entrance == Entrance::Action && route.action.is_empty() {
            seen.variable(&route.name(), "asks policy about no action");
        }
        // Where no session is read nobody's name is used: a browser's report comes without a form.
        if !route.guarded && route.method != "GET" && route.entrance != Entrance::Public {
            seen.variable(&route.name(), "changes something and refuses no forgery");
        }
    })
}
