use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-accounts-enumerable",
    title: Words { en: "Signing in tells which accounts exist", es: "El inicio de sesión revela qué cuentas existen" },
    done: Words {
        en: "A wrong password is sent for an account that exists and for one that does not; status, redirect and words are compared.",
        es: "Se envía una contraseña errónea para una cuenta que existe y otra que no; se comparan estado, redirección y palabras.",
    },
    why: Words {
        en: "A list of customers is put together by asking, and attacks go to accounts that exist.",
        es: "Preguntando se reúne una lista de clientes, y los ataques van a cuentas que existen.",
    },
    fix: Words {
        en: "Answer both with the same words and status, after the same work.",
        es: "Responder a ambos con las mismas palabras y el mismo estado, tras el mismo trabajo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[204, 203],
    asvs: &["V6.3.8"],
    controls: &["SC-047", "SC-053"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== enumeration/sign-in differs=status unknown-status=404
> POST /login
< 401
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== enumeration/sign-in differs=nothing unknown-status=404
> POST /login
< 401
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("enumeration/sign-in", |exchange, seen| {
        if let Some(differs) = exchange.fact("differs").filter(|differs| *differs != "nothing") {
            seen.url(
                &site.url(exchange),
                &format!(
                    "{differs} differs: {} for a known account, {} for an unknown one",
                    exchange.status,
                    exchange.fact("unknown-status").unwrap_or("?")
                ),
            );
        }
    })
}
