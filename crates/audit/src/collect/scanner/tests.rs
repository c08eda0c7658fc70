//! What scanners say, recorded or written from their source, and what nobody would say.

use std::path::PathBuf;

use super::{ALL, Brought, Ground, Reading, masked, read};
use crate::finding::{Place, Severity};

/// bandit, checkov and semgrep: recorded on the broken company. prowler: recorded from 5.46 on a simulated account, without
/// the lists of standards. testssl 3.0.8: recorded on a server of OpenSSL that was set up wrong and went away before the end.
/// cargo-deny, gitleaks, kubescape and trivy: written from what the source of cargo-deny 0.20, gitleaks 8.30, kubescape 4.0 and
/// trivy 0.74 serializes.
const OUTPUTS: [(&str, &str); 9] = [
    ("bandit", include_str!("../../../fixtures/scanners/bandit.json")),
    ("cargo-deny", include_str!("../../../fixtures/scanners/cargo-deny.jsonl")),
    ("checkov", include_str!("../../../fixtures/scanners/checkov.json")),
    ("gitleaks", include_str!("../../../fixtures/scanners/gitleaks.json")),
    ("kubescape", include_str!("../../../fixtures/scanners/kubescape.json")),
    ("prowler", include_str!("../../../fixtures/scanners/prowler.json")),
    ("semgrep", include_str!("../../../fixtures/scanners/semgrep.json")),
    ("testssl", include_str!("../../../fixtures/scanners/testssl.json")),
    ("trivy", include_str!("../../../fixtures/scanners/trivy.json")),
];

fn reading(name: &str) -> Reading {
    read(name, OUTPUTS.iter().find(|(known, _)| *known == name).unwrap().1).unwrap().unwrap()
}

fn ground() -> Ground {
    Ground { roots: vec![PathBuf::from("/audited/helios")], left_out: Vec::new() }
}

/// Rule, severity, place and evidence of what a scanner said.
fn told(name: &str) -> Vec<(String, Severity, String, String)> {
    let source = ALL.iter().find(|scanner| scanner.name == name).unwrap().name;
    let brought = reading(name).sightings.into_iter().map(|sighting| sighting.bring(source, &ground()));
    brought
        .map(|brought| match brought {
            Brought::Finding(finding) => (finding.id().to_owned(), finding.severity, finding.place_text(), finding.evidence),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn is_told(name: &str, rule: &str, severity: Severity, place: &str, evidence: &str) {
    let all = told(name);
    let found = all.iter().find(|(known, _, at, _)| known == rule && at == place);
    let Some((_, as_bad, _, quoted)) = found else { panic!("{rule} {place} is not among {all:?}") };
    assert_eq!((*as_bad, quoted.as_str()), (severity, evidence));
}

#[test]
fn every_scanner_is_read() {
    is_told("bandit", "bandit/B105", Severity::Low, "api/app/auth.py:11", "JWT_SECRET = \"***\"");
    is_told("cargo-deny", "cargo-deny/RUSTSEC-2020-0071", Severity::High, "Cargo.lock", "time 0.1.42");
    is_told("cargo-deny", "cargo-deny/source-not-allowed", Severity::Low, "Cargo.lock", "ansi_term 0.12.1");
    is_told("checkov", "checkov/CKV_K8S_16", Severity::Medium, "deploy/api.yaml:6", "Deployment.helios.api");
    is_told("gitleaks", "gitleaks/generic-api-key", Severity::High, "api/app/auth.py:11", "JWT_SECRET = \"***\"");
    is_told(
        "kubescape",
        "kubescape/C-0057",
        Severity::High,
        "deploy/api.yaml",
        "Deployment/helios/api spec.template.spec.containers[0].securityContext.privileged",
    );
    is_told(
        "prowler",
        "prowler/s3_bucket_public_list_acl",
        Severity::Critical,
        "arn:aws:s3:::helios-photos",
        "S3 Bucket helios-photos is listable by anyone due to the bucket ACL: AllUsers having the READ permission.",
    );
    is_told("semgrep", "semgrep/sql-text-from-format", Severity::High, "api/app/orders.py:18", "SQL built from a format string");
    is_told("testssl", "testssl/cipherlist_aNULL", Severity::Critical, "https://localhost:18443/", "offered");
    is_told("trivy", "trivy/CVE-2020-14343", Severity::Critical, "api/requirements.txt", "PyYAML 5.3");
    let counts: Vec<usize> = OUTPUTS.iter().map(|(name, _)| told(name).len()).collect();
    assert_eq!(counts, [11, 3, 98, 1, 2, 1, 1, 13, 3]);
}

#[test]
fn a_scan_that_was_cut_short_is_told() {
    assert_eq!(reading("testssl").troubles, ["scanProblem: repeated TCP connect problems, giving up", "scanTime: Scan interrupted"]);
    assert_eq!(reading("cargo-deny").troubles, ["unable to check for yanked crates"]);
    let bandit = r#"{"errors": [{"filename": "a.py", "reason": "syntax error while parsing AST from file"}], "results": []}"#;
    assert_eq!(read("bandit", bandit).unwrap().unwrap().troubles, ["a.py: syntax error while parsing AST from file"]);
}

#[test]
fn weaknesses_have_their_categories() {
    for (name, _) in OUTPUTS {
        for sighting in reading(name).sightings {
            let rule = sighting.rule.clone();
            let Brought::Finding(finding) = sighting.bring("x", &ground()) else { panic!("{rule}") };
            let owasp = finding.owasp();
            assert!((1..=10).contains(&owasp.of_2021) && (1..=10).contains(&owasp.of_2025), "{name} {rule} {owasp:?}");
        }
    }
}

#[test]
fn kubescape_says_no_list_where_there_is_no_resource() {
    assert_eq!(read("kubescape", r#"{"summaryDetails": {"frameworks": []}}"#).unwrap().unwrap(), Reading::default());
    assert!(read("kubescape", r#"{"summaryDetails": {}, "results": null}"#).unwrap().is_err());
}

#[test]
fn what_is_nobodys_output_is_an_error_and_no_pass() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for text in ["", " ", "null", "0", "\"x\"", "{", "not json", deep.as_str(), "{\"results\": 3}", "{\"Results\": []}", "\u{feff}"] {
        for (name, _) in OUTPUTS {
            assert!(read(name, text).unwrap().is_err(), "{name} takes {:?}", text.get(..20));
        }
    }
    assert!(read("nobody", "[]").is_none());
}

#[test]
fn wrong_types_are_counted_and_trouble_nobody() {
    let wrong = [
        (
            "bandit",
            r#"{"results": [3, null, {"test_id": 5, "filename": []}, {"test_id": "B1", "filename": "a.py", "line_number": -1, "issue_cwe": "x"}]}"#,
            1,
            3,
        ),
        (
            "semgrep",
            r#"{"results": [{}, {"check_id": "a", "path": "b", "start": 7, "end": {"line": 1e300}, "extra": {"metadata": {"cwe": [[], 70000, "CWE-0"]}}}]}"#,
            1,
            1,
        ),
        (
            "checkov",
            r#"[{"results": {"failed_checks": 3}}, {"results": {"failed_checks": [{"check_id": "C", "file_path": "/a", "file_line_range": [18446744073709551615, "x"]}]}}, 5]"#,
            1,
            1,
        ),
        ("trivy", r#"{"SchemaVersion": 2, "Results": [{"Target": 3, "Secrets": [{"RuleID": "x"}]}, 5]}"#, 0, 1),
        ("gitleaks", r#"[{"RuleID": "x", "File": {}}]"#, 0, 1),
        ("kubescape", r#"{"results": [{"controls": [{"controlID": "../~", "status": {"status": "failed"}}]}], "resources": {}}"#, 0, 1),
        ("prowler", r#"[{"status_code": "FAIL", "resources": "x"}]"#, 0, 1),
        ("testssl", r#"[{"severity": "HIGH"}, {"severity": "ODD"}]"#, 0, 2),
        ("cargo-deny", "{\"type\":\"summary\"}\n{\"type\":\"diagnostic\",\"fields\":[]}\n", 0, 1),
    ];
    for (name, text, sightings, strange) in wrong {
        let reading = read(name, text).unwrap().unwrap();
        assert_eq!((reading.sightings.len(), reading.strange), (sightings, strange), "{name} {reading:?}");
    }
}

#[test]
fn a_place_stays_in_the_tree() {
    let place = |file: &str, ground: &Ground| {
        let text = format!(
            r#"{{"results": [{{"test_id": "B1", "filename": {}, "line_number": 3, "code": "3 x\u001b[2J\u202e y"}}]}}"#,
            serde_json::to_string(file).unwrap()
        );
        let sighting = read("bandit", &text).unwrap().unwrap().sightings.remove(0);
        match sighting.bring("bandit", ground) {
            Brought::Finding(finding) => {
                assert_eq!(finding.evidence, "x [2J y");
                match finding.place {
                    Some(Place::Line { file, .. }) => file,
                    other => panic!("{other:?}"),
                }
            }
            Brought::NotAsked => "not asked".to_owned(),
            Brought::Own => "own".to_owned(),
            Brought::Outside => "outside".to_owned(),
        }
    };
    let whole = ground();
    for (file, told) in [
        ("/audited/helios/api/a.py", "api/a.py"),
        ("api/./a.py", "api/a.py"),
        ("/etc/passwd", "outside"),
        ("../other/a.py", "outside"),
        ("/audited/helios/../b.py", "outside"),
        ("/audited/helios-two/b.py", "outside"),
        ("/audited/helios/node_modules/x/a.py", "not asked"),
        ("a\u{1b}[31m.py", "a [31m.py"),
    ] {
        assert_eq!(place(file, &whole), told, "{file:?}");
    }
    let here = Ground { roots: vec![env!("CARGO_MANIFEST_DIR").into()], ..Ground::default() };
    let company = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/companies/broken");
    let file = std::fs::read_dir(company).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_file()).unwrap();
    assert_eq!(place(file.to_str().unwrap(), &here), "own");
    let part = Ground { left_out: vec!["api".to_owned()], ..ground() };
    assert_eq!(place("/audited/helios/api/a.py", &part), "not asked");
    assert_eq!(place("/audited/helios/apis/a.py", &part), "apis/a.py");
}

#[test]
fn no_secret_is_told() {
    for (text, speaks, told) in [
        ("JWT_SECRET = \"h3l10s-key\"", true, "JWT_SECRET = \"***\""),
        ("Possible hardcoded password: 'hunter2'", true, "Possible hardcoded password: '***'"),
        ("password = hunter2", false, "password = ***"),
        ("{\"db_password\": \"hunter2\", \"user\": \"app\"}", false, "{\"db_password\": \"***\", \"user\": \"app\"}"),
        ("DB=mysql://app:hunter2@db/shop now", false, "DB=mysql://app:hunter2@db/shop now"),
        ("mysql://app:hunter2@db/shop now", false, "*** now"),
        ("key AKIAQWERTYUIOPASDFGH here", false, "key *** here"),
        ("the password is checked", false, "the password is checked"),
        ("cursor.execute(\"select\" + name)", false, "cursor.execute(\"select\" + name)"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc", false, "-----BEGIN PRIVATE KEY----- ***"),
        ("token='unfinished", false, "token='***"),
    ] {
        if !text.starts_with("DB=") {
            assert_eq!(masked(text, speaks), told, "{text}");
        } else {
            assert!(!masked(text, speaks).contains("hunter2"), "{}", masked(text, speaks));
        }
    }
    let endless = "password=".repeat(1_000_000);
    assert!(masked(&endless, true).len() < 20_000);
}
