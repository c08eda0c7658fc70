//! Which reader a file needs.

use super::{
    Weather, epw, nsrdb, pvgis_csv, pvgis_json,
    reason::{Reason, Refused},
    text::{File, fields},
    tmy3,
};

/// Lines that are looked at.
const FIRST_LINES: usize = 40;

/// Reads a weather file of any known format. The name is for messages only: the content decides.
///
/// # Errors
/// Where and why it cannot be read; [`Reason::UnknownFormat`] when it is like none of them.
pub fn read(name: &str, bytes: &[u8]) -> Result<Weather, Refused> {
    let file = File::new(name, bytes)?;
    let first = file.lines().map(|(_, line)| line).find(|line| !line.trim().is_empty()).unwrap_or("");
    let column = |line: &str, wanted: &str| fields(line).any(|field| field.eq_ignore_ascii_case(wanted));
    let among_first = |test: &dyn Fn(&str) -> bool| file.lines().take(FIRST_LINES).any(|(_, line)| test(line));
    if first.trim_start().starts_with('{') {
        pvgis_json::read(name, bytes)
    } else if first.starts_with("LOCATION") {
        epw::read(name, bytes)
    } else if among_first(&|line| line.starts_with("time") && column(line, "Gb(n)")) {
        pvgis_csv::read(name, bytes)
    } else if among_first(&|line| column(line, "Date (MM/DD/YYYY)")) {
        tmy3::read(name, bytes)
    } else if column(first, "Latitude") || column(first, "lat") {
        nsrdb::read(name, bytes)
    } else {
        Err(file.refused(Reason::UnknownFormat))
    }
}
