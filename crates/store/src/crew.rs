//! Installer companies, their crews and the crews' days.

use domain::{
    id::{CompanyId, CrewId, Id, OrderId, PersonId},
    place::Coordinates,
};
use jiff::civil::Date;
use policy::{Act, Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    Private, Record, Store, StoreError, Tx,
    row::{day, row},
    timer,
};

row!("crew" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    company: Uuid,
    name: String,
    base_sealed: Vec<u8>,
    radius_km: i64,
    max_open_jobs: i64,
    quality_per_mille: i64,
    quality_judged: i64,
    travel_cents_per_km: i64,
    last_job: Option<String>,
    licence_valid_until: String,
    insurance_valid_until: String,
    certificates: String,
    active: bool,
    version: i64,
});

mod company {
    use crate::row::row;
    row!("company" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
    });
}

pub(crate) mod crew_day {
    use crate::row::row;
    row!("crew_day" {
        #[sea_orm(primary_key, auto_increment = false)]
        crew: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        day: String,
        order_id: Uuid,
    });
}

const TABLE: &str = "crew";

/// A crew as it is stored.
#[derive(Clone, Debug)]
pub struct Crew {
    /// Its id.
    pub id: CrewId,
    /// Its company.
    pub company: CompanyId,
    /// What it is called.
    pub name: String,
    /// Where it starts from; sealed, because that is often somebody's home.
    pub base: Private<Coordinates>,
    /// How far it goes, kilometres.
    pub radius_km: i64,
    /// Jobs at once at most.
    pub max_open_jobs: i64,
    /// Mean quality of its judged jobs in thousandths.
    pub quality_per_mille: i64,
    /// How many jobs were judged.
    pub quality_judged: i64,
    /// What a kilometre costs, cents.
    pub travel_cents_per_km: i64,
    /// Its last installation.
    pub last_job: Option<Date>,
    /// Contractor's licence.
    pub licence_valid_until: Date,
    /// Liability insurance.
    pub insurance_valid_until: Date,
    /// Skill and last day of its certificate.
    pub certificates: Vec<(String, Date)>,
    /// Works at all.
    pub active: bool,
    /// Row version.
    pub version: i64,
}

/// What a new crew is made of.
#[derive(Debug)]
pub struct NewCrew {
    /// Its id.
    pub id: CrewId,
    /// Its company.
    pub company: CompanyId,
    /// What it is called.
    pub name: String,
    /// Where it starts from.
    pub base: Coordinates,
    /// Kilometres.
    pub radius_km: i64,
    /// Jobs at once at most.
    pub max_open_jobs: i64,
    /// Thousandths.
    pub quality_per_mille: i64,
    /// Judged jobs.
    pub quality_judged: i64,
    /// Cents.
    pub travel_cents_per_km: i64,
    /// Contractor's licence.
    pub licence_valid_until: Date,
    /// Liability insurance.
    pub insurance_valid_until: Date,
    /// Skill and last day of its certificate.
    pub certificates: Vec<(String, Date)>,
}

/// A crew's own key: its base is personal, and the crew is the person.
fn subject(crew: CrewId) -> PersonId {
    PersonId::from_uuid(crew.uuid())
}

/// Writes an installer company.
///
/// # Errors
/// The database refuses it.
pub async fn insert_company(tx: &Tx, permit: &Permit<act::CompanySetUp>, id: CompanyId, name: &str) -> Result<(), StoreError> {
    company::row::Entity::insert(company::row::ActiveModel { id: Set(id.uuid()), name: Set(name.to_owned()) })
        .exec_without_returning(tx.writing())
        .await?;
    tx.record(permit, ("company", id.uuid()), Record::at(1)).await
}

/// Writes a crew. Orders that wait for one are looked at again.
///
/// # Errors
/// The database refuses it.
pub async fn insert(tx: &Tx, permit: &Permit<act::CompanySetUp>, new: &NewCrew) -> Result<(), StoreError> {
    let certificates: Vec<(String, String)> = new.certificates.iter().map(|(skill, until)| (skill.clone(), until.to_string())).collect();
    let model = row::ActiveModel {
        id: Set(new.id.uuid()),
        company: Set(new.company.uuid()),
        name: Set(new.name.clone()),
        base_sealed: Set(Private::close(tx.store(), TABLE, "base", new.id.uuid(), subject(new.id), &new.base)?.bytes()),
        radius_km: Set(new.radius_km),
        max_open_jobs: Set(new.max_open_jobs),
        quality_per_mille: Set(new.quality_per_mille),
        quality_judged: Set(new.quality_judged),
        travel_cents_per_km: Set(new.travel_cents_per_km),
        last_job: Set(None),
        licence_valid_until: Set(new.licence_valid_until.to_string()),
        insurance_valid_until: Set(new.insurance_valid_until.to_string()),
        certificates: Set(serde_json::to_string(&certificates).map_err(|_| StoreError::Corrupt("crew.certificates"))?),
        active: Set(true),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    timer::look_again(tx).await?;
    tx.record(permit, (TABLE, new.id.uuid()), Record::at(1)).await
}

/// Actions that take a crew's days, give them back, or note its work. The leaf is that of the order that moves with them.
pub trait MovesCrew: Act {}
impl MovesCrew for act::OfferAnswer {}
impl MovesCrew for act::ChangeAnswer {}
impl MovesCrew for act::OrderWithdraw {}
impl MovesCrew for act::OrderAdvance {}
impl MovesCrew for act::OrderInstall {}

/// Takes a crew's days for an order. Its leaf is the order's.
///
/// # Errors
/// [`StoreError::Taken`] when the crew has another order on one of them.
pub async fn book<A: MovesCrew>(tx: &Tx, _: &Permit<A>, crew: CrewId, order: OrderId, days: &[Date]) -> Result<(), StoreError> {
    let models = days.iter().map(|day| crew_day::row::ActiveModel {
        crew: Set(crew.uuid()),
        day: Set(day.to_string()),
        order_id: Set(order.uuid()),
    });
    crew_day::row::Entity::insert_many(models).exec_without_returning(tx.writing()).await?;
    Ok(())
}

/// Gives the days of an order back. Orders that wait for a crew are looked at again.
///
/// # Errors
/// The database refuses it.
pub async fn release<A: MovesCrew>(tx: &Tx, _: &Permit<A>, order: OrderId) -> Result<(), StoreError> {
    crew_day::row::Entity::delete_many().filter(crew_day::row::Column::OrderId.eq(order.uuid())).exec(tx.writing()).await?;
    timer::look_again(tx).await
}

/// Remembers when a crew last finished, for fairness.
///
/// # Errors
/// The database refuses it.
pub async fn note_last_job<A: MovesCrew>(tx: &Tx, _: &Permit<A>, crew: CrewId, day: Date) -> Result<(), StoreError> {
    row::Entity::update_many()
        .col_expr(row::Column::LastJob, Expr::value(Some(day.to_string())))
        .filter(row::Column::Id.eq(crew.uuid()))
        .exec(tx.writing())
        .await?;
    Ok(())
}

/// Actions that may look at crews as a whole: matching, and the estimate's earliest date.
pub trait SeesCrews: Act {}
impl SeesCrews for act::OrderMatch {}
impl SeesCrews for act::EstimateCreate {}
impl SeesCrews for act::OfferAnswer {}
impl SeesCrews for act::MatchRead {}
impl SeesCrews for act::OrderRead {}
impl SeesCrews for act::OfferList {}
impl SeesCrews for act::ChangePropose {}
impl SeesCrews for act::ChangeAnswer {}
impl SeesCrews for act::QuoteLock {}

impl Store {
    /// All crews.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn crews<A: SeesCrews>(&self, _: &Permit<A>) -> Result<Vec<Crew>, StoreError> {
        row::Entity::find().all(self.reader()).await?.into_iter().map(Crew::try_from).collect()
    }
    /// One crew.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn crew<A: SeesCrews>(&self, _: &Permit<A>, id: CrewId) -> Result<Option<Crew>, StoreError> {
        row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Crew::try_from).transpose()
    }
    /// The name of a company.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn company_name<A: SeesCrews>(&self, _: &Permit<A>, id: CompanyId) -> Result<Option<String>, StoreError> {
        Ok(company::row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(|row| row.name))
    }
    /// Days that are taken, from `from` on, by crew.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn booked_days<A: SeesCrews>(&self, _: &Permit<A>, from: Date) -> Result<Vec<(CrewId, Date, OrderId)>, StoreError> {
        let rows = crew_day::row::Entity::find().filter(crew_day::row::Column::Day.gte(from.to_string())).all(self.reader()).await?;
        rows.into_iter()
            .map(|row| Ok((CrewId::from_uuid(row.crew), day(&row.day, "crew_day.day")?, OrderId::from_uuid(row.order_id))))
            .collect()
    }
    /// Where a crew starts from. Only matching and what follows from it sees that.
    ///
    /// # Errors
    /// The value does not open.
    pub fn crew_base<A: SeesCrews>(&self, _: &Permit<A>, crew: &Crew) -> Result<Coordinates, StoreError> {
        crew.base.open_for_matching(self)
    }
}

impl TryFrom<row::Model> for Crew {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        let certificates: Vec<(String, String)> =
            serde_json::from_str(&row.certificates).map_err(|_| StoreError::Corrupt("crew.certificates"))?;
        Ok(Self {
            id: CrewId::from_uuid(row.id),
            company: CompanyId::from_uuid(row.company),
            name: row.name,
            base: Private::stored(TABLE, "base", row.id, row.id, row.base_sealed),
            radius_km: row.radius_km,
            max_open_jobs: row.max_open_jobs,
            quality_per_mille: row.quality_per_mille,
            quality_judged: row.quality_judged,
            travel_cents_per_km: row.travel_cents_per_km,
            last_job: row.last_job.map(|text| day(&text, "crew.last_job")).transpose()?,
            licence_valid_until: day(&row.licence_valid_until, "crew.licence_valid_until")?,
            insurance_valid_until: day(&row.insurance_valid_until, "crew.insurance_valid_until")?,
            certificates: certificates
                .into_iter()
                .map(|(skill, until)| Ok((skill, day(&until, "crew.certificates")?)))
                .collect::<Result<_, StoreError>>()?,
            active: row.active,
            version: row.version,
        })
    }
}
