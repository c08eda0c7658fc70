//! How far off an estimate may be.
//!
//! The climate table was tried end to end against measured typical years, on planes that face the equator. What was found
//! is the band: nothing here is a guess unless it says so. It is the error of the long-term mean: the weather of a
//! single year comes on top, and so do errors in the measures of the roof.

use domain::place::Coordinates;

/// One standard normal deviation times this is exceeded in one of ten cases.
const ONE_IN_TEN: f64 = 1.281_552;
/// Two reference models, PVWatts 8 and pvlib, differ by this much from each other.
const MODEL: f64 = 0.026;
/// 29 US stations, cross-validated by blocks of 5°: 4.7 % rmse.
const UNITED_STATES: f64 = 0.047;
/// 107 stations of the world: 8.1 % rmse.
const WORLD: f64 = 0.081;
/// No station was there to try it: a judgement, not a measurement.
const UNTESTED: f64 = 0.10;
/// A typical year from a file against the long-term mean of its own place: a judgement. Sets of different makers differ
/// by 4 to 5 % in annual irradiation at one place.
const TYPICAL_YEAR: f64 = 0.04;
/// A place on a coast that borrows its climate from up to 200 km away: a judgement as well.
const BORROWED: f64 = 0.04;
/// Shade is said in three words; the loss behind each may be off by half of itself. A judgement.
const SHADE_UNCERTAINTY: f64 = 0.5;

/// The band around an annual energy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Exceeded in nine of ten cases (P90), kWh.
    pub low_annual_kwh: f64,
    /// Exceeded in one of ten cases (P10), kWh.
    pub high_annual_kwh: f64,
    /// One standard deviation over the annual energy.
    pub relative_sigma: f64,
}

impl Band {
    /// The band of an annual energy of a standard deviation relative to it.
    #[must_use]
    pub fn around(annual_kwh: f64, relative_sigma: f64) -> Self {
        let half = ONE_IN_TEN * relative_sigma;
        Self { low_annual_kwh: annual_kwh * (1.0 - half).max(0.0), high_annual_kwh: annual_kwh * (1.0 + half), relative_sigma }
    }
}

/// What the hours of a site rest upon.
#[derive(Clone, Copy, Debug)]
pub enum Trust {
    /// The embedded climate.
    Climate {
        /// Where.
        place: Coordinates,
        /// Whether the place lies outside the land of the table.
        borrowed: bool,
    },
    /// A typical year from a file.
    Weather,
}

impl Trust {
    /// One standard deviation of an annual energy over that energy; the parts are independent of each other.
    #[must_use]
    pub fn relative_sigma(self, shade_loss: f64) -> f64 {
        let (climate, borrowed) = match self {
            Self::Climate { place, borrowed } => (climate_sigma(place), if borrowed { BORROWED } else { 0.0 }),
            Self::Weather => (TYPICAL_YEAR, 0.0),
        };
        // What is left is the share 1 - loss, and the error is relative to that.
        let shade = SHADE_UNCERTAINTY * shade_loss / (1.0 - shade_loss).max(0.05);
        [climate, MODEL, borrowed, shade].into_iter().fold(0.0, f64::hypot)
    }
}

fn climate_sigma(place: Coordinates) -> f64 {
    if Region::CONTIGUOUS_STATES.holds(place) {
        UNITED_STATES
    } else if Region::UNTESTED.iter().any(|region| region.holds(place)) {
        UNTESTED
    } else {
        WORLD
    }
}

/// A box on the map, whole degrees.
struct Region {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Region {
    const CONTIGUOUS_STATES: Self = Self::new(24.0, 49.5, -125.0, -66.5);
    /// South America; Africa south of the Sahara; India and its neighbours.
    const UNTESTED: [Self; 3] =
        [Self::new(-60.0, 13.0, -82.0, -34.0), Self::new(-36.0, 15.0, -18.0, 52.0), Self::new(5.0, 37.0, 60.0, 98.0)];

    const fn new(south: f64, north: f64, west: f64, east: f64) -> Self {
        Self { south, north, west, east }
    }

    fn holds(&self, place: Coordinates) -> bool {
        (self.south..=self.north).contains(&place.latitude()) && (self.west..=self.east).contains(&place.longitude())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sigma(latitude: &str, longitude: &str, borrowed: bool, shade: f64) -> f64 {
        Trust::Climate { place: Coordinates::parse(latitude, longitude).unwrap(), borrowed }.relative_sigma(shade)
    }

    #[test]
    fn the_band_is_wider_where_less_is_known() {
        let denver = sigma("39.74", "-104.99", false, 0.0);
        let turin = sigma("45", "8", false, 0.0);
        let delhi = sigma("28.6", "77.2", false, 0.0);
        assert!((0.05..0.06).contains(&denver) && (0.08..0.09).contains(&turin) && delhi > turin);
        assert!(sigma("24.57", "-81.76", true, 0.0) > denver);
        assert!(Trust::Weather.relative_sigma(0.0) < denver);
    }

    #[test]
    fn shade_widens_the_band_and_never_below_zero() {
        let open = sigma("39.74", "-104.99", false, 0.0);
        let some = sigma("39.74", "-104.99", false, 0.08);
        let heavy = sigma("39.74", "-104.99", false, 0.25);
        assert!(open < some && some < heavy);
        let dark = Band::around(10.0, sigma("39.74", "-104.99", false, 1.0));
        assert!(dark.low_annual_kwh >= 0.0 && dark.high_annual_kwh.is_finite());
    }
}
