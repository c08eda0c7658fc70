//! Roofs for tests.

use domain::{
    Money,
    estimate::{Covering, EstimateInput, RoofSection, RoofShape, Shade, Usage},
    place::Coordinates,
};

/// A south-facing gable in Denver with a bill of $150.
///
/// # Panics
/// Never: Denver is on earth.
#[must_use]
pub fn denver() -> EstimateInput {
    EstimateInput {
        coordinates: Coordinates::new(39_739_200, -104_990_300).expect("on earth"),
        town: "Denver".to_owned(),
        state: "CO".to_owned(),
        sections: vec![RoofSection { shape: RoofShape::Gable, length_cm: 1_400, width_cm: 900, pitch_deg: 25, azimuth_deg: 180 }],
        covering: Covering::Asphalt,
        shade: Shade::None,
        usage: Usage::MonthlyBill(Money::usd(15_000)),
    }
}
