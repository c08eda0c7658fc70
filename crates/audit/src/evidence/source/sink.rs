//! Places that a value must not reach.

use super::{
    CallView, Module, View,
    origin::{Context, Origin},
    value::Kind,
};
use crate::finding::{Observations, Severity};

/// A function, and the argument that does the harm.
#[derive(Clone, Copy, Debug)]
pub struct Sink {
    /// Callees that end in one of these.
    pub callee: &'static [&'static str],
    /// The place of the argument.
    pub place: usize,
    /// Its name, where it may be passed by name.
    pub name: &'static str,
}

impl Sink {
    /// A sink whose argument stands at a place or goes by a name.
    #[must_use]
    pub const fn new(callee: &'static [&'static str], place: usize, name: &'static str) -> Self {
        Self { callee, place, name }
    }
    /// The argument, if the call is this one.
    #[must_use]
    pub fn argument<'m, 'a>(&self, call: CallView<'m, 'a>) -> Option<View<'m, 'a>> {
        if call.ends(self.callee) { call.either(self.place, self.name) } else { None }
    }
}

/// Notes every call that input reaches, and with `unknown` also those that something unknown reaches, at that severity.
pub fn reached(module: &Module<'_>, sinks: &[Sink], context: Context, unknown: Option<Severity>, seen: &mut Observations) {
    for call in module.calls() {
        if let Some(argument) = sinks.iter().find_map(|sink| sink.argument(call)) {
            match argument.origin(context) {
                Origin::Input => call.note(None, seen),
                Origin::Unknown if unknown.is_some() => call.note(unknown, seen),
                _ => {}
            }
        }
    }
}

/// Whether what is not fixed in an address, shown as `{}`, can choose the host: nothing fixed ends the host before it.
#[must_use]
pub fn chooses_host(address: &str) -> bool {
    let fixed = address.split("{}").next().unwrap_or_default();
    let behind_scheme = fixed.split_once("://").map(|(_, rest)| rest);
    match behind_scheme {
        Some(rest) => !rest.contains(['/', '?', '#']),
        // Without a scheme a path of our own begins with one stroke.
        None => !(fixed.starts_with('/') && !fixed.starts_with("//") && fixed.len() > 1),
    }
}

/// Whether an address begins with a part of ours that ends before anything from outside: `${BASE}/orders/${id}`.
#[must_use]
pub fn begins_with_ours(address: View<'_, '_>) -> bool {
    let Kind::Built(parts) = &address.resolved().kind else { return false };
    let ours = parts.first().is_some_and(|first| address.module.view(*first).origin(Context::Url) != Origin::Input);
    ours && address.texts().0.strip_prefix("{}").is_some_and(|rest| rest.starts_with(['/', '?', '#']))
}
