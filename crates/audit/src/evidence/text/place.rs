//! What the place of a file says about what stands in it.

/// Whether a file is there to show or to try something: what stands in it opens nothing.
#[must_use]
pub fn is_example(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let (folders, base) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let words = [
        "test",
        "tests",
        "testing",
        "__tests__",
        "testdata",
        "test-data",
        "test_data",
        "fixtures",
        "fixture",
        "__fixtures__",
        "example",
        "examples",
        "sample",
        "samples",
        "mock",
        "mocks",
        "__mocks__",
        "spec",
        "specs",
        "e2e",
        "cypress",
        "docs",
        "doc",
        "demo",
        "androidtest",
        "bench",
        "benches",
        "stories",
    ];
    let ends = [".example", ".sample", ".template", ".dist", ".tpl", ".tmpl", ".md", ".rst", ".adoc", ".snap", ".j2", ".erb", ".ipynb"];
    let marks = ["test_", "_test.", ".test.", ".spec.", "_spec.", "example", "sample", "template", "conftest", "mock"];
    // What breaks the checks of this audit on purpose stands with them.
    let mutants = folders.contains("audit/src/checks");
    mutants
        || matches!(base, "tests.rs" | "test.rs" | "tests.py")
        || folders.split('/').any(|folder| words.contains(&folder))
        || ends.iter().any(|end| base.ends_with(end))
        || marks.iter().any(|mark| base.contains(mark))
}

/// Whether a program wrote the file, so that what looks random in it is a checksum.
#[must_use]
pub fn is_generated(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let ends = [".lock", ".sum", ".min.js", ".min.css", ".map", ".svg", ".lockfile", ".csv", ".tsv", ".pem.pub", ".po", ".sarif"];
    ends.iter().any(|end| base.ends_with(end))
        || matches!(
            base,
            "package-lock.json" | "npm-shrinkwrap.json" | "pnpm-lock.yaml" | "Pipfile.lock" | "Podfile.lock" | "integrity.json"
        )
}

/// Whether the file holds settings rather than a program.
#[must_use]
pub fn is_settings(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let ends = [
        ".env",
        ".ini",
        ".conf",
        ".cfg",
        ".cnf",
        ".properties",
        ".toml",
        ".yaml",
        ".yml",
        ".json",
        ".config",
        ".xml",
        ".tfvars",
        ".plist",
        ".gradle",
    ];
    base.starts_with(".env") || base.starts_with("application.") || ends.iter().any(|end| base.ends_with(end))
}
