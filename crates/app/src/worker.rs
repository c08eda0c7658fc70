//! The outbox's jobs, and sweeping up. Workers are actors of the policy like everybody.

use domain::{
    id::{Id, MailId},
    text::Email,
};
use gateway::mail::{Delivery, Mail, MailError};
use policy::{Actor, Env, Permit, Resource, act};
use store::outbox::{self, Job};

use crate::{
    App, Caller, Error,
    account::{reset, sign_up},
    mail,
    transaction::transaction,
};

const AT_ONCE: u64 = 50;

pub(crate) fn machine(app: &App) -> Result<Caller, Error> {
    Ok(Caller::machine(Actor::worker(), app.id::<domain::id::JobId>()?.uuid()))
}

/// Does the jobs that are due; returns how many. One that fails comes again later.
///
/// # Errors
/// The jobs cannot be leased.
pub async fn drain(app: &App) -> Result<usize, Error> {
    let caller = machine(app)?;
    let permit: Permit<act::OutboxDrain> = app.permit(&caller, Resource::Company).await?;
    let now = app.clock().now();
    let mut done = 0;
    for job in app.store().lease_jobs(&permit, now, AT_ONCE).await? {
        match handle(app, &caller, &permit, &job).await {
            Ok(()) => done += 1,
            Err(error) => {
                tracing::warn!(job = %job.id, attempts = job.attempts, %error, "job failed and will be tried again");
                app.store().postpone_job(&permit, &job, now).await?;
            }
        }
    }
    Ok(done)
}

async fn handle(app: &App, caller: &Caller, permit: &Permit<act::OutboxDrain>, job: &Job) -> Result<(), Error> {
    let payload = job.payload.clear(app.store(), permit)?;
    match job.kind.as_str() {
        mail::JOB => send(app, caller, permit, job, payload.expose()).await,
        sign_up::JOB => sign_up::answer(app, caller, permit, job, payload.expose()).await,
        reset::JOB => reset::answer(app, caller, permit, job, payload.expose()).await,
        other => Err(Error::Internal(format!("unknown kind of job {other}").into())),
    }
}

async fn send(app: &App, caller: &Caller, permit: &Permit<act::OutboxDrain>, job: &Job, payload: &str) -> Result<(), Error> {
    let queued: mail::Queued = serde_json::from_str(payload).map_err(|e| Error::Internal(Box::new(e)))?;
    let to = match &queued.to {
        mail::Recipient::Address(address) => address.clone(),
        mail::Recipient::Account(id) => match app.store().account(*id).await? {
            Some(account) => account.email.clear(app.store(), permit)?.expose().as_str().to_owned(),
            None => return Err(Error::Internal("a mail to an account that is not there".into())),
        },
    };
    // The mail's id is the job's: delivered twice, it is recognised as one.
    let id = MailId::from_uuid(job.id.uuid());
    if app.env() == Env::Demo {
        return keep(app, caller, permit, job, id, &to, &queued).await;
    }
    let to = Email::parse("to", &to)?;
    let mail = Mail::new(id, app.clock().now(), to, &queued.subject, &queued.body)?;
    match app.mailer().send(&mail).await {
        Ok(Delivery::HandedOver) => {}
        Ok(Delivery::NoRelay) => tracing::warn!(job = %job.id, "no mail relay is configured; the mail was dropped"),
        // An address that does not exist will not exist tomorrow.
        Err(MailError::Permanent(failure)) => tracing::warn!(job = %job.id, ?failure, "mail refused for good"),
        Err(error @ MailError::Transient(_)) => return Err(Error::Internal(Box::new(error))),
    }
    transaction!(app, caller, tx => {
        outbox::done(tx, permit, job).await?;
        Ok(())
    })
}

/// In the demo, mails go into a mailbox that a page shows.
async fn keep(
    app: &App,
    caller: &Caller,
    permit: &Permit<act::OutboxDrain>,
    job: &Job,
    id: MailId,
    to: &str,
    queued: &mail::Queued,
) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        store::mail::insert(tx, permit, id, job.person, to, &queued.subject, &queued.body).await?;
        outbox::done(tx, permit, job).await?;
        Ok(())
    })
}

/// Forgets what is over and writes what was counted.
///
/// # Errors
/// The database refuses it.
pub async fn sweep(app: &App) -> Result<(), Error> {
    let caller = machine(app)?;
    crate::denial::write_strangers(app, &caller).await?;
    crate::denial::write_probes(app, &caller).await?;
    app.store().sweep(app.clock().wall(), app.clock().now()).await?;
    Ok(())
}
