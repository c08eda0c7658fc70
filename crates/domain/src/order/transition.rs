use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Stage, Workstream};
use crate::{Timestamp, account::Role};

/// A named move from stage to stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransitionName {
    /// A crew accepts the offer.
    AcceptOffer,
    /// The crew cannot come any more; another is looked for.
    LoseCrew,
    /// All gates are green.
    Release,
    /// The crew begins on the roof.
    StartInstallation,
    /// The crew is done.
    FinishInstallation,
    /// The inspector passed it.
    PassInspection,
    /// The inspector did not.
    FailInspection,
    /// Permission to operate is here.
    Energize,
    /// The customer leaves within the cooling-off period.
    Withdraw,
    /// The customer leaves later, before the installation.
    Cancel,
}

impl TransitionName {
    /// The name in data and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AcceptOffer => "accept_offer",
            Self::LoseCrew => "lose_crew",
            Self::Release => "release",
            Self::StartInstallation => "start_installation",
            Self::FinishInstallation => "finish_installation",
            Self::PassInspection => "pass_inspection",
            Self::FailInspection => "fail_inspection",
            Self::Energize => "energize",
            Self::Withdraw => "withdraw",
            Self::Cancel => "cancel",
        }
    }
    /// The transition of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        PROCESS.iter().map(|t| t.name).find(|t| t.name() == name)
    }
}

/// What must be true besides stage and role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing more.
    Always,
    /// An offer to this crew is open and not expired.
    OpenOffer,
    /// All workstreams are settled and the cooling-off period is over.
    GatesGreen,
    /// The install date has come, and the order's own crew acts.
    InstallDay,
    /// The order's own crew acts.
    OwnCrew,
    /// The cooling-off period still runs.
    WithinCoolingOff,
    /// The cooling-off period is over.
    AfterCoolingOff,
}

/// One row of the process.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// Its name.
    pub name: TransitionName,
    /// Stages it may leave.
    pub from: &'static [Stage],
    /// Stage it reaches.
    pub to: Stage,
    /// Roles that may cause it.
    pub by: &'static [Role],
    /// What else must hold.
    pub guard: Guard,
}

/// Version of [`PROCESS`]; an order stores the version it began under.
pub const PROCESS_VERSION: u16 = 1;

/// What may follow what. Version 1.
pub const PROCESS: &[Transition] = &[
    Transition {
        name: TransitionName::AcceptOffer,
        from: &[Stage::Signed],
        to: Stage::Matched,
        by: &[Role::Crew],
        guard: Guard::OpenOffer,
    },
    Transition {
        name: TransitionName::LoseCrew,
        from: &[Stage::Matched, Stage::Ready],
        to: Stage::Signed,
        by: &[Role::Operations, Role::Timer],
        guard: Guard::Always,
    },
    Transition {
        name: TransitionName::Release,
        from: &[Stage::Matched],
        to: Stage::Ready,
        by: &[Role::Operations, Role::Timer],
        guard: Guard::GatesGreen,
    },
    Transition {
        name: TransitionName::StartInstallation,
        from: &[Stage::Ready],
        to: Stage::Installing,
        by: &[Role::Crew],
        guard: Guard::InstallDay,
    },
    Transition {
        name: TransitionName::FinishInstallation,
        from: &[Stage::Installing],
        to: Stage::Installed,
        by: &[Role::Crew],
        guard: Guard::OwnCrew,
    },
    Transition {
        name: TransitionName::PassInspection,
        from: &[Stage::Installed],
        to: Stage::Inspected,
        by: &[Role::Operations],
        guard: Guard::Always,
    },
    Transition {
        name: TransitionName::FailInspection,
        from: &[Stage::Installed],
        to: Stage::Installing,
        by: &[Role::Operations],
        guard: Guard::Always,
    },
    Transition {
        name: TransitionName::Energize,
        from: &[Stage::Inspected],
        to: Stage::Energized,
        by: &[Role::Operations],
        guard: Guard::Always,
    },
    Transition {
        name: TransitionName::Withdraw,
        from: &[Stage::Signed, Stage::Matched, Stage::Ready],
        to: Stage::Withdrawn,
        by: &[Role::Customer],
        guard: Guard::WithinCoolingOff,
    },
    Transition {
        name: TransitionName::Cancel,
        from: &[Stage::Signed, Stage::Matched, Stage::Ready],
        to: Stage::Cancelled,
        by: &[Role::Customer],
        guard: Guard::AfterCoolingOff,
    },
];

/// What the guards look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Now, by the company's clock.
    pub now: Timestamp,
    /// First instant after the cooling-off period.
    pub cooling_off_ends_at: Timestamp,
    /// First instant of the install date in the customer's zone, once a date is set.
    pub install_day_begins_at: Option<Timestamp>,
    /// The actor holds an open, unexpired offer of this order.
    pub holds_open_offer: bool,
    /// The actor leads the crew that accepted this order.
    pub is_own_crew: bool,
    /// All workstreams.
    pub workstreams: &'a [Workstream],
}

/// Why a transition does not take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It does not follow the present stage.
    #[error("does not follow the present stage")]
    NotFromHere,
    /// This role never causes it.
    #[error("not for this role")]
    NotForRole,
    /// Its guard does not hold.
    #[error("its condition does not hold")]
    Guard(Guard),
}

/// The stage after `name`, caused by `role`.
///
/// # Errors
/// Why it does not take place; nothing has changed.
pub fn advance(stage: Stage, name: TransitionName, role: Role, facts: &Facts<'_>) -> Result<Stage, Refused> {
    let row = PROCESS.iter().find(|t| t.name == name && t.from.contains(&stage)).ok_or(Refused::NotFromHere)?;
    if !row.by.contains(&role) {
        return Err(Refused::NotForRole);
    }
    let holds = match row.guard {
        Guard::Always => true,
        Guard::OpenOffer => facts.holds_open_offer,
        Guard::GatesGreen => facts.now >= facts.cooling_off_ends_at && facts.workstreams.iter().all(|w| w.state.is_settled()),
        Guard::InstallDay => facts.is_own_crew && facts.install_day_begins_at.is_some_and(|begins| begins <= facts.now),
        Guard::OwnCrew => facts.is_own_crew,
        Guard::WithinCoolingOff => facts.now < facts.cooling_off_ends_at,
        Guard::AfterCoolingOff => facts.now >= facts.cooling_off_ends_at,
    };
    if holds { Ok(row.to) } else { Err(Refused::Guard(row.guard)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::opening_workstreams;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    proptest! {
        #[test]
        fn any_sequence_of_transitions_keeps_an_order_lawful(moves in proptest::collection::vec((0_usize..10, 0_usize..11, any::<[bool; 4]>()), 0..80)) {
            let workstreams = opening_workstreams(NOW);
            let mut stage = Stage::Signed;
            for (which, role, [cooling, offer, own, day]) in moves {
                let name = PROCESS[which].name;
                let role = Role::ALL[role];
                let ends = if cooling { NOW.plus_days(1) } else { NOW.plus_days(-1) };
                let facts = Facts { now: NOW, cooling_off_ends_at: ends, install_day_begins_at: Some(if day { NOW } else { NOW.plus_days(2) }), holds_open_offer: offer, is_own_crew: own, workstreams: &workstreams };
                let before = stage;
                if let Ok(next) = advance(stage, name, role, &facts) {
                    prop_assert!(!before.is_final(), "nothing leaves a final stage");
                    prop_assert!(PROCESS.iter().any(|t| t.name == name && t.from.contains(&before) && t.to == next && t.by.contains(&role)));
                    prop_assert!(next != Stage::Withdrawn || cooling, "withdrawal only while cooling off");
                    prop_assert!(next != Stage::Ready, "open workstreams hold the order back");
                    prop_assert!(next != Stage::Matched || offer);
                    prop_assert!(next != Stage::Installing || before == Stage::Installed || (own && day));
                    stage = next;
                }
            }
        }
    }

    #[test]
    fn every_open_stage_has_a_way_on_and_every_stage_can_be_reached() {
        for stage in Stage::ALL {
            assert_eq!(PROCESS.iter().any(|t| t.from.contains(&stage)), !stage.is_final(), "{stage:?}");
            assert!(stage == Stage::Signed || PROCESS.iter().any(|t| t.to == stage), "{stage:?}");
            assert_eq!(Stage::from_name(stage.name()), Some(stage));
        }
    }
}
