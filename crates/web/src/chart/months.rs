use askama::Template;
use domain::Language;

use super::{at, round_step};
use crate::text::{format, texts};

/// Energy of one month, kWh: the likely value and the range of eight years in ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthEnergy {
    /// Exceeded in nine years of ten.
    pub low: f64,
    /// The middle.
    pub likely: f64,
    /// Exceeded in one year of ten.
    pub high: f64,
}

/// Bars of twelve months with a whisker for the range.
#[derive(Debug, Template)]
#[template(path = "chart/months.html")]
pub struct MonthsChart {
    id: String,
    title: &'static str,
    caption: String,
    show_table: &'static str,
    head: [&'static str; 4],
    grid: Vec<GridLine>,
    bars: Vec<Bar>,
}

// Rendered by its own escaping template, so a page may print it as it is.
impl askama::filters::HtmlSafe for MonthsChart {}

#[derive(Debug)]
struct GridLine {
    y: String,
    text_y: String,
    label: String,
}

#[derive(Debug)]
struct Bar {
    name: &'static str,
    said: String,
    x: String,
    y: String,
    height: String,
    middle: String,
    whisker: String,
    low: String,
    likely: String,
    high: String,
}

// One unit is a pixel on a phone; wider screens scale it up. The template knows the same frame.
const LEFT: f64 = 38.0;
const RIGHT: f64 = 356.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 176.0;
const CAP: f64 = 3.0;

impl MonthsChart {
    /// Draws `months`, January first, with `year` as the whole. `id` is unique on the page.
    /// What is not finite or below zero is drawn as zero.
    #[must_use]
    pub fn new(id: &str, months: &[MonthEnergy; 12], year: MonthEnergy, language: Language) -> Self {
        let words = &texts(language).shared;
        let months =
            months.map(|month| MonthEnergy { low: positive(month.low), likely: positive(month.likely), high: positive(month.high) });
        let largest = months.iter().fold(0.0_f64, |top, month| top.max(month.high).max(month.likely));
        let step = round_step(largest / 5.0);
        let steps = (largest / step).ceil().clamp(1.0, 6.0);
        let height_of = |energy: f64| (BOTTOM - TOP) * energy / (step * steps);
        let pitch = (RIGHT - LEFT) / 12.0;
        let width = pitch * 0.64;

        let grid = (0_u8..=6)
            .map(f64::from)
            .filter(|line| *line <= steps)
            .map(|line| {
                let y = BOTTOM - height_of(line * step);
                GridLine { y: at(y), text_y: at(y + 3.5), label: format::decimal(line * step, if step < 1.0 { 1 } else { 0 }) }
            })
            .collect();
        let bars = (1_i8..=12)
            .zip(months)
            .map(|(number, month)| {
                let middle = LEFT + pitch * (f64::from(number) - 0.5);
                let (high, low) = (BOTTOM - height_of(month.high), BOTTOM - height_of(month.low));
                let (left, right) = (at(middle - CAP), at(middle + CAP));
                let name = format::month(number, language);
                let [low_text, likely_text, high_text] = [month.low, month.likely, month.high].map(|energy| format::decimal(energy, 0));
                Bar {
                    name,
                    said: words.chart_row(name, format::kwh(month.likely), format::kwh(month.low), format::kwh(month.high)),
                    x: at(middle - width / 2.0),
                    y: at(BOTTOM - height_of(month.likely)),
                    height: at(height_of(month.likely)),
                    middle: at(middle),
                    whisker: format!("M{left} {h}H{right}M{m} {h}V{l}M{left} {l}H{right}", h = at(high), m = at(middle), l = at(low)),
                    low: low_text,
                    likely: likely_text,
                    high: high_text,
                }
            })
            .collect();
        Self {
            id: id.to_owned(),
            title: words.chart_months_title,
            caption: words.chart_months_caption(format::kwh(year.likely), format::kwh(year.low), format::kwh(year.high)),
            show_table: words.chart_show_table,
            head: [words.chart_month, words.chart_low, words.chart_likely, words.chart_high],
            grid,
            bars,
        }
    }
}

fn positive(energy: f64) -> f64 {
    if energy.is_finite() { energy.max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year_of(likely: f64) -> [MonthEnergy; 12] {
        [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0].map(|month: f64| {
            let season = 1.0 + 0.4 * (std::f64::consts::TAU * (month - 2.5) / 12.0).sin();
            MonthEnergy { low: likely * season * 0.9, likely: likely * season, high: likely * season * 1.1 }
        })
    }

    #[test]
    fn a_chart_has_title_caption_table_and_twelve_bars_in_both_languages() {
        for (language, month) in [(Language::English, "Dec"), (Language::Spanish, "dic")] {
            let year = MonthEnergy { low: 8_600.0, likely: 9_240.0, high: 9_900.0 };
            let html = MonthsChart::new("production", &year_of(770.0), year, language).render().unwrap();
            assert_eq!(html.matches("class=\"chart-bar\"").count(), 12);
            assert_eq!(html.matches("<tr>").count(), 13);
            assert!(html.contains(texts(language).shared.chart_months_title));
            assert!(html.contains("9,240 kWh"));
            assert!(html.contains(month));
            assert!(!html.contains("style="));
        }
    }

    #[test]
    fn whatever_the_numbers_the_drawing_stays_in_its_frame() {
        for scale in [0.0, 0.3, 1.0, 77.0, 1e6, f64::INFINITY, f64::NAN, -5.0] {
            let months =
                year_of(1.0).map(|month| MonthEnergy { low: month.low * scale, likely: month.likely * scale, high: month.high * scale });
            let chart = MonthsChart::new("a", &months, months[0], Language::English);
            assert!((2..=7).contains(&chart.grid.len()), "{scale}");
            for bar in &chart.bars {
                for number in [&bar.y, &bar.height, &bar.x] {
                    let number: f64 = number.parse().unwrap();
                    assert!((0.0..=RIGHT).contains(&number), "{scale}: {bar:?}");
                }
                assert!(!bar.whisker.contains("NaN") && !bar.whisker.contains("inf") && !bar.whisker.contains(" -"));
            }
        }
    }
}
