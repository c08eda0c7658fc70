//! Until when versions of well-known components are mended by those who make them.
//!
//! The table is data with a date. It was first written from memory; then every line was compared with endoflife.date, which
//! collects what the makers announce, and mended where the two differed. It says of a version that its time is over, never
//! that it is safe: a version between two that are still kept (Node 23, MariaDB 11.3) is not in it.

/// The day of the copy of endoflife.date that the table was compared with, every line.
pub const AS_OF: &str = "2026-08-22";

/// One line: a product's versions up to one, and the day on which the last mending of that one came.
struct Ended {
    product: &'static str,
    /// The last version that has ended, major and minor.
    up_to: (u32, u32),
    /// The day, as `YYYY-MM-DD`.
    on: &'static str,
}

const fn ended(product: &'static str, up_to: (u32, u32), on: &'static str) -> Ended {
    Ended { product, up_to, on }
}

/// The oldest first within a product, so that the first line that fits names the right day.
static ENDED: &[Ended] = &[
    ended("alpine", (3, 18), "2025-05-09"),
    ended("alpine", (3, 19), "2025-11-01"),
    ended("alpine", (3, 20), "2026-04-01"),
    ended("alpine", (3, 21), "2026-11-01"),
    ended("amazonlinux", (2, u32::MAX), "2026-06-30"),
    ended("centos", (7, u32::MAX), "2024-06-30"),
    ended("centos", (8, u32::MAX), "2021-12-31"),
    ended("debian", (9, u32::MAX), "2022-07-01"),
    ended("debian", (10, u32::MAX), "2024-06-30"),
    ended("debian", (11, u32::MAX), "2026-08-31"),
    ended("elasticsearch", (7, u32::MAX), "2026-01-15"),
    ended("golang", (1, 24), "2026-02-10"),
    ended("golang", (1, 25), "2026-08-19"),
    ended("kubernetes", (1, 31), "2025-11-11"),
    ended("kubernetes", (1, 32), "2026-02-28"),
    ended("kubernetes", (1, 33), "2026-06-28"),
    ended("kubernetes", (1, 34), "2026-10-27"),
    ended("mariadb", (10, 5), "2025-06-24"),
    ended("mariadb", (10, 6), "2026-07-06"),
    ended("mongo", (4, 4), "2024-02-29"),
    ended("mongo", (5, 0), "2024-10-31"),
    ended("mongo", (6, 0), "2025-07-31"),
    ended("mysql", (5, u32::MAX), "2023-10-31"),
    ended("mysql", (8, 0), "2026-04-30"),
    ended("nginx", (1, 26), "2025-04-23"),
    ended("nginx", (1, 27), "2025-06-24"),
    ended("nginx", (1, 28), "2026-04-14"),
    ended("nginx", (1, 29), "2026-05-13"),
    ended("node", (16, u32::MAX), "2023-09-11"),
    ended("node", (18, u32::MAX), "2025-04-30"),
    ended("node", (19, u32::MAX), "2023-06-01"),
    ended("node", (20, u32::MAX), "2026-04-30"),
    ended("node", (21, u32::MAX), "2024-06-01"),
    ended("php", (8, 1), "2025-12-31"),
    ended("postgres", (12, u32::MAX), "2024-11-21"),
    ended("postgres", (13, u32::MAX), "2025-11-13"),
    ended("postgres", (14, u32::MAX), "2026-11-12"),
    ended("python", (3, 8), "2024-10-07"),
    ended("python", (3, 9), "2025-10-31"),
    ended("python", (3, 10), "2026-10-31"),
    ended("redis", (6, 0), "2022-05-31"),
    ended("ruby", (3, 1), "2025-03-26"),
    ended("ruby", (3, 2), "2026-03-31"),
    ended("ubuntu", (18, u32::MAX), "2023-05-31"),
    ended("ubuntu", (20, u32::MAX), "2025-05-31"),
    ended("ubuntu", (21, u32::MAX), "2022-07-14"),
];

/// Names of releases, as numbers.
static CODENAMES: &[(&str, &str, (u32, u32))] = &[
    ("debian", "wheezy", (7, 0)),
    ("debian", "jessie", (8, 0)),
    ("debian", "stretch", (9, 0)),
    ("debian", "buster", (10, 0)),
    ("debian", "bullseye", (11, 0)),
    ("ubuntu", "trusty", (14, 4)),
    ("ubuntu", "xenial", (16, 4)),
    ("ubuntu", "bionic", (18, 4)),
    ("ubuntu", "focal", (20, 4)),
];

/// The day on which the support of a version ended, as `YYYY-MM-DD`; none when it has not, or is not known.
#[must_use]
pub fn ended_on(product: &str, version: &str) -> Option<&'static str> {
    let product = known_as(product);
    let version = number(version).or_else(|| {
        let name = version.split('-').next().unwrap_or(version);
        CODENAMES.iter().find(|(of, codename, _)| *of == product && *codename == name).map(|(_, _, number)| *number)
    })?;
    ENDED.iter().find(|line| line.product == product && version <= line.up_to).map(|line| line.on)
}

/// One name for products that have several.
fn known_as(product: &str) -> &str {
    match product {
        "postgresql" | "aurora-postgresql" | "postgis" => "postgres",
        "percona" => "mysql",
        "mongodb" => "mongo",
        "nodejs" => "node",
        other => other,
    }
}

/// Major and minor number at the start of a version. A major number alone stands for its newest minor one.
fn number(version: &str) -> Option<(u32, u32)> {
    let digits = version.trim_start_matches('v');
    let mut parts = digits.split(|c: char| !c.is_ascii_digit());
    let major = parts.next()?.parse().ok()?;
    let minor = digits.split_once('.').and_then(|_| parts.next()).and_then(|minor| minor.parse().ok());
    Some((major, minor.unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::ended_on;

    #[test]
    fn versions_end_and_newer_ones_do_not() {
        for (product, version) in [
            ("debian", "10-slim"),
            ("debian", "stretch"),
            ("python", "3.8-alpine"),
            ("python", "2.7"),
            ("node", "14"),
            ("mysql", "5.7.31"),
            ("postgres", "12.4"),
            ("ubuntu", "18.04"),
            ("alpine", "3.9"),
            ("node", "20-slim"),
        ] {
            assert!(ended_on(product, version).is_some(), "{product}:{version}");
        }
        for (product, version) in [
            ("debian", "12"),
            ("python", "3.13"),
            ("python", "3"),
            ("node", "22"),
            ("mysql", "8.4"),
            ("mysql", "8"),
            ("postgres", "17"),
            ("ubuntu", "24.04"),
            ("ubuntu", "22.04"),
            ("alpine", "3.22"),
            ("alpine", "latest"),
            ("redis", "6.2"),
            ("other", "1"),
            ("debian", "bookworm-slim"),
        ] {
            assert_eq!(ended_on(product, version), None, "{product}:{version}");
        }
    }
}
