//! What every use case works with.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use domain::id::Id;
use gateway::mail::Mailer;
use jiff::tz::TimeZone;
use policy::{Act, Denied, Engine, Env, Permit, Resource};
use store::Store;
use tokio::sync::{Semaphore, broadcast};
use uuid::Uuid;

use crate::{Caller, Clock, Error, audit::Auditor, denial::Probes, order::live::Moved};

/// The company whose program this is.
#[derive(Clone, Debug)]
pub struct Company {
    /// Name as customers read it.
    pub name: String,
    /// Postal address for contracts.
    pub address: String,
    /// Address for questions.
    pub email: String,
    /// Where it sells: a two-letter state.
    pub state: String,
    /// IANA time zone in which dates are meant.
    pub zone: String,
    /// Years of warranty on its work.
    pub workmanship_warranty_years: u8,
}

/// What an [`App`] is made of.
#[derive(Debug)]
pub struct Setup {
    /// The open, migrated store.
    pub store: Store,
    /// Where the program runs.
    pub env: Env,
    /// The clock.
    pub clock: Clock,
    /// Scheme, host and port under which people reach us; links in mails begin with it, never with a `Host` header.
    pub base_url: String,
    /// The company.
    pub company: Company,
    /// How mail leaves.
    pub mailer: Mailer,
    /// Passwords hashed at the same time, at least one.
    pub hashing_threads: usize,
    /// Who audits the program; without one it is not audited, and says so.
    pub auditor: Option<Arc<dyn Auditor>>,
}

struct Inner {
    store: Store,
    engine: Engine,
    clock: Clock,
    base_url: String,
    company: Company,
    zone: TimeZone,
    mailer: Mailer,
    hashing: Arc<Semaphore>,
    moved: broadcast::Sender<Moved>,
    strangers: Mutex<HashMap<Uuid, u32>>,
    probes: Mutex<Probes>,
    auditor: Option<Arc<dyn Auditor>>,
    auditing: Arc<Semaphore>,
}

/// Everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("env", &self.env()).finish_non_exhaustive()
    }
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// Policies that do not load, or an unknown time zone.
    pub fn new(setup: Setup) -> Result<Self, Error> {
        let engine = Engine::load(setup.env).map_err(|e| Error::Internal(Box::new(e)))?;
        let zone = TimeZone::get(&setup.company.zone).map_err(|e| Error::Internal(Box::new(e)))?;
        let (moved, _) = broadcast::channel(256);
        Ok(Self(Arc::new(Inner {
            store: setup.store,
            engine,
            clock: setup.clock,
            base_url: setup.base_url.trim_end_matches('/').to_owned(),
            company: setup.company,
            zone,
            mailer: setup.mailer,
            hashing: Arc::new(Semaphore::new(setup.hashing_threads.max(1))),
            moved,
            strangers: Mutex::new(HashMap::new()),
            probes: Mutex::default(),
            auditor: setup.auditor,
            auditing: Arc::new(Semaphore::new(1)),
        })))
    }
    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }
    /// Policy.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }
    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
    /// Where the program runs.
    #[must_use]
    pub fn env(&self) -> Env {
        self.0.engine.env()
    }
    /// Scheme, host and port under which people reach us.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }
    /// The company.
    #[must_use]
    pub fn company(&self) -> &Company {
        &self.0.company
    }
    /// The time zone in which dates are meant.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }
    /// Today, where the company is.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.clock().now().date_in(self.zone())
    }
    pub(crate) fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }
    pub(crate) fn hashing(&self) -> &Arc<Semaphore> {
        &self.0.hashing
    }
    /// Who audits the program, if anybody does.
    #[must_use]
    pub fn auditor(&self) -> Option<&Arc<dyn Auditor>> {
        self.0.auditor.as_ref()
    }
    /// One audit at a time in one process, also where an earlier one took too long and its thread goes on.
    pub(crate) fn auditing(&self) -> &Arc<Semaphore> {
        &self.0.auditing
    }
    pub(crate) fn moved(&self) -> &broadcast::Sender<Moved> {
        &self.0.moved
    }
    pub(crate) fn strangers(&self) -> &Mutex<HashMap<Uuid, u32>> {
        &self.0.strangers
    }
    pub(crate) fn probes(&self) -> &Mutex<Probes> {
        &self.0.probes
    }
    /// A new id at the business clock.
    ///
    /// # Errors
    /// No randomness.
    pub fn id<T: Id>(&self) -> Result<T, Error> {
        Ok(T::generate(self.clock().now(), vault::random_bytes(self.store().random())?))
    }

    /// Asks policy; a no to somebody who is signed in is written into the trail before it is answered.
    ///
    /// # Errors
    /// [`Error::SignInNeeded`] for strangers, [`Error::Denied`] for everybody else.
    pub async fn permit<A: Act>(&self, caller: &Caller, resource: Resource) -> Result<Permit<A>, Error> {
        caller.note_decision();
        match self.engine().permit::<A>(&caller.actor, resource) {
            Ok(permit) => Ok(permit),
            Err(denied) => Err(self.refuse(caller, &denied).await),
        }
    }
    /// The same for rows that the caller may not know to exist: a no is *not found*.
    ///
    /// # Errors
    /// [`Error::SignInNeeded`] for strangers, [`Error::NotFound`] for everybody else.
    pub async fn permit_or_hide<A: Act>(&self, caller: &Caller, resource: Resource) -> Result<Permit<A>, Error> {
        match self.permit(caller, resource).await {
            Err(Error::Denied) => Err(Error::NotFound),
            other => other,
        }
    }
    async fn refuse(&self, caller: &Caller, denied: &Denied) -> Error {
        if caller.is_signed_in() {
            // If the denial cannot be recorded, the answer is not a denial but our failure.
            match crate::denial::person(self, caller, denied).await {
                Ok(()) => Error::Denied,
                Err(error) => error,
            }
        } else {
            crate::denial::stranger(self, caller);
            Error::SignInNeeded
        }
    }
}
