//! From a roof section to the planes that carry panels.
//!
//! All slopes of a section have its pitch, eaves have one height and no overhang is counted, so hips and valleys run at
//! 45° on plan and the planes tile the plan exactly. Chimneys, dormers and vents are not known from it; a survey finds
//! them, and draws planes as [`outline`]s with obstacles.

use domain::estimate::{RoofSection, RoofShape};

pub mod outline;
pub mod polygon;
pub mod setback;

use polygon::{Point, Polygon};
use setback::{Coverage, Setbacks};

/// Tilt of the legs on a flat roof, degrees.
pub const RACK_TILT_DEG: f64 = 10.0;

/// How panels are fixed to a plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mounting {
    /// A hand's breadth above the slope.
    Flush,
    /// On legs upon a level roof, in rows with gaps between.
    Rack,
}

/// A plane that carries panels.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// Tilt of the panels above the horizontal, degrees.
    pub tilt_deg: f64,
    /// Compass direction that the panels face, degrees, 0 to below 360.
    pub azimuth_deg: f64,
    /// How panels are fixed.
    pub mounting: Mounting,
    /// The surface in its own metres: x along the eave to the right of who looks at it, y up the slope.
    pub polygon: Polygon,
    /// What setbacks leave of it, same coordinates.
    pub usable: Polygon,
    /// The surface seen from above in metres east (x) and north (y) of the middle of the section.
    pub plan: Polygon,
    /// Where the origin of the plane's own coordinates is on the plan.
    origin: Point,
}

/// The planes of a section, what faces its azimuth first.
///
/// A length or width of zero gives planes without area, which no panel fits.
#[must_use]
pub fn planes(section: &RoofSection, setbacks: &Setbacks, coverage: Coverage) -> Vec<Plane> {
    let (length, width) = (f64::from(section.length_cm) / 100.0, f64::from(section.width_cm) / 100.0);
    let front = Facing(f64::from(section.azimuth_deg));
    let tilt_deg = f64::from(section.pitch_deg);
    let outlines = match section.shape {
        RoofShape::Flat => return vec![flat(front, length, width, setbacks)],
        RoofShape::Gable => gable(front, length, width),
        RoofShape::Hip => hip(front, length, width),
        RoofShape::L if width < length => angle(front, length, width),
        // Legs as wide as they are long cannot be told apart.
        RoofShape::L => gable(front, length, width),
    };
    outlines.into_iter().map(|(facing, plan)| slope(tilt_deg, facing, plan, setbacks, coverage)).collect()
}

/// One surface before it is a plane: where it faces, and its corners on plan, left end of the eave first.
type Outline = (Facing, Vec<Point>);

/// Two slopes, the ridge in the middle of the width.
fn gable(front: Facing, length: f64, width: f64) -> Vec<Outline> {
    let (l, w) = (length / 2.0, width / 2.0);
    [front, front.turned(180.0)].map(|facing| (facing, facing.corners(&[(-l, w), (l, w), (l, 0.0), (-l, 0.0)]))).into()
}

/// Four slopes; the ridge runs along the longer side, and a square has a peak.
fn hip(front: Facing, length: f64, width: f64) -> Vec<Outline> {
    let (l, w) = (length / 2.0, width / 2.0);
    let run = l.min(w);
    [(0.0, l, w), (180.0, l, w), (90.0, w, l), (270.0, w, l)]
        .map(|(turn, l, w)| {
            let facing = front.turned(turn);
            (facing, facing.corners(&[(-l, w), (l, w), (l - run, w - run), (run - l, w - run)]))
        })
        .into()
}

/// An L whose outer eaves are both as long as the section and whose legs are both as wide as it: the second leg leaves
/// the right end of the front slope. The ridges meet over a hip at the outer corner and a valley at the inner one, so
/// no part of a slope lies beneath another.
fn angle(front: Facing, length: f64, width: f64) -> Vec<Outline> {
    let (half, inner, ridge) = (width / 2.0, length - width, length - width / 2.0);
    let middle = length / 2.0;
    // From the back left corner of the square around it: along the front, and towards it.
    let on_plan = |corners: [(f64, f64); 4]| front.corners(&corners.map(|(along, out)| (along - middle, out - middle)));
    vec![
        (front, on_plan([(0.0, width), (inner, width), (ridge, half), (0.0, half)])),
        (front.turned(180.0), on_plan([(length, 0.0), (0.0, 0.0), (0.0, half), (ridge, half)])),
        (front.turned(270.0), on_plan([(length, length), (length, 0.0), (ridge, half), (ridge, length)])),
        (front.turned(90.0), on_plan([(inner, width), (inner, length), (ridge, length), (ridge, half)])),
    ]
}

/// A level rectangle; its panels stand on legs towards the section's azimuth.
fn flat(front: Facing, length: f64, width: f64, setbacks: &Setbacks) -> Plane {
    let (l, w) = (length / 2.0, width / 2.0);
    let plan = front.corners(&[(-l, w), (l, w), (l, -w), (-l, -w)]);
    let polygon = Polygon::new(vec![Point::new(0.0, 0.0), Point::new(length, 0.0), Point::new(length, width), Point::new(0.0, width)]);
    Plane {
        tilt_deg: RACK_TILT_DEG,
        azimuth_deg: front.azimuth(),
        mounting: Mounting::Rack,
        usable: setbacks.usable(&polygon, 0.0, Coverage::MoreThanAThird),
        polygon,
        origin: front.on_plan(-l, w),
        plan: Polygon::new(plan),
    }
}

fn slope(tilt_deg: f64, facing: Facing, plan: Vec<Point>, setbacks: &Setbacks, coverage: Coverage) -> Plane {
    let cos_tilt = tilt_deg.to_radians().cos();
    let origin = plan.first().copied().unwrap_or_default();
    let own = |corner: &Point| {
        let (right, up) = facing.components(Point::new(corner.x - origin.x, corner.y - origin.y));
        Point::new(right, up / cos_tilt)
    };
    let polygon = Polygon::new(plan.iter().map(own).collect());
    Plane {
        tilt_deg,
        azimuth_deg: facing.azimuth(),
        mounting: Mounting::Flush,
        usable: setbacks.usable(&polygon, tilt_deg, coverage),
        polygon,
        plan: Polygon::new(plan),
        origin,
    }
}

impl Plane {
    /// Tilt of the surface itself in degrees: that of the panels, or none below a rack.
    #[must_use]
    pub fn surface_tilt_deg(&self) -> f64 {
        match self.mounting {
            Mounting::Flush => self.tilt_deg,
            Mounting::Rack => 0.0,
        }
    }

    /// A point of the plane's own coordinates on the plan, for the picture.
    #[must_use]
    pub fn on_plan(&self, point: Point) -> Point {
        let step = Facing(self.azimuth_deg).on_plan(point.x, -point.y * self.surface_tilt_deg().to_radians().cos());
        Point::new(self.origin.x + step.x, self.origin.y + step.y)
    }
}

/// The compass direction in degrees that something faces, and the axes that belong to it.
#[derive(Clone, Copy, Debug)]
struct Facing(f64);

impl Facing {
    fn turned(self, degrees: f64) -> Self {
        Self(self.0 + degrees)
    }

    fn azimuth(self) -> f64 {
        self.0.rem_euclid(360.0)
    }

    /// East and north of a point given to the right of who looks at the front, and out of the front towards her.
    fn on_plan(self, right: f64, out: f64) -> Point {
        let (sin, cos) = self.0.to_radians().sin_cos();
        Point::new(-cos * right + sin * out, sin * right + cos * out)
    }

    fn corners(self, corners: &[(f64, f64)]) -> Vec<Point> {
        corners.iter().map(|&(right, out)| self.on_plan(right, out)).collect()
    }

    /// The other way round: to the right, and up the slope, away from the front.
    fn components(self, plan: Point) -> (f64, f64) {
        let (sin, cos) = self.0.to_radians().sin_cos();
        (-cos * plan.x + sin * plan.y, -(sin * plan.x + cos * plan.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(shape: RoofShape, length_cm: u32, width_cm: u32, pitch_deg: u8, azimuth_deg: u16) -> RoofSection {
        RoofSection { shape, length_cm, width_cm, pitch_deg, azimuth_deg }
    }

    fn of(section: &RoofSection) -> Vec<Plane> {
        planes(section, &setback::IRC_R324, Coverage::UpToAThird)
    }

    #[test]
    fn a_gable_has_two_equal_slopes_back_to_back() {
        let planes = of(&section(RoofShape::Gable, 1200, 800, 30, 180));
        let [front, back] = planes.as_slice() else { panic!("{} planes", planes.len()) };
        assert!((front.azimuth_deg - 180.0).abs() < 1e-9 && back.azimuth_deg.abs() < 1e-9);
        let slope = 12.0 * 4.0 / 30.0_f64.to_radians().cos();
        assert!((front.polygon.area() - slope).abs() < 1e-9 && (back.polygon.area() - slope).abs() < 1e-9);
        assert!(front.plan.points().iter().all(|p| p.y < 1e-9), "the front faces south and lies south of the ridge");
    }

    #[test]
    fn a_hip_has_two_trapezoids_and_two_triangles() {
        let corners: Vec<usize> = of(&section(RoofShape::Hip, 1200, 800, 25, 200)).iter().map(|p| p.polygon.points().len()).collect();
        assert_eq!(corners, [4, 4, 3, 3]);
        let square: Vec<usize> = of(&section(RoofShape::Hip, 900, 900, 25, 0)).iter().map(|p| p.polygon.points().len()).collect();
        assert_eq!(square, [3, 3, 3, 3]);
        let turned: Vec<usize> = of(&section(RoofShape::Hip, 800, 1200, 25, 0)).iter().map(|p| p.polygon.points().len()).collect();
        assert_eq!(turned, [3, 3, 4, 4]);
    }

    #[test]
    fn the_planes_tile_the_plan() {
        for azimuth in [0, 37, 180, 301] {
            for (shape, length, width, plan) in [
                (RoofShape::Gable, 1200, 800, 96.0),
                (RoofShape::Hip, 1200, 800, 96.0),
                (RoofShape::Hip, 800, 1200, 96.0),
                (RoofShape::Flat, 1200, 800, 96.0),
                // 12 × 12 less the missing 4 × 4.
                (RoofShape::L, 1200, 800, 128.0),
                (RoofShape::L, 800, 1200, 96.0),
            ] {
                let planes = of(&section(shape, length, width, 35, azimuth));
                let area: f64 = planes.iter().map(|plane| plane.plan.area()).sum();
                assert!((area - plan).abs() < 1e-9, "{shape:?} {azimuth}: {area}");
                for plane in &planes {
                    let cos_tilt = plane.surface_tilt_deg().to_radians().cos();
                    assert!((plane.polygon.area() * cos_tilt - plane.plan.area()).abs() < 1e-9);
                    for (own, plan) in plane.polygon.points().iter().zip(plane.plan.points()) {
                        let back = plane.on_plan(*own);
                        assert!((back.x - plan.x).hypot(back.y - plan.y) < 1e-9);
                    }
                }
            }
        }
    }

    #[test]
    fn an_l_faces_four_ways() {
        let faces: Vec<f64> = of(&section(RoofShape::L, 1400, 700, 30, 180)).iter().map(|p| p.azimuth_deg.round()).collect();
        assert_eq!(faces, [180.0, 0.0, 90.0, 270.0]);
    }

    #[test]
    fn panels_on_a_flat_roof_stand_on_legs() {
        let planes = of(&section(RoofShape::Flat, 1000, 600, 0, 225));
        assert!(planes.len() == 1 && planes[0].mounting == Mounting::Rack);
        assert!((planes[0].tilt_deg - 10.0).abs() < 1e-9 && (planes[0].azimuth_deg - 225.0).abs() < 1e-9);
    }
}
