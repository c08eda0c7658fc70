use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-object-of-others",
    title: Words { en: "An account sees what belongs to another", es: "Una cuenta ve lo que pertenece a otra" },
    done: Words {
        en: "What belongs to one account only is asked for as every other account and as nobody; the answer is compared with the owner's.",
        es: "Se pide lo que pertenece a una sola cuenta con todas las demás y sin cuenta; la respuesta se compara con la del dueño.",
    },
    why: Words {
        en: "By counting numbers up, all orders and addresses are read.",
        es: "Contando números se leen todos los pedidos y direcciones.",
    },
    fix: Words {
        en: "Look objects up together with their owner; answer 404 to everybody else.",
        es: "Buscar los objetos junto con su dueño; responder 404 a los demás.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[639, 285],
    asvs: &["V8.2.2"],
    controls: &["SC-017"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== object/other as=installer of=customer same=yes
> GET /api/orders/17
< 200
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== object/other as=installer of=customer same=no
> GET /api/orders/17
< 404
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("object/other", |exchange, seen| {
        if exchange.fact("same") == Some("yes") {
            seen.url(
                &site.url(exchange),
                &format!("{} as {}, owned by {}", exchange.told(), exchange.fact("as").unwrap_or("?"), exchange.fact("of").unwrap_or("?")),
            );
        }
    })
}
