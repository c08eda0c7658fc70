use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-template-evaluated",
    title: Words { en: "Input is evaluated as a template", es: "La entrada se evalúa como plantilla" },
    done: Words {
        en: "`{{191*7}}` and `${191*7}` are sent after a mark in every known parameter; it counts when 1337 stands in their place.",
        es: "Se envían `{{191*7}}` y `${191*7}` tras una marca en cada parámetro conocido; cuenta si en su lugar aparece 1337.",
    },
    why: Words {
        en: "From arithmetic it is a short way to commands on the server.",
        es: "De la aritmética a las órdenes en el servidor hay un paso.",
    },
    fix: Words {
        en: "Hand input to templates as values, never as a part of their text.",
        es: "Pasar la entrada a las plantillas como valores, nunca como parte de su texto.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[94, 1336],
    asvs: &[],
    controls: &["SC-006", "SC-011"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== reflected parameter=q mark=zq7
> GET /search?q=x
< 200
< content-type: text/html
| <p>Hello zq7'"><zq7>1337$1337
"#,
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== reflected parameter=q mark=zq7
> GET /search?q=x
< 200
< content-type: text/html
| <p>Hello zq7&gt;{{191*7}} and 1337 visitors
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("reflected", |exchange, seen| {
        let Some(mark) = exchange.fact("mark").filter(|mark| !mark.is_empty()) else { return };
        let evaluated = exchange.body.match_indices(mark).any(|(at, _)| {
            let after = exchange.body.get(at + mark.len()..).unwrap_or_default();
            // Right behind the mark, signs of the probe between them at most.
            let after = after.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            let after =
                ["gt;", "quot;", "#39;", "#x27;", "#34;"].iter().fold(after, |after, entity| after.strip_prefix(entity).unwrap_or(after));
            after.starts_with("1337")
        });
        if evaluated {
            seen.url(&site.url(exchange), &format!("parameter {}: 191*7 became 1337", exchange.fact("parameter").unwrap_or("?")));
        }
    })
}
