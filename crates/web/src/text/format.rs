//! Numbers, money and time as people in the United States read them, in either language.
//!
//! English and US Spanish share separators (`14,280.50`); they differ in the names of days and months.
//! Clocks are shown with 24 hours, so that `9:00–11:00` needs no suffix in either language.

use domain::{Currency, Language, Money, Timestamp, text::Phone};
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

const MINUS: &str = "−";

/// With thousands separators: `12,771`.
#[must_use]
pub fn grouped(number: u64) -> String {
    group(&number.to_string())
}

/// A decimal number with `places` digits after the point and thousands separators: `9.46`, `−1,204.0`.
/// Infinite or not a number is a dash.
#[must_use]
pub fn decimal(number: f64, places: usize) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.places$}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let nothing = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = if number < 0.0 && !nothing { MINUS } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", group(whole))
}

fn group(digits: &str) -> String {
    let count = digits.chars().count();
    digits.chars().enumerate().fold(String::with_capacity(count + count / 3), |mut text, (place, digit)| {
        if place > 0 && (count - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
        text
    })
}

fn symbol(currency: Currency) -> &'static str {
    match currency {
        Currency::Usd => "$",
        Currency::Eur => "€",
    }
}

/// To the cent: `$14,280.00`, a credit as `−$120.50`.
#[must_use]
pub fn money(amount: Money) -> String {
    let minor = amount.minor.unsigned_abs();
    let sign = if amount.minor < 0 { MINUS } else { "" };
    format!("{sign}{}{}.{:02}", symbol(amount.currency), grouped(minor / 100), minor % 100)
}

/// Without cents when there are none (`$14,280`), to the cent otherwise: never a rounded price.
#[must_use]
pub fn price(amount: Money) -> String {
    let text = money(amount);
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}

/// Rounded to whole units, half away from zero, for what is an estimate anyway: savings over 25 years.
#[must_use]
pub fn money_rounded(amount: Money) -> String {
    let whole = (amount.minor.unsigned_abs() + 50) / 100;
    let sign = if amount.minor < 0 && whole > 0 { MINUS } else { "" };
    format!("{sign}{}{}", symbol(amount.currency), grouped(whole))
}

/// Energy in whole kilowatt-hours: `12,771 kWh`.
#[must_use]
pub fn kwh(energy: f64) -> String {
    format!("{} kWh", decimal(energy, 0))
}

/// Power with two decimals: `9.46 kW`.
#[must_use]
pub fn kilowatts(power: f64) -> String {
    format!("{} kW", decimal(power, 2))
}

/// Power of whole watts in kilowatts, exact to the ten watts that are shown: `7.74 kW`.
#[must_use]
pub fn watts(power: i64) -> String {
    let (sign, power) = (if power < 0 { MINUS } else { "" }, power.unsigned_abs());
    format!("{sign}{}.{:02} kW", grouped(power / 1_000), power % 1_000 / 10)
}

/// Metres with one decimal: `12.5 m`.
#[must_use]
pub fn metres(length: f64) -> String {
    format!("{} m", decimal(length, 1))
}

/// A share (0.05) as a percentage with `places` decimals: `5%` in English, `5 %` in Spanish.
#[must_use]
pub fn percent(share: f64, places: usize, language: Language) -> String {
    let number = decimal(share * 100.0, places);
    match language {
        Language::English => format!("{number}%"),
        // A no-break space, as the Spanish academies write it.
        Language::Spanish => format!("{number}\u{a0}%"),
    }
}

/// A telephone number as people read it: `(303) 555-0142` in North America, E.164 elsewhere.
#[must_use]
pub fn phone(number: &Phone) -> String {
    let digits = number.as_str().strip_prefix("+1").filter(|digits| digits.len() == 10);
    let parts = digits.and_then(|digits| Some((digits.get(..3)?, digits.get(3..6)?, digits.get(6..)?)));
    parts.map_or_else(|| number.as_str().to_owned(), |(area, office, line)| format!("({area}) {office}-{line}"))
}

/// An id as people point at it in a table: `ord_0193…7c2a`. The beginning says roughly when, the end which one.
#[must_use]
pub fn short_id(id: impl std::fmt::Display) -> String {
    let text = id.to_string();
    let letters = text.chars().count();
    if letters <= 16 {
        return text;
    }
    text.chars().take(8).chain(['…']).chain(text.chars().skip(letters - 4)).collect()
}

fn weekday(day: Weekday, language: Language) -> &'static str {
    let (english, spanish) = match day {
        Weekday::Monday => ("Mon", "lun"),
        Weekday::Tuesday => ("Tue", "mar"),
        Weekday::Wednesday => ("Wed", "mié"),
        Weekday::Thursday => ("Thu", "jue"),
        Weekday::Friday => ("Fri", "vie"),
        Weekday::Saturday => ("Sat", "sáb"),
        Weekday::Sunday => ("Sun", "dom"),
    };
    in_language(language, english, spanish)
}

/// The short name of a month, 1 to 12: `Dec`, `dic`. Empty for any other number.
#[must_use]
pub fn month(month: i8, language: Language) -> &'static str {
    let (english, spanish) = match month {
        1 => ("Jan", "ene"),
        2 => ("Feb", "feb"),
        3 => ("Mar", "mar"),
        4 => ("Apr", "abr"),
        5 => ("May", "may"),
        6 => ("Jun", "jun"),
        7 => ("Jul", "jul"),
        8 => ("Aug", "ago"),
        9 => ("Sep", "sep"),
        10 => ("Oct", "oct"),
        11 => ("Nov", "nov"),
        12 => ("Dec", "dic"),
        _ => ("", ""),
    };
    in_language(language, english, spanish)
}

/// `Tue 8 Dec`, for a date in the near future.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    format!("{} {} {}", weekday(date.weekday(), language), date.day(), month(date.month(), language))
}

/// `Tue 8 Dec 2026`, `mar 8 dic 2026`.
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    format!("{} {}", day(date, language), date.year())
}

/// `9:00`.
#[must_use]
pub fn clock(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// `Tue 8 Dec, 9:00–11:00`: an arrival window.
#[must_use]
pub fn window(on: Date, from: Time, to: Time, language: Language) -> String {
    format!("{}, {}–{}", day(on, language), clock(from), clock(to))
}

/// `Tue 8 Dec 2026, 9:00` at the place's own clock.
#[must_use]
pub fn date_time(at: Timestamp, zone: &TimeZone, language: Language) -> String {
    let local = at.to_jiff().to_zoned(zone.clone());
    format!("{}, {}", date(local.date(), language), clock(local.time()))
}

/// The date of an instant at the place: `Tue 8 Dec 2026`.
#[must_use]
pub fn date_at(at: Timestamp, zone: &TimeZone, language: Language) -> String {
    date(at.date_in(zone), language)
}

/// For the `datetime` attribute of `<time>`: RFC 3339.
#[must_use]
pub fn machine(at: Timestamp) -> String {
    at.to_rfc3339()
}

/// How long, in its largest sensible unit, rounded down: `3 days`, `5 hours`, `12 minutes`, `less than a minute`.
#[must_use]
pub fn duration(seconds: i64, language: Language) -> String {
    let shared = &super::texts(language).shared;
    let seconds = seconds.unsigned_abs();
    match seconds {
        172_800.. => shared.days(seconds / 86_400),
        7_200.. => shared.hours(seconds / 3_600),
        60.. => shared.minutes(seconds / 60),
        _ => shared.less_than_a_minute.to_owned(),
    }
}

/// A list in words: `a`, `a and b`, `a, b and c`; Spanish `e` before the sound of *i*.
#[must_use]
pub fn list(items: &[&str], language: Language) -> String {
    let Some((last, rest)) = items.split_last() else { return String::new() };
    if rest.is_empty() {
        return (*last).to_owned();
    }
    let lower = last.to_lowercase();
    let sounds_like_i = (lower.starts_with('i') || lower.starts_with('í') || lower.starts_with("hi")) && !lower.starts_with("hie");
    let and = match language {
        Language::English => "and",
        Language::Spanish if sounds_like_i => "e",
        Language::Spanish => "y",
    };
    format!("{} {and} {last}", rest.join(", "))
}

/// The text of the language.
#[must_use]
pub(super) fn in_language<'a>(language: Language, english: &'a str, spanish: &'a str) -> &'a str {
    match language {
        Language::English => english,
        Language::Spanish => spanish,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn money_is_complete() {
        assert_eq!(money(Money::usd(1_428_000)), "$14,280.00");
        assert_eq!(price(Money::usd(1_428_000)), "$14,280");
        assert_eq!(price(Money::usd(1_428_001)), "$14,280.01");
        assert_eq!(price(Money::usd(-12_050)), "−$120.50");
        assert_eq!(price(Money::usd(0)), "$0");
        assert_eq!(money_rounded(Money::usd(1_448_350)), "$14,484");
        assert_eq!(money_rounded(Money::usd(-40)), "$0");
        assert_eq!(money(Money { minor: i64::MIN, currency: Currency::Eur }), "−€92,233,720,368,547,758.08");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            (grouped(0), grouped(999), grouped(1_000), grouped(1_234_567)),
            ("0".into(), "999".into(), "1,000".into(), "1,234,567".into())
        );
        assert_eq!(kwh(12_770.6), "12,771 kWh");
        assert_eq!(kilowatts(9.46), "9.46 kW");
        assert_eq!((watts(7_740), watts(5_009), watts(-1_234_560)), ("7.74 kW".into(), "5.00 kW".into(), "−1,234.56 kW".into()));
        assert_eq!(decimal(-0.001, 1), "0.0");
        assert_eq!(decimal(f64::NAN, 1), "–");
        assert_eq!(percent(0.0825, 2, Language::English), "8.25%");
        assert_eq!(percent(-0.05, 0, Language::Spanish), "−5\u{a0}%");
    }

    #[test]
    fn dates_are_complete_in_both_languages() {
        let tuesday = civil::date(2026, 12, 8);
        assert_eq!(date(tuesday, Language::English), "Tue 8 Dec 2026");
        assert_eq!(date(tuesday, Language::Spanish), "mar 8 dic 2026");
        assert_eq!(window(tuesday, civil::time(9, 0, 0, 0), civil::time(11, 0, 0, 0), Language::English), "Tue 8 Dec, 9:00–11:00");
        let denver = TimeZone::get("America/Denver").unwrap();
        let late = Timestamp::from_jiff("2026-12-09T01:05:00Z".parse().unwrap());
        assert_eq!(date_time(late, &denver, Language::English), "Tue 8 Dec 2026, 18:05");
        assert_eq!(machine(late), "2026-12-09T01:05:00Z");
    }

    #[test]
    fn telephone_numbers_are_shown_as_people_read_them() {
        assert_eq!(phone(&Phone::parse("phone", "303 555 0142").unwrap()), "(303) 555-0142");
        assert_eq!(phone(&Phone::parse("phone", "+34 600 123 456").unwrap()), "+34600123456");
    }

    #[test]
    fn ids_are_shortened_in_the_middle() {
        assert_eq!(short_id("ord_01936f2ec0de7a8b9c0d1e2f3a4b7c2a"), "ord_0193…7c2a");
        assert_eq!(short_id("ord_1"), "ord_1");
    }

    #[test]
    fn durations_use_one_unit() {
        assert_eq!(duration(3 * 86_400 + 5, Language::English), "3 days");
        assert_eq!(duration(7_300, Language::Spanish), "2 horas");
        assert_eq!(duration(60, Language::English), "1 minute");
        assert_eq!(duration(59, Language::Spanish), "menos de un minuto");
    }

    #[test]
    fn lists_read_like_speech() {
        assert_eq!(list(&[], Language::English), "");
        assert_eq!(list(&["permit"], Language::English), "permit");
        assert_eq!(list(&["survey", "design", "permit"], Language::English), "survey, design and permit");
        assert_eq!(list(&["permiso", "inspección"], Language::Spanish), "permiso e inspección");
        assert_eq!(list(&["agua", "hielo"], Language::Spanish), "agua y hielo");
    }
}
