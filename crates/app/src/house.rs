//! The house as the audit sees it from inside: what policy answers, what lies in the database, what the trail tells.
//!
//! A machine looks, by a permit of its own and with a leaf in the trail; it learns counts and shapes, and nobody's data.

mod matrix;

use ::audit::evidence::house::{Connection, House, Policy, SignIn, WORST_PASSWORDS};
use policy::{Engine, Env, Permit, Resource, act};
use store::throttle::Rule;
use vault::password::PasswordPolicy;

use crate::{App, Caller, Error, account::throttle, transaction::transaction, worker};

pub use matrix::answers as policy_answers;

/// Looks at everything that can be known from inside. Routes, answers and setup are for those who have them to add.
///
/// # Errors
/// The database cannot be read, or the leaf cannot be written; then nothing is looked at.
pub async fn examine(app: &App) -> Result<House, Error> {
    let caller: Caller = worker::machine(app)?;
    let permit: Permit<act::HouseExamine> = app.permit(&caller, Resource::Company).await?;
    // Told before it is done: who looks leaves a mark even if the machine goes down meanwhile.
    transaction!(app, &caller, tx => {
        store::examination::record(tx, &permit).await?;
        Ok(())
    })?;
    let store = app.store();
    Ok(House {
        env: app.env().name().to_owned(),
        policy: Some(policy(app)?),
        sign_in: Some(sign_in(throttle::RULES, is_taken)),
        data: Some(store.examine_data(&permit).await?),
        trail: Some(store.examine_trail(&permit).await?),
        ..House::default()
    })
}

/// What the policies of this company answer; of a demo also what they would answer for real.
fn policy(app: &App) -> Result<Policy, Error> {
    let mut policy = policy_answers(app.engine());
    if app.env() == Env::Demo {
        let for_real = Engine::load(Env::Production).map_err(|error| Error::Internal(Box::new(error)))?;
        let further = policy_answers(&for_real);
        policy.asked = policy.asked.saturating_add(further.asked);
        policy.grants.extend(further.grants);
    }
    Ok(policy)
}

/// Whether somebody with a second factor may choose a password.
fn is_taken(password: &str) -> bool {
    PasswordPolicy::check(password, &[], true).is_ok()
}

/// What may be tried within an hour, each as soon as it may, where attempts at an account and of a source are counted with
/// these rules; and how many of the worst passwords the rule for new ones takes.
#[must_use]
pub fn sign_in([at_account, of_source]: [Rule; 2], is_taken: impl Fn(&str) -> bool) -> SignIn {
    const HOUR: i64 = 3_600;
    let count = |passwords: usize| u64::try_from(passwords).unwrap_or(u64::MAX);
    SignIn {
        tries_at_account: at_account.failures_within(HOUR),
        tries_of_source: of_source.failures_within(HOUR),
        worst_tried: count(WORST_PASSWORDS.len()),
        worst_taken: count(WORST_PASSWORDS.iter().filter(|password| is_taken(password)).count()),
    }
}

/// How the connection to the database is set up.
///
/// # Errors
/// The database does not tell.
pub async fn connection(app: &App) -> Result<Option<Connection>, Error> {
    let permit: Permit<act::HouseExamine> = app.permit(&worker::machine(app)?, Resource::Company).await?;
    Ok(Some(app.store().examine_connection(&permit).await?))
}
