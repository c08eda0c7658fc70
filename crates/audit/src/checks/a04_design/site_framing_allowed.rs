use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-framing-allowed",
    title: Words { en: "Other sites may show the pages in a frame", es: "Otros sitios pueden mostrar las páginas en un marco" },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "A visitor clicks what an attacker's page lays under the mouse.",
        es: "El visitante pulsa lo que la página de un atacante coloca bajo el ratón.",
    },
    fix: Words {
        en: "Send `frame-ancestors 'none'` (or `'self'`), and `X-Frame-Options: DENY` for old browsers.",
        es: "Enviar `frame-ancestors 'none'` (o `'self'`), y `X-Frame-Options: DENY` para navegadores antiguos.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[1021],
    asvs: &["V3.4.6"],
    controls: &["SC-057"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< content-security-policy: default-src 'self'
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
< content-security-policy: frame-ancestors 'none'
| <p>Hello</p>
=== page
> GET /a
< 200
< content-type: text/html
< x-frame-options: SAMEORIGIN
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        let policies = page.policies();
        let mut ancestors = policies.iter().filter_map(|policy| policy.stated("frame-ancestors")).peekable();
        let closed = if ancestors.peek().is_some() {
            ancestors.any(|sources| !sources.iter().any(|source| ["*", "http:", "https:"].contains(&source.as_str())))
        } else {
            page.header("x-frame-options").is_some_and(|value| ["deny", "sameorigin"].contains(&value.trim().to_ascii_lowercase().as_str()))
        };
        if !closed {
            seen.url(&site.url(page), "neither frame-ancestors nor X-Frame-Options");
        }
    })
}
