//! What functions of a file hand to each other: request data that a handler passes on, or that a helper gives back.

use std::collections::HashMap;

use super::{
    Module,
    origin::Facts,
    value::{Call, ValueId},
};

/// How often a file is walked again at most: data that is passed on more often is lost.
pub(super) const ROUNDS: usize = 2;
/// How many arguments of a call are looked at: each that has a name is searched for among the parameters.
const MOST_ARGUMENTS: usize = 255;

/// Request data that reaches parameters and results of the functions of a file, by the functions' numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Handed {
    parameters: HashMap<(usize, usize), Facts>,
    results: HashMap<String, Facts>,
}

impl Handed {
    /// Of a file that has been walked.
    pub(super) fn over(module: &Module<'_>) -> Self {
        let mut handed = Self::default();
        if !module.values.iter().any(|value| value.facts.is_input()) {
            return handed;
        }
        // A name that several functions go by says nothing.
        let mut named: HashMap<&str, Option<usize>> = HashMap::new();
        for (at, function) in module.functions.iter().enumerate().filter(|(_, function)| !function.name.is_empty()) {
            named.entry(function.name).and_modify(|known| *known = None).or_insert(Some(at));
        }
        for call in module.calls.iter().filter(|call| !call.in_test) {
            if let Some(at) = own(module, call).and_then(|name| named.get(name).copied().flatten()) {
                handed.pass(module, call, at);
            }
        }
        for (value, function) in &module.returns {
            let name = function.and_then(|at| module.functions.get(at)).map_or("", |function| function.name);
            let facts = module.value(*value).facts;
            if facts.is_input() && named.get(name).copied().flatten().is_some() {
                let known = handed.results.entry(name.to_owned()).or_insert(Facts::LITERAL);
                *known = known.join(facts.only_input());
            }
        }
        handed
    }

    fn pass(&mut self, module: &Module<'_>, call: &Call<'_>, at: usize) {
        let Some(function) = module.functions.get(at) else { return };
        let bound = call.receiver.is_some() && function.parameters.first().is_some_and(|first| matches!(first.name, "self" | "cls"));
        for (place, argument) in call.arguments.iter().take(MOST_ARGUMENTS).enumerate() {
            let facts = module.value(argument.value).facts;
            if !facts.is_input() {
                continue;
            }
            let place = match argument.name {
                Some(name) => function.parameters.iter().position(|parameter| parameter.name == name),
                None => Some(place + usize::from(bound)),
            };
            if let Some(place) = place {
                let known = self.parameters.entry((at, place)).or_insert(Facts::LITERAL);
                *known = known.join(facts.only_input());
            }
        }
    }

    pub(super) fn to_parameter(&self, function: usize, place: usize) -> Option<Facts> {
        self.parameters.get(&(function, place)).copied()
    }

    pub(super) fn of_function(&self, module: &Module<'_>, callee: &str, method: &str, receiver: Option<ValueId>) -> Option<Facts> {
        if self.results.is_empty() {
            return None;
        }
        self.results.get(name_of(module, callee, method, receiver)?).copied()
    }
}

/// The name of a function of this file that a call may mean.
fn own<'m>(module: &Module<'_>, call: &'m Call<'_>) -> Option<&'m str> {
    name_of(module, &call.callee, call.method, call.receiver)
}

fn name_of<'m>(module: &Module<'_>, callee: &'m str, method: &'m str, receiver: Option<ValueId>) -> Option<&'m str> {
    match receiver {
        None => (callee == method).then_some(callee),
        Some(receiver) => matches!(module.text_of(receiver), "self" | "cls" | "this").then_some(method),
    }
}
