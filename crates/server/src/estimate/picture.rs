//! The year as a picture: every hour of every day, and under it the months.
//!
//! One file without script, fonts or anything from elsewhere; the same year gives the same bytes. It has its own
//! background, light or dark as its reader prefers, and words for who does not see it.

#![expect(clippy::as_conversions, reason = "coordinates and shades of a picture: small numbers, and a cast saturates")]

use std::fmt::Write as _;

use solar::synthetic::DAYS;

use super::{
    engine::Year,
    table::{MONTHS, number, place, planes},
};

/// From the night to the brightest hour. Each is lighter than the one before, so that it reads without colours too.
const SHADES: [&str; 12] =
    ["#161a35", "#262a5c", "#3f3179", "#5d3585", "#7d3a84", "#9e427b", "#bf4d6a", "#da5f54", "#ec7b3d", "#f69d2f", "#fac23f", "#fdeb92"];

const WIDTH: f64 = 1_000.0;
const HEIGHT: f64 = 640.0;
const LEFT: f64 = 82.0;
/// Of a day.
const DAY: f64 = 2.44;
/// Where hours, months and words end.
const RIGHT: f64 = LEFT + 365.0 * DAY;
/// Of an hour.
const HOUR: f64 = 10.5;
const TOP: f64 = 112.0;
const BOTTOM: f64 = TOP + 24.0 * HOUR;
/// Where the bars of the months stand.
const GROUND: f64 = 588.0;
/// The longest bar.
const BAR: f64 = 138.0;

const STYLE: &str = "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#2c2318}\
.card{fill:#fffdf9;stroke:#e7dfd2}.soft{fill:#6a5f51}.rule{stroke:#d9cfbf}.month{stroke:#fffdf9;stroke-opacity:.28}.bar{fill:#f0a423}.frame{fill:none;stroke:#d9cfbf}\
@media(prefers-color-scheme:dark){text{fill:#f3ece1}.card{fill:#1d1812;stroke:#3b332a}.soft{fill:#bdb1a1}.rule,.frame{stroke:#4a4136}.bar{fill:#f6b53f}}";

/// An SVG document.
pub(super) fn of(year: &Year) -> String {
    let most_kw = year.ac_kw.iter().copied().filter(|kw| kw.is_finite()).fold(0.0_f32, f32::max);
    let mut svg = Svg(String::with_capacity(120_000));
    svg.line(&format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title description">"#
    ));
    let energy = number(year.annual_kwh);
    svg.line(&format!(r#"<title id="title">{}: {energy} kWh in a typical year</title>"#, escaped(&planes(&year.planes))));
    svg.line(&format!(r#"<desc id="description">{}</desc>"#, escaped(&description(year, most_kw))));
    svg.line(&format!("<style>{STYLE}</style>"));
    svg.line(&format!(r#"<rect class="card" x=".5" y=".5" width="{}" height="{}" rx="14"/>"#, WIDTH - 1.0, HEIGHT - 1.0));
    head(&mut svg, year, &energy);
    hours(&mut svg, year, most_kw);
    scale(&mut svg, most_kw);
    months(&mut svg, year);
    svg.line("</svg>");
    svg.0
}

fn head(svg: &mut Svg, year: &Year, energy: &str) {
    svg.line(&format!(r#"<text x="28" y="46" font-size="25" font-weight="650">{energy} kWh in a typical year</text>"#));
    svg.line(&format!(r#"<text class="soft" x="28" y="70" font-size="14">{}</text>"#, escaped(&shortened(&planes(&year.planes), 104))));
    svg.line(&format!(r#"<text class="soft" x="28" y="90" font-size="14">{}</text>"#, escaped(&shortened(&place(year), 104))));
    svg.line(&format!(
        r#"<text x="{RIGHT}" y="46" font-size="16" text-anchor="end">{} to {} kWh</text>"#,
        number(year.low_kwh),
        number(year.high_kwh)
    ));
    svg.line(&format!(r#"<text class="soft" x="{RIGHT}" y="66" font-size="13" text-anchor="end">eight times in ten</text>"#));
}

/// A column for each day, midnight below, a rectangle for as long as a shade lasts.
fn hours(svg: &mut Svg, year: &Year, most_kw: f32) {
    svg.line(&format!(
        r#"<rect x="{LEFT}" y="{TOP}" width="{}" height="{}" fill="{}"/>"#,
        RIGHT - LEFT,
        24.0 * HOUR,
        SHADES.first().unwrap_or(&"#000")
    ));
    // A day is a unit wide and an hour a unit high, so that the paths are short.
    svg.line(&format!(r#"<g transform="translate({LEFT} {BOTTOM}) scale({DAY} -{HOUR})" shape-rendering="crispEdges">"#));
    let shades: Vec<usize> = year.ac_kw.iter().map(|kw| shade(*kw, most_kw)).collect();
    for (index, colour) in SHADES.iter().enumerate().skip(1) {
        let path = runs(&shades, index);
        if !path.is_empty() {
            svg.line(&format!(r#"<path fill="{colour}" d="{path}"/>"#));
        }
    }
    svg.line("</g>");
    for (name, start) in month_starts().skip(1) {
        let x = trimmed(LEFT + DAY * start);
        svg.line(&format!(r#"<path class="month" d="M{x} {TOP}V{BOTTOM}"><title>{name} begins</title></path>"#));
    }
    for (clock, label) in [(0.0, "midnight"), (6.0, "06:00"), (12.0, "noon"), (18.0, "18:00"), (24.0, "midnight")] {
        let y = BOTTOM - clock * HOUR;
        svg.line(&format!(r#"<path class="rule" d="M{} {y}h6"/>"#, LEFT - 6.0));
        svg.line(&format!(r#"<text class="soft" x="{}" y="{}" font-size="12" text-anchor="end">{label}</text>"#, LEFT - 10.0, y + 4.0));
    }
    svg.line(&format!(r#"<rect class="frame" x="{LEFT}" y="{TOP}" width="{}" height="{}"/>"#, RIGHT - LEFT, 24.0 * HOUR));
}

/// What the colours say.
fn scale(svg: &mut Svg, most_kw: f32) {
    let (y, width) = (BOTTOM + 13.0, 15.0);
    let count = SHADES.len() as f64;
    let left = RIGHT - count * width - 66.0;
    svg.line(&format!(
        r#"<text class="soft" x="{}" y="{}" font-size="12" text-anchor="end">AC power, mean of each hour: 0</text>"#,
        left - 7.0,
        y + 10.0
    ));
    for (index, colour) in (0_u8..).zip(SHADES) {
        svg.line(&format!(r#"<rect x="{}" y="{y}" width="{width}" height="12" fill="{colour}"/>"#, left + f64::from(index) * width));
    }
    svg.line(&format!(
        r#"<text class="soft" x="{}" y="{}" font-size="12">{} kW</text>"#,
        left + count * width + 7.0,
        y + 10.0,
        power(most_kw)
    ));
}

/// A bar under each month.
fn months(svg: &mut Svg, year: &Year) {
    let most = year.monthly_kwh.iter().copied().fold(0.0, f64::max);
    for (((name, start), days), kwh) in month_starts().zip(DAYS).zip(year.monthly_kwh) {
        let width = f64::from(days) * DAY;
        let height = if most > 0.0 { BAR * (kwh / most).clamp(0.0, 1.0) } else { 0.0 };
        let (x, middle) = (LEFT + DAY * start, LEFT + DAY * start + width / 2.0);
        svg.line(&format!(
            r#"<g><title>{name}: {} kWh</title><rect class="bar" x="{}" y="{}" width="{}" height="{}" rx="3"/><text x="{}" y="{}" font-size="13" text-anchor="middle">{}</text><text class="soft" x="{}" y="{}" font-size="13" text-anchor="middle">{}</text></g>"#,
            number(kwh),
            trimmed(x + 7.0),
            trimmed(GROUND - height),
            trimmed(width - 14.0),
            trimmed(height),
            trimmed(middle),
            trimmed(GROUND - height - 7.0),
            number(kwh),
            trimmed(middle),
            GROUND + 20.0,
            name.get(..3).unwrap_or(name),
        ));
    }
    svg.line(&format!(r#"<path class="rule" d="M{LEFT} {GROUND}.5H{RIGHT}"/>"#));
    svg.line(&format!(r#"<text class="soft" x="{}" y="{}" font-size="12" text-anchor="end">kWh AC</text>"#, LEFT - 10.0, GROUND + 4.0));
    let sigma = format!("{:.1}", 100.0 * year.relative_sigma);
    svg.line(&format!(
        r#"<text class="soft" x="{}" y="{}" font-size="11" text-anchor="end">PVWatts 8; one standard deviation {sigma} %; hours by {}</text>"#,
        RIGHT,
        HEIGHT - 11.0,
        if year.source.file.is_some() { "standard time" } else { "the sun's mean time" },
    ));
}

fn month_starts() -> impl Iterator<Item = (&'static str, f64)> {
    let starts = DAYS.into_iter().scan(0.0, |day, days| {
        let start = *day;
        *day += f64::from(days);
        Some(start)
    });
    MONTHS.into_iter().zip(starts)
}

/// Which shade an hour has: the darkest means nothing at all.
fn shade(kw: f32, most_kw: f32) -> usize {
    if !(kw > 0.0 && most_kw > 0.0) {
        return 0;
    }
    let steps = (SHADES.len() - 1) as f32;
    // The last step is as wide as the others.
    ((kw / most_kw * steps) as usize + 1).min(SHADES.len() - 1)
}

/// A path over all hours of one shade: along the days of the same hour where it lasts.
fn runs(shades: &[usize], wanted: usize) -> String {
    let mut path = String::new();
    for hour in 0..24 {
        let mut days = shades.iter().skip(hour).step_by(24).enumerate().peekable();
        while let Some((first, shade)) = days.next() {
            if *shade != wanted {
                continue;
            }
            let mut length = 1;
            while days.next_if(|(_, next)| **next == wanted).is_some() {
                length += 1;
            }
            let _ = write!(path, "M{first} {hour}h{length}v1h-{length}z");
        }
    }
    path
}

fn description(year: &Year, most_kw: f32) -> String {
    let months: Vec<String> = MONTHS.iter().zip(year.monthly_kwh).map(|(name, kwh)| format!("{name} {}", number(kwh))).collect();
    format!(
        "{}. Above, the mean AC power of every hour: days from left to right, midnight below, noon in the middle, at most {} kW. Below, AC energy by month in kWh: {}. Eight times in ten the year lies between {} and {} kWh.",
        place(year),
        power(most_kw),
        months.join(", "),
        number(year.low_kwh),
        number(year.high_kwh)
    )
}

fn power(kw: f32) -> String {
    if kw < 9.95 { format!("{kw:.2}") } else { number(f64::from(kw)) }
}

/// A tenth of a unit is finer than the eye.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Names come from files: nothing in them is markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Not allowed in XML at all.
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// Lines of a document. Writing to a String cannot fail.
struct Svg(String);

impl Svg {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }
}
