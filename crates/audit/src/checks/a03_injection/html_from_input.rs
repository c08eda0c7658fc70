//! Text from outside becomes part of a page unescaped.

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
    id: "html-from-input",
    title: Words {
        en: "Text from outside becomes part of a page unescaped",
        es: "Un texto de fuera pasa a formar parte de una página sin escapar",
    },
    done: Words {
        en: "Follows what reaches the functions that make HTML.",
        es: "Se sigue lo que llega a las funciones que producen HTML.",
    },
    why: Words {
        en: "An attacker runs scripts in the browsers of others and acts as them.",
        es: "Un atacante ejecuta programas en los navegadores de otros y actúa en su nombre.",
    },
    fix: Words {
        en: "Let the template or the framework escape it, set textContent, or clean HTML with a well-kept sanitizer.",
        es: "Deje que la plantilla o el framework lo escape, asigne textContent o limpie el HTML con un saneador bien mantenido.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[79],
    asvs: &["V1.2.1", "V1.3.1", "V3.2.2"],
    controls: &["SC-010", "SC-011"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "innerhtml",
            "outerhtml",
            "insertadjacenthtml",
            "document.write",
            "dangerouslysetinnerhtml",
            "mark_safe",
            "markup(",
            "htmlresponse",
            ".send(",
            ".html(",
            "make_response",
            "httpresponse",
            "res.write",
            "res.end",
            "srcdoc",
            "flask",
            "bottle",
            "createcontextualfragment",
            "bypasssecuritytrust",
            "safestring",
            ".append(",
            ".prepend(",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/a.js",
                r#"document.getElementById('q').innerHTML = 'You searched for ' + new URLSearchParams(location.search).get('q');
"#,
            ),
            (
                "web/b.jsx",
                r#"export function Comment({ comment }) { return <div dangerouslySetInnerHTML={{ __html: comment.body }} />; }
"#,
            ),
            (
                "web/c.ts",
                r#"app.get('/hi', (req, res) => { res.send(`<h1>Hello ${req.query.name}</h1>`); });
"#,
            ),
            (
                "web/d.js",
                r#"app.get('/o/:id', (req, res) => { res.status(404).send('No order ' + req.params.id); });
"#,
            ),
            (
                "web/f.ts",
                r#"export class Shown { constructor(private readonly sanitizer: DomSanitizer) {} show(text: string) { return this.sanitizer.bypassSecurityTrustHtml(text); } }
"#,
            ),
            (
                "web/e.js",
                r#"$('#names').append('<li>' + location.hash + '</li>');
$('#greeting').html(new URLSearchParams(location.search).get('name'));
"#,
            ),
            (
                "app/v.py",
                r#"from django.utils.safestring import mark_safe
def view(request):
    return mark_safe("<b>" + request.GET["name"] + "</b>")
"#,
            ),
            (
                "app/f.py",
                r#"from flask import Flask, request
@app.route("/hi")
def hi():
    name = request.args.get("name", "")
    return f"<h1>Hello {name}</h1>"
"#,
            ),
        ],
        green: &[
            (
                "web/a.js",
                r#"document.getElementById('q').textContent = location.search; box.innerHTML = '<b>fixed</b>';
"#,
            ),
            (
                "web/b.jsx",
                r#"import DOMPurify from 'dompurify';
export function Comment({ comment }) { return <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(comment.body) }} />; }
export function Colours({ theme }) { return <style dangerouslySetInnerHTML={{ __html: `:root { --brand: ${theme.brandColor} }` }} />; }
export function Data({ data }) { return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(data) }} />; }
"#,
            ),
            (
                "web/c.ts",
                r#"app.get('/hi', (req, res) => { res.render('hi', { name: req.query.name }); res.send({ name: req.query.name }); });
app.get('/o/:id', (req, res) => { res.type('text').send('No order ' + req.params.id); });
app.get('/p/:id', (req, res) => { res.status(404).send('No order ' + Number(req.params.id)); });
app.post('/q', (req, res) => { res.send(req.body); });
"#,
            ),
            (
                "web/e.js",
                r#"$('#greeting').text(new URLSearchParams(location.search).get('name'));
"#,
            ),
            (
                "app/v.py",
                r#"from django.utils.html import format_html
from django.utils.safestring import mark_safe
def view(request):
    mark_safe("<b>fixed</b>")
    return format_html("<b>{}</b>", request.GET["name"])
"#,
            ),
            (
                "app/f.py",
                r#"from flask import Flask, request
from markupsafe import escape
@app.route("/hi")
def hi():
    name = escape(request.args.get("name", ""))
    return f"<h1>Hello {name}</h1>"
"#,
            ),
        ],
    },
};

const PAGE: &[&str] = &["innerHTML", "outerHTML", "srcdoc"];
const WRITERS: &[&str] =
    &["document.write", "document.writeln", "insertAdjacentHTML", "createContextualFragment", "bypassSecurityTrustHtml", "parseFromString"];
const MARKERS: &[&str] = &[
    "django.utils.safestring.mark_safe",
    "django.utils.safestring.SafeString",
    "markupsafe.Markup",
    "flask.Markup",
    "jinja2.Markup",
    "wtforms.widgets.HTMLString",
];
const RESPONSES: &[&str] = &[
    "fastapi.responses.HTMLResponse",
    "starlette.responses.HTMLResponse",
    "django.http.HttpResponse",
    "flask.make_response",
    "flask.Response",
    "sanic.response.html",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for (target, value, assignment) in module.assignments() {
        if PAGE.contains(&target.last_name()) && target.source().contains('.') {
            match value.origin(Context::Html) {
                Origin::Input => module.note(assignment.target, None, seen),
                Origin::Unknown if value.is_built() => module.note(assignment.target, Some(Severity::Low), seen),
                _ => {}
            }
        }
    }
    for call in module.calls() {
        if call.ends(WRITERS) {
            let last = call.arguments().last();
            match last.map(|html| html.origin(Context::Html)) {
                Some(Origin::Input) => call.note(None, seen),
                // Whoever calls it asks for nothing to be cleaned.
                Some(Origin::Unknown) if call.ends(&["bypassSecurityTrustHtml"]) => call.note(Some(Severity::Medium), seen),
                _ => {}
            }
        } else if call.is(MARKERS) {
            if let Some(html) = call.argument(0) {
                match html.origin(Context::Html) {
                    Origin::Input => call.note(None, seen),
                    Origin::Unknown if html.is_built() && looks_like_html(&html.texts().0) => call.note(Some(Severity::Medium), seen),
                    _ => {}
                }
            }
        } else if call.is(RESPONSES) {
            let html = call.either(0, "content");
            let kind = call.named("content_type").or_else(|| call.named("mimetype")).or_else(|| call.named("media_type"));
            let is_page = kind.is_none_or(|kind| kind.source().contains("html"));
            if is_page
                && html
                    .is_some_and(|html| html.is_built() && looks_like_html(&html.texts().0) && html.origin(Context::Html) == Origin::Input)
            {
                call.note(None, seen);
            }
        } else if sends_page(call) || fills_element(call) {
            call.note(None, seen);
        } else if (matches!(call.call.method, "send" | "write" | "end") && call.receiver().is_some_and(|to| is_response(to.source())))
            || call.call.method == "html"
        {
            let html = call.argument(0);
            if html.is_some_and(|html| html.is_built() && looks_like_html(&html.texts().0) && html.origin(Context::Html) == Origin::Input) {
                call.note(None, seen);
            }
        }
    }
    for attribute in &module.attributes {
        if module.is_test || !matches!(attribute.name, "dangerouslySetInnerHTML" | "srcDoc") {
            continue;
        }
        let Some(value) = attribute.value.map(|id| module.view(id)) else { continue };
        let html = value.entry("__html").unwrap_or(value);
        let shown = html.source();
        let written_by_us = ["JSON.stringify", "highlight", "prism", "katex", "serialize(", "i18n", "css", "styles", "themeScript"]
            .iter()
            .any(|word| shown.contains(word));
        // In a style an unknown colour harms nobody; what a visitor sends there does.
        let written_by_us = written_by_us || attribute.element == "style";
        match html.origin(Context::Html) {
            Origin::Input => module.note(html.id, None, seen),
            Origin::Unknown if !written_by_us => module.note(html.id, Some(Severity::Medium), seen),
            _ => {}
        }
    }
    if module.language == Language::Python && ["flask", "bottle"].iter().any(|name| module.imports(name)) && !module.is_test {
        for (value, _) in &module.returns {
            let html = module.view(*value);
            if html.is_built() && looks_like_html(&html.texts().0) && html.origin(Context::Html) == Origin::Input {
                module.note(*value, None, seen);
            }
        }
    }
}

/// Express says of every text that it sends that it is HTML, unless it is told otherwise.
fn sends_page(call: CallView<'_, '_>) -> bool {
    let module = call.module;
    if module.language == Language::Python || call.call.method != "send" {
        return false;
    }
    let Some(to) = call.receiver().map(|to| to.source()) else { return false };
    let express = matches!(to, "res" | "response")
        || ["res.status(", "response.status("].iter().any(|start| to.starts_with(start)) && to.matches('.').count() == 1;
    let told = || {
        let around = call.around();
        let words = ["text/plain", "application/", ".type(", "image/", "text/css", "text/csv", "attachment(", "fastify", "nosniff"];
        to.contains(".type(") || words.iter().any(|word| around.contains(word))
    };
    let Some(text) = call.argument(0) else { return false };
    // What a body holds may be an object, which is sent as JSON; a part of an address is text.
    let shown = text.shown();
    let is_text =
        text.is_built() || ["req.query.", "req.params.", "request.query.", "request.params."].iter().any(|start| shown.starts_with(start));
    express && is_text && text.origin(Context::Html) == Origin::Input && !told()
}

/// jQuery makes elements of what it is given.
fn fills_element(call: CallView<'_, '_>) -> bool {
    let page = call.receiver().is_some_and(|of| {
        of.source().starts_with("$(") || of.source().starts_with("jQuery(") || of.source().starts_with('$') && !of.source().contains('.')
    });
    let Some(html) = call.argument(0).filter(|_| page) else { return false };
    let input = html.origin(Context::Html) == Origin::Input;
    input
        && (call.call.method == "html"
            || matches!(call.call.method, "append" | "prepend" | "after" | "before" | "replaceWith")
                && (!html.is_built() || looks_like_html(&html.texts().0)))
}

fn is_response(name: &str) -> bool {
    let name = name.split(['.', '(']).next().unwrap_or(name);
    matches!(name, "res" | "response" | "reply" | "resp" | "rs")
}

fn looks_like_html(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '/'))
}
