//! Yarn's lock files of both kinds, and its settings.

use super::{Component, Ecosystem, File, Form, Source, npm::source};

/// The name in `name@range`, which may begin with `@`.
fn named(entry: &str) -> Option<(&str, &str)> {
    let at = entry.char_indices().skip(1).find(|(_, c)| *c == '@').map(|(at, _)| at)?;
    Some((entry.get(..at)?, entry.get(at + 1..)?))
}

pub(super) fn lock(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Npm, Form::Lock);
    let mut current: Option<Component> = None;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            file.components.extend(current.take().filter(|component| !component.version.is_empty()));
            let first = line.trim_end_matches(':').trim_matches('"').split(',').next().unwrap_or_default().trim_matches(['"', ' ']);
            current = named(first).map(|(of, range)| {
                // `a@npm:b@1` is an alias for b.
                let alias = range.strip_prefix("npm:").and_then(named).map(|(real, _)| real);
                Component {
                    ecosystem: Ecosystem::Npm,
                    name: alias.unwrap_or(of).to_owned(),
                    version: String::new(),
                    source: Source::Registry,
                    checksum: None,
                    deprecated: None,
                    line: index + 1,
                }
            });
            continue;
        }
        let Some(component) = current.as_mut() else { continue };
        if line.starts_with("   ") {
            continue;
        }
        let line = line.trim();
        let Some((key, value)) = line.split_once([' ', ':']) else { continue };
        let value = value.trim().trim_matches('"');
        match key {
            "version" => component.version = value.to_owned(),
            "resolved" => component.source = source(value.split('#').next().filter(|_| !value.contains(".git#")).unwrap_or(value)),
            "resolution" => {
                let (_, from) = named(value).unwrap_or(("", ""));
                component.source = if from.starts_with("npm:") || from.starts_with("patch:") { Source::Registry } else { source(from) };
                if from.starts_with("patch:") {
                    component.checksum = Some("patched".to_owned());
                }
            }
            "integrity" | "checksum" => component.checksum = Some(value.to_owned()),
            _ => {}
        }
        // Version 1 without `integrity` keeps SHA-1 behind the address.
        if key == "resolved" && component.checksum.is_none() && !value.contains(".git#") {
            component.checksum = value.split_once('#').map(|(_, hash)| hash.to_owned());
        }
    }
    file.components.extend(current.filter(|component| !component.version.is_empty()));
    file
}

pub(super) fn settings(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Npm, Form::Settings);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let Some((key, value)) = line.split_once([':', ' ']) else { continue };
        let value = value.trim().trim_matches('"');
        match key.trim_matches('"') {
            "npmRegistryServer" | "registry" => file.set("registry", value, index + 1),
            "enableStrictSsl" | "strict-ssl" => file.set("strict-ssl", value, index + 1),
            "checksumBehavior" => file.set("checksumBehavior", value, index + 1),
            _ => {}
        }
    }
    file
}
