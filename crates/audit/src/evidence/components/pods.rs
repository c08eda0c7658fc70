//! CocoaPods' lock file and manifest.

use std::collections::HashSet;

use super::{Component, Ecosystem, File, Form, Requirement, Source};

pub(super) fn lock(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::CocoaPods, Form::Lock);
    let mut section = "";
    let mut external = "";
    let mut known = HashSet::new();
    for (index, line) in text.lines().enumerate() {
        if !line.starts_with(' ') {
            section = line.trim_end_matches(':');
            continue;
        }
        let trimmed = line.trim();
        match section {
            // Deeper lines are what a pod needs, not what is taken.
            "PODS" if line.starts_with("  - ") => {
                let entry = trimmed.trim_start_matches("- ").trim_end_matches(':').trim_matches('"');
                if let Some((of, version)) = entry.split_once(" (") {
                    let of = of.split('/').next().unwrap_or(of).to_owned();
                    let version = version.trim_end_matches(')').to_owned();
                    if known.insert(of.clone()) {
                        file.components.push(Component {
                            ecosystem: Ecosystem::CocoaPods,
                            name: of,
                            version,
                            source: Source::Registry,
                            checksum: None,
                            deprecated: None,
                            line: index + 1,
                        });
                    }
                }
            }
            "EXTERNAL SOURCES" => {
                if let Some((key, value)) = trimmed.split_once(": ").or_else(|| trimmed.strip_suffix(':').map(|key| (key, ""))) {
                    let source = match key {
                        ":git" => Source::Git(value.to_owned()),
                        ":http" => Source::Url(value.to_owned()),
                        ":path" | ":podspec" => Source::Own,
                        _ => {
                            if value.is_empty() {
                                external = key;
                            }
                            continue;
                        }
                    };
                    if let Some(component) = file.components.iter_mut().find(|component| component.name == external) {
                        component.source = source;
                    }
                }
            }
            "SPEC CHECKSUMS" => {
                if let Some((of, hash)) = trimmed.split_once(": ")
                    && let Some(component) = file.components.iter_mut().find(|component| component.name == of.trim_matches('"'))
                {
                    component.checksum = Some(hash.to_owned());
                }
            }
            _ => {}
        }
    }
    file
}

pub(super) fn manifest(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::CocoaPods, Form::Manifest { locked: true });
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let mut texts = line.split(['"', '\'']).skip(1).step_by(2);
        if line.starts_with("source ") {
            file.set("registry", texts.next().unwrap_or_default(), index + 1);
        } else if line.starts_with("pod ")
            && let Some(of) = texts.next()
        {
            let second = texts.next().unwrap_or_default().to_owned();
            let of = of.split('/').next().unwrap_or(of).to_owned();
            let (range, source) = match line {
                _ if line.contains(":git") => (String::new(), Source::Git(second)),
                _ if line.contains(":path") => (String::new(), Source::Own),
                _ => (second, Source::Registry),
            };
            file.requirements.push(Requirement { name: of, range, source, line: index + 1 });
        }
    }
    file
}
