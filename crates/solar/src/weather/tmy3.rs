//! NREL's third set of typical years (TMY3), comma-separated: a line about the station, a line of column names, rows that
//! end at `Time`, from 01:00 to 24:00. Columns go by name, so the files of 2008 and the later ones, with more or fewer
//! columns, are read alike. Form: Wilcox and Marion, "Users Manual for TMY3 Data Sets", NREL/TP-581-43156.

use super::{
    Source, Station, Weather,
    column::{Column, row},
    reason::{Reason, Refused},
    text::{File, number, whole},
    year::{HourOfYear, Row, Year},
};

/// The format writes -9900 for a missing value.
const MISSING: f64 = -9_000.0;

struct Head {
    date: Column,
    time: Column,
    beam: Column,
    diffuse: Column,
    air_c: Column,
    wind_m_s: Column,
}

impl Head {
    fn of(names: &[&str]) -> Result<Self, Reason> {
        Ok(Self {
            date: Column::find(names, &["Date (MM/DD/YYYY)", "Date"])?,
            time: Column::find(names, &["Time (HH:MM)", "Time"])?,
            beam: Column::find(names, &["DNI (W/m^2)", "Dir Norm (W/m^2)", "DNI"])?,
            diffuse: Column::find(names, &["DHI (W/m^2)", "Dif Horiz (W/m^2)", "DHI"])?,
            air_c: Column::find(names, &["Dry-bulb (C)", "Dry Bulb (C)", "DryBulb (C)", "Dry-bulb"])?,
            wind_m_s: Column::find(names, &["Wspd (m/s)", "Wind Speed (m/s)", "WindSpeed (m/s)", "Wspd"])?,
        })
    }

    fn row(&self, row: &[&str]) -> Result<Row, Reason> {
        let mut date = self.date.text(row)?.split('/');
        let mut part = |column, low, high| whole(column, date.next().unwrap_or(""), low, high);
        let (month, day) = (part("the month", 1, 12)?, part("the day", 1, 31)?);
        let (hour, minute) = self.time.text(row)?.split_once(':').unwrap_or(("", ""));
        let (hour, minute) = (whole("the hour", hour, 1, 24)?, whole("the minute", minute, 0, 59)?);
        if minute != 0 {
            return Err(Reason::SubHourly);
        }
        Ok(Row {
            hour: HourOfYear::beginning(month, day, hour - 1)?,
            beam: self.beam.present(row, MISSING)?,
            diffuse: self.diffuse.present(row, MISSING)?,
            air_c: Some(self.air_c.number(row)?).filter(|value| *value > MISSING),
            wind_m_s: Some(self.wind_m_s.number(row)?).filter(|value| *value > MISSING),
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
    let (line, first) = next("the station")?;
    let station = station(&row(first)).map_err(file.at(line))?;
    let (line, names) = next("the names of the columns")?;
    let head = Head::of(&row(names)).map_err(file.at(line))?;
    let mut year = Year::default();
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        head.row(&row(text)).and_then(|row| year.put(line, &row)).map_err(file.at(line))?;
    }
    year.finish(&file, Source::Tmy3, station, 0.5, 0)
}

/// Number, name, state, time zone, latitude, longitude, elevation.
fn station(row: &[&str]) -> Result<Station, Reason> {
    let at = |position, column| super::text::field(row, position, column).and_then(|text| number(column, text));
    Station::new(
        super::text::field(row, 1, "the name of the place")?,
        at(4, "the latitude")?,
        at(5, "the longitude")?,
        at(3, "the time zone")?,
        at(6, "the elevation")?,
    )
}
