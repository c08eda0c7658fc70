//! A form that changes something carries no token.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::TextFile,
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "form-without-token",
    title: Words {
        en: "A form that changes something carries no token against forged requests",
        es: "Un formulario que cambia algo no lleva una ficha contra peticiones falsificadas",
    },
    done: Words {
        en: "Looks in templates for forms that are sent by POST without a hidden token.",
        es: "Se buscan en las plantillas formularios que se envían por POST sin una ficha oculta.",
    },
    why: Words {
        en: "Another site sends the same form in the name of a signed-in visitor.",
        es: "Otro sitio envía el mismo formulario en nombre de un visitante con la sesión abierta.",
    },
    fix: Words {
        en: "Put the token of the framework into the form and refuse requests without it.",
        es: "Ponga la ficha del framework en el formulario y rechace las peticiones sin ella.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[352],
    asvs: &["V3.5.1"],
    controls: &["SC-056"],
    examine: Examine::Text { words: &["<form"], look },
    mutant: Mutant {
        red: &[(
            "templates/password.html",
            r#"{% extends "base.html" %}
<form method="POST"><input name="password" type="password"></form>
"#,
        )],
        green: &[
            (
                "templates/password.html",
                r#"{% extends "base.html" %}
<form method="post">{% csrf_token %}<input name="password"></form>
<form method="post">{{ form.hidden_tag() }}{{ form.password }}</form>
<form action="/search"><input name="q"></form>
<form method="post" action="https://pay.example/start"><input name="amount"></form>
<pre>&lt;form method="post"&gt;</pre>
"#,
            ),
            (
                "public/contact.html",
                r#"<form method="post" action="/contact"><input name="text"></form>
"#,
            ),
        ],
    },
};

/// The most forms that are looked at in one file.
const MOST: usize = 300;

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if !file.is_page_template() {
        return;
    }
    let lower = file.text.to_ascii_lowercase();
    // A token that scripts put into every request stands in the head of the page.
    if lower.contains("name=\"csrf-token\"") || lower.contains("x-csrf") || lower.contains("hx-headers") {
        return;
    }
    for (at, _) in lower.match_indices("<form").take(MOST) {
        let rest = lower.get(at..).unwrap_or_default();
        let rest = rest.char_indices().nth(20_000).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest));
        let form = rest.split("</form").next().unwrap_or(rest);
        let tag = form.split('>').next().unwrap_or_default();
        let spaced = tag.replace([' ', '"', '\''], "");
        let posted = spaced.contains("method=post");
        // Sent elsewhere, or by a script that the form calls.
        let away = ["action=http", "action=//", "action=javascript:"].iter().any(|action| spaced.contains(action));
        let token = [
            "csrf",
            "xsrf",
            "hidden_tag",
            "authenticity_token",
            "{{ form }}",
            "{{form}}",
            "render_form",
            "quick_form",
            "{% include",
            "_token",
        ]
        .iter()
        .any(|word| form.contains(word));
        if posted && !away && !token {
            seen.line(file.name, file.line_of(at), tag.get(..tag.len().min(160)).unwrap_or("<form"));
        }
    }
}
