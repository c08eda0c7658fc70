//! Lists what the checks of source and of templates find in a folder, a line each: severity, check, place, evidence.
//!
//! `cargo run -p sunward-audit --example source_findings -- folder`

#![expect(clippy::print_stdout, reason = "a program that prints a list")]

use audit::{
    Subject,
    check::Examine,
    finding::{Place, Verdict},
    run,
    tree::Tree,
};

/// Checks of templates, which are text to the audit.
const TEMPLATES: &[&str] = &["python-template-unescaped", "javascript-template-unescaped", "form-without-token"];

fn main() {
    let known = |id: &str| audit::check::all().iter().any(|check| check.id == id);
    assert!(TEMPLATES.iter().all(|id| known(id)), "a check of templates has another name now");
    for folder in std::env::args().skip(1) {
        let outcome = run(Subject { repository: Some(Tree::Disk(folder.into())), ..Subject::default() }, &|_, _| ());
        for outcome in &outcome.outcomes {
            let (Examine::Source { .. } | Examine::Text { .. }, Verdict::Fail(seen)) = (outcome.check.examine, &outcome.verdict) else {
                continue;
            };
            for observation in seen {
                // Of other files than source only the templates of pages are what the other tools read too.
                if matches!(outcome.check.examine, Examine::Text { .. }) && !TEMPLATES.contains(&outcome.check.id) {
                    continue;
                }
                let severity = observation.severity.unwrap_or(outcome.check.severity).name();
                if let Place::Line { file, line } = &observation.place {
                    println!("{severity}\t{}\t{file}:{line}\t{}", outcome.check.id, observation.evidence);
                }
            }
        }
    }
}
