//! What exists only in the demo: sign-in links, the mailbox, and a clock that moves.

use domain::{
    Timestamp,
    account::Role,
    id::{Id, MailId, OrderId},
};
use policy::{Amr, Env, Permit, Resource, act};
use store::{Cursor, Page, link::Purpose, setting};
use vault::Token;

use crate::{App, Caller, Error, quote, session, session::Opened, timer, transaction::transaction, worker};

/// Seconds for which a sign-in link of the demo counts.
const LINK_SECONDS: i64 = 24 * 3_600;

/// Makes a link that signs in, once, as the first person of a role.
///
/// # Errors
/// Not in the demo, or nobody has this role.
pub async fn sign_in_link(app: &App, role: Role) -> Result<String, Error> {
    if app.env() != Env::Demo {
        return Err(Error::NotFound);
    }
    let account = app.store().first_account_of(role).await?.ok_or(Error::NotFound)?;
    link_for(app, &account).await
}

async fn link_for(app: &App, account: &store::account::Account) -> Result<String, Error> {
    let caller = worker::machine(app)?;
    let permit: Permit<act::CompanySetUp> = app.permit(&caller, Resource::Company).await?;
    let token = Token::generate(app.store().random())?;
    transaction!(app, &caller, tx => {
        let now = app.clock().wall();
        store::link::insert(tx, &token.hash(), Purpose::DemoSignIn, account.id, now, now.plus_seconds(LINK_SECONDS)).await?;
        tx.record(&permit, ("account", account.id.uuid()), store::Record::at(0).because("demo_link")).await?;
        Ok(())
    })?;
    Ok(format!("{}/demo/sign-in/{}", app.base_url(), token.text().as_str()))
}

/// Whether a sign-in link would count.
///
/// # Errors
/// It does not.
pub async fn link_counts(app: &App, caller: &Caller, token: &Token) -> Result<Role, Error> {
    let _: Permit<act::MailboxRead> = app.permit_or_hide(caller, Resource::Company).await?;
    let id = app.store().link_account(&token.hash(), Purpose::DemoSignIn, app.clock().wall()).await?.ok_or(Error::CredentialsRefused)?;
    Ok(app.store().account(id).await?.ok_or(Error::CredentialsRefused)?.role)
}

/// Uses a sign-in link up.
///
/// # Errors
/// Not in the demo, or the link does not count.
pub async fn sign_in(app: &App, caller: &Caller, token: &Token) -> Result<Opened, Error> {
    let _: Permit<act::MailboxRead> = app.permit_or_hide(caller, Resource::Company).await?;
    let permit: Permit<act::SignIn> = app.permit(caller, Resource::Company).await?;
    let id = app.store().link_account(&token.hash(), Purpose::DemoSignIn, app.clock().wall()).await?.ok_or(Error::CredentialsRefused)?;
    let account = app.store().account(id).await?.ok_or(Error::CredentialsRefused)?;
    let opened = session::prepare(app, account.role, Some(account.id), account.person, Amr::Demo)?;
    transaction!(app, caller, tx => {
        if store::link::consume(tx, &token.hash(), Purpose::DemoSignIn, app.clock().wall()).await? != Some(account.id) {
            return Err(Error::CredentialsRefused);
        }
        if let Some(old) = &caller.session {
            store::session::replace(tx, &old.hash()).await?;
        }
        if account.role == Role::Customer {
            quote::claim_all(app, caller, tx, account.person).await?;
        }
        store::session::open(tx, &permit, &opened.session).await?;
        Ok(())
    })?;
    Ok(opened)
}

/// A mail in the mailbox.
#[derive(Clone, Debug)]
pub struct MailView {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When.
    pub sent_at: Timestamp,
}

/// The mailbox, newest first.
///
/// # Errors
/// Not found outside the demo.
pub async fn mailbox(app: &App, caller: &Caller, cursor: Cursor) -> Result<Page<MailView>, Error> {
    let permit: Permit<act::MailboxRead> = app.permit_or_hide(caller, Resource::Company).await?;
    let store = app.store();
    let page = store.mails(&permit, cursor).await?;
    let mut items = Vec::new();
    for mail in page.items {
        items.push(MailView {
            id: mail.id,
            to: mail.recipient.clear(store, &permit)?.into_exposed(),
            subject: mail.subject.clear(store, &permit)?.into_exposed(),
            body: mail.body.clear(store, &permit)?.into_exposed(),
            sent_at: mail.sent_at,
        });
    }
    Ok(Page { items, next: page.next })
}

/// Moves the clock to the next event, or by a day when none is set, and lets happen what is due.
///
/// # Errors
/// Not found outside the demo.
pub async fn next_event(app: &App, caller: &Caller) -> Result<Timestamp, Error> {
    let next = app.store().next_timer().await?.map(|timer| timer.due_at);
    let now = app.clock().now();
    let target = next.filter(|at| *at > now).unwrap_or(if next.is_some() { now } else { now.plus_days(1) });
    move_to(app, caller, target).await
}

/// Moves the clock to an instant in the future and lets happen what is due by then, in order.
///
/// # Errors
/// Not found outside the demo.
pub async fn move_to(app: &App, caller: &Caller, target: Timestamp) -> Result<Timestamp, Error> {
    let permit: Permit<act::ClockMove> = app.permit_or_hide(caller, Resource::Company).await?;
    let now = app.clock().now();
    let by = target.micros().saturating_sub(now.micros()).max(0);
    let ahead = app.clock().ahead_micros().saturating_add(by);
    transaction!(app, caller, tx => {
        setting::move_clock(tx, &permit, ahead).await?;
        Ok(())
    })?;
    app.clock().set_ahead_micros(ahead);
    settle(app).await?;
    Ok(app.clock().now())
}

/// Lets happen what is due now: clocks, then the mails that follow from them. Bounded, should a clock set itself again.
///
/// # Errors
/// The database refuses it.
pub async fn settle(app: &App) -> Result<(), Error> {
    for _ in 0..50 {
        let rung = timer::run_due(app).await?;
        let sent = worker::drain(app).await?;
        if rung + sent == 0 {
            break;
        }
    }
    Ok(())
}

/// Sets the clock to where the demo left it.
///
/// # Errors
/// The database cannot be read.
pub async fn restore_clock(app: &App) -> Result<(), Error> {
    if let Some(ahead) = app.store().setting(setting::CLOCK_AHEAD).await?.and_then(|text| text.parse().ok()) {
        app.clock().set_ahead_micros(ahead);
    }
    Ok(())
}

/// A sign-in link for the leader of the crew that holds the open offer of an order; none when there is no open offer.
///
/// # Errors
/// Not in the demo.
pub async fn sign_in_link_of_offered_crew(app: &App, order: OrderId) -> Result<Option<String>, Error> {
    if app.env() != Env::Demo {
        return Err(Error::NotFound);
    }
    let (_, permit) = crate::order::load::<act::OrderMatch>(app, &timer::machine(app)?, order).await?;
    let Some(offer) = app.store().open_offer(&permit).await? else { return Ok(None) };
    let leader = app.store().account_of_crew(offer.crew).await?.ok_or(Error::NotFound)?;
    link_for(app, &leader).await.map(Some)
}

/// Whether an offer is of an order.
///
/// # Errors
/// Not in the demo.
pub async fn offer_is_of(app: &App, offer: &str, order: OrderId) -> Result<bool, Error> {
    let (_, permit) = crate::order::load::<act::OrderMatch>(app, &timer::machine(app)?, order).await?;
    Ok(app.store().open_offer(&permit).await?.is_some_and(|open| open.id.to_string() == offer))
}
