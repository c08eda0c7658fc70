//! The elements of a page, as far as checks need them: no tree, no scripts, no entities but the common ones.

/// A start tag, and the text until the next tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name in small letters; an end tag begins with `/`.
    pub name: String,
    /// Attributes with names in small letters.
    pub attributes: Vec<(String, String)>,
    /// The text that follows.
    pub text: String,
}

impl Element {
    /// An attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Start and end tags in order. Comments are left out; what stands in scripts and styles is text. Takes time in proportion
/// to the length of the page.
#[must_use]
pub fn elements(page: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default();
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            continue;
        }
        let (mut element, after) = tag(rest);
        let end = if matches!(element.name.as_str(), "script" | "style" | "textarea") {
            closing(after, &element.name)
        } else {
            after.find('<').unwrap_or(after.len())
        };
        element.text = unescaped(after.get(..end).unwrap_or_default().trim());
        rest = after.get(end..).unwrap_or_default();
        found.push(element);
    }
    found
}

/// Where the end tag of a raw element begins.
fn closing(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("</")) {
        let here = from + at;
        let begins = text.get(here + 2..here + 2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        if begins {
            return here;
        }
        from = here + 2;
    }
    text.len()
}

/// Reads a tag after its `<`, and what follows its `>`.
fn tag(text: &str) -> (Element, &str) {
    let name_end = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
    let mut element =
        Element { name: text.get(..name_end).unwrap_or_default().trim_end_matches('/').to_ascii_lowercase(), ..Element::default() };
    let mut rest = text.get(name_end..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (element, after);
        }
        if rest.is_empty() {
            return (element, rest);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
        rest = rest.get(end..).unwrap_or_default().trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inside = after.get(1..).unwrap_or_default();
                    let close = inside.find(quote).unwrap_or(inside.len());
                    value = unescaped(inside.get(..close).unwrap_or_default());
                    rest = inside.get(close + 1..).unwrap_or_default();
                }
                _ => {
                    let close = after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len());
                    value = unescaped(after.get(..close).unwrap_or_default());
                    rest = after.get(close..).unwrap_or_default();
                }
            }
        } else if name.is_empty() {
            // A stray quote or sign: passed over, so that every turn consumes something.
            let mut characters = rest.chars();
            characters.next();
            rest = characters.as_str();
        }
        if !name.is_empty() {
            element.attributes.push((name, value));
        }
    }
}

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::elements;

    #[test]
    fn tags_attributes_and_text_are_read() {
        let page = "<!doctype html><!-- <form> --><FORM method=post action='/in?a=1&amp;b=2'><input name=\"q\" disabled/>Hi</form><script>if (a<b) {}</script>";
        let found = elements(page);
        let names: Vec<&str> = found.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["form", "input", "/form", "script", "/script"]);
        assert_eq!(found[0].attribute("action"), Some("/in?a=1&b=2"));
        assert_eq!((found[1].attribute("disabled"), found[1].text.as_str()), (Some(""), "Hi"));
        assert_eq!(found[3].text, "if (a<b) {}");
    }

    #[test]
    fn a_hostile_page_takes_no_time() {
        for page in
            ["<a ".repeat(300_000), "<script>".repeat(100_000), "<!--".repeat(300_000), "<a b='".repeat(200_000), "</".repeat(500_000)]
        {
            let _ = elements(&page);
        }
    }

    #[test]
    fn nothing_hides_behind_many_elements_and_attributes() {
        let many = format!("{}<form {} method=post>", "<i>".repeat(6_000), "a ".repeat(100));
        assert_eq!(elements(&many).last().and_then(|form| form.attribute("method")), Some("post"));
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>(), tags in "[<>a-z/='\"! -]{0,200}") {
            let _ = elements(&text);
            let _ = elements(&tags);
        }
    }
}
