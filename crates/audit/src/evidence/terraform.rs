//! Terraform files.
//!
//! A configuration is read as far as it can be known without running it: defaults of variables, values that a caller
//! gives to a module beside it, locals, and plain functions are worked out; everything else is *unknown*, and what is
//! unknown is never a finding. A module is worked out once for each of its callers.

mod companions;
mod evaluate;
mod expression;
mod firewall;
mod instance;
mod json;
mod policy;
mod read;
mod section;
mod value;

pub use companions::Companions;
pub use expression::Expression;
pub use firewall::{OpenRule, RULE_TYPES};
pub use policy::{Condition, Statement};
pub use section::{Section, Setting};
pub use value::Value;

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use super::Unreadable;
use crate::{
    finding::{NOT_ALL, Observation, Observations, Place, Severity, Verdict, brief},
    words::Words,
};

/// The blocks of one file, as written.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the tree, with `/`.
    pub name: String,
    body: section::Body<Expression>,
}

/// All blocks of a system.
#[derive(Clone, Debug, Default)]
pub struct Terraform {
    /// By file.
    pub files: Vec<File>,
    worked: OnceLock<instance::Worked>,
    /// Where data sources stand among the blocks, by instance and address.
    data: OnceLock<HashMap<(usize, String), usize>>,
}

/// One block of a file: a resource, a provider, a module…
#[derive(Clone, Debug)]
pub struct Block {
    /// The name of its file.
    pub file: String,
    /// What stands in it, worked out.
    pub section: Section,
    /// The instance of its folder, by its number.
    instance: usize,
    /// Where its folder is called, for people; empty of what nobody calls.
    call: String,
}

/// What parts evidence from the caller of its module.
const CALLED_BY: &str = ", called by ";
/// Callers that are named with a weakness; more are counted.
const MOST_NAMED: usize = 3;
const NONE_OF_THE_KIND: Words = Words {
    en: "because the configuration has no resource of this kind",
    es: "porque la configuración no tiene ningún recurso de este tipo",
};

impl Block {
    /// The folder of its file: its Terraform module.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
    /// The type of a resource or of a data source; empty of anything else.
    #[must_use]
    pub fn kind(&self) -> &str {
        if self.section.labels.len() == 2 { self.section.labels.first().map_or("", String::as_str) } else { "" }
    }
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.section.labels.last().map_or("", String::as_str)
    }
    /// What others call it by.
    #[must_use]
    pub fn address(&self) -> String {
        let data = if self.section.kind == "data" { "data." } else { "" };
        format!("{data}{}", self.section.labels.join("."))
    }
    /// Notes a line of it.
    pub fn note(&self, line: usize, evidence: &str, seen: &mut Observations) {
        seen.line(&self.file, line, &self.told(evidence));
    }
    /// Notes a line of it with a severity of its own.
    pub fn note_as(&self, severity: Severity, line: usize, evidence: &str, seen: &mut Observations) {
        let place = Place::Line { file: self.file.clone(), line };
        seen.note(place, &self.told(evidence), Some(severity));
    }
    fn told(&self, evidence: &str) -> String {
        let by = if self.call.is_empty() { String::new() } else { format!("{CALLED_BY}{}", self.call) };
        format!("{}: {evidence}{by}", self.address())
    }
    /// Notes that a setting is missing, unless the block has one that cannot be known.
    pub fn note_missing(&self, setting: &str, seen: &mut Observations) {
        self.note(self.section.line, &format!("{setting} unset"), seen);
    }
}

impl Terraform {
    /// Every block of the top level, worked out.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.worked().blocks
    }
    /// Every block with what stands in its own folder: what callers hand in stands at the callers.
    #[must_use]
    pub fn as_written(&self) -> Vec<Block> {
        instance::without_callers(&self.files)
    }
    fn worked(&self) -> &instance::Worked {
        self.worked.get_or_init(|| instance::all(&self.files))
    }
    /// Folders of which not everything was worked out: too many calls, or too many values.
    pub(crate) fn cut(&self) -> impl Iterator<Item = &str> {
        self.worked().cut.iter().map(String::as_str)
    }
    /// A verdict that tells a weakness of a module once; where not every caller has it, with those that do.
    pub(crate) fn gathered(&self, verdict: Verdict) -> Verdict {
        let seen = match verdict {
            Verdict::Fail(seen) => seen,
            Verdict::Pass if !self.worked().cut.is_empty() => return Verdict::NotTested(NOT_ALL.into()),
            other => return other,
        };
        let mut callers: HashMap<&str, usize> = HashMap::new();
        for instance in &self.worked().instances {
            *callers.entry(&instance.folder).or_default() += 1;
        }
        let mut told: BTreeMap<Observation, Vec<String>> = BTreeMap::new();
        for observation in seen {
            let (evidence, call) = match observation.evidence.rsplit_once(CALLED_BY) {
                Some((evidence, call)) => (evidence.to_owned(), Some(call.to_owned())),
                None => (observation.evidence.clone(), None),
            };
            told.entry(Observation { evidence, ..observation }).or_default().extend(call);
        }
        let gathered = told.into_iter().map(|(mut whole, calls)| {
            let folder = match &whole.place {
                Place::Line { file, .. } => file.rsplit_once('/').map_or("", |(folder, _)| folder),
                Place::Url(_) | Place::Variable(_) => "",
            };
            if !calls.is_empty() && callers.get(folder).is_some_and(|callers| calls.len() < *callers) {
                let more = calls.len().saturating_sub(MOST_NAMED);
                let named = calls.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                whole.evidence = brief(&format!("{}{CALLED_BY}{named}{more}", whole.evidence));
            }
            whole
        });
        Verdict::Fail(gathered.collect())
    }
    /// The blocks of a kind, such as `provider`.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks().iter().filter(move |block| block.section.kind == kind)
    }
    /// The resources of some types.
    #[must_use]
    pub fn resources(&self, types: &[&str]) -> Vec<&Block> {
        self.of_kind("resource").filter(|block| types.contains(&block.kind()) && !block.section.is("count", 0)).collect()
    }
    /// The verdict over all resources of some types.
    pub fn over(&self, types: &[&str], mut look: impl FnMut(&Block, &mut Observations)) -> Verdict {
        Verdict::over(&self.resources(types), NONE_OF_THE_KIND, |block, seen| look(block, seen))
    }
    /// A data source by its address, as seen from a block.
    #[must_use]
    pub fn data(&self, block: &Block, reference: &str) -> Option<&Block> {
        let address = reference.split('.').take(3).collect::<Vec<_>>().join(".");
        let index = self.data.get_or_init(|| {
            let blocks = self.blocks().iter().enumerate().filter(|(_, block)| block.section.kind == "data");
            blocks.map(|(index, block)| ((block.instance, block.address()), index)).collect()
        });
        self.blocks().get(*index.get(&(block.instance, address))?)
    }
}

/// Reads a Terraform file; `None` when it is none.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Result<File, Unreadable>> {
    if super::is_test_data(name) {
        return None;
    }
    let body = if name.ends_with(".tf") || name.ends_with(".tofu") || is_variables(name) {
        read::body(text)
    } else if name.ends_with(".tf.json") {
        json::body(text)
    } else {
        return None;
    };
    Some(body.map(|body| File { name: name.to_owned(), body }))
}

/// Whether Terraform reads variables from the file by itself.
fn is_variables(name: &str) -> bool {
    name.ends_with(".auto.tfvars") || name.rsplit('/').next() == Some("terraform.tfvars")
}

#[cfg(test)]
mod tests;
