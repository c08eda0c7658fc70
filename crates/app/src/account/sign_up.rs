//! Signing up, and proving the address. Until then there is no account: what each visitor typed waits by itself, and only
//! what belongs to the link that was proved becomes one. So nobody prepares an account for somebody else.

use domain::{
    Language,
    account::Role,
    id::{AccountId, Id, PersonId},
    text::{Email, PersonName, Phone},
};
use policy::{Amr, Permit, Resource, act};
use store::{
    StoreError,
    account::NewAccount,
    link::{self, Purpose},
    outbox::{self, Job},
    sign_up::{self, NewSignUp},
};
use vault::{Token, password::PasswordPolicy};

use super::{hashing, refused, throttle};
use crate::{App, Caller, Error, mail, quote, session, session::Opened, transaction::transaction};

/// Seconds for which a confirmation link counts.
const CONFIRM_SECONDS: i64 = 24 * 3_600;

/// Kind of the outbox's jobs that answer a sign-up into the inbox.
pub(crate) const JOB: &str = "sign_up";

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

/// Notes a sign-up. Whether its address has an account already is not asked here but by a worker, which sends either a link
/// or word that somebody tried: so the answer, what is written and what it costs are the same.
///
/// # Errors
/// A password that is refused; too many attempts.
pub async fn sign_up(app: &App, caller: &Caller, command: SignUp) -> Result<(), Error> {
    let permit: Permit<act::SignUp> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    let context = [command.email.as_str(), command.name.as_str(), app.company().name.as_str()];
    let password = PasswordPolicy::check(&command.password, &context, false)?;
    let hash = hashing::hash(app, password).await?;
    let person = free_person(app, caller.actor.person.filter(|_| caller.actor.account.is_none())).await?;
    transaction!(app, caller, tx => {
        let id: AccountId = tx.id()?;
        let new = NewSignUp {
            id,
            person,
            email: &command.email,
            name: &command.name,
            phone: command.phone.as_ref(),
            password: &hash,
            language: command.language,
            created_at: app.clock().wall(),
        };
        sign_up::insert(tx, &permit, &new).await?;
        outbox::push(tx, JOB, person, &id.to_string()).await?;
        Ok(())
    })
}

/// A visitor keeps being the data subject she is, unless that one has an account already.
async fn free_person(app: &App, person: Option<PersonId>) -> Result<PersonId, Error> {
    match person {
        Some(person) if app.store().account_of_person(person).await?.is_none() => Ok(person),
        _ => app.id(),
    }
}

/// Answers a sign-up into the inbox, unless that inbox has had enough of them.
pub(crate) async fn answer(app: &App, caller: &Caller, permit: &Permit<act::OutboxDrain>, job: &Job, payload: &str) -> Result<(), Error> {
    let id: AccountId = payload.parse().map_err(|_| StoreError::Corrupt("outbox.payload"))?;
    let waiting = app.store().sign_up(id).await?;
    let Some(waiting) = waiting else {
        // Proved or swept up meanwhile.
        return transaction!(app, caller, tx => { Ok(outbox::done(tx, permit, job).await?) });
    };
    let email = waiting.email.clear(app.store(), permit)?.into_exposed();
    let owner = app.store().account_by_email(&email).await?.filter(|account| account.confirmed);
    let may_write = throttle::letter(app, &email, throttle::Letter::SignUp).await?;
    let token = Token::generate(app.store().random())?;
    transaction!(app, caller, tx => {
        match &owner {
            Some(owner) => {
                if may_write {
                    mail::push(tx, owner.person, &email, &mail::somebody_signed_up_again(app, waiting.language)).await?;
                }
                sign_up::forget(tx, &email).await?;
            }
            None if may_write => {
                let now = app.clock().wall();
                link::revoke(tx, Purpose::Confirm, id).await?;
                link::insert(tx, &token.hash(), Purpose::Confirm, id, now, now.plus_seconds(CONFIRM_SECONDS)).await?;
                mail::push(tx, waiting.person, &email, &mail::confirm(app, waiting.language, &token)).await?;
            }
            None => {}
        }
        outbox::done(tx, permit, job).await?;
        Ok(())
    })
}

/// Sends another link to whoever knows the password of a sign-up that is not proved.
pub(super) async fn answer_again(app: &App, caller: &Caller, permit: &Permit<act::SignIn>, waiting: &sign_up::SignUp) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        outbox::push(tx, JOB, waiting.person, &waiting.id.to_string()).await?;
        tx.record(permit, ("sign_up", waiting.id.uuid()), store::Record::at(0).because("not_confirmed")).await?;
        Ok(())
    })
}

/// What a confirmation link asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmNeeds {
    /// The same browser signed up: a click is enough.
    Click,
    /// Another browser: whoever clicks must know the password that was chosen. Otherwise somebody could sign up in
    /// another's name, with a password of his own, and have her confirm it.
    Password,
}

/// What the page behind a confirmation link asks for.
///
/// # Errors
/// The link does not count.
pub async fn confirm_needs(app: &App, caller: &Caller, token: &Token) -> Result<ConfirmNeeds, Error> {
    let _: Permit<act::Confirm> = app.permit(caller, Resource::Company).await?;
    let waiting = linked(app, caller, token).await?;
    Ok(if caller.actor.person == Some(waiting.person) { ConfirmNeeds::Click } else { ConfirmNeeds::Password })
}

/// Proves an address, opens the account and signs in.
///
/// # Errors
/// The link does not count, or the password is not the one that was chosen; the link then still counts.
pub async fn confirm(app: &App, caller: &Caller, token: &Token, password: Option<&str>) -> Result<Opened, Error> {
    let permit: Permit<act::Confirm> = app.permit(caller, Resource::Company).await?;
    throttle::source(app, caller).await?;
    let waiting = linked(app, caller, token).await?;
    let hash = || -> Result<_, Error> { Ok(waiting.password.clear(app.store(), &permit)?.into_exposed()) };
    if caller.actor.person != Some(waiting.person) {
        let typed = password.filter(|p| !p.is_empty()).ok_or_else(|| refused(app, caller))?;
        if !hashing::verify(app, Some(hash()?), typed).await? {
            return Err(refused(app, caller));
        }
    }
    let person = free_person(app, Some(waiting.person)).await?;
    let proved = Proved {
        token,
        id: waiting.id,
        email: waiting.email.clear(app.store(), &permit)?.into_exposed(),
        name: waiting.name.clear(app.store(), &permit)?.into_exposed(),
        phone: waiting.phone.as_ref().map(|phone| phone.clear(app.store(), &permit)).transpose()?.map(vault::Clear::into_exposed),
        hash: hash()?,
        language: waiting.language,
    };
    match open(app, caller, &permit, &proved, person).await {
        Err(Error::Internal(cause)) if matches!(cause.downcast_ref(), Some(StoreError::Taken)) => {
            // Two things must be one. The address: somebody proved it at the same moment. Or the visitor, who signed up with
            // two addresses and proves both at once: then this account is of a data subject of its own.
            if app.store().account_by_email(&proved.email).await?.is_some() {
                return Err(refused(app, caller));
            }
            open(app, caller, &permit, &proved, app.id()?).await
        }
        other => other,
    }
}

/// A sign-up whose link is in the hands of who made it.
struct Proved<'a> {
    token: &'a Token,
    id: AccountId,
    email: Email,
    name: PersonName,
    phone: Option<Phone>,
    hash: vault::password::PasswordHash,
    language: Language,
}

async fn open(app: &App, caller: &Caller, permit: &Permit<act::Confirm>, proved: &Proved<'_>, person: PersonId) -> Result<Opened, Error> {
    let opened = session::prepare(app, Role::Customer, Some(proved.id), person, Amr::Password)?;
    transaction!(app, caller, tx => {
        let used = link::consume(tx, &proved.token.hash(), Purpose::Confirm, app.clock().wall()).await?;
        if used != Some(proved.id) {
            return Err(refused(app, caller));
        }
        store::account::make_way(tx, &proved.email).await?;
        let new = NewAccount {
            id: proved.id,
            person,
            role: Role::Customer,
            email: proved.email.clone(),
            name: proved.name.clone(),
            phone: proved.phone.clone(),
            password: Some(&proved.hash),
            confirmed: true,
            language: proved.language,
            crew: None,
        };
        store::account::insert(tx, permit, &new).await?;
        sign_up::forget(tx, &proved.email).await?;
        store::session::close_visitors(tx, person).await?;
        quote::claim_all(app, caller, tx, person).await?;
        store::session::open(tx, permit, &opened.session).await?;
        Ok(())
    })?;
    Ok(opened)
}

async fn linked(app: &App, caller: &Caller, token: &Token) -> Result<sign_up::SignUp, Error> {
    let id = app.store().link_account(&token.hash(), Purpose::Confirm, app.clock().wall()).await?.ok_or_else(|| refused(app, caller))?;
    app.store().sign_up(id).await?.ok_or_else(|| refused(app, caller))
}
