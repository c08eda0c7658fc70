//! One use case, one transaction, one commit.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::{
    Timestamp,
    id::{Id, LeafId},
};
use policy::{Act, Denied, Permit};
use sea_orm::DatabaseTransaction;
use trail::{Code, Hash, Leaf, Object, Outcome};
use uuid::Uuid;

use crate::{Store, StoreError, leaf};

/// A transaction that has begun. Dropped without [`Tx::commit`], nothing has happened.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    store: Store,
    now: Timestamp,
    request: Option<Uuid>,
    changes: AtomicU32,
    leaves: AtomicU32,
}

/// What has been committed. Only such a value may be answered with.
#[derive(Debug)]
#[must_use]
pub struct Committed<T>(T);

impl<T> Committed<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// What a leaf says of a change, besides who and when.
#[derive(Clone, Debug)]
pub struct Record {
    /// The row's version after the change.
    pub version: i64,
    /// Code of the reason, if there is one.
    pub reason: Option<&'static str>,
    /// Commitment to what was before, keyed by the person.
    pub before: Option<[u8; 32]>,
    /// Commitment to what is now, keyed by the person.
    pub after: Option<[u8; 32]>,
}

impl Record {
    /// A change that left the row at `version`.
    #[must_use]
    pub fn at(version: i64) -> Self {
        Self { version, reason: None, before: None, after: None }
    }
    /// The same with a reason.
    #[must_use]
    pub fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }
}

impl Tx {
    pub(crate) fn new(inner: DatabaseTransaction, store: Store, now: Timestamp, request: Option<Uuid>) -> Self {
        Self { inner, store, now, request, changes: AtomicU32::new(0), leaves: AtomicU32::new(0) }
    }
    /// The store it belongs to.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }
    /// The one instant at which everything in it takes place.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }
    /// A new id.
    ///
    /// # Errors
    /// No randomness.
    pub fn id<T: Id>(&self) -> Result<T, StoreError> {
        Ok(T::generate(self.now, vault::random_bytes(self.store.random())?))
    }
    /// The connection, for reading and writing in this crate; every use counts as a change until told.
    pub(crate) fn writing(&self) -> &DatabaseTransaction {
        self.changes.fetch_add(1, Ordering::Relaxed);
        &self.inner
    }
    /// The connection, for reading within the transaction.
    pub(crate) fn reading(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// Writes the leaf of a change that `permit` allowed.
    ///
    /// # Errors
    /// The trail cannot be written; then the change must not take place.
    pub async fn record<A: Act>(&self, permit: &Permit<A>, object: (&'static str, Uuid), record: Record) -> Result<(), StoreError> {
        self.record_leaf(permit, object, record).await.map(|_| ())
    }
    /// The same, for a row that names its leaf.
    pub(crate) async fn record_leaf<A: Act>(
        &self,
        permit: &Permit<A>,
        object: (&'static str, Uuid),
        record: Record,
    ) -> Result<LeafId, StoreError> {
        let leaf = self.leaf(permit.actor(), permit.action().name(), object, permit.policy_hash(), Outcome::Done, record)?;
        leaf::append(self, &leaf).await?;
        Ok(LeafId::from_uuid(leaf.id))
    }
    /// Writes the leaf of a denial to somebody who is signed in; `times` is how often, when several are gathered in one.
    ///
    /// # Errors
    /// The trail cannot be written.
    pub async fn record_denial(&self, denied: &Denied, times: u32) -> Result<(), StoreError> {
        let object = (kind_code(denied.resource.kind()), denied.resource.uuid());
        let mut leaf =
            self.leaf(&denied.actor, denied.action.name(), object, denied.policy_hash, Outcome::Denied, Record::at(0).because("policy"))?;
        leaf.times = times;
        leaf::append(self, &leaf).await
    }
    /// Writes one leaf for `times` denials of strangers from one source within one minute.
    ///
    /// # Errors
    /// The trail cannot be written.
    pub async fn record_strangers(&self, source: Uuid, times: u32, policy_hash: [u8; 32]) -> Result<(), StoreError> {
        let stranger = policy::Actor::visitor(None);
        let mut leaf =
            self.leaf(&stranger, "strangers.denied", ("source", source), policy_hash, Outcome::Denied, Record::at(0).because("policy"))?;
        leaf.times = times;
        leaf::append(self, &leaf).await
    }

    fn leaf(
        &self,
        actor: &policy::Actor,
        action: &str,
        (kind, id): (&'static str, Uuid),
        policy_hash: [u8; 32],
        outcome: Outcome,
        record: Record,
    ) -> Result<Leaf, StoreError> {
        let code = |text: &str| Code::parse(text).map_err(|_| StoreError::Corrupt("leaf"));
        self.leaves.fetch_add(1, Ordering::Relaxed);
        Ok(Leaf {
            id: self.id::<LeafId>()?.uuid(),
            at: self.now.micros(),
            actor: trail::Actor { id: actor.account.map(Id::uuid).or(actor.person.map(Id::uuid)), role: code(actor.role.name())? },
            on_behalf_of: None,
            action: code(action)?,
            object: Object { kind: code(kind)?, id, version: u64::try_from(record.version).map_err(|_| StoreError::Corrupt("version"))? },
            outcome,
            reason: record.reason.map(code).transpose()?,
            times: 1,
            policy: Hash::from_bytes(policy_hash),
            before: record.before.map(Hash::from_bytes),
            after: record.after.map(Hash::from_bytes),
            request: self.request,
        })
    }

    /// Commits everything at once.
    ///
    /// # Errors
    /// Nothing was committed, except for [`StoreError::Unknown`]: then ask by idempotency key.
    pub async fn commit<T>(self, value: T) -> Result<Committed<T>, StoreError> {
        if self.changes.load(Ordering::Relaxed) > 0 && self.leaves.load(Ordering::Relaxed) == 0 {
            return Err(StoreError::Untold);
        }
        match self.inner.commit().await {
            Ok(()) => Ok(Committed(value)),
            Err(error) => match StoreError::from(error) {
                StoreError::Database(sea_orm::DbErr::Conn(_)) => Err(StoreError::Unknown),
                other => Err(other),
            },
        }
    }
}

fn kind_code(kind: &'static str) -> &'static str {
    match kind {
        "Estimate" => "estimate",
        "Quote" => "quote",
        "Order" => "order",
        "Offer" => "offer",
        "ChangeRequest" => "change_request",
        "Account" => "account",
        _ => "company",
    }
}
