//! Who should come, and when: matching of crews to orders.
//!
//! One order, all crews: [`assess`] holds a crew against the hard rules, all of them, and finds its
//! first possible days; [`rank`] orders those who may come by what sending them costs. Every crew gets
//! an answer, and the answer is the record: why this crew, and why not another.
//!
//! Laws of this crate:
//! - Pure and deterministic: the same order and crews give the same ranking, in whatever order they
//!   come. No clock, no chance, no floating point in a score.
//! - A rule is hard or it is money. Nothing that must hold is weighed, nothing that is weighed forbids.
//!
//! The installers' own prices are not part of the score yet; they come with price cards. Plans of many
//! orders at once are another problem and will be another module.

mod assess;
mod crew;
mod distance;
mod job;
mod rank;
mod reason;
#[cfg(test)]
mod sample;
mod schedule;
mod score;
mod skill;

pub use assess::{Assessment, Fit, Verdict, assess};
pub use crew::{Crew, Quality, WorkingWeek};
pub use job::{InstallDays, Job};
pub use rank::{Candidate, Ranking, Rejection, earliest_date, rank};
pub use reason::Reason;
pub use schedule::{MAX_WINDOW_DAYS, Slot};
pub use score::{Rules, Score, Weights};
pub use skill::Skill;
