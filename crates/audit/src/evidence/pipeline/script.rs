//! Commands: those of shell scripts and, by their quotes, those of Jenkins.

use super::{Job, Pipeline, Step, System, empty};
use crate::evidence::manifests::{Node, Value};

/// The lines of a shell text with their numbers, comments left out. Lines that a backslash joins are one.
pub(super) fn lines(text: &str, first: usize) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut joined: Option<(String, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (mut whole, at) = joined.take().unwrap_or((String::new(), first + index));
        match trimmed.strip_suffix('\\') {
            // A hostile file may be one line that never ends.
            Some(start) if whole.len() < 65_536 => {
                whole.push_str(start);
                joined = Some((whole, at));
            }
            _ => {
                whole.push_str(trimmed);
                found.push((whole, at));
            }
        }
    }
    found.extend(joined);
    found
}

/// The commands of a node: a text or a sequence of texts. A block begins where its text does.
pub(super) fn commands(node: &Node) -> Vec<(String, usize)> {
    match &node.value {
        Value::Scalar { text, .. } => lines(text, node.line),
        Value::List(items) => items.iter().flat_map(commands).collect(),
        Value::Map(_) => Vec::new(),
    }
}

pub(super) fn shell(name: &str, text: &str) -> Pipeline {
    let mut pipeline = empty(name, System::Jenkins);
    let step = Step { line: 1, run: lines(text, 1), ..Step::default() };
    pipeline.jobs.push(Job { name: name.to_owned(), line: 1, steps: vec![step], ..Job::default() });
    pipeline
}

pub(super) fn jenkins(name: &str, text: &str) -> Pipeline {
    let mut pipeline = empty(name, System::Jenkins);
    let mut job = Job { name: "pipeline".to_owned(), line: 1, ..Job::default() };
    // Commands of several lines stand between three quotes.
    let mut block: Option<(&str, Step)> = None;
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("//") {
            continue;
        }
        if let Some((quotes, mut step)) = block.take() {
            let end = trimmed.contains(quotes);
            let command = trimmed.split(quotes).next().unwrap_or_default().trim();
            if !command.is_empty() {
                step.run.push((command.to_owned(), index + 1));
            }
            if end {
                job.steps.push(step);
            } else {
                block = Some((quotes, step));
            }
            continue;
        }
        if trimmed.starts_with("input ") || trimmed.starts_with("input(") || trimmed.starts_with("input{") {
            job.manual = true;
        }
        let Some(rest) = trimmed.strip_prefix("sh").or_else(|| trimmed.split_once(" sh ").map(|(_, rest)| rest)) else { continue };
        let rest = rest.trim_start_matches([' ', '(', '[']).trim_start_matches("script:").trim_start();
        let step = Step { line: index + 1, ..Step::default() };
        let quotes = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes));
        if let Some(quotes) = quotes {
            block = Some((quotes, step));
        } else if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let command = rest.trim_start_matches(quote).trim_end_matches([')', ']', quote]).to_owned();
            job.steps.push(Step { run: vec![(command, index + 1)], ..step });
        }
    }
    job.steps.extend(block.map(|(_, step)| step));
    pipeline.jobs.push(job);
    pipeline
}
