//! Work that is offered to a crew.

use app::{
    App,
    offer::{Answer, OfferView, State as Standing},
};
use axum::extract::State;
use domain::{
    Money,
    id::{OfferId, OrderId},
};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Location, Operation, Parameter, Tag,
    list::List,
    matching::Skill,
    value::{Day, Instant},
};
use crate::{
    extract::{Caller, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const OFFER: Parameter = Parameter::new::<OfferId>("offer", Location::Path, "The offer.", "off_019a5d2f3c007abc8def0123456789ab");

const LIST: Operation =
    Operation::new("list_offers", Tag::Offers).gives::<List<Offer>>("The open offers of the caller's crew, on one page.");
const READ: Operation = Operation::new("read_offer", Tag::Offers).with(&[OFFER]).gives::<Offer>("The offer.");
const ANSWER: Operation = Operation::new("answer_offer", Tag::Offers)
    .with(&[OFFER])
    .describe("Of two answers at the same moment one counts. The same answer again is no error.")
    .may_conflict()
    .takes::<AnswerRequest>(r#"{ "answer": "accept" }"#)
    .gives::<Offer>("The offer after the answer.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let at = |action| Access::Action(action);
    router
        .operation(Method::Get, "/api/v1/offers", at(Action::OfferList), "list open offers", LIST, list)
        .operation(Method::Get, "/api/v1/offers/{offer}", at(Action::OfferRead), "look at an offer", READ, read)
        .operation(Method::Post, "/api/v1/offers/{offer}/answer", at(Action::OfferAnswer), "accept or decline an offer", ANSWER, answer)
}

/// An offer. It names no customer and no address; those come with the order, once it is accepted.
#[derive(Debug, Serialize, JsonSchema)]
struct Offer {
    /// Its id.
    id: OfferId,
    /// The order, once it is accepted.
    order: Option<OrderId>,
    /// Where it stands.
    state: OfferState,
    /// It can be answered now.
    open: bool,
    /// Until when it can be answered.
    expires_at: Instant,
    /// What the crew is paid.
    pay: Money,
    /// First day of work.
    install_date: Day,
    /// Days of work.
    work_days: i64,
    /// Distance, kilometres, rounded up to 5.
    distance_km: i64,
    /// Panels.
    panels: i64,
    /// Direct-current power, watts.
    system_watts: i64,
    /// What the roof asks of a crew.
    skills: Vec<Skill>,
}

/// Where an offer stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OfferState {
    /// The crew may answer.
    Open,
    /// The crew said yes.
    Accepted,
    /// The crew said no.
    Declined,
    /// The crew did not answer in time.
    Expired,
    /// The order is gone.
    Withdrawn,
}

impl From<Standing> for OfferState {
    fn from(state: Standing) -> Self {
        match state {
            Standing::Open => Self::Open,
            Standing::Accepted => Self::Accepted,
            Standing::Declined => Self::Declined,
            Standing::Expired => Self::Expired,
            Standing::Withdrawn => Self::Withdrawn,
        }
    }
}

/// The crew's answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OfferAnswer")]
struct AnswerRequest {
    /// Yes or no.
    answer: YesOrNo,
}

/// Whether the crew comes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum YesOrNo {
    /// It comes.
    Accept,
    /// It does not.
    Decline,
}

impl From<OfferView> for Offer {
    fn from(view: OfferView) -> Self {
        Self {
            id: view.id,
            order: view.order,
            state: view.state.into(),
            open: view.open,
            expires_at: view.expires_at.into(),
            pay: view.pay,
            install_date: view.install_date.into(),
            work_days: view.work_days,
            distance_km: view.distance_km,
            panels: view.panels,
            system_watts: view.system_watts,
            skills: view.skills.into_iter().map(Skill::from).collect(),
        }
    }
}

async fn list(State(app): State<App>, caller: Caller) -> Result<Json<List<Offer>>, Problem> {
    let views = app::offer::list(&app, &caller).await?;
    Ok(Json(List::whole(views.into_iter().map(Offer::from))))
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<OfferId>) -> Result<Json<Offer>, Problem> {
    Ok(Json(app::offer::read(&app, &caller, id).await?.into()))
}

async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OfferId>,
    Json(ask): Json<AnswerRequest>,
) -> Result<Json<Offer>, Problem> {
    let answer = match ask.answer {
        YesOrNo::Accept => Answer::Accept,
        YesOrNo::Decline => Answer::Decline,
    };
    Ok(Json(app::offer::answer(&app, &caller, id, answer).await?.into()))
}
