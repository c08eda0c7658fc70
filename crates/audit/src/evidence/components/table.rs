//! Lock files in TOML that programs write: `[[package]]` tables, read line by line so that every package knows its own.

/// One `[[package]]` table.
#[derive(Debug, Default)]
pub(super) struct Package<'a> {
    /// The line of its name, from 1.
    pub(super) line: usize,
    /// Keys and values, with those of its sub-tables, in the order of the file.
    pairs: Vec<(&'a str, &'a str)>,
    /// The first hash that stands in it.
    pub(super) hash: Option<&'a str>,
}

/// The keys that are asked for, as those of sub-tables are known.
const KEYS: &[&str] = &["name", "version", "source", "checksum", "source.type", "source.url", "source.reference"];

impl<'a> Package<'a> {
    /// The value of a key, without quotes.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        self.pairs.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    }
}

/// The packages of a text.
pub(super) fn packages(text: &str) -> Vec<Package<'_>> {
    let mut packages: Vec<Package<'_>> = Vec::new();
    // Keys of sub-tables are known as `table.key`, but for those of no interest.
    let mut table = "";
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed == "[[package]]" {
            packages.push(Package { line: index + 1, ..Package::default() });
            table = "";
            continue;
        }
        if line.starts_with('[') && trimmed.ends_with(']') && !trimmed.contains('=') {
            table = match trimmed {
                "[package.source]" => "source",
                _ => "other",
            };
            continue;
        }
        let Some(package) = packages.last_mut() else { continue };
        if package.hash.is_none() && table.is_empty() {
            package.hash = hash(trimmed);
        }
        let Some((key, value)) = trimmed.split_once('=') else { continue };
        let (key, value) = (key.trim(), value.trim().trim_matches('"'));
        if !line.starts_with([' ', '\t', '{']) {
            let key = match (table, key) {
                ("source", "type") => "source.type",
                ("source", "url") => "source.url",
                ("source", "resolved_reference") => "source.reference",
                ("", key) => key,
                _ => continue,
            };
            if key == "name" {
                package.line = index + 1;
            }
            if KEYS.contains(&key) && package.get(key).is_none() {
                package.pairs.push((key, value));
            }
        }
    }
    packages
}

/// The value of `hash = "…"` or `checksum = "…"` in a line.
fn hash(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("hash = \"").or_else(|| line.split_once("checksum = \""))?;
    rest.split('"').next()
}

/// The value of a key in an inline table such as `{ registry = "https://…" }`.
pub(super) fn inline<'a>(table: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = table.split_once(key)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
    rest.split('"').next()
}
