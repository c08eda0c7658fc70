//! What decides whether an item of the price book applies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::estimate::Covering;

/// The facts about a system and its house that its price depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemFacts {
    /// Number of panels, at least 1.
    pub panels: u32,
    /// Rated power of one panel at standard test conditions, watts DC.
    pub watts_per_panel: u32,
    /// Number of roof planes that carry panels (arrays).
    pub planes_used: u32,
    /// What covers the roof.
    pub covering: Covering,
    /// Pitch of the steepest plane that carries panels, degrees.
    pub max_pitch_deg: u8,
    /// Some panels stand on legs on a flat roof.
    pub flat: bool,
    /// Two-letter state, `CO`.
    pub state: String,
    /// Work beside the roof that a survey or the customer asked for; each at most once.
    pub site_work: Vec<SiteWork>,
}

impl SystemFacts {
    /// Rated power of the whole system, watts DC; `None` beyond `u32`.
    #[must_use]
    pub fn watts(&self) -> Option<u32> {
        self.panels.checked_mul(self.watts_per_panel)
    }
}

/// Work that only a look at the house reveals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteWork {
    /// A mesh around the array against birds and squirrels.
    CritterGuard,
    /// A conduit through the attic instead of over the roof.
    AtticRun,
    /// A new main electrical panel of 200 or 225 A.
    MainPanelUpgrade,
    /// A smaller main breaker so that the panel may carry the solar breaker.
    MainBreakerDerate,
    /// A second electrical panel.
    Subpanel,
    /// A connection on the load side of the main breaker.
    LoadSideTap,
    /// A new service drop to the meter.
    MeterServiceDrop,
}

/// When an item of the price book applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// To every system.
    Always,
    /// On roofs of this covering.
    Covering(Covering),
    /// From this pitch on, degrees.
    PitchFromDegrees(u8),
    /// Where panels stand on legs on a flat roof.
    TiltLegs,
    /// From this number of arrays on.
    ArraysFrom(u32),
    /// To systems of less than this power, watts DC.
    WattsBelow(u32),
    /// When this work is needed.
    SiteWork(SiteWork),
}

impl Condition {
    /// Whether it holds for a system of `watts` with these facts.
    #[must_use]
    pub fn holds(self, facts: &SystemFacts, watts: u32) -> bool {
        match self {
            Self::Always => true,
            Self::Covering(covering) => facts.covering == covering,
            Self::PitchFromDegrees(pitch) => facts.max_pitch_deg >= pitch,
            Self::TiltLegs => facts.flat,
            Self::ArraysFrom(arrays) => facts.planes_used >= arrays,
            Self::WattsBelow(limit) => watts < limit,
            Self::SiteWork(work) => facts.site_work.contains(&work),
        }
    }
}
