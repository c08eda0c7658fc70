//! The trail's table: leaves are inserted and read, never changed. The sequencer that orders the pending ones into
//! the Merkle log comes with the trail's own issue; what it needs (leaf, pending) is written from the first day.

use domain::{
    Timestamp,
    id::{Id, LeafId},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use trail::Leaf;

use crate::{Cursor, Page, Store, StoreError, Tx, row::row};

row!("leaf" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    bytes: String,
    hash: Vec<u8>,
});

pub(crate) mod pending {
    use crate::row::row;
    row!("pending" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
    });
}

pub(crate) async fn append(tx: &Tx, leaf: &Leaf) -> Result<(), StoreError> {
    let bytes = String::from_utf8(leaf.bytes()).map_err(|_| StoreError::Corrupt("leaf"))?;
    let model = row::ActiveModel { id: Set(leaf.id), bytes: Set(bytes), hash: Set(leaf.hash().as_bytes().to_vec()) };
    row::Entity::insert(model).exec_without_returning(tx.reading()).await?;
    pending::row::Entity::insert(pending::row::ActiveModel { id: Set(leaf.id) }).exec_without_returning(tx.reading()).await?;
    Ok(())
}

/// What the reader of the trail looks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this action.
    pub action: Option<String>,
    /// Only denials.
    pub denied_only: bool,
}

impl Store {
    /// Leaves, newest first.
    ///
    /// # Errors
    /// The database cannot be read, or a leaf is not canonical.
    pub async fn leaves(&self, _: &Permit<act::TrailRead>, filter: &Filter, cursor: Cursor) -> Result<Page<Leaf>, StoreError> {
        let mut query = row::Entity::find().order_by_desc(row::Column::Id).limit(cursor.limit + 1);
        if let Some(before) = cursor.before {
            query = query.filter(row::Column::Id.lt(before));
        }
        // Canonical bytes have one spelling, so a field can be looked for as text.
        if let Some(action) = &filter.action {
            query = query.filter(row::Column::Bytes.contains(format!("\"action\":\"{action}\"")));
        }
        if filter.denied_only {
            query = query.filter(row::Column::Bytes.contains("\"outcome\":\"denied\""));
        }
        let rows = query.all(self.reader()).await?;
        let leaves: Result<Vec<Leaf>, StoreError> =
            rows.iter().map(|row| Leaf::parse(row.bytes.as_bytes()).map_err(|_| StoreError::Corrupt("leaf"))).collect();
        Ok(Page::cut(leaves?, cursor.limit, |leaf| leaf.id))
    }
    /// The leaf of an id; none where there is none, or where its row is not as it was written.
    pub(crate) async fn whole_leaf(&self, id: LeafId) -> Result<Option<Leaf>, StoreError> {
        let Some(row) = row::Entity::find_by_id(id.uuid()).one(self.reader()).await? else { return Ok(None) };
        let leaf = Leaf::parse(row.bytes.as_bytes()).ok();
        Ok(leaf.filter(|leaf| leaf.id == row.id && leaf.hash().as_bytes().as_slice() == row.hash))
    }
    /// How many leaves there are, and how many wait for the sequencer. No personal data.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn count_leaves(&self) -> Result<(u64, u64), StoreError> {
        Ok((row::Entity::find().count(self.reader()).await?, pending::row::Entity::find().count(self.reader()).await?))
    }
    /// When the newest leaf was written.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn newest_leaf_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let newest = row::Entity::find().order_by_desc(row::Column::Id).one(self.reader()).await?;
        Ok(newest.and_then(|row| Leaf::parse(row.bytes.as_bytes()).ok()).map(|leaf| Timestamp::from_micros(leaf.at)))
    }
}
