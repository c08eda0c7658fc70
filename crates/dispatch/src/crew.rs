//! A crew as matching sees it.

use std::collections::BTreeSet;

use domain::id::{CompanyId, CrewId};
use domain::place::Coordinates;
use jiff::civil::{Date, Weekday};

use crate::Skill;

/// A crew of an installer company, on the day of matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crew {
    /// Which crew.
    pub id: CrewId,
    /// Of which company.
    pub company: CompanyId,
    /// Where its day begins and ends.
    pub base: Coordinates,
    /// How far it works, kilometres in a straight line.
    pub radius_km: u32,
    /// Last day on which its contractor's licence holds.
    pub licence_valid_until: Date,
    /// Last day on which its insurance holds.
    pub insurance_valid_until: Date,
    /// Certificates, each with the last day on which it holds.
    pub certificates: Vec<(Skill, Date)>,
    /// Days that are promised already.
    pub busy: BTreeSet<Date>,
    /// Days of the week on which it works.
    pub working_week: WorkingWeek,
    /// Jobs accepted and not finished.
    pub open_jobs: u32,
    /// Most jobs that it takes at a time.
    pub max_open_jobs: u32,
    /// How good its work has been.
    pub quality: Quality,
    /// Last day of its last job; `None` for a new crew.
    pub last_job: Option<Date>,
    /// What a kilometre of its driving costs, cents.
    pub travel_cost_cents_per_km: u32,
    /// Whether it takes jobs at all.
    pub active: bool,
    /// Whether this customer does not want it again.
    pub blocked_for_customer: bool,
}

/// What is known of a crew's work: first-pass inspections, ratings and punctuality, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// Number of finished jobs that were judged.
    pub judged: u32,
    /// Their mean, per mille of the best possible.
    pub mean_per_mille: u16,
}

impl Quality {
    /// Mean with a prior: `prior_jobs` jobs of `prior_per_mille` are added to those judged, so that one
    /// good or bad day does not make a reputation. Per mille, rounded down.
    #[must_use]
    pub fn with_prior(self, prior_per_mille: u16, prior_jobs: u32) -> u16 {
        let (judged, prior) = (u64::from(self.judged), u64::from(prior_jobs));
        let sum = judged * u64::from(self.mean_per_mille.min(1000)) + prior * u64::from(prior_per_mille.min(1000));
        sum.checked_div(judged + prior).and_then(|mean| u16::try_from(mean).ok()).unwrap_or(0)
    }
}

/// The days of the week on which a crew works.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkingWeek(u8);

impl WorkingWeek {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// These days.
    #[must_use]
    pub fn of(days: &[Weekday]) -> Self {
        Self(days.iter().fold(0, |bits, day| bits | bit(*day)))
    }
    /// Whether `day` is one of them.
    #[must_use]
    pub fn has(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }
    /// The days, Monday first.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(move |day| self.has(*day))
    }
}

/// Monday is the lowest bit.
fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

impl std::fmt::Debug for WorkingWeek {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.days()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_week_keeps_its_days() {
        assert_eq!(
            WorkingWeek::of(&[Weekday::Friday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday]),
            WorkingWeek::MONDAY_TO_FRIDAY
        );
        let weekend = WorkingWeek::of(&[Weekday::Sunday, Weekday::Saturday]);
        assert_eq!(weekend.days().collect::<Vec<_>>(), [Weekday::Saturday, Weekday::Sunday]);
        assert!(!weekend.has(Weekday::Monday));
    }

    #[test]
    fn one_bad_day_does_not_make_a_reputation() {
        let quality = |judged, mean_per_mille| Quality { judged, mean_per_mille }.with_prior(900, 10);
        assert_eq!(quality(0, 0), 900);
        assert_eq!(quality(1, 0), 818);
        assert_eq!(quality(10, 1000), 950);
        assert_eq!(quality(u32::MAX, 1000), 999);
        assert_eq!(quality(10, u16::MAX), 950);
        assert_eq!(Quality { judged: 0, mean_per_mille: 500 }.with_prior(900, 0), 0);
    }
}
