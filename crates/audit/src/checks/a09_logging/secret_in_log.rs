//! A password, a token or a person's data is written to a log.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, View, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-in-log",
    title: Words {
        en: "A password, a token or a person's data is written to a log",
        es: "Una contraseña, una ficha o los datos de una persona se escriben en un registro",
    },
    done: Words {
        en: "Looks for names that speak of secrets among what is logged, and for whole request bodies.",
        es: "Se buscan nombres que hablan de secretos entre lo que se registra, y cuerpos de petición enteros.",
    },
    why: Words {
        en: "Logs are read by many and kept for long: whoever gets one has the secrets of all.",
        es: "Los registros los leen muchos y se guardan largo tiempo: quien consiga uno tiene los secretos de todos.",
    },
    fix: Words {
        en: "Log an identifier instead, and filter such fields in the logger.",
        es: "Registre en su lugar un identificador y filtre esos campos en el registrador.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 9, of_2025: 9 },
    cwe: &[532],
    asvs: &["V16.2.5"],
    controls: &["SC-042"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "api_key",
            "apikey",
            "authorization",
            "card",
            "cvv",
            "ssn",
            "private_key",
            "otp",
            "iban",
            "req.body",
            "request.body",
            "request.form",
            "request.data",
            "get_json",
            "req.headers",
            "request.headers",
            "document.cookie",
            "request.json",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/l.py",
                r#"import logging
logger = logging.getLogger(__name__)
def login(email, password):
    logger.info("login %s %s", email, password)
"#,
            ),
            (
                "web/l.js",
                r#"function login(user, password) { console.log(`login ${user} ${password}`); }
"#,
            ),
            (
                "src/l.rs",
                r#"fn login(user: &str, password: &str) { tracing::info!("login {user} {password}"); }
"#,
            ),
        ],
        green: &[
            (
                "app/l.py",
                r#"import logging
logger = logging.getLogger(__name__)
def login(email, password):
    logger.info("password of %s was wrong", email)
    logger.info("%d attempts", len(password))
"#,
            ),
            (
                "tools/new.py",
                r#"import click, secrets
password = secrets.token_urlsafe(16)
print(password)
"#,
            ),
            (
                "web/l.js",
                r#"function login(user, password) { console.log('wrong password', user.id); }
"#,
            ),
            (
                "src/l.rs",
                r#"fn login(user: &str, password: &str) { tracing::info!("wrong password for {user}"); }
"#,
            ),
        ],
    },
};

const SECRETS: &[&str] = &[
    "password",
    "passwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "authorization",
    "credit_card",
    "card_number",
    "cardnumber",
    "cvv",
    "ssn",
    "private_key",
    "access_token",
    "refresh_token",
    "otp",
    "passphrase",
    "iban",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    // Asked once: it looks at every import.
    let serves = module.serves();
    for call in module.calls() {
        // What a tool prints is seen by who started it; what a server prints is kept.
        let kept = module.language != Language::Python || serves || call.callee() != "print";
        if !is_log(call) || !kept {
            continue;
        }
        for argument in call.arguments() {
            if mentions(argument, 0) {
                call.note(None, seen);
                break;
            }
            let shown = argument.source();
            let shown = match argument.value().kind {
                Kind::Name { definition: Some(given), .. } => module.text_of(given),
                _ => shown,
            };
            let whole = matches!(
                shown,
                "req.body"
                    | "request.body"
                    | "request.form"
                    | "request.data"
                    | "request.json"
                    | "req.headers"
                    | "request.headers"
                    | "request.get_json()"
                    | "await request.json()"
                    | "JSON.stringify(req.body)"
                    | "JSON.stringify(req.headers)"
                    | "document.cookie"
            );
            if whole {
                call.note(Some(Severity::Low), seen);
                break;
            }
        }
    }
}

fn is_log(call: CallView<'_, '_>) -> bool {
    let of = call.receiver().map(|of| of.source().to_ascii_lowercase()).unwrap_or_default();
    let level = matches!(
        call.call.method,
        "debug"
            | "info"
            | "warning"
            | "warn"
            | "error"
            | "exception"
            | "critical"
            | "log"
            | "trace"
            | "fatal"
            | "println"
            | "eprintln"
            | "print"
    );
    let logger = ["log", "console", "winston", "pino", "tracing"].iter().any(|name| of.ends_with(name) || of.starts_with(name))
        || of.ends_with("logger");
    level
        && (logger || call.call.receiver.is_none() && (call.callee() == "print" || call.callee().ends_with('!')) || call.begins("logging."))
}

/// Whether a value that is not written in the source goes by the name of a secret. What is counted or compared is not shown.
fn mentions(value: View<'_, '_>, depth: usize) -> bool {
    if depth > 6 {
        return false;
    }
    let each = |ids: &[crate::evidence::source::value::ValueId]| ids.iter().any(|id| mentions(value.module.view(*id), depth + 1));
    match &value.value().kind {
        Kind::Name { name, definition, .. } => {
            let literal =
                definition.is_some_and(|id| matches!(value.module.value(id).kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_)));
            !literal && is_secret(name)
        }
        Kind::Member { name, .. } => is_secret(name),
        Kind::Index { key, .. } => value.module.literal(*key).is_some_and(is_secret),
        Kind::Built(ids) | Kind::Choice(ids) | Kind::List(ids) => each(ids),
        Kind::Other(ids) => value.module.language == Language::Rust && each(ids),
        Kind::Map(entries) => entries.iter().any(|(_, id)| mentions(value.module.view(*id), depth + 1)),
        Kind::Call(_) => value.call().is_some_and(|call| {
            matches!(call.call.method, "format" | "stringify" | "str" | "String" | "dumps")
                && call.arguments().any(|argument| mentions(argument, depth + 1))
        }),
        _ => false,
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let not_it = [
        "count",
        "length",
        "len",
        "type",
        "expir",
        "valid",
        "_id",
        "hash",
        "name",
        "url",
        "exists",
        "tokens",
        "tokenize",
        "mask",
        "redact",
        "public",
        "field",
        "error",
        "has_",
        "is_",
        "num_",
        "path",
        "tokenizer",
        "policy",
        "index",
        "max_",
        "kind",
        "acquire",
        "starting",
        "next_",
        "page",
        "continuation",
    ];
    SECRETS.iter().any(|secret| name == *secret || name.ends_with(secret) && (name.len() == secret.len() || secret.len() > 4))
        && !not_it.iter().any(|word| name.contains(word))
}
