//! Federal holidays of the United States (5 U.S.C. 6103 and Executive Order 11582).
//!
//! A holiday that falls on Saturday is observed on the Friday before, one that falls on Sunday on the Monday
//! after. Both the day itself and the observed day are holidays here: a clock that protects a customer then
//! runs longer, never shorter, than either reading of the law. Inauguration Day, a holiday around Washington
//! only, is left out.

use jiff::civil::{Date, Weekday};

use super::add_days;

/// A legal public holiday of the United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FederalHoliday {
    /// 1 January.
    NewYear,
    /// Third Monday of January, since 1986.
    MartinLutherKing,
    /// Third Monday of February.
    Washington,
    /// Last Monday of May.
    Memorial,
    /// 19 June, since 2021.
    Juneteenth,
    /// 4 July.
    Independence,
    /// First Monday of September.
    Labor,
    /// Second Monday of October.
    Columbus,
    /// 11 November.
    Veterans,
    /// Fourth Thursday of November.
    Thanksgiving,
    /// 25 December.
    Christmas,
}

/// How the law places a holiday in the year.
#[derive(Clone, Copy)]
enum Placed {
    /// A day of a month.
    On(i8, i8),
    /// The n-th such weekday of a month; −1 is the last.
    Nth(i8, i8, Weekday),
}

/// Holiday, its place, and the first year in which the law has it in this place.
const HOLIDAYS: [(FederalHoliday, Placed, i16); 11] = [
    (FederalHoliday::NewYear, Placed::On(1, 1), 1870),
    (FederalHoliday::MartinLutherKing, Placed::Nth(1, 3, Weekday::Monday), 1986),
    (FederalHoliday::Washington, Placed::Nth(2, 3, Weekday::Monday), 1971),
    (FederalHoliday::Memorial, Placed::Nth(5, -1, Weekday::Monday), 1971),
    (FederalHoliday::Juneteenth, Placed::On(6, 19), 2021),
    (FederalHoliday::Independence, Placed::On(7, 4), 1870),
    (FederalHoliday::Labor, Placed::Nth(9, 1, Weekday::Monday), 1894),
    (FederalHoliday::Columbus, Placed::Nth(10, 2, Weekday::Monday), 1971),
    (FederalHoliday::Veterans, Placed::On(11, 11), 1978),
    (FederalHoliday::Thanksgiving, Placed::Nth(11, 4, Weekday::Thursday), 1942),
    (FederalHoliday::Christmas, Placed::On(12, 25), 1870),
];

/// The federal holiday that `date` is, by law or as observed.
#[must_use]
pub fn federal_holiday(date: Date) -> Option<FederalHoliday> {
    // New Year's Day of the next year may be observed on 31 December.
    let next_year = date.year().saturating_add(1);
    HOLIDAYS.into_iter().find_map(|(holiday, placed, since)| {
        let falls = [date.year(), next_year].into_iter().filter(|year| *year >= since).filter_map(|year| day_of(placed, year));
        falls.into_iter().any(|legal| date == legal || date == observed(legal)).then_some(holiday)
    })
}

fn day_of(placed: Placed, year: i16) -> Option<Date> {
    match placed {
        Placed::On(month, day) => Date::new(year, month, day).ok(),
        Placed::Nth(month, nth, weekday) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
    }
}

fn observed(legal: Date) -> Date {
    match legal.weekday() {
        Weekday::Saturday => add_days(legal, -1),
        Weekday::Sunday => add_days(legal, 1),
        _ => legal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// From the list that the Office of Personnel Management publishes.
    #[test]
    fn the_holidays_of_2026_and_2027_are_those_that_opm_publishes() {
        use FederalHoliday as H;
        let published = [
            (date(2026, 1, 1), H::NewYear),
            (date(2026, 1, 19), H::MartinLutherKing),
            (date(2026, 2, 16), H::Washington),
            (date(2026, 5, 25), H::Memorial),
            (date(2026, 6, 19), H::Juneteenth),
            (date(2026, 7, 3), H::Independence),
            (date(2026, 9, 7), H::Labor),
            (date(2026, 10, 12), H::Columbus),
            (date(2026, 11, 11), H::Veterans),
            (date(2026, 11, 26), H::Thanksgiving),
            (date(2026, 12, 25), H::Christmas),
            (date(2027, 1, 1), H::NewYear),
            (date(2027, 1, 18), H::MartinLutherKing),
            (date(2027, 2, 15), H::Washington),
            (date(2027, 5, 31), H::Memorial),
            (date(2027, 6, 18), H::Juneteenth),
            (date(2027, 7, 5), H::Independence),
            (date(2027, 9, 6), H::Labor),
            (date(2027, 10, 11), H::Columbus),
            (date(2027, 11, 11), H::Veterans),
            (date(2027, 11, 25), H::Thanksgiving),
            (date(2027, 12, 24), H::Christmas),
            (date(2027, 12, 31), H::NewYear),
        ];
        for (day, holiday) in published {
            assert_eq!(federal_holiday(day), Some(holiday), "{day}");
        }
        // The legal days that fall on a weekend count beside the observed ones, and there is nothing else.
        let legal_on_weekends = [date(2026, 7, 4), date(2027, 6, 19), date(2027, 7, 4), date(2027, 12, 25)];
        let found = date(2026, 1, 1)
            .series(jiff::Span::new().days(1))
            .take_while(|day| day.year() < 2028)
            .filter(|day| federal_holiday(*day).is_some());
        assert_eq!(found.count(), published.len() + legal_on_weekends.len());
        assert!(legal_on_weekends.into_iter().all(|day| federal_holiday(day).is_some()));
    }

    #[test]
    fn new_year_on_a_saturday_is_observed_in_the_old_year() {
        assert_eq!(federal_holiday(date(2021, 12, 31)), Some(FederalHoliday::NewYear));
        assert_eq!(federal_holiday(date(2022, 12, 31)), None);
    }

    #[test]
    fn juneteenth_is_a_holiday_since_2021() {
        assert_eq!(federal_holiday(date(2020, 6, 19)), None);
        assert_eq!(federal_holiday(date(2021, 6, 18)), Some(FederalHoliday::Juneteenth));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trap() {
        assert_eq!(federal_holiday(Date::MIN), None);
        assert_eq!(federal_holiday(Date::MAX), None);
    }
}
