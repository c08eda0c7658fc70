//! The list of staff: who has which access.
//!
//! The file is a table of comma-separated values with the columns `name,role,access,mfa,last_login,active`, in any order,
//! and an optional `owner` for accounts of machines. `access` is `full` or `area:verb` joined by `;`. Names are kept only
//! to recognise accounts that several people share; no check quotes them: people are named by their line and role.

mod duties;
mod person;
mod read;

pub use duties::{TOXIC, Toxic};
pub use person::{Access, Mfa, Person, Right, Work};
pub use read::read;

use jiff::civil::Date;

use crate::{
    finding::{Observations, Place, Severity, Verdict},
    words::Words,
};

/// Everybody on the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// The name of the file, for places.
    pub file: String,
    /// The day by which the list is judged; without one nothing is said about how long ago something was.
    pub today: Option<Date>,
    /// One for each line.
    pub people: Vec<Person>,
}

const NOBODY: Words = Words { en: "because the list of staff has nobody on it", es: "porque la lista de personal está vacía" };

impl Staff {
    /// Looks at everybody on the list; an empty list is not tested.
    pub(crate) fn over(&self, mut look: impl FnMut(&Person, &mut Note<'_>)) -> Verdict {
        Verdict::over(&self.people, NOBODY, |person, seen| look(person, &mut Note { file: &self.file, person, seen }))
    }

    /// The same, of those who work here now.
    pub(crate) fn over_active(&self, mut look: impl FnMut(&Person, &mut Note<'_>)) -> Verdict {
        self.over(|person, note| {
            if person.active {
                look(person, note);
            }
        })
    }
}

/// Notes something about a person without naming them.
pub(crate) struct Note<'a> {
    file: &'a str,
    person: &'a Person,
    seen: &'a mut Observations,
}

impl Note<'_> {
    /// With the severity of the check.
    pub(crate) fn down(&mut self, what: &str) {
        self.graded(what, None);
    }
    /// With a severity of its own.
    pub(crate) fn graded(&mut self, what: &str, severity: Option<Severity>) {
        let place = Place::Line { file: self.file.to_owned(), line: self.person.line };
        self.seen.note(place, &format!("role={} {what}", self.person.role), severity);
    }
}
