//! The roof seen from above, with its panels, as plain numbers for whoever draws it.

use solar::{layout::Arrangement, roof::polygon::Point};

/// A corner: metres east and north.
pub type Corner = (f64, f64);

/// All slopes of a roof on one plan. Sections stand side by side, because we were not told how they lie to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct RoofPicture {
    /// The slopes.
    pub slopes: Vec<Slope>,
}

/// One slope.
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// Its outline.
    pub outline: Vec<Corner>,
    /// Compass direction that it faces, degrees.
    pub azimuth_deg: f64,
    /// The corners of each panel on it.
    pub panels: Vec<[Corner; 4]>,
}

/// Metres between two sections on the plan.
const GAP_M: f64 = 2.0;

pub(super) fn draw(arrangement: &Arrangement) -> RoofPicture {
    let mut slopes = Vec::new();
    let mut right_edge: Option<f64> = None;
    let sections = arrangement.planes.iter().map(|arranged| arranged.section).max().map_or(0, |last| last + 1);
    for section in 0..sections {
        let planes = || arrangement.planes.iter().filter(move |arranged| arranged.section == section);
        let xs = || planes().flat_map(|arranged| arranged.plane.plan.points().iter().map(|p| p.x));
        let (left, right) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
        let shift = right_edge.map_or(0.0, |edge| edge + GAP_M - left);
        for arranged in planes() {
            let moved = |p: Point| (p.x + shift, p.y);
            slopes.push(Slope {
                outline: arranged.plane.plan.points().iter().map(|p| moved(*p)).collect(),
                azimuth_deg: arranged.plane.azimuth_deg,
                panels: arranged.panels.iter().map(|panel| panel.corners().map(|corner| moved(arranged.plane.on_plan(corner)))).collect(),
            });
        }
        right_edge = Some(right + shift);
    }
    RoofPicture { slopes }
}
