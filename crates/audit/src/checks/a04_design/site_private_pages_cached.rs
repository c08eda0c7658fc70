use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-private-pages-cached",
    title: Words { en: "Pages of a session may be kept by caches", es: "Las cachés pueden guardar páginas de una sesión" },
    done: Words {
        en: "`Cache-Control` of pages that were asked for with an account is read for `no-store` or `private`.",
        es: "Se busca `no-store` o `private` en `Cache-Control` de las páginas pedidas con una cuenta.",
    },
    why: Words {
        en: "The next person at the computer, or everybody behind a shared cache, sees them.",
        es: "La siguiente persona en el ordenador, o todos tras una caché compartida, las ven.",
    },
    fix: Words {
        en: "Send `Cache-Control: no-store` with everything that somebody signed in is shown.",
        es: "Enviar `Cache-Control: no-store` con todo lo que se muestra a quien ha iniciado sesión.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[525, 524],
    asvs: &["V14.3.2"],
    controls: &["SC-042", "SC-054"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== session/page as=customer
> GET /account
< 200
< cache-control: public, max-age=600
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== session/page as=customer
> GET /account
< 200
< cache-control: no-store
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("session/page", |exchange, seen| {
        let control = exchange.header("cache-control").unwrap_or_default().to_ascii_lowercase();
        if exchange.accepted() && !control.contains("no-store") {
            let shared = control.contains("public") || control.contains("s-maxage");
            let told = if control.is_empty() { "no Cache-Control".to_owned() } else { format!("Cache-Control: {control}") };
            seen.note(
                Place::Url(site.url(exchange)),
                &told,
                if shared {
                    Some(Severity::High)
                } else if control.contains("private") {
                    Some(Severity::Info)
                } else {
                    None
                },
            );
        }
    })
}
