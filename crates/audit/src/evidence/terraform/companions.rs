//! Resources that configure another one.

use std::collections::HashMap;

use super::{Block, Terraform, Value};

/// How many resources are taken to configure the same one: nobody writes more, and each is read for each of their kind.
const MOST: usize = 64;

/// The resources of some types, by what one of their settings refers to. Made once, asked for each resource.
#[derive(Debug)]
pub struct Companions<'a> {
    /// By the instance of their folder, and address.
    by_address: HashMap<(usize, String), Vec<&'a Block>>,
    /// By a name that is written out.
    by_name: HashMap<&'a str, Vec<&'a Block>>,
    /// Those whose setting cannot be known, by instance: they may be meant for any resource there.
    unknown: HashMap<usize, Vec<&'a Block>>,
}

impl Terraform {
    /// The resources of some types, by what a setting of theirs refers to.
    #[must_use]
    pub fn companions(&self, types: &[&str], setting: &str) -> Companions<'_> {
        let mut companions = Companions { by_address: HashMap::new(), by_name: HashMap::new(), unknown: HashMap::new() };
        let called = self.worked().instances.iter().enumerate();
        let modules: HashMap<(usize, &str), usize> = called
            .filter_map(|(index, instance)| {
                let (caller, name) = instance.caller.as_ref()?;
                Some(((*caller, name.as_str()), index))
            })
            .collect();
        for block in self.resources(types) {
            match block.section.get(setting).map(|setting| &setting.value) {
                // What a module gives out is one of its resources; which one is not followed.
                Some(Value::Reference(reference)) if reference.starts_with("module.") => {
                    let module = reference.split('.').nth(1).unwrap_or_default();
                    if let Some(target) = modules.get(&(block.instance, module)) {
                        companions.unknown.entry(*target).or_default().push(block);
                    }
                }
                Some(Value::Reference(reference)) => {
                    companions.by_address.entry((block.instance, root_of(reference))).or_default().push(block);
                }
                Some(Value::Text(text)) => match text.split_once("${").and_then(|(_, rest)| rest.split_once('}')) {
                    Some((reference, _)) => companions.by_address.entry((block.instance, root_of(reference))).or_default().push(block),
                    None => companions.by_name.entry(text).or_default().push(block),
                },
                Some(Value::Unknown) => companions.unknown.entry(block.instance).or_default().push(block),
                _ => {}
            }
        }
        companions
    }
}

/// The address at the start of a reference: its type and its name.
fn root_of(reference: &str) -> String {
    let parts = reference.split('.').take(if reference.starts_with("data.") { 3 } else { 2 });
    parts.map(|part| part.split('[').next().unwrap_or(part)).collect::<Vec<_>>().join(".")
}

impl<'a> Companions<'a> {
    /// Those of a resource. `name` is the setting with the name that others may write out.
    #[must_use]
    pub fn of(&self, block: &Block, name: &str) -> Vec<&'a Block> {
        let by_address = self.by_address.get(&(block.instance, block.address()));
        let by_name = block.section.text(name).and_then(|name| self.by_name.get(name));
        // One of them is enough to keep silent: what cannot be known is no finding.
        let unknown = self.unknown.get(&block.instance).and_then(|blocks| blocks.first());
        let certain = by_address.into_iter().chain(by_name).flatten();
        certain.take(MOST).chain(unknown).copied().collect()
    }
    /// Whether one of them is known to mean a resource, by its address or its name.
    #[must_use]
    pub fn names(&self, block: &Block, name: &str) -> bool {
        self.by_address.contains_key(&(block.instance, block.address()))
            || block.section.text(name).is_some_and(|name| self.by_name.contains_key(name))
    }
    /// Whether a resource has any, or may have one.
    #[must_use]
    pub fn has(&self, block: &Block, name: &str) -> bool {
        !self.of(block, name).is_empty()
    }
}
