//! Lock files and manifests of poetry, uv, PDM and pipenv, and pip's settings.

use serde_json::Value;

use super::{
    Component, Ecosystem, File, Form, Requirement, Runtime, Source,
    cargo::{line_of, parse, requirement},
    graph, npm, requirements,
    runtime::oldest,
    table::{inline, packages},
};
use crate::evidence::Unreadable;

/// Where an index of packages is: the public one, or another.
pub(super) fn index(address: &str) -> Source {
    let public = ["https://pypi.org/", "https://pypi.python.org/", "https://files.pythonhosted.org/"];
    if address.is_empty() || public.iter().any(|start| format!("{address}/").starts_with(start)) {
        Source::Registry
    } else {
        Source::Other(address.to_owned())
    }
}

pub(super) fn lock(name: &str, text: &str) -> Result<File, Unreadable> {
    let mut file = File::new(name, Ecosystem::PyPi, Form::Lock);
    let hashes_at_end = text.contains("[metadata.files]");
    for package in packages(text) {
        let (Some(of), Some(version)) = (package.get("name"), package.get("version")) else { continue };
        let source = package.get("source").unwrap_or_default();
        let kind = package.get("source.type").unwrap_or_default();
        let address = package.get("source.url").unwrap_or_default().to_owned();
        let source = if let Some(git) = inline(source, "git") {
            Source::Git(git.to_owned())
        } else if let Some(url) = inline(source, "url") {
            Source::Url(url.to_owned())
        } else if ["editable", "virtual", "directory", "path"].iter().any(|key| inline(source, key).is_some()) {
            Source::Own
        } else if let Some(registry) = inline(source, "registry") {
            index(registry)
        } else {
            match kind {
                "git" => Source::Git(package.get("source.reference").map_or(address.clone(), |at| format!("{address}#{at}"))),
                "url" => Source::Url(address),
                "directory" | "file" => Source::Own,
                "legacy" => index(&address),
                _ => Source::Registry,
            }
        };
        let checksum = package.hash.map(str::to_owned).or_else(|| hashes_at_end.then(|| "metadata.files".to_owned()));
        file.components.push(Component {
            ecosystem: Ecosystem::PyPi,
            name: Ecosystem::PyPi.name(of),
            version: version.to_owned(),
            source,
            checksum,
            deprecated: None,
            line: package.line,
        });
    }
    if file.components.is_empty() && !text.trim().is_empty() && !text.contains('=') {
        return Err(Unreadable { line: 1, reason: "no lock file".to_owned() });
    }
    file.edges = graph::of_packages(text, Ecosystem::PyPi);
    Ok(file)
}

pub(super) fn pipfile_lock(name: &str, text: &str) -> Result<File, Unreadable> {
    let value = npm::parse(text)?;
    let mut file = File::new(name, Ecosystem::PyPi, Form::Lock);
    for kind in ["default", "develop"] {
        for (of, entry) in value.get(kind).and_then(Value::as_object).into_iter().flatten() {
            let text_of = |key: &str| entry.get(key).and_then(Value::as_str);
            let source = match (text_of("git"), text_of("file")) {
                (Some(git), _) => Source::Git(format!("{git}#{}", text_of("ref").unwrap_or_default())),
                (_, Some(url)) => Source::Url(url.to_owned()),
                _ if text_of("path").is_some() => Source::Own,
                _ => Source::Registry,
            };
            let hash = entry.get("hashes").and_then(Value::as_array).and_then(|hashes| hashes.first()).and_then(Value::as_str);
            file.components.push(Component {
                ecosystem: Ecosystem::PyPi,
                name: Ecosystem::PyPi.name(of),
                version: text_of("version").unwrap_or_default().trim_start_matches('=').to_owned(),
                source,
                checksum: hash.map(str::to_owned),
                deprecated: None,
                line: npm::line_of(text, of),
            });
        }
    }
    let sources = value.get("_meta").and_then(|meta| meta.get("sources")).and_then(Value::as_array);
    for source in sources.into_iter().flatten() {
        if let Some(address) = source.get("url").and_then(Value::as_str) {
            file.set("registry", address, npm::line_of(text, "url"));
        }
        if source.get("verify_ssl").and_then(Value::as_bool) == Some(false) {
            file.set("strict-ssl", "false", npm::line_of(text, "verify_ssl"));
        }
    }
    Ok(file)
}

fn add(file: &mut File, text: &str, dependencies: Option<&toml::Value>) {
    for (of, entry) in dependencies.and_then(toml::Value::as_table).into_iter().flatten() {
        if of == "python" {
            if let Some(range) = entry.as_str() {
                supports(file, range, line_of(text, "python"));
            }
            continue;
        }
        if let Some(mut found) = requirement(of, entry, line_of(text, of)) {
            found.name = Ecosystem::PyPi.name(&found.name);
            file.requirements.push(found);
        }
    }
}

fn supports(file: &mut File, range: &str, line: usize) {
    if let Some(version) = oldest(range) {
        file.runtimes.push(Runtime { product: "python", version, written: format!("python {range}"), line });
    }
}

pub(super) fn pipfile(name: &str, text: &str) -> Result<File, Unreadable> {
    let table = parse(text)?;
    let mut file = File::new(name, Ecosystem::PyPi, Form::Manifest { locked: true });
    add(&mut file, text, table.get("packages"));
    add(&mut file, text, table.get("dev-packages"));
    let requires = table.get("requires").and_then(|requires| requires.get("python_version")).and_then(toml::Value::as_str);
    if let Some(version) = requires {
        supports(&mut file, version, line_of(text, "python_version"));
    }
    sources(&mut file, text, table.get("source"));
    Ok(file)
}

/// Package indexes that a manifest names.
fn sources(file: &mut File, text: &str, of: Option<&toml::Value>) {
    for source in of.and_then(toml::Value::as_array).into_iter().flatten() {
        if let Some(address) = source.get("url").and_then(toml::Value::as_str) {
            let line = text.lines().position(|line| line.contains(address)).map_or(0, |index| index + 1);
            let supplements = matches!(source.get("priority").and_then(toml::Value::as_str), Some("supplemental" | "secondary"));
            file.set(if supplements { "extra-index-url" } else { "registry" }, address, line);
        }
        if source.get("verify_ssl").and_then(toml::Value::as_bool) == Some(false) {
            file.set("strict-ssl", "false", line_of(text, "verify_ssl"));
        }
    }
}

pub(super) fn manifest(name: &str, text: &str) -> Result<File, Unreadable> {
    let table = parse(text)?;
    let tool = |name: &str| table.get("tool").and_then(|tools| tools.get(name));
    let builds = table.get("build-system").is_some();
    let poetry = tool("poetry");
    let no_package = poetry.and_then(|poetry| poetry.get("package-mode")).and_then(toml::Value::as_bool) == Some(false);
    let locked = no_package || (!builds && (poetry.is_some() || table.get("project").is_some()));
    let mut file = File::new(name, Ecosystem::PyPi, Form::Manifest { locked });
    if let Some(poetry) = poetry {
        add(&mut file, text, poetry.get("dependencies"));
        add(&mut file, text, poetry.get("dev-dependencies"));
        for group in poetry.get("group").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values) {
            add(&mut file, text, group.get("dependencies"));
        }
        sources(&mut file, text, poetry.get("source"));
    }
    if let Some(project) = table.get("project") {
        for entry in project.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str) {
            let line = text.lines().position(|line| line.contains(entry)).map_or(0, |index| index + 1);
            if let Some((of, range, source)) = requirements::split(entry) {
                file.requirements.push(Requirement { name: of, range, source, line });
            }
        }
        if let Some(range) = project.get("requires-python").and_then(toml::Value::as_str) {
            supports(&mut file, range, line_of(text, "requires-python"));
        }
    }
    Ok(file)
}

pub(super) fn settings(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::PyPi, Form::Settings);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some((key, value)) = line.split_once('=')
            && !line.starts_with(['#', ';'])
        {
            let key = match key.trim() {
                "index-url" => "registry",
                other => other,
            };
            file.set(key, value.trim(), index + 1);
        }
    }
    file
}
