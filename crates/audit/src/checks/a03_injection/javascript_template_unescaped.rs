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

/// A value as the whole of an attribute without quotes: a space in it begins another attribute. Reads a line once.
fn unquoted(line: &str) -> Option<&str> {
    let mut tag = Tag::default();
    let mut values = [Value::new("={{", "}}"), Value::new("=<%=", "%>")];
    for (at, byte) in line.bytes().enumerate() {
        for value in &mut values {
            if tag.takes_value()
                && let Some(text) = value.at(line, at).map(str::trim)
                && is_foreign(text)
            {
                return Some(text);
            }
        }
        tag.read(byte);
    }
    None
}

/// The tag that a place of a line stands in, as far as it has been read.
#[derive(Default)]
struct Tag {
    is_open: bool,
    spaced: bool,
    double: bool,
    single: bool,
}

impl Tag {
    fn read(&mut self, byte: u8) {
        match byte {
            b'<' => *self = Self { is_open: true, ..Self::default() },
            b'>' => self.is_open = false,
            b' ' => self.spaced = true,
            b'"' => self.double = !self.double,
            b'\'' => self.single = !self.single,
            _ => {}
        }
    }
    /// Whether an attribute may be given a value here, outside of all quotes.
    fn takes_value(&self) -> bool {
        self.is_open && self.spaced && !self.double && !self.single
    }
}

/// A kind of value that a template fills in.
struct Value {
    open: &'static str,
    close: &'static str,
    /// Where the last one ended.
    closed: usize,
    is_endless: bool,
}

impl Value {
    fn new(open: &'static str, close: &'static str) -> Self {
        Self { open, close, closed: 0, is_endless: false }
    }
    /// The value that begins here, or as much of it as people write.
    fn at<'a>(&mut self, line: &'a str, at: usize) -> Option<&'a str> {
        const LONGEST: usize = 500;
        let rest = line.get(at..)?.strip_prefix(self.open)?;
        let from = at + self.open.len();
        // What stands within a value begins none, and what was never closed is not searched for again.
        if self.is_endless || at < self.closed {
            return None;
        }
        let Some(found) = rest.find(self.close) else {
            self.is_endless = true;
            return None;
        };
        self.closed = from + found;
        let value = line.get(from..self.closed)?;
        Some(value.char_indices().nth(LONGEST).map_or(value, |(end, _)| value.get(..end).unwrap_or(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn a_long_tag_hides_no_value() {
        let padded = format!("<a title=\"{}\" href={{{{target}}}}>", "x".repeat(5_000));
        assert_eq!(unquoted(&padded), Some("target"));
        assert_eq!(unquoted("<a href=<%= target %>>"), Some("target"));
        for harmless in ["<a title=\"x={{target}}\">", "<a>={{target}}", "<a={{target}}>", "={{target}}", "<a href={{target"] {
            assert_eq!(unquoted(harmless), None, "{harmless}");
        }
    }

    #[test]
    fn a_hostile_line_takes_no_time() {
        for word in ["={{", "<a ={{", "<a ={{1}}", "=<%="] {
            let _ = unquoted(&word.repeat(300_000));
            let _ = unquoted(&format!("<a {}}}}}", word.repeat(300_000)));
        }
    }
}
