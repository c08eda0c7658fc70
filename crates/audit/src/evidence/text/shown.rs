//! Where a template shows its own language instead of filling in: comments and raw blocks.

use super::TextFile;

/// Tags after which everything stands as it is, up to the one that ends them.
const BLOCKS: &[&str] = &["raw", "verbatim", "comment"];

/// Parts of a template that are not filled in, from first to last.
#[derive(Debug, Default)]
pub struct Shown(Vec<(usize, usize)>);

impl Shown {
    /// Whether a place is shown as it stands.
    #[must_use]
    pub fn holds(&self, at: usize) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= at);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, end)| at < *end)
    }
}

impl TextFile<'_> {
    /// The comments and raw blocks of a template. What is never closed hides nothing. Takes time in proportion to the
    /// length of the text.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let text = self.text;
        let mut parts = Vec::new();
        // What an end was once looked for in vain has none further on either.
        let mut endless: Vec<&str> = Vec::new();
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find('{')).map(|found| from + found) {
            from = at + 1;
            let rest = text.get(from..).unwrap_or_default();
            let block = rest.strip_prefix('%').and_then(opened);
            let close = match (rest.as_bytes().first(), block) {
                (Some(b'#'), _) => "#}",
                (Some(b'{'), _) => "}}",
                (Some(b'%'), block) => block.unwrap_or("%}"),
                _ => continue,
            };
            if endless.contains(&close) {
                continue;
            }
            let inside = from + 1;
            let end = match (close, block) {
                (_, Some(_)) => end_of_block(text, inside, close),
                ("#}", _) => end_of(text, inside, close),
                _ => end_of_expression(text, inside, close),
            };
            let Some(end) = end else {
                endless.push(close);
                continue;
            };
            // A value is filled in and a tag acts; what looks like a comment within their quotes is none.
            if block.is_some() || close == "#}" {
                parts.push((at, end));
            }
            from = end;
        }
        Shown(parts)
    }
}

/// Behind the next of some signs.
fn end_of(text: &str, from: usize, close: &str) -> Option<usize> {
    text.get(from..)?.find(close).map(|found| from + found + close.len())
}

/// Behind the next of some signs that stands in no quotes. Quotes end on the line on which they begin.
fn end_of_expression(text: &str, from: usize, close: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let next = rest.find(|c: char| matches!(c, '"' | '\'') || close.starts_with(c))?;
        let here = rest.get(next..)?;
        at += next + 1;
        if here.starts_with(close) {
            return Some(at - 1 + close.len());
        }
        if let Some(quote) = here.chars().next().filter(|c| matches!(c, '"' | '\''))
            && let Some(quoted) = here.get(1..)?.split_inclusive([quote, '\n']).next().filter(|quoted| quoted.ends_with(quote))
        {
            at += quoted.len();
        }
    }
}

/// The block that a tag opens, told by what stands behind its `{%`.
fn opened(tag: &str) -> Option<&'static str> {
    let name = tag.trim_start_matches(['-', '+']).trim_start();
    BLOCKS.iter().copied().find(|block| name.strip_prefix(block).is_some_and(|rest| !rest.starts_with(is_of_name)))
}

/// Behind the tag that ends a block.
fn end_of_block(text: &str, mut from: usize, block: &str) -> Option<usize> {
    loop {
        from = end_of(text, from, "{%")?;
        let rest = text.get(from..)?;
        let name = rest.trim_start_matches(['-', '+']).trim_start();
        let ends = name.strip_prefix("end").and_then(|name| name.strip_prefix(block)).is_some_and(|rest| !rest.starts_with(is_of_name));
        if ends {
            return end_of(text, from, "%}");
        }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::TextFile;

    fn is_shown(text: &str) -> bool {
        TextFile { name: "a.html", text, commit: None }.shown().holds(text.find('X').unwrap())
    }

    #[test]
    fn only_what_is_closed_is_shown_as_it_stands() {
        for text in [
            "{# {{ X|safe }} #}",
            "{% raw %}{{ X }}{% endraw %}",
            "{%- raw -%}{{ X }}{%- endraw -%}",
            "{% comment \"later\" %}X{% endcomment %}",
            "{% verbatim own %}{{ X }}{% endverbatim own %}",
            "{# {% raw %} #}{# X #}",
        ] {
            assert!(is_shown(text), "{text}");
        }
        for text in [
            "{# {{ X|safe }}",
            "{% comment %}{{ X }}",
            "{% comments %}{{ X }}{% endcomments %}",
            "{% commentary %}{{ X }}{% endcomment %}",
            "{% raw %}a{% endraw %}{{ X }}",
            "{# a #}{{ X }}{# b #}",
            "{{ '{#' }}{{ X }}{{ '#}' }}",
            "{% set a = '{#' %}{{ X }}{% set a = '#}' %}",
            "{{ '}}{#' }}{{ X }}{{ '#}' }}",
            "{% raw %}{{ a }}{% endrawest %}{{ X }}",
            "{{{{ X }}",
        ] {
            assert!(!is_shown(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>(), marks in "([{]#|#[}]|[{]% ?(raw|endraw|comment) ?%[}]|[{][{]|[}][}]|é){0,80}") {
            for text in [&text, &marks] {
                let _ = TextFile { name: "a.html", text, commit: None }.shown().holds(text.len() / 2);
            }
        }
    }
}
