//! Right ascension and declination of the sun.
//!
//! The heliocentric longitude and distance of the earth after VSOP87 (Bretagnon and Francou, Astronomy and Astrophysics
//! 202, 1988) cut off at 2·10⁻⁶ rad, turned into the apparent sun with the largest terms of nutation and with aberration
//! (Meeus, Astronomical Algorithms, 1998, chapters 12, 22 and 25). The Almanac's two-term formula misses 0.01° where
//! Venus and Jupiter pull together; this does not.

use std::f64::consts::{PI, TAU};

/// Amplitude, phase and frequency of a term: `a·cos(b + c·τ)`, τ in Julian millennia from J2000.
type Term = (f64, f64, f64);

/// Longitude, 10⁻⁸ rad: constant in time.
const LONGITUDE_0: [Term; 26] = [
    (175_347_046.0, 0.0, 0.0),
    (3_341_656.0, 4.669_256_8, 6_283.075_85),
    (34_894.0, 4.626_1, 12_566.151_7),
    (3_497.0, 2.744_1, 5_753.384_9),
    (3_418.0, 2.828_9, 3.523_1),
    (3_136.0, 3.627_7, 77_713.771_5),
    (2_676.0, 4.418_1, 7_860.419_4),
    (2_343.0, 6.135_2, 3_930.209_7),
    (1_324.0, 0.742_5, 11_506.769_8),
    (1_273.0, 2.037_1, 529.691),
    (1_199.0, 1.109_6, 1_577.343_5),
    (990.0, 5.233, 5_884.927),
    (902.0, 2.045, 26.298),
    (857.0, 3.508, 398.149),
    (780.0, 1.179, 5_223.694),
    (753.0, 2.533, 5_507.553),
    (505.0, 4.583, 18_849.228),
    (492.0, 4.205, 775.523),
    (357.0, 2.92, 0.067),
    (317.0, 5.849, 11_790.629),
    (284.0, 1.899, 796.298),
    (271.0, 0.315, 10_977.079),
    (243.0, 0.345, 5_486.778),
    (206.0, 4.806, 2_544.314),
    (205.0, 1.869, 5_573.143),
    (202.0, 2.458, 6_069.777),
];
/// Longitude, times τ.
const LONGITUDE_1: [Term; 4] =
    [(628_331_966_747.0, 0.0, 0.0), (206_059.0, 2.678_235, 6_283.075_85), (4_303.0, 2.635_1, 12_566.151_7), (425.0, 1.59, 3.523)];
/// Longitude, times τ².
const LONGITUDE_2: [Term; 3] = [(52_919.0, 0.0, 0.0), (8_720.0, 1.072_1, 6_283.075_8), (309.0, 0.867, 12_566.152)];
/// Distance, 10⁻⁸ astronomical units.
const DISTANCE_0: [Term; 3] = [(100_013_989.0, 0.0, 0.0), (1_670_700.0, 3.098_463_5, 6_283.075_85), (13_956.0, 3.055_25, 12_566.151_7)];
/// Distance, times τ.
const DISTANCE_1: [Term; 1] = [(103_019.0, 1.107_49, 6_283.075_85)];

/// The Julian date of 1 January 1970, 0 h UT.
const UNIX_EPOCH_JD: f64 = 2_440_587.5;
/// The Julian date of J2000.
const J2000_JD: f64 = 2_451_545.0;
/// Seconds of arc in a radian.
const ARCSECONDS: f64 = 206_264.806_247;

/// The sun as seen from the centre of the earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geocentric {
    /// Angle north of the equator, radians.
    pub declination: f64,
    /// Hour angle at Greenwich: 0 when the sun is over the meridian, growing to the west, radians, -π to π.
    pub greenwich_hour_angle: f64,
    /// Distance, astronomical units.
    pub distance_au: f64,
}

impl Geocentric {
    /// At a moment, in seconds since 1 January 1970, 0 h UT. Meant for 1900 to 2100.
    #[must_use]
    pub fn at(unix_seconds: f64) -> Self {
        let days = unix_seconds / 86_400.0 + (UNIX_EPOCH_JD - J2000_JD);
        // The earth turns ever slower than the clock of the planets: 64 s in 2000, 69 s in 2020. An error of 20 s
        // moves the sun by 0.0002°.
        let dynamical = days + (64.0 + 0.3 * days / 365.25) / 86_400.0;
        let centuries = dynamical / 36_525.0;
        let tau = centuries / 10.0;

        let earth = (sum(&LONGITUDE_0, tau) + tau * (sum(&LONGITUDE_1, tau) + tau * sum(&LONGITUDE_2, tau))) * 1e-8;
        let distance_au = (sum(&DISTANCE_0, tau) + tau * sum(&DISTANCE_1, tau)) * 1e-8;

        // Mean longitudes of the sun, the moon and the moon's node.
        let sun = (280.466_5 + 36_000.769_8 * centuries).to_radians();
        let moon = (218.316_5 + 481_267.881_3 * centuries).to_radians();
        let node = (125.044_52 - 1_934.136_261 * centuries).to_radians();
        let nutation =
            (-17.20 * node.sin() - 1.32 * (2.0 * sun).sin() - 0.23 * (2.0 * moon).sin() + 0.21 * (2.0 * node).sin()) / ARCSECONDS;
        let obliquity = (84_381.448 - 46.815 * centuries + 9.20 * node.cos() + 0.57 * (2.0 * sun).cos() + 0.10 * (2.0 * moon).cos()
            - 0.09 * (2.0 * node).cos())
            / ARCSECONDS;
        let aberration = -20.489_8 / ARCSECONDS / distance_au;

        let longitude = earth + PI + nutation + aberration;
        let (sin_longitude, cos_longitude) = longitude.sin_cos();
        let (sin_obliquity, cos_obliquity) = obliquity.sin_cos();
        let right_ascension = (sin_longitude * cos_obliquity).atan2(cos_longitude);
        let sidereal = (280.460_618_37 + 360.985_647_366_29 * days).to_radians() + nutation * cos_obliquity;
        Self {
            declination: (sin_longitude * sin_obliquity).asin(),
            greenwich_hour_angle: (sidereal - right_ascension + PI).rem_euclid(TAU) - PI,
            distance_au,
        }
    }
}

fn sum(terms: &[Term], tau: f64) -> f64 {
    terms.iter().map(|(a, b, c)| a * (b + c * tau).cos()).sum()
}

/// Days from 1 January 1970 to a day of the Gregorian calendar (month 1 to 12).
#[must_use]
pub fn days_from_epoch(year: i32, month: i32, day: i32) -> i32 {
    // Years begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_counts_days() {
        assert_eq!(days_from_epoch(1970, 1, 1), 0);
        assert_eq!(days_from_epoch(2000, 2, 29), 11_016);
        assert_eq!(days_from_epoch(2000, 3, 1), 11_017);
        assert_eq!(days_from_epoch(2019, 1, 1), 17_897);
    }

    #[test]
    fn the_example_of_meeus_is_met() {
        // Example 25.b: 1992 October 13.0 TD: apparent declination -7°47'01.74", distance 0.99760775 AU.
        let sun = Geocentric::at(f64::from(days_from_epoch(1992, 10, 13)) * 86_400.0 - 59.0);
        let expected = -(7.0 + 47.0 / 60.0 + 1.74 / 3600.0);
        assert!((sun.declination.to_degrees() - expected).abs() < 0.000_6, "{}", sun.declination.to_degrees());
        assert!((sun.distance_au - 0.997_607_75).abs() < 1e-4);
    }
}
