//! On what is acted.

use domain::id::{AccountId, ChangeRequestId, CrewId, EstimateId, Id, OfferId, OrderId, PersonId, QuoteId};

/// A row as policy sees it: its id and the few facts that decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The company as a whole.
    Company,
    /// An estimate.
    Estimate {
        /// Which.
        id: EstimateId,
        /// Whose.
        owner: PersonId,
    },
    /// A quote.
    Quote {
        /// Which.
        id: QuoteId,
        /// Whose.
        owner: PersonId,
    },
    /// An order.
    Order {
        /// Which.
        id: OrderId,
        /// Whose.
        owner: PersonId,
        /// The crew that accepted it.
        crew: Option<CrewId>,
        /// The crew still has to come or is there.
        crew_on_duty: bool,
        /// It is in operations' queue.
        queued: bool,
    },
    /// An offer to a crew.
    Offer {
        /// Which.
        id: OfferId,
        /// To whom.
        crew: CrewId,
    },
    /// A proposed change.
    ChangeRequest {
        /// Which.
        id: ChangeRequestId,
        /// Whose order.
        owner: PersonId,
        /// Who proposed it.
        author: AccountId,
    },
    /// Somebody's account.
    Account {
        /// Which.
        id: AccountId,
    },
}

impl Resource {
    /// The entity type in the schema.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::Estimate { .. } => "Estimate",
            Self::Quote { .. } => "Quote",
            Self::Order { .. } => "Order",
            Self::Offer { .. } => "Offer",
            Self::ChangeRequest { .. } => "ChangeRequest",
            Self::Account { .. } => "Account",
        }
    }
    /// The row's id; the company has the nil one.
    #[must_use]
    pub fn uuid(&self) -> uuid::Uuid {
        match self {
            Self::Company => uuid::Uuid::nil(),
            Self::Estimate { id, .. } => id.uuid(),
            Self::Quote { id, .. } => id.uuid(),
            Self::Order { id, .. } => id.uuid(),
            Self::Offer { id, .. } => id.uuid(),
            Self::ChangeRequest { id, .. } => id.uuid(),
            Self::Account { id } => id.uuid(),
        }
    }
    /// The person it belongs to, if it belongs to one.
    #[must_use]
    pub fn owner(&self) -> Option<PersonId> {
        match self {
            Self::Estimate { owner, .. } | Self::Quote { owner, .. } | Self::Order { owner, .. } | Self::ChangeRequest { owner, .. } => {
                Some(*owner)
            }
            Self::Company | Self::Offer { .. } | Self::Account { .. } => None,
        }
    }
}
