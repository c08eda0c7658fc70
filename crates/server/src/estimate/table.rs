//! The year as a table for a terminal, in ASCII.

use std::fmt::Write as _;

use super::engine::Year;
use crate::cli::Plane;

pub(super) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// No wider than this, however wide the terminal is.
const WIDEST: usize = 100;
/// Before each bar: two spaces, three letters, the energy and two spaces.
const BEFORE_BAR: usize = 18;

/// Text for a terminal of so many columns.
pub(super) fn of(year: &Year, columns: usize) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{}\n{}", ascii(&place(year)), ascii(&planes(&year.planes)));
    if let Some(shading) = shading(year) {
        let _ = writeln!(page, "{shading}");
    }
    let _ = writeln!(page);
    line(&mut page, "AC energy", &format!("{} kWh a year, {} kWh/kW", number(year.annual_kwh), number(year.annual_kwh / year.kw_dc())));
    line(&mut page, "9 of 10 times", &format!("more than {} kWh (P90)", number(year.low_kwh)));
    line(&mut page, "1 of 10 times", &format!("more than {} kWh (P10)", number(year.high_kwh)));
    line(&mut page, "On the panels", &format!("{} kWh/m2 of sun a year", number(year.poa_kwh_m2)));
    let _ = writeln!(page);

    let room = columns.min(WIDEST).saturating_sub(BEFORE_BAR).max(1);
    let most = year.monthly_kwh.iter().copied().fold(0.0, f64::max);
    for (name, kwh) in MONTHS.iter().zip(year.monthly_kwh) {
        let name: String = name.chars().take(3).collect();
        let row = format!("  {name} {:>9}  {}", number(kwh), "#".repeat(share(room, kwh, most)));
        let _ = writeln!(page, "{}", row.trim_end());
    }
    let _ = writeln!(page, "  kWh AC each month");

    let _ = writeln!(page);
    paragraph(
        &mut page,
        columns,
        &format!("Uncertainty: {:.1} % (one standard deviation), from {}.", 100.0 * year.relative_sigma, year.source.basis),
    );
    for warning in &year.source.warnings {
        paragraph(&mut page, columns, &format!("Doubtful: {warning}."));
    }
    page
}

/// Where it is, and whose weather.
pub(super) fn place(year: &Year) -> String {
    let source = &year.source;
    let north = if source.latitude_deg < 0.0 { 'S' } else { 'N' };
    let east = if source.longitude_deg < 0.0 { 'W' } else { 'E' };
    let at = format!("{:.2} {north}, {:.2} {east}", source.latitude_deg.abs(), source.longitude_deg.abs());
    if source.station.is_empty() { format!("{at}, {}", source.kind) } else { format!("{}: {at}, {}", source.station, source.kind) }
}

/// What takes light away, where something does.
fn shading(year: &Year) -> Option<String> {
    let horizon = year.shading.horizon.as_ref().map(|horizon| {
        let highest = horizon.heights_deg.iter().copied().fold(0.0, f64::max);
        format!("horizon up to {} degrees", short(highest))
    });
    let near = (year.shading.shade_per_mille > 0).then(|| format!("{} % shade", short(f64::from(year.shading.shade_per_mille) / 10.0)));
    let told: Vec<String> = horizon.into_iter().chain(near).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// What stands there.
pub(super) fn planes(planes: &[Plane]) -> String {
    let told: Vec<String> = planes.iter().map(plane).collect();
    match told.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => told.concat(),
    }
}

fn plane(plane: &Plane) -> String {
    if plane.tilt_deg < 0.05 {
        return format!("{} kW level", short(plane.kw_dc));
    }
    format!("{} kW at {}° facing {}", short(plane.kw_dc), short(plane.tilt_deg), facing(plane.azimuth_deg))
}

/// `south`, or `south-west (217°)` where that is not exact.
fn facing(azimuth_deg: f64) -> String {
    const NAMES: [&str; 8] = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    let angle = azimuth_deg.rem_euclid(360.0);
    let from = |center: f64| ((angle - center + 180.0).rem_euclid(360.0) - 180.0).abs();
    let centers = (0_u8..).map(|eighth| 45.0 * f64::from(eighth));
    let nearest = NAMES.iter().zip(centers).min_by(|(_, a), (_, b)| from(*a).total_cmp(&from(*b)));
    match nearest {
        Some((name, center)) if from(center) < 0.05 => (*name).to_owned(),
        Some((name, _)) => format!("{name} ({}°)", short(angle)),
        None => short(angle),
    }
}

fn line(page: &mut String, label: &str, text: &str) {
    let _ = writeln!(page, "  {label:<15}{text}");
}

/// Words on as many lines as they need.
fn paragraph(page: &mut String, columns: usize, text: &str) {
    let room = columns.clamp(20, WIDEST) - 2;
    let mut used = 0;
    for word in ascii(text).split(' ') {
        let separator = match used {
            0 => "  ",
            _ if used + 1 + word.len() > room => {
                used = 0;
                "\n  "
            }
            _ => {
                used += 1;
                " "
            }
        };
        page.push_str(separator);
        page.push_str(word);
        used += word.len();
    }
    page.push('\n');
}

/// Terminals and logs that know no more than ASCII show a question mark rather than anything.
fn ascii(text: &str) -> String {
    text.replace('°', " degrees").chars().map(|c| if c.is_ascii() && !c.is_ascii_control() { c } else { '?' }).collect()
}

/// A number with a unit, with the digits that say something: `7,733`, `46.2`.
pub(super) fn number(value: f64) -> String {
    if value.abs() < 99.95 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `5`, `5.2`, `5.25`
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How much of a length of whole characters a part is.
#[expect(clippy::as_conversions, reason = "a share between 0 and 1 of a length below 100; a cast saturates")]
fn share(length: usize, part: f64, whole: f64) -> usize {
    if whole > 0.0 { (length as f64 * (part / whole).clamp(0.0, 1.0)).round() as usize } else { 0 }
}
