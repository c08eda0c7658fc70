//! Imported postal tables: public facts, nothing personal.

use domain::place::Coordinates;
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};

use crate::{Record, Store, StoreError, Tx, row::row};

row!("place" {
    #[sea_orm(primary_key, auto_increment = false)]
    country: String,
    #[sea_orm(primary_key, auto_increment = false)]
    code: String,
    town: String,
    region: String,
    latitude_e6: i32,
    longitude_e6: i32,
});

/// One postal code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Postal code.
    pub code: String,
    /// Town.
    pub town: String,
    /// State or province.
    pub region: String,
    /// Its middle.
    pub coordinates: Coordinates,
}

/// Writes places; a code that is there already is replaced.
///
/// # Errors
/// The database refuses it.
pub async fn put_all(tx: &Tx, permit: &Permit<act::CompanySetUp>, places: &[Place]) -> Result<(), StoreError> {
    for chunk in places.chunks(200) {
        let models = chunk.iter().map(|p| row::ActiveModel {
            country: Set(p.country.clone()),
            code: Set(p.code.clone()),
            town: Set(p.town.clone()),
            region: Set(p.region.clone()),
            latitude_e6: Set(p.coordinates.latitude_e6),
            longitude_e6: Set(p.coordinates.longitude_e6),
        });
        let replace = OnConflict::columns([row::Column::Country, row::Column::Code])
            .update_columns([row::Column::Town, row::Column::Region, row::Column::LatitudeE6, row::Column::LongitudeE6])
            .to_owned();
        row::Entity::insert_many(models).on_conflict(replace).exec_without_returning(tx.writing()).await?;
    }
    tx.record(permit, ("company", uuid::Uuid::nil()), Record::at(0).because("places_imported")).await
}

impl Store {
    /// The place of a postal code.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn place(&self, country: &str, code: &str) -> Result<Option<Place>, StoreError> {
        row::Entity::find_by_id((country.to_owned(), code.to_owned())).one(self.reader()).await?.map(Place::try_from).transpose()
    }
    /// A place by the exact name of its town.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn place_by_town(&self, region: &str, town: &str) -> Result<Option<Place>, StoreError> {
        let query = row::Entity::find()
            .filter(row::Column::Region.eq(region))
            .filter(row::Column::Town.eq(town))
            .order_by_asc(row::Column::Code)
            .limit(1);
        query.one(self.reader()).await?.map(Place::try_from).transpose()
    }
    /// How many places there are.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn count_places(&self) -> Result<u64, StoreError> {
        Ok(row::Entity::find().count(self.reader()).await?)
    }
}

impl TryFrom<row::Model> for Place {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            coordinates: Coordinates::new(row.latitude_e6, row.longitude_e6).map_err(|_| StoreError::Corrupt("place"))?,
            country: row.country,
            code: row.code,
            town: row.town,
            region: row.region,
        })
    }
}
