//! npm's lock files, manifests and settings.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Component, Ecosystem, File, Form, Requirement, Runtime, Source, graph, runtime::oldest};
use crate::evidence::Unreadable;

/// Parses JSON.
pub(super) fn parse(text: &str) -> Result<Value, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable { line: error.line(), reason: format!("no JSON: {error}") })
}

/// On which line a name stands with a version.
fn lines(text: &str) -> HashMap<(&str, &str), usize> {
    let mut lines = HashMap::new();
    let mut waiting: Option<(&str, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let Some((key, rest)) = line.strip_prefix('"').and_then(|line| line.split_once("\":")) else { continue };
        let rest = rest.trim();
        if rest.starts_with('{') {
            waiting = Some((key.rsplit_once("node_modules/").map_or(key, |(_, name)| name), index + 1));
        } else if key == "version"
            && let Some((name, at)) = waiting.take()
        {
            lines.entry((name, rest.split('"').nth(1).unwrap_or_default())).or_insert(at);
        }
    }
    lines
}

/// Where something that was resolved to an address comes from.
pub(super) fn source(resolved: &str) -> Source {
    let public = ["https://registry.npmjs.org/", "https://registry.yarnpkg.com/"];
    if resolved.is_empty() || public.iter().any(|start| resolved.starts_with(start)) {
        Source::Registry
    } else if resolved.starts_with("file:") || resolved.starts_with("link:") || resolved.starts_with("workspace:") {
        Source::Own
    } else if resolved.starts_with("git") || resolved.contains(".git#") || resolved.starts_with("ssh:") {
        Source::Git(resolved.to_owned())
    } else if resolved.contains("codeload.github.com/") || resolved.contains("/archive/") {
        Source::Url(resolved.to_owned())
    } else if resolved.contains("://") && resolved.contains("/-/") {
        Source::Other(resolved.to_owned())
    } else if resolved.contains("://") {
        Source::Url(resolved.to_owned())
    } else {
        // A path of this tree.
        Source::Own
    }
}

fn component(name: &str, entry: &Value, lines: &HashMap<(&str, &str), usize>) -> Option<Component> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let version = text("version")?;
    if entry.get("link").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let bundled = entry.get("inBundle").or_else(|| entry.get("bundled")).and_then(Value::as_bool) == Some(true);
    let from = text("resolved").unwrap_or(if version.contains(':') { version } else { "" });
    let line = lines.get(&(name, version)).copied().unwrap_or(0);
    // An alias (`"a": "npm:b@1"`) is what it really is.
    let name = text("name").unwrap_or(name);
    let checksum = text("integrity").map(str::to_owned).or_else(|| bundled.then(|| "bundled".to_owned()));
    Some(Component {
        ecosystem: Ecosystem::Npm,
        name: name.to_owned(),
        version: version.to_owned(),
        source: source(from),
        checksum,
        deprecated: text("deprecated").map(str::to_owned),
        line,
    })
}

pub(super) fn lock(name: &str, text: &str) -> Result<File, Unreadable> {
    let value = parse(text)?;
    let lines = lines(text);
    let mut file = File::new(name, Ecosystem::Npm, Form::Lock);
    if let Some(packages) = value.get("packages").and_then(Value::as_object) {
        for (path, entry) in packages {
            // What is not below `node_modules` is this system's own.
            if let Some((_, of)) = path.rsplit_once("node_modules/") {
                file.components.extend(component(of, entry, &lines));
            }
        }
    } else if let Some(dependencies) = value.get("dependencies").and_then(Value::as_object) {
        let mut open: Vec<&Map<String, Value>> = vec![dependencies];
        while let Some(level) = open.pop() {
            for (of, entry) in level {
                file.components.extend(component(of, entry, &lines));
                open.extend(entry.get("dependencies").and_then(Value::as_object));
            }
        }
    }
    file.components.sort();
    file.components.dedup();
    file.edges = graph::of_npm(&value);
    Ok(file)
}

pub(super) fn manifest(name: &str, text: &str) -> Result<File, Unreadable> {
    let value = parse(text)?;
    let scripts = value.get("scripts").and_then(Value::as_object);
    let private = value.get("private").and_then(Value::as_bool) == Some(true);
    let starts = scripts.is_some_and(|scripts| scripts.contains_key("start"));
    let all: String = scripts.into_iter().flatten().filter_map(|(_, command)| command.as_str()).collect::<Vec<_>>().join("\n");
    // Bun's lock file is binary and is not read.
    let bun = value.get("packageManager").and_then(Value::as_str).is_some_and(|manager| manager.starts_with("bun")) || all.contains("bun ");
    let mut file = File::new(name, Ecosystem::Npm, Form::Manifest { locked: (private || starts) && !bun });
    for kind in ["dependencies", "devDependencies", "optionalDependencies"] {
        for (of, range) in value.get(kind).and_then(Value::as_object).into_iter().flatten() {
            let Some(range) = range.as_str() else { continue };
            let plain = !range.contains('/') || range.starts_with("npm:") || range.starts_with("workspace:");
            let git = range.contains("git") || (range.contains('/') && !range.contains(':') && !range.starts_with(['.', '/', '~']));
            let source = match range {
                _ if plain => Source::Registry,
                _ if git => Source::Git(range.to_owned()),
                _ if range.starts_with("http") => Source::Url(range.to_owned()),
                _ => Source::Own,
            };
            let line = line_of(text, of);
            file.requirements.push(Requirement { name: of.clone(), range: range.to_owned(), source, line });
        }
    }
    for (script, command) in scripts.into_iter().flatten() {
        if matches!(script.as_str(), "preinstall" | "install" | "postinstall" | "prepare")
            && let Some(command) = command.as_str()
        {
            file.set(script, command, line_of(text, script));
        }
    }
    if let Some(range) = value.get("engines").and_then(|engines| engines.get("node")).and_then(Value::as_str)
        && let Some(version) = oldest(range)
    {
        let line = text.lines().position(|line| line.trim_start().starts_with("\"node\"")).map_or(0, |index| index + 1);
        file.runtimes.push(Runtime { product: "node", version, written: format!("node {range}"), line });
    }
    Ok(file)
}

/// The line where a key of JSON stands first, from 1; 0 when it is nowhere to be seen.
pub(super) fn line_of(text: &str, key: &str) -> usize {
    text.lines()
        .position(|line| {
            line.split_once(key).is_some_and(|(before, after)| {
                before.ends_with('"') && after.strip_prefix('"').is_some_and(|after| after.trim_start().starts_with(':'))
            })
        })
        .map_or(0, |index| index + 1)
}

pub(super) fn settings(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Npm, Form::Settings);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some((key, value)) = line.split_once('=') {
            let key = key.trim();
            let key = if key.ends_with(":registry") { "registry" } else { key };
            // Tokens are the business of those who look for secrets.
            if !key.contains("_auth") && !key.contains("_password") {
                file.set(key, value.trim().trim_matches('"'), index + 1);
            }
        }
    }
    file
}
