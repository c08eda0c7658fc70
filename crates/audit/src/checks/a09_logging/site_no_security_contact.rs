use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-no-security-contact",
    title: Words { en: "Nobody is told where to report a weakness", es: "No se indica dónde informar de una debilidad" },
    done: Words {
        en: "`/.well-known/security.txt` is asked for; it must name a contact and a day in the future by which it ends.",
        es: "Se pide `/.well-known/security.txt`; debe indicar un contacto y una fecha futura de caducidad.",
    },
    why: Words {
        en: "Whoever finds a weakness and means well gives up, or tells everybody.",
        es: "Quien halla una debilidad con buena intención desiste, o se lo cuenta a todos.",
    },
    fix: Words {
        en: "Publish the file with `Contact:` and `Expires:` (RFC 9116), and answer.",
        es: "Publicar el archivo con `Contact:` y `Expires:` (RFC 9116), y responder.",
    },
    severity: Severity::Info,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778, 1059],
    asvs: &[],
    controls: &["SC-089"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== file/.well-known/security.txt
> GET /.well-known/security.txt
< 404
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/.well-known/security.txt
> GET /.well-known/security.txt
< 200
| Contact: mailto:security@shop.example
| Expires: 2027-01-01T00:00:00Z
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file/.well-known/security.txt", |exchange, seen| {
        let line = |name: &str| {
            exchange.body.lines().find_map(|line| {
                line.split_once(':').filter(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
            })
        };
        if !exchange.accepted() || line("contact").is_none() {
            seen.url(&site.url(exchange), &exchange.told());
        } else if let (Some(ends), Some(today)) =
            (line("expires").and_then(|ends| ends.get(..10)).and_then(|day| day.parse::<jiff::civil::Date>().ok()), site.today)
            && ends < today
        {
            seen.url(&site.url(exchange), &format!("Expires: {ends}"));
        }
    })
}
