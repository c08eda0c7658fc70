//! Orders as their readers see them: what a reader may not see is not there.

use domain::{
    Language, Money, Timestamp,
    account::Role,
    change_request::{Change, ChangeState},
    contract::Clause,
    id::{ChangeRequestId, OrderId, QuoteId},
    order::{Stage, Waiting, Workstream, waiting},
};
use jiff::civil::Date;
use policy::{Action, Permit, Resource, act, scope_of_orders};
use store::{Cursor, Page, order::Filter, order::Order};
use vault::Masked;

use super::{Contact, contact, load, sign::Agreed};
use crate::{App, Caller, Error, quote};

pub use store::order::Event;

/// A row of a list.
#[derive(Clone, Debug)]
pub struct OrderRow {
    /// Its id.
    pub id: OrderId,
    /// How far.
    pub stage: Stage,
    /// The install date.
    pub install_date: Option<Date>,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// Panels.
    pub panels: i64,
    /// Direct-current power, watts.
    pub system_watts: i64,
}

/// A customer's contact with most of it hidden.
#[derive(Clone, Debug)]
pub struct MaskedContact {
    /// First letters.
    pub name: Masked,
    /// First letter and domain.
    pub email: Masked,
    /// Last digits.
    pub phone: Option<Masked>,
}

/// A look at the customer's file.
#[derive(Clone, Debug)]
pub struct Access {
    /// When.
    pub at: Timestamp,
    /// Who, as a role.
    pub role: Role,
    /// What: a code such as `phone`.
    pub what: String,
    /// Why, as the employee wrote it.
    pub reason: String,
}

/// A proposed change as the order's reader sees it.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// Its id.
    pub id: ChangeRequestId,
    /// What is proposed.
    pub change: Change,
    /// Hash of exactly this proposal, 64 hexadecimal digits; an answer names it.
    pub payload_hash: String,
    /// Where it stands; a proposal whose time is over reads as expired even before its clock has rung.
    pub state: ChangeState,
    /// Why, for those who may read it.
    pub reason: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when it can be answered.
    pub expires_at: Timestamp,
}

/// An order as its reader sees it.
#[derive(Clone, Debug)]
pub struct OrderView {
    /// Its id.
    pub id: OrderId,
    /// Row version: live pages compare it.
    pub version: i64,
    /// How far.
    pub stage: Stage,
    /// The install date.
    pub install_date: Option<Date>,
    /// Days of work.
    pub work_days: i64,
    /// Panels.
    pub panels: i64,
    /// Direct-current power, watts.
    pub system_watts: i64,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// First instant after the cooling-off period.
    pub cooling_off_ends_at: Timestamp,
    /// The cooling-off period still runs.
    pub cooling_off: bool,
    /// All workstreams.
    pub workstreams: Vec<Workstream>,
    /// Who is waited for, and until when.
    pub waiting: Vec<Waiting>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// The crew and its company, once one accepted.
    pub crew: Option<(String, String)>,
    /// What the customer pays, for those who may see it.
    pub price: Option<Money>,
    /// What she has paid.
    pub paid: Option<Money>,
    /// The quote, for its owner.
    pub quote: Option<QuoteId>,
    /// Name, phone and address, for those who need them.
    pub contact: Option<Contact>,
    /// The same masked, for support.
    pub masked: Option<MaskedContact>,
    /// Proposed changes.
    pub changes: Vec<ChangeView>,
    /// Who opened the customer's file, for her.
    pub accesses: Vec<Access>,
}

impl OrderView {
    /// What a live page compares.
    #[must_use]
    pub fn mark(&self) -> super::live::Mark {
        super::live::Mark::new(self.version, &self.changes)
    }
}

/// An order in scope, with what this reader may see of it. Operations' look at the contact is written down.
///
/// # Errors
/// Not found out of scope.
pub async fn read(app: &App, caller: &Caller, id: OrderId) -> Result<OrderView, Error> {
    let (order, permit) = load::<act::OrderRead>(app, caller, id).await?;
    let now = app.clock().now();
    let workstreams = app.store().workstreams(&permit).await?;
    let may = |action| app.engine().allows(action, &caller.actor, &order.resource());
    let contact = if may(Action::SeeContact) { see_contact(app, caller, &order).await? } else { None };
    let owner = may(Action::SeePrice);
    let crew = match order.crew {
        Some(id) => crew_names(app, &permit, id).await?,
        None => None,
    };
    Ok(OrderView {
        id,
        version: order.version,
        stage: order.stage,
        install_date: order.install_date,
        work_days: order.work_days,
        panels: order.panels,
        system_watts: order.system_watts,
        signed_at: order.signed_at,
        cooling_off_ends_at: order.cooling_off_ends_at,
        cooling_off: now < order.cooling_off_ends_at,
        waiting: if order.stage.is_before_installation() { waiting(&workstreams, now) } else { Vec::new() },
        workstreams,
        events: app.store().order_events(&permit).await?,
        crew,
        price: owner.then_some(order.price),
        paid: owner.then_some(order.paid),
        quote: owner.then_some(order.quote),
        masked: if caller.actor.role == Role::Support { masked(app, &permit, &order).await? } else { None },
        contact,
        changes: changes(app, caller, &permit, now).await?,
        accesses: if may(Action::AccessRead) { accesses(app, caller, &order).await? } else { Vec::new() },
    })
}

async fn see_contact(app: &App, caller: &Caller, order: &Order) -> Result<Option<Contact>, Error> {
    let permit: Permit<act::SeeContact> = app.permit(caller, order.resource()).await?;
    if let (true, Some(account)) = (caller.actor.role.is_staff(), caller.actor.account) {
        crate::access::note(app, caller, &permit, order, account).await?;
    }
    contact::open(app, &permit, order).await
}

async fn crew_names(app: &App, permit: &Permit<act::OrderRead>, id: domain::id::CrewId) -> Result<Option<(String, String)>, Error> {
    let Some(crew) = app.store().crew(permit, id).await? else { return Ok(None) };
    let company = app.store().company_name(permit, crew.company).await?.unwrap_or_default();
    Ok(Some((crew.name, company)))
}

/// A customer as support sees her without a reason.
pub(crate) async fn masked(app: &App, permit: &Permit<act::OrderRead>, order: &Order) -> Result<Option<MaskedContact>, Error> {
    let Some(account) = app.store().account(order.account).await? else { return Ok(None) };
    let store = app.store();
    Ok(Some(MaskedContact {
        name: account.name.masked(store, permit, domain::text::PersonName::masked)?,
        email: account.email.masked(store, permit, domain::text::Email::masked)?,
        phone: account.phone.map(|p| p.masked(store, permit, domain::text::Phone::masked)).transpose()?,
    }))
}

/// The proposals that the caller may read.
pub(super) async fn changes(app: &App, caller: &Caller, permit: &Permit<act::OrderRead>, now: Timestamp) -> Result<Vec<ChangeView>, Error> {
    let mut made = Vec::new();
    for stored in app.store().change_requests_of(permit).await? {
        if !app.engine().allows(Action::ChangeRead, &caller.actor, &stored.resource()) {
            continue;
        }
        let may_read: Permit<act::ChangeRead> = app.permit(caller, stored.resource()).await?;
        made.push(change_view(app, &may_read, &stored, now)?);
    }
    Ok(made)
}

fn change_view(
    app: &App,
    permit: &Permit<act::ChangeRead>,
    stored: &store::change_request::Stored,
    now: Timestamp,
) -> Result<ChangeView, Error> {
    let request = &stored.request;
    let lapsed = request.state == ChangeState::Proposed && now >= request.expires_at;
    Ok(ChangeView {
        id: request.id,
        change: request.change.clone(),
        payload_hash: quote::hex(&request.payload_hash),
        state: if lapsed { ChangeState::Expired } else { request.state },
        reason: Some(stored.reason.clear(app.store(), permit)?.into_exposed().as_str().to_owned()),
        created_at: stored.created_at,
        expires_at: request.expires_at,
    })
}

/// A proposal for a reader with a permit.
pub(crate) fn view_change(
    app: &App,
    permit: &Permit<act::ChangeRead>,
    stored: &store::change_request::Stored,
) -> Result<ChangeView, Error> {
    change_view(app, permit, stored, app.clock().now())
}

async fn accesses(app: &App, caller: &Caller, order: &Order) -> Result<Vec<Access>, Error> {
    let permit: Permit<act::AccessRead> = app.permit(caller, order.resource()).await?;
    let rows = app.store().accesses(&permit).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Access {
                at: row.at,
                role: row.role,
                what: row.what,
                reason: row.reason.clear(app.store(), &permit)?.into_exposed().as_str().to_owned(),
            })
        })
        .collect()
}

/// The orders that the caller may see, newest first.
///
/// # Errors
/// Sign-in needed for strangers; denied to roles that have no orders to see.
pub async fn list(app: &App, caller: &Caller, filter: &Filter, cursor: Cursor) -> Result<Page<OrderRow>, Error> {
    may_list(app, caller).await?;
    let page = app.store().orders(&scope_of_orders(&caller.actor, app.env()), filter, cursor).await?;
    Ok(page.map(|order| row(&order)))
}

/// Whether the caller has a list of orders at all; hers may stand on a page of another name.
///
/// # Errors
/// Sign-in needed for strangers; denied to roles that have no orders to see.
pub async fn may_list(app: &App, caller: &Caller) -> Result<(), Error> {
    let _: Permit<act::OrderList> = app.permit(caller, Resource::Company).await?;
    Ok(())
}

pub(crate) fn row(order: &Order) -> OrderRow {
    OrderRow {
        id: order.id,
        stage: order.stage,
        install_date: order.install_date,
        signed_at: order.signed_at,
        panels: order.panels,
        system_watts: order.system_watts,
    }
}

/// A signed contract.
#[derive(Clone, Debug)]
pub struct ContractView {
    /// Of which order.
    pub order: OrderId,
    /// Its clauses, exactly as they were agreed.
    pub clauses: Vec<Clause>,
    /// Hash of the clauses.
    pub text_hash: String,
    /// Hash of the receipt.
    pub receipt_hash: String,
    /// Version of the terms.
    pub terms_version: String,
    /// Language in which it was agreed.
    pub language: Language,
    /// When.
    pub consented_at: Timestamp,
}

/// The contract of an order.
///
/// # Errors
/// Not found for anyone but the customer.
pub async fn contract(app: &App, caller: &Caller, id: OrderId) -> Result<ContractView, Error> {
    let (_, permit) = load::<act::ContractRead>(app, caller, id).await?;
    let stored = app.store().contract(&permit).await?.ok_or(Error::NotFound)?;
    // What is shown is what was agreed, or nothing: the store holds the text against its commitment.
    let text = stored.text(app.store(), &permit)?;
    let agreed: Agreed = serde_json::from_str(text.expose()).map_err(|e| Error::Internal(Box::new(e)))?;
    let text_hash = domain::contract::hash(&agreed.clauses).map_err(|e| Error::Internal(Box::new(e)))?;
    Ok(ContractView {
        order: id,
        clauses: agreed.clauses,
        text_hash,
        receipt_hash: agreed.receipt_hash,
        terms_version: stored.terms_version,
        language: stored.language,
        consented_at: stored.consented_at,
    })
}
