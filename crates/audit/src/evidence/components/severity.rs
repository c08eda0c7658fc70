//! The severity that a CVSS vector of version 3 comes to (its base score, in bands), and the words of version 4 and
//! other databases.

use crate::finding::Severity;

/// The severity of a vector such as `CVSS:3.1/AV:N/…`.
pub(super) fn of_vector(vector: &str) -> Option<Severity> {
    let value = |name: &str| vector.split('/').find_map(|part| part.strip_prefix(name)?.strip_prefix(':'));
    if !vector.starts_with("CVSS:3") {
        return None;
    }
    let changed = value("S")? == "C";
    let reach = match value("AV")? {
        "N" => 0.85,
        "A" => 0.62,
        "L" => 0.55,
        _ => 0.2,
    };
    let complexity = if value("AC")? == "L" { 0.77 } else { 0.44 };
    let privileges = match (value("PR")?, changed) {
        ("N", _) => 0.85,
        ("L", false) => 0.62,
        ("L", true) => 0.68,
        (_, false) => 0.27,
        (_, true) => 0.5,
    };
    let interaction = if value("UI")? == "N" { 0.85 } else { 0.62 };
    let loss = |name: &str| {
        value(name).map(|value| match value {
            "H" => 0.56,
            "L" => 0.22,
            _ => 0.0,
        })
    };
    let kept: f64 = (1.0 - loss("C")?) * (1.0 - loss("I")?) * (1.0 - loss("A")?);
    let lost = 1.0 - kept;
    let impact = if changed { 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02).powi(15) } else { 6.42 * lost };
    if impact <= 0.0 {
        return Some(Severity::Info);
    }
    let sum = impact + 8.22 * reach * complexity * privileges * interaction;
    let score = (if changed { 1.08 * sum } else { sum }).min(10.0);
    // The score is rounded up to one decimal; a band begins there.
    Some(match score {
        score if score > 8.9 => Severity::Critical,
        score if score > 6.9 => Severity::High,
        score if score > 3.9 => Severity::Medium,
        _ => Severity::Low,
    })
}

/// The severity that a database says in a word.
pub(super) fn of_word(word: &str) -> Option<Severity> {
    Some(match word.to_ascii_uppercase().as_str() {
        "CRITICAL" => Severity::Critical,
        "HIGH" => Severity::High,
        "MODERATE" | "MEDIUM" => Severity::Medium,
        "LOW" => Severity::Low,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of_vector;
    use crate::finding::Severity;

    #[test]
    fn vectors_come_to_their_bands() {
        for (vector, severity) in [
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", Severity::Critical),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", Severity::High),
            ("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", Severity::Medium),
            ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", Severity::Medium),
            ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", Severity::Low),
        ] {
            assert_eq!(of_vector(vector), Some(severity), "{vector}");
        }
        assert_eq!(of_vector("CVSS:4.0/AV:N"), None);
        assert_eq!(of_vector("CVSS:3.1/AV:N"), None);
    }
}
