//! What a check has to say: where, how bad, and whether it could look at all.

use crate::words::{Sentence, Words};

/// How much harm a finding can do. The order is that of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Helps an attacker who has something else.
    Low,
    /// Harm under conditions.
    Medium,
    /// Harm to one or many without much luck.
    High,
    /// The system or everybody's data.
    Critical,
}

impl Severity {
    /// Every severity, the least harm first.
    pub const ALL: &'static [Self] = &[Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// Where something was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A line of a file.
    Line {
        /// Relative to what was named, with `/`.
        file: String,
        /// From 1. 0: the file as a whole.
        line: usize,
    },
    /// A request.
    Url(String),
    /// A variable, an account, a column, a person of the staff list, a control: by its name.
    Variable(String),
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observation {
    /// Where.
    pub place: Place,
    /// What stands there, quoted: code, a header, a value. Never a secret and never a person's data.
    pub evidence: String,
    /// Its severity, where it differs from that of the check.
    pub severity: Option<Severity>,
}

/// The longest evidence that is kept, bytes. A minified file is one line.
const EVIDENCE_BYTES: usize = 240;

/// How many places of one file a check names: whoever reads the report mends the first ones and looks again.
pub(crate) const MOST_OF_FILE: usize = 1_000;

/// What a check notes while it looks.
#[derive(Debug, Default)]
pub struct Observations {
    noted: Vec<Observation>,
    /// How many are kept at most.
    most: Option<usize>,
    left_out: usize,
    partly: Vec<String>,
}

/// Why a check that saw nothing wrong has not passed.
pub(crate) const NOT_ALL: Words = Words { en: "because not all was looked at", es: "porque no se miró todo" };

impl Observations {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// None yet, of one file: a file can be written so that every word of it is one.
    #[must_use]
    pub fn of_file() -> Self {
        Self { most: Some(MOST_OF_FILE), ..Self::default() }
    }
    /// How many more were seen than are kept.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }
    /// Notes a line of a file, from 1; 0 for the whole file.
    pub fn line(&mut self, file: &str, line: usize, evidence: &str) {
        self.note(Place::Line { file: file.to_owned(), line }, evidence, None);
    }
    /// Notes a request.
    pub fn url(&mut self, url: &str, evidence: &str) {
        self.note(Place::Url(url.to_owned()), evidence, None);
    }
    /// Notes a named thing.
    pub fn variable(&mut self, name: &str, evidence: &str) {
        self.note(Place::Variable(name.to_owned()), evidence, None);
    }
    /// Notes a place, with a severity of its own where it differs from the check's.
    pub fn note(&mut self, place: Place, evidence: &str, severity: Option<Severity>) {
        let observation = Observation { place, evidence: brief(evidence), severity };
        // A line of many calls is one place.
        if self.noted.last() == Some(&observation) {
            return;
        }
        if self.most.is_some_and(|most| self.noted.len() >= most) {
            self.left_out += 1;
        } else {
            self.noted.push(observation);
        }
    }
    /// Notes that a bound was reached before the end of a file: without a finding the check has not passed, and with one a
    /// note of the run says where.
    pub fn partly(&mut self, file: &str) {
        if self.partly.last().is_none_or(|last| last != file) {
            self.partly.push(file.to_owned());
        }
    }
    /// How many were noted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.noted.len()
    }
    /// Whether nothing was noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.noted.is_empty()
    }
    /// All of them, and the files that were not looked at to their end.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Observation>, Vec<String>) {
        (self.noted, self.partly)
    }
}

/// One line without control characters, of bounded length: evidence is the audited system's text and may be hostile to
/// whoever prints it.
pub(crate) fn brief(text: &str) -> String {
    let mut line = String::new();
    for part in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        // Directional overrides would show the line as something else than it is.
        let shown = part.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'));
        line.extend(shown.take(EVIDENCE_BYTES + 1));
        if line.len() > EVIDENCE_BYTES {
            let end = (0..=EVIDENCE_BYTES).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It looked and saw nothing wrong.
    Pass,
    /// It saw something wrong, at least once.
    Fail(Vec<Observation>),
    /// It could not look, because…
    NotTested(Sentence),
    /// It did not look at these files to their end; what it saw wrong before that.
    // INVARIANT: `run` makes notes of the files and leaves `Fail` or `NotTested`: no outcome is of this kind.
    Partly(Vec<Observation>, Vec<String>),
}

impl Verdict {
    /// The verdict of a check that did look.
    #[must_use]
    pub fn of(observations: Observations) -> Self {
        let (mut seen, partly) = observations.into_parts();
        seen.sort();
        seen.dedup();
        match (seen.is_empty(), partly.is_empty()) {
            (_, false) => Self::Partly(seen, partly),
            (false, true) => Self::Fail(seen),
            (true, true) => Self::Pass,
        }
    }
    /// The verdict without the files that were not looked at to their end, and those files, each once.
    pub(crate) fn settled(self) -> (Self, Vec<String>) {
        let Self::Partly(seen, mut files) = self else { return (self, Vec::new()) };
        files.sort();
        files.dedup();
        (if seen.is_empty() { Self::NotTested(NOT_ALL.into()) } else { Self::Fail(seen) }, files)
    }
    /// The verdict over things of which there must be at least one: nothing to look at is not tested, never passed.
    pub fn over<T>(things: &[T], nothing: impl Into<Sentence>, mut look: impl FnMut(&T, &mut Observations)) -> Self {
        if things.is_empty() {
            return Self::NotTested(nothing.into());
        }
        let mut seen = Observations::new();
        for thing in things {
            look(thing, &mut seen);
        }
        Self::of(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::{Observations, Verdict, brief};

    #[test]
    fn what_was_not_looked_at_to_its_end_has_not_passed() {
        let mut seen = Observations::new();
        seen.partly("a.html");
        seen.partly("a.html");
        let (verdict, files) = Verdict::of(seen).settled();
        assert!(matches!(verdict, Verdict::NotTested(_)) && files == ["a.html"]);
        let mut seen = Observations::new();
        for file in ["b.html", "a.html", "b.html"] {
            seen.partly(file);
        }
        seen.line("a.html", 1, "x");
        let (verdict, files) = Verdict::of(seen).settled();
        assert!(matches!(verdict, Verdict::Fail(seen) if seen.len() == 1) && files == ["a.html", "b.html"]);
        assert_eq!(Verdict::of(Observations::new()).settled(), (Verdict::Pass, Vec::new()));
    }

    #[test]
    fn evidence_is_one_bounded_line_and_commands_no_terminal() {
        assert_eq!(brief("  a\n\tb\u{1b}[31m c "), "a b [31m c");
        assert_eq!(brief("x\u{202e}y"), "xy");
        let long = brief(&"é".repeat(1000));
        assert!(long.len() <= 245 && long.ends_with('…'));
    }
}
