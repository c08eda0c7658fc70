//! Which component needs which: the edges that lock files tell of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::{Ecosystem, cargo::parse};

/// A component by its name, in the spelling of its ecosystem, and its version.
pub type Coordinate = (String, String);

/// For each component what it needs itself. A component that needs nothing stands there with nothing.
pub type Edges = BTreeMap<Coordinate, BTreeSet<Coordinate>>;

/// The longest name or version that becomes part of an edge, bytes.
const LONGEST: usize = 512;
/// The longest path of folders of packages that is walked up, bytes.
const LONGEST_PATH: usize = 4_096;

/// Of the lock files of Cargo, poetry, uv and PDM; nothing where the text is not TOML.
pub(super) fn of_packages(text: &str, ecosystem: Ecosystem) -> Option<Edges> {
    let whole = parse(text).ok()?;
    let packages: Vec<&toml::Table> =
        whole.get("package")?.as_array()?.iter().filter_map(toml::Value::as_table).filter(|package| package.contains_key("name")).collect();
    let text_of = |package: &toml::Table, key: &str| package.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let coordinate = |package: &toml::Table| (ecosystem.name(&text_of(package, "name")), text_of(package, "version"));
    let mut versions: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (name, version) in packages.iter().map(|package| coordinate(package)) {
        versions.entry(name).or_default().insert(version);
    }
    let resolve = |name: &str, version: Option<&str>| -> Option<Coordinate> {
        let name = ecosystem.name(name);
        let known = versions.get(&name)?;
        let version = match version {
            Some(version) => known.get(version)?,
            // Where a name stands for several, the file says which.
            None => known.first().filter(|_| known.len() == 1)?,
        };
        (name.len() <= LONGEST && version.len() <= LONGEST).then(|| (name.clone(), version.clone()))
    };
    let mut edges = Edges::new();
    for package in packages {
        let needs = edges.entry(coordinate(package)).or_default();
        // uv keeps what extras and groups of developers need beside the rest, a list for each.
        let groups = ["optional-dependencies", "dev-dependencies"].iter().filter_map(|kind| package.get(*kind)?.as_table());
        for dependencies in package.get("dependencies").into_iter().chain(groups.flat_map(toml::Table::values)) {
            match dependencies {
                // `"name"`, `"name 1.0.0"`, `"name 1.0.0 (source)"`; PDM: `"name>=1; marker"`.
                toml::Value::Array(listed) => {
                    for one in listed {
                        let (name, version) = match one {
                            toml::Value::String(text) if ecosystem == Ecosystem::Cargo => {
                                let mut parts = text.split(' ');
                                (parts.next().unwrap_or_default(), parts.next())
                            }
                            toml::Value::String(text) => (
                                text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'))
                                    .next()
                                    .unwrap_or_default(),
                                None,
                            ),
                            other => (
                                other.get("name").and_then(toml::Value::as_str).unwrap_or_default(),
                                other.get("version").and_then(toml::Value::as_str),
                            ),
                        };
                        needs.extend(resolve(name, version));
                    }
                }
                toml::Value::Table(named) => needs.extend(named.keys().filter_map(|name| resolve(name, None))),
                _ => {}
            }
        }
    }
    Some(edges)
}

/// Of npm's lock file, second and third format: a package finds what it needs in the nearest folder above it.
pub(super) fn of_npm(value: &Value) -> Option<Edges> {
    let packages = value.get("packages")?.as_object()?;
    let coordinate = |path: &str| {
        let entry = packages.get(path)?;
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        // A link stands for the folder that it leads to.
        let folder = path.rsplit_once("node_modules/").map_or("", |(_, name)| name);
        let (name, version) = (text("name").unwrap_or(folder), text("version")?);
        // Each edge holds both; nobody's are longer.
        (name.len() <= LONGEST && version.len() <= LONGEST).then(|| (name.to_owned(), version.to_owned()))
    };
    let mut edges = Edges::new();
    for (path, entry) in packages {
        // Without a version: a folder of this system's own.
        let from = coordinate(path).unwrap_or_default();
        let needs = edges.entry(from).or_default();
        if path.len() > LONGEST_PATH {
            continue;
        }
        for kind in ["dependencies", "optionalDependencies", "peerDependencies", "devDependencies"] {
            for name in entry.get(kind).and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys) {
                needs.extend(nearest(path, name).find_map(|place| coordinate(&place)));
            }
        }
    }
    Some(edges)
}

/// The places where a package at `path` looks for another, nearest first.
fn nearest<'a>(path: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let mut above = Some(path);
    std::iter::from_fn(move || {
        let here = above?;
        above = if here.is_empty() {
            None
        } else {
            // Up to the folder that holds this `node_modules`, or to the root.
            Some(here.rfind("node_modules/").map_or("", |at| here.get(..at).unwrap_or_default().trim_end_matches('/')))
        };
        Some(if here.is_empty() { format!("node_modules/{name}") } else { format!("{here}/node_modules/{name}") })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(edges: &Edges) -> Vec<String> {
        let one = |(name, version): &Coordinate| format!("{name}@{version}");
        edges.iter().map(|(from, to)| format!("{} > {}", one(from), to.iter().map(one).collect::<Vec<_>>().join(" "))).collect()
    }

    #[test]
    fn cargo_names_a_version_only_where_there_are_several() {
        let lock = r#"
[[package]]
name = "own"
version = "0.1.0"
dependencies = ["a", "b 2.0.0", "gone"]
[[package]]
name = "a"
version = "1.0.0"
dependencies = ["b 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)"]
[[package]]
name = "b"
version = "1.0.0"
[[package]]
name = "b"
version = "2.0.0"
"#;
        let edges = of_packages(lock, Ecosystem::Cargo).unwrap();
        assert_eq!(shown(&edges), ["a@1.0.0 > b@1.0.0", "b@1.0.0 > ", "b@2.0.0 > ", "own@0.1.0 > a@1.0.0 b@2.0.0"]);
        assert!(of_packages("package = 3", Ecosystem::Cargo).is_none() && of_packages("[[", Ecosystem::Cargo).is_none());
    }

    #[test]
    fn python_files_say_it_as_table_as_list_and_as_text() {
        let poetry = "[[package]]\nname = \"A.b\"\nversion = \"1\"\n[package.dependencies]\nC_d = \">=2\"\n[[package]]\nname = \"c-d\"\nversion = \"2\"\n";
        let uv = "[[package]]\nname = \"a-b\"\nversion = \"1\"\ndependencies = [{ name = \"c-d\", marker = \"x\" }]\n[[package]]\nname = \"c-d\"\nversion = \"2\"\n";
        let pdm = "[[package]]\nname = \"a-b\"\nversion = \"1\"\ndependencies = [\"c-d>=1; python_version < '4'\"]\n[[package]]\nname = \"c-d\"\nversion = \"2\"\n";
        for lock in [poetry, uv, pdm] {
            assert_eq!(shown(&of_packages(lock, Ecosystem::PyPi).unwrap()), ["a-b@1 > c-d@2", "c-d@2 > "], "{lock}");
        }
    }

    #[test]
    fn what_extras_and_developers_need_of_uv_is_needed() {
        let lock = r#"
[[package]]
name = "own"
version = "1"
dependencies = [{ name = "a" }]
[package.optional-dependencies]
mail = [{ name = "b", version = "2" }]
[package.dev-dependencies]
dev = [{ name = "c" }]
[[package]]
name = "a"
version = "1"
[[package]]
name = "b"
version = "2"
[[package]]
name = "c"
version = "3"
"#;
        assert_eq!(shown(&of_packages(lock, Ecosystem::PyPi).unwrap())[3], "own@1 > a@1 b@2 c@3");
    }

    #[test]
    fn npm_takes_the_nearest() {
        let lock = serde_json::json!({ "packages": {
            "": { "name": "own", "dependencies": { "a": "^1", "b": "^1" } },
            "web": { "name": "web", "version": "1.0.0", "devDependencies": { "b": "*" } },
            "node_modules/a": { "version": "1.0.0", "dependencies": { "b": "^2" }, "optionalDependencies": { "none": "1" } },
            "node_modules/a/node_modules/b": { "version": "2.0.0", "dependencies": { "@s/c": "1" } },
            "node_modules/b": { "version": "1.0.0" },
            "node_modules/@s/c": { "version": "3.0.0", "peerDependencies": { "b": "*" } },
        } });
        let edges = of_npm(&lock).unwrap();
        assert_eq!(
            shown(&edges),
            [
                "@ > a@1.0.0 b@1.0.0",
                "@s/c@3.0.0 > b@1.0.0",
                "a@1.0.0 > b@2.0.0",
                "b@1.0.0 > ",
                "b@2.0.0 > @s/c@3.0.0",
                "web@1.0.0 > b@1.0.0"
            ]
        );
    }
}
