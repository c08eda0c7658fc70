//! Cargo's lock file and manifest.

use std::collections::HashMap;

use super::{Component, Ecosystem, File, Form, Requirement, Runtime, Source, graph, table::packages};
use crate::evidence::Unreadable;

pub(super) fn lock(name: &str, text: &str) -> Result<File, Unreadable> {
    let mut file = File::new(name, Ecosystem::Cargo, Form::Lock);
    // Lock files of the first format keep all checksums at the end: `"checksum NAME VERSION (SOURCE)" = "…"`.
    let checksum = |line| -> Option<((&str, &str), &str)> {
        let mut named = str::strip_prefix(line, "\"checksum ")?.split(' ');
        Some(((named.next()?, named.next()?), line))
    };
    let checksums: HashMap<_, _> =
        text.split_once("[metadata]").into_iter().flat_map(|(_, end)| end.lines().filter_map(checksum)).collect();
    for package in packages(text) {
        let (Some(of), Some(version)) = (package.get("name"), package.get("version")) else { continue };
        let source = match package.get("source") {
            None => Source::Own,
            Some(source) if source.contains("github.com/rust-lang/crates.io-index") || source.contains("index.crates.io") => {
                Source::Registry
            }
            Some(source) => match source.strip_prefix("git+") {
                Some(address) => Source::Git(address.to_owned()),
                None => Source::Other(source.trim_start_matches("registry+").trim_start_matches("sparse+").to_owned()),
            },
        };
        let checksum = package.get("checksum").map(str::to_owned).or_else(|| checksums.get(&(of, version)).map(|line| (*line).to_owned()));
        file.components.push(Component {
            ecosystem: Ecosystem::Cargo,
            name: of.to_owned(),
            version: version.to_owned(),
            source,
            checksum,
            deprecated: None,
            line: package.line,
        });
    }
    if file.components.is_empty() && !text.trim().is_empty() && !text.contains("version =") {
        return Err(Unreadable { line: 1, reason: "no lock file of Cargo".to_owned() });
    }
    file.edges = graph::of_packages(text, Ecosystem::Cargo);
    Ok(file)
}

/// What an entry of a table of dependencies asks for.
pub(super) fn requirement(name: &str, entry: &toml::Value, line: usize) -> Option<Requirement> {
    let text = |key: &str| entry.get(key).and_then(toml::Value::as_str);
    if entry.get("workspace").is_some() {
        return None;
    }
    let source = if text("path").is_some() {
        Source::Own
    } else if let Some(address) = text("git") {
        Source::Git(match text("rev") {
            Some(revision) => format!("{address}#{revision}"),
            None => address.to_owned(),
        })
    } else if let Some(address) = text("url").or_else(|| text("registry-index")) {
        Source::Url(address.to_owned())
    } else {
        Source::Registry
    };
    let range = entry.as_str().or_else(|| text("version")).unwrap_or_default().to_owned();
    let name = text("package").unwrap_or(name).to_owned();
    Some(Requirement { name, range, source, line })
}

/// The line where a key stands first, from 1; 0 when it is nowhere to be seen.
pub(super) fn line_of(text: &str, key: &str) -> usize {
    let is_it = |line: &str| {
        let line = line.trim_start().trim_start_matches('"').trim_start_matches('\'');
        line.strip_prefix(key).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['"', '\'']).trim_start();
            rest.starts_with(['=', '.', ':'])
        })
    };
    text.lines().position(is_it).map_or(0, |index| index + 1)
}

/// Parses TOML.
pub(super) fn parse(text: &str) -> Result<toml::Table, Unreadable> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        Unreadable { line, reason: format!("no TOML: {}", error.message()) }
    })
}

pub(super) fn manifest(name: &str, text: &str) -> Result<File, Unreadable> {
    let table = parse(text)?;
    let is_application = table.get("bin").is_some()
        || table.get("workspace").is_some()
        || table.get("package").and_then(|package| package.get("publish")).and_then(toml::Value::as_bool) == Some(false);
    let mut file = File::new(name, Ecosystem::Cargo, Form::Manifest { locked: is_application });
    let mut tables: Vec<&toml::Value> = Vec::new();
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    tables.extend(kinds.iter().filter_map(|kind| table.get(*kind)));
    tables.extend(table.get("workspace").and_then(|workspace| workspace.get("dependencies")));
    for target in table.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values) {
        tables.extend(kinds.iter().filter_map(|kind| target.get(*kind)));
    }
    for dependencies in tables.into_iter().filter_map(toml::Value::as_table) {
        for (of, entry) in dependencies {
            file.requirements.extend(requirement(of, entry, line_of(text, of)));
        }
    }
    if let Some(version) = table.get("package").and_then(|package| package.get("rust-version")).and_then(toml::Value::as_str) {
        file.runtimes.push(Runtime {
            product: "rust",
            version: version.to_owned(),
            written: format!("rust-version = {version}"),
            line: line_of(text, "rust-version"),
        });
    }
    Ok(file)
}
