//! An address is made from the Host header.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "host-header-trusted",
    title: Words { en: "An address is made from the Host header", es: "Una dirección se arma con el encabezado Host" },
    done: Words {
        en: "Follows the host that a request names into links and requests.",
        es: "Se sigue el servidor que nombra una petición hasta enlaces y peticiones.",
    },
    why: Words {
        en: "With a forged header the server calls the attacker, or mails a reset link that leads to him.",
        es: "Con un encabezado falso el servidor llama al atacante o envía por correo un enlace de recuperación que lleva hasta él.",
    },
    fix: Words { en: "Take your own address from configuration.", es: "Tome la dirección propia de la configuración." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918, 441],
    asvs: &["V1.3.6", "V4.1.4"],
    controls: &["SC-053", "SC-091"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "headers.host",
            "hostname",
            "get_host",
            "\"host\"",
            "'host'",
            "x-forwarded-host",
            "http_host",
            "host_url",
            "url_root",
            "request.host",
            "allowed_hosts",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "site/settings.py",
                r#"ALLOWED_HOSTS = ["*"]
"#,
            ),
            (
                "web/r.js",
                r#"app.post('/reset', (req, res) => { const link = `https://${req.headers.host}/reset/${token}`; mailer.send(user.mail, link); });
"#,
            ),
            (
                "app/r.py",
                r#"from flask import request
def reset():
    link = "https://" + request.headers["Host"] + "/reset/" + token
    send_mail(user.mail, link)
"#,
            ),
        ],
        green: &[
            (
                "site/settings.py",
                r#"ALLOWED_HOSTS = ["shop.example"]
"#,
            ),
            (
                "web/r.js",
                r#"app.post('/reset', (req, res) => { const link = `${BASE_URL}/reset/${token}`; mailer.send(user.mail, link); });
"#,
            ),
            (
                "app/r.py",
                r#"from flask import request
def reset():
    link = BASE_URL + "/reset/" + token
    send_mail(user.mail, link)
"#,
            ),
        ],
    },
};

const HOSTS: &[&str] = &[
    "req.headers.host",
    "req.get('host')",
    "req.get(\"host\")",
    "req.hostname",
    "request.host",
    "request.get_host()",
    "request.headers['host']",
    "request.headers['Host']",
    "request.headers[\"host\"]",
    "request.headers[\"Host\"]",
    "request.headers.get('host')",
    "request.headers.get(\"host\")",
    "request.headers.get('Host')",
    "request.headers.get(\"Host\")",
    "req.headers['x-forwarded-host']",
    "request.META['HTTP_HOST']",
    "request.host_url",
    "request.url_root",
    "headers().get('host')",
    "req.headers['host']",
];
/// Whatever is longer is none of these, bytes.
const LONGEST_HOST: usize = 100;
const USES: &[&str] = &["mail", "fetch", "axios", "requests.", "httpx.", "send", "reset", "http.get", "https.get", "got"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for (target, value, assignment) in module.assignments() {
        let file = module.name.rsplit('/').next().unwrap_or_default();
        let everyday = !["dev", "local", "test", "debug"].iter().any(|word| file.contains(word));
        let any = value.items().iter().any(|host| host.literal() == Some("*"));
        if target.source() == "ALLOWED_HOSTS" && module.name.contains("settings") && any && everyday {
            module.note(assignment.target, None, seen);
        }
    }
    for value in &module.values {
        let Kind::Built(parts) = &value.kind else { continue };
        let host = parts.iter().any(|part| {
            let texts = [module.text_of(*part), module.view(*part).shown()];
            texts.iter().any(|text| text.len() <= LONGEST_HOST && HOSTS.contains(&text.trim()))
        });
        if !host || !parts.iter().any(|part| module.literal(*part).is_some_and(names_scheme)) {
            continue;
        }
        let around = module.function_around(value.span);
        if around.is_some_and(|around| uses_address(module, around)) {
            let text = module.text.get(value.span.0..value.span.1).unwrap_or_default();
            seen.line(module.name, value.line, text);
        }
    }
}

/// Whether a text begins an address; one that is far longer than addresses are is none.
fn names_scheme(text: &str) -> bool {
    text.len() <= 2_000 && text.contains("://")
}

/// Whether a function sends what it makes, or asks others.
fn uses_address(module: &Module<'_>, function: usize) -> bool {
    module.once(Some(function), CHECK.id, || {
        let Some(function) = module.functions.get(function).filter(|function| !function.in_test) else { return false };
        let body = module.text.get(function.span.0..function.span.1).unwrap_or_default().to_ascii_lowercase();
        USES.iter().any(|word| body.contains(word)) && !body.contains("new url(req.url")
    })
}
