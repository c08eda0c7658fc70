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

/// More findings in one file are not told.
const MOST: usize = 300;
/// A form that is never closed ends here, bytes.
const LONGEST: usize = 20_000;
/// What forms carry a token by.
const TOKENS: &[&str] =
    &["csrf", "xsrf", "hidden_tag", "authenticity_token", "{{ form }}", "{{form}}", "render_form", "quick_form", "{% include", "_token"];

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if !file.is_page_template() {
        return;
    }
    let lower = file.text.to_ascii_lowercase();
    // A token that scripts put into every request stands in the head of the page.
    if lower.contains("name=\"csrf-token\"") || lower.contains("x-csrf") || lower.contains("hx-headers") {
        return;
    }
    let forms: Vec<usize> = lower.match_indices("<form").map(|(at, _)| at).collect();
    let ends: Vec<usize> = lower.match_indices("</form").map(|(at, _)| at).collect();
    let mut tokens: Vec<usize> = TOKENS.iter().flat_map(|token| lower.match_indices(token)).map(|(at, _)| at).collect();
    tokens.sort_unstable();
    let next = |places: &[usize], at: usize| places.get(places.partition_point(|place| *place <= at)).copied();
    for at in forms.iter().copied() {
        // No tag holds another: each is read once.
        let tag = lower.get(at..next(&forms, at).unwrap_or(lower.len())).unwrap_or_default();
        let tag = tag.split('>').next().unwrap_or_default();
        let spaced = tag.replace([' ', '"', '\''], "");
        let posted = spaced.contains("method=post");
        // Sent elsewhere, or by a script that the form calls.
        let away = ["action=http", "action=//", "action=javascript:"].iter().any(|action| spaced.contains(action));
        let end = next(&ends, at).unwrap_or(lower.len()).min(at + LONGEST);
        let token = next(&tokens, at).is_some_and(|token| token < end);
        if posted && !away && !token {
            if seen.len() == MOST {
                return seen.partly(file.name);
            }
            seen.line(file.name, file.line_of(at), tag.get(..tag.len().min(160)).unwrap_or("<form"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let mut seen = Observations::new();
        look(&TextFile { name: "templates/a.html", text, commit: None }, &mut seen);
        let place = |place| match place {
            crate::finding::Place::Line { line, .. } => line,
            _ => 0,
        };
        seen.into_parts().0.into_iter().map(|seen| place(seen.place)).collect()
    }

    #[test]
    fn many_harmless_forms_hide_none() {
        let harmless = "{{ x }}<form action=\"/search\"></form>\n".repeat(1_000);
        assert_eq!(lines(&format!("{harmless}<form method=\"post\"></form>")), [1_001]);
    }

    #[test]
    fn what_is_not_told_is_counted_as_not_looked_at() {
        let mut seen = Observations::new();
        let text = "{{ x }}<form method=post></form>\n".repeat(MOST + 1);
        look(&TextFile { name: "templates/a.html", text: &text, commit: None }, &mut seen);
        let (findings, partly) = seen.into_parts();
        assert_eq!((findings.len(), partly), (MOST, vec!["templates/a.html".to_owned()]));
    }

    #[test]
    fn hostile_forms_take_no_time() {
        assert!(lines(&format!("{{{{ x }}}}{}", "<form ".repeat(200_000))).is_empty());
        assert!(lines(&format!("{{{{ x }}}}{}", "<form>csrf".repeat(200_000))).is_empty());
    }
}
