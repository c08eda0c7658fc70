//! Business days as the cooling-off rule of the FTC counts them.

use jiff::civil::{Date, Weekday};

use super::{add_days, federal_holiday};

/// Whether `date` counts: every day but Sundays and federal holidays; Saturday counts (16 CFR 429.0(f)).
#[must_use]
pub fn is_business_day_ftc(date: Date) -> bool {
    date.weekday() != Weekday::Sunday && federal_holiday(date).is_none()
}

/// The n-th business day after `date`, which itself does not count; `date` when `n` is 0.
/// Beyond the year 9999 it is the last day of that year.
#[must_use]
pub fn nth_business_day_ftc(date: Date, n: u16) -> Date {
    let mut day = date;
    let mut counted = 0;
    while counted < n && day < Date::MAX {
        day = add_days(day, 1);
        counted += u16::from(is_business_day_ftc(day));
    }
    day
}
