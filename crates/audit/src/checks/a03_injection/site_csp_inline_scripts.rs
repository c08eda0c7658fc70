use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Policy, Site},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-csp-inline-scripts",
    title: Words {
        en: "The policy of a page lets injected scripts run", es: "La política de una página deja ejecutar scripts inyectados"
    },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "`'unsafe-inline'` without a nonce undoes the policy for the attack that it is there for.",
        es: "`'unsafe-inline'` sin nonce anula la política justo para el ataque que debe frenar.",
    },
    fix: Words {
        en: "Move scripts into files, or give each a nonce; drop `'unsafe-inline'` and `'unsafe-eval'`.",
        es: "Mover los scripts a archivos o dar a cada uno un nonce; quitar `'unsafe-inline'` y `'unsafe-eval'`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[79],
    asvs: &["V3.4.3"],
    controls: &["SC-012", "SC-010"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< content-security-policy: script-src 'self' 'unsafe-inline'
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
< content-security-policy: script-src 'nonce-abc' 'unsafe-inline' 'strict-dynamic'; object-src 'none'
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        let policies: Vec<Policy> = page.policies().into_iter().filter(|policy| policy.scripts().is_some()).collect();
        // Each of several policies must allow a script; one strict policy is enough.
        if !policies.is_empty() && policies.iter().all(Policy::inline_scripts) {
            seen.url(&site.url(page), "script-src 'unsafe-inline'");
        } else if policies
            .iter()
            .any(|policy| policy.scripts().is_some_and(|sources| sources.iter().any(|source| source == "'unsafe-eval'")))
        {
            seen.note(Place::Url(site.url(page)), "script-src 'unsafe-eval'", Some(Severity::Low));
        }
    })
}
