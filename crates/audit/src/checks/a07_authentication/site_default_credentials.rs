use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-default-credentials",
    title: Words { en: "A usual name and password open an account", es: "Un nombre y contraseña habituales abren una cuenta" },
    done: Words {
        en: "Six pairs that products and tutorials come with are tried once each.",
        es: "Se prueban una vez seis pares con los que vienen productos y tutoriales.",
    },
    why: Words {
        en: "These pairs are tried first, by machines, within hours.",
        es: "Estos pares son los primeros que prueban las máquinas, en cuestión de horas.",
    },
    fix: Words {
        en: "Remove the account, or give it a password of its own before it is reachable.",
        es: "Eliminar la cuenta, o darle una contraseña propia antes de que sea accesible.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[1392, 798],
    asvs: &["V6.3.2"],
    controls: &["SC-050"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== defaults name=admin password=admin signed-in=yes
> POST /login
< 302
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== defaults name=admin password=admin signed-in=no
> POST /login
< 401
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("defaults", |exchange, seen| {
        if exchange.fact("signed-in") == Some("yes") {
            // Everybody knows these pairs.
            let pair = format!("{}:{}", exchange.fact("name").unwrap_or("?"), exchange.fact("password").unwrap_or("?"));
            seen.url(&site.url(exchange), &format!("{pair} is let in, status {}", exchange.status));
        }
    })
}
