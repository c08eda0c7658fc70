//! What checks ask of a whole file, call after call: answered once. Whoever writes a file of a hundred thousand calls
//! must not have it read a hundred thousand times.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
};

use super::{CallView, Module, value::Call};

/// Questions that were asked of a file, and what is known of them.
#[derive(Debug, Default)]
pub(super) struct Asked {
    imports: RefCell<HashMap<&'static str, Imported>>,
    words: RefCell<HashMap<&'static str, bool>>,
    /// By function, and by the name of the question.
    functions: RefCell<HashMap<(Option<usize>, &'static str), bool>>,
    /// The calls that stand in each function.
    calls_of: OnceCell<HashMap<usize, Vec<usize>>>,
}

/// Whether a module is imported: a file that is still being walked may import more.
#[derive(Clone, Copy, Debug)]
enum Imported {
    Yes,
    /// Not among so many imports and calls at the beginning.
    NotBefore(usize, usize),
}

impl<'a> Module<'a> {
    /// Whether a module, or something of it, is imported.
    #[must_use]
    pub fn imports(&self, module: &'static str) -> bool {
        let (imports, calls) = match self.asked.imports.borrow().get(module) {
            Some(Imported::Yes) => return true,
            Some(Imported::NotBefore(imports, calls)) => (*imports, *calls),
            None => (0, 0),
        };
        let of = |path: &String| path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', ':']));
        let required = |call: &Call<'_>| call.method == "require" && call.callee == module;
        let imported = self.imports.iter().skip(imports).any(of) || self.calls.iter().skip(calls).any(required);
        let known = if imported { Imported::Yes } else { Imported::NotBefore(self.imports.len(), self.calls.len()) };
        self.asked.imports.borrow_mut().insert(module, known);
        imported
    }

    /// Whether a word stands anywhere in the file, as written.
    #[must_use]
    pub fn says(&self, word: &'static str) -> bool {
        *self.asked.words.borrow_mut().entry(word).or_insert_with(|| self.text.contains(word))
    }

    /// A question about a function, or about the whole file, by its name: `answer` looks the first time.
    pub(crate) fn once(&self, function: Option<usize>, question: &'static str, answer: impl FnOnce() -> bool) -> bool {
        let known = self.asked.functions.borrow().get(&(function, question)).copied();
        known.unwrap_or_else(|| {
            let answer = answer();
            self.asked.functions.borrow_mut().insert((function, question), answer);
            answer
        })
    }

    /// The calls of production that stand in a function, and in none within it.
    pub fn calls_of(&self, function: usize) -> impl Iterator<Item = CallView<'_, 'a>> {
        let of_functions = self.asked.calls_of.get_or_init(|| {
            let mut of_functions: HashMap<usize, Vec<usize>> = HashMap::new();
            for (at, call) in self.calls.iter().enumerate() {
                if let Some(function) = call.function {
                    of_functions.entry(function).or_default().push(at);
                }
            }
            of_functions
        });
        let calls = of_functions.get(&function).map(Vec::as_slice).unwrap_or_default();
        calls
            .iter()
            .filter_map(|at| self.calls.get(*at))
            .map(move |call| CallView { module: self, call })
            .filter(|call| !self.is_test && !call.call.in_test && !call.names_module())
    }
}
