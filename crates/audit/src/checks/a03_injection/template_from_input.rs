//! A template is made from text from outside.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        sink::{Sink, reached},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "template-from-input",
    title: Words { en: "A template is made from text from outside", es: "Una plantilla se hace con texto de fuera" },
    done: Words {
        en: "Follows what reaches template engines as the template itself.",
        es: "Se sigue lo que llega a los motores de plantillas como la plantilla misma.",
    },
    why: Words {
        en: "Template languages can reach the program: an attacker reads secrets or runs code.",
        es: "Los lenguajes de plantillas alcanzan el programa: un atacante lee secretos o ejecuta código.",
    },
    fix: Words {
        en: "Keep templates in files and pass what comes from outside as values.",
        es: "Guarde las plantillas en archivos y pase como valores lo que viene de fuera.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[1336, 94],
    asvs: &["V1.3.7"],
    controls: &["SC-006"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["template", "jinja", "handlebars", "ejs", "pug", "mako", "nunjucks", "render_string", "res.render(", "response.render("],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/mail.py",
                r#"from flask import Flask, request, render_template_string
app = Flask(__name__)

@app.route("/hello")
def hello():
    page = "<h1>Hello %s</h1>" % request.args["name"]
    return render_template_string(page)
"#,
            ),
            (
                "app/failed.py",
                r#"from flask import render_template_string
def failed(error):
    page = "<h1>Failed: %s</h1>" % str(error)
    return render_template_string(page)
"#,
            ),
            (
                "web/mail.js",
                r#"const Handlebars = require('handlebars');
router.post('/preview', (req, res) => res.send(Handlebars.compile(req.body.template)({})));
"#,
            ),
            (
                "web/page.js",
                r#"app.get('/p/:page', (req, res) => res.render(req.params.page));
"#,
            ),
            (
                "web/done.ts",
                r#"router.post('/erase', (req, res) => { res.render('erased', { ...req.body, ...theme }); });
"#,
            ),
        ],
        green: &[
            (
                "app/mail.py",
                r#"from flask import Flask, request, render_template_string
app = Flask(__name__)

@app.route("/hello")
def hello():
    return render_template_string("<h1>Hello {{ name }}</h1>", name=request.args["name"])
"#,
            ),
            (
                "web/mail.js",
                r#"const Handlebars = require('handlebars');
const page = Handlebars.compile('<h1>{{name}}</h1>');
router.post('/preview', (req, res) => res.send(page({ name: req.body.name })));
"#,
            ),
            (
                "web/page.js",
                r#"app.get('/p/:page', (req, res) => { if (!PAGES.includes(req.params.page)) return res.sendStatus(404); res.render(req.params.page, { name: req.body.name, ...theme }); });
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[Sink::new(
    &[
        "flask.render_template_string",
        "render_template_string",
        "jinja2.Template",
        "Environment().from_string",
        "from_string",
        "mako.template.Template",
        "django.template.Template",
        "tornado.template.Template",
        "Handlebars.compile",
        "handlebars.compile",
        "ejs.render",
        "ejs.compile",
        "pug.compile",
        "pug.render",
        "nunjucks.renderString",
        "nunjucks.compile",
        "lodash.template",
        "_.template",
        "mustache.render",
        "Mustache.render",
        "doT.template",
        "hbs.compile",
        "chevron.render",
        "liquid.parseAndRender",
        "string.Template",
        "eta.renderString",
        "swig.render",
        "Velocity.render",
    ],
    0,
    "source",
)];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.language != Language::Python {
        for call in module.calls() {
            let answers = call.call.method == "render" && call.receiver().is_some_and(|of| matches!(of.source(), "res" | "response"));
            // The page's name chooses a file; among the page's values are the engine's own settings, such as `layout`.
            if answers && (call.argument(0).is_some_and(names_page) || call.argument(1).is_some_and(holds_request)) {
                call.note(None, seen);
            }
        }
    }
    let names_template =
        ["jinja", "mako", "django", "tornado", "flask", "handlebars", "ejs", "pug", "nunjucks", "lodash", "hbs", "liquid", "chevron"];
    if names_template.iter().any(|name| module.text.contains(name)) {
        reached(module, SINKS, Context::Code, None, seen);
        for call in module.calls().filter(|call| call.call.method == "render_template_string") {
            // Flask renders on the wish of a stranger: what is put into the text may well be his.
            let open = call.argument(0).filter(|text| text.is_built() && text.origin(Context::Code) == Origin::Unknown);
            if open.is_some() {
                call.note(Some(Severity::Medium), seen);
            }
        }
    }
}

fn names_page(page: View<'_, '_>) -> bool {
    page.origin(Context::Path) == Origin::Input
}

/// Whether the whole query or body of a request is handed on.
fn holds_request(values: View<'_, '_>) -> bool {
    let whole = |source: &str| matches!(source.trim_start_matches('.'), "req.body" | "req.query" | "request.body" | "request.query");
    whole(values.source()) || whole(values.shown()) || values.entries().iter().any(|(key, value)| *key == "..." && whole(value.source()))
}
