//! All crews for one job.

use std::collections::BTreeSet;

use domain::id::CrewId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Crew, Fit, Job, Reason, Rules, Verdict, assess};

/// The answer to one matching: every crew is in exactly one of the two lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// Who may come: the cheapest first, then who can begin first, then by id.
    pub eligible: Vec<Candidate>,
    /// Who may not, by id.
    pub rejected: Vec<Rejection>,
}

/// A crew that may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The crew.
    pub crew: CrewId,
    /// How it would come.
    pub fit: Fit,
}

/// A crew that may not come.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// The crew.
    pub crew: CrewId,
    /// Every rule that it fails; never empty.
    pub reasons: Vec<Reason>,
}

impl Ranking {
    /// To whom the job is offered next.
    #[must_use]
    pub fn best(&self) -> Option<&Candidate> {
        self.eligible.first()
    }
}

/// Ranks `crews` for `job`. Those in `declined` were offered it before and are not offered it again.
#[must_use]
pub fn rank(job: &Job, crews: &[Crew], declined: &BTreeSet<CrewId>, rules: &Rules) -> Ranking {
    let mut ranking = Ranking::default();
    for crew in crews {
        let verdict = assess(job, crew, rules).verdict;
        if !declined.contains(&crew.id) {
            match verdict {
                Verdict::Eligible(fit) => ranking.eligible.push(Candidate { crew: crew.id, fit }),
                Verdict::NotEligible(reasons) => ranking.rejected.push(Rejection { crew: crew.id, reasons }),
            }
            continue;
        }
        let mut reasons = match verdict {
            Verdict::Eligible(_) => Vec::new(),
            Verdict::NotEligible(reasons) => reasons,
        };
        reasons.push(Reason::AlreadyDeclined);
        reasons.sort_unstable();
        ranking.rejected.push(Rejection { crew: crew.id, reasons });
    }
    ranking.eligible.sort_unstable_by_key(|candidate| (candidate.fit.score.total, candidate.fit.slot.start, candidate.crew));
    ranking.rejected.sort_unstable_by_key(|rejection| rejection.crew);
    ranking
}

/// The first day on which any crew could begin, as an estimate promises it.
#[must_use]
pub fn earliest_date(job: &Job, crews: &[Crew], rules: &Rules) -> Option<Date> {
    crews
        .iter()
        .filter_map(|crew| match assess(job, crew, rules).verdict {
            Verdict::Eligible(fit) => Some(fit.slot.start),
            Verdict::NotEligible(_) => None,
        })
        .min()
}

#[cfg(test)]
mod tests;
