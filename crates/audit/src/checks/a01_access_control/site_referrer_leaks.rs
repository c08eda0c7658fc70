use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, elements},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-referrer-leaks",
    title: Words { en: "Whole addresses are told to other sites", es: "Se cuentan direcciones completas a otros sitios" },
    done: Words {
        en: "`Referrer-Policy` of the pages is read, in fields and in `<meta>`. Without one, browsers tell the host only.",
        es: "Se lee `Referrer-Policy` de las páginas, en campos y en `<meta>`. Sin ella, los navegadores solo cuentan el host.",
    },
    why: Words {
        en: "Numbers of orders and links for resetting a password stand in logs of others.",
        es: "Números de pedido y enlaces para restablecer contraseñas quedan en registros ajenos.",
    },
    fix: Words {
        en: "Send `Referrer-Policy: strict-origin-when-cross-origin` or `no-referrer`.",
        es: "Enviar `Referrer-Policy: strict-origin-when-cross-origin` o `no-referrer`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[200, 359],
    asvs: &["V3.4.5"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< referrer-policy: unsafe-url
| <p>Hello</p>
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< referrer-policy: no-referrer, strict-origin-when-cross-origin
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        // The last word that a browser knows counts.
        let field = page.header("referrer-policy").map(str::to_owned);
        let meta = elements(&page.body).into_iter().find(|element| element.name == "meta" && element.attribute("name") == Some("referrer"));
        let said = meta.and_then(|meta| meta.attribute("content").map(str::to_owned)).or(field).unwrap_or_default().to_ascii_lowercase();
        let last = said.split(',').next_back().unwrap_or_default().trim();
        if ["unsafe-url", "no-referrer-when-downgrade", "origin-when-cross-origin", "always"].contains(&last) {
            seen.note(Place::Url(site.url(page)), &format!("Referrer-Policy: {last}"), None);
        } else if said.is_empty() {
            seen.note(Place::Url(site.url(page)), "no Referrer-Policy", Some(Severity::Info));
        }
    })
}
