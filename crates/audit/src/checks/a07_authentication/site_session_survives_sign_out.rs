use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Exchange, Site},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-session-survives-sign-out",
    title: Words { en: "A session can be used after signing out", es: "Una sesión se puede usar después de cerrarla" },
    done: Words {
        en: "A page of an account is asked for before and after signing out, with the same cookie or token.",
        es: "Se pide una página de una cuenta antes y después de cerrar sesión, con la misma cookie o token.",
    },
    why: Words {
        en: "Whoever stole the session stays in, and its owner cannot throw them out.",
        es: "Quien robó la sesión sigue dentro, y su dueño no puede echarlo.",
    },
    fix: Words {
        en: "End the session on the server; let tokens live for minutes, and keep a list of withdrawn ones.",
        es: "Terminar la sesión en el servidor; que los tokens vivan minutos y llevar una lista de los revocados.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[613],
    asvs: &["V7.4.1"],
    controls: &["SC-054"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== ended/before
> GET /account
< 200
=== ended/after
> GET /account
< 200
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== ended/before
> GET /account
< 200
=== ended/after
> GET /account
< 303
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let before = site.of("ended/before").any(Exchange::accepted);
    if !before {
        return site.untested("ended");
    }
    site.over("ended/after", |exchange, seen| {
        if exchange.accepted() {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
