//! The time in which a customer may change her mind for free.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Jurisdiction, Provenance, add_days, iso_date, nth_business_day_ftc};
use crate::Timestamp;

/// How a rule counts its days. The day of signing never counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DayCount {
    /// Business days of the FTC: Saturdays count, Sundays and federal holidays do not.
    BusinessDays {
        /// How many.
        days: u16,
    },
    /// All days; a last day on a weekend moves to Monday. Public holidays are not known here, so a last day
    /// on one does not move: a caller that serves the European Union has to add them.
    CalendarDays {
        /// How many.
        days: u16,
    },
}

/// A right to cancel: who has it, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoolingOffRule {
    /// Its name in data.
    pub key: String,
    /// Where it holds.
    pub jurisdiction: Jurisdiction,
    /// Buyers of this age or older have it, years; everybody when `null`.
    pub buyer_age_from: Option<u8>,
    /// How long.
    pub count: DayCount,
    /// Since when, and by which law.
    pub provenance: Provenance,
}

/// A customer's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoolingOff {
    /// The last whole day of it in the customer's zone.
    #[serde(with = "iso_date")]
    #[schemars(with = "String")]
    pub last_day: Date,
    /// The midnight at the end of that day: the first instant that is too late.
    pub ends_at: Timestamp,
}

impl CoolingOff {
    /// Whether the customer may still leave for free at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.ends_at
    }
}

/// When the clock of a contract signed at `signed` ends for a customer who lives in `zone`.
/// Total: beyond the year 9999 it ends with that year.
#[must_use]
pub fn cooling_off_ends(signed: Timestamp, zone: &TimeZone, rule: &CoolingOffRule) -> CoolingOff {
    let signed_on = signed.date_in(zone);
    let last_day = match rule.count {
        DayCount::BusinessDays { days } => nth_business_day_ftc(signed_on, days),
        DayCount::CalendarDays { days } => {
            let last = add_days(signed_on, i32::from(days));
            match last.weekday() {
                Weekday::Saturday => add_days(last, 2),
                Weekday::Sunday => add_days(last, 1),
                _ => last,
            }
        }
    };
    // The start of the next day, not 24 hours after the start of this one: that night may have 23 or 25 hours,
    // and where clocks jump at midnight the day starts at 01:00.
    let ends_at = add_days(last_day, 1)
        .to_zoned(zone.clone())
        .map_or(Timestamp::from_jiff(jiff::Timestamp::MAX), |start| Timestamp::from_jiff(start.timestamp()));
    CoolingOff { last_day, ends_at }
}

static RULES: LazyLock<Vec<CoolingOffRule>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/cooling_off_rules.json")).unwrap_or_default());

/// All rules that we know.
#[must_use]
pub fn cooling_off_rules() -> &'static [CoolingOffRule] {
    &RULES
}

/// The rule for a contract signed on `date` in `place` by a buyer of `age` years (`None` when she did not say).
/// Of several, the one with the most days.
#[must_use]
pub fn cooling_off_rule(place: &Jurisdiction, age: Option<u8>, date: Date) -> Option<&'static CoolingOffRule> {
    let applies = |rule: &&CoolingOffRule| {
        rule.jurisdiction.covers(place)
            && rule.provenance.holds_on(date)
            && rule.buyer_age_from.is_none_or(|from| age.is_some_and(|age| age >= from))
    };
    RULES.iter().filter(applies).max_by_key(|rule| match rule.count {
        DayCount::BusinessDays { days } | DayCount::CalendarDays { days } => days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{DateTime, date};
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }
    fn at(local: &str, zone: &TimeZone) -> Timestamp {
        Timestamp::from_jiff(local.parse::<DateTime>().unwrap().to_zoned(zone.clone()).unwrap().timestamp())
    }
    fn rule(key: &str) -> &'static CoolingOffRule {
        cooling_off_rules().iter().find(|rule| rule.key == key).unwrap()
    }

    #[test]
    fn three_business_days_in_colorado() {
        let denver = zone("America/Denver");
        // Signed (local), last day, end in UTC.
        let known = [
            ("2026-11-20T10:00:00", date(2026, 11, 24), "2026-11-25T07:00:00Z"), // Friday: Saturday counts, Sunday does not
            ("2026-11-21T23:59:59", date(2026, 11, 25), "2026-11-26T07:00:00Z"), // signed on Saturday, one second before Sunday
            ("2026-11-22T00:00:00", date(2026, 11, 25), "2026-11-26T07:00:00Z"), // signed on Sunday
            ("2026-11-23T18:00:00", date(2026, 11, 27), "2026-11-28T07:00:00Z"), // over Thanksgiving
            ("2026-11-25T08:00:00", date(2026, 11, 30), "2026-12-01T07:00:00Z"), // the eve of Thanksgiving
            ("2021-12-22T12:00:00", date(2021, 12, 28), "2021-12-29T07:00:00Z"), // Christmas on Saturday: 23rd, 27th, 28th; neither 24th nor 25th
            ("2021-12-29T12:00:00", date(2022, 1, 4), "2022-01-05T07:00:00Z"),   // New Year's Day on Saturday, observed on 31 December
            ("2022-12-30T12:00:00", date(2023, 1, 4), "2023-01-05T07:00:00Z"),   // New Year's Day on Sunday, observed on Monday
            ("2026-06-17T12:00:00", date(2026, 6, 22), "2026-06-23T06:00:00Z"),  // over Juneteenth
            ("2019-06-17T12:00:00", date(2019, 6, 20), "2019-06-21T06:00:00Z"),  // before Juneteenth was a holiday
            ("2026-10-29T12:00:00", date(2026, 11, 2), "2026-11-03T07:00:00Z"),  // clocks fall back on the Sunday between
            ("2026-03-05T12:00:00", date(2026, 3, 9), "2026-03-10T06:00:00Z"),   // clocks spring forward on the Sunday between
        ];
        for (signed, last_day, ends_at) in known {
            let clock = cooling_off_ends(at(signed, &denver), &denver, rule("us_ftc"));
            assert_eq!((clock.last_day, clock.ends_at.to_rfc3339().as_str()), (last_day, ends_at), "{signed}");
        }
    }

    #[test]
    fn the_night_of_the_change_has_its_own_length() {
        // Where the last day itself has 25 or 23 hours: a 14-day clock that ends on a change is moved off Sunday,
        // so a zone that changes on a weekday shows it. Cairo springs forward at Friday 00:00.
        let cairo = zone("Africa/Cairo");
        let fourteen = rule("eu_crd");
        let clock = cooling_off_ends(at("2026-04-09T12:00:00", &cairo), &cairo, fourteen);
        assert_eq!((clock.last_day, clock.ends_at.to_rfc3339().as_str()), (date(2026, 4, 23), "2026-04-23T22:00:00Z"));
        assert!(!clock.is_open(clock.ends_at) && clock.is_open(Timestamp::from_micros(clock.ends_at.micros() - 1)));
    }

    #[test]
    fn the_customers_zone_decides_the_day() {
        // 05:30 UTC on Saturday is still Friday evening in Denver and already Saturday in New York.
        let signed = Timestamp::from_jiff("2026-11-21T05:30:00Z".parse().unwrap());
        assert_eq!(cooling_off_ends(signed, &zone("America/Denver"), rule("us_ftc")).last_day, date(2026, 11, 24));
        assert_eq!(cooling_off_ends(signed, &zone("America/New_York"), rule("us_ftc")).last_day, date(2026, 11, 25));
    }

    #[test]
    fn other_places_have_other_clocks() {
        let on = date(2026, 11, 20);
        let key = |place: &str, age| cooling_off_rule(&Jurisdiction::parse(place).unwrap(), age, on).map(|rule| rule.key.as_str());
        assert_eq!(key("US-CO", Some(80)), Some("us_ftc"));
        assert_eq!(key("US-CA", Some(64)), Some("us_ftc"));
        assert_eq!(key("US-CA", Some(65)), Some("us_ca_senior"));
        assert_eq!(key("US-CA", None), Some("us_ftc"));
        assert_eq!(key("ES", None), Some("eu_crd"));
        assert_eq!(key("CH", None), None);
        let madrid = zone("Europe/Madrid");
        // 14 days after Saturday 14 November is Saturday the 28th: it ends with Monday the 30th.
        assert_eq!(cooling_off_ends(at("2026-11-14T09:00:00", &madrid), &madrid, rule("eu_crd")).last_day, date(2026, 11, 30));
        let angeles = zone("America/Los_Angeles");
        assert_eq!(cooling_off_ends(at("2026-11-23T09:00:00", &angeles), &angeles, rule("us_ca_senior")).last_day, date(2026, 11, 30));
    }

    #[test]
    fn the_table_loads_and_says_where_it_is_from() {
        let rows: Vec<CoolingOffRule> = serde_json::from_str(include_str!("../../data/cooling_off_rules.json")).unwrap();
        assert_eq!(rows, cooling_off_rules());
        assert!(rows.iter().all(|row| !row.provenance.source.is_empty()));
    }

    proptest! {
        #[test]
        fn every_instant_has_a_clock_that_ends_later(micros in any::<i64>(), days in any::<u16>(), business in any::<bool>()) {
            let days = if business { days % 30 } else { days };
            let count = if business { DayCount::BusinessDays { days } } else { DayCount::CalendarDays { days } };
            let rule = CoolingOffRule { count, ..rule("us_ftc").clone() };
            let signed = Timestamp::from_micros(micros);
            let clock = cooling_off_ends(signed, &zone("America/Denver"), &rule);
            prop_assert!(clock.ends_at.to_jiff() > signed.to_jiff() || clock.last_day >= date(9999, 1, 1));
        }

        #[test]
        fn three_business_days_take_three_to_eight_days(day in 0_i32..50_000) {
            let signed = add_days(date(1975, 1, 1), day);
            let last = nth_business_day_ftc(signed, 3);
            let waited = signed.until(last).unwrap().get_days();
            prop_assert!((3..=8).contains(&waited), "{signed} {last}");
        }
    }
}
