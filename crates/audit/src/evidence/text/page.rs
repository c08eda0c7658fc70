//! Templates of pages: files of text in which a server fills in values.

use super::TextFile;

/// Ends of names that templates of pages have.
const ENDS: &[&str] = &[".html", ".htm", ".jinja", ".jinja2", ".j2", ".djhtml", ".twig", ".njk", ".ejs", ".hbs"];

impl<'a> TextFile<'a> {
    /// Whether it stands there now, is a template of a page, and is neither a test nor shown in a manual.
    #[must_use]
    pub fn is_page_template(&self) -> bool {
        let shown =
            self.name.split('/').any(|folder| matches!(folder, "test" | "tests" | "docs" | "examples" | "fixtures" | "node_modules"));
        self.commit.is_none()
            && !shown
            && ENDS.iter().any(|end| self.name.ends_with(end))
            && self.text.contains('<')
            && ["{{", "{%", "<%"].iter().any(|mark| self.text.contains(mark))
    }

    /// The number of the line that a place stands in, from 1.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }

    /// What stands between two marks, with the place of the first: `{{` and `}}`.
    pub fn between(&self, open: &'static str, close: &'static str) -> impl Iterator<Item = (usize, &'a str)> {
        let text = self.text;
        text.match_indices(open).filter_map(move |(at, _)| {
            let rest = text.get(at + open.len()..)?;
            // An expression is short: what is never closed is not searched for to the end of the file.
            let near = rest.get(..rest.floor_char_boundary(2_000)).unwrap_or(rest);
            Some((at, near.get(..near.find(close)?)?))
        })
    }
}
