//! What is known of a function by its name, found at once among several hundred names.

use std::{collections::HashMap, sync::OnceLock};

use super::{cast::CASTS, fit::FITTERS, pass::PASSES};
use crate::evidence::source::origin::Context;

/// What a function does to what it is given.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    casts: bool,
    /// Which line of [`FITTERS`].
    fits: Option<usize>,
    passes: bool,
}

/// What a function does to what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its result is harmless.
    Casts,
    /// Its result is harmless in some places.
    Fits(&'static [Context]),
    /// Its result is what it was given.
    Passes,
}

/// The role of a callee, or of the bare name that it goes by; `bare` is empty where that says nothing.
pub(super) fn of(callee: &str, bare: &str) -> Option<Role> {
    static KNOWN: OnceLock<HashMap<&str, Known>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known: HashMap<&str, Known> = HashMap::new();
        for name in CASTS {
            known.entry(name).or_default().casts = true;
        }
        for (at, (names, _)) in FITTERS.iter().enumerate() {
            for name in *names {
                known.entry(name).or_default().fits.get_or_insert(at);
            }
        }
        for name in PASSES {
            known.entry(name).or_default().passes = true;
        }
        known
    });
    let whole = known.get(callee).copied().unwrap_or_default();
    let bare = if bare.is_empty() || bare == callee { Known::default() } else { known.get(bare).copied().unwrap_or_default() };
    if whole.casts || bare.casts {
        return Some(Role::Casts);
    }
    let fits = match (whole.fits, bare.fits) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    if let Some((_, contexts)) = fits.and_then(|at| FITTERS.get(at)) {
        return Some(Role::Fits(contexts));
    }
    (whole.passes || bare.passes).then_some(Role::Passes)
}
