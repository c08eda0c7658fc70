//! A header of an answer is built from input.

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
    id: "header-from-input",
    title: Words { en: "A header of an answer is built from input", es: "Un encabezado de la respuesta se arma con datos de fuera" },
    done: Words {
        en: "Follows request data into names and built values of response headers.",
        es: "Se siguen los datos de la petición hasta los nombres y los valores armados de los encabezados.",
    },
    why: Words {
        en: "A line break in it adds headers or a whole second answer: cookies are set, pages forged.",
        es: "Un salto de línea añade encabezados o una segunda respuesta entera: se fijan cookies, se falsifican páginas.",
    },
    fix: Words { en: "Encode the value, or take it from a fixed list.", es: "Codifique el valor o tómelo de una lista fija." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[113, 93],
    asvs: &["V1.1.2"],
    controls: &["SC-006"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "setheader",
            "set_header",
            ".header(",
            "headers[",
            "res.set(",
            "res.append(",
            "headers.set(",
            "headers.append(",
            "response[",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/d.js",
                r#"app.get('/d', (req, res) => { res.setHeader('Content-Disposition', 'attachment; filename=' + req.query.name); });
"#,
            ),
            (
                "app/d.py",
                r#"from flask import request, make_response
def d():
    response = make_response("x")
    response.headers["Content-Disposition"] = "attachment; filename=" + request.args["name"]
    return response
"#,
            ),
        ],
        green: &[
            (
                "web/d.js",
                r#"app.get('/d', (req, res) => { res.setHeader('Content-Disposition', 'attachment; filename=' + encodeURIComponent(req.query.name)); res.set('X-A', 'b'); });
"#,
            ),
            (
                "app/d.py",
                r#"from urllib.parse import quote
from flask import request, make_response
def d():
    response = make_response("x")
    response.headers["Content-Disposition"] = "attachment; filename=" + quote(request.args["name"])
    return response
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for (target, value, assignment) in module.assignments() {
        let shown = target.source();
        let answer = ["response.headers[", "resp.headers[", "res.headers[", "HttpResponse()["].iter().any(|start| shown.starts_with(start));
        if answer && value.origin(Context::Line) == Origin::Input && value.is_built() {
            module.note(assignment.target, None, seen);
        }
    }
    for call in module.calls() {
        let of = call.receiver().map(|of| of.source()).unwrap_or_default();
        let answer = matches!(of, "res" | "response" | "reply" | "resp" | "res.headers" | "response.headers");
        let sets = matches!(call.call.method, "setHeader" | "set_header" | "header" | "set" | "append");
        if answer && sets && call.call.arguments.len() == 2 {
            let input = |place: usize| call.argument(place).is_some_and(|argument| argument.origin(Context::Line) == Origin::Input);
            if input(0) || (input(1) && call.argument(1).is_some_and(|value| value.is_built())) {
                call.note(None, seen);
            }
        }
    }
}
