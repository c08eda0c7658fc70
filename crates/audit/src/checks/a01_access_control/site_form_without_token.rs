use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Exchange, SameSite, Site, elements},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-form-without-token",
    title: Words { en: "A form that changes something carries no token", es: "Un formulario que cambia algo no lleva token" },
    done: Words {
        en: "Forms with POST of all pages are looked through for a hidden token; without one the cookies must be kept from other sites.",
        es: "Se busca un token oculto en los formularios POST de todas las páginas; sin él, las cookies deben estar vedadas a otros sitios.",
    },
    why: Words {
        en: "A page of an attacker sends the same form in the visitor's name.",
        es: "Una página de un atacante envía el mismo formulario en nombre del visitante.",
    },
    fix: Words {
        en: "Put a token of the session into every form, or refuse foreign requests by `Sec-Fetch-Site`.",
        es: "Poner un token de la sesión en cada formulario, o rechazar peticiones ajenas por `Sec-Fetch-Site`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[352],
    asvs: &["V3.5.1"],
    controls: &["SC-056"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< set-cookie: session=abc
| <form method=post action=/order><input name=n></form>
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< set-cookie: session=abc
| <form method=post action=/order><input type=hidden name=csrf_token value=x></form><form action=/search></form>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let open = site
        .exchanges
        .iter()
        .flat_map(Exchange::cookies)
        .any(|cookie| cookie.session() && !matches!(cookie.same_site, Some(SameSite::Lax | SameSite::Strict)));
    site.over_pages(|page, seen| {
        let found = elements(&page.body);
        for (at, form) in found.iter().enumerate().filter(|(_, element)| element.name == "form") {
            if !form.attribute("method").is_some_and(|method| method.eq_ignore_ascii_case("post")) || !open {
                continue;
            }
            let mut fields = found.iter().skip(at + 1).take_while(|element| element.name != "/form" && element.name != "form");
            let token = fields.any(|field| {
                let name = field.attribute("name").unwrap_or_default().to_ascii_lowercase();
                field.attribute("type") == Some("hidden")
                    && ["csrf", "xsrf", "token", "nonce", "authenticity", "__requestverification"].iter().any(|word| name.contains(word))
            });
            if !token {
                seen.url(&site.url(page), &format!("<form method=post action={}>", form.attribute("action").unwrap_or_default()));
            }
        }
    })
}
