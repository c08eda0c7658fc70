//! A regular expression is made from input.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::Context,
        sink::{Sink, reached},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pattern-from-input",
    title: Words { en: "A regular expression is made from input", es: "Una expresión regular se hace con datos de fuera" },
    done: Words {
        en: "Follows request data into the pattern argument of regular expressions.",
        es: "Se siguen los datos de la petición hasta el patrón de las expresiones regulares.",
    },
    why: Words {
        en: "A pattern of a few letters can keep a server busy for hours, or match what it should not.",
        es: "Un patrón de pocas letras puede ocupar un servidor durante horas o acertar donde no debe.",
    },
    fix: Words {
        en: "Escape the text before it becomes part of a pattern, or use a plain search.",
        es: "Escape el texto antes de incluirlo en un patrón o use una búsqueda simple.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[20, 1333],
    asvs: &["V1.2.9", "V1.3.12"],
    controls: &["SC-006"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["regexp(", "re.compile", "re.match", "re.search", "re.sub", "re.find", "re.full", "$regex"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/s.ts",
                r#"app.get('/s', (req, res) => res.json(list.filter((x) => new RegExp(req.query.q as string).test(x))));
"#,
            ),
            (
                "app/s.py",
                r#"import re
from flask import request
def s():
    return re.findall("^" + request.args["q"], TEXT)
"#,
            ),
        ],
        green: &[
            (
                "web/s.ts",
                r#"import escapeStringRegexp from 'escape-string-regexp';
app.get('/s', (req, res) => res.json(list.filter((x) => new RegExp(escapeStringRegexp(req.query.q as string)).test(x))));
"#,
            ),
            (
                "app/s.py",
                r#"import re
from flask import request
def s():
    return re.findall("^" + re.escape(request.args["q"]), request.args["text"])
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[
    Sink::new(&["RegExp"], 0, ""),
    Sink::new(
        &["re.compile", "re.match", "re.search", "re.sub", "re.findall", "re.finditer", "re.fullmatch", "re.split", "re.subn"],
        0,
        "pattern",
    ),
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    reached(module, SINKS, Context::Pattern, None, seen);
}
