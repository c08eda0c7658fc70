//! How many panels a plane carries, where they lie, and which planes are filled first.

use crate::roof::{Mounting, Plane, polygon::Point};

pub mod arrange;

pub use arrange::{Arrangement, arrange};

/// Between two panels, for clamps and for the heat, metres.
const CLAMP_GAP_M: f64 = 0.02;
/// A row on a flat roof shades the next one only when the sun straight ahead is lower than this, degrees.
const RACK_SUN_DEG: f64 = 20.0;
/// Room lost to rounding when panels fit to the millimetre, metres.
const ROUNDING: f64 = 1e-9;

/// What a panel measures and gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelSize {
    /// Its longer side, metres.
    pub long_m: f64,
    /// Its shorter side, metres.
    pub short_m: f64,
    /// Rated power, W.
    pub watts: u32,
}

impl Default for PanelSize {
    /// A common residential panel; sample.
    fn default() -> Self {
        Self { long_m: 1.722, short_m: 1.134, watts: 430 }
    }
}

impl PanelSize {
    /// Rated power of that many panels, kW.
    #[must_use]
    pub fn kw_dc(&self, panels: usize) -> f64 {
        u32::try_from(panels).map_or(0.0, |panels| f64::from(panels) * f64::from(self.watts) / 1000.0)
    }

    /// Area of one panel, m².
    #[must_use]
    pub fn area_m2(&self) -> f64 {
        self.long_m * self.short_m
    }
}

/// Where a panel lies in the coordinates of its plane, metres; on a rack, what it covers seen from above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelRect {
    /// Left edge.
    pub x_m: f64,
    /// Lower edge.
    pub y_m: f64,
    /// Along the eave.
    pub width_m: f64,
    /// Up the slope.
    pub height_m: f64,
}

impl PanelRect {
    /// Its corners, counter-clockwise from the lower left.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let (right, top) = (self.x_m + self.width_m, self.y_m + self.height_m);
        [Point::new(self.x_m, self.y_m), Point::new(right, self.y_m), Point::new(right, top), Point::new(self.x_m, top)]
    }
}

/// Lays as many panels as fit in level rows wholly inside the usable part of a plane, rows from the eave up. Upright and
/// lying panels are tried, rows counted from the bottom and from the top; all panels of a plane lie the same way.
#[must_use]
pub fn fit(plane: &Plane, size: &PanelSize) -> Vec<PanelRect> {
    let upright = Row::of(plane, size.short_m, size.long_m);
    let lying = Row::of(plane, size.long_m, size.short_m);
    let mut best = Vec::new();
    for row in [upright, lying] {
        for start in [Start::Bottom, Start::Top] {
            let panels = row.stacked(plane, start);
            if panels.len() > best.len() {
                best = panels;
            }
        }
    }
    best
}

/// Which end of the plane the rows are counted from.
#[derive(Clone, Copy)]
enum Start {
    Bottom,
    Top,
}

/// The measures of rows of panels on a plane, metres.
#[derive(Clone, Copy)]
struct Row {
    panel_width: f64,
    /// Along the surface.
    depth: f64,
    gap: f64,
}

impl Row {
    fn of(plane: &Plane, panel_width: f64, panel_height: f64) -> Self {
        match plane.mounting {
            Mounting::Flush => Self { panel_width, depth: panel_height, gap: CLAMP_GAP_M },
            Mounting::Rack => {
                let (sin_tilt, cos_tilt) = plane.tilt_deg.to_radians().sin_cos();
                Self { panel_width, depth: panel_height * cos_tilt, gap: panel_height * sin_tilt / RACK_SUN_DEG.to_radians().tan() }
            }
        }
    }

    fn stacked(&self, plane: &Plane, start: Start) -> Vec<PanelRect> {
        let Some((low, high)) = plane.usable.height() else { return Vec::new() };
        let rows = whole((high - low + self.gap) / (self.depth + self.gap));
        let pitch = self.depth + self.gap;
        let bottom = match start {
            Start::Bottom => low,
            Start::Top => high - f64::from(rows) * pitch + self.gap,
        };
        (0..rows).flat_map(|row| self.panels(plane, bottom + f64::from(row) * pitch)).collect()
    }

    /// One row, in the middle of the room there is. The plane is convex: what is inside at both edges is inside between.
    fn panels(&self, plane: &Plane, y: f64) -> Vec<PanelRect> {
        let (Some(below), Some(above)) = (plane.usable.span(y), plane.usable.span(y + self.depth)) else { return Vec::new() };
        let (left, right) = (below.0.max(above.0), below.1.min(above.1));
        let pitch = self.panel_width + CLAMP_GAP_M;
        let count = whole((right - left + CLAMP_GAP_M) / pitch);
        let margin = (right - left - f64::from(count) * pitch + CLAMP_GAP_M).max(0.0) / 2.0;
        (0..count)
            .map(|panel| PanelRect {
                x_m: left + margin + f64::from(panel) * pitch,
                y_m: y,
                width_m: self.panel_width,
                height_m: self.depth,
            })
            .collect()
    }
}

/// How many whole ones; none of a negative or absurd number.
fn whole(number: f64) -> u16 {
    #[expect(clippy::as_conversions, reason = "a cast from floating point saturates, and what is not a number becomes zero")]
    let whole = (number + ROUNDING).floor() as u16;
    whole
}

/// What a plane could carry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capacity {
    /// What a kilowatt on it gives in a year, kWh.
    pub kwh_per_kw: f64,
    /// How many panels fit.
    pub panels: usize,
}

/// Fills the best planes first until the target is met or all are full. Gives (index of the plane, panels) in that order,
/// no plane without panels; of equal planes the earlier one comes first.
#[must_use]
pub fn fill(capacities: &[Capacity], target: usize) -> Vec<(usize, usize)> {
    let mut order: Vec<(usize, &Capacity)> = capacities.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| b.kwh_per_kw.total_cmp(&a.kwh_per_kw));
    let mut left = target;
    let mut filled = Vec::new();
    for (plane, capacity) in order {
        let panels = capacity.panels.min(left);
        if panels > 0 {
            filled.push((plane, panels));
            left -= panels;
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use domain::estimate::{RoofSection, RoofShape};
    use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof, proptest};

    use super::*;
    use crate::roof::{
        planes,
        setback::{Coverage, IRC_R324},
    };

    fn any_section() -> impl Strategy<Value = RoofSection> {
        let shape = prop_oneof![Just(RoofShape::Gable), Just(RoofShape::Hip), Just(RoofShape::Flat), Just(RoofShape::L)];
        (shape, 200_u32..=3_000, 200_u32..=3_000, 0_u8..=60, 0_u16..360).prop_map(|(shape, length_cm, width_cm, pitch_deg, azimuth_deg)| {
            RoofSection { shape, length_cm, width_cm, pitch_deg, azimuth_deg }
        })
    }

    /// Whether two rectangles share more than rounding.
    fn overlap(a: &PanelRect, b: &PanelRect) -> bool {
        let along = (a.x_m + a.width_m).min(b.x_m + b.width_m) - a.x_m.max(b.x_m);
        let up = (a.y_m + a.height_m).min(b.y_m + b.height_m) - a.y_m.max(b.y_m);
        along > 1e-9 && up > 1e-9
    }

    proptest! {
        #[test]
        fn panels_never_overlap_nor_leave_the_usable_polygon(section in any_section()) {
            for coverage in [Coverage::UpToAThird, Coverage::MoreThanAThird] {
                for plane in planes(&section, &IRC_R324, coverage) {
                    let panels = fit(&plane, &PanelSize::default());
                    for (index, panel) in panels.iter().enumerate() {
                        for corner in panel.corners() {
                            prop_assert!(plane.usable.contains(corner), "{panel:?} leaves {:?}", plane.usable);
                            prop_assert!(plane.polygon.contains(corner));
                        }
                        prop_assert!(panels[index + 1..].iter().all(|other| !overlap(panel, other)));
                    }
                }
            }
        }

        #[test]
        fn less_setback_never_carries_less_area(section in any_section()) {
            let area = |coverage| planes(&section, &IRC_R324, coverage).iter().map(|p| p.usable.area()).sum::<f64>();
            prop_assert!(area(Coverage::UpToAThird) >= area(Coverage::MoreThanAThird) - 1e-9);
        }

        #[test]
        fn filling_meets_the_target_or_fills_everything(yields in proptest::collection::vec((500.0..2000.0_f64, 0_usize..60), 0..8), target in 0_usize..300) {
            let capacities: Vec<Capacity> = yields.iter().map(|&(kwh_per_kw, panels)| Capacity { kwh_per_kw, panels }).collect();
            let filled = fill(&capacities, target);
            let total: usize = filled.iter().map(|(_, panels)| panels).sum();
            let room: usize = capacities.iter().map(|c| c.panels).sum();
            prop_assert!(total == target.min(room));
            // Every plane before the last one is full, and none is worse than its successor.
            for pair in filled.windows(2) {
                prop_assert!(pair[0].1 == capacities[pair[0].0].panels);
                prop_assert!(capacities[pair[0].0].kwh_per_kw >= capacities[pair[1].0].kwh_per_kw);
            }
        }
    }

    #[test]
    fn a_common_gable_carries_a_common_number() {
        // 12 × 8 m at 27°: slopes of 12 × 4.49 m, 4.03 m of them usable: 2 rows upright of 10, or 3 rows lying of 6.
        let section = RoofSection { shape: RoofShape::Gable, length_cm: 1200, width_cm: 800, pitch_deg: 27, azimuth_deg: 180 };
        let counts: Vec<usize> =
            planes(&section, &IRC_R324, Coverage::UpToAThird).iter().map(|plane| fit(plane, &PanelSize::default()).len()).collect();
        assert_eq!(counts, [20, 20]);
    }

    #[test]
    fn a_flat_roof_has_gaps_between_its_rows() {
        let section = RoofSection { shape: RoofShape::Flat, length_cm: 1000, width_cm: 800, pitch_deg: 0, azimuth_deg: 180 };
        let plane = planes(&section, &IRC_R324, Coverage::UpToAThird).remove(0);
        let mut rows: Vec<(f64, f64)> = fit(&plane, &PanelSize::default()).iter().map(|p| (p.y_m, p.y_m + p.height_m)).collect();
        rows.dedup();
        assert!(rows.len() == 3 && rows.windows(2).all(|pair| pair[1].0 - pair[0].1 > 0.4), "{rows:?}");
    }

    #[test]
    fn nothing_fits_on_a_sliver_or_with_a_panel_of_no_size() {
        let section = RoofSection { shape: RoofShape::Hip, length_cm: 200, width_cm: 200, pitch_deg: 45, azimuth_deg: 0 };
        assert!(planes(&section, &IRC_R324, Coverage::UpToAThird).iter().all(|plane| fit(plane, &PanelSize::default()).is_empty()));
        assert_eq!(whole(f64::NAN), 0);
        assert_eq!(whole(-3.0), 0);
    }
}
