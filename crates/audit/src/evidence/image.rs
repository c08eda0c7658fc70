//! Container files: their stages and what each does.

mod deployed;
mod instruction;
mod reference;

pub(crate) use deployed::deploy;
pub use instruction::Instruction;
pub use reference::{Pinned, Reference};

use std::collections::HashMap;

use super::Unreadable;
use crate::{
    finding::{Observations, Verdict},
    words::Words,
};

/// One container file.
#[derive(Clone, Debug)]
pub struct Image {
    /// Relative to the tree, with `/`.
    pub name: String,
    /// Its stages; the last one is what is shipped. At least one.
    pub stages: Vec<Stage>,
    /// How the manifests of the same tree run it; none when none of them does.
    pub deployed: Option<Deployed>,
}

/// How manifests run an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// Whether every container of it is kept from running as root.
    pub never_root: bool,
}

/// One stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The line of its `FROM`, from 1.
    pub line: usize,
    /// What it is built on.
    pub base: Base,
    /// What it is called by later stages.
    pub alias: Option<String>,
    /// What it does, in order, without its `FROM`.
    pub instructions: Vec<Instruction>,
}

/// What a stage is built on.
#[derive(Clone, Debug)]
pub enum Base {
    /// Nothing at all.
    Scratch,
    /// An earlier stage, by its number.
    Stage(usize),
    /// An image of a registry.
    Image(Reference),
    /// What only the build can tell.
    Unknown(String),
}

const NO_STAGE: Words = Words { en: "because no container file has a stage", es: "porque ningún archivo de contenedor tiene una etapa" };

impl Image {
    /// The stages that the shipped one consists of: itself, and those it is built on.
    #[must_use]
    pub fn shipped(&self) -> Vec<&Stage> {
        let mut lineage = Vec::new();
        let mut next = self.stages.len().checked_sub(1);
        while let Some(stage) = next.and_then(|index| self.stages.get(index)) {
            lineage.push(stage);
            // Only earlier stages can be named: this ends.
            next = if let Base::Stage(index) = stage.base { Some(index) } else { None };
        }
        lineage
    }
    /// The user that the shipped image runs as, with the line that says so.
    #[must_use]
    pub fn user(&self) -> Option<(&str, usize)> {
        self.shipped().into_iter().find_map(|stage| {
            let last = stage.instructions.iter().rev().find(|instruction| instruction.word == "USER")?;
            Some((last.text.trim(), last.line))
        })
    }
    /// The image that the shipped one is built on in the end.
    #[must_use]
    pub fn root(&self) -> Option<&Stage> {
        self.shipped().pop()
    }
    /// Every instruction of every stage.
    pub fn instructions(&self) -> impl Iterator<Item = &Instruction> {
        self.stages.iter().flat_map(|stage| &stage.instructions)
    }
    /// Notes a line of it.
    pub fn note(&self, line: usize, evidence: &str, seen: &mut Observations) {
        seen.line(&self.name, line, evidence);
    }
}

/// The verdict over all container files.
pub(crate) fn over_images(images: &[Image], look: impl FnMut(&Image, &mut Observations)) -> Verdict {
    Verdict::over(images, NO_STAGE, look)
}

/// Reads a container file; `None` when it is none.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Result<Image, Unreadable>> {
    let base = name.rsplit('/').next()?;
    let lower = base.to_ascii_lowercase();
    let (stem, end) = lower.split_once('.').unwrap_or((&lower, ""));
    let named = matches!(stem, "dockerfile" | "containerfile") || lower.ends_with(".dockerfile") || lower.ends_with(".containerfile");
    let other =
        ["dockerignore", "md", "rs", "py", "js", "ts", "go", "sh", "json", "yaml", "yml", "txt", "html", "java", "rb", "svg", "png"];
    if !named || other.iter().any(|other| end == *other || end.ends_with(&format!(".{other}"))) {
        return None;
    }
    if let Some(index) =
        text.lines().position(|line| line.contains("{{") && !line.contains("--format") || line.trim_start().starts_with("{%"))
    {
        let instruction = text.lines().nth(index).unwrap_or_default().trim_start();
        if ["FROM", "{{", "{%", "USER", "ARG"].iter().any(|start| instruction.starts_with(start)) {
            return Some(Err(Unreadable { line: index + 1, reason: "a template: render it first".to_owned() }));
        }
    }
    let stages = stages(instruction::all(text));
    Some(if stages.is_empty() {
        Err(Unreadable { line: 0, reason: "no FROM".to_owned() })
    } else {
        Ok(Image { name: name.to_owned(), stages, deployed: None })
    })
}

fn stages(instructions: Vec<Instruction>) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut arguments: Vec<(String, String)> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for instruction in instructions {
        if instruction.word == "FROM" {
            let mut words = instruction.text.split_whitespace().filter(|word| !word.starts_with("--"));
            let from = instruction::substituted(words.next().unwrap_or_default(), &arguments);
            let alias = words.next().filter(|word| word.eq_ignore_ascii_case("as")).and_then(|_| words.next()).map(ToOwned::to_owned);
            let earlier = names.get(&from.to_ascii_lowercase()).copied();
            let base = match earlier {
                Some(index) => Base::Stage(index),
                None if from == "scratch" => Base::Scratch,
                None if from.contains('$') || from.is_empty() => Base::Unknown(from),
                None => Base::Image(Reference::of(&from)),
            };
            if let Some(alias) = &alias {
                names.entry(alias.to_ascii_lowercase()).or_insert(stages.len());
            }
            stages.push(Stage { line: instruction.line, base, alias, instructions: Vec::new() });
        } else if let Some(stage) = stages.last_mut() {
            stage.instructions.push(instruction);
        } else if instruction.word == "ARG" {
            arguments.extend(instruction.assignments());
        }
    }
    stages
}

#[cfg(test)]
mod tests;
