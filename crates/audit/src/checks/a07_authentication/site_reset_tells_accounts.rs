use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-reset-tells-accounts",
    title: Words { en: "A forgotten password tells which accounts exist", es: "La contraseña olvidada revela qué cuentas existen" },
    done: Words {
        en: "A link is asked for with an account that exists and with one that does not; status, redirect and words are compared.",
        es: "Se pide un enlace con una cuenta que existe y con otra que no; se comparan estado, redirección y palabras.",
    },
    why: Words { en: "A list of customers is put together by asking.", es: "Preguntando se reúne una lista de clientes." },
    fix: Words {
        en: "Say in both cases that a message is on its way if there is such an account.",
        es: "Decir en ambos casos que se enviará un mensaje si existe esa cuenta.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[204, 640],
    asvs: &["V6.3.8", "V6.4.3"],
    controls: &["SC-053"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== forgotten/known differs=words unknown-status=404
> POST /login
< 401
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== forgotten/known differs=nothing unknown-status=404
> POST /login
< 401
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("forgotten/known", |exchange, seen| {
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
