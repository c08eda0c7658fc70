use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-object-of-others-changed",
    title: Words { en: "An account may change what belongs to another", es: "Una cuenta puede cambiar lo que pertenece a otra" },
    done: Words {
        en: "Only where changes were allowed: an empty change is sent for what belongs to another account.",
        es: "Solo donde se permitieron cambios: se envía un cambio vacío sobre lo que pertenece a otra cuenta.",
    },
    why: Words { en: "Orders are diverted and records falsified.", es: "Se desvían pedidos y se falsifican registros." },
    fix: Words {
        en: "Check the owner before every change, in the same transaction.",
        es: "Comprobar el dueño antes de cada cambio, en la misma transacción.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[639, 863],
    asvs: &["V8.2.2", "V8.3.1"],
    controls: &["SC-017"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== object/changed as=installer of=customer
> PATCH /api/orders/17
< 200
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== object/changed as=installer of=customer
> PATCH /api/orders/17
< 404
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("object/changed", |exchange, seen| {
        if exchange.accepted() {
            seen.url(
                &site.url(exchange),
                &format!("{} as {}, owned by {}", exchange.told(), exchange.fact("as").unwrap_or("?"), exchange.fact("of").unwrap_or("?")),
            );
        }
    })
}
