use askama::Template;
use domain::Language;

use super::at;
use crate::text::{format, texts};

/// A count at a time.
#[derive(Clone, Debug)]
pub struct TrendPoint {
    /// When, as people read it.
    pub when: String,
    /// How many.
    pub count: u32,
}

/// A small line of counts over time, each run one step.
#[derive(Debug, Template)]
#[template(path = "chart/trend.html")]
pub struct Trend {
    id: String,
    title: &'static str,
    caption: String,
    show_table: &'static str,
    head: [&'static str; 2],
    /// Height and count of the lowest and the highest line.
    grid: [(String, String, String); 2],
    line: String,
    dots: Vec<(String, String, String)>,
    rows: Vec<(String, String)>,
}

// Rendered by its own escaping template, so a page may print it as it is.
impl askama::filters::HtmlSafe for Trend {}

// The template knows the same frame.
const LEFT: f64 = 38.0;
const RIGHT: f64 = 350.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 80.0;

impl Trend {
    /// Draws `points`, the oldest first, from zero to at least `least_top`. `id` is unique on the page.
    #[must_use]
    pub fn new(id: &str, title: &'static str, points: &[TrendPoint], least_top: u32, language: Language) -> Self {
        let words = &texts(language).audit;
        let top = points.iter().map(|point| point.count).max().unwrap_or(0).max(least_top).max(1);
        let steps = u32::try_from(points.len().saturating_sub(1)).unwrap_or(u32::MAX).max(1);
        let place = |(number, point): (u32, &TrendPoint)| {
            let x = if points.len() == 1 { RIGHT } else { LEFT + (RIGHT - LEFT) * f64::from(number) / f64::from(steps) };
            let y = BOTTOM - (BOTTOM - TOP) * f64::from(point.count) / f64::from(top);
            (at(x), at(y), format!("{}: {}", point.when, format::grouped(u64::from(point.count))))
        };
        let dots: Vec<(String, String, String)> = (0..).zip(points).map(place).collect();
        let line = dots.iter().map(|(x, y, _)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let end = |point: Option<&TrendPoint>| point.map(|point| format::grouped(u64::from(point.count))).unwrap_or_default();
        let runs = format::grouped(u64::try_from(points.len()).unwrap_or(u64::MAX));
        Self {
            id: id.to_owned(),
            title,
            caption: words.trend_caption(end(points.first()), end(points.last()), runs),
            show_table: words.show_table,
            head: [words.finished, title],
            grid: [(at(BOTTOM), at(BOTTOM + 3.5), "0".to_owned()), (at(TOP), at(TOP + 3.5), format::grouped(u64::from(top)))],
            line,
            dots,
            rows: points.iter().rev().map(|point| (point.when.clone(), format::grouped(u64::from(point.count)))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_points_there_are_the_line_stays_in_its_frame() {
        for count in [0_u32, 1, 2, 60] {
            let points: Vec<TrendPoint> =
                (0..count).map(|number| TrendPoint { when: format!("day {number}"), count: number * 7919 }).collect();
            let trend = Trend::new("a", "Findings", &points, 10, Language::English);
            assert_eq!(trend.dots.len(), points.len());
            for (x, y, _) in &trend.dots {
                let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
                assert!((LEFT..=RIGHT).contains(&x) && (TOP..=BOTTOM).contains(&y), "{trend:?}");
            }
            let html = trend.render().unwrap();
            assert!(!html.contains("NaN") && !html.contains("style="));
            assert_eq!(html.matches("<tr>").count(), points.len() + 1);
        }
    }
}
