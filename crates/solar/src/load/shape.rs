//! How a household spreads its use over the hours. Only the proportions count.

use super::{LoadError, Usage, energy};
use crate::synthetic::DAYS;

/// First and last day of daylight saving time in the United States in a year that begins on a Monday, counted from 0:
/// from the second Sunday of March to the day before the first Sunday of November. The change comes at midnight here.
const UNITED_STATES: (u16, u16) = (69, 306);

/// Whether people set their clocks. They live by the clock, the sun by standard time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SummerTime {
    /// Standard time all year.
    None,
    /// One hour ahead from March to November, by the rule of the United States.
    UnitedStates,
}

/// The habits of a household.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Weights of the hours of a working day, midnight first, by the clock.
    pub working_day: [f64; 24],
    /// Weights of the hours of a Saturday or Sunday.
    pub weekend_day: [f64; 24],
    /// Weight of a day in each month, January first; used only where not every month is known.
    pub season: [f64; 12],
    /// Where it comes from.
    pub source: &'static str,
    /// Whether nobody has measured it.
    pub assumption: bool,
}

/// A house whose people leave in the morning and come home in the evening: a base, a morning peak around eight and an
/// evening peak around seven that is more than twice the base; on weekends a later morning and a fuller noon.
///
/// It is OUR ASSUMPTION, measured by nobody: the working day is the curve `½ + 0.6 e^(−(h−19)²/8) + ¼ e^(−(h−8)²/4)` kW on
/// which our economics are held against SAM, rounded to three digits. Days of all months weigh the same: heating,
/// cooling and holidays differ so much from house to house that a season invented here would be believed; twelve bills
/// tell it. Whoever has measured hours uses [`super::Load::measured`].
pub const RESIDENTIAL: Shape = Shape {
    working_day: [
        0.500, 0.500, 0.500, 0.500, 0.505, 0.526, 0.592, 0.695, 0.750, 0.695, 0.592, 0.527, 0.506, 0.507, 0.526, 0.581, 0.695, 0.864,
        1.029, 1.100, 1.029, 0.864, 0.695, 0.581,
    ],
    weekend_day: [
        0.530, 0.510, 0.500, 0.500, 0.500, 0.505, 0.530, 0.590, 0.670, 0.740, 0.760, 0.750, 0.740, 0.720, 0.690, 0.690, 0.750, 0.870,
        1.010, 1.070, 1.010, 0.870, 0.720, 0.600,
    ],
    season: [1.0; 12],
    source: "assumption of this project",
    assumption: true,
};

impl Shape {
    /// Weights of the hours of a day of the year, counted from 0 for 1 January, by standard time.
    pub(super) fn day(&self, day: u16, summer_time: SummerTime) -> [f64; 24] {
        let mut weights = if day % 7 < 5 { self.working_day } else { self.weekend_day };
        if summer_time == SummerTime::UnitedStates && (UNITED_STATES.0..=UNITED_STATES.1).contains(&day) {
            // What is done at seven by the clock is done at six by standard time.
            weights.rotate_left(1);
        }
        weights.map(|weight| if weight.is_finite() { weight.max(0.0) } else { 0.0 })
    }

    /// kWh of each month, January first.
    pub(super) fn months(&self, usage: Usage) -> Result<[f64; 12], LoadError> {
        let mut weights = [0.0; 12];
        for ((weight, days), season) in weights.iter_mut().zip(DAYS).zip(self.season) {
            *weight = f64::from(days) * if season.is_finite() { season.max(0.0) } else { 0.0 };
        }
        let (kwh, of) = match usage {
            Usage::Months(months) => {
                for kwh in months {
                    energy("a month", kwh)?;
                }
                return Ok(months);
            }
            Usage::Year(kwh) => (kwh, weights.iter().sum::<f64>()),
            Usage::Month { month, kwh } => {
                let weight = usize::from(month).checked_sub(1).and_then(|index| weights.get(index));
                (kwh, *weight.ok_or(LoadError::Month(month))?)
            }
        };
        energy("what was used", kwh)?;
        if of <= 0.0 {
            // Nothing is said about the season: every day is like every other.
            return Self { season: [1.0; 12], ..self.clone() }.months(usage);
        }
        Ok(weights.map(|weight| kwh * weight / of))
    }
}
