//! Which of the known files it is, told by its first line.

use std::{fmt, io::BufRead};

use store::place::Place;

use super::{
    ImportError, RowError,
    lines::Lines,
    row::{self, Fields},
};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The Census Bureau's gazetteer of ZIP code tabulation areas: no names of towns.
    CensusGazetteer,
    /// GeoNames' postal codes.
    GeoNames,
    /// Comma-separated with a header.
    Csv,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CensusGazetteer => "Census gazetteer",
            Self::GeoNames => "GeoNames postal codes",
            Self::Csv => "CSV",
        })
    }
}

/// Where in a row what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// Between `separator`, which is a tab until 2024 and `|` since.
    Census { separator: char, geoid: usize, latitude: usize, longitude: usize },
    /// Twelve columns between tabs, without a header.
    GeoNames,
    /// Fields that may be quoted.
    Csv { zip: usize, town: usize, state: usize, latitude: usize, longitude: usize },
}

impl Columns {
    /// The place of one row.
    pub(super) fn place(&self, text: &str) -> Result<Place, RowError> {
        match *self {
            Self::Census { separator, geoid, latitude, longitude } => {
                let fields = Fields::separated(text, separator);
                row::of_area(fields.at(geoid)?, fields.at(latitude)?, fields.at(longitude)?)
            }
            Self::GeoNames => {
                let fields = Fields::separated(text, '\t');
                if fields.count() != GEONAMES_COLUMNS {
                    return Err(RowError::Columns { found: fields.count(), needed: GEONAMES_COLUMNS });
                }
                if fields.at(0)? != super::super::COUNTRY {
                    return Err(RowError::Country);
                }
                row::of_town(fields.at(1)?, fields.at(2)?, fields.at(4)?, fields.at(9)?, fields.at(10)?)
            }
            Self::Csv { zip, town, state, latitude, longitude } => {
                let fields = Fields::quoted(text)?;
                row::of_town(fields.at(zip)?, fields.at(town)?, fields.at(state)?, fields.at(latitude)?, fields.at(longitude)?)
            }
        }
    }
}

const GEONAMES_COLUMNS: usize = 12;

/// Tells the format by the first line; a header is then read, a first row is given back.
pub(super) fn detect<R: BufRead>(lines: &mut Lines<R>) -> Result<(Format, Columns), ImportError> {
    let first = lines.next_line()?.ok_or(ImportError::Empty)?;
    let Ok(text) = &first.text else { return Err(ImportError::UnknownFormat) };
    if let Some(columns) = census(text) {
        return Ok((Format::CensusGazetteer, columns));
    }
    if let Some(columns) = csv(text) {
        return Ok((Format::Csv, columns));
    }
    if is_geonames(text) {
        lines.hold(first);
        return Ok((Format::GeoNames, Columns::GeoNames));
    }
    Err(ImportError::UnknownFormat)
}

fn census(header: &str) -> Option<Columns> {
    let separator = ['\t', '|'].into_iter().find(|separator| header.contains(*separator))?;
    let fields = Fields::separated(header, separator);
    let named = |name| fields.position(&[name]);
    Some(Columns::Census { separator, geoid: named("geoid")?, latitude: named("intptlat")?, longitude: named("intptlong")? })
}

fn csv(header: &str) -> Option<Columns> {
    let fields = Fields::quoted(header).ok()?;
    Some(Columns::Csv {
        zip: fields.position(&["zip code", "zip", "zipcode", "zip_code", "postal_code"])?,
        town: fields.position(&["city", "town"])?,
        state: fields.position(&["state", "state_id"])?,
        latitude: fields.position(&["latitude", "lat"])?,
        longitude: fields.position(&["longitude", "lng", "lon"])?,
    })
}

fn is_geonames(row: &str) -> bool {
    let fields = Fields::separated(row, '\t');
    let country = fields.at(0).unwrap_or_default();
    fields.count() == GEONAMES_COLUMNS && country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
}
