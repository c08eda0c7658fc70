//! A plane as it was drawn or surveyed: any simple polygon, with what stands on it.

use thiserror::Error;

use super::polygon::{Edge, Point, Polygon};

/// No roof is larger, metres from the origin.
const FARTHEST_M: f64 = 1_000.0;
/// More corners than this are a mistake, not a roof.
const MOST_CORNERS: usize = 200;
/// Less than this, m², is no area.
const LEAST_M2: f64 = 1e-6;

/// Why corners are no outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoOutline {
    /// Less than three different ones, or more than 200.
    #[error("a plane has 3 to 200 corners")]
    Corners,
    /// A coordinate that is no number, or farther than a kilometre.
    #[error("a corner is no point within a kilometre")]
    Far,
    /// Edges that cross or touch each other.
    #[error("edges of the outline cross each other")]
    Crossed,
    /// All corners on a line.
    #[error("the outline has no area")]
    Flat,
}

/// A simple polygon in metres, x along the eave and y up the slope; it may be hollow on a side, as around a dormer.
///
/// INVARIANT: [`Outline::new`] makes it counter-clockwise, without crossings.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline(Vec<Point>);

impl Outline {
    /// From corners in either order.
    ///
    /// # Errors
    /// [`NoOutline`].
    pub fn new(mut corners: Vec<Point>) -> Result<Self, NoOutline> {
        if corners.len() > MOST_CORNERS {
            return Err(NoOutline::Corners);
        }
        if corners.iter().any(|corner| !(corner.x.abs() <= FARTHEST_M && corner.y.abs() <= FARTHEST_M)) {
            return Err(NoOutline::Far);
        }
        corners.dedup();
        if corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        if corners.len() < 3 {
            return Err(NoOutline::Corners);
        }
        let mut outline = Self(corners);
        if outline.area().abs() < LEAST_M2 {
            return Err(NoOutline::Flat);
        }
        if outline.area() < 0.0 {
            outline.0.reverse();
        }
        if outline.crosses_itself() { Err(NoOutline::Crossed) } else { Ok(outline) }
    }

    /// Its corners, counter-clockwise.
    #[must_use]
    pub fn corners(&self) -> &[Point] {
        &self.0
    }

    /// Its edges, counter-clockwise: what is inside lies to their left.
    pub fn edges(&self) -> impl Iterator<Item = Edge> + Clone {
        self.0.iter().zip(self.0.iter().cycle().skip(1)).map(|(from, to)| Edge { from: *from, to: *to })
    }

    /// Area in m².
    #[must_use]
    pub fn area(&self) -> f64 {
        self.edges().map(|edge| edge.from.x * edge.to.y - edge.to.x * edge.from.y).sum::<f64>() / 2.0
    }

    fn crosses_itself(&self) -> bool {
        let last = self.0.len() - 1;
        self.edges().enumerate().any(|(index, edge)| {
            // Neighbours share a corner and may not lie upon each other; all others may not even touch.
            self.edges().enumerate().skip(index + 1).any(|(other, next)| {
                if other == index + 1 {
                    folded(&edge, &next)
                } else if index == 0 && other == last {
                    folded(&next, &edge)
                } else {
                    touching(&edge, &next)
                }
            })
        })
    }
}

impl From<&Polygon> for Outline {
    fn from(polygon: &Polygon) -> Self {
        Self(polygon.points().to_vec())
    }
}

/// Something that no panel may cover, and how far panels stay away from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// What it covers of the plane: convex; several of them make other shapes.
    pub outline: Polygon,
    /// Metres around it that stay free.
    pub clearance_m: f64,
}

impl Obstacle {
    /// A chimney, window or vent: a rectangle between two opposite corners.
    #[must_use]
    pub fn rectangle(one: Point, other: Point, clearance_m: f64) -> Self {
        let (left, right) = (one.x.min(other.x), one.x.max(other.x));
        let (low, high) = (one.y.min(other.y), one.y.max(other.y));
        let corners = vec![Point::new(left, low), Point::new(right, low), Point::new(right, high), Point::new(left, high)];
        Self { outline: Polygon::new(corners), clearance_m }
    }
}

/// On which side of a line a point is: positive to the left.
fn side(edge: &Edge, point: Point) -> f64 {
    (edge.to.x - edge.from.x) * (point.y - edge.from.y) - (edge.to.y - edge.from.y) * (point.x - edge.from.x)
}

/// Whether an edge turns back upon the one before it.
fn folded(before: &Edge, after: &Edge) -> bool {
    let (bx, by) = (before.to.x - before.from.x, before.to.y - before.from.y);
    let (ax, ay) = (after.to.x - after.from.x, after.to.y - after.from.y);
    side(before, after.to).abs() <= f64::EPSILON && bx * ax + by * ay < 0.0
}

fn touching(a: &Edge, b: &Edge) -> bool {
    let apart = |a: &Edge, b: &Edge| {
        let (from, to) = (side(a, b.from), side(a, b.to));
        (from > 0.0 && to > 0.0) || (from < 0.0 && to < 0.0)
    };
    let beside = |a: (f64, f64), b: (f64, f64)| a.0.max(a.1) < b.0.min(b.1) || b.0.max(b.1) < a.0.min(a.1);
    !(apart(a, b) || apart(b, a) || beside((a.from.x, a.to.x), (b.from.x, b.to.x)) || beside((a.from.y, a.to.y), (b.from.y, b.to.y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(corners: &[(f64, f64)]) -> Result<Outline, NoOutline> {
        Outline::new(corners.iter().map(|&(x, y)| Point::new(x, y)).collect())
    }

    #[test]
    fn corners_are_taken_in_either_order() {
        let one = outline(&[(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (2.0, 1.0), (0.0, 3.0)]).unwrap();
        let other = outline(&[(0.0, 3.0), (2.0, 1.0), (4.0, 3.0), (4.0, 0.0), (0.0, 0.0), (0.0, 3.0)]).unwrap();
        assert!((one.area() - 8.0).abs() < 1e-12 && (other.area() - 8.0).abs() < 1e-12);
        assert_eq!(one.corners().len(), other.corners().len());
    }

    #[test]
    fn what_is_no_outline_is_refused() {
        assert_eq!(outline(&[(0.0, 0.0), (1.0, 0.0)]), Err(NoOutline::Corners));
        assert_eq!(Outline::new(vec![Point::default(); 201]), Err(NoOutline::Corners));
        assert_eq!(outline(&[(0.0, 0.0), (f64::NAN, 0.0), (1.0, 1.0)]), Err(NoOutline::Far));
        assert_eq!(outline(&[(0.0, 0.0), (1e6, 0.0), (1.0, 1.0)]), Err(NoOutline::Far));
        assert_eq!(outline(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]), Err(NoOutline::Flat));
        assert_eq!(outline(&[(0.0, 0.0), (4.0, 3.0), (4.0, 0.0), (0.0, 2.0)]), Err(NoOutline::Crossed));
        // A spike that goes out and back, and a corner that touches an edge from inside.
        assert_eq!(outline(&[(0.0, 0.0), (4.0, 0.0), (6.0, 0.0), (4.0, 0.0), (4.0, 3.0)]), Err(NoOutline::Crossed));
        assert_eq!(outline(&[(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (2.0, 0.0), (0.0, 3.0)]), Err(NoOutline::Crossed));
    }
}
