use domain::{
    Timestamp,
    account::Role,
    id::{Id, OrderEventId, OrderId},
    order::Stage,
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::{Store, StoreError, Tx, row::row};

row!("order_event" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    order_id: Uuid,
    kind: String,
    actor_role: String,
    detail: String,
    at: i64,
    order_version: i64,
});

/// One entry of an order's history. It holds codes and dates, no personal data.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id; ids ascend with time.
    pub id: OrderEventId,
    /// What happened: a code such as `signed` or `accept_offer`.
    pub kind: String,
    /// Who did it.
    pub role: Role,
    /// JSON object with what else is to be said, such as the new install date.
    pub detail: serde_json::Value,
    /// When.
    pub at: Timestamp,
    /// The order's version after it.
    pub order_version: i64,
}

/// That something happened to an order, and when.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) order: OrderId,
    pub(crate) kind: String,
    pub(crate) at: Timestamp,
}

/// An entry that is about to be written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// What happened.
    pub kind: &'static str,
    /// JSON object with what else is to be said.
    pub detail: serde_json::Value,
}

impl NewEvent {
    /// An entry that its code says whole.
    #[must_use]
    pub fn plain(kind: &'static str) -> Self {
        Self { kind, detail: serde_json::Value::Object(serde_json::Map::new()) }
    }
}

pub(super) async fn append(tx: &Tx, order: OrderId, version: i64, role: Role, event: &NewEvent) -> Result<(), StoreError> {
    let id: OrderEventId = tx.id()?;
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        order_id: Set(order.uuid()),
        kind: Set(event.kind.to_owned()),
        actor_role: Set(role.name().to_owned()),
        detail: Set(event.detail.to_string()),
        at: Set(tx.now().micros()),
        order_version: Set(version),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// The history of the permitted order, oldest first, of a longer one the newest 200 entries.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn order_events(&self, permit: &Permit<act::OrderRead>) -> Result<Vec<Event>, StoreError> {
        let query = row::Entity::find()
            .filter(row::Column::OrderId.eq(permit.resource().uuid()))
            .order_by_desc(row::Column::OrderVersion)
            .order_by_desc(row::Column::Id)
            .limit(200);
        query.all(self.reader()).await?.into_iter().rev().map(Event::try_from).collect()
    }
    /// The entries of some kinds in the histories of orders that wait for a crew, oldest first. The permit was asked for by
    /// whoever asks here.
    pub(crate) async fn events_of_signed(&self, kinds: &[&str]) -> Result<Vec<Moment>, StoreError> {
        let signed = super::row::Entity::find()
            .select_only()
            .column(super::row::Column::Id)
            .filter(super::row::Column::Stage.eq(Stage::Signed.name()))
            .into_query();
        let query = row::Entity::find()
            .filter(row::Column::Kind.is_in(kinds.iter().copied()))
            .filter(row::Column::OrderId.in_subquery(signed))
            .order_by_asc(row::Column::OrderVersion);
        let moment =
            |row: row::Model| Moment { order: OrderId::from_uuid(row.order_id), kind: row.kind, at: Timestamp::from_micros(row.at) };
        Ok(query.all(self.reader()).await?.into_iter().map(moment).collect())
    }
    /// Which orders moved to which version at or after `since`. For live updates: it says that, not what.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn order_moves_since(&self, since: Timestamp) -> Result<Vec<(OrderId, i64)>, StoreError> {
        let query = row::Entity::find().filter(row::Column::At.gte(since.micros())).order_by_asc(row::Column::At).limit(1_000);
        Ok(query.all(self.reader()).await?.into_iter().map(|row| (OrderId::from_uuid(row.order_id), row.order_version)).collect())
    }
}

impl TryFrom<row::Model> for Event {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: OrderEventId::from_uuid(row.id),
            kind: row.kind,
            role: Role::from_name(&row.actor_role).ok_or(StoreError::Corrupt("order_event.actor_role"))?,
            detail: serde_json::from_str(&row.detail).map_err(|_| StoreError::Corrupt("order_event.detail"))?,
            at: Timestamp::from_micros(row.at),
            order_version: row.order_version,
        })
    }
}
