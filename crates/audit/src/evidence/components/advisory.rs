//! One advisory: which versions of a component are meant, and what is wrong with them.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::{Component, Ecosystem, version};
use crate::finding::Severity;

/// What an advisory says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It has a flaw that can be used.
    Vulnerable,
    /// Nobody mends it any more.
    Unmaintained,
    /// It may break the rules of its language; no attack is known.
    Unsound,
    /// It was made to do harm.
    Malicious,
    /// Something else worth knowing.
    Notice,
}

/// Which versions are meant.
#[derive(Clone, Debug)]
pub(super) enum Affected {
    /// All but those that fit one of these: RustSec's way.
    AllBut(Vec<semver::VersionReq>),
    /// Those within one of these, and those that are listed: OSV's way.
    Within {
        /// Spans.
        spans: Vec<Span>,
        /// Versions as they are written.
        listed: Vec<String>,
    },
}

/// From a version to another.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// The first that is affected; `0` or nothing: from the beginning.
    pub(super) introduced: String,
    /// The first that is not any more.
    pub(super) fixed: Option<String>,
    /// The last that is.
    pub(super) last: Option<String>,
}

/// What one file of a database comes to: the newest day it names, and its advisories with the components they are about.
pub(super) type Entry = (Option<Date>, Vec<(Ecosystem, String, Advisory)>);

/// One advisory about one component.
#[derive(Clone, Debug)]
pub struct Advisory {
    /// Its identifier, such as `RUSTSEC-2021-0001`.
    pub id: String,
    /// Its other names, such as a CVE.
    pub aliases: Vec<String>,
    /// What it says.
    pub kind: Kind,
    /// Its severity, where it has a CVSS vector.
    pub severity: Option<Severity>,
    /// Versions that are mended.
    pub fixed: Vec<String>,
    pub(super) affected: Affected,
}

impl Advisory {
    /// Whether a version is meant. A version that cannot be compared is meant only when it is listed.
    #[must_use]
    pub fn affects(&self, ecosystem: Ecosystem, of: &str) -> bool {
        match &self.affected {
            Affected::AllBut(sound) => version::semantic(of).is_some_and(|version| !sound.iter().any(|range| matches(range, &version))),
            Affected::Within { spans, listed } => {
                listed.iter().any(|listed| listed == of || version::compare(ecosystem, listed, of) == Some(Ordering::Equal))
                    || spans.iter().any(|span| span.has(ecosystem, of))
            }
        }
    }

    /// Where it is mended, as evidence: `mended in 1.2.3`.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self.fixed.as_slice() {
            [] => "no mended version".to_owned(),
            fixed => format!("mended in {}", fixed.join(", ")),
        }
    }

    /// What was found, as evidence: component, version, identifiers and remedy.
    #[must_use]
    pub fn tell(&self, component: &Component) -> String {
        let cve = self.aliases.iter().find(|alias| alias.starts_with("CVE-") && **alias != self.id);
        let cve = cve.map(|cve| format!(" ({cve})")).unwrap_or_default();
        format!("{} {}: {}{cve}, {}", component.name, component.version, self.id, self.remedy())
    }
}

/// Whether a range takes a version. Cargo's ranges leave pre-releases out unless they are named; an advisory's do not:
/// `>= 1.0` mends `1.1.0-rc.1` too.
fn matches(range: &semver::VersionReq, version: &semver::Version) -> bool {
    if range.matches(version) {
        return true;
    }
    let mut core = version.clone();
    core.pre = semver::Prerelease::EMPTY;
    if version.pre.is_empty() || !range.matches(&core) {
        return false;
    }
    // A pre-release of the very version that is named comes before it.
    range.comparators.iter().all(|bound| {
        let at = semver::Version::new(bound.major, bound.minor.unwrap_or(0), bound.patch.unwrap_or(0));
        at != core
    })
}

impl Span {
    fn has(&self, ecosystem: Ecosystem, of: &str) -> bool {
        let order = |bound: &str| version::compare(ecosystem, of, bound);
        let begun =
            matches!(self.introduced.as_str(), "" | "0") || matches!(order(&self.introduced), Some(Ordering::Greater | Ordering::Equal));
        let open = match (&self.fixed, &self.last) {
            (Some(fixed), _) => order(fixed) == Some(Ordering::Less),
            (None, Some(last)) => matches!(order(last), Some(Ordering::Less | Ordering::Equal)),
            // From the beginning and for ever: it must be a version at all.
            (None, None) => order("1").is_some(),
        };
        begun && open
    }
}
