//! What a file is for, by its name and its look.

/// Folders of tests and of what is only shown.
const FOLDERS: &[&str] = &[
    "test",
    "tests",
    "__tests__",
    "spec",
    "specs",
    "e2e",
    "cypress",
    "fixtures",
    "testdata",
    "test_data",
    "__mocks__",
    "mocks",
    "examples",
    "example",
    "samples",
    "benches",
    "bench",
    "benchmarks",
    "docs",
    "docs_src",
    "testing",
    "fuzz",
    "playground",
    "tests_unit",
    "integration_tests",
    "__fixtures__",
];

pub(super) fn is_test(name: &str) -> bool {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stem = file.split('.').next().unwrap_or(file);
    folders.split('/').any(|folder| FOLDERS.contains(&folder))
        || [".test.", ".spec.", ".stories.", ".e2e.", ".cy."].iter().any(|part| file.contains(part))
        || stem.starts_with("test_")
        || ["_test", "_tests"].iter().any(|end| stem.ends_with(end))
        || matches!(stem, "conftest" | "tests" | "test")
}

/// Libraries of what builds and releases: without one, `tasks` and `build` may be what the program itself does.
pub(super) const BUILDERS: &[&str] =
    &["invoke", "fabric", "nox", "doit", "grunt", "gulp", "shelljs", "webpack", "rollup", "esbuild", "vite", "setuptools"];

/// Whether a file is called as what builds the rest is, and as what a program does in the background is too.
pub(super) fn may_be_tooling(name: &str) -> bool {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    folders.split('/').any(|folder| matches!(folder, "tasks" | "build")) || file.eq_ignore_ascii_case("tasks.py")
}

/// Whether a file is run by its developers only: what builds, checks and starts the rest.
pub(super) fn is_tooling(name: &str) -> bool {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let lower = file.to_ascii_lowercase();
    folders.split('/').any(|folder| matches!(folder, "scripts" | "tools" | "ci" | ".github"))
        || ["gruntfile.", "gulpfile.", "jakefile.", "setup.py", "fabfile.", "noxfile."].iter().any(|start| lower.starts_with(start))
        || lower.contains(".config.")
        || lower.starts_with("webpack.")
}

/// Whether a program wrote the file: a minified bundle.
pub(super) fn is_bundled(name: &str, text: &str) -> bool {
    if name.contains(".min.") || name.contains("-min.") {
        return true;
    }
    if text.len() < 20_000 || !(name.ends_with("js") || name.ends_with("jsx")) {
        return false;
    }
    let lines = text.as_bytes().iter().filter(|byte| **byte == b'\n').count() + 1;
    text.len() / lines > 400
}

#[cfg(test)]
mod tests {
    use super::{is_bundled, is_test, is_tooling};

    #[test]
    fn what_developers_run_is_told_by_its_name() {
        for name in ["Gruntfile.js", "web/webpack.config.ts", "scripts/release.js", "ci/build.py"] {
            assert!(is_tooling(name), "{name}");
        }
        for name in ["app/config.js", "src/grunt.js", "app/scripting/run.js", "shop/tasks.py", "shop/tasks/mail.py", "build/run.py"] {
            assert!(!is_tooling(name), "{name}");
        }
    }

    #[test]
    fn tests_and_bundles_are_told_by_name_and_look() {
        for name in ["tests/a.py", "src/__tests__/a.ts", "a.test.tsx", "app/test_x.py", "x/conftest.py", "src/parse_tests.rs"] {
            assert!(is_test(name), "{name}");
        }
        for name in ["src/latest.py", "contest/a.py", "src/attest.rs", "app/page.tsx"] {
            assert!(!is_test(name), "{name}");
        }
        assert!(is_bundled("a.min.js", "") && is_bundled("a.js", &"a".repeat(30_000)) && !is_bundled("a.js", &"a();\n".repeat(9_000)));
    }
}
