//! Charts as SVG made on the server: a title, a caption, and the same numbers as a table.
//!
//! Colours come from classes, so day, night and print follow the style sheet; there is no inline style.
//! A chart is a template with ready-made numbers: include it with `{{ chart }}`, which renders it in place.

mod months;
mod roof;
mod trend;

pub use months::{MonthEnergy, MonthsChart};
pub use roof::{Outline, Point, RoofPlan, RoofPlanInput, Slope};
pub use trend::{Trend, TrendPoint};

/// A coordinate with one decimal: a tenth of a pixel is enough, and pages stay small.
fn at(number: f64) -> String {
    let text = format!("{number:.1}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// The smallest of 1, 2, 2.5 or 5 times a power of ten that is at least `least`: a round step for an axis.
fn round_step(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 2.5, 5.0].into_iter().map(|step| step * power).find(|step| *step >= least * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (least, step) in
            [(0.9, 1.0), (1.0, 1.0), (1.1, 2.0), (240.0, 250.0), (260.0, 500.0), (501.0, 1000.0), (0.0, 1.0), (f64::NAN, 1.0)]
        {
            assert!((round_step(least) - step).abs() < 1e-9, "{least}");
        }
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!((at(1.0), at(-0.04), at(12.345)), ("1".into(), "0".into(), "12.3".into()));
    }
}
