//! The comma-separated files of the National Solar Radiation Database and of SAM, which share a form: a line of names, a
//! line of values about the place, a line of column names, rows.
//!
//! Rows with a minute belong to that moment (the NSRDB writes 30: the middle of its hour). Rows without one are means of
//! the hour that begins; when a file counts hours from 1 to 24, of the hour that ends. Form: NREL, "NSRDB Physical Solar
//! Model data dictionary"; SAM help, "Weather file formats: SAM CSV".

use super::{
    Source, Station, Weather,
    column::{Column, row},
    reason::{Reason, Refused},
    text::{File, number},
    year::{HourOfYear, Row, Year},
};

/// What SAM and the NSRDB write for a missing value; so does everything below.
const MISSING: f64 = -900.0;

/// Names of the columns in a file.
struct Head {
    month: Column,
    day: Column,
    hour: Column,
    minute: Option<Column>,
    beam: Column,
    diffuse: Column,
    air_c: Column,
    wind_m_s: Column,
}

impl Head {
    fn of(names: &[&str]) -> Result<Self, Reason> {
        Ok(Self {
            month: Column::find(names, &["Month"])?,
            day: Column::find(names, &["Day"])?,
            hour: Column::find(names, &["Hour"])?,
            minute: Column::maybe(names, &["Minute", "Min"]),
            beam: Column::find(names, &["DNI", "Beam", "DN", "Direct Normal Irradiance", "beam irradiance", "Direct normal radiation"])?,
            diffuse: Column::find(
                names,
                &["DHI", "Diffuse", "DF", "DH", "Diffuse Horizontal Irradiance", "diffuse irradiance", "Diffuse horizontal radiation"],
            )?,
            air_c: Column::find(
                names,
                &[
                    "Temperature",
                    "Tdry",
                    "Dry Bulb",
                    "Dry-bulb",
                    "Tamb",
                    "Temp",
                    "Air Temperature",
                    "Ambient Temperature",
                    "Dry bulb temperature",
                ],
            )?,
            wind_m_s: Column::find(names, &["Wind Speed", "Wspd", "WS", "Windspeed", "wind velocity"])?,
        })
    }
}

/// Reads a file.
///
/// # Errors
/// Where and why it is none.
pub fn read(name: &str, bytes: &[u8]) -> Result<Weather, Refused> {
    let file = File::new(name, bytes)?;
    let mut lines = file.lines();
    let mut next = |what| lines.next().ok_or_else(|| file.refused(Reason::MissingLine(what)));
    let (line, names) = next("the names of the head")?;
    let (_, values) = next("the values of the head")?;
    let station = station(&row(names), &row(values)).map_err(file.at(line + 1))?;
    let (line, names) = next("the names of the columns")?;
    let head = Head::of(&row(names)).map_err(file.at(line))?;

    let rows = || file.lines().skip(3).filter(|(_, text)| !text.chars().all(|c| c == ',' || c.is_whitespace()));
    // Some count hours from 0, some from 1: only the last tells.
    let from_one = rows().any(|(_, text)| head.hour.number(&row(text)).is_ok_and(|hour| (hour - 24.0).abs() < 1e-9));
    let mut year = Year::default();
    let mut minute: Option<i32> = None;
    for (line, text) in rows() {
        let refuse = file.at(line);
        let row = row(text);
        if let Some(column) = head.minute {
            let here = column.whole(&row, 0, 59).map_err(&refuse)?;
            if *minute.get_or_insert(here) != here {
                return Err(refuse(Reason::SubHourly));
            }
        }
        head.row(&row, from_one).and_then(|row| year.put(line, &row)).map_err(&refuse)?;
    }
    let moment_h = minute.map_or(0.5, |minute| f64::from(minute) / 60.0);
    year.finish(&file, Source::Nsrdb, station, moment_h, 0)
}

impl Head {
    fn row(&self, row: &[&str], from_one: bool) -> Result<Row, Reason> {
        let hour = if from_one { self.hour.whole(row, 1, 24)? - 1 } else { self.hour.whole(row, 0, 23)? };
        Ok(Row {
            hour: HourOfYear::beginning(self.month.whole(row, 1, 12)?, self.day.whole(row, 1, 31)?, hour)?,
            beam: self.beam.present(row, MISSING)?,
            diffuse: self.diffuse.present(row, MISSING)?,
            air_c: Some(self.air_c.number(row)?).filter(|value| *value > MISSING),
            wind_m_s: Some(self.wind_m_s.number(row)?).filter(|value| *value > MISSING),
        })
    }
}

fn station(names: &[&str], values: &[&str]) -> Result<Station, Reason> {
    let at = |aliases: &[&'static str]| Column::find(names, aliases).and_then(|column| column.number(values));
    let text = |alias: &'static str| Column::maybe(names, &[alias]).and_then(|column| column.text(values).ok());
    let place = match (text("City"), text("Location ID")) {
        (Some(city), _) if !city.is_empty() && city != "-" => city,
        (_, Some(id)) => id,
        _ => "",
    };
    // Since version 4 "Time Zone" is that of the data and "Local Time Zone" that of the place: the data count.
    let zone = Column::find(names, &["Time Zone", "timezone", "TZ"])?;
    Station::new(
        place,
        at(&["Latitude", "Lat"])?,
        at(&["Longitude", "Lon", "Lng", "Long"])?,
        number("the time zone", zone.text(values)?)?,
        at(&["Elevation", "Elev", "Altitude"])?,
    )
}
