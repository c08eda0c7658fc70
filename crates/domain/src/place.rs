//! Where on earth a roof is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Invalid, Reason};

/// Coordinates in microdegrees (1e-6°), so that they have one exact text form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    /// Microdegrees north.
    #[schemars(range(min = -90_000_000, max = 90_000_000))]
    pub latitude_e6: i32,
    /// Microdegrees east.
    #[schemars(range(min = -180_000_000, max = 180_000_000))]
    pub longitude_e6: i32,
}

// Where somebody lives is personal: it never reaches a log by accident.
impl std::fmt::Debug for Coordinates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Coordinates(…)")
    }
}

impl Coordinates {
    /// From microdegrees.
    ///
    /// # Errors
    /// Names `latitude` or `longitude` when out of range.
    pub fn new(latitude_e6: i32, longitude_e6: i32) -> Result<Self, Invalid> {
        if !(-90_000_000..=90_000_000).contains(&latitude_e6) {
            return Err(Invalid::out_of_range("latitude", -90, 90));
        }
        if !(-180_000_000..=180_000_000).contains(&longitude_e6) {
            return Err(Invalid::out_of_range("longitude", -180, 180));
        }
        Ok(Self { latitude_e6, longitude_e6 })
    }
    /// From decimal degrees as typed (`39.7392`), at most 12 characters each.
    ///
    /// # Errors
    /// Names `latitude` or `longitude` when it is no number or out of range.
    pub fn parse(latitude: &str, longitude: &str) -> Result<Self, Invalid> {
        Self::new(microdegrees("latitude", latitude)?, microdegrees("longitude", longitude)?)
    }
    /// Degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude_e6) / 1e6
    }
    /// Degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude_e6) / 1e6
    }
    /// Great-circle distance in kilometres (haversine, mean radius 6371.0088 km).
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        let (a, b) = (self.latitude().to_radians(), other.latitude().to_radians());
        let d_lat = b - a;
        let d_lon = (other.longitude() - self.longitude()).to_radians();
        let h = (d_lat / 2.0).sin().powi(2) + a.cos() * b.cos() * (d_lon / 2.0).sin().powi(2);
        2.0 * 6_371.008_8 * h.sqrt().min(1.0).asin()
    }
}

/// Decimal degrees to microdegrees without a detour through floating point.
fn microdegrees(field: &'static str, raw: &str) -> Result<i32, Invalid> {
    let malformed = || Invalid::malformed(field, "a number of degrees");
    let text = raw.trim();
    if text.is_empty() {
        return Err(Invalid::missing(field));
    }
    if text.len() > 16 {
        return Err(malformed());
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(malformed());
    }
    let whole: i64 = whole.parse().map_err(|_| malformed())?;
    let padded: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let micro: i64 = padded.parse().map_err(|_| malformed())?;
    let value = whole.checked_mul(1_000_000).and_then(|w| w.checked_add(micro)).ok_or_else(malformed)?;
    i32::try_from(if negative { -value } else { value })
        .map_err(|_| Invalid::out_of_range(field, if field == "latitude" { -90 } else { -180 }, if field == "latitude" { 90 } else { 180 }))
}

/// A US ZIP code: five digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostalCode([u8; 5]);

impl PostalCode {
    /// Parses five digits; a ZIP+4 suffix is dropped.
    ///
    /// # Errors
    /// Names the field when it is not a ZIP code.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, Invalid> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(Invalid::missing(field));
        }
        let malformed = || Invalid::new(field, Reason::Malformed { expected: "a ZIP code of five digits" });
        let (code, suffix) = text.split_once('-').unwrap_or((text, "0000"));
        let suffix_ok = suffix.len() == 4 && suffix.bytes().all(|b| b.is_ascii_digit());
        let bytes: [u8; 5] = code.as_bytes().try_into().map_err(|_| malformed())?;
        if !suffix_ok || !bytes.iter().all(u8::is_ascii_digit) {
            return Err(malformed());
        }
        Ok(Self(bytes))
    }
    /// The five digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("00000")
    }
}

impl std::fmt::Display for PostalCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_exactly() {
        let denver = Coordinates::parse("39.7392", "-104.990251").unwrap();
        assert_eq!((denver.latitude_e6, denver.longitude_e6), (39_739_200, -104_990_251));
        for bad in ["", "north", "1e3", "91", "NaN", "39.7.1", "--1", "999999999999"] {
            assert!(Coordinates::parse(bad, "0").is_err(), "{bad}");
        }
    }

    #[test]
    fn denver_to_boulder_is_about_39_kilometres() {
        let denver = Coordinates::parse("39.7392", "-104.9903").unwrap();
        let boulder = Coordinates::parse("40.0150", "-105.2705").unwrap();
        assert!((denver.distance_km(boulder) - 38.9).abs() < 0.5);
    }

    #[test]
    fn zip_codes() {
        assert_eq!(PostalCode::parse("zip", " 80202-1234").unwrap().as_str(), "80202");
        for bad in ["", "8020", "80202-12", "8O2O2", "802020"] {
            assert!(PostalCode::parse("zip", bad).is_err(), "{bad}");
        }
    }
}
