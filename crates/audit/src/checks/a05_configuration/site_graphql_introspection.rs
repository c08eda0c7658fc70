use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-graphql-introspection",
    title: Words { en: "GraphQL tells its whole schema to everybody", es: "GraphQL cuenta todo su esquema a cualquiera" },
    done: Words {
        en: "An introspection query is sent to the usual addresses.",
        es: "Se envía una consulta de introspección a las direcciones habituales.",
    },
    why: Words {
        en: "Attackers read every field and operation, those that no page uses among them.",
        es: "Los atacantes leen cada campo y operación, también los que ninguna página usa.",
    },
    fix: Words {
        en: "Switch introspection off in production, and limit depth and cost of queries.",
        es: "Desactivar la introspección en producción y limitar la profundidad y el coste de las consultas.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 200],
    asvs: &["V4.3.2"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== graphql
> POST /graphql
< 200
| {"data":{"__schema":{"types":[{"name":"User"}]}}}
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== graphql
> POST /graphql
< 400
| {"errors":[{"message":"introspection is disabled: __schema"}]}
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("graphql", |exchange, seen| {
        if exchange.accepted() && exchange.body.contains("\"__schema\"") && exchange.body.contains("\"types\"") {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
