//! A template fills a value into a page unescaped.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::TextFile,
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "python-template-unescaped",
    title: Words { en: "A template fills a value into a page unescaped", es: "Una plantilla pone un valor en una página sin escapar" },
    done: Words {
        en: "Looks in templates for values that are marked as safe, and for blocks without escaping.",
        es: "Se buscan en las plantillas valores marcados como seguros y bloques sin escape.",
    },
    why: Words {
        en: "Whoever can set the value runs scripts in the browsers of all who see the page, and acts as them.",
        es: "Quien pueda fijar el valor ejecuta programas en los navegadores de quienes ven la página y actúa en su nombre.",
    },
    fix: Words {
        en: "Leave the filter out. Where HTML is meant, clean it with a sanitizer before it is stored.",
        es: "Quite el filtro. Donde se quiera HTML, límpielo con un saneador antes de guardarlo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[79, 116],
    asvs: &["V1.2.1"],
    controls: &["SC-010", "SC-011"],
    examine: Examine::Text { words: &["safe", "autoescape"], look },
    mutant: Mutant {
        red: &[
            (
                "templates/posts.html",
                r#"<ul>{% for post in posts %}<li>{{ post.text | safe }}</li>{% endfor %}</ul>
"#,
            ),
            (
                "templates/search.html",
                r#"<h1>Found</h1>{% autoescape off %}{{ query }}{% endautoescape %}
"#,
            ),
            (
                "templates/noted.html",
                r#"<p>{# never closed {% comments %}</p><b>{{ note.text|safe }}</b>{% endcomments %}
"#,
            ),
        ],
        green: &[
            (
                "templates/posts.html",
                r#"{% for post in posts %}<li>{{ post.text }}</li>{% endfor %}
{{ form.username|safe }} {{ data|tojson|safe }} <style>{{ style|safe }}</style> {{ post.body_html|safe }} {{ _("Hello <b>you</b>")|safe }}
{% for message in get_flashed_messages() %}<p>{{ message|safe }}</p>{% endfor %}
{% raw %}{{ query|safe }}{% endraw %} <code>{query|safe}</code>
"#,
            ),
            (
                "templates/mail.txt",
                r#"{% autoescape off %}{{ name }}{% endautoescape %}
"#,
            ),
        ],
    },
};

/// More findings in one file are not told.
const MOST: usize = 300;
/// Filters after which nothing of a value can be taken for markup, or that make markup of their own.
const CLEANERS: &[&str] = &[
    "escape",
    "e",
    "force_escape",
    "forceescape",
    "tojson",
    "to_json",
    "json",
    "json_dumps",
    "striptags",
    "sanitize",
    "bleach",
    "clean",
    "json_script",
    "urlize",
    "linebreaks",
    "linebreaksbr",
    "markdown",
    "md",
    "highlight",
    "urlencode",
    "length",
    "int",
    "floatformat",
    "intcomma",
    "date",
    "as_crispy_field",
    "crispy",
];
/// What frameworks render themselves.
const RENDERED: &[&str] = &[
    "form",
    "field",
    "widget",
    "forms",
    "csrf",
    "csrf_token",
    "csrf_input",
    "super",
    "block",
    "caller",
    "self",
    "svg",
    "icon",
    "icons",
    "static",
    "media",
    "url_for",
    "gettext",
    "ngettext",
    "_",
    "trans",
    "pagination",
    "paginator",
    "errors",
    "settings",
    "config",
    "nav",
    "toc",
    "script",
    "scripts",
    "style",
    "styles",
    "css",
    "schema",
    "swagger",
    "version",
    "loop",
];

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    // Nunjucks writes as Jinja does, and is looked at with the templates of JavaScript.
    if !file.is_page_template() || file.name.ends_with(".njk") {
        return;
    }
    let shown = file.shown();
    let flashes = file.text.contains("get_flashed_messages") || file.text.contains("in messages");
    for (at, expression) in file.between("{{", "}}").filter(|(at, expression)| expression.contains("safe") && !shown.holds(*at)) {
        let mut parts = expression.split('|').map(str::trim);
        let value = parts.next().unwrap_or_default();
        let filters: Vec<&str> = parts.map(|filter| filter.split([':', '(', ' ']).next().unwrap_or_default()).collect();
        let safe = filters.iter().any(|filter| matches!(*filter, "safe" | "safeseq"));
        if safe && !filters.iter().any(|filter| CLEANERS.contains(filter)) && !is_rendered(flashes, value) {
            if seen.len() == MOST {
                return seen.partly(file.name);
            }
            seen.line(file.name, file.line_of(at), &format!("{{{{ {} }}}}", expression.trim()));
        }
    }
    for (at, tag) in file.between("{%", "%}").filter(|(at, tag)| tag.contains("autoescape") && !shown.holds(*at)) {
        let mut words = tag.trim().trim_start_matches('-').split_whitespace();
        if words.next() == Some("autoescape") && matches!(words.next(), Some("off" | "false" | "False")) {
            if seen.len() == MOST {
                return seen.partly(file.name);
            }
            seen.line(file.name, file.line_of(at), &format!("{{% {} %}}", tag.trim()));
        }
    }
}

/// Whether a value is markup that a framework or a macro made.
fn is_rendered(flashes: bool, value: &str) -> bool {
    let names: Vec<String> =
        value.split(['(', '[', '"', '\'']).next().unwrap_or_default().split('.').map(|name| name.trim().to_ascii_lowercase()).collect();
    let (first, last) = (names.first().map_or("", String::as_str), names.last().map_or("", String::as_str));
    let flashed = flashes && matches!(first, "message" | "msg");
    first.is_empty()
        || value.starts_with(|c: char| c.is_ascii_digit())
        || RENDERED.contains(&first)
        || first.ends_with("form")
        || first.starts_with("render")
        || ["html", "svg", "markup", "help_text", "errors", "json", "icon", "label_tag"].iter().any(|end| last.ends_with(end))
        || flashed
}
