//! `sunward estimate`: what panels give in a typical year, without an account and without a network.

mod engine;
mod json;
mod picture;
mod table;

use std::fs;

use crate::{cli::Estimate, failure::Failure, terminal};

/// Computes the year and tells it; draws it where that was asked.
pub(crate) fn run(asked: &Estimate) -> Result<(), Failure> {
    let year = engine::year(&asked.sky, &asked.all_planes(), &asked.shading)?;
    let told = if asked.json { json::of(&year)? } else { table::of(&year, terminal::width()) };
    if let Some(file) = &asked.svg {
        fs::write(file, picture::of(&year))
            .map_err(|error| Failure::failed(format!("--svg {}: the picture cannot be written", file.display())).because(error))?;
    }
    terminal::say(&told)
}

#[cfg(test)]
mod tests;
