use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-source-map-open",
    title: Words { en: "The source of the scripts can be downloaded", es: "Se puede descargar el código fuente de los scripts" },
    done: Words {
        en: "Well-known addresses are asked for, and the answers are looked into: an error page with status 200 is no finding.",
        es: "Se piden direcciones conocidas y se examinan las respuestas: una página de error con estado 200 no es un hallazgo.",
    },
    why: Words {
        en: "Comments, hidden features and sometimes keys are read as they were written.",
        es: "Comentarios, funciones ocultas y a veces claves se leen tal como se escribieron.",
    },
    fix: Words {
        en: "Do not deploy source maps (`productionBrowserSourceMaps: false`).",
        es: "No desplegar los mapas de código (`productionBrowserSourceMaps: false`).",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[540],
    asvs: &["V13.4.7"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== file/source-map
> GET /app.js.map
< 200
| {"version":3,"sources":["a.ts"],"mappings":"AAAA"}
"#,
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/source-map
> GET /app.js.map
< 404
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let body = exchange.body.trim_start();

        if exchange.accepted()
            && (exchange.probe == "file/source-map" && body.starts_with('{') && body.contains("\"mappings\"")
                || (exchange.probe == "file/source-map" && body.contains("\"sourcesContent\"")))
        {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
