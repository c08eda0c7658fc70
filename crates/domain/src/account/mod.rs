//! Who acts: people with accounts, and the machines that act for the company.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody is to the company. One account has one role; toxic pairs cannot arise by assignment,
/// and policy forbids them besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nobody yet: has a browser, no account.
    Visitor,
    /// Buys a system.
    Customer,
    /// Leads a crew of an installer company; accepts offers.
    Crew,
    /// Helps customers; proposes changes, never applies them alone.
    Support,
    /// Sees numbers about many customers, never a customer.
    Sales,
    /// Survey, permits, schedule and quality of the orders in its queue.
    Operations,
    /// Keeps it running; sees no personal data.
    Engineer,
    /// Reads the trail; cannot edit orders.
    Officer,
    /// Head of engineering: owns the risk.
    Head,
    /// Rings when a clock runs out.
    Timer,
    /// Drains the outbox.
    Worker,
}

impl Role {
    /// All roles, in the order in which they are listed to people.
    pub const ALL: [Self; 11] = [
        Self::Visitor,
        Self::Customer,
        Self::Crew,
        Self::Support,
        Self::Sales,
        Self::Operations,
        Self::Engineer,
        Self::Officer,
        Self::Head,
        Self::Timer,
        Self::Worker,
    ];
    /// Roles that a person with an account can have.
    pub const PEOPLE: [Self; 8] =
        [Self::Customer, Self::Crew, Self::Support, Self::Sales, Self::Operations, Self::Engineer, Self::Officer, Self::Head];

    /// The name in data, policies and commands.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Customer => "customer",
            Self::Crew => "crew",
            Self::Support => "support",
            Self::Sales => "sales",
            Self::Operations => "operations",
            Self::Engineer => "engineer",
            Self::Officer => "officer",
            Self::Head => "head",
            Self::Timer => "timer",
            Self::Worker => "worker",
        }
    }
    /// The role of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
    /// Employed by the company: staff rules apply (short sessions, masked data, everything recorded).
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Support | Self::Sales | Self::Operations | Self::Engineer | Self::Officer | Self::Head)
    }
    /// Acts without a person: timers and workers.
    #[must_use]
    pub fn is_machine(self) -> bool {
        matches!(self, Self::Timer | Self::Worker)
    }
}
