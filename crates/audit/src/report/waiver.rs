//! Waivers: who answers for leaving something as it is, why, until when, and who agreed.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Finding, Status, note};
use crate::tree::Note;

/// The longest time that a waiver may run, days. What is left longer is decided anew.
const LONGEST_DAYS: i32 = 366;

/// One waiver.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The id of a check or of another scanner's rule.
    pub check: String,
    /// The place as reports write it, with or without a line; none: everywhere.
    #[serde(default)]
    pub place: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// Why it may stay.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
    /// Who else agreed.
    pub approved_by: String,
}

/// Why a file of waivers is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAWaiver {
    /// It is no such file.
    #[error("{0}")]
    Syntax(String),
    /// A waiver lacks something.
    #[error("waiver {number} ({check}): {problem}")]
    Rule {
        /// From 1, in the order of the file.
        number: usize,
        /// Which check it names.
        check: String,
        /// What is wrong.
        problem: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    waiver: Vec<Waiver>,
}

/// Reads a TOML file of `[[waiver]]` tables.
///
/// # Errors
/// Unknown keys, a missing reason, an owner who approved her own waiver, a term beyond a year from `today`. One wrong
/// waiver refuses the file: a half-read list of exceptions is worse than none.
pub fn waivers(text: &str, today: Date) -> Result<Vec<Waiver>, NotAWaiver> {
    let file: File = toml::from_str(text).map_err(|error| NotAWaiver::Syntax(error.to_string().trim().to_owned()))?;
    for (index, waiver) in file.waiver.iter().enumerate() {
        if let Some(problem) = waiver.problem(today) {
            return Err(NotAWaiver::Rule { number: index + 1, check: waiver.check.clone(), problem });
        }
    }
    Ok(file.waiver)
}

impl Waiver {
    fn problem(&self, today: Date) -> Option<&'static str> {
        let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
        if self.owner.trim().is_empty() {
            return Some("names no owner");
        }
        if self.reason.trim().chars().count() < 10 {
            return Some("gives no reason");
        }
        if self.approved_by.trim().is_empty() || same(&self.owner, &self.approved_by) {
            return Some("needs the approval of a second person");
        }
        let days = today.until(self.until).map(|span| span.get_days()).unwrap_or(i32::MAX);
        (days > LONGEST_DAYS).then_some("runs longer than a year")
    }

    /// Marks what it covers. A waiver that has run out covers nothing and says so; so does one that covers nothing.
    pub(super) fn apply(&self, findings: &mut [Finding], today: Date) -> Option<Note> {
        if self.until < today {
            return Some(note(
                &self.check,
                format!("the waiver of {} ran out on {}", self.owner, self.until),
                format!("la exención de {} venció el {}", self.owner, self.until),
            ));
        }
        let mut covered = false;
        for finding in findings.iter_mut().filter(|finding| finding.status == Status::Fail && self.covers(finding)) {
            finding.waiver = Some(self.clone());
            covered = true;
        }
        (!covered).then(|| {
            note(
                &self.check,
                format!("the waiver of {} covers nothing and can go", self.owner),
                format!("la exención de {} no cubre nada y se puede quitar", self.owner),
            )
        })
    }

    fn covers(&self, finding: &Finding) -> bool {
        let here = || {
            self.place.as_ref().is_none_or(|place| {
                let found = finding.place_text();
                found == *place || found.strip_prefix(place.as_str()).is_some_and(|rest| rest.starts_with(':'))
            })
        };
        finding.id() == self.check && here()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{NotAWaiver, waivers};

    const SOUND: &str = "[[waiver]]\ncheck = 'weak-hash'\nplace = 'a.py:3'\nowner = 'Ana'\nreason = 'a checksum of a cache'\nuntil = '2027-01-01'\napproved_by = 'Ben'\n";

    #[test]
    fn a_waiver_needs_a_second_person_a_reason_and_an_end() {
        let today = date(2026, 11, 21);
        assert_eq!(waivers(SOUND, today).unwrap().len(), 1);
        for (from, to) in
            [("'Ben'", "' ana '"), ("'Ben'", "''"), ("a checksum of a cache", "because"), ("2027-01-01", "2028-01-01"), ("'Ana'", "''")]
        {
            assert!(matches!(waivers(&SOUND.replace(from, to), today), Err(NotAWaiver::Rule { number: 1, .. })), "{from} → {to}");
        }
        for (from, to) in [("owner =", "holder ="), ("2027-01-01", "never"), ("approved_by = 'Ben'", "")] {
            assert!(matches!(waivers(&SOUND.replace(from, to), today), Err(NotAWaiver::Syntax(_))), "{from} → {to}");
        }
    }
}
