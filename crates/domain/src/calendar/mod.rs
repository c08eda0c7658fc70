//! Days that count and clocks that end at midnight.
//!
//! Law is written in dates: "the third business day", "from 1 January 2026". A [`Jurisdiction`] says where
//! a rule holds, a [`Provenance`] from when until when and where it was read; every row of rule data in this
//! crate carries both. Rules are data with dates, never constants in code.

mod business_day;
mod cooling_off;
mod holiday;
pub mod iso_date;
mod rule;

pub use business_day::{is_business_day_ftc, nth_business_day_ftc};
pub use cooling_off::{CoolingOff, CoolingOffRule, DayCount, cooling_off_ends, cooling_off_rule, cooling_off_rules};
pub use holiday::{FederalHoliday, federal_holiday};
pub use rule::{Jurisdiction, NotAJurisdiction, Provenance};

use jiff::ToSpan;
use jiff::civil::Date;

/// `date` and `days` more (fewer if negative), clamped to the years −9999 to 9999.
#[must_use]
pub fn add_days(date: Date, days: i32) -> Date {
    let clamped = if days < 0 { Date::MIN } else { Date::MAX };
    // `.days()` panics outside jiff's span limits (±7,304,484 days); all clamped dates lie inside them.
    if days.unsigned_abs() > 7_304_484 { clamped } else { date.checked_add(days.days()).unwrap_or(clamped) }
}
