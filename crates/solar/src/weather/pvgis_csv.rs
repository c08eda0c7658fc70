//! Typical years of PVGIS (European Commission, Joint Research Centre), comma-separated.
//!
//! Times are universal, and a row shows the moment at which the satellite saw the place: the full hour and the
//! "irradiance time offset" of the head. Rows are moved to the standard time of the longitude, so that months and days
//! are those of the place. Form: PVGIS user manual, "TMY generator".

use super::{
    Source, Station, Weather,
    column::{Column, row},
    reason::{Reason, Refused},
    text::{File, number, whole},
    warning::Doubt,
    year::{HourOfYear, Row, Year},
};

struct Head {
    time: Column,
    beam: Column,
    diffuse: Column,
    air_c: Column,
    wind_m_s: Column,
}

impl Head {
    fn of(names: &[&str]) -> Result<Self, Reason> {
        Ok(Self {
            time: Column::find(names, &["time(UTC)", "time"])?,
            beam: Column::find(names, &["Gb(n)"])?,
            diffuse: Column::find(names, &["Gd(h)"])?,
            air_c: Column::find(names, &["T2m"])?,
            wind_m_s: Column::find(names, &["WS10m"])?,
        })
    }
}

/// Standard time of a longitude less universal time, whole hours.
#[expect(clippy::as_conversions, reason = "a longitude of at most 180° is at most 12 hours")]
pub(super) fn zone(longitude_deg: f64) -> i8 {
    (longitude_deg / 15.0).round() as i8
}

/// Month, day, hour and minute of `20180131:2310`.
pub(super) fn time(text: &str) -> Result<(HourOfYear, i32), Reason> {
    let wrong = || Reason::NotANumber { column: "time(UTC)", text: text.chars().take(24).collect() };
    let (date, clock) = text.split_once(':').filter(|(date, clock)| date.len() == 8 && clock.len() == 4).ok_or_else(wrong)?;
    let part = |text: &str, range: std::ops::Range<usize>, column, low, high| whole(column, text.get(range).ok_or_else(wrong)?, low, high);
    let hour = HourOfYear::beginning(
        part(date, 4..6, "the month", 1, 12)?,
        part(date, 6..8, "the day", 1, 31)?,
        part(clock, 0..2, "the hour", 0, 23)?,
    )?;
    Ok((hour, part(clock, 2..4, "the minute", 0, 59)?))
}

/// Reads a file.
///
/// # Errors
/// Where and why it is none.
pub fn read(name: &str, bytes: &[u8]) -> Result<Weather, Refused> {
    let file = File::new(name, bytes)?;
    let mut lines = file.lines();
    let (mut latitude, mut longitude, mut elevation, mut offset_h) = (None, None, None, None);
    let head = loop {
        let (line, text) = lines.next().ok_or_else(|| file.refused(Reason::MissingLine("the names of the columns")))?;
        if text.starts_with("time") {
            break Head::of(&row(text)).map_err(file.at(line))?;
        }
        let Some((what, value)) = text.split_once(':') else { continue };
        let slot = match what.split('(').next().unwrap_or("").trim() {
            "Latitude" => &mut latitude,
            "Longitude" => &mut longitude,
            "Elevation" => &mut elevation,
            "Irradiance Time Offset" => &mut offset_h,
            _ => continue,
        };
        *slot = Some(number("a number of the head", value.trim()).map_err(file.at(line))?);
    };
    let need = |value: Option<f64>, what| value.ok_or_else(|| file.refused(Reason::MissingLine(what)));
    let longitude = need(longitude, "Longitude")?;
    let station = Station::new("", need(latitude, "Latitude")?, longitude, f64::from(zone(longitude)), need(elevation, "Elevation")?)
        .map_err(|reason| file.refused(reason))?;

    let mut year = Year::default();
    let mut minute = None;
    // An empty line ends the rows; notes follow.
    for (line, text) in lines.take_while(|(_, text)| !text.trim().is_empty()) {
        let refuse = file.at(line);
        let row = row(text);
        let (hour, here) = head.time.text(&row).and_then(time).map_err(&refuse)?;
        if *minute.get_or_insert(here) != here {
            return Err(refuse(Reason::SubHourly));
        }
        let values = || {
            Ok(Row {
                hour,
                beam: head.beam.number(&row)?,
                diffuse: head.diffuse.number(&row)?,
                air_c: Some(head.air_c.number(&row)?),
                wind_m_s: Some(head.wind_m_s.number(&row)?),
            })
        };
        values().and_then(|row| year.put(line, &row)).map_err(&refuse)?;
    }
    finish(year, &file, Source::PvgisCsv, station, minute.unwrap_or(0), offset_h)
}

/// What both forms of PVGIS end with.
pub(super) fn finish(
    mut year: Year,
    file: &File<'_>,
    source: Source,
    station: Station,
    minute: i32,
    offset_h: Option<f64>,
) -> Result<Weather, Refused> {
    let seen_h = offset_h.unwrap_or(0.0);
    if !(-1.0..=1.0).contains(&seen_h) {
        return Err(file.refused(Reason::OutOfRange { column: "the irradiance time offset", low: -1, high: 1 }));
    }
    if offset_h.is_none() && minute == 0 {
        year.doubt(Doubt::NoOffset, None);
    }
    let later_h = zone(station.longitude_deg);
    // A minute in the rows is that of the satellite already.
    let moment_h = if minute == 0 { seen_h } else { f64::from(minute) / 60.0 };
    year.finish(file, source, station, moment_h, later_h)
}
