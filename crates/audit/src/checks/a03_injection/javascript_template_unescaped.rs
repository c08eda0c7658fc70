//! A template writes a value into the page unescaped.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::TextFile,
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "javascript-template-unescaped",
    title: Words {
        en: "A template writes a value into the page unescaped", es: "Una plantilla escribe un valor en la página sin escapar"
    },
    done: Words {
        en: "Reads templates of EJS, Handlebars, Mustache, Pug, Nunjucks and Vue for values that are written raw or into an attribute without quotes.",
        es: "Se leen plantillas de EJS, Handlebars, Mustache, Pug, Nunjucks y Vue en busca de valores escritos sin escapar o en un atributo sin comillas.",
    },
    why: Words {
        en: "Whoever can set the value runs scripts in the browsers of others and acts as them.",
        es: "Quien pueda poner el valor ejecuta programas en los navegadores de otros y actúa en su nombre.",
    },
    fix: Words {
        en: "Write it escaped and in quotes; clean HTML that must stay HTML with a well-kept sanitizer.",
        es: "Escríbalo escapado y entre comillas; limpie con un saneador bien mantenido el HTML que deba seguir siéndolo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[79],
    asvs: &["V1.2.1"],
    controls: &["SC-010", "SC-011"],
    examine: Examine::Text { words: &["<%-", "{{{", "{{&", " !{", "!= ", "v-html", "safe }}", "safe}}", "={{", "=<%="], look },
    mutant: Mutant {
        red: &[
            ("views/list.ejs", "<p>Search: <%- output.searchTerm %></p>\n"),
            ("views/row.ejs", "<td><%- output.products[i].description %></td>\n"),
            ("views/list.hbs", "<p>{{{comment.body}}}</p>\n"),
            ("views/field.hbs", "<input type=\"email\" placeholder={{userEmail}} name=\"email\">\n"),
            ("views/list.pug", "p!= comment.body\n"),
            ("views/name.pug", "p Hello !{user.name}\n"),
            ("views/list.njk", "<p>{{ comment.body | safe }}</p>\n"),
            ("web/List.vue", "<template><p v-html=\"comment.body\"></p></template>\n"),
        ],
        green: &[
            (
                "views/list.ejs",
                "<%- include('head', { title }) %><p><%= output.searchTerm %></p><%- body %><a href=\"/o?id=<%= id %>\">o</a><td><%- i + 1 %></td>\n",
            ),
            ("views/list.hbs", "{{{body}}}<p>{{comment.body}}</p>{{{sanitize comment.body}}}<a href=\"/o?id={{id}}\">o</a>\n"),
            ("views/list.pug", "if a != b\n  p= comment.body\n- if (a != b) { x() }\np(class=a != b ? 'x' : 'y') #{user.name}\n"),
            ("views/list.njk", "<p>{{ comment.body }}</p>{{ form.csrf | safe }}\n"),
            ("web/List.vue", "<template><p v-html=\"sanitize(comment.body)\"></p><p v-html=\"$t('terms')\"></p></template>\n"),
        ],
    },
};

/// What one template writes raw by design, by how it begins: pages within pages, texts of ours.
const OURS: &[&str] = &[
    "include", "partial", "body", "content", "layout", "block", "yield", "render", "csrf", "$t(", "i18n", "t(", "json", "script", "style",
    "asset",
];
/// Words of what was made harmless.
const WASHED: &[&str] = &["sanitize", "sanitise", "purify", "escape", "encode", "csrf"];

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if file.commit.is_some()
        || ["test", "tests", "node_modules", "vendor", "fixtures", "examples", "docs"]
            .iter()
            .any(|folder| file.name.split('/').any(|part| part == *folder))
    {
        return;
    }
    let Some((_, end)) = file.base().rsplit_once('.') else { return };
    let raw: &[(&str, &str)] = match end {
        "ejs" | "ect" => &[("<%-", "%>")],
        "hbs" | "handlebars" | "mustache" => &[("{{{", "}}}"), ("{{&", "}}")],
        "pug" | "jade" => &[("!{", "}")],
        "vue" => &[("v-html=\"", "\"")],
        "njk" | "nunjucks" | "swig" => &[("{{", "}}")],
        _ => return,
    };
    let filtered = matches!(end, "njk" | "nunjucks" | "swig");
    for (at, line) in file.text.lines().enumerate() {
        let written =
            raw.iter().flat_map(|(open, close)| line.split(open).skip(1).filter_map(move |rest| Some(rest.split_once(close)?.0.trim())));
        let written: Vec<&str> = if filtered {
            written.filter_map(|value| value.strip_suffix("safe")?.trim_end().strip_suffix('|')).collect()
        } else {
            written.collect()
        };
        let mut found = written.into_iter().find(|value| is_foreign(value));
        if matches!(end, "pug" | "jade") {
            found = found.or_else(|| of_pug(line).filter(|value| is_foreign(value)));
        }
        if matches!(end, "ejs" | "hbs" | "handlebars" | "mustache") {
            found = found.or_else(|| unquoted(line));
        }
        if let Some(value) = found {
            seen.line(file.name, at + 1, value);
        }
    }
}

/// A value that is not ours: it names something, and nothing says where it was made harmless.
fn is_foreign(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let names = value.trim_start_matches(['(', '-', '~']).trim().starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'));
    // A place in a list: `i + 1`.
    let counted = value.split_once(['+', '-']).is_some_and(|(name, number)| name.trim().len() == 1 && number.trim().parse::<u32>().is_ok());
    let number = counted || ["number(", "parseint(", "math.", ".length", "tofixed"].iter().any(|word| lower.contains(word));
    // `comment.body` is a body too, but not that of the page.
    let ours = OURS.iter().any(|word| lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with('.')))
        || WASHED.iter().any(|word| lower.contains(word));
    let is_number = [".id", "._id", ".count", ".index", ".price", ".quantity"].iter().any(|end| lower.ends_with(end));
    names && !number && !is_number && !ours
}

/// `tag!= value`: what stands behind is written raw.
fn of_pug(line: &str) -> Option<&str> {
    let (tag, value) = line.split_once("!=")?;
    let tag = tag.trim();
    let plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'#' | b'-' | b'_')) && !tag.starts_with('-');
    let closed = tag.ends_with(')')
        && !tag.starts_with(['-', '/'])
        && !["if ", "else", "unless", "while", "each", "case", "when"].iter().any(|word| tag.starts_with(word));
    (plain && !value.starts_with('=')
        || closed && !value.starts_with('=') && tag.matches('(').count() == tag.matches(')').count() && !tag.contains(' '))
    .then(|| value.trim())
}

/// A value as the whole of an attribute without quotes: a space in it begins another attribute.
fn unquoted(line: &str) -> Option<&str> {
    for (open, close) in [("={{", "}}"), ("=<%=", "%>")] {
        let mut from = 0;
        while let Some(found) = line.get(from..).and_then(|rest| rest.find(open)) {
            let at = from + found;
            from = at + open.len();
            let before = line.get(..at).unwrap_or_default();
            let tag = last_tag(before);
            let inside = !tag.is_empty() && !tag.contains('>') && is_even(tag, '"') && is_even(tag, '\'');
            if inside
                && tag.contains(' ')
                && let Some((value, _)) = first_of(line.get(from..).unwrap_or_default()).split_once(close)
                && let value = value.trim()
                && is_foreign(value)
            {
                return Some(value);
            }
        }
    }
    None
}

/// What stands behind the last `<`, of a tag that somebody could have written.
fn last_tag(before: &str) -> &str {
    const LONGEST: usize = 2_000;
    let mut near = before.len().saturating_sub(LONGEST);
    while !before.is_char_boundary(near) {
        near += 1;
    }
    let near = before.get(near..).unwrap_or_default();
    near.rfind('<').and_then(|start| near.get(start..)).unwrap_or_default()
}

/// As much of a text as a value may be long.
fn first_of(text: &str) -> &str {
    const LONGEST: usize = 500;
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// Whether every quote that was opened is closed.
fn is_even(tag: &str, quote: char) -> bool {
    tag.matches(quote).count().is_multiple_of(2)
}
