//! From a roof to three priced systems.

use domain::{
    Money,
    estimate::{EstimateInput, Usage},
    quote::{self, LockError, PlaneLayout, Production, QuoteRules, Receipt, System},
    savings::annual_usage_kwh,
};
use solar::{
    PlaneSystem, Site,
    layout::{PanelSize, arrange},
    roof::setback,
};

use super::{not_served, picture, picture::RoofPicture};
use crate::{App, Error};

/// Which of the sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// About half of what the household uses.
    Small,
    /// What it uses, if the roof has room.
    Medium,
    /// Up to a fifth more than that, if the roof has room.
    Large,
}

impl Size {
    /// All sizes, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];
    /// The name in forms and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
    /// The size of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }
}

/// One system with its price and what it saves. The receipt is what would be locked.
#[derive(Clone, Debug)]
pub struct Offering {
    /// Which size.
    pub size: Size,
    /// Everything that decides the price, as it would be frozen now.
    pub receipt: Receipt,
    /// The roof with its panels.
    pub picture: RoofPicture,
}

impl Offering {
    /// What the customer pays.
    #[must_use]
    pub fn price(&self) -> Money {
        self.receipt.price.total
    }
    /// Direct-current power in watts.
    #[must_use]
    pub fn watts(&self) -> u32 {
        self.receipt.system.panels.saturating_mul(self.receipt.system.watts_per_panel)
    }
    /// Days of work on the roof.
    #[must_use]
    pub fn work_days(&self) -> u8 {
        work_days(self.receipt.system.panels)
    }
}

/// A crew lays about sixteen panels a day. Sample.
pub(crate) fn work_days(panels: u32) -> u8 {
    u8::try_from(panels.div_ceil(16)).unwrap_or(4).clamp(1, 4)
}

/// Share of the household's use that the largest system may cover, per cent: utilities limit what may be connected.
const LARGEST_SHARE_PERCENT: u32 = 120;

/// Computes the sizes that fit the roof, the smallest first; at least one.
pub(crate) fn offerings(app: &App, input: &EstimateInput) -> Result<Vec<Offering>, Error> {
    let today = app.today();
    let rules = QuoteRules::of_us_state(&input.state, None, today).map_err(refused)?;
    let panel = rules.price_book.panel().ok_or_else(|| not_served("town", "we do not sell here yet"))?;
    let size = PanelSize { long_m: f64::from(panel.length_mm) / 1e3, short_m: f64::from(panel.width_mm) / 1e3, watts: panel.watts };
    let watts = panel.watts;
    let site = Site::prepare(input.coordinates).map_err(|_| not_served("latitude", "there is no climate data for this place"))?;
    let usage = annual_usage_kwh(input.usage, &rules.tariff).map_err(|_| match input.usage {
        Usage::MonthlyBill(_) => not_served("bill", "the bill is too small to cover the fixed charge"),
        Usage::AnnualKwh(_) => not_served("kwh", "this much energy cannot be computed"),
    })?;

    let arranged = |wanted: usize| {
        arrange(&input.sections, &setback::IRC_R324, &size, wanted, |plane| site.specific_yield(plane.tilt_deg, plane.azimuth_deg))
    };
    // No sold system is larger than the price book allows, and nobody needs more than the utility permits.
    let most = usize::try_from(rules.price_book.max_watts / watts.max(1)).unwrap_or(0);
    let room = arranged(most).panels();
    if room == 0 {
        return Err(not_served("sections", "no panel fits on this roof"));
    }
    let mut made = Vec::new();
    for (size_name, wanted) in sizes(room, |count| energy(&site, &arranged(count), watts, input), usage) {
        let arrangement = arranged(wanted);
        let production = site.production(&plane_systems(&arrangement, watts), input.shade.loss_per_mille());
        let system = System {
            panels: count(arrangement.panels()),
            watts_per_panel: watts,
            planes: arrangement
                .planes
                .iter()
                .filter(|arranged| !arranged.panels.is_empty())
                .map(|arranged| PlaneLayout {
                    section: count(arranged.section),
                    azimuth_deg: degrees(arranged.plane.azimuth_deg) % 360,
                    tilt_deg: u8::try_from(degrees(arranged.plane.tilt_deg)).unwrap_or(90),
                    on_legs: arranged.plane.mounting == solar::roof::Mounting::Rack,
                    panels: count(arranged.panels.len()),
                })
                .collect(),
            site_work: Vec::new(),
        };
        let energy = Production::new(
            production.monthly_kwh.map(kwh),
            kwh(production.band.low_annual_kwh),
            kwh(production.band.high_annual_kwh),
            concat!("sunward-solar ", env!("CARGO_PKG_VERSION")),
        )
        .map_err(Error::from)?;
        let receipt = quote::lock(input.clone(), system, energy, rules.clone(), app.clock().now(), &app.company().zone).map_err(refused)?;
        made.push(Offering { size: size_name, receipt, picture: picture::draw(&arrangement) });
    }
    Ok(made)
}

/// Panels of each size: half of the use, the use, and as much more as utilities permit, each no more than the roof holds;
/// sizes that would be equal are given once.
fn sizes(room: usize, energy_of: impl Fn(usize) -> f64, usage_kwh: u32) -> Vec<(Size, usize)> {
    let large = most_within(room, &energy_of, f64::from(usage_kwh) * f64::from(LARGEST_SHARE_PERCENT) / 100.0);
    let medium = fewest_reaching(large, &energy_of, f64::from(usage_kwh));
    // A roof too small for the use still gives a choice: a third, two thirds, all of it.
    let full = large == room && energy_of(room) < f64::from(usage_kwh);
    let (small, medium) = if full && large >= 3 { (large.div_ceil(3), (2 * large).div_ceil(3)) } else { (medium.div_ceil(2), medium) };
    let mut made: Vec<(Size, usize)> = Vec::new();
    for (size, panels) in [(Size::Medium, medium), (Size::Small, small), (Size::Large, large)] {
        if !made.iter().any(|(_, other)| *other == panels) {
            made.push((size, panels));
        }
    }
    made.sort_by_key(|(_, panels)| *panels);
    made
}

/// The fewest of at most `room` panels that reach an energy; all of them when none do. Panels are laid on the best planes
/// first, so energy grows with their number.
fn fewest_reaching(room: usize, energy_of: &impl Fn(usize) -> f64, kwh: f64) -> usize {
    let (mut low, mut high) = (1, room);
    while low < high {
        let middle = usize::midpoint(low, high);
        if energy_of(middle) >= kwh { high = middle } else { low = middle + 1 }
    }
    low
}

/// The most of at most `room` panels whose energy stays within a limit; one panel when even that is more.
fn most_within(room: usize, energy_of: &impl Fn(usize) -> f64, kwh: f64) -> usize {
    let (mut low, mut high) = (1, room);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if energy_of(middle) <= kwh { low = middle } else { high = middle - 1 }
    }
    low
}

fn energy(site: &Site, arrangement: &solar::layout::Arrangement, watts: u32, input: &EstimateInput) -> f64 {
    site.production(&plane_systems(arrangement, watts), input.shade.loss_per_mille()).annual_kwh
}

fn plane_systems(arrangement: &solar::layout::Arrangement, watts: u32) -> Vec<PlaneSystem> {
    arrangement
        .planes
        .iter()
        .filter(|arranged| !arranged.panels.is_empty())
        .map(|arranged| PlaneSystem {
            tilt_deg: arranged.plane.tilt_deg,
            azimuth_deg: arranged.plane.azimuth_deg,
            kw_dc: f64::from(count(arranged.panels.len())) * f64::from(watts) / 1_000.0,
        })
        .collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whole kilowatt-hours; the model's numbers are finite, non-negative and far below the type's bound.
#[expect(clippy::as_conversions, reason = "a float to integer cast saturates, which is what is wanted here")]
fn kwh(value: f64) -> u32 {
    value.round() as u32
}

/// Whole degrees of an angle between 0 and 360.
#[expect(clippy::as_conversions, reason = "a float to integer cast saturates, which is what is wanted here")]
fn degrees(value: f64) -> u16 {
    value.round() as u16
}

fn refused(error: LockError) -> Error {
    match error {
        LockError::Input(invalid) => Error::from(invalid),
        LockError::State(_) | LockError::NoRule(_) => not_served("town", "we do not sell here yet"),
        LockError::Price(_) => not_served("sections", "this roof needs a visit before it has a price"),
        other => Error::Internal(Box::new(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_ascend_and_are_distinct_on_any_roof() {
        for room in 1..80 {
            for usage in [100_u32, 3_000, 9_000, 30_000, 100_000] {
                let sizes = sizes(room, |panels| f64::from(count(panels)) * 600.0, usage);
                assert!(!sizes.is_empty() && sizes.iter().all(|(_, panels)| (1..=room).contains(panels)), "{room} {usage} {sizes:?}");
                assert!(sizes.windows(2).all(|pair| pair[0].1 < pair[1].1), "{room} {usage} {sizes:?}");
                assert!(sizes.iter().any(|(size, _)| *size == Size::Medium));
            }
        }
    }

    /// Panels of 600 kWh each.
    fn made(room: usize, usage_kwh: u32) -> Vec<(Size, usize)> {
        sizes(room, |panels| f64::from(count(panels)) * 600.0, usage_kwh)
    }

    fn panels_of(made: &[(Size, usize)], size: Size) -> Option<usize> {
        made.iter().find(|(name, _)| *name == size).map(|(_, panels)| *panels)
    }

    #[test]
    fn no_size_gives_more_than_utilities_permit_unless_a_single_panel_does() {
        for room in 1..80 {
            for usage in (100_u32..60_000).step_by(37) {
                for (size, panels) in made(room, usage) {
                    let permitted = 600.0 * f64::from(count(panels)) <= 1.2 * f64::from(usage);
                    assert!(permitted || panels == 1, "{room} {usage} {size:?}: {panels}");
                }
            }
        }
    }

    #[test]
    fn the_large_size_is_the_largest_that_is_permitted() {
        // 1.2 × 5,200 kWh are 10.4 panels: ten, not eleven.
        assert_eq!(made(40, 5_200), [(Size::Small, 5), (Size::Medium, 9), (Size::Large, 10)]);
        for usage in (1_500_u32..40_000).step_by(53) {
            let Some(large) = panels_of(&made(200, usage), Size::Large) else { continue };
            assert!(600.0 * f64::from(count(large + 1)) > 1.2 * f64::from(usage), "{usage}: one more than {large} would be permitted");
        }
    }

    #[test]
    fn the_medium_size_covers_the_use_where_the_roof_does() {
        for usage in (4_000_u32..20_000).step_by(71) {
            let made = made(60, usage);
            let medium = panels_of(&made, Size::Medium).unwrap();
            let kwh = |panels: usize| 600.0 * f64::from(count(panels));
            assert!(kwh(medium) >= f64::from(usage) && kwh(medium - 1) < f64::from(usage), "{made:?}");
        }
    }

    #[test]
    fn a_roof_too_small_for_the_use_gives_a_third_two_thirds_and_all_of_it() {
        assert_eq!(made(12, 50_000), [(Size::Small, 4), (Size::Medium, 8), (Size::Large, 12)]);
        // Room for more, but a fourth panel would be more than 120 %: three is what comes nearest to the use.
        assert_eq!(made(40, 1_900), [(Size::Small, 2), (Size::Medium, 3)]);
    }

    #[test]
    fn a_household_that_uses_less_than_a_panel_gives_is_offered_one_panel() {
        assert_eq!(made(40, 100), [(Size::Medium, 1)]);
    }
}
