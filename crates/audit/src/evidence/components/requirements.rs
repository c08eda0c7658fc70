//! pip's requirements files.

use super::{Component, Ecosystem, File, Form, Requirement, Source};

/// Whether a file is one by its name.
pub(super) fn is_named(name: &str, base: &str) -> bool {
    let text = base.ends_with(".txt") || base.ends_with(".in");
    let folder = name.rsplit('/').nth(1).unwrap_or_default();
    text && (base.starts_with("requirements")
        || base.ends_with("requirements.txt")
        || base == "constraints.txt"
        || folder == "requirements")
}

/// Name, range and source of one requirement without its options.
pub(super) fn split(entry: &str) -> Option<(String, String, Source)> {
    let entry = entry.split(';').next()?.trim();
    let address_at = |address: &str| {
        let address = address.trim();
        if address.starts_with("git+") {
            Source::Git(address.to_owned())
        } else if address.starts_with("http") {
            Source::Url(address.to_owned())
        } else {
            Source::Own
        }
    };
    if let Some((name, address)) = entry.split_once(" @ ").or_else(|| entry.split_once('@').filter(|(_, rest)| rest.contains("://"))) {
        let of = name.split('[').next().unwrap_or(name).trim();
        let git_without_name = of.contains("://");
        if !git_without_name {
            return Some((Ecosystem::PyPi.name(of), String::new(), address_at(address)));
        }
    }
    if entry.contains("://") {
        let name = entry.split_once("egg=").map_or("", |(_, name)| name.split(['&', '[']).next().unwrap_or(name));
        return Some((Ecosystem::PyPi.name(name), String::new(), address_at(entry)));
    }
    let end = entry.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(entry.len());
    let (name, rest) = entry.split_at_checked(end)?;
    if name.is_empty() || entry.starts_with(['.', '/']) {
        return None;
    }
    let rest = rest.trim_start();
    let range = if rest.starts_with('[') { rest.split_once(']').map_or("", |(_, range)| range) } else { rest };
    let range = range.trim().trim_matches(['(', ')']);
    Some((Ecosystem::PyPi.name(name), range.to_owned(), Source::Registry))
}

/// The one version that a range allows.
pub(super) fn pinned(range: &str) -> Option<&str> {
    let version = range.strip_prefix("===").or_else(|| range.strip_prefix("=="))?.trim();
    (!version.contains(['*', ','])).then_some(version)
}

pub(super) fn read(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::PyPi, Form::Manifest { locked: false });
    // Options may follow on lines that a backslash joins.
    let mut joined = String::new();
    let mut begun = 0;
    for (index, line) in text.lines().enumerate() {
        let line = line.split(" #").next().unwrap_or(line);
        let line = if line.trim_start().starts_with('#') { "" } else { line.trim() };
        if joined.is_empty() {
            begun = index + 1;
        }
        if let Some(start) = line.strip_suffix('\\') {
            joined.push_str(start);
            joined.push(' ');
            continue;
        }
        joined.push_str(line);
        entry(&mut file, joined.trim(), begun);
        joined.clear();
    }
    entry(&mut file, joined.trim(), begun);
    file
}

fn entry(file: &mut File, line: &str, at: usize) {
    if line.is_empty() {
        return;
    }
    let (line, editable) = match line.strip_prefix("-e ").or_else(|| line.strip_prefix("--editable ")) {
        Some(rest) => (rest.trim(), true),
        None => (line, false),
    };
    if line.starts_with('-') {
        let (option, value) = line.split_once([' ', '=']).unwrap_or((line, ""));
        let option = match option {
            "-i" | "--index-url" => "registry",
            "--extra-index-url" => "extra-index-url",
            "--trusted-host" => "trusted-host",
            "-f" | "--find-links" => "find-links",
            _ => return,
        };
        file.set(option, value.trim(), at);
        return;
    }
    let hash = line.split_once("--hash=").map(|(_, hash)| hash.split_whitespace().next().unwrap_or(hash).to_owned());
    let entry = line.split(" --").next().unwrap_or(line).trim();
    let Some((name, range, source)) = split(entry) else { return };
    if editable && source == Source::Registry {
        return;
    }
    if let Some(version) = pinned(&range) {
        file.components.push(Component {
            ecosystem: Ecosystem::PyPi,
            name: name.clone(),
            version: version.to_owned(),
            source: source.clone(),
            checksum: hash,
            deprecated: None,
            line: at,
        });
    }
    file.requirements.push(Requirement { name, range, source, line: at });
}
