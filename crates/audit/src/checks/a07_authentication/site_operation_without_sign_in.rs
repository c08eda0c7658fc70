use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-operation-without-sign-in",
    title: Words {
        en: "An operation answers anybody though it should ask who is there",
        es: "Una operación responde a cualquiera aunque debería preguntar quién es",
    },
    done: Words {
        en: "Every operation that the description says to need signing in, or that is for administrators, is asked for without an account.",
        es: "Se pide sin cuenta cada operación que según la descripción exige iniciar sesión, o que es para administradores.",
    },
    why: Words {
        en: "Data and functions are open to everybody who reads the description.",
        es: "Datos y funciones quedan abiertos a quien lea la descripción.",
    },
    fix: Words {
        en: "Deny by default: one place that asks for an account before any operation, and a list of exceptions.",
        es: "Denegar por defecto: un solo lugar que exija cuenta antes de cualquier operación, y una lista de excepciones.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[306, 862],
    asvs: &["V8.3.1", "V8.2.1"],
    controls: &["SC-028", "SC-016"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== operation/nobody guarded=yes privileged=no
> GET /api/orders
< 200
< content-type: application/json
| []
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== operation/nobody guarded=yes privileged=no
> GET /api/orders
< 401
=== operation/nobody guarded=no privileged=no
> GET /api/health
< 200
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("operation/nobody", |exchange, seen| {
        let guarded = exchange.fact("guarded") == Some("yes") || exchange.fact("privileged") == Some("yes");
        if exchange.accepted() && guarded && !exchange.page() {
            seen.note(
                Place::Url(site.url(exchange)),
                &exchange.told(),
                (exchange.fact("privileged") == Some("yes")).then_some(Severity::Critical),
            );
        }
    })
}
