//! The embedded climate: monthly means of every 1° cell of land. Origin and format: `data/README.md`.

#![expect(clippy::as_conversions, reason = "a checked degree becomes a cell number of at most 64,800, a byte a number")]

use domain::place::Coordinates;
use thiserror::Error;

static TABLE: &[u8] = include_bytes!("../data/climate.bin");

const RECORD: usize = 27;
const COLUMNS: i32 = 360;
/// Coasts and islands whose cells count as sea borrow from the nearest land: Key West is 164 km from its own.
const BORROW_KM: f64 = 200.0;
const KM_PER_DEGREE: f64 = 111.195;

/// Monthly means of a place, January first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthlyClimate {
    /// Clearness index: global horizontal over extraterrestrial horizontal irradiation, 0 to 1.
    pub clearness: [f64; 12],
    /// Mean air temperature, °C.
    pub temperature_c: [f64; 12],
    /// Root mean square of the wind at 10 m over the year, m/s.
    pub wind_m_s: f64,
    /// Whether the place lies outside the land cells and borrows from the nearest coast.
    pub borrowed: bool,
}

/// Why a place has no climate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoClimate {
    /// More than 200 km from any land cell; also islands that the table lost, such as Oahu.
    #[error("this is open sea or a small island: the climate table knows no land within 200 km")]
    Sea,
    /// South of 60° S or north of 84° N.
    #[error("this is too close to a pole: the climate table ends at 60° south and 84° north")]
    Polar,
}

/// The embedded table.
#[derive(Clone, Copy, Debug)]
pub struct Climate;

impl Climate {
    /// The climate of a place: bilinear between the land cells around it, else that of the nearest land cell.
    ///
    /// # Errors
    /// [`NoClimate`] at open sea and near the poles.
    pub fn at(place: Coordinates) -> Result<MonthlyClimate, NoClimate> {
        let (latitude, longitude) = (place.latitude(), place.longitude());
        if !(-60.0..=84.0).contains(&latitude) {
            return Err(NoClimate::Polar);
        }
        bilinear(latitude, longitude).or_else(|| nearest(latitude, longitude)).ok_or(NoClimate::Sea)
    }
}

/// Mean of the land among the four cells around the place, weighted bilinearly; none when all four are sea.
fn bilinear(latitude: f64, longitude: f64) -> Option<MonthlyClimate> {
    let (south, west) = ((latitude - 0.5).floor(), (longitude - 0.5).floor());
    let (north_share, east_share) = (latitude - 0.5 - south, longitude - 0.5 - west);
    let (row, column) = (south as i32 + 90, west as i32 + 180);
    let corners = [
        (row, column, (1.0 - north_share) * (1.0 - east_share)),
        (row, column + 1, (1.0 - north_share) * east_share),
        (row + 1, column, north_share * (1.0 - east_share)),
        (row + 1, column + 1, north_share * east_share),
    ];
    let mut mean = MonthlyClimate { clearness: [0.0; 12], temperature_c: [0.0; 12], wind_m_s: 0.0, borrowed: false };
    let mut land = 0.0;
    for (row, column, weight) in corners {
        let Some(cell) = cell(row, column) else { continue };
        land += weight;
        mean.add(&cell, weight);
    }
    (land > 0.0).then(|| mean.scaled(1.0 / land))
}

/// The nearest land cell within [`BORROW_KM`]; asked only when the place has no land around it.
fn nearest(latitude: f64, longitude: f64) -> Option<MonthlyClimate> {
    let (row, column) = (latitude.floor() as i32 + 90, longitude.floor() as i32 + 180);
    // A degree of longitude shrinks towards the poles, so more columns are in reach there.
    let km_per_longitude = KM_PER_DEGREE * latitude.to_radians().cos();
    let reach = (BORROW_KM / km_per_longitude).ceil() as i32;
    let mut best: Option<(f64, MonthlyClimate)> = None;
    for row in row - 2..=row + 2 {
        for column in column - reach..=column + reach {
            let north = f64::from(row) - 89.5 - latitude;
            let east = f64::from(column) - 179.5 - longitude;
            let distance = (north * KM_PER_DEGREE).hypot(east * km_per_longitude);
            if distance > BORROW_KM || best.is_some_and(|(nearest, _)| nearest <= distance) {
                continue;
            }
            if let Some(cell) = cell(row, column) {
                best = Some((distance, MonthlyClimate { borrowed: true, ..cell }));
            }
        }
    }
    best.map(|(_, climate)| climate)
}

/// A land cell by row from the south pole and column from 180° W; columns wrap around the earth.
fn cell(row: i32, column: i32) -> Option<MonthlyClimate> {
    if !(0..180).contains(&row) {
        return None;
    }
    let number = u16::try_from(row * COLUMNS + column.rem_euclid(COLUMNS)).ok()?;
    let (records, _) = TABLE.as_chunks::<RECORD>();
    let found = records.binary_search_by_key(&number, |[low, high, ..]| u16::from_le_bytes([*low, *high])).ok()?;
    let (_, values) = records.get(found)?.split_first_chunk::<2>()?;
    let (clearness, values) = values.split_first_chunk::<12>()?;
    let (temperature, values) = values.split_first_chunk::<12>()?;
    Some(MonthlyClimate {
        clearness: clearness.map(|byte| f64::from(byte) / 250.0),
        temperature_c: temperature.map(|byte| f64::from(byte as i8) / 2.0),
        wind_m_s: f64::from(*values.first()?) / 10.0,
        borrowed: false,
    })
}

impl MonthlyClimate {
    fn add(&mut self, other: &Self, weight: f64) {
        for (sum, value) in self.clearness.iter_mut().zip(other.clearness) {
            *sum += weight * value;
        }
        for (sum, value) in self.temperature_c.iter_mut().zip(other.temperature_c) {
            *sum += weight * value;
        }
        self.wind_m_s += weight * other.wind_m_s;
    }

    fn scaled(self, factor: f64) -> Self {
        Self {
            clearness: self.clearness.map(|value| value * factor),
            temperature_c: self.temperature_c.map(|value| value * factor),
            wind_m_s: self.wind_m_s * factor,
            borrowed: self.borrowed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: &str, longitude: &str) -> Result<MonthlyClimate, NoClimate> {
        Climate::at(Coordinates::parse(latitude, longitude).unwrap())
    }

    #[test]
    fn the_table_is_whole_sorted_and_small() {
        let (records, rest) = TABLE.as_chunks::<RECORD>();
        assert!(rest.is_empty() && TABLE.len() < 1_000_000);
        assert!(records.is_sorted_by_key(|r| u16::from_le_bytes([r[0], r[1]])));
        for record in records {
            let number = i32::from(u16::from_le_bytes([record[0], record[1]]));
            let cell = cell(number / COLUMNS, number % COLUMNS).unwrap();
            assert!(cell.clearness.iter().all(|k| (0.2..0.8).contains(k)), "cell {number}");
            assert!(cell.temperature_c.iter().all(|t| (-40.0..40.0).contains(t)), "cell {number}");
            assert!((0.5..15.0).contains(&cell.wind_m_s), "cell {number}");
        }
    }

    #[test]
    fn the_centre_of_a_cell_has_its_own_values() {
        // The first data row of the source: -55.5, -68.5, kt01 0.355, t01 14.4, wind 6.0.
        let cape_horn = at("-55.5", "-68.5").unwrap();
        assert!((cape_horn.clearness[0] - 0.355).abs() <= 0.002 && (cape_horn.temperature_c[0] - 14.4).abs() <= 0.25);
        assert!((cape_horn.wind_m_s - 6.0).abs() <= 0.05 && !cape_horn.borrowed);
    }

    #[test]
    fn sea_and_poles_are_refused_with_words() {
        assert_eq!(at("30", "-40"), Err(NoClimate::Sea));
        assert_eq!(at("0", "-140"), Err(NoClimate::Sea));
        for pole in ["90", "85", "-60.1", "-90"] {
            assert_eq!(at(pole, "10"), Err(NoClimate::Polar));
        }
        assert!(NoClimate::Sea.to_string().contains("sea") && NoClimate::Polar.to_string().contains("pole"));
    }

    #[test]
    fn islands_that_the_table_lost_are_refused_rather_than_guessed() {
        assert_eq!(at("21.307", "-157.858"), Err(NoClimate::Sea), "Honolulu");
        assert!(NoClimate::Sea.to_string().contains("island"));
    }

    #[test]
    fn coasts_and_islands_are_served() {
        for (town, latitude, longitude) in [
            ("Provincetown", "42.053", "-70.189"),
            ("Key West", "24.568", "-81.757"),
            ("Hilo", "19.72", "-155.09"),
            ("San Juan", "18.466", "-66.106"),
            ("Suva, beside the date line", "-18.14", "178.44"),
        ] {
            assert!(at(latitude, longitude).is_ok(), "{town}");
        }
        assert!(at("24.568", "-81.757").unwrap().borrowed);
        assert!(!at("39.74", "-104.99").unwrap().borrowed);
    }

    #[test]
    fn the_date_line_is_no_seam() {
        let (west, east) = (at("66.5", "-180").unwrap(), at("66.5", "180").unwrap());
        assert_eq!(west, east);
    }
}
