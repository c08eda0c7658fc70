//! Which versions of languages a tree is made for, images of containers, and Go's files.

use super::{Component, Ecosystem, File, Form, Requirement, Runtime, Source};

/// The oldest version that a range of versions admits; none when it names none from below.
pub(super) fn oldest(range: &str) -> Option<String> {
    // Of alternatives the lowest counts; of conditions together, the lower bound.
    range
        .split("||")
        .filter_map(|alternative| {
            alternative.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()).find_map(|part| {
                let version = part.trim_start_matches(['>', '=', '^', '~', 'v']);
                let lower = !part.starts_with(['<', '!']) && (part.starts_with(">=") || !part.starts_with('>'));
                let digits = version.trim_end_matches(".x").trim_end_matches(".*");
                (lower && digits.starts_with(|c: char| c.is_ascii_digit())).then(|| digits.to_owned())
            })
        })
        .min_by_key(|version| numbers(version))
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|part| part.parse().ok()).collect()
}

pub(super) fn version_file(name: &str, base: &str, text: &str) -> File {
    let ecosystem = match base {
        ".nvmrc" | ".node-version" => Ecosystem::Npm,
        "rust-toolchain" | "rust-toolchain.toml" => Ecosystem::Cargo,
        _ => Ecosystem::PyPi,
    };
    let mut file = File::new(name, ecosystem, Form::Settings);
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        let (product, version) = match base {
            ".python-version" => ("python", line),
            ".nvmrc" | ".node-version" => ("node", line),
            "runtime.txt" => ("python", line.strip_prefix("python-").unwrap_or_default()),
            "rust-toolchain" if !line.contains('=') => ("rust", line),
            "rust-toolchain" | "rust-toolchain.toml" => {
                ("rust", line.strip_prefix("channel").map_or("", |rest| rest.trim_matches([' ', '=', '"'])))
            }
            _ => match line.split_once(' ') {
                Some(("python", version)) => ("python", version.trim()),
                Some(("nodejs" | "node", version)) => ("node", version.trim()),
                _ => continue,
            },
        };
        let version = version.trim_start_matches('v');
        if version.starts_with(|c: char| c.is_ascii_digit()) {
            let version = version.to_owned();
            file.runtimes.push(Runtime { product, written: format!("{product} {version}"), version, line: index + 1 });
        }
    }
    file
}

pub(super) fn go_mod(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Go, Form::Manifest { locked: true });
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.split("//").next().unwrap_or_default().trim();
        if let Some(version) = line.strip_prefix("go ") {
            let version = version.trim().to_owned();
            file.runtimes.push(Runtime { product: "golang", written: format!("go {version}"), version, line: index + 1 });
        }
        inside = (inside && line != ")") || line == "require (";
        let entry = line.strip_prefix("require ").or(inside.then_some(line));
        if let Some((of, version)) = entry.and_then(|entry| entry.split_once(' '))
            && version.starts_with('v')
        {
            let (of, version) = (of.to_owned(), version.trim().to_owned());
            file.requirements.push(Requirement { name: of, range: version, source: Source::Registry, line: index + 1 });
        }
    }
    file
}

pub(super) fn go_sum(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Go, Form::Lock);
    for (index, line) in text.lines().enumerate() {
        let mut parts = line.split_whitespace();
        if let (Some(of), Some(version), Some(hash)) = (parts.next(), parts.next(), parts.next())
            && !version.ends_with("/go.mod")
        {
            file.components.push(Component {
                ecosystem: Ecosystem::Go,
                name: of.to_owned(),
                version: version.to_owned(),
                source: Source::Registry,
                checksum: Some(hash.to_owned()),
                deprecated: None,
                line: index + 1,
            });
        }
    }
    file
}

/// The images that a container file is built on.
pub(super) fn image(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Image, Form::Lock);
    let mut stages: Vec<String> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace().filter(|word| !word.starts_with("--"));
        if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("from")) {
            continue;
        }
        let Some(reference) = words.next() else { continue };
        let known = stages.iter().any(|stage| stage.eq_ignore_ascii_case(reference));
        if let (Some(word), Some(alias)) = (words.next(), words.next())
            && word.eq_ignore_ascii_case("as")
        {
            stages.push(alias.to_owned());
        }
        if known || reference == "scratch" || reference.contains('$') {
            continue;
        }
        let (tagged, digest) = reference.split_once('@').map_or((reference, None), |(tagged, digest)| (tagged, Some(digest)));
        let (of, tag) = match tagged.rsplit_once(':') {
            Some((of, tag)) if !tag.contains('/') => (of, tag),
            _ => (tagged, ""),
        };
        file.components.push(Component {
            ecosystem: Ecosystem::Image,
            name: of.to_owned(),
            version: tag.to_owned(),
            source: Source::Registry,
            checksum: digest.map(str::to_owned),
            deprecated: None,
            line: index + 1,
        });
    }
    file
}
