//! Rows into the 8,760 hours of a year, in whatever order they come.

use super::{
    HOURS, Hours, Source, Station, Weather,
    reason::{Reason, Refused},
    text::File,
    warning::{Doubt, Warning},
};
use crate::sun::extraterrestrial_normal;

/// Days of the months of a year of 365 days.
pub const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Hours on end without temperature or wind that are bridged.
pub const LONGEST_GAP: usize = 24;

/// More than any instrument errs by at night, W/m².
const NIGHT_OFFSET: f64 = -5.0;
/// More diffuse light than any sky has, W/m².
const BRIGHTEST_SKY: f64 = 1_100.0;

/// One row of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// When the hour begins.
    pub hour: HourOfYear,
    /// Direct normal irradiance, W/m².
    pub beam: f64,
    /// Diffuse horizontal irradiance, W/m².
    pub diffuse: f64,
    /// Air temperature, °C; none when the file has none for this hour.
    pub air_c: Option<f64>,
    /// Wind, m/s; none when the file has none for this hour.
    pub wind_m_s: Option<f64>,
}

/// An hour of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourOfYear {
    month: u8,
    day: u8,
    hour: u8,
}

impl HourOfYear {
    /// The hour that begins at `hour` (0 to 23) on a day of a month (1 to 12).
    ///
    /// # Errors
    /// When the calendar has no such day or the day no such hour. 29 February is a day.
    pub fn beginning(month: i32, day: i32, hour: i32) -> Result<Self, Reason> {
        let bounded = |column, value: i32, low: u8, high: u8| {
            let found = u8::try_from(value).ok().filter(|value| (low..=high).contains(value));
            found.ok_or(Reason::OutOfRange { column, low: low.into(), high: high.into() })
        };
        let (month, day, hour) = (bounded("the month", month, 1, 12)?, bounded("the day", day, 1, 31)?, bounded("the hour", hour, 0, 23)?);
        let days = if month == 2 { 29 } else { DAYS.get(usize::from(month) - 1).copied().unwrap_or(0) };
        if day > days { Err(Reason::NoSuchDay { month, day }) } else { Ok(Self { month, day, hour }) }
    }

    fn is_leap_day(self) -> bool {
        self.month == 2 && self.day == 29
    }

    /// Hours since the beginning of a year of 365 days.
    fn index(self) -> usize {
        let before: usize = DAYS.iter().take(usize::from(self.month) - 1).map(|days| usize::from(*days)).sum();
        (before + usize::from(self.day) - 1) * 24 + usize::from(self.hour)
    }

    fn of_index(index: usize) -> Self {
        let (mut days, hour) = (index / 24, index % 24);
        let mut month = 1_u8;
        for length in DAYS {
            if days < usize::from(length) {
                break;
            }
            days -= usize::from(length);
            month += 1;
        }
        let small = |value: usize| u8::try_from(value).unwrap_or(u8::MAX);
        Self { month, day: small(days + 1), hour: small(hour) }
    }
}

/// Collects rows.
#[derive(Debug)]
pub struct Year {
    rows: Box<[Slot; HOURS]>,
    warnings: Vec<Warning>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    filled: bool,
    beam: f32,
    diffuse: f32,
    air_c: Option<f32>,
    wind_m_s: Option<f32>,
}

const EMPTY: Slot = Slot { filled: false, beam: 0.0, diffuse: 0.0, air_c: None, wind_m_s: None };

impl Default for Year {
    fn default() -> Self {
        Self { rows: Box::new([EMPTY; HOURS]), warnings: Vec::new() }
    }
}

impl Year {
    /// Counts a doubt about a line.
    pub fn doubt(&mut self, doubt: Doubt, line: Option<usize>) {
        match self.warnings.iter_mut().find(|warning| warning.doubt == doubt) {
            Some(known) => known.hours += 1,
            None => self.warnings.push(Warning { doubt, first_line: line, hours: usize::from(line.is_some()) }),
        }
    }

    /// Puts a row in its place.
    ///
    /// # Errors
    /// When the hour was there before.
    pub fn put(&mut self, line: usize, row: &Row) -> Result<(), Reason> {
        if row.hour.is_leap_day() {
            self.doubt(Doubt::LeapDay, Some(line));
            return Ok(());
        }
        let day_of_year = u16::try_from(row.hour.index() / 24 + 1).unwrap_or(1);
        // Rounded data of a clear day touch the bound.
        if row.beam > extraterrestrial_normal(day_of_year) + 0.5 {
            self.doubt(Doubt::BeamAboveSun, Some(line));
        }
        if row.diffuse > BRIGHTEST_SKY {
            self.doubt(Doubt::DiffuseAboveSky, Some(line));
        }
        if row.beam < NIGHT_OFFSET || row.diffuse < NIGHT_OFFSET {
            self.doubt(Doubt::NegativeIrradiance, Some(line));
        }
        if row.air_c.is_some_and(|air| !(-90.0..=60.0).contains(&air)) {
            self.doubt(Doubt::ImpossibleTemperature, Some(line));
        }
        if row.wind_m_s.is_some_and(|wind| !(0.0..=100.0).contains(&wind)) {
            self.doubt(Doubt::ImpossibleWind, Some(line));
        }
        let HourOfYear { month, day, hour } = row.hour;
        let slot = self.rows.get_mut(row.hour.index()).filter(|slot| !slot.filled).ok_or(Reason::Twice { month, day, hour })?;
        *slot = Slot {
            filled: true,
            beam: single(row.beam),
            diffuse: single(row.diffuse),
            air_c: row.air_c.map(single),
            wind_m_s: row.wind_m_s.map(single),
        };
        Ok(())
    }

    /// The whole year. `later_h` hours are added to the clock of the rows; what leaves the year at one end enters it at
    /// the other.
    ///
    /// # Errors
    /// When hours are missing, or temperature or wind for too long.
    pub fn finish(mut self, file: &File<'_>, source: Source, station: Station, moment_h: f64, later_h: i8) -> Result<Weather, Refused> {
        let missing = self.rows.iter().filter(|slot| !slot.filled).count();
        if let Some(first) = self.rows.iter().position(|slot| !slot.filled) {
            let HourOfYear { month, day, hour } = HourOfYear::of_index(first);
            return Err(file.refused(Reason::Incomplete { missing, month, day, hour }));
        }
        if (station.utc_offset_h - station.longitude_deg / 15.0).abs() > 4.0 {
            self.doubt(Doubt::OddTimeZone, None);
        }
        let mut hours = Hours::default();
        let bridged = bridge(self.rows.iter().map(|slot| slot.air_c), &mut hours.air_c[..]);
        self.bridged(bridged, Doubt::BridgedTemperature).map_err(|()| file.refused(Reason::LongGap { column: "temperature" }))?;
        let bridged = bridge(self.rows.iter().map(|slot| slot.wind_m_s), &mut hours.wind_m_s[..]);
        self.bridged(bridged, Doubt::BridgedWind).map_err(|()| file.refused(Reason::LongGap { column: "wind" }))?;
        for ((slot, beam), diffuse) in self.rows.iter().zip(hours.beam.iter_mut()).zip(hours.diffuse.iter_mut()) {
            (*beam, *diffuse) = (slot.beam, slot.diffuse);
        }
        let turn = usize::from(later_h.unsigned_abs());
        for quantity in [&mut hours.beam, &mut hours.diffuse, &mut hours.air_c, &mut hours.wind_m_s] {
            if later_h < 0 { quantity.rotate_left(turn) } else { quantity.rotate_right(turn) }
        }
        Ok(Weather { source, station, moment_h, warnings: self.warnings, hours })
    }

    /// Records how many hours were bridged; an error when a gap was too long.
    fn bridged(&mut self, hours: Option<usize>, doubt: Doubt) -> Result<(), ()> {
        let hours = hours.ok_or(())?;
        if hours > 0 {
            self.warnings.push(Warning { doubt, first_line: None, hours });
        }
        Ok(())
    }
}

/// A number as the model takes it. Far beyond everything physical is a bound, so that no infinity arises.
#[expect(clippy::as_conversions, reason = "weather is measured to three digits; single precision has seven")]
fn single(value: f64) -> f32 {
    value.clamp(-1e9, 1e9) as f32
}

/// Copies values and draws a straight line over gaps, around the turn of the year as well; returns how many hours were
/// drawn, or none when a gap is longer than [`LONGEST_GAP`].
fn bridge(values: impl Iterator<Item = Option<f32>> + Clone, into: &mut [f32]) -> Option<usize> {
    let count = into.len();
    let first = values.clone().position(|value| value.is_some())?;
    let mut drawn = 0;
    // From the first value once around to it again.
    let mut last = (0, 0.0);
    for (step, value) in values.cycle().skip(first).take(count + 1).enumerate() {
        let Some(value) = value else { continue };
        let (from, before) = last;
        let gap = step.saturating_sub(from + 1);
        if gap > LONGEST_GAP {
            return None;
        }
        for missing in 1..=gap {
            let share = f32::from(u16::try_from(missing).ok()?) / f32::from(u16::try_from(gap + 1).ok()?);
            *into.get_mut((first + from + missing) % count)? = before + share * (value - before);
        }
        drawn += gap;
        *into.get_mut((first + step) % count)? = value;
        last = (step, value);
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hour_has_one_index() {
        for index in 0..HOURS {
            assert_eq!(HourOfYear::of_index(index).index(), index);
        }
        assert!(HourOfYear::beginning(2, 30, 0).is_err() && HourOfYear::beginning(4, 31, 0).is_err());
        assert!(HourOfYear::beginning(2, 29, 0).is_ok_and(HourOfYear::is_leap_day));
        assert!(HourOfYear::beginning(1, 1, 24).is_err() && HourOfYear::beginning(13, 1, 1).is_err());
    }

    #[test]
    fn gaps_are_bridged_around_the_turn_of_the_year_and_long_ones_are_not() {
        let values = [None, Some(1.0), None, Some(3.0), Some(4.0), None];
        let mut bridged = [0.0; 6];
        assert_eq!(bridge(values.into_iter(), &mut bridged), Some(3));
        assert_eq!(bridged, [2.0, 1.0, 2.0, 3.0, 4.0, 3.0]);
        assert_eq!(bridge([None; 4].into_iter(), &mut [0.0; 4]), None);
        let mut long = vec![Some(1.0_f32)];
        long.extend([None; LONGEST_GAP + 1]);
        assert_eq!(bridge(long.into_iter(), &mut [0.0; LONGEST_GAP + 2]), None);
    }
}
