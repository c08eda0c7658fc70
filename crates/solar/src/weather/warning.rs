//! What in a weather file is doubtful but was kept.

use std::fmt;

/// One kind of doubt: how often, and where first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What is doubtful.
    pub doubt: Doubt,
    /// Line of the first, from 1; none when it concerns the file as a whole.
    pub first_line: Option<usize>,
    /// Hours with it; 0 when it concerns the file as a whole.
    pub hours: usize,
}

/// What can be doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// More direct normal irradiance than the sun sends; these hours give no energy.
    BeamAboveSun,
    /// Diffuse irradiance beyond 1,100 W/m², which no sky has.
    DiffuseAboveSky,
    /// Irradiance below zero by more than instruments err at night; taken as zero.
    NegativeIrradiance,
    /// Air colder than -90 °C or warmer than 60 °C; taken as the bound.
    ImpossibleTemperature,
    /// Wind below zero or above 100 m/s; taken as the bound.
    ImpossibleWind,
    /// Temperature was missing and was drawn as a straight line.
    BridgedTemperature,
    /// Wind was missing and was drawn as a straight line.
    BridgedWind,
    /// Hours of a 29 February were left out.
    LeapDay,
    /// The clock is more than four hours from the sun's: all hours may be moved.
    OddTimeZone,
    /// PVGIS says when in the hour its irradiance was seen, but not in a way that EPW readers know; its CSV and JSON do.
    PvgisEpwOffset,
    /// The file does not say when in the hour its irradiance was seen; the beginning is taken.
    NoOffset,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeamAboveSun => "more beam than the sun sends; taken as no energy",
            Self::DiffuseAboveSky => "more diffuse light than any sky has",
            Self::NegativeIrradiance => "irradiance below zero; taken as zero",
            Self::ImpossibleTemperature => "air colder than -90 °C or warmer than 60 °C; taken as the bound",
            Self::ImpossibleWind => "wind below zero or above 100 m/s; taken as the bound",
            Self::BridgedTemperature => "temperature was missing; drawn as a straight line",
            Self::BridgedWind => "wind was missing; drawn as a straight line",
            Self::LeapDay => "29 February was left out",
            Self::OddTimeZone => "the time zone is more than four hours from the sun's",
            Self::PvgisEpwOffset => "an EPW file cannot say when in the hour PVGIS saw the sun; the CSV or JSON file can",
            Self::NoOffset => "the file does not say when in the hour the sun was seen; the beginning is taken",
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first_line, self.hours) {
            (Some(line), 1) => write!(f, "line {line}: {}", self.doubt),
            (Some(line), hours) => write!(f, "{hours} hours from line {line} on: {}", self.doubt),
            (None, _) => self.doubt.fmt(f),
        }
    }
}
