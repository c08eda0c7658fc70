//! What a crew can be certified for.

use serde::{Deserialize, Serialize};

/// A certificate that a job can demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Installing photovoltaic systems.
    Photovoltaic,
    /// Connecting to the grid: a licensed electrician is on the crew.
    Electrical,
    /// Storage.
    Battery,
    /// Working on metal roofs.
    MetalRoof,
    /// Working on tile roofs.
    TileRoof,
    /// Ballasted systems on flat roofs.
    FlatRoof,
}

impl Skill {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Photovoltaic, Self::Electrical, Self::Battery, Self::MetalRoof, Self::TileRoof, Self::FlatRoof];

    /// Its name in the database and in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Photovoltaic => "photovoltaic",
            Self::Electrical => "electrical",
            Self::Battery => "battery",
            Self::MetalRoof => "metal_roof",
            Self::TileRoof => "tile_roof",
            Self::FlatRoof => "flat_roof",
        }
    }
    /// The skill of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|skill| skill.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skill_has_one_name() {
        for skill in Skill::ALL {
            assert_eq!(Skill::from_code(skill.code()), Some(skill));
            assert_eq!(serde_json::to_value(skill).unwrap(), skill.code());
        }
        assert_eq!(Skill::from_code("Battery"), None);
    }
}
