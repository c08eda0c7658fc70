//! Personal columns: sealed in the row, opened only against a permit.

use domain::id::{Id, PersonId};
use policy::{Act, Permit, act};
use uuid::Uuid;
use vault::{Clear, Masked, Place, Sealable, Sealed};

use crate::{Store, StoreError};

/// A sealed value and the place that it opens at.
#[derive(Debug)]
pub struct Private<T> {
    sealed: Sealed<T>,
    place: Place,
}

// Ciphertext can be copied even where the value cannot.
impl<T> Clone for Private<T> {
    fn clone(&self) -> Self {
        Self { sealed: self.sealed.clone(), place: self.place }
    }
}

/// Actions that include seeing personal data in clear. The list is short on purpose.
pub trait SeesClear: Act {}
/// Actions that include seeing that there is such data, masked.
pub trait SeesMasked: Act {}

macro_rules! allow {
    ($law:ident: $($action:ident)*) => {$(impl $law for act::$action {})*};
}
allow!(SeesClear: SeeContact PersonReveal AccountRead EstimateRead QuoteLock QuoteRead QuoteClaim OrderSign ContractRead AccessRead SignIn OrderMatch ChangeRead ChangeAnswer OutboxDrain MailboxRead OrderWithdraw CompanySetUp SignUp Confirm ResetPassword);
allow!(SeesMasked: OrderRead SupportSearch ChangeRead AccountRead SeeContact);

impl<T: Sealable> Private<T> {
    /// Seals `value` for a row that is about to be written.
    pub(crate) fn close(
        store: &Store,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        person: PersonId,
        value: &T,
    ) -> Result<Self, StoreError> {
        let place = Place { table, column, row: row.into_bytes(), person: person.uuid().into_bytes() };
        let sealed = Sealed::close(store.keys(), &place, value, store.random()).map_err(|_| StoreError::Unsealable)?;
        Ok(Self { sealed, place })
    }
    pub(crate) fn stored(table: &'static str, column: &'static str, row: Uuid, person: Uuid, bytes: Vec<u8>) -> Self {
        Self { sealed: Sealed::from_stored(bytes), place: Place { table, column, row: row.into_bytes(), person: person.into_bytes() } }
    }
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.sealed.as_bytes().to_vec()
    }
    /// The value for our own matching, which shows it to nobody.
    pub(crate) fn open_for_matching(&self, store: &Store) -> Result<T, StoreError> {
        self.sealed.open(store.keys(), &self.place).map(Clear::into_exposed).map_err(|_| StoreError::Unsealable)
    }
    /// The value, for somebody whose permit includes seeing it.
    ///
    /// # Errors
    /// The permit is for another person's row, or the value does not open where it lies.
    pub fn clear<A: SeesClear>(&self, store: &Store, permit: &Permit<A>) -> Result<Clear<T>, StoreError> {
        if permit.resource().owner().is_some_and(|owner| owner.uuid().into_bytes() != self.place.person) {
            return Err(StoreError::Unsealable);
        }
        self.sealed.open(store.keys(), &self.place).map_err(|_| StoreError::Unsealable)
    }
    /// Commits to what a row of `person` holds, under her key: a column in clear and the trail say nothing to whoever does not
    /// hold it, however few the possibilities are.
    pub(crate) fn commit(store: &Store, person: PersonId, value: &T) -> [u8; 32] {
        store.keys().payload_mac(person.uuid().into_bytes(), &value.to_clear())
    }
    /// The value with most of it hidden.
    ///
    /// # Errors
    /// The value does not open where it lies.
    pub fn masked<A: SeesMasked>(&self, store: &Store, _: &Permit<A>, mask: impl Fn(&T) -> String) -> Result<Masked, StoreError> {
        let clear = self.sealed.open(store.keys(), &self.place).map_err(|_| StoreError::Unsealable)?;
        Ok(Masked::new(mask(clear.expose())))
    }
}
