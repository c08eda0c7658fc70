use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far an order is as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The contract is signed; a crew is being found.
    Signed,
    /// A crew accepted and an install date is set; paperwork runs.
    Matched,
    /// Every gate is green: the installation will take place on its date.
    Ready,
    /// The crew is on the roof.
    Installing,
    /// The system is mounted; the inspection is next.
    Installed,
    /// The inspector passed it; the utility's permission to operate is next.
    Inspected,
    /// The power is on.
    Energized,
    /// The customer left within the cooling-off period.
    Withdrawn,
    /// The order ended later than that, without a system.
    Cancelled,
}

impl Stage {
    /// Every stage, in the order in which an order passes them, endings last.
    pub const ALL: [Self; 9] = [
        Self::Signed,
        Self::Matched,
        Self::Ready,
        Self::Installing,
        Self::Installed,
        Self::Inspected,
        Self::Energized,
        Self::Withdrawn,
        Self::Cancelled,
    ];
    /// The name in data and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Matched => "matched",
            Self::Ready => "ready",
            Self::Installing => "installing",
            Self::Installed => "installed",
            Self::Inspected => "inspected",
            Self::Energized => "energized",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
        }
    }
    /// The stage of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
    /// Nothing follows it.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Energized | Self::Withdrawn | Self::Cancelled)
    }
    /// The installation has not begun, so the customer can still leave and the date can still move.
    #[must_use]
    pub fn is_before_installation(self) -> bool {
        matches!(self, Self::Signed | Self::Matched | Self::Ready)
    }
}
