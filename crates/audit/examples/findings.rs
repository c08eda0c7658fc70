//! Lists what some checks find in a folder, a line each: severity, check, place, evidence. `source`: those of source and of
//! templates; `infrastructure`: those of manifests, Terraform and container files. Each is what the scanners that it is held
//! against read too.
//!
//! `cargo run -p sunward-audit --example findings -- source|infrastructure FOLDER...`

#![expect(clippy::print_stdout, reason = "a program that prints a list")]

use audit::{
    Subject,
    check::{Check, Examine},
    finding::{Place, Verdict},
    run,
    tree::Tree,
};

/// Checks of templates, which are text to the audit.
const TEMPLATES: &[&str] = &["python-template-unescaped", "javascript-template-unescaped", "form-without-token"];

fn main() -> Result<(), &'static str> {
    let known = |id: &str| audit::check::all().iter().any(|check| check.id == id);
    assert!(TEMPLATES.iter().all(|id| known(id)), "a check of templates has another name now");
    let mut arguments = std::env::args().skip(1);
    let counts: fn(&Check, &str) -> bool = match arguments.next().as_deref() {
        Some("source") => of_source,
        Some("infrastructure") => of_infrastructure,
        _ => return Err("say source or infrastructure, then folders"),
    };
    for folder in arguments {
        let outcome = run(Subject { repository: Some(Tree::Disk(folder.into())), ..Subject::default() }, &|_, _| ());
        for outcome in &outcome.outcomes {
            let Verdict::Fail(seen) = &outcome.verdict else { continue };
            for observation in seen {
                let Place::Line { file, line } = &observation.place else { continue };
                if counts(outcome.check, file) {
                    let severity = observation.severity.unwrap_or(outcome.check.severity).name();
                    println!("{severity}\t{}\t{file}:{line}\t{}", outcome.check.id, observation.evidence);
                }
            }
        }
    }
    Ok(())
}

/// Of other files than source only the templates of pages.
fn of_source(check: &Check, _: &str) -> bool {
    match check.examine {
        Examine::Source { .. } => true,
        Examine::Text { .. } => TEMPLATES.contains(&check.id),
        _ => false,
    }
}

/// Secrets are looked for in all text; others read them in these files alone.
fn of_infrastructure(check: &Check, file: &str) -> bool {
    let base = file.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    match check.examine {
        Examine::Manifests(_) | Examine::Terraform(_) | Examine::Images(_) => true,
        Examine::Text { .. } => [".yaml", ".yml", ".tf", ".tfvars"].iter().any(|end| base.ends_with(end)) || base.starts_with("dockerfile"),
        _ => false,
    }
}
