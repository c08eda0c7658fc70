//! Gradle's lock files and the lines of build files that name dependencies. Build files are programs: only what they
//! say in so many words is read.

use super::{Component, Ecosystem, File, Form, Requirement, Source};

pub(super) fn lock(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Maven, Form::Lock);
    for (index, line) in text.lines().enumerate() {
        let coordinates = line.split('=').next().unwrap_or_default();
        if !line.starts_with('#')
            && let Some((of, version)) = coordinates.rsplit_once(':')
        {
            file.components.push(component(of, version, index + 1));
        }
    }
    file
}

fn component(name: &str, version: &str, line: usize) -> Component {
    Component {
        ecosystem: Ecosystem::Maven,
        name: name.to_owned(),
        version: version.to_owned(),
        source: Source::Registry,
        checksum: None,
        deprecated: None,
        line,
    }
}

/// The texts in quotes of a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split(['"', '\'']).skip(1).step_by(2)
}

pub(super) fn build(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Maven, Form::Manifest { locked: false });
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("//") || trimmed.starts_with('*') || trimmed.len() > 500 {
            continue;
        }
        for value in quoted(trimmed) {
            if value.starts_with("http://") || value.starts_with("https://") {
                let near = trimmed.contains("maven") || trimmed.contains("url") || trimmed.contains("uri(");
                if near {
                    file.set("registry", value, index + 1);
                }
                continue;
            }
            let parts: Vec<&str> = value.split('@').next().unwrap_or(value).split(':').collect();
            let [group, artifact, version, ..] = parts.as_slice() else { continue };
            let is_word = |part: &str| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '[' | ')' | ',' | ']'))
            };
            if !group.contains('.') && *group != *artifact && !is_word(group) || !is_word(artifact) || !is_word(version) {
                continue;
            }
            let of = format!("{group}:{artifact}");
            if version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(['+', '[', ',']) {
                file.components.push(component(&of, version, index + 1));
            }
            file.requirements.push(Requirement { name: of, range: (*version).to_owned(), source: Source::Registry, line: index + 1 });
        }
        if trimmed.contains("allowInsecureProtocol") && trimmed.contains("true") {
            file.set("allowInsecureProtocol", "true", index + 1);
        }
        if trimmed.contains("jcenter()") {
            file.set("jcenter", "true", index + 1);
        }
    }
    file
}
