//! One entry of a report: a check at a place.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
};

use super::{Waiver, status_of};
use crate::{
    Outcome,
    check::{Check, Owasp},
    finding::{Place, Severity, Verdict, brief},
    words::{Language, Sentence},
};

/// What came out at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Something is wrong.
    Fail,
    /// Nobody could look.
    NotTested,
    /// Nothing is wrong.
    Pass,
}

impl Status {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::NotTested => "not_tested",
            Self::Pass => "pass",
        }
    }
}

/// Whose rule it was.
#[derive(Clone, Debug)]
pub enum Rule {
    /// One of our checks.
    Ours(&'static Check),
    /// Another scanner's.
    Foreign {
        /// The scanner's name and its rule, such as `bandit/B608`.
        id: String,
        /// The scanner's words.
        title: String,
        /// The scanner's advice; may be empty.
        fix: String,
        /// Where it stands in the Top 10, by its CWE or ours.
        owasp: Owasp,
        /// Its CWE numbers.
        cwe: Vec<u16>,
    },
}

/// How a finding stands to the runs before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Never seen before.
    New,
    /// Seen last time too.
    Still,
    /// It had been mended.
    Back,
}

impl Change {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Still => "still",
            Self::Back => "back",
        }
    }
}

/// One entry: a check at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Whose rule.
    pub rule: Rule,
    /// What came out.
    pub status: Status,
    /// How bad it is here.
    pub severity: Severity,
    /// Where; none for what passed or could not be looked at.
    pub place: Option<Place>,
    /// The last line that another scanner meant, where it meant several.
    to_line: Option<usize>,
    /// What stands there.
    pub evidence: String,
    /// Why it was not tested.
    pub reason: Option<Sentence>,
    /// Who found it: `sunward`, or the scanners by name, joined by `, `.
    pub source: String,
    /// Who answers for leaving it, and until when.
    pub waiver: Option<Waiver>,
    /// How it stands to the runs before; none without a history.
    pub change: Option<Change>,
}

/// What we call ourselves as a source.
const SUNWARD: &str = "sunward";

impl Finding {
    /// What another scanner found.
    #[must_use]
    pub fn foreign(rule: Rule, severity: Severity, place: Place, evidence: &str, source: &str) -> Self {
        let rule = match rule {
            // A scanner quotes the audited system in its words too.
            Rule::Foreign { id, title, fix, owasp, cwe } => {
                Rule::Foreign { id: brief(&id), title: brief(&title), fix: brief(&fix), owasp, cwe }
            }
            ours @ Rule::Ours(_) => ours,
        };
        Self {
            rule,
            status: Status::Fail,
            severity,
            place: Some(place),
            to_line: None,
            evidence: brief(evidence),
            reason: None,
            source: source.to_owned(),
            waiver: None,
            change: None,
        }
    }
    /// The same, of several lines up to this one, from 1.
    #[must_use]
    pub fn to_line(self, last: Option<usize>) -> Self {
        Self { to_line: last, ..self }
    }
    /// Whether this is the place of another finding too: the same, or a line among those that the other meant.
    fn is_at(&self, other: &Self) -> bool {
        match (&self.place, &other.place) {
            (Some(Place::Line { file: ours, line }), Some(Place::Line { file: theirs, line: first })) => {
                ours == theirs && (*first..=other.to_line.unwrap_or(*first)).contains(line)
            }
            (ours, theirs) => ours == theirs,
        }
    }
    /// The name of its rule.
    #[must_use]
    pub fn id(&self) -> &str {
        match &self.rule {
            Rule::Ours(check) => check.id,
            Rule::Foreign { id, .. } => id,
        }
    }
    /// What is wrong.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        match &self.rule {
            Rule::Ours(check) => check.title.of(language),
            Rule::Foreign { title, .. } => title,
        }
    }
    /// How to mend it.
    #[must_use]
    pub fn fix(&self, language: Language) -> &str {
        match &self.rule {
            Rule::Ours(check) => check.fix.of(language),
            Rule::Foreign { fix, .. } => fix,
        }
    }
    /// Where it stands in the Top 10.
    #[must_use]
    pub fn owasp(&self) -> Owasp {
        match &self.rule {
            Rule::Ours(check) => check.owasp,
            Rule::Foreign { owasp, .. } => *owasp,
        }
    }
    /// Its CWE numbers.
    #[must_use]
    pub fn cwe(&self) -> &[u16] {
        match &self.rule {
            Rule::Ours(check) => check.cwe,
            Rule::Foreign { cwe, .. } => cwe,
        }
    }
    /// Its ASVS requirements.
    #[must_use]
    pub fn asvs(&self) -> &'static [&'static str] {
        match &self.rule {
            Rule::Ours(check) => check.asvs,
            Rule::Foreign { .. } => &[],
        }
    }
    /// The place in one word: `file:line`, an address, a name.
    #[must_use]
    pub fn place_text(&self) -> String {
        match &self.place {
            None => String::new(),
            Some(Place::Line { file, line: 0 }) => file.clone(),
            Some(Place::Line { file, line }) => format!("{file}:{line}"),
            Some(Place::Url(text) | Place::Variable(text)) => text.clone(),
        }
    }
    /// What makes it the same finding in the next run: not the line, which moves when something is added above.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let place = match &self.place {
            Some(Place::Line { file, .. }) => file.as_str(),
            Some(Place::Url(text) | Place::Variable(text)) => text.as_str(),
            None => "",
        };
        format!("{}\u{1f}{place}\u{1f}{}", self.id(), self.evidence)
    }
    /// What fails first, the worst first, waived last; then by rule and place.
    pub(super) fn by_urgency(&self, other: &Self) -> Ordering {
        let key = |finding: &Self| (finding.status, finding.waiver.is_some(), Reverse(finding.severity));
        key(self).cmp(&key(other)).then_with(|| self.id().cmp(other.id())).then_with(|| self.place.cmp(&other.place))
    }
}

/// The entries of one check of ours.
pub(super) fn of_outcome(outcome: &Outcome) -> Vec<Finding> {
    let check = outcome.check;
    let status = status_of(&outcome.verdict);
    let entry = |severity, place, evidence: String, reason| Finding {
        rule: Rule::Ours(check),
        status,
        severity,
        place,
        to_line: None,
        evidence,
        reason,
        source: SUNWARD.to_owned(),
        waiver: None,
        change: None,
    };
    match &outcome.verdict {
        Verdict::Pass => vec![entry(check.severity, None, String::new(), None)],
        Verdict::NotTested(reason) => vec![entry(check.severity, None, String::new(), Some(reason.clone()))],
        Verdict::Fail(seen) | Verdict::Partly(seen, _) => seen
            .iter()
            .map(|seen| entry(seen.severity.unwrap_or(check.severity), Some(seen.place.clone()), seen.evidence.clone(), None))
            .collect(),
    }
}

/// Adds what others found. Where one of ours stands on the same line for the same weakness, the other is named as a
/// source beside it; so are two others that say the same.
pub(super) fn merge(findings: &mut Vec<Finding>, others: Vec<Finding>) {
    // By file or name: scanners say thousands of things.
    let key = |finding: &Finding| match &finding.place {
        Some(Place::Line { file, .. }) => file.clone(),
        Some(Place::Url(text) | Place::Variable(text)) => text.clone(),
        None => String::new(),
    };
    let mut by_place: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, known) in findings.iter().enumerate().filter(|(_, known)| known.status == Status::Fail) {
        by_place.entry(key(known)).or_default().push(index);
    }
    for other in others {
        let place = by_place.entry(key(&other)).or_default();
        let is_same =
            |known: &Finding| known.is_at(&other) && (known.id() == other.id() || known.cwe().iter().any(|cwe| other.cwe().contains(cwe)));
        let same = place.iter().copied().find(|index| findings.get(*index).is_some_and(is_same));
        match same.and_then(|index| findings.get_mut(index)) {
            Some(known) if known.source.split(", ").any(|source| source == other.source) => {}
            Some(known) => known.source = format!("{}, {}", known.source, other.source),
            None => {
                place.push(findings.len());
                findings.push(other);
            }
        }
    }
}
