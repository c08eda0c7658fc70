//! Accounts: signing up, proving an address, signing in and out, a new password.

mod hashing;
mod throttle;

use domain::{
    Language,
    account::Role,
    id::{AccountId, PersonId},
    text::{Email, PersonName, Phone},
};
use policy::{Amr, Permit, Resource, act};
use store::{
    account::{Account, NewAccount},
    link::Purpose,
};
use vault::{Token, password::PasswordPolicy};

use crate::{App, Caller, Error, mail, quote, session, session::Opened, transaction::transaction};

/// Seconds for which a confirmation link counts.
const CONFIRM_SECONDS: i64 = 24 * 3_600;
/// Seconds for which a link to a new password counts.
const RESET_SECONDS: i64 = 15 * 60;

/// What somebody types to become a customer. Parsed already, except for the password, which policy reads.
#[derive(Debug)]
pub struct SignUp {
    /// Where mails go.
    pub email: Email,
    /// What she is called.
    pub name: PersonName,
    /// Where she is called, if she says.
    pub phone: Option<Phone>,
    /// As typed.
    pub password: String,
    /// Language of mails.
    pub language: Language,
}

/// Opens an account, or tells the owner of an existing one by mail that somebody tried. The answer is the same: "look
/// into your inbox".
///
/// # Errors
/// A password that is refused; too many attempts.
pub async fn sign_up(app: &App, caller: &Caller, command: SignUp) -> Result<(), Error> {
    let permit: Permit<act::SignUp> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    let context = [command.email.as_str(), command.name.as_str(), app.company().name.as_str()];
    let password = PasswordPolicy::check(&command.password, &context, false)?;
    // Hashed in either case, so that time does not tell whether there is an account.
    let hash = hashing::hash(app, password).await?;
    if let Some(existing) = app.store().account_by_email(&command.email).await? {
        return transaction!(app, caller, tx => {
            mail::push(tx, existing.person, &command.email, &mail::somebody_signed_up_again(app, command.language)).await?;
            tx.record(&permit, ("account", domain::id::Id::uuid(existing.id)), store::Record::at(existing.version).because("exists")).await?;
            Ok(())
        });
    }
    let person = fresh_person(app, caller).await?;
    let token = Token::generate(app.store().random())?;
    let outcome: Result<(), Error> = transaction!(app, caller, tx => {
        let id: AccountId = tx.id()?;
        let new = NewAccount {
            id,
            person,
            role: Role::Customer,
            email: command.email.clone(),
            name: command.name.clone(),
            phone: command.phone.clone(),
            password: Some(&hash),
            confirmed: false,
            language: command.language,
            crew: None,
        };
        store::account::insert(tx, &permit, &new).await?;
        let now = app.clock().wall();
        store::link::insert(tx, &token.hash(), Purpose::Confirm, id, now, now.plus_seconds(CONFIRM_SECONDS)).await?;
        mail::push(tx, person, &command.email, &mail::confirm(app, command.language, &token)).await?;
        Ok(())
    });
    match outcome {
        // Somebody opened an account for the same address at the same moment: she has a mail already.
        Err(Error::Internal(cause)) if matches!(cause.downcast_ref(), Some(store::StoreError::Taken)) => Ok(()),
        other => other,
    }
}

/// A visitor keeps being the data subject she is, unless that one has an account already.
async fn fresh_person(app: &App, caller: &Caller) -> Result<PersonId, Error> {
    match caller.actor.person {
        Some(person) if caller.actor.account.is_none() && app.store().account_of_person(person).await?.is_none() => Ok(person),
        _ => app.id(),
    }
}

/// What a confirmation link asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmNeeds {
    /// The same browser signed up: a click is enough.
    Click,
    /// Another browser: whoever clicks must know the password that was chosen. Otherwise somebody could open an account
    /// in another's name, with a password of his own, and have her confirm it.
    Password,
}

/// What the page behind a confirmation link asks for.
///
/// # Errors
/// The link does not count.
pub async fn confirm_needs(app: &App, caller: &Caller, token: &Token) -> Result<ConfirmNeeds, Error> {
    let _: Permit<act::Confirm> = app.permit(caller, Resource::Company).await?;
    let account = linked(app, caller, token, Purpose::Confirm).await?;
    Ok(if caller.actor.person == Some(account.person) { ConfirmNeeds::Click } else { ConfirmNeeds::Password })
}

/// Proves an address and signs in.
///
/// # Errors
/// The link does not count, or the password is not the one that was chosen; the link then still counts.
pub async fn confirm(app: &App, caller: &Caller, token: &Token, password: Option<&str>) -> Result<Opened, Error> {
    let permit: Permit<act::Confirm> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    let account = linked(app, caller, token, Purpose::Confirm).await?;
    if caller.actor.person != Some(account.person) {
        let typed = password.filter(|p| !p.is_empty()).ok_or_else(|| refused(app, caller))?;
        if !hashing::verify(app, stored_hash(app, &permit, &account)?, typed).await? {
            return Err(refused(app, caller));
        }
    }
    let opened = session::prepare(app, account.role, Some(account.id), account.person, Amr::Password)?;
    transaction!(app, caller, tx => {
        let used = store::link::consume(tx, &token.hash(), Purpose::Confirm, app.clock().wall()).await?;
        if used != Some(account.id) {
            return Err(refused(app, caller));
        }
        store::account::confirm(tx, &permit, &account).await?;
        store::session::close_visitors(tx, account.person).await?;
        quote::claim_all(app, caller, tx, account.person).await?;
        store::session::open(tx, &permit, &opened.session).await?;
        Ok(())
    })?;
    Ok(opened)
}

/// A password or link that does not count is counted for its source, as a stranger's denial is.
fn refused(app: &App, caller: &Caller) -> Error {
    crate::denial::stranger(app, caller);
    Error::CredentialsRefused
}

async fn linked(app: &App, caller: &Caller, token: &Token, purpose: Purpose) -> Result<Account, Error> {
    let id = app.store().link_account(&token.hash(), purpose, app.clock().wall()).await?.ok_or_else(|| refused(app, caller))?;
    app.store().account(id).await?.filter(|account| account.active).ok_or_else(|| refused(app, caller))
}

fn stored_hash<A: store::SeesClear>(
    app: &App,
    permit: &Permit<A>,
    account: &Account,
) -> Result<Option<vault::password::PasswordHash>, Error> {
    account.password.as_ref().map(|sealed| Ok(sealed.clear(app.store(), permit)?.into_exposed())).transpose()
}

/// Signs in with e-mail and password. Unknown and known addresses cost the same and get the same answer.
///
/// # Errors
/// [`Error::CredentialsRefused`], or too many attempts.
pub async fn sign_in(app: &App, caller: &Caller, email: &Email, password: &str) -> Result<Opened, Error> {
    let permit: Permit<act::SignIn> = app.permit(caller, Resource::Company).await?;
    let attempt = throttle::attempt(app, caller, email).await?;
    let account = app.store().account_by_email(email).await?;
    let hash = account.as_ref().map(|account| stored_hash(app, &permit, account)).transpose()?.flatten();
    let right = hashing::verify(app, hash, password).await?;
    // An address that is not proved opens nothing: its owner may never have signed up. The answer does not say so; a
    // new confirmation goes to the inbox instead.
    let account = match account {
        Some(account) if right && account.active && account.confirmed => account,
        Some(account) if right && account.active => {
            send_confirmation(app, caller, &permit, &account, email).await?;
            return Err(refused(app, caller));
        }
        _ => return Err(refused(app, caller)),
    };
    attempt.succeeded(app).await?;
    let opened = session::prepare(app, account.role, Some(account.id), account.person, Amr::Password)?;
    transaction!(app, caller, tx => {
        // A new session in place of the old one: a token that was known before means nothing now.
        if let Some(old) = &caller.session {
            store::session::replace(tx, &old.hash()).await?;
        }
        quote::claim_all(app, caller, tx, account.person).await?;
        store::session::open(tx, &permit, &opened.session).await?;
        Ok(())
    })?;
    Ok(opened)
}

async fn send_confirmation(
    app: &App,
    caller: &Caller,
    permit: &Permit<act::SignIn>,
    account: &Account,
    email: &Email,
) -> Result<(), Error> {
    let token = Token::generate(app.store().random())?;
    transaction!(app, caller, tx => {
        let now = app.clock().wall();
        store::link::revoke(tx, Purpose::Confirm, account.id).await?;
        store::link::insert(tx, &token.hash(), Purpose::Confirm, account.id, now, now.plus_seconds(CONFIRM_SECONDS)).await?;
        mail::push(tx, account.person, email, &mail::confirm(app, account.language, &token)).await?;
        tx.record(permit, ("account", domain::id::Id::uuid(account.id)), store::Record::at(account.version).because("not_confirmed")).await?;
        Ok(())
    })
}

/// Ends the caller's session.
///
/// # Errors
/// Nobody is signed in.
pub async fn sign_out(app: &App, caller: &Caller) -> Result<(), Error> {
    let (Some(account), Some(token)) = (caller.actor.account, &caller.session) else { return Err(Error::SignInNeeded) };
    let permit: Permit<act::SignOut> = app.permit(caller, Resource::Account { id: account }).await?;
    transaction!(app, caller, tx => {
        store::session::close(tx, &permit, &token.hash()).await?;
        Ok(())
    })
}

/// Sends a link for a new password, if there is such an account. The answer is the same if there is none.
///
/// # Errors
/// Too many attempts.
pub async fn request_reset(app: &App, caller: &Caller, email: &Email) -> Result<(), Error> {
    let permit: Permit<act::ResetPassword> = app.permit(caller, Resource::Company).await?;
    throttle::attempt(app, caller, email).await?;
    let Some(account) = app.store().account_by_email(email).await?.filter(|a| a.active && !a.role.is_staff()) else { return Ok(()) };
    let token = Token::generate(app.store().random())?;
    transaction!(app, caller, tx => {
        let now = app.clock().wall();
        store::link::revoke(tx, Purpose::ResetPassword, account.id).await?;
        store::link::insert(tx, &token.hash(), Purpose::ResetPassword, account.id, now, now.plus_seconds(RESET_SECONDS)).await?;
        mail::push(tx, account.person, email, &mail::reset(app, account.language, &token)).await?;
        tx.record(&permit, ("account", domain::id::Id::uuid(account.id)), store::Record::at(account.version).because("asked")).await?;
        Ok(())
    })
}

/// Whether a reset link would count, without using it.
///
/// # Errors
/// It does not.
pub async fn reset_counts(app: &App, caller: &Caller, token: &Token) -> Result<(), Error> {
    let _: Permit<act::ResetPassword> = app.permit(caller, Resource::Company).await?;
    linked(app, caller, token, Purpose::ResetPassword).await.map(|_| ())
}

/// Sets a new password and ends every session of the account.
///
/// # Errors
/// The link does not count, or the password is refused; the link then still counts.
pub async fn reset(app: &App, caller: &Caller, token: &Token, password: &str) -> Result<(), Error> {
    let permit: Permit<act::ResetPassword> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    let account = linked(app, caller, token, Purpose::ResetPassword).await?;
    let email = account.email.clear(app.store(), &permit)?;
    let name = account.name.clear(app.store(), &permit)?;
    let password = PasswordPolicy::check(password, &[email.expose().as_str(), name.expose().as_str(), app.company().name.as_str()], false)?;
    let hash = hashing::hash(app, password).await?;
    transaction!(app, caller, tx => {
        let used = store::link::consume(tx, &token.hash(), Purpose::ResetPassword, app.clock().wall()).await?;
        if used != Some(account.id) {
            return Err(refused(app, caller));
        }
        store::account::set_password(tx, &permit, &account, &hash).await?;
        store::session::close_all(tx, account.id).await?;
        store::session::close_visitors(tx, account.person).await?;
        mail::push(tx, account.person, email.expose(), &mail::password_changed(app, account.language)).await?;
        Ok(())
    })
}

/// What the signed-in person is called, for the header and the contract.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Name.
    pub name: PersonName,
    /// E-mail address.
    pub email: Email,
    /// Telephone number.
    pub phone: Option<Phone>,
    /// Role.
    pub role: Role,
}

/// The caller's own account.
///
/// # Errors
/// Nobody is signed in.
pub async fn profile(app: &App, caller: &Caller) -> Result<Profile, Error> {
    let id = caller.actor.account.ok_or(Error::SignInNeeded)?;
    let permit: Permit<act::AccountRead> = app.permit(caller, Resource::Account { id }).await?;
    let account = app.store().account(id).await?.ok_or(Error::SignInNeeded)?;
    Ok(Profile {
        name: account.name.clear(app.store(), &permit)?.into_exposed(),
        email: account.email.clear(app.store(), &permit)?.into_exposed(),
        phone: account.phone.map(|p| p.clear(app.store(), &permit)).transpose()?.map(vault::Clear::into_exposed),
        role: account.role,
    })
}
