//! Just enough HTML to fill in our own forms: tags, attributes, text. Not a parser for the web.

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Where it posts to.
    pub(super) action: String,
    /// Its fields with the values that they come with.
    pub(super) fields: Vec<(String, String)>,
}

/// The form with an id.
pub(super) fn find(html: &str, id: &str) -> Option<Form> {
    let mut found: Option<Form> = None;
    for tag in tags(html) {
        match (&mut found, tag.name) {
            (None, "form") if tag.attribute("id").as_deref() == Some(id) => {
                found = Some(Form { action: tag.attribute("action").unwrap_or_default(), fields: Vec::new() })
            }
            (Some(_), "/form") => break,
            (Some(form), "input" | "button") => {
                let kind = tag.attribute("type").unwrap_or_default();
                let chosen = !matches!(kind.as_str(), "radio" | "checkbox") || tag.attribute("checked").is_some();
                if let (Some(name), true, false) = (tag.attribute("name"), chosen, tag.name == "button") {
                    form.fields.push((name, tag.attribute("value").unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    found
}

/// The content of the first element whose `data-value` is `key`: its `value`/`content`-free text.
pub(super) fn value(html: &str, key: &str) -> Option<String> {
    let marker = format!("data-value=\"{key}\"");
    let (_, after) = html.split_once(&marker)?;
    let (_, inside) = after.split_once('>')?;
    let (text, _) = inside.split_once("</")?;
    let mut plain = String::new();
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    Some(decode(plain.trim()))
}

/// All values of `href` that begin with `prefix`.
pub(super) fn links(html: &str, prefix: &str) -> Vec<String> {
    tags(html).filter(|tag| tag.name == "a").filter_map(|tag| tag.attribute("href")).filter(|href| href.starts_with(prefix)).collect()
}

/// The values of all hidden fields of a name.
pub(super) fn fields_named<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    tags(html)
        .filter(move |tag| tag.name == "input" && tag.attribute("name").as_deref() == Some(name))
        .filter_map(|tag| tag.attribute("value"))
}

struct Tag<'a> {
    name: &'a str,
    rest: &'a str,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.rest.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end)?;
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('=') {
                None => ("", after),
                Some(quoted) => match quoted.trim_start().strip_prefix('"').and_then(|q| q.split_once('"')) {
                    Some((value, next)) => (value, next),
                    None => quoted.split_once(char::is_whitespace).unwrap_or((quoted, "")),
                },
            };
            if key == name {
                return Some(decode(value));
            }
            rest = next.trim_start().trim_start_matches('/');
        }
        None
    }
}

fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    html.split('<').skip(1).filter_map(|piece| {
        let (inside, _) = piece.split_once('>')?;
        let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        Some(Tag { name, rest })
    })
}

/// The five entities that our templates write, and the two that people write.
fn decode(text: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<h1 data-value="price"><b>$14,280</b> total</h1><form id="a" action="/x"><input name="n" value="1"></form>
        <form method="post" action="/lock?a=1&#38;b=2" id="lock"><input type="hidden" name="csrf" value="t&#34;k"/><input name="free">
        <input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked><button name="go" value="1">Go</button></form>"#;

    #[test]
    fn a_form_is_found_with_what_it_would_send() {
        let form = find(PAGE, "lock").unwrap();
        assert_eq!(form.action, "/lock?a=1&b=2");
        let fields: Vec<(&str, &str)> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(fields, [("csrf", "t\"k"), ("free", ""), ("size", "m")]);
        assert_eq!(find(PAGE, "none"), None);
        assert_eq!(value(PAGE, "price").as_deref(), Some("$14,280"));
    }
}
