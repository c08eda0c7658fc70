//! GitLab's definitions.

use super::{Job, Pair, Pipeline, Step, System, empty, github::pairs, script::commands};
use crate::evidence::{
    Unreadable,
    manifests::{Node, Value, documents},
};

/// Keys of the whole that are no jobs.
const NO_JOBS: [&str; 13] = [
    "stages",
    "variables",
    "include",
    "default",
    "workflow",
    "image",
    "services",
    "cache",
    "before_script",
    "after_script",
    "pages",
    "spec",
    "<<",
];

fn images(node: &Node) -> Vec<(String, usize)> {
    let named = |node: &Node| {
        let image = node.get("name").unwrap_or(node);
        Some((image.text()?.to_owned(), image.line))
    };
    node.get("image").and_then(named).into_iter().chain(node.list("services").iter().filter_map(named)).collect()
}

fn step(node: &Node) -> Step {
    let run: Vec<_> = ["before_script", "script", "after_script"].iter().filter_map(|key| node.get(key)).flat_map(commands).collect();
    Step { line: node.line, run, ..Step::default() }
}

fn job(name: &str, line: usize, node: &Node) -> Job {
    let rules = node.list("rules");
    let manual = node.text_of("when") == Some("manual") || rules.iter().any(|rule| rule.text_of("when") == Some("manual"));
    let environment = node.get("environment").and_then(|on| on.text().or_else(|| on.text_of("name"))).map(str::to_owned);
    let settings: Vec<Pair> = pairs(node.get("variables"));
    Job { name: name.to_owned(), line, environment, manual, images: images(node), settings, steps: vec![step(node)], ..Job::default() }
}

pub(super) fn read(name: &str, text: &str) -> Result<Pipeline, Unreadable> {
    let mut pipeline = empty(name, System::GitLab);
    // What `spec` says stands in a document of its own.
    for root in &documents(text)? {
        pipeline.environment.extend(pairs(root.get("variables")));
        if let Some(include) = root.get("include") {
            let one = std::slice::from_ref(include);
            let items = if include.items().is_empty() { one } else { include.items() };
            for item in items {
                let of = ["template", "component", "remote", "project", "local"].iter().find_map(|key| {
                    let text = item.text_of(key)?;
                    Some(format!("{key}: {text}{}", item.text_of("ref").map(|at| format!("@{at}")).unwrap_or_default()))
                });
                pipeline.includes.extend(of.or_else(|| item.text().map(str::to_owned)).map(|include| (include, item.line)));
            }
        }
        let whole = job("default", root.line, root);
        pipeline.jobs.push(whole);
        if let Some(default) = root.entry("default") {
            pipeline.jobs.push(job("default", default.line, &default.node));
        }
        for entry in root.entries() {
            let is_job = matches!(entry.node.value, Value::Map(_)) && !NO_JOBS.contains(&entry.key.as_str());
            if is_job || entry.key == "pages" {
                pipeline.jobs.push(job(&entry.key, entry.line, &entry.node));
            }
        }
    }
    Ok(pipeline)
}
