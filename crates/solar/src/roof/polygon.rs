//! Convex polygons in metres: all that roof planes need.

/// Lengths below this, in metres, are rounding.
const ROUNDING: f64 = 1e-9;
/// A point this near to the border, in metres, is on it.
const NEAR: f64 = 1e-6;

/// A point in metres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Along the eave, or east.
    pub x: f64,
    /// Up the slope, or north.
    pub y: f64,
}

impl Point {
    /// From its two coordinates.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A convex polygon, counter-clockwise; without points when nothing is left of it.
///
/// INVARIANT: [`Polygon::new`] is given convex corners by `roof`, and [`Polygon::inset`] keeps a polygon convex.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polygon(Vec<Point>);

/// An edge with its two ends, counter-clockwise.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Where it starts.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
}

impl Polygon {
    /// From convex corners in counter-clockwise order; a corner that repeats its neighbour is dropped.
    #[must_use]
    pub fn new(mut corners: Vec<Point>) -> Self {
        let near = |a: &Point, b: &Point| (a.x - b.x).hypot(a.y - b.y) < ROUNDING;
        corners.dedup_by(|a, b| near(a, b));
        if let (Some(first), Some(last)) = (corners.first().copied(), corners.last().copied())
            && corners.len() > 1
            && near(&first, &last)
        {
            corners.pop();
        }
        if corners.len() < 3 {
            corners.clear();
        }
        Self(corners)
    }

    /// Its corners, counter-clockwise.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.0
    }

    /// Its edges, counter-clockwise.
    pub fn edges(&self) -> impl Iterator<Item = Edge> {
        self.0.iter().zip(self.0.iter().cycle().skip(1)).map(|(from, to)| Edge { from: *from, to: *to })
    }

    /// Area in m².
    #[must_use]
    pub fn area(&self) -> f64 {
        self.edges().map(|edge| edge.from.x * edge.to.y - edge.to.x * edge.from.y).sum::<f64>() / 2.0
    }

    /// Lowest and highest y; none when it is empty.
    #[must_use]
    pub fn height(&self) -> Option<(f64, f64)> {
        let first = self.0.first()?.y;
        Some(self.0.iter().fold((first, first), |(low, high), point| (low.min(point.y), high.max(point.y))))
    }

    /// Leftmost and rightmost x at a height; none outside.
    #[must_use]
    pub fn span(&self, y: f64) -> Option<(f64, f64)> {
        let (low, high) = self.height()?;
        if y < low - ROUNDING || y > high + ROUNDING {
            return None;
        }
        let y = y.clamp(low, high);
        let mut span: Option<(f64, f64)> = None;
        for Edge { from, to } in self.edges() {
            if y < from.y.min(to.y) || y > from.y.max(to.y) {
                continue;
            }
            let rise = to.y - from.y;
            let crossing = from.x + (y - from.y) / rise * (to.x - from.x);
            for x in if rise.abs() < ROUNDING { [from.x, to.x] } else { [crossing; 2] } {
                let (left, right) = span.unwrap_or((x, x));
                span = Some((left.min(x), right.max(x)));
            }
        }
        span
    }

    /// Whether a point is inside or nearer to the border than a micrometre.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        !self.0.is_empty() && self.edges().all(|edge| edge.distance(point) > -NEAR)
    }

    /// What is left when every edge moves inwards by what `setback` says for it, in metres.
    #[must_use]
    pub fn inset(&self, setback: impl Fn(&Edge) -> f64) -> Self {
        self.edges().fold(self.clone(), |left, edge| left.clipped(&edge, setback(&edge)))
    }

    /// The part that is at least `distance` to the left of an edge.
    #[must_use]
    pub fn clipped(&self, edge: &Edge, distance: f64) -> Self {
        let mut corners = Vec::with_capacity(self.0.len() + 1);
        for side in self.edges() {
            let (from, to) = (edge.distance(side.from) - distance, edge.distance(side.to) - distance);
            if from >= 0.0 {
                corners.push(side.from);
            }
            if (from < 0.0) != (to < 0.0) {
                let share = from / (from - to);
                corners.push(Point::new(side.from.x + share * (side.to.x - side.from.x), side.from.y + share * (side.to.y - side.from.y)));
            }
        }
        Self::new(corners)
    }
}

impl Edge {
    /// How far a point is to the left, metres; negative to the right.
    #[must_use]
    pub fn distance(&self, point: Point) -> f64 {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        (dx * (point.y - self.from.y) - dy * (point.x - self.from.x)) / dx.hypot(dy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trapezoid() -> Polygon {
        Polygon::new(vec![Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(7.0, 3.0), Point::new(3.0, 3.0)])
    }

    #[test]
    fn area_span_and_inside() {
        let trapezoid = trapezoid();
        assert!((trapezoid.area() - 21.0).abs() < 1e-12);
        for (y, left, right) in [(0.0, 0.0, 10.0), (1.5, 1.5, 8.5), (3.0, 3.0, 7.0)] {
            let span = trapezoid.span(y).unwrap();
            assert!((span.0 - left).abs() < 1e-12 && (span.1 - right).abs() < 1e-12, "{y}: {span:?}");
        }
        assert!(trapezoid.span(3.1).is_none());
        assert!(trapezoid.contains(Point::new(5.0, 2.0)) && !trapezoid.contains(Point::new(1.0, 2.0)));
    }

    #[test]
    fn an_inset_leaves_less_until_nothing_is_left() {
        let square = Polygon::new(vec![Point::new(0.0, 0.0), Point::new(4.0, 0.0), Point::new(4.0, 4.0), Point::new(0.0, 4.0)]);
        assert!((square.inset(|_| 0.5).area() - 9.0).abs() < 1e-12);
        assert!((square.inset(|_| 0.0).area() - 16.0).abs() < 1e-12);
        assert!(square.inset(|_| 2.5).points().is_empty());
    }
}
