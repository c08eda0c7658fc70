use std::collections::HashMap;

use domain::{
    Timestamp,
    id::{Id, OrderId},
    order::{Stage, Workstream, WorkstreamKind, WorkstreamState},
};
use policy::{Act, Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};

use crate::{
    Store, StoreError, Tx,
    row::{exactly_one, row},
};

row!("workstream" {
    #[sea_orm(primary_key, auto_increment = false)]
    order_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    kind: String,
    state: String,
    due_at: Option<i64>,
});

pub(super) async fn insert_all(tx: &Tx, order: OrderId, workstreams: &[Workstream]) -> Result<(), StoreError> {
    let models = workstreams.iter().map(|w| row::ActiveModel {
        order_id: Set(order.uuid()),
        kind: Set(w.kind.name().to_owned()),
        state: Set(w.state.name().to_owned()),
        due_at: Set(w.due_at.map(Timestamp::micros)),
    });
    row::Entity::insert_many(models).exec_without_returning(tx.writing()).await?;
    Ok(())
}

/// Guarded by the order's version, which every move raises.
pub(super) async fn save(tx: &Tx, order: OrderId, workstream: &Workstream) -> Result<(), StoreError> {
    let due_at = workstream.due_at.map(Timestamp::micros);
    let found =
        row::Entity::find_by_id((order.uuid(), workstream.kind.name().to_owned())).one(tx.reading()).await?.ok_or(StoreError::Conflict)?;
    if found.state == workstream.state.name() && found.due_at == due_at {
        // MySQL counts changed rows, not matched ones: writing the same again would look like a conflict.
        return Ok(());
    }
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(workstream.state.name()))
        .col_expr(row::Column::DueAt, Expr::value(due_at))
        .filter(row::Column::OrderId.eq(order.uuid()))
        .filter(row::Column::Kind.eq(workstream.kind.name()))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)
}

/// Actions that include seeing how far the workstreams are.
pub trait SeesWorkstreams: Act {}
impl SeesWorkstreams for act::OrderRead {}
impl SeesWorkstreams for act::OrderAdvance {}
impl SeesWorkstreams for act::OrderInstall {}
impl SeesWorkstreams for act::WorkstreamMove {}
impl SeesWorkstreams for act::OrderWithdraw {}
impl SeesWorkstreams for act::OrderMatch {}

impl Store {
    /// The workstreams of the permitted order, in the order in which people read them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn workstreams<A: SeesWorkstreams>(&self, permit: &Permit<A>) -> Result<Vec<Workstream>, StoreError> {
        self.workstreams_of(permit.resource().uuid()).await
    }
    /// The workstreams of the order whose offer is answered.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn workstreams_of_offer(&self, _: &Permit<act::OfferAnswer>, order: OrderId) -> Result<Vec<Workstream>, StoreError> {
        self.workstreams_of(order.uuid()).await
    }
    /// The workstreams of the orders in operations' queue, for its board. In one query: a board of a hundred orders is
    /// no reason for a hundred questions.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn queued_workstreams(&self, _: &Permit<act::BoardRead>) -> Result<HashMap<OrderId, Vec<Workstream>>, StoreError> {
        let stages = Stage::ALL.into_iter().filter(|stage| super::is_queued(*stage)).map(Stage::name);
        let queued = super::row::Entity::find()
            .select_only()
            .column(super::row::Column::Id)
            .filter(super::row::Column::Stage.is_in(stages))
            .into_query();
        let rows = row::Entity::find().filter(row::Column::OrderId.in_subquery(queued)).all(self.reader()).await?;
        let mut all: HashMap<OrderId, Vec<Workstream>> = HashMap::new();
        for row in rows {
            all.entry(OrderId::from_uuid(row.order_id)).or_default().push(Workstream::try_from(row)?);
        }
        Ok(all)
    }
    async fn workstreams_of(&self, order: uuid::Uuid) -> Result<Vec<Workstream>, StoreError> {
        let rows = row::Entity::find().filter(row::Column::OrderId.eq(order)).all(self.reader()).await?;
        let mut all: Vec<Workstream> = rows.into_iter().map(Workstream::try_from).collect::<Result<_, _>>()?;
        all.sort_by_key(|w| WorkstreamKind::ALL.iter().position(|kind| *kind == w.kind));
        Ok(all)
    }
}

impl TryFrom<row::Model> for Workstream {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            kind: WorkstreamKind::from_name(&row.kind).ok_or(StoreError::Corrupt("workstream.kind"))?,
            state: WorkstreamState::from_name(&row.state).ok_or(StoreError::Corrupt("workstream.state"))?,
            due_at: row.due_at.map(Timestamp::from_micros),
        })
    }
}
