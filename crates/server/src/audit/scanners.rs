//! The scanners of others that are on PATH.

use audit::{
    collect::scanner::{self, Collected, Request},
    words::Language,
};

use crate::{cli::Audit, terminal};

/// What they find; nothing when they are to be left alone. Running a foreign program is told.
pub(super) fn scan(asked: &Audit) -> Collected {
    if asked.no_scanners {
        return Collected::default();
    }
    let request = Request {
        repository: asked.repo.clone(),
        manifests: asked.manifests.clone(),
        terraform: asked.terraform.clone(),
        url: asked.url.clone(),
        aws: asked.aws,
        rules: asked.semgrep_rules.clone(),
        left_out: asked.exclude.clone(),
        environment: std::env::vars_os().collect(),
        temporary: std::env::temp_dir(),
    };
    for (name, program) in scanner::present(&request) {
        terminal::complain(&format!("{name} is run too: {} (--no-scanners leaves it alone)", program.display()));
    }
    let collected = scanner::collect(&request, &|name, findings| terminal::complain(&format!("{name} has ended: {findings} findings")));
    for note in &collected.notes {
        terminal::complain(&format!("{}: {}", note.place, note.reason.of(Language::English)));
    }
    collected
}
