//! Escaping is switched off in a template engine.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "page-escaping-off",
    title: Words { en: "Escaping is switched off in a template engine", es: "El escapado está desactivado en un motor de plantillas" },
    done: Words { en: "Reads how template engines are set up.", es: "Se lee cómo se configuran los motores de plantillas." },
    why: Words {
        en: "Whatever people type becomes part of the page, scripts too.",
        es: "Lo que la gente escribe pasa a formar parte de la página, también los programas.",
    },
    fix: Words {
        en: "Switch escaping on for every template that makes HTML.",
        es: "Active el escapado en todas las plantillas que producen HTML.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[116, 79],
    asvs: &["V1.1.2", "V1.2.1"],
    controls: &["SC-010"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["autoescape", "noescape", "jinja2", "mark_safe", "markup", "safestring", "mustache.escape"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/pages.py",
                r#"from jinja2 import Environment, FileSystemLoader
env = Environment(loader=FileSystemLoader("templates"), autoescape=False)
"#,
            ),
            (
                "web/pages.js",
                r#"const Handlebars = require('handlebars');
const page = Handlebars.compile(source, { noEscape: true });
"#,
            ),
            (
                "web/swig.js",
                r#"const swig = require('swig');
swig.setDefaults({ autoescape: false });
"#,
            ),
            (
                "web/safe.js",
                r#"const Handlebars = require('handlebars');
Handlebars.registerHelper('link', (text) => new Handlebars.SafeString('<a>' + text + '</a>'));
"#,
            ),
            (
                "web/mustache.js",
                r#"const Mustache = require('mustache');
Mustache.escape = (text) => text;
"#,
            ),
        ],
        green: &[
            (
                "app/pages.py",
                r#"from jinja2 import Environment, FileSystemLoader, select_autoescape
env = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())
"#,
            ),
            (
                "web/pages.js",
                r#"const Handlebars = require('handlebars');
const page = Handlebars.compile(source);
Handlebars.registerHelper('link', (text) => new Handlebars.SafeString('<a>' + Handlebars.escapeExpression(text) + '</a>'));
"#,
            ),
            (
                "web/swig.js",
                r#"const swig = require('swig');
swig.setDefaults({ autoescape: true });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for (target, _, assignment) in module.assignments() {
        if module.language != Language::Python && matches!(target.source(), "Mustache.escape" | "mustache.escape") {
            module.note(assignment.target, None, seen);
        }
    }
    for call in module.calls() {
        let environment =
            call.is(&["jinja2.Environment", "jinja2.sandbox.SandboxedEnvironment", "jinja2.Template", "jinja2.environment.Environment"]);
        let off = |name: &str, value: bool| call.named(name).is_some_and(|given| given.boolean() == Some(value));
        if (environment || module.language == Language::Python) && off("autoescape", false) {
            call.note(None, seen);
        } else if environment && call.ends(&["Environment"]) && call.named("autoescape").is_none() && makes_pages(module) {
            call.note(Some(Severity::Low), seen);
        } else if (off("noEscape", true) && call.callee().to_ascii_lowercase().contains("handlebars"))
            || (call.ends(&["nunjucks.configure", "nunjucks.Environment", "swig.setDefaults", "swig.Swig", "Liquid"])
                && (off("autoescape", false) || off("autoEscape", false)))
            || (module.language != Language::Python && call.ends(&["Handlebars.SafeString", "handlebars.SafeString"]) && has_parts(call))
        {
            call.note(None, seen);
        }
    }
}

/// Whether what is declared safe has parts that were not made safe first.
fn has_parts(call: CallView<'_, '_>) -> bool {
    call.argument(0).is_some_and(|html| html.is_built() && html.origin(Context::Html) >= Origin::Unknown)
}

/// Templates of configuration files and programs are not escaped, rightly.
fn makes_pages(module: &Module<'_>) -> bool {
    ["HTMLResponse", ".html", "text/html", "fastapi", "flask", "aiohttp"].iter().any(|word| module.text.contains(word))
}
