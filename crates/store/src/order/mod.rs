//! Orders, their workstreams and their history.

mod event;
mod workstream;

use domain::{
    Currency, Language, Money, Timestamp,
    id::{AccountId, CrewId, Id, OrderId, PersonId, QuoteId},
    order::{Stage, Workstream},
    place::Coordinates,
};
use jiff::civil::Date;
use policy::{Act, Permit, Resource, Rows, Scope, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr};

pub use event::{Event, NewEvent};
pub use workstream::SeesWorkstreams;

use crate::{
    Cursor, Page, Private, Record, Store, StoreError, Tx, contract,
    crew::SeesCrews,
    quote::{self, Quote},
    row::{day, exactly_one, hash32, row},
};

row!("sales_order" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    quote: Uuid,
    account: Uuid,
    person: Uuid,
    stage: String,
    process_version: i64,
    price_minor: i64,
    paid_minor: i64,
    currency: String,
    receipt_mac: Vec<u8>,
    address_sealed: Vec<u8>,
    coordinates_sealed: Vec<u8>,
    zone: String,
    language: String,
    panels: i64,
    system_watts: i64,
    work_days: i64,
    skills: String,
    earliest_date: String,
    install_date: Option<String>,
    crew: Option<Uuid>,
    signed_at: i64,
    cooling_off_ends_at: i64,
    version: i64,
});

const TABLE: &str = "sales_order";

/// An order as it is stored.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// The quote it was signed on.
    pub quote: QuoteId,
    /// The customer's account.
    pub account: AccountId,
    /// The customer.
    pub person: PersonId,
    /// How far it is.
    pub stage: Stage,
    /// Version of the process it began under.
    pub process_version: i64,
    /// What the customer pays.
    pub price: Money,
    /// What she has paid.
    pub paid: Money,
    /// Keyed commitment to the receipt it was signed on: that of the quote.
    pub receipt_mac: [u8; 32],
    /// Street, town and ZIP code as one text.
    pub address: Private<String>,
    /// Where the roof is.
    pub coordinates: Private<Coordinates>,
    /// IANA time zone of the roof.
    pub zone: String,
    /// Language of the customer.
    pub language: Language,
    /// Panels.
    pub panels: i64,
    /// Direct-current power, watts.
    pub system_watts: i64,
    /// Days of work on the roof.
    pub work_days: i64,
    /// Codes of the skills that the roof asks for.
    pub skills: Vec<String>,
    /// Not before this day.
    pub earliest_date: Date,
    /// The day of the installation, once a crew accepted.
    pub install_date: Option<Date>,
    /// The crew that accepted.
    pub crew: Option<CrewId>,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// First instant after the cooling-off period.
    pub cooling_off_ends_at: Timestamp,
    /// Row version.
    pub version: i64,
}

impl Order {
    /// The order as policy sees it.
    #[must_use]
    pub fn resource(&self) -> Resource {
        Resource::Order {
            id: self.id,
            owner: self.person,
            crew: self.crew,
            crew_on_duty: matches!(self.stage, Stage::Matched | Stage::Ready | Stage::Installing),
            queued: is_queued(self.stage),
        }
    }
}

/// Operations works on orders in these stages.
fn is_queued(stage: Stage) -> bool {
    !stage.is_final()
}

/// An order that is about to be signed.
#[derive(Debug)]
pub struct NewOrder<'a> {
    /// Its id.
    pub id: OrderId,
    /// The quote.
    pub quote: &'a Quote,
    /// The customer's account.
    pub account: AccountId,
    /// Street, town and ZIP code.
    pub address: String,
    /// Where the roof is.
    pub coordinates: Coordinates,
    /// IANA time zone.
    pub zone: String,
    /// Language.
    pub language: Language,
    /// Panels.
    pub panels: i64,
    /// Direct-current power, watts.
    pub system_watts: i64,
    /// Days of work.
    pub work_days: i64,
    /// Codes of the skills that the roof asks for.
    pub skills: Vec<String>,
    /// Not before.
    pub earliest_date: Date,
    /// First instant after the cooling-off period.
    pub cooling_off_ends_at: Timestamp,
    /// The workstreams it begins with.
    pub workstreams: &'a [Workstream],
    /// The contract.
    pub contract: contract::NewContract<'a>,
}

/// Writes order, contract, workstreams and first event, and marks the quote as signed.
///
/// # Errors
/// [`StoreError::Taken`] when the quote has an order; [`StoreError::Conflict`] when the quote moved on.
pub async fn insert(tx: &Tx, permit: &Permit<act::OrderSign>, new: NewOrder<'_>) -> Result<(), StoreError> {
    let (store, person, id) = (tx.store(), new.quote.person, new.id.uuid());
    quote::mark_signed(tx, permit, new.quote).await?;
    let model = row::ActiveModel {
        id: Set(id),
        quote: Set(new.quote.id.uuid()),
        account: Set(new.account.uuid()),
        person: Set(person.uuid()),
        stage: Set(Stage::Signed.name().to_owned()),
        process_version: Set(i64::from(domain::order::PROCESS_VERSION)),
        price_minor: Set(new.quote.price.minor),
        paid_minor: Set(0),
        currency: Set(new.quote.price.currency.code().to_owned()),
        receipt_mac: Set(new.quote.receipt_mac.to_vec()),
        address_sealed: Set(Private::close(store, TABLE, "address", id, person, &new.address)?.bytes()),
        coordinates_sealed: Set(Private::close(store, TABLE, "coordinates", id, person, &new.coordinates)?.bytes()),
        zone: Set(new.zone),
        language: Set(new.language.tag().to_owned()),
        panels: Set(new.panels),
        system_watts: Set(new.system_watts),
        work_days: Set(new.work_days),
        skills: Set(new.skills.join(" ")),
        earliest_date: Set(new.earliest_date.to_string()),
        install_date: Set(None),
        crew: Set(None),
        signed_at: Set(tx.now().micros()),
        cooling_off_ends_at: Set(new.cooling_off_ends_at.micros()),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    let text_mac = contract::insert(tx, permit, new.id, new.quote, &new.contract).await?;
    workstream::insert_all(tx, new.id, new.workstreams).await?;
    event::append(tx, new.id, 1, permit.actor().role, &NewEvent::plain("signed")).await?;
    let record = Record { after: Some(text_mac), ..Record::at(1) };
    tx.record(permit, ("order", id), record).await
}

/// Actions that move an order.
pub trait MovesOrder: Act {}
impl MovesOrder for act::OrderWithdraw {}
impl MovesOrder for act::OrderInstall {}
impl MovesOrder for act::OrderAdvance {}
impl MovesOrder for act::OrderMatch {}
impl MovesOrder for act::OfferAnswer {}
impl MovesOrder for act::ChangeAnswer {}
impl MovesOrder for act::WorkstreamMove {}

/// What changes when an order moves. What is `None` stays.
#[derive(Debug, Default)]
pub struct Move<'a> {
    /// The new stage.
    pub stage: Option<Stage>,
    /// The new install date.
    pub install_date: Option<Option<Date>>,
    /// The new crew.
    pub crew: Option<Option<CrewId>>,
    /// Workstreams in their new states.
    pub workstreams: &'a [Workstream],
    /// What the history says.
    pub event: Option<NewEvent>,
    /// Why, for the trail.
    pub reason: Option<&'static str>,
}

/// Moves an order from the version that was read; anything else is a conflict.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody was first.
pub async fn save<A: MovesOrder>(tx: &Tx, permit: &Permit<A>, order: &Order, change: Move<'_>) -> Result<i64, StoreError> {
    let next = order.version + 1;
    let mut update = row::Entity::update_many().col_expr(row::Column::Version, Expr::value(next));
    if let Some(stage) = change.stage {
        update = update.col_expr(row::Column::Stage, Expr::value(stage.name()));
    }
    if let Some(date) = change.install_date {
        update = update.col_expr(row::Column::InstallDate, Expr::value(date.map(|d| d.to_string())));
    }
    if let Some(crew) = change.crew {
        update = update.col_expr(row::Column::Crew, Expr::value(crew.map(Id::uuid)));
    }
    let changed =
        update.filter(row::Column::Id.eq(order.id.uuid())).filter(row::Column::Version.eq(order.version)).exec(tx.writing()).await?;
    exactly_one(changed.rows_affected)?;
    for workstream in change.workstreams {
        workstream::save(tx, order.id, workstream).await?;
    }
    if let Some(event) = &change.event {
        event::append(tx, order.id, next, permit.actor().role, event).await?;
    }
    tx.record(permit, ("order", order.id.uuid()), Record { reason: change.reason, ..Record::at(next) }).await?;
    Ok(next)
}

/// The stages that a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only orders of this person.
    pub person: Option<PersonId>,
}

fn in_scope(query: Select<row::Entity>, scope: &Scope<OrderId>) -> Select<row::Entity> {
    match scope.rows() {
        // INVARIANT: a condition that no row meets, so that an empty scope reads nothing.
        Rows::None => query.filter(Condition::all().add(row::Column::Id.is_null())),
        Rows::Owner(person) => query.filter(row::Column::Person.eq(person.uuid())),
        Rows::Crew(crew) => query.filter(row::Column::Crew.eq(crew.uuid())),
        Rows::Queue => query.filter(row::Column::Stage.is_in(Stage::ALL.into_iter().filter(|s| is_queued(*s)).map(Stage::name))),
        Rows::All => query,
    }
}

impl Store {
    /// The order of an id, if it is in scope.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn order(&self, id: OrderId, scope: &Scope<OrderId>) -> Result<Option<Order>, StoreError> {
        let query = in_scope(row::Entity::find_by_id(id.uuid()), scope);
        query.one(self.reader()).await?.map(Order::try_from).transpose()
    }
    /// Orders in scope, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn orders(&self, scope: &Scope<OrderId>, filter: &Filter, cursor: Cursor) -> Result<Page<Order>, StoreError> {
        let mut query = in_scope(row::Entity::find(), scope).order_by_desc(row::Column::Id).limit(cursor.limit + 1);
        if let Some(before) = cursor.before {
            query = query.filter(row::Column::Id.lt(before));
        }
        if let Some(stage) = filter.stage {
            query = query.filter(row::Column::Stage.eq(stage.name()));
        }
        if let Some(person) = filter.person {
            query = query.filter(row::Column::Person.eq(person.uuid()));
        }
        let orders: Result<Vec<Order>, StoreError> = query.all(self.reader()).await?.into_iter().map(Order::try_from).collect();
        Ok(Page::cut(orders?, cursor.limit, |order| order.id.uuid()))
    }
    /// The order on which an offer was made. For the crew's acceptance: read in the same transaction as the
    /// offer that policy permitted, so no scope is asked for again.
    ///
    /// # Errors
    /// The database cannot be read, or the order is gone.
    pub async fn order_of_offer(&self, permit: &Permit<act::OfferAnswer>, offer: &crate::offer::Offer) -> Result<Order, StoreError> {
        if permit.resource().uuid() != offer.id.uuid() {
            return Err(StoreError::Conflict);
        }
        row::Entity::find_by_id(offer.order.uuid()).one(self.reader()).await?.map(Order::try_from).transpose()?.ok_or(StoreError::Conflict)
    }
    /// Where the roof of an order is, for our own matching, which shows it to nobody.
    ///
    /// # Errors
    /// The value does not open.
    pub fn roof_for_matching<A: SeesCrews>(&self, _: &Permit<A>, order: &Order) -> Result<Coordinates, StoreError> {
        order.coordinates.open_for_matching(self)
    }
    /// The order that is on a quote, for the quote's owner.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn order_on_quote(&self, permit: &Permit<act::QuoteRead>) -> Result<Option<OrderId>, StoreError> {
        let query = row::Entity::find().filter(row::Column::Quote.eq(permit.resource().uuid()));
        Ok(query.one(self.reader()).await?.map(|row| OrderId::from_uuid(row.id)))
    }
}

impl TryFrom<row::Model> for Order {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        let currency = Currency::from_code(&row.currency).ok_or(StoreError::Corrupt("sales_order.currency"))?;
        Ok(Self {
            id: OrderId::from_uuid(row.id),
            quote: QuoteId::from_uuid(row.quote),
            account: AccountId::from_uuid(row.account),
            person: PersonId::from_uuid(row.person),
            stage: Stage::from_name(&row.stage).ok_or(StoreError::Corrupt("sales_order.stage"))?,
            process_version: row.process_version,
            price: Money { minor: row.price_minor, currency },
            paid: Money { minor: row.paid_minor, currency },
            receipt_mac: hash32(&row.receipt_mac, "sales_order.receipt_mac")?,
            address: Private::stored(TABLE, "address", row.id, row.person, row.address_sealed),
            coordinates: Private::stored(TABLE, "coordinates", row.id, row.person, row.coordinates_sealed),
            zone: row.zone,
            language: Language::from_tag(&row.language).unwrap_or_default(),
            panels: row.panels,
            system_watts: row.system_watts,
            work_days: row.work_days,
            skills: row.skills.split_whitespace().map(str::to_owned).collect(),
            earliest_date: day(&row.earliest_date, "sales_order.earliest_date")?,
            install_date: row.install_date.map(|text| day(&text, "sales_order.install_date")).transpose()?,
            crew: row.crew.map(CrewId::from_uuid),
            signed_at: Timestamp::from_micros(row.signed_at),
            cooling_off_ends_at: Timestamp::from_micros(row.cooling_off_ends_at),
            version: row.version,
        })
    }
}
