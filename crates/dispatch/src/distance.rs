//! Distance as an integer, so that everything after it is exact.

#![expect(clippy::as_conversions, reason = "a rounded distance on earth is below 2^53 metres, so it converts exactly")]

use domain::place::Coordinates;

/// Metres in a straight line over the ground. Rounded, so that the last bit of a sine does not decide
/// between two crews.
pub(crate) fn metres(from: Coordinates, to: Coordinates) -> i64 {
    (from.distance_km(to) * 1_000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_111_kilometres() {
        let at = |latitude, longitude| Coordinates::new(latitude, longitude).unwrap();
        assert_eq!(metres(at(0, 0), at(1_000_000, 0)), 111_195);
        assert_eq!(metres(at(39_739_200, -104_990_300), at(39_739_200, -104_990_300)), 0);
        assert_eq!(metres(at(90_000_000, 0), at(-90_000_000, 0)), 20_015_114);
        assert_eq!(metres(at(0, 180_000_000), at(0, -180_000_000)), 0);
    }
}
