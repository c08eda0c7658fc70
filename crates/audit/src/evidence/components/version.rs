//! The order of versions, which differs by ecosystem: Semantic Versioning, PEP 440, and that of Maven for the numbers
//! and the usual words.

use std::cmp::Ordering;

use super::Ecosystem;

/// Longer versions are not compared.
const LONGEST: usize = 128;

/// Compares two versions; none when one of them is no version.
#[must_use]
pub fn compare(ecosystem: Ecosystem, left: &str, right: &str) -> Option<Ordering> {
    if left.len() > LONGEST || right.len() > LONGEST {
        return None;
    }
    match ecosystem {
        Ecosystem::Cargo | Ecosystem::Npm | Ecosystem::Go | Ecosystem::CocoaPods => Some(semantic(left)?.cmp_precedence(&semantic(right)?)),
        Ecosystem::PyPi => Some(Pep440::read(left)?.cmp(&Pep440::read(right)?)),
        Ecosystem::Maven => Some(maven(left)?.cmp(&maven(right)?)),
        Ecosystem::Image => None,
    }
}

/// A semantic version; missing numbers are zero, as in `1` or `v1.2`.
pub(super) fn semantic(text: &str) -> Option<semver::Version> {
    let text = text.trim().trim_start_matches(['v', '=']);
    let core = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at_checked(core)?;
    let missing = 3_usize.checked_sub(numbers.split('.').count())?;
    semver::Version::parse(&format!("{numbers}{}{rest}", ".0".repeat(missing))).ok()
}

/// A version of Python packages, by PEP 440. The order of the fields is that of comparison.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pep440 {
    epoch: u64,
    /// Without zeros at the end.
    release: Vec<u64>,
    /// -1: a development release of a final one; 0 to 2: alpha, beta, candidate; 3: none of them.
    pre: (i8, u64),
    /// 0: none; n + 1: the n-th post release.
    post: u64,
    /// Development releases come before what they lead to.
    dev: (bool, u64),
    local: Vec<(bool, u64, String)>,
}

impl Pep440 {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let text = text.strip_prefix('v').unwrap_or(&text);
        let (public, local) = text.split_once('+').unwrap_or((text, ""));
        let (epoch, rest) = match public.split_once('!') {
            Some((epoch, rest)) => (epoch.parse().ok()?, rest),
            None => (0, public),
        };
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (numbers, mut rest) = rest.split_at_checked(end)?;
        let mut release = Vec::new();
        for part in numbers.trim_end_matches('.').split('.') {
            release.push(part.parse().ok()?);
        }
        while release.last() == Some(&0) {
            release.pop();
        }
        let (mut pre, mut post, mut dev) = (None, None, None);
        while !rest.is_empty() {
            let trimmed = rest.trim_start_matches(['.', '-', '_']);
            let word_end = trimmed.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(trimmed.len());
            let (word, after) = trimmed.split_at_checked(word_end)?;
            let after = after.trim_start_matches(['.', '-', '_']);
            let digits_end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (digits, next) = after.split_at_checked(digits_end)?;
            let number = if digits.is_empty() { 0 } else { digits.parse().ok()? };
            match word {
                "a" | "alpha" => pre = Some((0, number)),
                "b" | "beta" => pre = Some((1, number)),
                "rc" | "c" | "pre" | "preview" => pre = Some((2, number)),
                "post" | "rev" | "r" => post = Some(number),
                "dev" => dev = Some(number),
                // `1.0-1` is a post release.
                "" if rest.starts_with('-') && !digits.is_empty() => post = Some(number),
                _ => return None,
            }
            rest = next;
        }
        let pre = pre.unwrap_or(if dev.is_some() && post.is_none() { (-1, 0) } else { (3, 0) });
        let local = local.split(['.', '-', '_']).filter(|part| !part.is_empty());
        Some(Self {
            epoch,
            release,
            pre,
            post: post.map_or(0, |number: u64| number.saturating_add(1)),
            dev: dev.map_or((true, 0), |number| (false, number)),
            local: local
                .map(|part| part.parse().map_or_else(|_| (false, 0, part.to_owned()), |number| (true, number, String::new())))
                .collect(),
        })
    }
}

/// One part of a version of Maven.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// alpha, beta, milestone, rc, snapshot: before the release.
    Before(u8),
    /// The end, and words that mean it.
    Release,
    /// Service packs.
    After,
    /// Any other word.
    Word(String),
    /// A number.
    Number(u64),
}

/// A version of Maven as what is compared; zeros at the end mean nothing.
fn maven(text: &str) -> Option<Vec<Part>> {
    let lower = text.trim().to_ascii_lowercase();
    if !lower.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut parts = Vec::new();
    for token in lower.split(['.', '-', '_', '+']).filter(|token| !token.is_empty()) {
        let edge = token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len());
        let (digits, word) = token.split_at_checked(edge)?;
        if !digits.is_empty() {
            parts.push(Part::Number(digits.parse().ok()?));
        }
        if word.is_empty() {
            continue;
        }
        let tail = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        let (word, number) = word.split_at_checked(tail)?;
        while parts.last() == Some(&Part::Number(0)) {
            parts.pop();
        }
        parts.push(match word {
            "alpha" | "a" => Part::Before(0),
            "beta" | "b" => Part::Before(1),
            "milestone" | "m" => Part::Before(2),
            "rc" | "cr" => Part::Before(3),
            "snapshot" => Part::Before(4),
            "final" | "ga" | "release" => Part::Release,
            "sp" => Part::After,
            other => Part::Word(other.to_owned()),
        });
        if let Ok(number) = number.parse() {
            parts.push(Part::Number(number));
        }
    }
    while matches!(parts.last(), Some(Part::Number(0) | Part::Release)) {
        parts.pop();
    }
    // The end compares as the release does.
    parts.push(Part::Release);
    Some(parts)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Ecosystem, compare};

    fn ascending(ecosystem: Ecosystem, versions: &[&str]) {
        for (index, left) in versions.iter().enumerate() {
            for (other, right) in versions.iter().enumerate() {
                assert_eq!(compare(ecosystem, left, right), Some(index.cmp(&other)), "{left} and {right}");
            }
        }
    }

    #[test]
    fn python_versions_follow_pep_440() {
        ascending(
            Ecosystem::PyPi,
            &[
                "1.0.dev456",
                "1.0a1",
                "1.0a2.dev456",
                "1.0a12.dev456",
                "1.0a12",
                "1.0b1.dev456",
                "1.0b2",
                "1.0b2.post345.dev456",
                "1.0b2.post345",
                "1.0rc1.dev456",
                "1.0rc1",
                "1.0",
                "1.0+abc.5",
                "1.0+abc.7",
                "1.0+5",
                "1.0.post456.dev34",
                "1.0.post456",
                "1.1.dev1",
                "1.10",
                "2!0.1",
            ],
        );
        for (left, right) in [("1.0", "1"), ("1.0RC1", "1.0c1"), ("v1.0", "1.0.0"), ("1.0-1", "1.0.post1"), ("1.0_alpha.2", "1.0a2")] {
            assert_eq!(compare(Ecosystem::PyPi, left, right), Some(Ordering::Equal), "{left} {right}");
        }
        assert_eq!(compare(Ecosystem::PyPi, "git", "1"), None);
        assert_eq!(compare(Ecosystem::PyPi, "99999999999999999999999999", "1"), None);
    }

    #[test]
    fn others_follow_theirs() {
        ascending(Ecosystem::Npm, &["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0", "1.2", "1.10.0", "2"]);
        ascending(
            Ecosystem::Maven,
            &["1.0-alpha-1", "1.0-beta1", "1.0-M1", "1.0-rc2", "1.0-SNAPSHOT", "1.0", "1.0-sp1", "1.0.1", "1.9", "1.10", "2.0.0"],
        );
        assert_eq!(compare(Ecosystem::Maven, "1.0.Final", "1"), Some(Ordering::Equal));
        assert_eq!(compare(Ecosystem::Go, "v1.2.3", "1.2.3"), Some(Ordering::Equal));
    }
}
