//! A log line is built from input.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "log-line-from-input",
    title: Words { en: "A log line is built from input", es: "Una línea de registro se arma con datos de fuera" },
    done: Words {
        en: "Follows request data into the message of a log call, where it is joined as text.",
        es: "Se siguen los datos de la petición hasta el mensaje de un registro, donde se unen como texto.",
    },
    why: Words {
        en: "With a line break in it an attacker writes entries of his own and hides his trace.",
        es: "Con un salto de línea un atacante escribe entradas propias y oculta su rastro.",
    },
    fix: Words {
        en: "Pass values as fields of a structured logger that encodes line breaks.",
        es: "Pase los valores como campos de un registrador estructurado que codifique los saltos de línea.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[117],
    asvs: &["V16.4.1"],
    controls: &["SC-084"],
    examine: Examine::Source { languages: Language::WEB, words: &["req.", "request", "searchparams", "location.", "ctx."], look },
    mutant: Mutant {
        red: &[
            (
                "app/g.py",
                r#"import logging
from flask import request
def login():
    logging.warning("failed login of " + request.form["user"])
"#,
            ),
            (
                "web/g.js",
                r#"app.post('/login', (req, res) => { logger.warn(`failed login of ${req.body.user}`); });
"#,
            ),
        ],
        green: &[
            (
                "app/g.py",
                r#"import logging
from flask import request
def login():
    logging.warning("failed login of %r", request.form["user"])
"#,
            ),
            (
                "web/g.js",
                r#"app.post('/login', (req, res) => { logger.warn({ user: req.body.user }, 'failed login'); });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    // Elsewhere a request is one that the program itself sends.
    if module.language == Language::Python && !module.serves() {
        return;
    }
    for call in module.calls() {
        let of = call.receiver().map(|of| of.source().to_ascii_lowercase()).unwrap_or_default();
        let level = matches!(call.call.method, "debug" | "info" | "warning" | "warn" | "error" | "critical" | "log" | "exception");
        let logger =
            of.ends_with("logger") || of == "log" || of == "logging" || of == "console" || of.ends_with(".log") || call.begins("logging.");
        if level && logger && call.argument(0).is_some_and(|line| line.is_built() && line.origin(Context::Line) == Origin::Input) {
            call.note(None, seen);
        }
    }
}
