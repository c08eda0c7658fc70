use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-forged-request-accepted",
    title: Words { en: "A change is accepted that another site asked for", es: "Se acepta un cambio pedido por otro sitio" },
    done: Words {
        en: "A harmless change that was given is sent with a session, once as the site itself and once with `Origin` and `Sec-Fetch-Site` of another.",
        es: "Se envía con una sesión un cambio inofensivo indicado, una vez como el propio sitio y otra con `Origin` y `Sec-Fetch-Site` ajenos.",
    },
    why: Words {
        en: "A page of an attacker changes a visitor's address or order.",
        es: "Una página de un atacante cambia la dirección o el pedido de un visitante.",
    },
    fix: Words {
        en: "Refuse what `Sec-Fetch-Site` or `Origin` shows to be foreign, and demand a token in forms.",
        es: "Rechazar lo que `Sec-Fetch-Site` u `Origin` muestren como ajeno, y exigir un token en los formularios.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[352],
    asvs: &["V3.5.1", "V3.5.3"],
    controls: &["SC-056"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== csrf/own
> POST /me
< 204
=== csrf/other
> POST /me
< 204
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== csrf/own
> POST /me
< 204
=== csrf/other
> POST /me
< 403
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let works = site.of("csrf/own").any(|exchange| exchange.status < 400);
    if !works {
        return site.untested("csrf");
    }
    site.over("csrf/other", |exchange, seen| {
        let to_sign_in =
            exchange.header("location").is_some_and(|location| ["login", "signin", "sign-in"].iter().any(|word| location.contains(word)));
        if exchange.status < 400 && !to_sign_in {
            seen.url(&site.url(exchange), &format!("{} with Sec-Fetch-Site: cross-site", exchange.told()));
        }
    })
}
