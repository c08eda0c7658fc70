//! Accounts: signing up, proving an address, signing in and out, a new password.

mod hashing;
pub(crate) mod reset;
pub(crate) mod sign_up;
pub(crate) mod throttle;

use domain::{
    account::Role,
    text::{Email, PersonName, Phone},
};
use policy::{Amr, Permit, Resource, act};
use vault::password::PasswordHash;

pub use reset::{request_reset, reset, reset_counts};
pub use sign_up::{ConfirmNeeds, SignUp, confirm, confirm_needs, sign_up};

use crate::{App, Caller, Error, quote, session, session::Opened, transaction::transaction};

/// A password or link that does not count is counted for its source, as a stranger's denial is.
fn refused(app: &App, caller: &Caller) -> Error {
    crate::denial::stranger(app, caller);
    Error::CredentialsRefused
}

/// Signs in with e-mail and password. Unknown and known addresses cost the same and get the same answer.
///
/// # Errors
/// [`Error::CredentialsRefused`], or too many attempts.
pub async fn sign_in(app: &App, caller: &Caller, email: &Email, password: &str) -> Result<Opened, Error> {
    let permit: Permit<act::SignIn> = app.permit(caller, Resource::Company).await?;
    let attempt = throttle::attempt(app, caller, email).await?;
    // Both are looked for in any case, and one password is judged.
    let account = app.store().account_by_email(email).await?.filter(|account| account.confirmed);
    let waiting = app.store().newest_sign_up(email).await?;
    let sealed = match (&account, &waiting) {
        (Some(account), _) => account.password.as_ref(),
        (None, Some(waiting)) => Some(&waiting.password),
        (None, None) => None,
    };
    let hash: Option<PasswordHash> = sealed.map(|sealed| sealed.clear(app.store(), &permit)).transpose()?.map(vault::Clear::into_exposed);
    let right = hashing::verify(app, hash, password).await?;
    // An address that is not proved opens nothing: its owner may never have signed up. The answer does not say so; a
    // new link goes to the inbox instead.
    let account = match (account, waiting) {
        (Some(account), _) if right && account.active => account,
        (None, Some(waiting)) if right => {
            sign_up::answer_again(app, caller, &permit, &waiting).await?;
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
