//! Typical years of PVGIS as JSON: the same content as the comma-separated form.

use std::fmt;

use domain::place::Coordinates;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, SeqAccess, Visitor},
};

use super::{
    Source, Station, Weather,
    pvgis_csv::{finish, time, zone},
    reason::{Reason, Refused},
    text::File,
    year::{Row, Year},
};

/// Hours of a leap year: more rows are refused before they are kept.
const MOST_ROWS: usize = 8_784;

#[derive(Deserialize)]
struct Document {
    inputs: Inputs,
    outputs: Outputs,
}

#[derive(Deserialize)]
struct Inputs {
    location: Location,
}

#[derive(Deserialize)]
struct Location {
    latitude: f64,
    longitude: f64,
    elevation: f64,
    irradiance_time_offset: Option<f64>,
}

#[derive(Deserialize)]
struct Outputs {
    #[serde(deserialize_with = "rows")]
    tmy_hourly: Vec<Hour>,
}

#[derive(Deserialize)]
struct Hour {
    #[serde(rename = "time(UTC)")]
    time: Moment,
    #[serde(rename = "Gb(n)")]
    beam: f64,
    #[serde(rename = "Gd(h)")]
    diffuse: f64,
    #[serde(rename = "T2m")]
    air_c: Option<f64>,
    #[serde(rename = "WS10m")]
    wind_m_s: Option<f64>,
}

/// A time without a heap of its own: `20180131:2310`.
#[derive(Clone, Copy)]
struct Moment([u8; 13]);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Moment;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time as 20180131:2310")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Moment, E> {
                text.as_bytes().try_into().map(Moment).map_err(|_| E::custom("a time has 13 characters, as 20180131:2310"))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// The rows, within bounds. JSON has no lines worth counting, so a row that is wrong is named by its number.
fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hour>, D::Error> {
    struct Rows;
    impl<'de> Visitor<'de> for Rows {
        type Value = Vec<Hour>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the hours of a year")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<Hour>, A::Error> {
            let mut kept = Vec::new();
            while let Some(row) = rows.next_element()? {
                if kept.len() == MOST_ROWS {
                    return Err(A::Error::custom("more than 8,784 rows: only typical years are read"));
                }
                kept.push(row);
            }
            Ok(kept)
        }
    }
    deserializer.deserialize_seq(Rows)
}

/// What to ask PVGIS 5.3 for: path and query of a GET at `re.jrc.ec.europa.eu`, whose answer [`read()`] takes. This crate
/// asks nobody; an operator who permits it gives the answer to the reader. At most 30 questions a second from one address.
#[must_use]
pub fn path_and_query(place: Coordinates) -> String {
    format!("/api/v5_3/tmy?lat={:.6}&lon={:.6}&outputformat=json", place.latitude(), place.longitude())
}

/// Reads a file.
///
/// # Errors
/// Where and why it is none. A row that is wrong is named by its number, and so is the first of a [`super::Warning`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Weather, Refused> {
    let file = File::new(name, bytes)?;
    let document: Document = serde_json::from_str(file.text()).map_err(|error| Refused {
        file: name.to_owned(),
        line: Some(error.line()).filter(|line| *line > 0),
        reason: Reason::Json(error.to_string().chars().take(200).collect()),
    })?;
    let Location { latitude, longitude, elevation, irradiance_time_offset } = document.inputs.location;
    let in_range = (-180.0..=180.0).contains(&longitude);
    let offset = if in_range { f64::from(zone(longitude)) } else { 0.0 };
    let station = Station::new("", latitude, longitude, offset, elevation).map_err(|reason| file.refused(reason))?;
    let mut year = Year::default();
    let mut minute = None;
    for (number, hour) in (1..).zip(&document.outputs.tmy_hourly) {
        let refuse = |reason: Reason| file.refused(Reason::Json(format!("hour {number} of tmy_hourly: {reason}")));
        let text = std::str::from_utf8(&hour.time.0).unwrap_or("");
        let (begins, here) = time(text).map_err(refuse)?;
        if *minute.get_or_insert(here) != here {
            return Err(refuse(Reason::SubHourly));
        }
        let row = Row { hour: begins, beam: hour.beam, diffuse: hour.diffuse, air_c: hour.air_c, wind_m_s: hour.wind_m_s };
        year.put(number, &row).map_err(refuse)?;
    }
    finish(year, &file, Source::PvgisJson, station, minute.unwrap_or(0), irradiance_time_offset)
}
