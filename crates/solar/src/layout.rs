//! How many panels a plane carries, where they lie, and which planes are filled first.

use crate::roof::{Mounting, Plane, polygon::Point};

pub mod arrange;
pub mod choose;
mod room;

pub use arrange::{Arrangement, arrange};
pub use room::Room;

/// Between two panels, for clamps and for the heat, metres.
const CLAMP_GAP_M: f64 = 0.02;
/// A row on a flat roof shades the next one only when the sun straight ahead is lower than this, degrees.
const RACK_SUN_DEG: f64 = 20.0;
/// Nothing smaller is a panel, metres.
const SMALLEST_M: f64 = 0.1;
/// Rows of irregular rooms are tried at this distance, metres.
const STEP_M: f64 = 0.05;
/// No more rows and steps than these are tried, however large the room.
const MOST_ROWS: u16 = 60;
const MOST_STEPS: u16 = 400;
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

/// Lays as many panels as fit in level rows wholly inside the usable part of a plane; see [`fit_room`].
#[must_use]
pub fn fit(plane: &Plane, size: &PanelSize) -> Vec<PanelRect> {
    fit_room(&Room::of(plane), plane.mounting, plane.tilt_deg, size)
}

/// Lays as many panels as fit in level rows wholly inside a room, rows from the eave up, on a slope of that tilt in
/// degrees or on racks of it. Upright and lying panels are tried; all panels of a plane lie the same way.
///
/// Rows at even distances from the bottom or the top come first; where something stands in the room or its corners are at
/// more than two heights, rows that begin anywhere are tried too and taken when they hold more.
#[must_use]
pub fn fit_room(room: &Room, mounting: Mounting, tilt_deg: f64, size: &PanelSize) -> Vec<PanelRect> {
    let upright = Row::of(mounting, tilt_deg, size.short_m, size.long_m);
    let lying = Row::of(mounting, tilt_deg, size.long_m, size.short_m);
    let mut best = Vec::new();
    for row in [upright, lying].into_iter().flatten() {
        for start in [Start::Bottom, Start::Top] {
            take_more(&mut best, row.stacked(room, start));
        }
        if !room.is_plain() {
            take_more(&mut best, row.anywhere(room));
        }
    }
    best
}

fn take_more(best: &mut Vec<PanelRect>, panels: Vec<PanelRect>) {
    if panels.len() > best.len() {
        *best = panels;
    }
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
    /// None of a panel of no size.
    fn of(mounting: Mounting, tilt_deg: f64, panel_width: f64, panel_height: f64) -> Option<Self> {
        let row = match mounting {
            Mounting::Flush => Self { panel_width, depth: panel_height, gap: CLAMP_GAP_M },
            Mounting::Rack => {
                let (sin_tilt, cos_tilt) = tilt_deg.to_radians().sin_cos();
                Self { panel_width, depth: panel_height * cos_tilt, gap: panel_height * sin_tilt / RACK_SUN_DEG.to_radians().tan() }
            }
        };
        (row.panel_width >= SMALLEST_M && row.depth >= SMALLEST_M && row.gap >= 0.0).then_some(row)
    }

    fn stacked(&self, room: &Room, start: Start) -> Vec<PanelRect> {
        let Some((low, high)) = room.height() else { return Vec::new() };
        let rows = whole((high - low + self.gap) / (self.depth + self.gap));
        let pitch = self.depth + self.gap;
        let bottom = match start {
            Start::Bottom => low,
            Start::Top => high - f64::from(rows) * pitch + self.gap,
        };
        (0..rows).flat_map(|row| self.panels(room, bottom + f64::from(row) * pitch)).collect()
    }

    /// Rows that begin where they hold the most together, each at one of the heights of [`Row::beginnings`].
    fn anywhere(&self, room: &Room) -> Vec<PanelRect> {
        let beginnings = self.beginnings(room);
        let rows: Vec<usize> =
            beginnings.iter().map(|y| room.free(*y, *y + self.depth).iter().map(|free| self.count(free)).sum()).collect();
        // From the top down: the most panels in rows that begin at this height or above, and where the next row may begin.
        let mut most = vec![0; beginnings.len() + 1];
        let after = |y: f64| beginnings.partition_point(|next| *next < y + self.depth + self.gap - ROUNDING);
        for (index, (y, row)) in beginnings.iter().zip(&rows).enumerate().rev() {
            let with = row + most.get(after(*y)).copied().unwrap_or(0);
            let without = most.get(index + 1).copied().unwrap_or(0);
            if let Some(most) = most.get_mut(index) {
                *most = with.max(without);
            }
        }
        let mut panels = Vec::new();
        let mut index = 0;
        while let (Some(y), Some(row)) = (beginnings.get(index), rows.get(index)) {
            let next = after(*y);
            let with = row + most.get(next).copied().unwrap_or(0);
            if *row > 0 && most.get(index) == Some(&with) {
                panels.extend(self.panels(room, *y));
                index = next;
            } else {
                index += 1;
            }
        }
        panels
    }

    /// Heights at which a row might begin, ascending: every few centimetres, and in rows from wherever the shape changes.
    fn beginnings(&self, room: &Room) -> Vec<f64> {
        let Some((low, high)) = room.height() else { return Vec::new() };
        let (pitch, last) = (self.depth + self.gap, high - self.depth);
        let rows = whole((high - low) / pitch).min(MOST_ROWS);
        let steps = whole((high - low) / STEP_M).min(MOST_STEPS);
        let step = (high - low) / f64::from(steps.max(1));
        let mut heights: Vec<f64> = (0..=steps).map(|number| low + f64::from(number) * step).collect();
        for level in room.levels() {
            let along = (0..=rows).map(|row| f64::from(row) * pitch);
            heights.extend(along.flat_map(|height| [level + height, level - self.depth - height, level + self.gap + height]));
        }
        heights.retain(|y| *y >= low - ROUNDING && *y <= last + ROUNDING);
        heights.sort_by(f64::total_cmp);
        heights.dedup_by(|a, b| (*a - *b).abs() < ROUNDING);
        heights
    }

    /// How many panels fit between two ends.
    fn count(&self, (left, right): &(f64, f64)) -> usize {
        usize::from(whole((right - left + CLAMP_GAP_M) / (self.panel_width + CLAMP_GAP_M)))
    }

    /// One row, in the middle of each stretch of room there is.
    fn panels(&self, room: &Room, y: f64) -> Vec<PanelRect> {
        let pitch = self.panel_width + CLAMP_GAP_M;
        let mut panels = Vec::new();
        for (left, right) in room.free(y, y + self.depth) {
            let count = u16::try_from(self.count(&(left, right))).unwrap_or(0);
            let margin = (right - left - f64::from(count) * pitch + CLAMP_GAP_M).max(0.0) / 2.0;
            panels.extend((0..count).map(|panel| PanelRect {
                x_m: left + margin + f64::from(panel) * pitch,
                y_m: y,
                width_m: self.panel_width,
                height_m: self.depth,
            }));
        }
        panels
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
        outline::{Obstacle, Outline},
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

    fn outline(corners: &[(f64, f64)]) -> Outline {
        Outline::new(corners.iter().map(|&(x, y)| Point::new(x, y)).collect()).unwrap()
    }

    /// Distance from a panel to a piece of an edge; none when the edge runs through it. By samples, not by the code under test.
    fn clear_of(panel: &PanelRect, from: Point, to: Point) -> f64 {
        (0..=400)
            .map(|step| {
                let share = f64::from(step) / 400.0;
                let (x, y) = (from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
                let aside = (panel.x_m - x).max(x - panel.x_m - panel.width_m);
                let above = (panel.y_m - y).max(y - panel.y_m - panel.height_m);
                if aside > 0.0 && above > 0.0 { aside.hypot(above) } else { aside.max(above) }
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// By winding, not by the code under test.
    fn encloses(outline: &Outline, point: Point) -> bool {
        let turned: f64 = outline
            .edges()
            .map(|edge| {
                let angle = |p: Point| (p.y - point.y).atan2(p.x - point.x);
                (angle(edge.to) - angle(edge.from) + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI
            })
            .sum();
        turned.abs() > std::f64::consts::PI
    }

    /// A star around a point, seldom convex.
    fn any_outline() -> impl Strategy<Value = Outline> {
        proptest::collection::vec(2.0..9.0_f64, 4..9).prop_filter_map("crosses itself", |radii| {
            let count = f64::from(u32::try_from(radii.len()).ok()?);
            let corners = (0_u8..).zip(&radii).map(|(number, radius)| {
                let (sin, cos) = (std::f64::consts::TAU * f64::from(number) / count).sin_cos();
                Point::new(radius * cos, radius * sin)
            });
            Outline::new(corners.collect()).ok()
        })
    }

    proptest! {
        #[test]
        fn panels_keep_off_edges_and_obstacles_of_any_outline(
            outline in any_outline(), setback in 0.0..1.0_f64, obstacles in proptest::collection::vec((-6.0..6.0_f64, -6.0..6.0_f64, 0.1..2.0_f64, 0.1..2.0_f64, 0.0..0.6_f64), 0..4), rack: bool,
        ) {
            let obstacles: Vec<Obstacle> = obstacles.into_iter()
                .map(|(x, y, width, height, clearance)| Obstacle::rectangle(Point::new(x, y), Point::new(x + width, y + height), clearance)).collect();
            let room = Room::new(&outline, |_| setback, &obstacles);
            let mounting = if rack { Mounting::Rack } else { Mounting::Flush };
            let panels = fit_room(&room, mounting, 15.0, &PanelSize::default());
            for (index, panel) in panels.iter().enumerate() {
                prop_assert!(panels[index + 1..].iter().all(|other| !overlap(panel, other)));
                prop_assert!(room.holds(panel));
                let middle = Point::new(panel.x_m + panel.width_m / 2.0, panel.y_m + panel.height_m / 2.0);
                prop_assert!(encloses(&outline, middle));
                for edge in outline.edges() {
                    prop_assert!(clear_of(panel, edge.from, edge.to) >= setback - 1e-6, "{panel:?} {edge:?}");
                }
                for obstacle in &obstacles {
                    prop_assert!(!obstacle.outline.contains(middle));
                    for edge in obstacle.outline.edges() {
                        prop_assert!(clear_of(panel, edge.from, edge.to) >= obstacle.clearance_m - 1e-6, "{panel:?} {obstacle:?}");
                    }
                }
            }
        }

        #[test]
        fn an_obstacle_never_adds_a_panel_to_a_rectangle(
            width in 2.0..15.0_f64, height in 2.0..9.0_f64, x in 0.0..15.0_f64, y in 0.0..9.0_f64, side in 0.05..3.0_f64, clearance in 0.0..0.5_f64,
        ) {
            let outline = outline(&[(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]);
            let fitted = |obstacles: &[Obstacle]| fit_room(&Room::new(&outline, |_| 0.0, obstacles), Mounting::Flush, 30.0, &PanelSize::default()).len();
            let obstacle = Obstacle::rectangle(Point::new(x, y), Point::new(x + side, y + side), clearance);
            prop_assert!(fitted(&[obstacle]) <= fitted(&[]));
        }

        #[test]
        fn a_larger_rectangle_never_carries_fewer(width in 1.0..15.0_f64, height in 1.0..9.0_f64, wider in 0.0..3.0_f64, higher in 0.0..3.0_f64) {
            let fitted = |width: f64, height: f64| {
                let outline = outline(&[(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]);
                fit_room(&Room::new(&outline, |_| 0.2, &[]), Mounting::Flush, 30.0, &PanelSize::default()).len()
            };
            prop_assert!(fitted(width + wider, height + higher) >= fitted(width, height));
        }

        #[test]
        fn rows_that_begin_anywhere_are_no_better_on_the_slopes_of_a_section(section in any_section()) {
            for plane in planes(&section, &IRC_R324, Coverage::UpToAThird) {
                let room = Room::of(&plane);
                prop_assert!(room.is_plain());
                for (width, height) in [(1.134, 1.722), (1.722, 1.134)] {
                    let row = Row::of(plane.mounting, plane.tilt_deg, width, height).unwrap();
                    let stacked = row.stacked(&room, Start::Bottom).len().max(row.stacked(&room, Start::Top).len());
                    prop_assert!(row.anywhere(&room).len() <= stacked, "{stacked}");
                }
            }
        }

        #[test]
        fn convex_planes_carry_the_same_drawn_as_an_outline(section in any_section()) {
            for plane in planes(&section, &IRC_R324, Coverage::UpToAThird) {
                if plane.usable.points().len() < 3 {
                    continue;
                }
                let room = Room::new(&Outline::from(&plane.usable), |_| 0.0, &[]);
                let drawn = fit_room(&room, plane.mounting, plane.tilt_deg, &PanelSize::default());
                prop_assert!(drawn.len() == fit(&plane, &PanelSize::default()).len());
            }
        }
    }

    #[test]
    fn a_chimney_costs_the_panels_it_stands_on_and_rows_go_around_it() {
        let roof = outline(&[(0.0, 0.0), (12.0, 0.0), (12.0, 3.6), (0.0, 3.6)]);
        let fitted =
            |obstacles: &[Obstacle]| fit_room(&Room::new(&roof, |_| 0.0, obstacles), Mounting::Flush, 30.0, &PanelSize::default()).len();
        assert_eq!(fitted(&[]), 20);
        let chimney = Obstacle::rectangle(Point::new(5.9, 1.0), Point::new(6.2, 1.5), 0.1);
        assert_eq!(fitted(std::slice::from_ref(&chimney)), 19);
        // A window at the eave as wide as the roof: one row above it, though rows are counted from neither end.
        let gallery = Obstacle::rectangle(Point::new(0.0, 0.0), Point::new(12.0, 0.9), 0.0);
        let ledge = Obstacle::rectangle(Point::new(0.0, 2.9), Point::new(12.0, 3.6), 0.0);
        assert_eq!(fitted(&[gallery, ledge]), 10);
    }

    #[test]
    fn a_dormer_splits_a_row_in_two() {
        // A slope of 12 × 4 m with a notch of 3 × 2.2 m at the eave.
        let roof = outline(&[(0.0, 0.0), (4.5, 0.0), (4.5, 2.2), (7.5, 2.2), (7.5, 0.0), (12.0, 0.0), (12.0, 4.0), (0.0, 4.0)]);
        let room = Room::new(&roof, |edge| IRC_R324.from_edge(edge, 30.0, Coverage::UpToAThird), &[]);
        let panels = fit_room(&room, Mounting::Flush, 30.0, &PanelSize::default());
        let below = panels.iter().filter(|panel| panel.y_m < 1.0);
        assert!(panels.len() >= 12 && below.clone().any(|p| p.x_m < 4.5) && below.clone().any(|p| p.x_m >= 7.5), "{panels:?}");
        assert!(below.clone().all(|panel| panel.x_m + panel.width_m <= 4.5 + 1e-9 || panel.x_m >= 7.5 - 1e-9));
        assert!(panels.iter().all(|panel| panel.y_m + panel.height_m <= 4.0 - IRC_R324.ridge_small_m + 1e-6));
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
        let gable = RoofSection { shape: RoofShape::Gable, length_cm: 1200, width_cm: 800, pitch_deg: 27, azimuth_deg: 180 };
        for long_m in [0.0, -1.0, f64::NAN, 1e-300] {
            let size = PanelSize { long_m, ..PanelSize::default() };
            assert!(planes(&gable, &IRC_R324, Coverage::UpToAThird).iter().all(|plane| fit(plane, &size).is_empty()));
        }
        assert_eq!(whole(f64::NAN), 0);
        assert_eq!(whole(-3.0), 0);
    }
}
