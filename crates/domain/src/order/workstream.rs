use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Timestamp, account::Role};

/// What runs beside the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkstreamKind {
    /// Photos and measures of roof and panel board.
    Survey,
    /// Final layout and electrical drawing.
    Design,
    /// The building permit of the town.
    Permit,
    /// The utility's agreement to connect.
    Interconnection,
    /// Panels, inverter and racking.
    Materials,
    /// Loan or cash.
    Financing,
    /// The crew that will come.
    Crew,
}

impl WorkstreamKind {
    /// All of them, in the order in which people read them.
    pub const ALL: [Self; 7] =
        [Self::Crew, Self::Survey, Self::Design, Self::Permit, Self::Interconnection, Self::Materials, Self::Financing];
    /// The name in data and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Design => "design",
            Self::Permit => "permit",
            Self::Interconnection => "interconnection",
            Self::Materials => "materials",
            Self::Financing => "financing",
            Self::Crew => "crew",
        }
    }
    /// The workstream of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
    /// What must be approved before this one can be submitted.
    #[must_use]
    pub fn needs(self) -> Option<Self> {
        match self {
            Self::Design => Some(Self::Survey),
            Self::Permit | Self::Interconnection | Self::Materials => Some(Self::Design),
            Self::Survey | Self::Financing | Self::Crew => None,
        }
    }
}

/// How far one workstream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkstreamState {
    /// This order does without it.
    NotNeeded,
    /// Nobody has begun.
    Todo,
    /// Handed in; somebody else decides.
    Submitted,
    /// Came back with something to mend.
    CorrectionRequested,
    /// Done.
    Approved,
}

impl WorkstreamState {
    /// The name in data and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::Todo => "todo",
            Self::Submitted => "submitted",
            Self::CorrectionRequested => "correction_requested",
            Self::Approved => "approved",
        }
    }
    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::NotNeeded, Self::Todo, Self::Submitted, Self::CorrectionRequested, Self::Approved]
            .into_iter()
            .find(|state| state.name() == name)
    }
    /// Holds nothing up any more.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::NotNeeded | Self::Approved)
    }
}

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The customer.
    Customer,
    /// The crew, or crews that hold an offer.
    Crew,
    /// Our operations.
    Operations,
    /// The town's permit office.
    PermitOffice,
    /// The electric utility.
    Utility,
    /// The supplier of panels and inverter.
    Supplier,
}

/// A step of one workstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// Hand it in.
    Submit,
    /// Record the yes.
    Approve,
    /// Record that it came back.
    RequestCorrection,
}

impl StepName {
    /// All steps.
    pub const ALL: [Self; 3] = [Self::Submit, Self::Approve, Self::RequestCorrection];
    /// The name in data and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::RequestCorrection => "request_correction",
        }
    }
    /// The step of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// One workstream of one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workstream {
    /// Which.
    pub kind: WorkstreamKind,
    /// How far.
    pub state: WorkstreamState,
    /// When whoever acts next should have acted; none once settled.
    pub due_at: Option<Timestamp>,
}

/// Who is waited for, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// In which workstream.
    pub kind: WorkstreamKind,
    /// For whom.
    pub on: Party,
    /// Until when it usually takes.
    pub until: Option<Timestamp>,
    /// The time is over.
    pub overdue: bool,
}

impl Workstream {
    /// Who has to act next; nobody once it is settled.
    #[must_use]
    pub fn waits_on(&self) -> Option<Party> {
        match (self.state, self.kind) {
            (WorkstreamState::NotNeeded | WorkstreamState::Approved, _) => None,
            (_, WorkstreamKind::Crew) => Some(Party::Crew),
            (WorkstreamState::Submitted, WorkstreamKind::Permit) => Some(Party::PermitOffice),
            (WorkstreamState::Submitted, WorkstreamKind::Interconnection) => Some(Party::Utility),
            (WorkstreamState::Submitted, WorkstreamKind::Materials) => Some(Party::Supplier),
            (_, WorkstreamKind::Financing) => Some(Party::Customer),
            _ => Some(Party::Operations),
        }
    }
    /// Days that the next action usually takes, from which due dates are set. Sample figures after the
    /// ranges in NREL's SolarTRACE; each jurisdiction's own percentiles replace them as orders pass.
    #[must_use]
    pub fn usual_days(kind: WorkstreamKind, state: WorkstreamState) -> i64 {
        match (kind, state) {
            (_, WorkstreamState::NotNeeded | WorkstreamState::Approved) => 0,
            (WorkstreamKind::Crew, _) => 2,
            (WorkstreamKind::Survey, WorkstreamState::Todo) => 5,
            (WorkstreamKind::Design, WorkstreamState::Todo) => 7,
            (WorkstreamKind::Permit, WorkstreamState::Submitted) => 10,
            (WorkstreamKind::Interconnection, WorkstreamState::Submitted) => 14,
            (WorkstreamKind::Materials, WorkstreamState::Submitted) => 7,
            _ => 3,
        }
    }
    /// This workstream after `step`, taken by `role` at `now`, given all workstreams of the order.
    /// `None`: this step does not follow, or not for this role.
    #[must_use]
    pub fn after(&self, step: StepName, role: Role, all: &[Self], now: Timestamp) -> Option<Self> {
        // The crew's own workstream moves with offers, never by hand.
        if role != Role::Operations || self.kind == WorkstreamKind::Crew {
            return None;
        }
        let state = match (step, self.state) {
            (StepName::Submit, WorkstreamState::Todo | WorkstreamState::CorrectionRequested) => {
                let needed = self.kind.needs();
                let ready = needed.is_none_or(|kind| all.iter().any(|w| w.kind == kind && w.state.is_settled()));
                ready.then_some(WorkstreamState::Submitted)?
            }
            (StepName::Approve, WorkstreamState::Submitted) => WorkstreamState::Approved,
            (StepName::RequestCorrection, WorkstreamState::Submitted) => WorkstreamState::CorrectionRequested,
            _ => return None,
        };
        Some(self.at(state, now))
    }
    /// This workstream in `state`, with the due date that follows from `now`.
    #[must_use]
    pub fn at(&self, state: WorkstreamState, now: Timestamp) -> Self {
        let due_at = (!state.is_settled()).then(|| now.plus_days(Self::usual_days(self.kind, state)));
        Self { kind: self.kind, state, due_at }
    }
}

/// The workstreams of an order that was just signed and is paid in cash.
#[must_use]
pub fn opening_workstreams(now: Timestamp) -> Vec<Workstream> {
    WorkstreamKind::ALL
        .into_iter()
        .map(|kind| {
            let state = if kind == WorkstreamKind::Financing { WorkstreamState::NotNeeded } else { WorkstreamState::Todo };
            Workstream { kind, state, due_at: None }.at(state, now)
        })
        .collect()
}

/// Who is waited for now. A workstream whose predecessor is not settled waits on nobody of its own yet.
#[must_use]
pub fn waiting(workstreams: &[Workstream], now: Timestamp) -> Vec<Waiting> {
    workstreams
        .iter()
        .filter(|w| w.kind.needs().is_none_or(|needed| workstreams.iter().any(|other| other.kind == needed && other.state.is_settled())))
        .filter_map(|w| Some(Waiting { kind: w.kind, on: w.waits_on()?, until: w.due_at, overdue: w.due_at.is_some_and(|due| due < now) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    #[test]
    fn a_design_waits_for_its_survey() {
        let all = opening_workstreams(NOW);
        let design = all.iter().find(|w| w.kind == WorkstreamKind::Design).unwrap();
        assert_eq!(design.after(StepName::Submit, Role::Operations, &all, NOW), None);
        assert!(waiting(&all, NOW).iter().all(|w| w.kind != WorkstreamKind::Design));
    }

    proptest! {
        #[test]
        fn nothing_is_submitted_before_what_it_needs(steps in proptest::collection::vec((0_usize..7, 0_usize..3), 0..60)) {
            let mut all = opening_workstreams(NOW);
            for (which, step) in steps {
                if let Some(next) = all[which].after(StepName::ALL[step], Role::Operations, &all, NOW) {
                    all[which] = next;
                }
                for w in &all {
                    if let Some(needed) = w.kind.needs() && w.state != WorkstreamState::Todo {
                        prop_assert!(all.iter().any(|o| o.kind == needed && o.state == WorkstreamState::Approved));
                    }
                    prop_assert_eq!(w.due_at.is_none(), w.state.is_settled());
                }
            }
        }
    }
}
