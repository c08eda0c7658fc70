//! `sunward places import`: the company's own table of ZIP codes.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use app::{
    App,
    place::{self, ImportError, Report},
};

use crate::{
    cli::{Import, Target},
    company, config, demo,
    failure::Failure,
    terminal,
};

/// Imports a table and tells what became of it.
pub(crate) async fn import(import: &Import) -> Result<(), Failure> {
    let source = open(&import.file)?;
    let app = company_of(&import.target).await?;
    let outcome = place::import(&app, BufReader::new(source)).await;
    let closed = app.store().close().await;
    let report = outcome.map_err(|error| refused(&import.file, error))?;
    closed.map_err(|error| Failure::failed("the database could not be closed").because(error))?;
    terminal::say(&told(&report))?;
    if report.refused > 0 {
        return Err(Failure::failed(format!("{} of {} rows were refused", report.refused, report.read)));
    }
    if report.read == 0 {
        return Err(Failure::failed("the file has a header and no row"));
    }
    Ok(())
}

async fn company_of(target: &Target) -> Result<App, Failure> {
    match (&target.config, &target.data) {
        (Some(file), _) => company::open(&config::load(file)?).await,
        (None, Some(directory)) => demo::reopen(directory, "http://127.0.0.1").await,
        (None, None) => Err(Failure::unusable("neither --config nor --data was given")),
    }
}

fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path).map_err(|error| Failure::unusable(format!("{} cannot be read", path.display())).because(error))?;
    Ok(Box::new(file))
}

fn refused(path: &Path, error: ImportError) -> Failure {
    let what = format!("{} was not imported", path.display());
    match error {
        ImportError::Write { .. } | ImportError::Read(_) => Failure::failed(what).because(error),
        _ => Failure::unusable(what).because(error),
    }
}

fn told(report: &Report) -> String {
    let mut text = format!(
        "{}: {} rows read, {} places written, {} were in the file before, {} refused\n",
        report.format, report.read, report.written, report.duplicates, report.refused
    );
    for refusal in &report.first_refused {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  line {}: {}", refusal.line, refusal.reason);
    }
    let told = u64::try_from(report.first_refused.len()).unwrap_or(u64::MAX);
    if report.refused > told {
        let _ = writeln!(text, "  and {} more", report.refused.saturating_sub(told));
    }
    text
}
