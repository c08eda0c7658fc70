//! Locked prices.

use domain::{
    Currency, Money, Timestamp,
    id::{Id, PersonId, QuoteId},
};
use jiff::civil::Date;
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use vault::Clear;

use crate::{
    Private, Record, SeesClear, Store, StoreError, Tx,
    row::{day, exactly_one, hash32, row},
};

row!("quote" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person: Uuid,
    receipt_sealed: Vec<u8>,
    receipt_mac: Vec<u8>,
    price_minor: i64,
    currency: String,
    state: String,
    valid_until: i64,
    earliest_date: String,
    created_at: i64,
    version: i64,
});

const TABLE: &str = "quote";

/// Where a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its price holds.
    Open,
    /// There is an order on it.
    Signed,
    /// Its time is over.
    Expired,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Signed => "signed",
            Self::Expired => "expired",
        }
    }
}

/// A quote as it is stored.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Its id.
    pub id: QuoteId,
    /// Whose.
    pub person: PersonId,
    /// The receipt file, JSON, exactly as it can be downloaded.
    pub receipt: Private<String>,
    /// Keyed commitment to the receipt file.
    pub receipt_mac: [u8; 32],
    /// What the customer pays.
    pub price: Money,
    /// Where it stands.
    pub state: State,
    /// Until when the price holds.
    pub valid_until: Timestamp,
    /// The earliest day a crew could begin when it was locked.
    pub earliest_date: Date,
    /// Since when.
    pub created_at: Timestamp,
    /// Row version.
    pub version: i64,
}

impl Quote {
    /// The receipt file, if it is the one that was locked.
    ///
    /// # Errors
    /// The permit is for another person's row, or the file is not the one that the row commits to.
    pub fn file<A: SeesClear>(&self, store: &Store, permit: &Permit<A>) -> Result<Clear<String>, StoreError> {
        let file = self.receipt.clear(store, permit)?;
        if Private::commit(store, self.person, file.expose()) == self.receipt_mac {
            Ok(file)
        } else {
            Err(StoreError::Corrupt("quote.receipt"))
        }
    }
}

/// A price that is about to be locked.
#[derive(Debug)]
pub struct NewQuote<'a> {
    /// Its id.
    pub id: QuoteId,
    /// Whose.
    pub person: PersonId,
    /// The receipt file.
    pub receipt: &'a str,
    /// What the customer pays.
    pub price: Money,
    /// Until when the price holds.
    pub valid_until: Timestamp,
    /// The earliest day a crew could begin.
    pub earliest_date: Date,
}

/// Locks a price.
///
/// # Errors
/// The database refuses it.
pub async fn insert(tx: &Tx, permit: &Permit<act::QuoteLock>, new: &NewQuote<'_>) -> Result<(), StoreError> {
    let file = new.receipt.to_owned();
    let sealed = Private::close(tx.store(), TABLE, "receipt", new.id.uuid(), new.person, &file)?;
    let mac = Private::commit(tx.store(), new.person, &file);
    let model = row::ActiveModel {
        id: Set(new.id.uuid()),
        person: Set(new.person.uuid()),
        receipt_sealed: Set(sealed.bytes()),
        receipt_mac: Set(mac.to_vec()),
        price_minor: Set(new.price.minor),
        currency: Set(new.price.currency.code().to_owned()),
        state: Set(State::Open.name().to_owned()),
        valid_until: Set(new.valid_until.micros()),
        earliest_date: Set(new.earliest_date.to_string()),
        created_at: Set(tx.now().micros()),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    let record = Record { after: Some(mac), ..Record::at(1) };
    tx.record(permit, (TABLE, new.id.uuid()), record).await
}

/// All quotes of a person, for taking them over.
///
/// # Errors
/// The database cannot be read.
pub async fn all_of(tx: &Tx, person: PersonId) -> Result<Vec<Quote>, StoreError> {
    let query = row::Entity::find().filter(row::Column::Person.eq(person.uuid())).order_by_asc(row::Column::Id);
    query.all(tx.reading()).await?.into_iter().map(Quote::try_from).collect()
}

/// Seals a visitor's quote anew for the account she signed in to.
///
/// # Errors
/// Somebody changed the quote first.
pub async fn claim(tx: &Tx, permit: &Permit<act::QuoteClaim>, quote: &Quote, person: PersonId) -> Result<(), StoreError> {
    let receipt = quote.file(tx.store(), permit)?;
    let mac = Private::commit(tx.store(), person, receipt.expose());
    let sealed = Private::close(tx.store(), TABLE, "receipt", quote.id.uuid(), person, receipt.expose())?;
    let changed = row::Entity::update_many()
        .col_expr(row::Column::Person, Expr::value(person.uuid()))
        .col_expr(row::Column::ReceiptSealed, Expr::value(sealed.bytes()))
        .col_expr(row::Column::ReceiptMac, Expr::value(mac.to_vec()))
        .col_expr(row::Column::Version, Expr::value(quote.version + 1))
        .filter(row::Column::Id.eq(quote.id.uuid()))
        .filter(row::Column::Version.eq(quote.version))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)?;
    let record = Record { before: Some(quote.receipt_mac), after: Some(mac), ..Record::at(quote.version + 1) };
    tx.record(permit, (TABLE, quote.id.uuid()), record).await
}

/// Marks a quote as signed, with a leaf of its own beside the order's.
pub(crate) async fn mark_signed(tx: &Tx, permit: &Permit<act::OrderSign>, quote: &Quote) -> Result<(), StoreError> {
    set_state(tx, quote, State::Signed).await?;
    tx.record(permit, (TABLE, quote.id.uuid()), Record::at(quote.version + 1).because("signed")).await
}

/// Marks a quote as expired.
///
/// # Errors
/// Somebody changed the quote first.
pub async fn expire(tx: &Tx, permit: &Permit<act::TimerRing>, quote: &Quote) -> Result<(), StoreError> {
    set_state(tx, quote, State::Expired).await?;
    tx.record(permit, (TABLE, quote.id.uuid()), Record::at(quote.version + 1).because("expired")).await
}

async fn set_state(tx: &Tx, quote: &Quote, state: State) -> Result<(), StoreError> {
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state.name()))
        .col_expr(row::Column::Version, Expr::value(quote.version + 1))
        .filter(row::Column::Id.eq(quote.id.uuid()))
        .filter(row::Column::Version.eq(quote.version))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)
}

impl Store {
    /// The quote of an id. It opens only for its owner: the caller asks policy with [`Quote::person`].
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn quote(&self, id: QuoteId) -> Result<Option<Quote>, StoreError> {
        row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Quote::try_from).transpose()
    }
    /// The newest fifty quotes of a person.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn quotes_of(&self, person: PersonId) -> Result<Vec<Quote>, StoreError> {
        let query = row::Entity::find().filter(row::Column::Person.eq(person.uuid())).order_by_desc(row::Column::Id).limit(50);
        query.all(self.reader()).await?.into_iter().map(Quote::try_from).collect()
    }
}

impl TryFrom<row::Model> for Quote {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: QuoteId::from_uuid(row.id),
            person: PersonId::from_uuid(row.person),
            receipt: Private::stored(TABLE, "receipt", row.id, row.person, row.receipt_sealed),
            receipt_mac: hash32(&row.receipt_mac, "quote.receipt_mac")?,
            price: Money {
                minor: row.price_minor,
                currency: Currency::from_code(&row.currency).ok_or(StoreError::Corrupt("quote.currency"))?,
            },
            state: [State::Open, State::Signed, State::Expired]
                .into_iter()
                .find(|s| s.name() == row.state)
                .ok_or(StoreError::Corrupt("quote.state"))?,
            valid_until: Timestamp::from_micros(row.valid_until),
            earliest_date: day(&row.earliest_date, "quote.earliest_date")?,
            created_at: Timestamp::from_micros(row.created_at),
            version: row.version,
        })
    }
}
