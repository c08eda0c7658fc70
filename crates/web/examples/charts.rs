//! Prints both charts with example numbers, for `scripts/look`.

use std::io::Write as _;

use askama::Template as _;
use domain::Language;
use web::chart::{MonthEnergy, MonthsChart, Point, RoofPlan, RoofPlanInput, Slope};

fn rectangle(west: f64, south: f64, wide: f64, deep: f64) -> Vec<Point> {
    [(0.0, 0.0), (wide, 0.0), (wide, deep), (0.0, deep)].map(|(x, y)| Point { east: west + x, north: south + y }).to_vec()
}

/// Turns a plan clockwise, as seen from above.
fn turned(outline: Vec<Point>, degrees: f64) -> Vec<Point> {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    outline.into_iter().map(|p| Point { east: p.east * cosine + p.north * sine, north: p.north * cosine - p.east * sine }).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let likely = [560.0, 610.0, 800.0, 860.0, 940.0, 985.0, 990.0, 930.0, 820.0, 720.0, 545.0, 480.0];
    let months = likely.map(|energy| MonthEnergy { low: energy * 0.91, likely: energy, high: energy * 1.08 });
    let year = MonthEnergy { low: 8_600.0, likely: 9_240.0, high: 9_900.0 };

    let facing = 20.0;
    let panels =
        (0_u8..18).map(|i| turned(rectangle(0.75 + f64::from(i % 9) * 1.16, 0.5 + f64::from(i / 9) * 1.76, 1.13, 1.72), facing)).collect();
    let front = Slope { outline: turned(rectangle(0.0, 0.0, 12.0, 4.6), facing), panels };
    let back = Slope { outline: turned(rectangle(0.0, 4.6, 12.0, 4.6), facing), panels: Vec::new() };
    let ridge = turned(vec![Point { east: 0.0, north: 4.6 }, Point { east: 12.0, north: 4.6 }], facing);
    let ridges = ridge.first().copied().zip(ridge.last().copied()).into_iter().collect();

    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", MonthsChart::new("months", &months, year, Language::English).render()?)?;
    writeln!(out, "{}", RoofPlan::new("plan", &RoofPlanInput { slopes: vec![front, back], ridges }, Language::English).render()?)?;
    Ok(())
}
