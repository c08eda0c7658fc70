//! What firefighters need free of panels.

use super::polygon::{Edge, Point, Polygon};

const INCH: f64 = 0.0254;
/// An edge that rises less than this, in metres, runs along the eave or the ridge.
const LEVEL: f64 = 1e-6;

/// How much of the roof, seen from above, the panels take: it decides how far from the ridge they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// At most [`Setbacks::small_array_share`] of it, a third.
    UpToAThird,
    /// More.
    MoreThanAThird,
}

/// The setbacks of a jurisdiction, metres along the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setbacks {
    /// Below the ridge for a small array.
    pub ridge_small_m: f64,
    /// Below the ridge for others.
    pub ridge_large_m: f64,
    /// Above the eave.
    pub eave_m: f64,
    /// From rakes, hips and valleys.
    pub side_m: f64,
    /// From every edge of a roof of low slope, instead of all others.
    pub low_slope_edge_m: f64,
    /// Steepest slope that counts as low, rise over run.
    pub low_slope: f64,
    /// Largest share of the roof on plan that a small array takes.
    pub small_array_share: f64,
    /// Where it is written.
    pub source: &'static str,
    /// Whether it is a sample that nobody has confirmed for a jurisdiction.
    pub sample: bool,
}

/// Ridge setbacks as section R324.6.2 of the International Residential Code has them. Not modelled: the two 36 inch pathways from
/// eave to ridge (R324.6.1), which a survey places, and the relief for sprinklered houses. The edge on low slopes is ours.
pub const IRC_R324: Setbacks = Setbacks {
    ridge_small_m: 18.0 * INCH,
    ridge_large_m: 36.0 * INCH,
    eave_m: 0.0,
    side_m: 0.0,
    low_slope_edge_m: 0.3,
    low_slope: 2.0 / 12.0,
    small_array_share: 0.33,
    source: "IRC R324.6.2 as quoted by forums.mikeholt.com, surgepv.com/glossary/fire-setback and solarpowerworldonline.com/2019/03; the code itself was not read",
    sample: true,
};

impl Setbacks {
    /// What panels keep from an edge of a surface of that tilt in degrees, metres: for outlines that are not convex. A level
    /// edge with the surface above it is an eave, one with the surface below it a ridge. Edges run counter-clockwise.
    #[must_use]
    pub fn from_edge(&self, edge: &Edge, tilt_deg: f64, coverage: Coverage) -> f64 {
        if tilt_deg.to_radians().tan() <= self.low_slope {
            return self.low_slope_edge_m;
        }
        match edge {
            Edge { from, to } if (from.y - to.y).abs() > LEVEL => self.side_m,
            Edge { from, to } if to.x > from.x => self.eave_m,
            Edge { .. } => self.ridge_m(coverage),
        }
    }

    fn ridge_m(&self, coverage: Coverage) -> f64 {
        match coverage {
            Coverage::UpToAThird => self.ridge_small_m,
            Coverage::MoreThanAThird => self.ridge_large_m,
        }
    }

    /// What is left of a surface, x along the eave and y up a slope of that tilt in degrees.
    #[must_use]
    pub fn usable(&self, surface: &Polygon, tilt_deg: f64, coverage: Coverage) -> Polygon {
        if tilt_deg.to_radians().tan() <= self.low_slope {
            return surface.inset(|_| self.low_slope_edge_m);
        }
        let Some((low, high)) = surface.height() else { return Polygon::default() };
        let ridge_m = self.ridge_m(coverage);
        let sides = surface.inset(|edge| match edge {
            Edge { from, to } if (from.y - to.y).abs() > LEVEL => self.side_m,
            Edge { from, .. } if from.y - low < LEVEL => self.eave_m,
            Edge { .. } => 0.0,
        });
        // The top is cut level also where a triangle has a peak instead of a ridge.
        sides.clipped(&Edge { from: Point::new(1.0, high), to: Point::new(0.0, high) }, ridge_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle() -> Polygon {
        Polygon::new(vec![Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 5.0), Point::new(0.0, 5.0)])
    }

    #[test]
    fn a_larger_array_stays_further_from_the_ridge() {
        let small = IRC_R324.usable(&rectangle(), 30.0, Coverage::UpToAThird);
        let large = IRC_R324.usable(&rectangle(), 30.0, Coverage::MoreThanAThird);
        assert!((small.area() - 10.0 * (5.0 - 0.4572)).abs() < 1e-9);
        assert!((large.area() - 10.0 * (5.0 - 0.9144)).abs() < 1e-9);
    }

    #[test]
    fn a_low_slope_has_an_edge_all_around_and_no_ridge() {
        for coverage in [Coverage::UpToAThird, Coverage::MoreThanAThird] {
            assert!((IRC_R324.usable(&rectangle(), 9.4, coverage).area() - 9.4 * 4.4).abs() < 1e-9);
        }
        assert!(IRC_R324.usable(&rectangle(), 9.5, Coverage::UpToAThird).area() > 45.0);
    }

    #[test]
    fn eaves_and_sides_are_kept_free_where_a_jurisdiction_says_so() {
        let strict = Setbacks { eave_m: 1.0, side_m: 0.5, ..IRC_R324 };
        let usable = strict.usable(&rectangle(), 30.0, Coverage::UpToAThird);
        assert!((usable.area() - 9.0 * (4.0 - 0.4572)).abs() < 1e-9);
    }

    #[test]
    fn a_peak_is_cut_like_a_ridge_and_a_tiny_slope_has_nothing_left() {
        let triangle = Polygon::new(vec![Point::new(0.0, 0.0), Point::new(4.0, 0.0), Point::new(2.0, 2.0)]);
        assert_eq!(IRC_R324.usable(&triangle, 30.0, Coverage::UpToAThird).points().len(), 4);
        let tiny = Polygon::new(vec![Point::new(0.0, 0.0), Point::new(1.0, 0.0), Point::new(0.5, 0.5)]);
        assert!(IRC_R324.usable(&tiny, 30.0, Coverage::MoreThanAThird).points().is_empty());
    }
}
