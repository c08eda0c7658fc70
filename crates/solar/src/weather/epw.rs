//! EnergyPlus weather files.
//!
//! Hour 1 is the first hour of the day, 00:00 to 01:00, whatever stands in the minute field: some files write 0 there and
//! some 60, and both mean the hour that ends. Format: EnergyPlus Auxiliary Programs, "EnergyPlus Weather File (EPW)
//! Data Dictionary".

use super::{
    Source, Station, Weather,
    reason::{Reason, Refused},
    text::{File, field, fields, number, whole},
    warning::Doubt,
    year::{HourOfYear, Row, Year},
};

/// What the format writes for a missing irradiance, W/m²; so does everything above.
const NO_IRRADIANCE: f64 = 9_999.0;
/// The same for the temperature, °C.
const NO_TEMPERATURE: f64 = 99.9;
/// The same for the wind, m/s.
const NO_WIND: f64 = 999.0;

/// Reads a file.
///
/// # Errors
/// Where and why it is none.
pub fn read(name: &str, bytes: &[u8]) -> Result<Weather, Refused> {
    let file = File::new(name, bytes)?;
    let mut lines = file.lines();
    let (line, first) = lines.next().ok_or_else(|| file.refused(Reason::MissingLine("LOCATION")))?;
    let station = station(first).map_err(file.at(line))?;
    let mut year = Year::default();
    loop {
        let (line, text) = lines.next().ok_or_else(|| file.refused(Reason::MissingLine("DATA PERIODS")))?;
        if text.starts_with("DATA PERIODS") {
            let each_hour: Vec<&str> = fields(text).take(3).collect();
            if field(&each_hour, 2, "the number of rows an hour")
                .and_then(|text| number("the number of rows an hour", text))
                .map_err(file.at(line))?
                > 1.0
            {
                return Err(file.at(line)(Reason::SubHourly));
            }
            break;
        }
        if text.starts_with("COMMENTS") && text.contains("Irradiance Time Offset") {
            year.doubt(Doubt::PvgisEpwOffset, None);
        }
    }
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        row(text).and_then(|row| year.put(line, &row)).map_err(file.at(line))?;
    }
    year.finish(&file, Source::Epw, station, 0.5, 0)
}

fn station(line: &str) -> Result<Station, Reason> {
    let row: Vec<&str> = fields(line).take(10).collect();
    if row.first() != Some(&"LOCATION") {
        return Err(Reason::MissingLine("LOCATION"));
    }
    let at = |position, column| field(&row, position, column).and_then(|text| number(column, text));
    Station::new(
        field(&row, 1, "the name of the place")?,
        at(6, "the latitude")?,
        at(7, "the longitude")?,
        at(8, "the time zone")?,
        at(9, "the elevation")?,
    )
}

fn row(line: &str) -> Result<Row, Reason> {
    let row: Vec<&str> = fields(line).take(22).collect();
    let at = |position, column| field(&row, position, column).and_then(|text| number(column, text));
    let date = |position, column, low, high| field(&row, position, column).and_then(|text| whole(column, text, low, high));
    let irradiance = |position, column| {
        at(position, column).and_then(|value| if value >= NO_IRRADIANCE { Err(Reason::MissingValue(column)) } else { Ok(value) })
    };
    Ok(Row {
        hour: HourOfYear::beginning(date(1, "the month", 1, 12)?, date(2, "the day", 1, 31)?, date(3, "the hour", 1, 24)? - 1)?,
        beam: irradiance(14, "direct normal irradiance")?,
        diffuse: irradiance(15, "diffuse horizontal irradiance")?,
        air_c: Some(at(6, "temperature")?).filter(|value| *value < NO_TEMPERATURE),
        wind_m_s: Some(at(21, "wind speed")?).filter(|value| *value < NO_WIND),
    })
}
