//! The trail, counted.

use serde::{Deserialize, Serialize};

use super::{House, NO_TRAIL};
use crate::finding::{Observations, Verdict};

/// What the trail is found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Trail {
    /// Entries.
    pub leaves: u64,
    /// Entries that are none: not canonical, or under another id.
    pub unreadable: u64,
    /// Entries that are not what their hash says.
    pub wrong_hash: u64,
    /// Versions of rows that no entry tells of, although an earlier or later one is told.
    pub missing: u64,
    /// Versions of rows that two entries tell of.
    pub repeated: u64,
    /// Changes of rows without their entry: the row has a version beyond what the trail tells.
    pub untold: u64,
    /// Entries that wait to be sequenced and are not there.
    pub lost: u64,
    /// Kinds of rows whose versions were compared, such as `order`.
    pub compared: Vec<String>,
}

impl House {
    /// A verdict over the trail. One without an entry shows nothing.
    pub(crate) fn over_trail(&self, look: impl FnOnce(&Trail, &mut Observations)) -> Verdict {
        let there = |trail: &&Trail| trail.leaves > 0 || trail.untold > 0 || trail.lost > 0;
        let Some(trail) = self.trail.as_ref().filter(there) else { return Verdict::NotTested(NO_TRAIL.into()) };
        let mut seen = Observations::new();
        look(trail, &mut seen);
        Verdict::of(seen)
    }
}
