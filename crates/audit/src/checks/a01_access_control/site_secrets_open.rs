use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-secrets-open",
    title: Words { en: "A file with secrets can be downloaded", es: "Se puede descargar un archivo con secretos" },
    done: Words {
        en: "Well-known addresses are asked for, and the answers are looked into: an error page with status 200 is no finding.",
        es: "Se piden direcciones conocidas y se examinan las respuestas: una página de error con estado 200 no es un hallazgo.",
    },
    why: Words {
        en: "Passwords of the database and keys of services are read by whoever asks.",
        es: "Contraseñas de la base de datos y claves de servicios las lee cualquiera que pregunte.",
    },
    fix: Words {
        en: "Take the file off the server, change every secret in it, and serve named kinds of files only.",
        es: "Quitar el archivo del servidor, cambiar todos sus secretos y servir solo tipos de archivo previstos.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[538, 552],
    asvs: &["V13.4.7", "V13.3.1"],
    controls: &["SC-064", "SC-100"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== file/.env
> GET /.env
< 200
| APP_ENV=production
| DB_PASSWORD=x
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/.env
> GET /.env
< 404
| APP_ENV=production
=== file/id_rsa
> GET /id_rsa
< 200
| <p>Not here</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let body = exchange.body.trim_start();
        let target = exchange.target.as_str();
        if exchange.accepted()
            && (!body.starts_with('<')
                && ((target.contains("/.env")
                    && body.lines().any(|line| {
                        line.split_once('=').is_some_and(|(name, _)| {
                            name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
                        })
                    }))
                    || (target.contains("/.aws/") && body.contains("aws_secret_access_key"))
                    || (target.ends_with("/.npmrc") && body.contains("_auth"))
                    || (target.ends_with("/id_rsa") && body.contains("PRIVATE KEY-----"))
                    || (target.ends_with("/.htpasswd") && body.contains(':') && body.contains('$'))
                    || (target.ends_with(".php.bak") && body.contains("<?php"))
                    || (target.ends_with("/docker-compose.yml") && body.contains("services:")))
                || (target.ends_with(".php.bak") && body.starts_with("<?php")))
        {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
