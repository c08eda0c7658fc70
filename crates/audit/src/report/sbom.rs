//! The inventory of components as CycloneDX 1.6, which other tools read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::Report;
use crate::evidence::components::{Component, Coordinate, Direct, Ecosystem, Inventory, Source};

impl Report {
    /// The inventory of components in CycloneDX 1.6 JSON: every component once, by its package address, with the files
    /// that name it, and what it needs itself, where a lock file tells (those of Cargo, npm, poetry, uv and PDM do). The
    /// same inventory makes the same text: it holds no time and no random serial number.
    #[must_use]
    pub fn sbom(target: &str, inventory: &Inventory) -> String {
        let direct = inventory.direct();
        let mut components: BTreeMap<String, (&Component, bool, Vec<String>)> = BTreeMap::new();
        for (file, component) in inventory.components().filter(|(_, component)| component.source != Source::Own) {
            let entry = components.entry(purl(component)).or_insert_with(|| (component, direct.holds(component), Vec::new()));
            entry.2.push(format!("{}:{}", file.name, component.line));
        }
        let list: Vec<Value> =
            components.iter().map(|(purl, (component, direct, places))| entry(purl, component, *direct, places)).collect();
        let document = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": { "component": { "type": "application", "name": target, "bom-ref": "target" } },
            "components": list,
            "dependencies": dependencies(inventory, &direct),
        });
        format!("{document:#}\n")
    }
}

/// What each component needs, by package addresses. The audited system itself needs what its own parts need and what its
/// manifests ask for.
fn dependencies(inventory: &Inventory, direct: &Direct<'_>) -> Vec<Value> {
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut of_target = BTreeSet::new();
    for file in &inventory.files {
        let foreign = file.components.iter().filter(|component| component.source != Source::Own);
        let known: HashMap<Coordinate, String> =
            foreign.map(|component| ((component.name.clone(), component.version.clone()), purl(component))).collect();
        for (from, to) in file.edges.iter().flatten() {
            let to = to.iter().filter_map(|component| known.get(component).cloned());
            match known.get(from) {
                Some(from) => needs.entry(from.clone()).or_default().extend(to),
                None => of_target.extend(to),
            }
        }
    }
    let asked_for = inventory.components().filter(|(_, component)| component.source != Source::Own && direct.holds(component));
    of_target.extend(asked_for.map(|(_, component)| purl(component)));
    let row = |of: &str, needs: &BTreeSet<String>| json!({ "ref": of, "dependsOn": needs });
    std::iter::once(row("target", &of_target)).chain(needs.iter().map(|(of, needs)| row(of, needs))).collect()
}

fn entry(purl: &str, component: &Component, direct: bool, places: &[String]) -> Value {
    let kind = if component.ecosystem == Ecosystem::Image { "container" } else { "library" };
    let occurrences: Vec<Value> = places.iter().map(|place| json!({ "location": place })).collect();
    let mut value = json!({
        "type": kind,
        "bom-ref": purl,
        "name": component.name,
        "version": component.version,
        "purl": purl,
        "properties": [{ "name": "sunward:direct", "value": direct.to_string() }],
        "evidence": { "occurrences": occurrences },
    });
    if let (Some((algorithm, content)), Some(object)) = (component.checksum.as_deref().and_then(hash), value.as_object_mut()) {
        object.insert("hashes".to_owned(), json!([{ "alg": algorithm, "content": content }]));
    }
    value
}

/// A checksum in hexadecimal digits with the name that CycloneDX gives to its algorithm.
fn hash(checksum: &str) -> Option<(&'static str, &str)> {
    let digits = checksum.rsplit(':').next().unwrap_or(checksum);
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let algorithm = match digits.len() {
        40 => "SHA-1",
        64 => "SHA-256",
        128 => "SHA-512",
        _ => return None,
    };
    hexadecimal.then_some((algorithm, digits))
}

/// The package address of a component, such as `pkg:npm/%40scope/name@1.0.0`.
fn purl(component: &Component) -> String {
    let escape = |text: &str| {
        let mut escaped = String::new();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => escaped.push(char::from(byte)),
                other => escaped.push_str(&format!("%{other:02X}")),
            }
        }
        escaped
    };
    // The group of Maven is a namespace.
    let name = match component.ecosystem {
        Ecosystem::Maven => component.name.replace(':', "/"),
        _ => component.name.clone(),
    };
    let kind = component.ecosystem.purl();
    let version = match (&component.checksum, component.version.as_str()) {
        (Some(digest), "") if component.ecosystem == Ecosystem::Image => digest.as_str(),
        (_, version) => version,
    };
    let at = if version.is_empty() { String::new() } else { format!("@{}", escape(version)) };
    format!("pkg:{kind}/{}{at}", escape(&name))
}

#[cfg(test)]
mod tests {
    use super::Report;
    use crate::evidence::components::{Inventory, read};

    #[test]
    fn every_component_stands_once_by_its_address() {
        let lock = "{\"lockfileVersion\":3,\"packages\":{\"node_modules/@a/b\": {\n\"version\": \"1.0.0\"},\"node_modules/c/node_modules/@a/b\": {\n\"version\": \"1.0.0\"}}}";
        let files = [
            ("package-lock.json", lock),
            ("Dockerfile", "FROM python:3.13\n"),
            ("Cargo.lock", "[[package]]\nname = \"own\"\nversion = \"1.0.0\"\n"),
        ];
        let files = files.iter().map(|(name, text)| read(name, text).unwrap().unwrap()).collect();
        let inventory = Inventory { files, advisories: None };
        let text = Report::sbom("x", &inventory);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let purls: Vec<_> = value["components"].as_array().unwrap().iter().map(|component| component["purl"].as_str().unwrap()).collect();
        assert_eq!(purls, ["pkg:docker/python@3.13", "pkg:npm/%40a/b@1.0.0"]);
        assert_eq!(text, Report::sbom("x", &inventory));
    }

    #[test]
    fn what_needs_what_leads_from_the_target_to_the_deepest() {
        let lock = r#"
[[package]]
name = "own"
version = "1.0.0"
dependencies = ["a"]
[[package]]
name = "a"
version = "2.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["b"]
[[package]]
name = "b"
version = "3.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
"#;
        let inventory = Inventory { files: vec![read("Cargo.lock", lock).unwrap().unwrap()], advisories: None };
        let value: serde_json::Value = serde_json::from_str(&Report::sbom("x", &inventory)).unwrap();
        assert_eq!(
            value["dependencies"],
            serde_json::json!([
                { "ref": "target", "dependsOn": ["pkg:cargo/a@2.0.0"] },
                { "ref": "pkg:cargo/a@2.0.0", "dependsOn": ["pkg:cargo/b@3.0.0"] },
                { "ref": "pkg:cargo/b@3.0.0", "dependsOn": [] },
            ])
        );
    }
}
