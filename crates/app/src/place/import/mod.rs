//! A table of postal codes from a file: read line by line, written a thousand rows at a time.

mod format;
mod lines;
mod row;

use std::io::{self, BufRead};

use domain::Timestamp;
use policy::{Actor, Engine, Resource, act};
use store::{Store, StoreError, place::Place};

pub use format::Format;
pub use row::RowError;

use crate::{App, Error};
use lines::Lines;

/// Rows of one transaction.
const BATCH: usize = 1_000;
/// Refused lines that are reported one by one.
const REPORTED: usize = 20;
/// How often a batch is tried when the database asks for it.
const ATTEMPTS: u32 = 5;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What kind of file it is.
    pub format: Format,
    /// Rows read, without the header and empty lines.
    pub read: u64,
    /// Places written; one that was there already is replaced, so that importing twice changes nothing.
    pub written: u64,
    /// Rows whose code was in the file before; the first counts.
    pub duplicates: u64,
    /// Rows refused.
    pub refused: u64,
    /// The first twenty of them.
    pub first_refused: Vec<Refusal>,
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Why.
    pub reason: RowError,
}

/// Why a file was not imported, or not to its end. Batches before the error are complete and stay; importing the
/// same file again finishes it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has no line.
    #[error("the file is empty")]
    Empty,
    /// The file is an archive.
    #[error("the file is compressed with {0}; decompress it first")]
    Compressed(&'static str),
    /// The file is UTF-16.
    #[error("the file is UTF-16; save it as UTF-8")]
    Utf16,
    /// The first line is of none of the formats.
    #[error(
        "the first line is none that we know: the Census gazetteer begins with GEOID and has INTPTLAT and INTPTLONG, \
         GeoNames has twelve columns between tabs, a simple CSV file begins with Zip Code,City,State,Latitude,Longitude"
    )]
    UnknownFormat,
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Read(#[from] io::Error),
    /// The database refused a batch.
    #[error("the places of the lines up to {line} cannot be written")]
    Write {
        /// The last line of the batch.
        line: u64,
        /// Why.
        source: Error,
    },
}

/// Imports a table of US postal codes: the Census gazetteer of ZCTAs, GeoNames' postal codes, or a CSV file with the
/// columns `Zip Code,City,State,Latitude,Longitude`. Memory does not grow with the file.
///
/// # Errors
/// The file is none of these, or it or the database fails on the way. Wrong rows are no error: they are skipped and
/// reported.
pub async fn import<R: BufRead>(app: &App, source: R) -> Result<Report, ImportError> {
    read_into(app.store(), app.engine(), || app.clock().now(), source).await
}

async fn read_into<R: BufRead>(store: &Store, engine: &Engine, now: impl Fn() -> Timestamp, source: R) -> Result<Report, ImportError> {
    let mut lines = Lines::open(source)?;
    let (format, columns) = format::detect(&mut lines)?;
    let mut report = Report { format, read: 0, written: 0, duplicates: 0, refused: 0, first_refused: Vec::new() };
    let mut seen = Seen::default();
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(line) = lines.next_line()? {
        report.read = report.read.saturating_add(1);
        match line.text.and_then(|text| columns.place(&text)) {
            Err(reason) => {
                report.refused = report.refused.saturating_add(1);
                if report.first_refused.len() < REPORTED {
                    report.first_refused.push(Refusal { line: line.number, reason });
                }
            }
            Ok(place) if seen.before(&place.code) => report.duplicates = report.duplicates.saturating_add(1),
            Ok(place) => batch.push(place),
        }
        if batch.len() >= BATCH {
            report.written = report.written.saturating_add(write(store, engine, &now, &mut batch, line.number).await?);
        }
    }
    report.written = report.written.saturating_add(write(store, engine, &now, &mut batch, lines.number()).await?);
    Ok(report)
}

/// Writes the batch in one transaction, empties it, and returns how many places it had.
async fn write(
    store: &Store,
    engine: &Engine,
    now: &impl Fn() -> Timestamp,
    batch: &mut Vec<Place>,
    line: u64,
) -> Result<u64, ImportError> {
    if batch.is_empty() {
        return Ok(0);
    }
    let failed = |source| ImportError::Write { line, source };
    let permit = engine.permit::<act::CompanySetUp>(&Actor::worker(), Resource::Company).map_err(|_| failed(Error::Denied))?;
    let mut attempt = 1;
    loop {
        let done: Result<(), StoreError> = async {
            let tx = store.begin(now(), None).await?;
            store::place::put_all(&tx, &permit, batch).await?;
            tx.commit(()).await.map(store::Committed::into_inner)
        }
        .await;
        match done {
            Ok(()) => break,
            // Lost at the commit or asked to try again: the same rows written twice are the same rows.
            Err(StoreError::TryAgain | StoreError::Unknown) if attempt < ATTEMPTS => {
                tokio::time::sleep(std::time::Duration::from_millis(50).saturating_mul(attempt)).await;
                attempt = attempt.saturating_add(1);
            }
            Err(error) => return Err(failed(error.into())),
        }
    }
    let written = u64::try_from(batch.len()).unwrap_or(u64::MAX);
    batch.clear();
    Ok(written)
}

/// The codes that were read: one mark for each of the 100,000 that five digits can be.
struct Seen(Vec<bool>);

impl Default for Seen {
    fn default() -> Self {
        Self(vec![false; 100_000])
    }
}

impl Seen {
    /// Whether `code` was there before; now it was.
    fn before(&mut self, code: &str) -> bool {
        let seen = code.parse::<usize>().ok().and_then(|index| self.0.get_mut(index));
        seen.is_some_and(|seen| std::mem::replace(seen, true))
    }
}

#[cfg(test)]
mod tests;
