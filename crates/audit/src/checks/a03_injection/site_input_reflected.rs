use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, elements},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-input-reflected",
    title: Words { en: "Input comes back into a page as it was sent", es: "La entrada vuelve a una página tal como se envió" },
    done: Words {
        en: "A harmless mark with the signs `'\"><` is sent in every known parameter; it counts when an unknown element with its name stands in a page.",
        es: "Se envía una marca inofensiva con los signos `'\"><` en cada parámetro conocido; cuenta si aparece en una página un elemento con su nombre.",
    },
    why: Words { en: "A link runs a script with the visitor's session.", es: "Un enlace ejecuta un script con la sesión del visitante." },
    fix: Words {
        en: "Encode everything where it is written into a page; templates and React do so by themselves when left alone.",
        es: "Codificar todo al escribirlo en una página; las plantillas y React lo hacen solos si no se les impide.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[79],
    asvs: &["V3.2.2"],
    controls: &["SC-010"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== reflected parameter=q mark=zq7
> GET /search?q=x
< 200
< content-type: text/html
| <p>No results for zq7'"><zq7>
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== reflected parameter=q mark=zq7
> GET /search?q=x
< 200
< content-type: text/html
| <p>No results for zq7&#39;&quot;&gt;&lt;zq7&gt;
=== reflected parameter=r mark=zq7
> GET /api?r=x
< 200
< content-type: application/json
| {"q":"zq7'><zq7>"}
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("reflected", |exchange, seen| {
        let Some(mark) = exchange.fact("mark").filter(|mark| !mark.is_empty()) else { return };
        // Read as a browser does: within a text area, a script or a comment it is no element.
        if exchange.page() && elements(&exchange.body).iter().any(|element| element.name == mark.to_ascii_lowercase()) {
            seen.url(&site.url(exchange), &format!("parameter {}: <{mark}> stands in the page", exchange.fact("parameter").unwrap_or("?")));
        }
    })
}
