//! Definitions of Azure, Bitbucket and CircleCI. They nest steps in many ways: what runs is found wherever it stands.

use super::{Job, Pair, Pipeline, Step, System, empty, script::commands};
use crate::evidence::{
    Unreadable,
    manifests::{Node, Value, documents},
};

/// Keys whose text is run.
const RUNS: [&str; 6] = ["script", "bash", "powershell", "pwsh", "run", "command"];

pub(super) fn read(name: &str, text: &str, system: System) -> Result<Pipeline, Unreadable> {
    let mut pipeline = empty(name, system);
    for root in &documents(text)? {
        let mut job = Job { name: "pipeline".to_owned(), line: root.line, ..Job::default() };
        gather(root, "", &mut job);
        pipeline.jobs.push(job);
    }
    Ok(pipeline)
}

/// Depth is bounded by the reader of YAML.
fn gather(node: &Node, key: &str, job: &mut Job) {
    match &node.value {
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| gather(item, key, job)),
        Value::Map(entries) => {
            for entry in entries {
                let below = &entry.node;
                let name = entry.key.as_str();
                if RUNS.contains(&name) && below.entries().is_empty() {
                    job.steps.push(Step { line: entry.line, run: commands(below), ..Step::default() });
                    continue;
                }
                match (name, below.text()) {
                    ("task" | "pipe", Some(uses)) => {
                        job.steps.push(Step { line: entry.line, uses: Some(uses.to_owned()), ..Step::default() });
                    }
                    ("image", Some(image)) => job.images.push((image.to_owned(), entry.line)),
                    ("environment" | "deployment", Some(environment)) => job.environment = Some(environment.to_owned()),
                    ("trigger", Some("manual")) | ("type", Some("approval")) => job.manual = true,
                    (_, Some(value)) if matches!(key, "variables" | "env" | "environment") => {
                        job.settings.push(Pair { name: name.to_owned(), value: value.to_owned(), line: entry.line });
                    }
                    ("orbs", None) => {
                        for orb in below.entries() {
                            let uses = orb.node.text().map(|uses| format!("orb {uses}"));
                            job.steps.push(Step { line: orb.line, uses, ..Step::default() });
                        }
                    }
                    _ => gather(below, name, job),
                }
            }
        }
    }
}
