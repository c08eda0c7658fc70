//! Why a weather file is refused.

use thiserror::Error;

/// A refusal: which file, which line, why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}{}: {reason}", at(.line))]
pub struct Refused {
    /// The name that the caller gave.
    pub file: String,
    /// The line, from 1; none when it is the file as a whole.
    pub line: Option<usize>,
    /// Why.
    pub reason: Reason,
}

fn at(line: &Option<usize>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// No reader knows it.
    #[error("this is none of EPW, TMY3, NSRDB or SAM CSV, PVGIS CSV, PVGIS JSON")]
    UnknownFormat,
    /// Larger than [`super::text::LARGEST_BYTES`].
    #[error("more than 32 MB: a year of hourly weather has about 2")]
    TooLarge,
    /// A line that must be there is not.
    #[error("the line with {0} is missing")]
    MissingLine(&'static str),
    /// A column that must be there is not.
    #[error("the column {0} is missing")]
    MissingColumn(&'static str),
    /// A row ends before a column.
    #[error("the row ends before {0}")]
    ShortRow(&'static str),
    /// Not a finite number.
    #[error("{column} is no number: {text:?}")]
    NotANumber {
        /// Of which quantity.
        column: &'static str,
        /// What stands there, the beginning of it.
        text: String,
    },
    /// The file says itself that it has no value.
    #[error("{0} has no value here (the file's code for missing)")]
    MissingValue(&'static str),
    /// A number that no place, date or time has.
    #[error("{column} must be {low} to {high}")]
    OutOfRange {
        /// Of which quantity.
        column: &'static str,
        /// Least.
        low: i32,
        /// Most.
        high: i32,
    },
    /// A day that the calendar does not have.
    #[error("there is no day {day} in month {month}")]
    NoSuchDay {
        /// 1 to 12.
        month: u8,
        /// As it stands there.
        day: u8,
    },
    /// Two rows for an hour.
    #[error(
        "the hour that begins on {month}/{day} at {hour}:00 was there before; files of several years or with several rows an hour are not read"
    )]
    Twice {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// 0 to 23.
        hour: u8,
    },
    /// Hours without a row.
    #[error("{missing} of 8,760 hours are missing, first that which begins on {month}/{day} at {hour}:00")]
    Incomplete {
        /// How many.
        missing: usize,
        /// Of the first.
        month: u8,
        /// Of the first.
        day: u8,
        /// Of the first.
        hour: u8,
    },
    /// More than one row an hour.
    #[error("the rows are less than an hour apart; make hourly means of them")]
    SubHourly,
    /// Temperature or wind is missing for longer than can be bridged.
    #[error("{column} is missing for more than {} hours on end", super::year::LONGEST_GAP)]
    LongGap {
        /// Which.
        column: &'static str,
    },
    /// Not JSON, or not that of a typical year.
    #[error("the JSON cannot be read: {0}")]
    Json(String),
}
