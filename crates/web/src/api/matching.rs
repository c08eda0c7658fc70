//! Why which crew was asked.

use app::{
    App,
    staff::matches::{MatchRow, Reason, Skill as Certified},
};
use axum::extract::State;
use domain::id::{CrewId, OrderId};
use policy::Action;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Operation, Tag,
    list::List,
    offer::OfferState,
    order::ORDER,
    value::{Day, Instant},
};
use crate::{
    extract::{Caller, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const READ: Operation = Operation::new("read_matches", Tag::Staff)
    .with(&[ORDER])
    .gives::<List<Match>>("Every crew in every round, on one page: its score, or why it could not come.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let look = Access::Action(Action::MatchRead);
    router.operation(Method::Get, "/api/v1/orders/{order}/matches", look, "why which crew was asked", READ, read)
}

/// One crew in one round.
#[derive(Debug, Serialize, JsonSchema)]
struct Match {
    /// Round, from 1.
    round: i64,
    /// Which crew.
    crew: CrewId,
    /// What it is called.
    name: String,
    /// Cents; the lowest is asked first. `null` when it could not come.
    score: Option<i64>,
    /// What the score is made of.
    parts: Vec<ScorePart>,
    /// First day it could have begun.
    start_date: Option<Day>,
    /// Why it could not come.
    reasons: Vec<Rejection>,
    /// The offer that it got in this round.
    offer: Option<MatchOffer>,
}

/// A part of a score.
#[derive(Debug, Serialize, JsonSchema)]
struct ScorePart {
    /// Its name, such as `travel`.
    name: String,
    /// Cents.
    cents: i64,
}

/// An offer of a round.
#[derive(Debug, Serialize, JsonSchema)]
struct MatchOffer {
    /// Where it stands.
    state: OfferState,
    /// Until when it could be answered.
    expires_at: Instant,
}

/// Why a crew could not come.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
enum Rejection {
    /// It takes no jobs at present.
    Inactive,
    /// The customer does not want it again.
    BlockedByCustomer,
    /// It declined this job, or let the offer lapse.
    AlreadyDeclined,
    /// The roof is beyond its radius.
    OutOfArea {
        /// By so many kilometres.
        by_km: u32,
    },
    /// It has as many open jobs as it takes.
    AtCapacity {
        /// Jobs accepted and not finished.
        open: u32,
        /// Most that it takes.
        max: u32,
    },
    /// It has no such certificate.
    CertificateMissing {
        /// Which.
        skill: Skill,
    },
    /// Its certificate expires before the work would be done.
    CertificateExpires {
        /// Which.
        skill: Skill,
        /// Last day on which it holds.
        on: Day,
    },
    /// Its licence expires before the work would be done.
    LicenceExpires {
        /// Last day on which it holds.
        on: Day,
    },
    /// Its insurance expires before the work would be done.
    InsuranceExpires {
        /// Last day on which it holds.
        on: Day,
    },
    /// It is not free for long enough.
    NoFreeDays {
        /// Last day that was looked at.
        until: Day,
    },
}

/// What a crew can be certified for.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Skill {
    /// Installing photovoltaic systems.
    Photovoltaic,
    /// Connecting to the grid.
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

impl From<Certified> for Skill {
    fn from(skill: Certified) -> Self {
        match skill {
            Certified::Photovoltaic => Self::Photovoltaic,
            Certified::Electrical => Self::Electrical,
            Certified::Battery => Self::Battery,
            Certified::MetalRoof => Self::MetalRoof,
            Certified::TileRoof => Self::TileRoof,
            Certified::FlatRoof => Self::FlatRoof,
        }
    }
}

impl From<Reason> for Rejection {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Inactive => Self::Inactive,
            Reason::BlockedByCustomer => Self::BlockedByCustomer,
            Reason::AlreadyDeclined => Self::AlreadyDeclined,
            Reason::OutOfArea { by_km } => Self::OutOfArea { by_km },
            Reason::AtCapacity { open, max } => Self::AtCapacity { open, max },
            Reason::CertificateMissing { skill } => Self::CertificateMissing { skill: skill.into() },
            Reason::CertificateExpires { skill, on } => Self::CertificateExpires { skill: skill.into(), on: on.into() },
            Reason::LicenceExpires { on } => Self::LicenceExpires { on: on.into() },
            Reason::InsuranceExpires { on } => Self::InsuranceExpires { on: on.into() },
            Reason::NoFreeDays { until } => Self::NoFreeDays { until: until.into() },
        }
    }
}

impl From<MatchRow> for Match {
    fn from(row: MatchRow) -> Self {
        Self {
            round: row.round,
            crew: row.crew,
            name: row.name,
            score: row.score,
            parts: row.parts.into_iter().map(|(name, cents)| ScorePart { name, cents }).collect(),
            start_date: row.start_date.map(Day),
            reasons: row.reasons.into_iter().map(Rejection::from).collect(),
            offer: row.offer.map(|(state, expires_at)| MatchOffer { state: state.into(), expires_at: expires_at.into() }),
        }
    }
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<OrderId>) -> Result<Json<List<Match>>, Problem> {
    let rows = app::staff::matches::read(&app, &caller, id).await?;
    Ok(Json(List::whole(rows.into_iter().map(Match::from))))
}
