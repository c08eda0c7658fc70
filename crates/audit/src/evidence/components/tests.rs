use proptest::prelude::*;

use super::{Advisories, Component, Ecosystem, File, Source, read};

fn file(name: &str, text: &str) -> File {
    read(name, text).unwrap().unwrap()
}

fn told(file: &File) -> Vec<(&str, &str, usize)> {
    file.components.iter().map(|component| (component.name.as_str(), component.version.as_str(), component.line)).collect()
}

#[test]
fn every_lock_file_tells_names_versions_and_lines() {
    let cargo = file(
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"time\"\nversion = \"0.1.43\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"ab\"\n",
    );
    assert_eq!(told(&cargo), [("own", "0.1.0", 4), ("time", "0.1.43", 8)]);
    assert_eq!((&cargo.components[0].source, cargo.components[1].checksum.as_deref()), (&Source::Own, Some("ab")));
    let three = file(
        "package-lock.json",
        "{\"lockfileVersion\":3,\"packages\":{\n\"\":{\"name\":\"app\"},\n\"node_modules/a\": {\n\"version\": \"1.0.0\",\n\"resolved\":\"https://registry.npmjs.org/a/-/a-1.0.0.tgz\",\"integrity\":\"sha512-x\"},\n\"node_modules/b/node_modules/@c/d\": {\n\"version\": \"2.0.0\",\"deprecated\":\"no\"}}}",
    );
    assert_eq!(told(&three), [("@c/d", "2.0.0", 6), ("a", "1.0.0", 3)]);
    let one = file(
        "package-lock.json",
        "{\"dependencies\":{\n\"a\": {\n\"version\": \"1.0.0\",\n\"dependencies\": {\n\"b\": {\n\"version\": \"2.0.0\"}}}}}",
    );
    assert_eq!(told(&one), [("a", "1.0.0", 2), ("b", "2.0.0", 5)]);
    let yarn = file(
        "yarn.lock",
        "# yarn lockfile v1\n\n\"@a/b@^1\", \"@a/b@^1.1\":\n  version \"1.2.0\"\n  resolved \"https://registry.yarnpkg.com/@a/b/-/b-1.2.0.tgz#ab\"\n  dependencies:\n    c \"^2\"\n\nc@^2:\n  version \"2.0.0\"\n",
    );
    assert_eq!(told(&yarn), [("@a/b", "1.2.0", 3), ("c", "2.0.0", 9)]);
    let berry = file(
        "yarn.lock",
        "__metadata:\n  version: 8\n\n\"a@npm:^1.0.0\":\n  version: 1.0.1\n  resolution: \"a@npm:1.0.1\"\n  checksum: 10/ab\n",
    );
    assert_eq!(told(&berry), [("a", "1.0.1", 4)]);
    for (key, name) in [("/a@1.0.0(b@2.0.0)", "a"), ("'@x/a@1.0.0'", "@x/a"), ("/a/1.0.0_b@2", "a"), ("a@1.0.0", "a")] {
        let text =
            format!("lockfileVersion: 9\n\npackages:\n\n  {key}:\n    resolution: {{integrity: sha512-x}}\n\nsnapshots:\n\n  z@1:\n");
        let pnpm = file("pnpm-lock.yaml", &text);
        assert_eq!(told(&pnpm), [(name, "1.0.0", 5)], "{key}");
        assert_eq!(pnpm.components[0].checksum.as_deref(), Some("sha512-x"));
    }
    let poetry = file(
        "poetry.lock",
        "[[package]]\nname = \"Flask_Login\"\nversion = \"0.1\"\nfiles = [\n    {file = \"a\", hash = \"sha256:ab\"},\n]\n\n[package.source]\ntype = \"git\"\nurl = \"https://example.com/a.git\"\n",
    );
    assert_eq!(told(&poetry), [("flask-login", "0.1", 2)]);
    assert_eq!(poetry.components[0].source, Source::Git("https://example.com/a.git".to_owned()));
    let uv = file(
        "uv.lock",
        "[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { registry = \"https://pypi.org/simple\" }\nsdist = { url = \"x\", hash = \"sha256:ab\" }\n\n[[package]]\nname = \"own\"\nversion = \"0\"\nsource = { editable = \".\" }\n",
    );
    assert_eq!(
        (&uv.components[0].source, uv.components[0].checksum.as_deref(), &uv.components[1].source),
        (&Source::Registry, Some("sha256:ab"), &Source::Own)
    );
    let pip = file(
        "requirements.txt",
        "# all\nDjango==3.2.1 \\\n    --hash=sha256:ab\nflask>=2 ; python_version > '3'\n-e git+https://example.com/a.git@v1#egg=a\nb @ https://example.com/b.zip\nuvicorn[standard]==0.1 # why\n--extra-index-url https://pip.example.com\n",
    );
    assert_eq!(told(&pip), [("django", "3.2.1", 2), ("uvicorn", "0.1", 7)]);
    assert_eq!(pip.requirements.len(), 5);
    assert_eq!(pip.requirements[2].name, "a");
    let gradle = file("app/gradle.lockfile", "# x\ncom.a:b:1.2=compileClasspath\nempty=\n");
    assert_eq!(told(&gradle), [("com.a:b", "1.2", 2)]);
    let build =
        file("app/build.gradle.kts", "dependencies {\n    implementation(\"com.a:b:1.2\")\n    implementation(\"com.a:c:1.+\")\n}\n");
    assert_eq!((told(&build), build.requirements.len()), (vec![("com.a:b", "1.2", 2)], 2));
    let pods = file("Podfile.lock", "PODS:\n  - A (1.0):\n    - B (~> 2)\n  - B/Core (2.1)\n\nSPEC CHECKSUMS:\n  A: ab\n");
    assert_eq!(told(&pods), [("A", "1.0", 2), ("B", "2.1", 4)]);
    let image = file("Dockerfile", "FROM python:3.12 AS build\nFROM build\nFROM registry.example.com:5000/a/b@sha256:ab\n");
    assert_eq!(told(&image), [("python", "3.12", 1), ("registry.example.com:5000/a/b", "", 3)]);
}

const RUSTSEC: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2020-0071\"\npackage = \"time\"\ndate = \"2020-11-18\"\naliases = [\"CVE-2020-26235\"]\ncvss = \"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H\"\n\n[versions]\npatched = [\">= 0.2.23\"]\nunaffected = [\"= 0.2.0\", \"< 0.1.0\"]\n```\n\n# Potential segfault\n";
const PYSEC: &str = "id: PYSEC-2021-1\nmodified: 2021-02-01T00:00:00Z\naffected:\n- package:\n    ecosystem: PyPI\n    name: Some_Name\n  ranges:\n  - type: ECOSYSTEM\n    events:\n    - introduced: \"1.0\"\n    - fixed: 1.10rc1\n  - type: GIT\n    events:\n    - introduced: \"0\"\n  versions:\n  - '1.2'\n";

fn affected(all: &Advisories, ecosystem: Ecosystem, name: &str, version: &str) -> bool {
    let component = Component {
        ecosystem,
        name: name.to_owned(),
        version: version.to_owned(),
        source: Source::Registry,
        checksum: None,
        deprecated: None,
        line: 1,
    };
    all.of(&component).next().is_some()
}

#[test]
fn advisories_of_both_kinds_mean_the_right_versions() {
    let npm = r#"{"id":"GHSA-1","modified":"2024-05-06T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"1.0.0"},{"fixed":"1.2.3"},{"introduced":"2.0.0-beta"},{"last_affected":"2.0.5"}]}]}]}"#;
    let gone = r#"{"id":"GHSA-2","withdrawn":"2024-05-07T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"b"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}"#;
    let all = Advisories::of_texts([("r.md", RUSTSEC), ("p.yaml", PYSEC), ("n.json", npm), ("g.json", gone), ("README.md", "# no")]);
    assert_eq!((all.read, all.unreadable, all.newest.unwrap().to_string()), (4, 0, "2024-05-06".to_owned()));
    for (version, is) in [
        ("0.1.43", true),
        ("0.2.23", false),
        ("0.2.23-rc.1", true),
        ("0.2.24-rc.1", false),
        ("0.2.0", false),
        ("0.0.9", false),
        ("x", false),
    ] {
        assert_eq!(affected(&all, Ecosystem::Cargo, "time", version), is, "{version}");
    }
    for (version, is) in [("0.9", false), ("1.0", true), ("1.9.1", true), ("1.10b1", true), ("1.10", false)] {
        assert_eq!(affected(&all, Ecosystem::PyPi, "some-name", version), is, "{version}");
    }
    for (version, is) in [("1.2.2", true), ("1.2.3", false), ("2.0.0-rc.1", true), ("2.0.5", true), ("2.0.6", false), ("0.9.0", false)] {
        assert_eq!(affected(&all, Ecosystem::Npm, "a", version), is, "{version}");
    }
    assert!(!affected(&all, Ecosystem::Npm, "b", "1.0.0"));
}

#[test]
fn a_real_database_is_read_without_a_rest() {
    let Some(data) = std::env::var_os("SUNWARD_ADVISORIES") else {
        println!("LEFT OUT: SUNWARD_ADVISORIES names no unpacked advisory database");
        return;
    };
    let all = Advisories::read_dir(std::path::Path::new(&data)).unwrap();
    println!("{} advisories, {} not understood, newest {:?}", all.read, all.unreadable, all.newest);
    assert!(all.read > 0);
    assert_eq!(all.unreadable, 0);
}

const NAMES: [&str; 22] = [
    "Cargo.lock",
    "Cargo.toml",
    "package-lock.json",
    "package.json",
    ".npmrc",
    ".yarnrc.yml",
    "yarn.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "Pipfile.lock",
    "Pipfile",
    "pyproject.toml",
    "pip.conf",
    "gradle.lockfile",
    "build.gradle",
    "Podfile.lock",
    "Podfile",
    "go.sum",
    "go.mod",
    ".python-version",
    "requirements.txt",
    "Dockerfile",
];

proptest! {
    #[test]
    fn no_reader_falls_over(text in "(?s).{0,400}", lines in "([\\[\\]{}\"':=@/#,. \\n-]|\\[\\[package\\]\\]\n|name = |version|packages:\n|PODS:\n){0,80}") {
        for name in NAMES {
            let _ = read(name, &text);
            let _ = read(name, &lines);
        }
        let _ = Advisories::of_texts([("a.md", text.as_str()), ("a.json", &text), ("a.yaml", &lines)]);
    }

    #[test]
    fn the_order_of_versions_is_an_order(left in "[0-9a-z.+!-]{0,12}", right in "[0-9a-z.+!-]{0,12}") {
        for ecosystem in [Ecosystem::Cargo, Ecosystem::PyPi, Ecosystem::Maven] {
            let there = super::compare(ecosystem, &left, &right);
            prop_assert_eq!(there.map(std::cmp::Ordering::reverse), super::compare(ecosystem, &right, &left));
        }
    }
}
