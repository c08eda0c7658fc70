//! An installation that needs a crew.

use domain::Invalid;
use domain::place::Coordinates;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Skill;

/// An installation that needs a crew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Where the roof is.
    pub place: Coordinates,
    /// First day on which work may begin.
    pub earliest: Date,
    /// Last day on which work may still go on.
    pub latest: Date,
    /// How long it takes.
    pub days: InstallDays,
    /// Certificates that it demands.
    pub skills: Vec<Skill>,
}

/// Working days of an installation: 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct InstallDays(u8);

impl InstallDays {
    /// Most working days of one installation.
    pub const MAX: u8 = 10;

    /// So many days.
    ///
    /// # Errors
    /// None or more than ten.
    pub fn new(days: u8) -> Result<Self, Invalid> {
        if (1..=Self::MAX).contains(&days) { Ok(Self(days)) } else { Err(Invalid::out_of_range("days", 1, Self::MAX)) }
    }
    /// How many.
    #[must_use]
    pub fn count(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for InstallDays {
    type Error = Invalid;
    fn try_from(days: u8) -> Result<Self, Invalid> {
        Self::new(days)
    }
}

impl From<InstallDays> for u8 {
    fn from(days: InstallDays) -> Self {
        days.0
    }
}
