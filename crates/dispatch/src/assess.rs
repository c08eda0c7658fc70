//! One crew against one job: the days on which it can come and what that costs, or every rule it fails.

use domain::id::CrewId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::schedule::{earliest_slot, window_end};
use crate::score::score;
use crate::{Crew, Job, Reason, Rules, Score, Slot, distance};

/// What was found about one crew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The crew.
    pub crew: CrewId,
    /// Whether it may come.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// Whether a crew may come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may, and so it would.
    Eligible(Fit),
    /// It fails these rules, all that it fails, in the order of [`Reason`]; never empty.
    NotEligible(Vec<Reason>),
}

/// How an eligible crew would come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// Its first possible days.
    pub slot: Slot,
    /// From its base to the roof in a straight line, whole kilometres, rounded up.
    pub distance_km: u32,
    /// What that costs.
    pub score: Score,
}

/// Holds `crew` against every hard rule of `job`.
///
/// Licence, insurance and certificates must hold on the last day of work. Waiting does not renew them,
/// so the first slot decides; without a slot, the job's earliest day does.
#[must_use]
pub fn assess(job: &Job, crew: &Crew, rules: &Rules) -> Assessment {
    let metres = distance::metres(crew.base, job.place);
    let slot = earliest_slot(job, crew, &rules.holidays);
    let mut reasons = Vec::new();
    if !crew.active {
        reasons.push(Reason::Inactive);
    }
    if crew.blocked_for_customer {
        reasons.push(Reason::BlockedByCustomer);
    }
    let beyond = metres - i64::from(crew.radius_km) * 1_000;
    if beyond > 0 {
        reasons.push(Reason::OutOfArea { by_km: kilometres(beyond) });
    }
    if crew.open_jobs >= crew.max_open_jobs {
        reasons.push(Reason::AtCapacity { open: crew.open_jobs, max: crew.max_open_jobs });
    }
    reasons.extend(expired_papers(job, crew, slot.map_or(job.earliest, |slot| slot.end)));
    if slot.is_none() {
        reasons.push(Reason::NoFreeDays { until: window_end(job) });
    }
    let verdict = match slot {
        Some(slot) if reasons.is_empty() => {
            Verdict::Eligible(Fit { slot, distance_km: kilometres(metres), score: score(job, crew, slot.start, metres, rules) })
        }
        _ => {
            reasons.sort_unstable();
            reasons.dedup();
            Verdict::NotEligible(reasons)
        }
    };
    Assessment { crew: crew.id, verdict }
}

/// The papers of `crew` that do not hold on `day`.
fn expired_papers(job: &Job, crew: &Crew, day: Date) -> Vec<Reason> {
    let certificates = job.skills.iter().filter_map(|skill| {
        // A renewed certificate stands beside the old one.
        let valid_until = crew.certificates.iter().filter(|(held, _)| held == skill).map(|(_, until)| *until).max();
        match valid_until {
            None => Some(Reason::CertificateMissing { skill: *skill }),
            Some(on) if on < day => Some(Reason::CertificateExpires { skill: *skill, on }),
            Some(_) => None,
        }
    });
    let licence = (crew.licence_valid_until < day).then_some(Reason::LicenceExpires { on: crew.licence_valid_until });
    let insurance = (crew.insurance_valid_until < day).then_some(Reason::InsuranceExpires { on: crew.insurance_valid_until });
    certificates.chain(licence).chain(insurance).collect()
}

/// Whole kilometres of `metres`, rounded up.
fn kilometres(metres: i64) -> u32 {
    u32::try_from(metres.saturating_add(999) / 1_000).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
