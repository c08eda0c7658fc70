//! The passwords that attackers try first, as a table of hash prefixes.

use aws_lc_rs::digest;
use unicode_normalization::UnicodeNormalization;

/// Sorted 8-byte prefixes of SHA-256 over the [`skeleton`] of each password; see `data/README.md`.
static TABLE: &[u8] = include_bytes!("../../data/common_passwords.bin");

const PREFIX_LEN: usize = 8;

/// Whether `password`, or one that differs from it only by case or by the usual substitutions
/// (`p@ssw0rd`), is on the lists.
pub(super) fn is_common(password: &str) -> bool {
    TABLE.as_chunks::<PREFIX_LEN>().0.binary_search(&prefix(password)).is_ok()
}

/// The form in which passwords are compared: NFKC, lower case, and one letter for all the characters
/// that people write for it. `scripts/make-password-list` says the same.
pub(super) fn skeleton(password: &str) -> String {
    let lower: String = password.nfkc().collect::<String>().to_lowercase();
    lower
        .chars()
        .map(|character| match character {
            '0' => 'o',
            '1' | 'l' | '!' | '|' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            '8' => 'b',
            '9' => 'g',
            '(' => 'c',
            other => other,
        })
        .collect()
}

fn prefix(password: &str) -> [u8; PREFIX_LEN] {
    let hash = digest::digest(&digest::SHA256, skeleton(password).as_bytes());
    let mut prefix = [0; PREFIX_LEN];
    for (kept, byte) in prefix.iter_mut().zip(hash.as_ref()) {
        *kept = *byte;
    }
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Fifty of the lists, so that the table is tried also where the lists are not.
    const SAMPLE: &str = include_str!("../../tests/data/common_passwords_sample.txt");

    /// The two lists, or `None` with a visible line.
    fn lists() -> Option<[String; 2]> {
        let Some(data) = std::env::var_os("SUNWARD_REFERENCE_DATA") else {
            println!("SKIPPED: SUNWARD_REFERENCE_DATA is not set, only the committed sample of passwords was tried");
            return None;
        };
        let folder = std::path::Path::new(&data).join("passwords");
        Some(["worst_passwords_10k.txt", "common_passwords_20k_django.txt"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap()))
    }

    #[test]
    fn the_sample_and_its_disguises_are_refused() {
        assert_eq!(SAMPLE.lines().count(), 50);
        for password in SAMPLE.lines() {
            assert!(is_common(password), "{password}");
            assert!(is_common(&password.to_uppercase()), "{password} in capitals");
            assert!(is_common(&password.replace('a', "@").replace('o', "0").replace('e', "3").replace('s', "$")), "{password} in leet");
        }
        assert!(is_common("ｐａｓｓｗｏｒｄ"), "full-width letters are the same letters");
        for other in ["", "copper lantern drifts north", "tS9#kQ2vXw7!mZ"] {
            assert!(!is_common(other), "{other}");
        }
    }

    #[test]
    fn all_10000_worst_and_all_of_djangos_list_are_refused() {
        let Some([worst, django]) = lists() else { return };
        assert_eq!(worst.lines().count(), 10_000);
        assert!(django.lines().count() > 19_000);
        for password in worst.lines().chain(django.lines()) {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn the_table_is_exactly_what_the_lists_give() {
        assert_eq!(TABLE.len() % PREFIX_LEN, 0);
        assert!(TABLE.as_chunks::<PREFIX_LEN>().0.is_sorted());
        let Some(lists) = lists() else { return };
        let expected: BTreeSet<[u8; PREFIX_LEN]> =
            lists.iter().flat_map(|list| list.split('\n')).filter(|line| !line.is_empty()).map(prefix).collect();
        assert!(expected.iter().flatten().eq(TABLE), "run scripts/make-password-list");
    }
}
