//! When a crew is free for as many days as a job takes.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Crew, Job};

/// Days after the earliest that are looked at; beyond, no crew promises anything.
pub const MAX_WINDOW_DAYS: i32 = 400;

/// First and last day of a crew's work on a job. In between lie only days off and holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// First day of work.
    #[serde(with = "domain::calendar::iso_date")]
    pub start: Date,
    /// Last day of work.
    #[serde(with = "domain::calendar::iso_date")]
    pub end: Date,
}

/// The first slot of `crew` for `job`: as many working days in a row as the job takes, none of them
/// busy, within the job's window. Days off and holidays are passed over; a busy working day is not,
/// because nobody leaves a roof half done for another.
pub(crate) fn earliest_slot(job: &Job, crew: &Crew, holidays: &BTreeSet<Date>) -> Option<Slot> {
    let mut run: Option<(Date, u8)> = None;
    for date in window(job) {
        if !crew.working_week.has(date.weekday()) || holidays.contains(&date) {
            continue;
        }
        if crew.busy.contains(&date) {
            run = None;
            continue;
        }
        let (start, worked) = run.map_or((date, 1), |(start, worked)| (start, worked + 1));
        if worked == job.days.count() {
            return Some(Slot { start, end: date });
        }
        run = Some((start, worked));
    }
    None
}

/// The last day that is looked at.
pub(crate) fn window_end(job: &Job) -> Date {
    let horizon = job.earliest.checked_add(MAX_WINDOW_DAYS.days()).unwrap_or(Date::MAX);
    job.latest.min(horizon)
}

fn window(job: &Job) -> impl Iterator<Item = Date> {
    let end = window_end(job);
    std::iter::successors(Some(job.earliest), |date| date.tomorrow().ok()).take_while(move |date| *date <= end)
}
