use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-csp-missing",
    title: Words { en: "Pages do not say which scripts may run", es: "Las páginas no dicen qué scripts pueden ejecutarse" },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "An injected script runs and sends data wherever it likes.",
        es: "Un script inyectado se ejecuta y envía datos a donde quiera.",
    },
    fix: Words {
        en: "Send `Content-Security-Policy: default-src 'none'` and allow what is needed, scripts by nonce or hash.",
        es: "Enviar `Content-Security-Policy: default-src 'none'` y permitir lo necesario, los scripts por nonce o hash.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 693],
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
< content-security-policy: default-src 'self'
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        if page.policies().iter().all(|policy| policy.scripts().is_none()) {
            let only = page.header("content-security-policy-report-only").is_some();
            seen.url(
                &site.url(page),
                if only { "Content-Security-Policy-Report-Only alone" } else { "no Content-Security-Policy for scripts" },
            );
        }
    })
}
