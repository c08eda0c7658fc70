use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-repository-open",
    title: Words { en: "The repository of the site can be downloaded", es: "Se puede descargar el repositorio del sitio" },
    done: Words {
        en: "Well-known addresses are asked for, and the answers are looked into: an error page with status 200 is no finding.",
        es: "Se piden direcciones conocidas y se examinan las respuestas: una página de error con estado 200 no es un hallazgo.",
    },
    why: Words {
        en: "The whole source and its history, secrets among it, can be put together from outside.",
        es: "Todo el código y su historia, secretos incluidos, se puede reconstruir desde fuera.",
    },
    fix: Words {
        en: "Deploy built files only, and refuse every path that begins with a dot.",
        es: "Desplegar solo archivos compilados y rechazar toda ruta que empiece por punto.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[538, 527],
    asvs: &["V13.4.1"],
    controls: &["SC-064", "SC-100"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== file/.git/HEAD
> GET /.git/HEAD
< 200
| ref: refs/heads/main
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/.git/HEAD
> GET /.git/HEAD
< 200
< content-type: text/html
| <html>Not found</html>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let body = exchange.body.trim_start();
        let target = exchange.target.as_str();
        if exchange.accepted()
            && ((target.ends_with("/.git/HEAD")
                && (body.starts_with("ref: refs/")
                    || (body.trim_end().len() == 40 && body.trim_end().bytes().all(|byte| byte.is_ascii_hexdigit()))))
                || (target.ends_with("/.git/config") && body.contains("[core]"))
                || (target.ends_with("/.svn/entries")
                    && body.starts_with(|c: char| c.is_ascii_digit())
                    && body.len() < 16_000
                    && !body.contains('<'))
                || (target.ends_with("/.hg/requires") && body.contains("revlogv1")))
        {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
