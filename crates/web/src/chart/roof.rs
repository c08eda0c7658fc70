use askama::Template;
use domain::Language;

use super::{at, round_step};
use crate::text::{format, texts};

/// A place on the plan, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Metres east of the origin.
    pub east: f64,
    /// Metres north of the origin.
    pub north: f64,
}

/// A closed polygon, as its corners in order; the last is joined to the first.
pub type Outline = Vec<Point>;

/// One slope of the roof and what lies on it, as seen from above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slope {
    /// Its edge.
    pub outline: Outline,
    /// Its panels.
    pub panels: Vec<Outline>,
}

/// What there is to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoofPlanInput {
    /// All slopes of all sections.
    pub slopes: Vec<Slope>,
    /// Ridges, hips and valleys, as pairs of ends.
    pub ridges: Vec<(Point, Point)>,
}

/// The roof from above with its panels, north up, with a scale.
#[derive(Debug, Template)]
#[template(path = "chart/roof.html")]
pub struct RoofPlan {
    id: String,
    title: &'static str,
    caption: String,
    north: &'static str,
    slopes: Vec<String>,
    panels: Vec<String>,
    ridges: Vec<Line>,
    height: String,
    rule: Rule,
}

// Rendered by its own escaping template, so a page may print it as it is.
impl askama::filters::HtmlSafe for RoofPlan {}

#[derive(Debug)]
struct Line {
    x1: String,
    y1: String,
    x2: String,
    y2: String,
}

#[derive(Debug)]
struct Rule {
    path: String,
    text_x: String,
    text_y: String,
    label: String,
}

// The frame's width; its height follows the roof, within limits. The north arrow stands in the upper right corner.
const WIDTH: f64 = 360.0;
const MARGIN: f64 = 14.0;
const FOOT: f64 = 30.0;
const ARROW: f64 = 34.0;
const TALLEST: f64 = 330.0;

/// The least rectangle around points, metres.
struct Bounds {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Bounds {
    fn around<'a>(points: impl Iterator<Item = &'a Point>) -> Option<Self> {
        points.filter(|point| point.east.is_finite() && point.north.is_finite()).fold(None, |bounds, point| {
            let seen = bounds.unwrap_or(Self { west: point.east, east: point.east, south: point.north, north: point.north });
            Some(Self {
                west: seen.west.min(point.east),
                east: seen.east.max(point.east),
                south: seen.south.min(point.north),
                north: seen.north.max(point.north),
            })
        })
    }
}

impl RoofPlan {
    /// Draws `input`. `id` is unique on the page; points that are not finite are left out.
    #[must_use]
    pub fn new(id: &str, input: &RoofPlanInput, language: Language) -> Self {
        let words = &texts(language).shared;
        let corners = input.slopes.iter().flat_map(|slope| slope.outline.iter().chain(slope.panels.iter().flatten()));
        let bounds = Bounds::around(corners).unwrap_or(Bounds { west: 0.0, east: 1.0, south: 0.0, north: 1.0 });
        let (wide, deep) = ((bounds.east - bounds.west).max(0.1), (bounds.north - bounds.south).max(0.1));
        let scale = ((WIDTH - 2.0 * MARGIN - ARROW) / wide).min((TALLEST - MARGIN - FOOT) / deep);
        let inset = (WIDTH - ARROW - wide * scale) / 2.0;
        let place = |point: &Point| (inset + (point.east - bounds.west) * scale, MARGIN + (bounds.north - point.north) * scale);
        let polygon = |outline: &Outline| {
            let corners = outline.iter().filter(|point| point.east.is_finite() && point.north.is_finite()).map(place);
            corners.map(|(x, y)| format!("{},{}", at(x), at(y))).collect::<Vec<_>>().join(" ")
        };

        let panels: Vec<String> = input.slopes.iter().flat_map(|slope| &slope.panels).map(polygon).collect();
        let area: f64 = input.slopes.iter().map(|slope| area_of(&slope.outline)).sum();
        let height = MARGIN + deep * scale + FOOT;
        let count = u64::try_from(panels.len()).unwrap_or(u64::MAX);
        Self {
            id: id.to_owned(),
            title: words.plan_title,
            caption: words.plan_caption(words.panels(count), format!("{} m²", format::decimal(area, 0))),
            north: words.plan_north,
            slopes: input.slopes.iter().map(|slope| polygon(&slope.outline)).collect(),
            panels,
            ridges: input
                .ridges
                .iter()
                .map(|(from, to)| {
                    let ((x1, y1), (x2, y2)) = (place(from), place(to));
                    Line { x1: at(x1), y1: at(y1), x2: at(x2), y2: at(y2) }
                })
                .collect(),
            height: at(height),
            rule: rule(scale, height),
        }
    }
}

/// A bar of a round number of metres, about a quarter of the frame long.
fn rule(scale: f64, height: f64) -> Rule {
    let metres = round_step(WIDTH / 5.0 / scale);
    let (left, right, y) = (MARGIN, MARGIN + metres * scale, height - 10.0);
    Rule {
        path: format!("M{l} {up}V{y}H{r}V{up}", l = at(left), r = at(right), y = at(y), up = at(y - 5.0)),
        text_x: at(right + 6.0),
        text_y: at(y + 1.0),
        label: format!("{} m", format::decimal(metres, if metres < 1.0 || (metres - 2.5).abs() < 1e-9 { 1 } else { 0 })),
    }
}

/// Area on plan by the shoelace formula, square metres.
fn area_of(outline: &Outline) -> f64 {
    let next = outline.iter().cycle().skip(1);
    let twice: f64 = outline.iter().zip(next).map(|(a, b)| a.east * b.north - b.east * a.north).sum();
    if twice.is_finite() { twice.abs() / 2.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(west: f64, south: f64, wide: f64, deep: f64) -> Outline {
        [(0.0, 0.0), (wide, 0.0), (wide, deep), (0.0, deep)].map(|(x, y)| Point { east: west + x, north: south + y }).to_vec()
    }

    fn gable() -> RoofPlanInput {
        let panels = (0..6).map(|i| rectangle(1.0 + f64::from(i) * 1.2, 0.6, 1.1, 1.5)).collect();
        RoofPlanInput {
            slopes: vec![
                Slope { outline: rectangle(0.0, 0.0, 12.0, 4.0), panels },
                Slope { outline: rectangle(0.0, 4.0, 12.0, 4.0), panels: Vec::new() },
            ],
            ridges: vec![(Point { east: 0.0, north: 4.0 }, Point { east: 12.0, north: 4.0 })],
        }
    }

    #[test]
    fn a_plan_shows_slopes_panels_scale_and_says_them() {
        let html = RoofPlan::new("plan", &gable(), Language::English).render().unwrap();
        assert_eq!(html.matches("class=\"plan-panel\"").count(), 6);
        assert_eq!(html.matches("class=\"plan-slope\"").count(), 2);
        assert!(html.contains("6 panels on a roof of 96 m²"), "{html}");
        assert!(html.contains(">5 m<"), "{html}");
        let html = RoofPlan::new("plan", &gable(), Language::Spanish).render().unwrap();
        assert!(html.contains("6 paneles en un techo de 96 m²"));
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let plan = RoofPlan::new("plan", &gable(), Language::English);
        let corner = |text: &String| {
            text.split(' ')
                .next()
                .and_then(|pair| pair.split_once(','))
                .map(|(x, y)| (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap()))
                .unwrap()
        };
        let (south, north) = (corner(&plan.slopes[0]), corner(&plan.slopes[1]));
        assert!(south.1 > north.1, "the southern slope is lower on the page");
        assert!(corner(&plan.panels[1]).0 > corner(&plan.panels[0]).0);
    }

    #[test]
    fn odd_shapes_stay_in_the_frame() {
        let thin =
            RoofPlanInput { slopes: vec![Slope { outline: rectangle(0.0, 0.0, 2.0, 100.0), panels: Vec::new() }], ridges: Vec::new() };
        let nothing = RoofPlanInput::default();
        let broken = RoofPlanInput {
            slopes: vec![Slope { outline: vec![Point { east: f64::NAN, north: 1.0 }], panels: Vec::new() }],
            ridges: Vec::new(),
        };
        for input in [thin, nothing, broken, gable()] {
            let plan = RoofPlan::new("plan", &input, Language::English);
            let height: f64 = plan.height.parse().unwrap();
            assert!((30.0..=TALLEST + 1.0).contains(&height), "{height}");
            let html = plan.render().unwrap();
            assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
        }
    }
}
