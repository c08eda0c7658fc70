//! Lists what the checks of infrastructure find in a folder, a line each: severity, check, place, evidence.
//!
//! `cargo run -p sunward-audit --example infrastructure_findings -- folder`

#![expect(clippy::print_stdout, reason = "a program that prints a list")]

use audit::{
    Subject,
    check::Examine,
    finding::{Place, Verdict},
    run,
    tree::Tree,
};

fn main() {
    for folder in std::env::args().skip(1) {
        let outcome = run(Subject { repository: Some(Tree::Disk(folder.into())), ..Subject::default() }, &|_, _| ());
        for outcome in &outcome.outcomes {
            let Verdict::Fail(seen) = &outcome.verdict else { continue };
            for observation in seen {
                let Place::Line { file, line } = &observation.place else { continue };
                let counts = match outcome.check.examine {
                    Examine::Manifests(_) | Examine::Terraform(_) | Examine::Images(_) => true,
                    // Secrets are looked for in all text; others read them in these files alone.
                    Examine::Text { .. } => is_infrastructure(file),
                    _ => false,
                };
                if counts {
                    let severity = observation.severity.unwrap_or(outcome.check.severity).name();
                    println!("{severity}\t{}\t{file}:{line}\t{}", outcome.check.id, observation.evidence);
                }
            }
        }
    }
}

fn is_infrastructure(file: &str) -> bool {
    let base = file.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    [".yaml", ".yml", ".tf", ".tfvars"].iter().any(|end| base.ends_with(end)) || base.starts_with("dockerfile")
}
