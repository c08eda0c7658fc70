use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Policy, Site},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-csp-any-source",
    title: Words {
        en: "The policy of a page allows scripts from anywhere",
        es: "La política de una página permite scripts de cualquier origen",
    },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "An attacker loads a script from a host of theirs, or from `data:`.",
        es: "Un atacante carga un script desde un host propio, o desde `data:`.",
    },
    fix: Words {
        en: "Name hosts, or better nonces or hashes, instead of `*`, `https:` and `data:`.",
        es: "Indicar hosts, o mejor nonces o hashes, en lugar de `*`, `https:` y `data:`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 829],
    asvs: &["V3.4.3"],
    controls: &["SC-012"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< content-security-policy: default-src 'self'; script-src https: 'self'
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
< content-security-policy: script-src 'self' https://cdn.example
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        let policies: Vec<Policy> = page.policies().into_iter().filter(|policy| policy.scripts().is_some()).collect();
        if let Some(source) =
            policies.iter().map(Policy::open_source).collect::<Option<Vec<_>>>().and_then(|sources| sources.first().copied())
        {
            seen.url(&site.url(page), &format!("script-src {source}"));
        }
    })
}
