//! pnpm's lock file, in its versions 5 to 9.

use super::{Component, Ecosystem, File, Form, Source, npm::source};

/// Name and version in a key of `packages`: `/a/1.0.0`, `/a@1.0.0(b@2)`, `'@a/b@1.0.0'`.
fn named(key: &str) -> Option<(&str, &str)> {
    let key = key.trim_matches('\'').trim_matches('"');
    let key = key.strip_prefix('/').unwrap_or(key);
    let key = key.split('(').next()?;
    let at = key.char_indices().skip(1).find(|(_, c)| *c == '@').map(|(at, _)| at);
    // Version 5 puts a `/` before the version and `_` before its peers.
    let slash =
        key.match_indices('/').find(|(slash, _)| key.get(slash + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    match (at, slash) {
        (Some(at), None) => Some((key.get(..at)?, key.get(at + 1..)?)),
        (Some(at), Some((slash, _))) if at < slash => Some((key.get(..at)?, key.get(at + 1..)?)),
        (_, Some((slash, _))) => Some((key.get(..slash)?, key.get(slash + 1..)?.split('_').next()?)),
        (None, None) => None,
    }
}

/// The value of a key in a flow mapping on one line.
fn flow<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(key)?;
    let rest = rest.strip_prefix(':')?.trim_start();
    Some(rest.split([',', '}']).next()?.trim().trim_matches(['\'', '"']))
}

pub(super) fn lock(name: &str, text: &str) -> File {
    let mut file = File::new(name, Ecosystem::Npm, Form::Lock);
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if indent == 0 {
            inside = trimmed == "packages:";
        } else if inside && indent == 2 && trimmed.ends_with(':') {
            if let Some((of, version)) = named(trimmed.trim_end_matches(':')) {
                let from = if version.contains(':') { source(version.trim_start_matches("file:")) } else { Source::Registry };
                file.components.push(Component {
                    ecosystem: Ecosystem::Npm,
                    name: of.to_owned(),
                    version: version.to_owned(),
                    source: from,
                    checksum: None,
                    deprecated: None,
                    line: index + 1,
                });
            }
        } else if inside
            && indent > 2
            && let Some(component) = file.components.last_mut()
        {
            if let Some(hash) = flow(trimmed, "integrity") {
                component.checksum = Some(hash.to_owned());
            }
            if let Some(address) = flow(trimmed, "tarball") {
                component.source = source(address);
            }
            if let Some(repository) = flow(trimmed, "repo") {
                component.source = Source::Git(repository.to_owned());
            }
            if let Some(reason) = trimmed.strip_prefix("deprecated:") {
                component.deprecated = Some(reason.trim().trim_matches(['\'', '"']).to_owned());
            }
        }
    }
    file
}
