//! GitHub's workflows, and actions made of steps.

use super::{Job, Pair, Permissions, Pipeline, Step, System, empty, script::commands};
use crate::evidence::{
    Unreadable,
    manifests::{Node, Value, documents},
};

pub(super) fn pairs(node: Option<&Node>) -> Vec<Pair> {
    let entries = node.map_or(&[][..], |node| node.entries());
    entries
        .iter()
        .filter_map(|entry| Some(Pair { name: entry.key.clone(), value: entry.node.text()?.to_owned(), line: entry.line }))
        .collect()
}

fn permissions(node: &Node) -> Option<Permissions> {
    let entry = node.entry("permissions")?;
    let scopes = match &entry.node.value {
        Value::Scalar { text, .. } => {
            let right = text.trim_end_matches("-all");
            vec![("*".to_owned(), if right == text { "none" } else { right }.to_owned())]
        }
        Value::Map(scopes) => scopes.iter().map(|scope| (scope.key.clone(), scope.node.text().unwrap_or_default().to_owned())).collect(),
        Value::List(_) => return None,
    };
    Some(Permissions { line: entry.line, scopes })
}

fn step(node: &Node) -> Step {
    Step {
        line: node.entry("uses").or_else(|| node.entry("run")).map_or(node.line, |entry| entry.line),
        uses: node.text_of("uses").map(str::to_owned),
        run: node.get("run").map(commands).unwrap_or_default(),
        with: pairs(node.get("with")),
        settings: pairs(node.get("env")),
        condition: node.text_of("if").unwrap_or_default().to_owned(),
    }
}

fn image(node: Option<&Node>) -> Option<(String, usize)> {
    let node = node?;
    let image = node.get("image").unwrap_or(node);
    Some((image.text()?.to_owned(), image.line))
}

pub(super) fn read(name: &str, text: &str) -> Result<Pipeline, Unreadable> {
    let mut pipeline = empty(name, System::GitHub);
    let documents = documents(text)?;
    let Some(root) = documents.first() else { return Ok(pipeline) };
    // `on` is a yes to some readers of YAML; to ours it is a word.
    if let Some(on) = root.get("on") {
        pipeline.triggers = match &on.value {
            Value::Map(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
            _ => root.texts("on").into_iter().map(str::to_owned).collect(),
        };
    }
    pipeline.permissions = permissions(root);
    pipeline.environment = pairs(root.get("env"));
    for entry in root.get("jobs").map_or(&[][..], |jobs| jobs.entries()) {
        let node = &entry.node;
        let services = node.get("services").map_or(&[][..], |services| services.entries());
        let images = services.iter().filter_map(|service| image(Some(&service.node))).chain(image(node.get("container"))).collect();
        pipeline.jobs.push(Job {
            name: entry.key.clone(),
            line: entry.line,
            runs_on: match node.get("runs-on") {
                Some(on) if !on.entries().is_empty() => {
                    let groups = on.texts("labels").into_iter().chain(on.text_of("group"));
                    groups.map(str::to_owned).collect()
                }
                _ => node.texts("runs-on").into_iter().map(str::to_owned).collect(),
            },
            environment: node.get("environment").and_then(|on| on.text().or_else(|| on.text_of("name"))).map(str::to_owned),
            manual: false,
            condition: node.text_of("if").unwrap_or_default().to_owned(),
            permissions: permissions(node),
            calls: node
                .entry("uses")
                .and_then(|uses| Some((uses.node.text()?.to_owned(), uses.line, node.text_of("secrets") == Some("inherit")))),
            images,
            settings: pairs(node.get("env")),
            steps: node.list("steps").iter().map(step).collect(),
        });
    }
    // An action made of steps.
    if let Some(runs) = root.get("runs") {
        let steps = runs.list("steps").iter().map(step).collect();
        let images = runs.entry("image").and_then(|image| Some((image.node.text()?.to_owned(), image.line)));
        let images = images.into_iter().filter(|(image, _)| image.starts_with("docker://")).collect();
        pipeline.jobs.push(Job { name: "action".to_owned(), line: runs.line, images, steps, ..Job::default() });
    }
    Ok(pipeline)
}
