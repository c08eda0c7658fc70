//! What all rows need: the entity boilerplate once, and the check that an update met its version.

use crate::StoreError;

/// Declares a SeaORM entity for a table of the migrations.
macro_rules! row {
    ($table:literal { $($(#[$meta:meta])* $field:ident: $type:ty,)* }) => {
        #[allow(missing_docs, unreachable_pub, clippy::enum_variant_names, reason = "a row is private to its noun; SeaORM's derives want it public")]
        pub(crate) mod row {
            // Which of these a table uses depends on its columns and its key.
            #[allow(unused_imports, reason = "not every table has an id")]
            use uuid::Uuid;
            #[allow(unused_imports, reason = "SeaORM's derives ask for more or less of its prelude")]
            use sea_orm::entity::prelude::{
                ActiveModelBehavior, ActiveModelTrait, ColumnTrait, DeriveColumn, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter,
                PrimaryKeyTrait, RelationTrait,
            };
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$meta])* pub $field: $type,)* }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
pub(crate) use row;

/// An update that was guarded by a version changed exactly one row.
pub(crate) fn exactly_one(changed: u64) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// 32 bytes of a column.
pub(crate) fn hash32(bytes: &[u8], what: &'static str) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Corrupt(what))
}

/// An ISO 8601 day of a column.
pub(crate) fn day(text: &str, what: &'static str) -> Result<jiff::civil::Date, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(what))
}
