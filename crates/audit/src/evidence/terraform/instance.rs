//! Folders of Terraform as they are called: once by nobody, or once by each module block that names them.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use super::{
    Block, File,
    evaluate::{Given, Scope},
    expression::Expression,
    section::{Section, Written},
    value::Value,
};
use crate::evidence::path_from;

/// Calls of calls deeper than this are not followed.
const DEEPEST_CALL: usize = 6;
/// Calls of one tree that are followed; a file of a few bytes more can double them.
const MOST_CALLS: usize = 1_000;
/// Values and blocks that may be made for calls, all together.
const MOST_MADE: usize = 500_000;

/// A folder as one caller calls it.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// The folder.
    pub(super) folder: String,
    /// The instance that calls it, and by what name.
    pub(super) caller: Option<(usize, String)>,
    /// Where the outermost caller calls, for people; empty of what nobody calls.
    pub(super) call: String,
}

/// All blocks of all instances.
#[derive(Clone, Debug, Default)]
pub(super) struct Worked {
    pub(super) instances: Vec<Instance>,
    pub(super) blocks: Vec<Block>,
    /// Folders of which not everything was worked out.
    pub(super) cut: BTreeSet<String>,
}

/// An instance that has yet to be worked out.
struct Waiting {
    instance: Instance,
    given: Given,
    depth: usize,
}

/// Works out every folder as if nobody called it.
pub(super) fn without_callers(files: &[File]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (instance, files) in by_folder(files).values().enumerate() {
        let scope = Scope::of(files, Given::Nothing);
        blocks.extend(tops(files).map(|(file, written)| Block {
            file: file.name.clone(),
            section: scope.section(written, 0),
            instance,
            call: String::new(),
        }));
    }
    blocks
}

/// Works out every folder, for each of its callers.
pub(super) fn all(files: &[File]) -> Worked {
    let folders = by_folder(files);
    let called: HashSet<String> = folders
        .iter()
        .flat_map(|(name, files)| {
            tops(files).filter_map(|(_, written)| path_from(name, source(written)?)).filter(move |target| target != name)
        })
        .collect();
    let uncalled = folders.keys().filter(|name| !called.contains(**name));
    let mut waiting: VecDeque<Waiting> = uncalled.map(|name| alone(name, Given::Nothing)).collect();
    let (mut worked, mut calls, mut made) = (Worked::default(), 0, 0);
    // Folders that are called, if only with `count = 0`: their defaults are what they would be.
    let mut idle = HashSet::new();
    loop {
        while let Some(next) = waiting.pop_front() {
            let Some(files) = folders.get(next.instance.folder.as_str()) else { continue };
            let is_call = next.instance.caller.is_some();
            if is_call && made >= MOST_MADE {
                worked.cut.insert(next.instance.folder);
                continue;
            }
            let (before, index) = (worked.blocks.len(), worked.instances.len());
            let scope = Scope::of(files, next.given);
            for (file, written) in tops(files) {
                let section = scope.section(written, 0);
                if let Some(instance) = called_by(&section, written, file, &next.instance, index) {
                    if is_nothing(&section) {
                        idle.insert(instance.folder);
                    } else if next.depth >= DEEPEST_CALL || calls >= MOST_CALLS {
                        worked.cut.insert(instance.folder);
                    } else {
                        calls += 1;
                        let arguments = section.settings.iter().map(|setting| (setting.name.clone(), abroad(&setting.value))).collect();
                        waiting.push_back(Waiting { instance, given: Given::Arguments(arguments), depth: next.depth + 1 });
                    }
                }
                worked.blocks.push(Block { file: file.name.clone(), section, instance: index, call: next.instance.call.clone() });
            }
            if is_call {
                made += scope.made() + worked.blocks.len() - before;
            }
            if scope.is_cut() {
                worked.cut.insert(next.instance.folder.clone());
            }
            worked.instances.push(next.instance);
        }
        // Folders that call each other in a circle, and too many calls: what they are given is not known.
        let done: HashSet<&str> = worked.instances.iter().map(|instance| instance.folder.as_str()).collect();
        let rest = folders.keys().filter(|name| !done.contains(*name));
        waiting.extend(rest.map(|name| alone(name, if idle.contains(*name) { Given::Nothing } else { Given::Unknown })));
        if waiting.is_empty() {
            return worked;
        }
    }
}

fn alone(folder: &str, given: Given) -> Waiting {
    let depth = if matches!(given, Given::Unknown) { DEEPEST_CALL } else { 0 };
    Waiting { instance: Instance { folder: folder.to_owned(), caller: None, call: String::new() }, given, depth }
}

/// The instance that a module block calls.
fn called_by(section: &Section, written: &Written<Expression>, file: &File, caller: &Instance, index: usize) -> Option<Instance> {
    let target = path_from(&caller.folder, source(written)?)?;
    let name = section.labels.first().map_or("", String::as_str);
    let call = if caller.call.is_empty() { format!("module.{name} at {}:{}", file.name, written.line) } else { caller.call.clone() };
    Some(Instance { folder: target, caller: Some((index, name.to_owned())), call })
}

/// Whether a module block calls no times at all.
fn is_nothing(section: &Section) -> bool {
    let none = |value: &Value| match value {
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        _ => false,
    };
    section.is("count", 0) || section.get("for_each").is_some_and(|setting| none(&setting.value))
}

/// The folder that a module block names, when it is one beside it. Terraform takes no expression there.
fn source(written: &Written<Expression>) -> Option<&str> {
    let setting = written.body.settings.iter().find(|setting| written.kind == "module" && setting.name == "source")?;
    match &setting.value {
        Expression::Literal(Value::Text(source)) if source.starts_with('.') => Some(source),
        _ => None,
    }
}

/// A value as another folder sees it: names of resources mean nothing there.
fn abroad(value: &Value) -> Value {
    match value {
        Value::Reference(_) => Value::Unknown,
        Value::Text(text) if text.contains("${") => Value::Unknown,
        Value::List(items) => Value::List(items.iter().map(abroad).collect()),
        Value::Map(entries) => Value::Map(entries.iter().map(|(key, value)| (key.clone(), abroad(value))).collect()),
        known => known.clone(),
    }
}

fn by_folder(files: &[File]) -> BTreeMap<&str, Vec<&File>> {
    let mut folders: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files {
        folders.entry(file.name.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default().push(file);
    }
    folders
}

fn tops<'a>(files: &[&'a File]) -> impl Iterator<Item = (&'a File, &'a Written<Expression>)> {
    files.iter().flat_map(|file| file.body.blocks.iter().map(move |written| (*file, written)))
}
