//! Until when which versions are mended by their makers.
//!
//! From the makers' own pages (Oracle Lifetime Support Policy for MySQL, MariaDB maintenance policy), as known on
//! 2026-11-20. A version that is not in the table is not judged.

use jiff::civil::{Date, date};

/// The maker's line that a version belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// MySQL, and Percona's build of it.
    MySql,
    /// MariaDB.
    MariaDb,
}

/// One release.
#[derive(Clone, Copy, Debug)]
pub struct Release {
    /// Whose.
    pub line: Line,
    /// Such as (8, 0).
    pub version: (u32, u32),
    /// The last day on which it is mended for everybody.
    pub end: Date,
}

const fn mysql(major: u32, minor: u32, end: Date) -> Release {
    Release { line: Line::MySql, version: (major, minor), end }
}

const fn maria(major: u32, minor: u32, end: Date) -> Release {
    Release { line: Line::MariaDb, version: (major, minor), end }
}

/// Every release whose end is known. Distributions may mend longer.
pub static RELEASES: &[Release] = &[
    mysql(5, 0, date(2012, 1, 9)),
    mysql(5, 1, date(2013, 12, 31)),
    mysql(5, 5, date(2018, 12, 3)),
    mysql(5, 6, date(2021, 2, 5)),
    mysql(5, 7, date(2023, 10, 31)),
    mysql(8, 0, date(2026, 4, 30)),
    mysql(8, 1, date(2023, 10, 25)),
    mysql(8, 2, date(2024, 1, 16)),
    mysql(8, 3, date(2024, 4, 30)),
    mysql(8, 4, date(2032, 4, 30)),
    mysql(9, 0, date(2024, 10, 15)),
    mysql(9, 1, date(2025, 1, 21)),
    mysql(9, 2, date(2025, 4, 15)),
    mysql(9, 3, date(2025, 7, 22)),
    mysql(9, 4, date(2025, 10, 21)),
    maria(5, 5, date(2020, 4, 11)),
    maria(10, 0, date(2019, 3, 31)),
    maria(10, 1, date(2020, 10, 17)),
    maria(10, 2, date(2022, 5, 23)),
    maria(10, 3, date(2023, 5, 25)),
    maria(10, 4, date(2024, 6, 18)),
    maria(10, 5, date(2025, 6, 24)),
    maria(10, 6, date(2026, 7, 6)),
    maria(10, 7, date(2023, 2, 9)),
    maria(10, 8, date(2023, 5, 20)),
    maria(10, 9, date(2023, 8, 22)),
    maria(10, 10, date(2023, 11, 17)),
    maria(10, 11, date(2028, 2, 16)),
    maria(11, 0, date(2024, 6, 6)),
    maria(11, 1, date(2024, 8, 21)),
    maria(11, 2, date(2024, 11, 21)),
    maria(11, 4, date(2029, 5, 29)),
    maria(11, 8, date(2028, 6, 4)),
];

impl Release {
    /// The release that a version as a server tells it belongs to.
    #[must_use]
    pub fn of(version: &str) -> Option<&'static Self> {
        let line = if version.to_ascii_lowercase().contains("mariadb") { Line::MariaDb } else { Line::MySql };
        // Old replication put `5.5.5-` in front of MariaDB's own.
        let version = if line == Line::MariaDb { version.strip_prefix("5.5.5-").unwrap_or(version) } else { version };
        let mut numbers = version.split(|c: char| !c.is_ascii_digit());
        let pair = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        RELEASES.iter().find(|release| release.line == line && release.version == pair)
    }
}

#[cfg(test)]
mod tests {
    use super::Release;

    #[test]
    fn versions_are_found_as_servers_tell_them() {
        assert_eq!(Release::of("10.11.19-MariaDB-0+deb12u1").unwrap().version, (10, 11));
        assert_eq!(Release::of("5.5.5-10.3.2-MariaDB").unwrap().version, (10, 3));
        assert_eq!(Release::of("5.7.44-log").unwrap().version, (5, 7));
        assert!(Release::of("Vitess").is_none());
    }
}
