//! A new password, by a link into the inbox. It is also how an owner comes in while somebody guesses at her account: asking
//! for a link waits for nobody's attempts, and the new password begins without any.

use domain::{
    id::{Id, PersonId},
    text::Email,
};
use policy::{Permit, Resource, act};
use store::{
    account::Account,
    link::{self, Purpose},
    outbox::{self, Job},
};
use vault::{Token, password::PasswordPolicy};

use super::{hashing, refused, throttle};
use crate::{App, Caller, Error, mail, transaction::transaction};

/// Seconds for which a link to a new password counts.
const RESET_SECONDS: i64 = 15 * 60;

/// Kind of the outbox's jobs that answer somebody who forgot her password.
pub(crate) const JOB: &str = "reset";

/// Notes that a link for a new password is asked for. Whether there is such an account is not asked here but by a worker: so
/// the answer, what is written and what it costs are the same if there is none.
///
/// # Errors
/// Too many attempts from this source.
pub async fn request_reset(app: &App, caller: &Caller, email: &Email) -> Result<(), Error> {
    let permit: Permit<act::ResetPassword> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    // The address lies under a key of its own, whoever's it is.
    let nobody: PersonId = app.id()?;
    transaction!(app, caller, tx => {
        let job = outbox::push(tx, JOB, nobody, email.as_str()).await?;
        tx.record(&permit, ("reset", job.uuid()), store::Record::at(0).because("asked")).await?;
        Ok(())
    })
}

/// Sends the link, if there is such an account and its inbox has not had enough of them. Links that were sent before count
/// no longer; where none is sent they do, so that nobody keeps an owner out by asking again and again.
pub(crate) async fn answer(app: &App, caller: &Caller, permit: &Permit<act::OutboxDrain>, job: &Job, payload: &str) -> Result<(), Error> {
    let email = Email::parse("email", payload)?;
    let account = app.store().account_by_email(&email).await?.filter(|a| a.active && a.confirmed && !a.role.is_staff());
    let account = match account {
        Some(account) if throttle::letter(app, &email, throttle::Letter::Reset).await? => Some(account),
        _ => None,
    };
    let token = Token::generate(app.store().random())?;
    transaction!(app, caller, tx => {
        if let Some(account) = &account {
            let now = app.clock().wall();
            link::revoke(tx, Purpose::ResetPassword, account.id).await?;
            link::insert(tx, &token.hash(), Purpose::ResetPassword, account.id, now, now.plus_seconds(RESET_SECONDS)).await?;
            mail::push(tx, account.person, &email, &mail::reset(app, account.language, &token)).await?;
            tx.record(permit, ("account", account.id.uuid()), store::Record::at(account.version).because("reset_asked")).await?;
        }
        outbox::done(tx, permit, job).await?;
        Ok(())
    })
}

/// Whether a reset link would count, without using it.
///
/// # Errors
/// It does not.
pub async fn reset_counts(app: &App, caller: &Caller, token: &Token) -> Result<(), Error> {
    let _: Permit<act::ResetPassword> = app.permit(caller, Resource::Company).await?;
    linked(app, caller, token).await.map(|_| ())
}

/// Sets a new password and ends every session of the account. Attempts at the old password are forgotten.
///
/// # Errors
/// The link does not count, or the password is refused; the link then still counts.
pub async fn reset(app: &App, caller: &Caller, token: &Token, password: &str) -> Result<(), Error> {
    let permit: Permit<act::ResetPassword> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    let account = linked(app, caller, token).await?;
    let email = account.email.clear(app.store(), &permit)?;
    let name = account.name.clear(app.store(), &permit)?;
    let password = PasswordPolicy::check(password, &[email.expose().as_str(), name.expose().as_str(), app.company().name.as_str()], false)?;
    let hash = hashing::hash(app, password).await?;
    let outcome: Result<(), Error> = transaction!(app, caller, tx => {
        let used = link::consume(tx, &token.hash(), Purpose::ResetPassword, app.clock().wall()).await?;
        if used != Some(account.id) {
            return Err(refused(app, caller));
        }
        store::account::set_password(tx, &permit, &account, &hash).await?;
        store::session::close_all(tx, account.id).await?;
        store::session::close_visitors(tx, account.person).await?;
        mail::push(tx, account.person, email.expose(), &mail::password_changed(app, account.language)).await?;
        Ok(())
    });
    outcome?;
    throttle::forget(app, email.expose()).await
}

async fn linked(app: &App, caller: &Caller, token: &Token) -> Result<Account, Error> {
    let id =
        app.store().link_account(&token.hash(), Purpose::ResetPassword, app.clock().wall()).await?.ok_or_else(|| refused(app, caller))?;
    app.store().account(id).await?.filter(|account| account.active).ok_or_else(|| refused(app, caller))
}
