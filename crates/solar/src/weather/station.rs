//! Whose weather it is.

use super::reason::Reason;

/// A place with a clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// As the file calls it; may be empty.
    pub name: String,
    /// Degrees north.
    pub latitude_deg: f64,
    /// Degrees east.
    pub longitude_deg: f64,
    /// Standard time less universal time, hours.
    pub utc_offset_h: f64,
    /// Above the sea, metres.
    pub elevation_m: f64,
}

/// Characters of a name that are kept.
const LONGEST_NAME: usize = 80;

impl Station {
    /// A place that exists.
    ///
    /// # Errors
    /// Which measure is out of range.
    pub fn new(name: &str, latitude_deg: f64, longitude_deg: f64, utc_offset_h: f64, elevation_m: f64) -> Result<Self, Reason> {
        within("the latitude", latitude_deg, -90, 90)?;
        within("the longitude", longitude_deg, -180, 180)?;
        within("the time zone", utc_offset_h, -12, 14)?;
        within("the elevation", elevation_m, -500, 9_000)?;
        let name = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        Ok(Self { name, latitude_deg, longitude_deg, utc_offset_h, elevation_m })
    }
}

fn within(column: &'static str, value: f64, low: i32, high: i32) -> Result<(), Reason> {
    // Not a number is in no range.
    if (f64::from(low)..=f64::from(high)).contains(&value) { Ok(()) } else { Err(Reason::OutOfRange { column, low, high }) }
}
