//! Laws of the house that the compiler does not hold: they are read from the sources.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use libtest_mimic::{Failed, Trial};

pub(crate) fn trials() -> Vec<Trial> {
    let law = |name: &'static str, test: fn() -> Result<(), Failed>| Trial::test(name, test);
    vec![
        law("no_sql_is_written_outside_the_store", no_sql),
        law("no_arrow_between_crates_points_up", arrows),
        law("what_only_computes_cannot_reach_network_clock_or_database", pure),
        law("no_template_prints_text_unescaped", escaped),
        law("every_form_is_made_of_the_same_fields", one_kit),
        law("nothing_is_unsafe_and_every_crate_obeys_the_workspaces_lints", lints),
    ]
}

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn files(below: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(below) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn crates() -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(house().join("crates")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| house().join("crates").join(name).join("Cargo.toml").is_file());
    names.sort();
    names
}

/// Lines of code, without comments.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(at, line)| (at + 1, line.to_owned())).collect()
}

fn no_sql() -> Result<(), Failed> {
    let is_sql = |line: &str| {
        let words =
            ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE", "UPDATE sales", "sea_orm::", "use sea_orm", "sqlx::", "use sqlx"];
        words.iter().any(|word| line.contains(word))
    };
    // The tests' own window; attacks that carry SQL because they want to see it fail; the audit's reading of other
    // people's servers, and its checks, which quote what they look for.
    let may = |path: &Path| {
        let text = path.to_string_lossy().replace('\\', "/");
        let places = [
            "crates/store/",
            "crates/testkit/src/raw.rs",
            "crates/server/src/demo/tour/attack.rs",
            "crates/audit/src/collect/mysql",
            "crates/audit/src/checks/",
        ];
        places.iter().any(|place| text.contains(place))
    };
    let (mut looked, mut found) = (0, Vec::new());
    for name in crates() {
        for path in files(&house().join("crates").join(&name).join("src"), "rs") {
            looked += 1;
            let lines = code(&path);
            // A tracing target names a library and reaches none.
            let wrong =
                lines.iter().filter(|(_, line)| is_sql(line) && !line.contains("sqlx=") && !line.trim_start().starts_with("expect"));
            if !may(&path) {
                found.extend(wrong.map(|(at, line)| format!("{}:{at}: {}", path.display(), line.trim())));
            }
        }
        let manifest = fs::read_to_string(house().join("crates").join(&name).join("Cargo.toml")).unwrap();
        if !["store", "testkit", "audit"].contains(&name.as_str()) && (manifest.contains("sea-orm") || manifest.contains("sqlx")) {
            found.push(format!("{name} depends on a database library"));
        }
    }
    assert!(looked > 100, "{looked} files");
    assert_eq!(found, [""; 0]);
    Ok(())
}

/// The names under `[dependencies]` of a crate.
fn dependencies(name: &str) -> Vec<String> {
    let manifest = fs::read_to_string(house().join("crates").join(name).join("Cargo.toml")).unwrap();
    let section = manifest.split("\n[").find_map(|section| section.strip_prefix("dependencies]")).unwrap_or_default();
    let names =
        section.lines().filter_map(|line| line.split(['.', '=', ' ']).next()).filter(|name| !name.is_empty() && !name.starts_with('#'));
    names.map(str::to_owned).collect()
}

fn arrows() -> Result<(), Failed> {
    let layers: BTreeMap<&str, u8> = BTreeMap::from([
        ("domain", 0),
        ("trail", 0),
        ("edge", 0),
        ("audit", 0),
        ("solar", 1),
        ("dispatch", 1),
        ("policy", 1),
        ("vault", 2),
        ("store", 3),
        ("gateway", 3),
        ("app", 4),
        ("web", 5),
        ("server", 6),
        ("testkit", 7),
    ]);
    assert_eq!(
        crates(),
        {
            let mut names: Vec<&str> = layers.keys().copied().collect();
            names.sort_unstable();
            names
        },
        "every crate has its place"
    );
    let mut arrows = 0;
    for (name, layer) in &layers {
        for dependency in dependencies(name) {
            if let Some(below) = layers.get(dependency.as_str()) {
                assert!(below < layer, "{name} must not know {dependency}");
                arrows += 1;
            }
        }
    }
    // What must not be skipped either: pages know no mail and no sun, the audit knows evidence and not our crates.
    for (name, forbidden) in [("web", vec!["gateway", "solar", "dispatch", "trail"]), ("store", vec!["gateway", "solar", "dispatch"])] {
        for dependency in dependencies(name) {
            assert!(!forbidden.contains(&dependency.as_str()), "{name} must not know {dependency}");
        }
    }
    assert!(arrows > 25, "{arrows}");
    Ok(())
}

fn pure() -> Result<(), Failed> {
    let outside = ["tokio", "hyper", "hyper-util", "axum", "lettre", "sea-orm", "sqlx", "rustls", "reqwest", "rand"];
    for name in ["domain", "solar", "dispatch", "policy", "trail"] {
        for dependency in dependencies(name) {
            assert!(!outside.contains(&dependency.as_str()), "{name} depends on {dependency}");
        }
        for path in files(&house().join("crates").join(name).join("src"), "rs") {
            for (at, line) in code(&path) {
                for word in ["std::net", "std::fs", "SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "std::env"] {
                    assert!(!line.contains(word), "{}:{at} uses {word}", path.display());
                }
            }
        }
    }
    Ok(())
}

fn escaped() -> Result<(), Failed> {
    let templates = files(&house().join("crates/web/templates"), "html");
    assert!(templates.len() > 10, "{}", templates.len());
    for path in templates {
        let text = fs::read_to_string(&path).unwrap();
        let squeezed: String = text.split_whitespace().collect();
        assert!(!squeezed.contains("|safe"), "{} prints text unescaped", path.display());
        assert!(!squeezed.contains("escapenone") && !squeezed.contains("autoescape"), "{} turns escaping off", path.display());
        for inline in [" style=\"", " onclick=", " onload=", " onsubmit=", "javascript:"] {
            assert!(!text.contains(inline), "{} has {inline}", path.display());
        }
    }
    for path in files(&house().join("crates/web/src"), "rs") {
        for (at, line) in code(&path) {
            assert!(
                !line.contains("escape = \"none\"") && !line.contains(" Safe(") && !line.contains("::Safe("),
                "{}:{at}",
                path.display()
            );
        }
    }
    Ok(())
}

/// A field with its label, hint and refusal is written in one place, so that it looks, reads and is refused alike everywhere.
fn one_kit() -> Result<(), Failed> {
    let below = house().join("crates/web/templates");
    let kit = below.join("form.html");
    let defines_fields = |text: &str| text.split("{% macro ").skip(1).any(|rest| rest.contains("<input") || rest.contains("error-summary"));
    assert!(defines_fields(&fs::read_to_string(&kit).unwrap()));
    for path in files(&below, "html").into_iter().filter(|path| *path != kit) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!defines_fields(&text), "{} has fields of its own", path.display());
        assert!(!text.contains("type=\"password\""), "{} asks for a password by hand", path.display());
    }
    Ok(())
}

fn lints() -> Result<(), Failed> {
    let root = fs::read_to_string(house().join("Cargo.toml")).unwrap();
    assert!(root.contains("unsafe_code = \"forbid\""));
    for name in crates() {
        let manifest = fs::read_to_string(house().join("crates").join(&name).join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name} has lints of its own");
        for path in files(&house().join("crates").join(&name), "rs") {
            // This file has to name what it looks for, and so do the audit's checks; the compiler sees to them.
            if path.ends_with("tests/it/laws.rs") || path.to_string_lossy().replace('\\', "/").contains("crates/audit/src/") {
                continue;
            }
            for (at, line) in code(&path) {
                for word in ["unsafe {", "unsafe fn", "unsafe impl", "allow(unsafe_code", "expect(unsafe_code"] {
                    assert!(!line.contains(word), "{}:{at}", path.display());
                }
            }
        }
    }
    Ok(())
}
