//! Offers of one order to one crew: exclusive, timed, accepted at most once.

use domain::{
    Currency, Money, Timestamp,
    id::{CrewId, Id, OfferId, OrderId},
};
use jiff::civil::Date;
use policy::{Act, Permit, Resource, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use crate::{
    Record, Store, StoreError, Tx,
    row::{day, exactly_one, row},
};

row!("offer" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    order_id: Uuid,
    crew: Uuid,
    open_order: Option<Uuid>,
    round: i64,
    state: String,
    pay_minor: i64,
    currency: String,
    install_date: String,
    work_days: i64,
    distance_km: i64,
    created_at: i64,
    expires_at: i64,
    answered_at: Option<i64>,
    version: i64,
});

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
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

impl State {
    /// The name in data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
    fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Accepted, Self::Declined, Self::Expired, Self::Withdrawn].into_iter().find(|state| state.name() == name)
    }
}

/// An offer as it is stored. It names no customer and no address.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// The order.
    pub order: OrderId,
    /// To whom.
    pub crew: CrewId,
    /// Which try of this order, from 1.
    pub round: i64,
    /// Where it stands.
    pub state: State,
    /// What the crew is paid.
    pub pay: Money,
    /// The first day of work.
    pub install_date: Date,
    /// Days of work.
    pub work_days: i64,
    /// Distance as the crow flies, kilometres, rounded up to 5: no address can be computed from it.
    pub distance_km: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when the crew may answer.
    pub expires_at: Timestamp,
    /// Row version.
    pub version: i64,
}

impl Offer {
    /// The offer as policy sees it.
    #[must_use]
    pub fn resource(&self) -> Resource {
        Resource::Offer { id: self.id, crew: self.crew }
    }
}

/// Writes an open offer.
///
/// # Errors
/// [`StoreError::Taken`] when the order has an open offer.
pub async fn insert(tx: &Tx, permit: &Permit<act::OrderMatch>, offer: &Offer) -> Result<(), StoreError> {
    let model = row::ActiveModel {
        id: Set(offer.id.uuid()),
        order_id: Set(offer.order.uuid()),
        crew: Set(offer.crew.uuid()),
        open_order: Set(Some(offer.order.uuid())),
        round: Set(offer.round),
        state: Set(State::Open.name().to_owned()),
        pay_minor: Set(offer.pay.minor),
        currency: Set(offer.pay.currency.code().to_owned()),
        install_date: Set(offer.install_date.to_string()),
        work_days: Set(offer.work_days),
        distance_km: Set(offer.distance_km),
        created_at: Set(tx.now().micros()),
        expires_at: Set(offer.expires_at.micros()),
        answered_at: Set(None),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, ("offer", offer.id.uuid()), Record::at(1)).await
}

/// Actions that close an offer.
pub trait ClosesOffer: Act {}
impl ClosesOffer for act::OfferAnswer {}
impl ClosesOffer for act::OrderMatch {}
impl ClosesOffer for act::OrderWithdraw {}

/// Closes an open offer. Of two at the same moment one wins, the other gets a conflict.
///
/// # Errors
/// [`StoreError::Conflict`] when it is no longer open.
pub async fn close<A: ClosesOffer>(tx: &Tx, permit: &Permit<A>, offer: &Offer, state: State) -> Result<(), StoreError> {
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state.name()))
        .col_expr(row::Column::OpenOrder, Expr::value(None::<uuid::Uuid>))
        .col_expr(row::Column::AnsweredAt, Expr::value(Some(tx.now().micros())))
        .col_expr(row::Column::Version, Expr::value(offer.version + 1))
        .filter(row::Column::Id.eq(offer.id.uuid()))
        .filter(row::Column::State.eq(State::Open.name()))
        .filter(row::Column::Version.eq(offer.version))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)?;
    tx.record(permit, ("offer", offer.id.uuid()), Record::at(offer.version + 1).because(state.name())).await
}

impl Store {
    /// The offer of an id; the caller asks policy with [`Offer::resource`].
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn offer(&self, id: OfferId) -> Result<Option<Offer>, StoreError> {
        row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Offer::try_from).transpose()
    }
    /// The open offer of an order, for whoever withdraws or matches it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open_offer<A: ClosesOffer>(&self, permit: &Permit<A>) -> Result<Option<Offer>, StoreError> {
        let query = row::Entity::find().filter(row::Column::OpenOrder.eq(permit.resource().uuid()));
        query.one(self.reader()).await?.map(Offer::try_from).transpose()
    }
    /// All offers that were made of an order, oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn offers_of_order(&self, permit: &Permit<act::OrderMatch>) -> Result<Vec<Offer>, StoreError> {
        let query =
            row::Entity::find().filter(row::Column::OrderId.eq(permit.resource().uuid())).order_by_asc(row::Column::Round).limit(500);
        query.all(self.reader()).await?.into_iter().map(Offer::try_from).collect()
    }
    /// The same for staff that reads why which crew was asked.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn offers_to_read(&self, permit: &Permit<act::MatchRead>) -> Result<Vec<Offer>, StoreError> {
        let query =
            row::Entity::find().filter(row::Column::OrderId.eq(permit.resource().uuid())).order_by_asc(row::Column::Round).limit(500);
        query.all(self.reader()).await?.into_iter().map(Offer::try_from).collect()
    }
    /// Every offer that was made of some orders, and whether it is open. The permit was asked for by whoever asks here.
    pub(crate) async fn offers_made(&self, orders: impl Iterator<Item = OrderId>) -> Result<Vec<(OrderId, bool)>, StoreError> {
        let query = row::Entity::find().filter(row::Column::OrderId.is_in(orders.map(Id::uuid)));
        Ok(query.all(self.reader()).await?.into_iter().map(|row| (OrderId::from_uuid(row.order_id), row.open_order.is_some())).collect())
    }
    /// The open offers of the actor's own crew, the most urgent first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open_offers(&self, permit: &Permit<act::OfferList>) -> Result<Vec<Offer>, StoreError> {
        let Some(crew) = permit.actor().crew else { return Ok(Vec::new()) };
        let query = row::Entity::find()
            .filter(row::Column::Crew.eq(crew.uuid()))
            .filter(row::Column::State.eq(State::Open.name()))
            .order_by_asc(row::Column::ExpiresAt)
            .limit(50);
        query.all(self.reader()).await?.into_iter().map(Offer::try_from).collect()
    }
}

impl TryFrom<row::Model> for Offer {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: OfferId::from_uuid(row.id),
            order: OrderId::from_uuid(row.order_id),
            crew: CrewId::from_uuid(row.crew),
            round: row.round,
            state: State::from_name(&row.state).ok_or(StoreError::Corrupt("offer.state"))?,
            pay: Money { minor: row.pay_minor, currency: Currency::from_code(&row.currency).ok_or(StoreError::Corrupt("offer.currency"))? },
            install_date: day(&row.install_date, "offer.install_date")?,
            work_days: row.work_days,
            distance_km: row.distance_km,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
            version: row.version,
        })
    }
}
