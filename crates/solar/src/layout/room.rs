//! Where on a plane panels may lie.

use super::PanelRect;
use crate::roof::{
    Plane,
    outline::{Obstacle, Outline},
    polygon::{Edge, Point, Polygon},
};

/// Edges that panels touch do not count as covered, metres.
const TOUCH: f64 = 1e-9;

/// The inside of an outline less what has to stay free. Panels may touch its borders.
#[derive(Clone, Debug)]
pub struct Room {
    border: Vec<Edge>,
    /// Convex pieces, counter-clockwise.
    kept_free: Vec<Polygon>,
}

impl Room {
    /// What is left of an outline when panels keep from each edge what `setback_m` says, and from obstacles what these say.
    ///
    /// Corners of strips that stay free are square, not round: panels keep a little more than asked from corners that
    /// point into the room.
    #[must_use]
    pub fn new(outline: &Outline, setback_m: impl Fn(&Edge) -> f64, obstacles: &[Obstacle]) -> Self {
        let mut kept_free: Vec<Polygon> = outline.edges().filter_map(|edge| strip(&edge, setback_m(&edge))).collect();
        for obstacle in obstacles {
            kept_free.extend(obstacle.outline.edges().filter_map(|edge| strip(&edge, obstacle.clearance_m)));
            kept_free.push(obstacle.outline.clone());
        }
        Self { border: outline.edges().collect(), kept_free }
    }

    /// The usable part of a plane, without obstacles.
    #[must_use]
    pub fn of(plane: &Plane) -> Self {
        Self { border: plane.usable.edges().collect(), kept_free: Vec::new() }
    }

    /// Lowest and highest y; none when there is no room.
    pub(super) fn height(&self) -> Option<(f64, f64)> {
        let first = self.border.first()?.from.y;
        Some(self.border.iter().fold((first, first), |(low, high), edge| (low.min(edge.from.y), high.max(edge.from.y))))
    }

    /// Heights at which its shape changes.
    pub(super) fn levels(&self) -> impl Iterator<Item = f64> {
        let pieces = self.kept_free.iter().flat_map(|piece| piece.points().iter().map(|corner| corner.y));
        self.border.iter().map(|edge| edge.from.y).chain(pieces)
    }

    /// Whether rows counted from an end cannot be bettered: nothing stands in it, and from the bottom to the top it only
    /// widens or only narrows, because all corners of its at most four edges are at its lowest or highest height.
    pub(super) fn is_plain(&self) -> bool {
        let Some((low, high)) = self.height() else { return true };
        let at_an_end = |edge: &Edge| (edge.from.y - low).abs() < TOUCH || (high - edge.from.y).abs() < TOUCH;
        self.kept_free.is_empty() && self.border.len() <= 4 && self.border.iter().all(at_an_end)
    }

    /// From where to where a row between two heights may lie, left to right.
    pub(super) fn free(&self, low: f64, high: f64) -> Vec<(f64, f64)> {
        let (from, to) = (low + TOUCH, high - TOUCH);
        let mut covered: Vec<(f64, f64)> = self.border.iter().filter_map(|edge| within(edge, from, to)).collect();
        // Left of the first border and right of the last there is no room, so pieces beyond them do no harm.
        covered.extend(self.kept_free.iter().filter_map(|piece| {
            piece.edges().filter_map(|edge| within(&edge, from, to)).reduce(|all, edge| (all.0.min(edge.0), all.1.max(edge.1)))
        }));
        covered.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = Vec::new();
        let mut end: Option<f64> = None;
        for (left, right) in covered {
            if let Some(end) = end
                && left > end + TOUCH
                && self.inside(Point::new(f64::midpoint(end, left), f64::midpoint(low, high)))
            {
                free.push((end, left));
            }
            end = Some(end.map_or(right, |end| end.max(right)));
        }
        free
    }

    /// Whether a panel lies in it.
    #[must_use]
    pub fn holds(&self, panel: &PanelRect) -> bool {
        let (left, right) = (panel.x_m, panel.x_m + panel.width_m);
        let slack = 1e3 * TOUCH;
        self.free(panel.y_m, panel.y_m + panel.height_m).iter().any(|(from, to)| left >= from - slack && right <= to + slack)
    }

    /// Inside the outline, by the number of borders to the right.
    fn inside(&self, point: Point) -> bool {
        let crossed = |edge: &&Edge| {
            ((edge.from.y > point.y) != (edge.to.y > point.y))
                && point.x < edge.from.x + (point.y - edge.from.y) / (edge.to.y - edge.from.y) * (edge.to.x - edge.from.x)
        };
        self.border.iter().filter(crossed).count() % 2 == 1
    }
}

/// The strip around an edge that stays free; none without a setback.
fn strip(edge: &Edge, setback_m: f64) -> Option<Polygon> {
    let (dx, dy) = (edge.to.x - edge.from.x, edge.to.y - edge.from.y);
    let length = dx.hypot(dy);
    if !(setback_m > 0.0 && length > 0.0) {
        return None;
    }
    let (along_x, along_y) = (dx / length * setback_m, dy / length * setback_m);
    let corner =
        |end: Point, along: f64, left: f64| Point::new(end.x + along * along_x - left * along_y, end.y + along * along_y + left * along_x);
    Some(Polygon::new(vec![
        corner(edge.from, -1.0, -1.0),
        corner(edge.to, 1.0, -1.0),
        corner(edge.to, 1.0, 1.0),
        corner(edge.from, -1.0, 1.0),
    ]))
}

/// Leftmost and rightmost x of the part of an edge between two heights; none when it has none.
fn within(edge: &Edge, low: f64, high: f64) -> Option<(f64, f64)> {
    let (bottom, top) = if edge.from.y <= edge.to.y { (edge.from, edge.to) } else { (edge.to, edge.from) };
    if top.y <= low || bottom.y >= high {
        return None;
    }
    let at = |y: f64| {
        let rise = top.y - bottom.y;
        if rise > 0.0 { bottom.x + ((y - bottom.y) / rise).clamp(0.0, 1.0) * (top.x - bottom.x) } else { bottom.x }
    };
    // A level edge between the heights covers all of itself.
    let (one, other) = if top.y > bottom.y { (at(bottom.y.max(low)), at(top.y.min(high))) } else { (bottom.x, top.x) };
    Some((one.min(other), one.max(other)))
}
