//! What sending a crew costs, in cents: the lowest total is the best.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Crew, Job};

/// What a ranking depends on beside the job and the crews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The day of matching, in the company's time zone.
    pub today: Date,
    /// Days on which no crew works.
    pub holidays: BTreeSet<Date>,
    /// What counts how much.
    pub weights: Weights,
}

/// What waiting, quality and fairness are worth, in cents. Data of the company; the default is a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// For each day between the job's earliest day and the crew's first.
    pub waiting_cents_per_day: u32,
    /// For each per mille that the crew's quality, with the prior, is below perfect.
    pub quality_cents_per_mille: u32,
    /// Taken off for each day since the crew's last job, so that work goes around.
    pub fairness_cents_per_day: u32,
    /// Days after which no more is taken off. A new crew has waited that long.
    pub fairness_days: u16,
    /// Road for a kilometre in a straight line, per mille.
    pub road_per_mille: u16,
    /// Quality of a crew of which nothing is known, per mille.
    pub prior_quality_per_mille: u16,
    /// For how many judged jobs that prior counts.
    pub prior_quality_jobs: u32,
}

impl Default for Weights {
    /// Sample values: a day of waiting is worth 15 dollars, a percent of quality 20, and four weeks
    /// without a job 140. Roads are 1.3 times the straight line.
    fn default() -> Self {
        Self {
            waiting_cents_per_day: 1_500,
            quality_cents_per_mille: 200,
            fairness_cents_per_day: 500,
            fairness_days: 28,
            road_per_mille: 1_300,
            prior_quality_per_mille: 900,
            prior_quality_jobs: 10,
        }
    }
}

/// The terms of a crew's score and their sum, cents. Lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// What the customer's waiting is worth.
    pub waiting: i64,
    /// What the crew's driving costs, there and back on every day of work.
    pub travel: i64,
    /// What the crew's quality is short of perfect.
    pub quality: i64,
    /// What is taken off because the crew has been without a job; zero or less.
    pub fairness: i64,
    /// The sum.
    pub total: i64,
}

/// Scores `crew` for `job`, beginning on `start`, `metres` away in a straight line. Saturates.
pub(crate) fn score(job: &Job, crew: &Crew, start: Date, metres: i64, rules: &Rules) -> Score {
    let weights = &rules.weights;
    let waiting = days_between(job.earliest, start).saturating_mul(weights.waiting_cents_per_day.into());
    let road_metres =
        metres.saturating_mul(2).saturating_mul(job.days.count().into()).saturating_mul(weights.road_per_mille.into()) / 1_000;
    let travel = road_metres.saturating_mul(crew.travel_cost_cents_per_km.into()) / 1_000;
    let known = crew.quality.with_prior(weights.prior_quality_per_mille, weights.prior_quality_jobs);
    let quality = (1_000 - i64::from(known)) * i64::from(weights.quality_cents_per_mille);
    let limit = i64::from(weights.fairness_days);
    let idle_days = crew.last_job.map_or(limit, |last| days_between(last, rules.today).min(limit));
    let fairness = -(idle_days * i64::from(weights.fairness_cents_per_day));
    let total = [travel, quality, fairness].into_iter().fold(waiting, i64::saturating_add);
    Score { waiting, travel, quality, fairness, total }
}

/// Days from `from` to `to`; none when `to` is not later.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days())).max(0)
}
