//! What a visitor tells us about her roof and her bill.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Invalid, Money, place::Coordinates};

/// Shapes of a roof section that we can lay panels on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoofShape {
    /// Two slopes that meet at a ridge along the length.
    Gable,
    /// Four slopes; the ridge is shorter than the length.
    Hip,
    /// No slope; panels are tilted on legs.
    Flat,
    /// Two gables at a right angle; the second wing leaves the front slope.
    L,
}

/// What covers the roof; some coverings cost more to work on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Covering {
    /// Asphalt shingle.
    #[default]
    Asphalt,
    /// Standing-seam or corrugated metal.
    Metal,
    /// Concrete tile.
    ConcreteTile,
    /// Membrane, on flat roofs.
    Membrane,
}

/// How much of the sun trees and neighbours take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shade {
    /// Open sky.
    #[default]
    None,
    /// A tree or chimney for part of the day.
    Some,
    /// Trees or buildings for much of the day.
    Heavy,
}

impl Shade {
    /// Share of the energy that is lost, in per mille. Source: a rule of thumb of the trade, sample.
    #[must_use]
    pub fn loss_per_mille(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Some => 80,
            Self::Heavy => 250,
        }
    }
}

/// One section of roof. Lengths in centimetres, angles in degrees, so that a receipt has one exact form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoofSection {
    /// Its shape.
    pub shape: RoofShape,
    /// Along the ridge, eave to eave length, centimetres: 200 to 10,000.
    #[schemars(range(min = 200, max = 10_000))]
    pub length_cm: u32,
    /// Across the ridge on plan, centimetres: 200 to 10,000.
    #[schemars(range(min = 200, max = 10_000))]
    pub width_cm: u32,
    /// Pitch in degrees above the horizontal: 0 to 60. A flat roof has 0.
    #[schemars(range(max = 60))]
    pub pitch_deg: u8,
    /// Compass direction that the front slope faces: 0 north, 90 east, 180 south, 270 west; 0 to 359.
    #[schemars(range(max = 359))]
    pub azimuth_deg: u16,
}

impl RoofSection {
    /// Checks the bounds of every measure; `prefix` is not part of the field names.
    ///
    /// # Errors
    /// Names the first measure that is out of bounds.
    pub fn checked(self) -> Result<Self, Invalid> {
        if !(200..=10_000).contains(&self.length_cm) {
            return Err(Invalid::out_of_range("length", "2 m", "100 m"));
        }
        if !(200..=10_000).contains(&self.width_cm) {
            return Err(Invalid::out_of_range("width", "2 m", "100 m"));
        }
        if self.pitch_deg > 60 {
            return Err(Invalid::out_of_range("pitch", "0°", "60°"));
        }
        if self.azimuth_deg > 359 {
            return Err(Invalid::out_of_range("direction", "0°", "359°"));
        }
        Ok(self)
    }
}

/// What the household uses today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Usage {
    /// The usual monthly bill.
    MonthlyBill(Money),
    /// Energy in a year, kWh: 100 to 100,000.
    AnnualKwh(u32),
}

/// Everything an estimate is computed from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EstimateInput {
    /// Where the roof is.
    pub coordinates: Coordinates,
    /// Name of the town, as the table of places spells it; empty when the visitor gave coordinates.
    pub town: String,
    /// Two-letter state, `CO`; decides tariff, taxes and rules.
    pub state: String,
    /// One to six sections.
    #[schemars(length(min = 1, max = 6))]
    pub sections: Vec<RoofSection>,
    /// What covers the roof.
    pub covering: Covering,
    /// What shades it.
    pub shade: Shade,
    /// What the household uses.
    pub usage: Usage,
}

impl EstimateInput {
    /// Checks every bound.
    ///
    /// # Errors
    /// Names the first field that is out of bounds.
    pub fn checked(self) -> Result<Self, Invalid> {
        if self.sections.is_empty() {
            return Err(Invalid::missing("sections"));
        }
        if self.sections.len() > 6 {
            return Err(Invalid::out_of_range("sections", 1, 6));
        }
        Coordinates::new(self.coordinates.latitude_e6, self.coordinates.longitude_e6)?;
        for section in &self.sections {
            section.checked()?;
        }
        match self.usage {
            Usage::MonthlyBill(bill) if !(1_000..=1_000_000).contains(&bill.minor) => Err(Invalid::out_of_range("bill", "$10", "$10,000")),
            Usage::AnnualKwh(kwh) if !(100..=100_000).contains(&kwh) => Err(Invalid::out_of_range("kwh", "100", "100,000")),
            _ => Ok(self),
        }
    }
}
