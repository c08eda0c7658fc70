use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, elements},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-third-party-script-unpinned",
    title: Words {
        en: "A script of another host is loaded without a checksum",
        es: "Se carga un script de otro host sin suma de comprobación",
    },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "Whoever takes over that host runs scripts in every visitor's browser.",
        es: "Quien se apodere de ese host ejecuta scripts en el navegador de cada visitante.",
    },
    fix: Words {
        en: "Serve it from your own host, or pin it with `integrity` and a version.",
        es: "Servirlo desde el propio host, o fijarlo con `integrity` y una versión.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 8, of_2021: 8, of_2025: 8 },
    cwe: &[353, 829],
    asvs: &["V3.6.1"],
    controls: &["SC-077", "SC-078"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <script src="https://cdn.example/lib.js"></script>
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <script src="https://cdn.example/lib.js" integrity="sha384-x" crossorigin></script><script src=/app.js></script>
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        for element in elements(&page.body)
            .iter()
            .filter(|element| element.name == "script" || (element.name == "link" && element.attribute("rel") == Some("stylesheet")))
        {
            let source = element.attribute("src").or(element.attribute("href")).unwrap_or_default();
            let host = source
                .strip_prefix("https:")
                .or(source.strip_prefix("http:"))
                .unwrap_or(source)
                .strip_prefix("//")
                .and_then(|rest| rest.split(['/', '?', ':']).next());
            let Some(host) = host else { continue };
            let own = host == site.host() || host.strip_suffix(site.host()).is_some_and(|rest| rest.ends_with('.'));
            // What changes by design cannot be pinned.
            let changing =
                ["js.stripe.com", "www.google.com", "www.googletagmanager.com", "challenges.cloudflare.com", "fonts.googleapis.com"]
                    .contains(&host);
            if !own && element.attribute("integrity").is_none() {
                let severity = if changing {
                    Some(Severity::Info)
                } else if element.name == "link" {
                    Some(Severity::Low)
                } else {
                    None
                };
                seen.note(Place::Url(site.url(page)), &format!("<{}> from {source}", element.name), severity);
            }
        }
    })
}
