//! What names stand for, while a file is walked.

use std::collections::HashMap;

use super::{origin::Facts, value::ValueId};

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding<'a> {
    pub(super) name: &'a str,
    pub(super) definition: Option<ValueId>,
    pub(super) import: Option<usize>,
    pub(super) facts: Facts,
    block: usize,
    shadowed: Option<usize>,
}

/// All names that are bound where the walk stands.
#[derive(Debug, Default)]
pub(super) struct Scopes<'a> {
    bindings: Vec<Binding<'a>>,
    latest: HashMap<&'a str, usize>,
    /// Where the innermost function's bindings begin.
    start: usize,
    /// The block that the walk is in; blocks are numbered in the order in which they are opened.
    pub(super) block: usize,
    blocks: usize,
}

impl<'a> Scopes<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Binding<'a>> {
        self.latest.get(name).and_then(|at| self.bindings.get(*at))
    }

    /// Opens a function; the answer is for [`Self::leave_function`].
    pub(super) fn enter_function(&mut self) -> usize {
        std::mem::replace(&mut self.start, self.bindings.len())
    }

    pub(super) fn leave_function(&mut self, start: usize) {
        while self.bindings.len() > self.start {
            if let Some(binding) = self.bindings.pop() {
                match binding.shadowed {
                    Some(shadowed) => self.latest.insert(binding.name, shadowed),
                    None => self.latest.remove(binding.name),
                };
            }
        }
        self.start = start;
    }

    /// Opens a block; the answer is for [`Self::leave_block`].
    pub(super) fn enter_block(&mut self) -> usize {
        self.blocks += 1;
        std::mem::replace(&mut self.block, self.blocks)
    }

    pub(super) fn leave_block(&mut self, outer: usize) {
        self.block = outer;
    }

    pub(super) fn declare(&mut self, name: &'a str, definition: Option<ValueId>, import: Option<usize>, facts: Facts) {
        let shadowed = self.latest.insert(name, self.bindings.len());
        self.bindings.push(Binding { name, definition, import, facts, block: self.block, shadowed });
    }

    /// A new value for a name. `outer`: a name of a function around this one may be meant.
    pub(super) fn assign(&mut self, name: &'a str, definition: ValueId, facts: Facts, outer: bool) {
        let block = self.block;
        let at = self.latest.get(name).copied().filter(|at| outer || *at >= self.start);
        match at.and_then(|at| self.bindings.get_mut(at).map(|binding| (at >= self.start, binding))) {
            Some((here, binding)) => {
                // A value given in a branch may or may not be the one that is met behind it.
                let replaces = here && binding.block >= block;
                binding.facts = if replaces { facts } else { binding.facts.join(facts) };
                if replaces || !facts.is_literal() || binding.definition.is_none() {
                    binding.definition = Some(definition);
                }
                binding.import = None;
                binding.block = if replaces { block } else { binding.block };
            }
            None => self.declare(name, Some(definition), None, facts),
        }
    }

    /// Something was put into what a name stands for, or a check of it was seen.
    pub(super) fn change(&mut self, name: &str, change: impl FnOnce(Facts) -> Facts) {
        if let Some(binding) = self.latest.get(name).and_then(|at| self.bindings.get_mut(*at)) {
            binding.facts = change(binding.facts);
        }
    }
}
