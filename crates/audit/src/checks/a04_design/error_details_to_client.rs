//! The inner details of an error are sent to the client.

use std::{cell::LazyCell, collections::HashSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Handler},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "error-details-to-client",
    title: Words {
        en: "The inner details of an error are sent to the client",
        es: "Los detalles internos de un error se envían al cliente",
    },
    done: Words { en: "Looks for stack traces and exceptions in answers.", es: "Se buscan trazas y excepciones en las respuestas." },
    why: Words {
        en: "An attacker learns paths, versions, queries and names that make the next step easy.",
        es: "Un atacante conoce rutas, versiones, consultas y nombres que le facilitan el siguiente paso.",
    },
    fix: Words {
        en: "Log the details, answer with a number by which they are found.",
        es: "Registre los detalles y responda con un número con el que se encuentren.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 4, of_2025: 10 },
    cwe: &[209],
    asvs: &["V16.5.1"],
    controls: &["SC-065"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["traceback", ".stack", "str(e", "str(exc", "repr(e", "sqlmessage", "error.sql", "{e}", "{exc}", "{e!r}", "format_exc"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/h.py",
                r#"import traceback
from fastapi.responses import JSONResponse
async def failed(request, error):
    return JSONResponse({"trace": traceback.format_exc()}, status_code=500)
"#,
            ),
            (
                "app/i.py",
                r#"from fastapi import HTTPException
def f():
    try:
        g()
    except Exception as e:
        raise HTTPException(status_code=500, detail=str(e))
"#,
            ),
            (
                "web/h.js",
                r#"app.use((err, req, res, next) => { res.status(500).send(err.stack); });
"#,
            ),
        ],
        green: &[
            (
                "app/h.py",
                r#"import logging, traceback
from fastapi.responses import JSONResponse
async def failed(request, error):
    logging.error(traceback.format_exc())
    return JSONResponse({"error": "internal"}, status_code=500)
"#,
            ),
            (
                "app/i.py",
                r#"from fastapi import HTTPException
def f():
    try:
        g()
    except NotFound as e:
        raise HTTPException(status_code=404, detail=str(e))
"#,
            ),
            (
                "web/h.js",
                r#"app.use((err, req, res, next) => { logger.error(err.stack); res.status(500).send('internal error'); });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    let caught = LazyCell::new(|| lines_that_catch_everything(module));
    for call in module.calls() {
        let method = call.call.method;
        let of = call.receiver().map(|of| of.source()).unwrap_or_default();
        let answers = matches!(method, "json" | "send" | "end" | "write")
            && ["res", "response", "reply", "NextResponse", "Response", "res.status", "reply.code"]
                .iter()
                .any(|name| of == *name || of.starts_with(&format!("{name}.status(")) || of.starts_with(&format!("{name}.code(")));
        let python = call.ends(&[
            "JSONResponse",
            "HTMLResponse",
            "PlainTextResponse",
            "HttpResponse",
            "JsonResponse",
            "make_response",
            "jsonify",
            "HTTPException",
            "Response",
        ]) && module.language == Language::Python;
        if !answers && !python {
            continue;
        }
        let text = call.source();
        let trace = text.contains("traceback.format_exc") || text.contains("format_exception(") || has_stack(text);
        let error = answers && (text.contains("sqlMessage") || text.contains("error.sql"));
        // Our own exceptions say what we wrote; those of others say what they know.
        let plain = python
            && ["str(e)", "str(e.message)", "str(e.args", "str(exc)", "str(err)", "str(error)", "repr(e)", "{e}", "{exc}", "{e!r}"]
                .iter()
                .any(|shown| text.contains(shown))
            && caught.contains(&call.line());
        if trace || error {
            call.note(None, seen);
        } else if plain {
            call.note(Some(Severity::Low), seen);
        }
    }
    if module.language == Language::Python && !module.is_test {
        for (value, _) in &module.returns {
            if module.text_of(*value).starts_with("traceback.format_exc(") && (module.imports("flask") || module.imports("fastapi")) {
                module.note(*value, None, seen);
            }
        }
    }
}

fn has_stack(text: &str) -> bool {
    ["err.stack", "error.stack", "e.stack", "ex.stack", "exception.stack"].iter().any(|shown| text.contains(shown))
        && !text.contains("development")
        && !text.contains("NODE_ENV")
        && !text.contains("isDev")
}

/// The lines of the clauses that catch whatever is thrown.
fn lines_that_catch_everything(module: &Module<'_>) -> HashSet<usize> {
    let everything = |handler: &&Handler<'_>| {
        handler.text.lines().next().is_some_and(|head| head.contains("except Exception") || head.starts_with("except:"))
    };
    module.handlers().filter(everything).flat_map(|handler| handler.line..handler.line + handler.text.lines().count()).collect()
}
