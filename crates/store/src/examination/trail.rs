//! The trail, recomputed: every entry against its hash, and every version of a row against its entry.

use std::collections::{BTreeMap, BTreeSet};

use audit::evidence::house::Trail;
use policy::{Permit, act};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Alias, Query},
};
use trail::{Leaf, Outcome};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    leaf::{pending, row},
};

/// Entries that are read at once.
const AT_ONCE: u64 = 2_000;

/// Kinds of rows of which every version has its entry, and their tables.
const VERSIONED: [(&str, &str); 5] =
    [("order", "sales_order"), ("offer", "offer"), ("change_request", "change_request"), ("quote", "quote"), ("account", "account")];

impl Store {
    /// What the trail is found to be.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn examine_trail(&self, _: &Permit<act::HouseExamine>) -> Result<Trail, StoreError> {
        let mut trail = Trail::default();
        // Rows first: what is written meanwhile has its entries by the time that these are read.
        let mut rows: BTreeMap<(&'static str, Uuid), u64> = BTreeMap::new();
        for (kind, table) in VERSIONED {
            trail.compared.push(kind.to_owned());
            let query = Query::select().columns(["id", "version"].map(Alias::new)).from(Alias::new(table)).to_owned();
            for row in self.reader().query_all(&query).await? {
                let version: i64 = row.try_get_by_index(1)?;
                rows.insert((kind, row.try_get_by_index(0)?), u64::try_from(version).unwrap_or(0));
            }
        }
        let mut waiting: BTreeSet<Uuid> = pending::row::Entity::find().all(self.reader()).await?.into_iter().map(|row| row.id).collect();
        let mut told: BTreeMap<(String, Uuid), Vec<u64>> = BTreeMap::new();
        let mut after = None;
        loop {
            let mut query = row::Entity::find().order_by_asc(row::Column::Id).limit(AT_ONCE);
            if let Some(after) = after {
                query = query.filter(row::Column::Id.gt(after));
            }
            let page = query.all(self.reader()).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                waiting.remove(&row.id);
                count(row, &mut trail, &mut told);
            }
        }
        trail.lost = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        compare(&rows, told, &mut trail);
        Ok(trail)
    }
}

fn count(row: &row::Model, trail: &mut Trail, told: &mut BTreeMap<(String, Uuid), Vec<u64>>) {
    trail.leaves += 1;
    let leaf = match Leaf::parse(row.bytes.as_bytes()) {
        Ok(leaf) if leaf.id == row.id => leaf,
        _ => {
            trail.unreadable += 1;
            return;
        }
    };
    trail.wrong_hash += u64::from(leaf.hash().as_bytes().as_slice() != row.hash);
    if leaf.outcome == Outcome::Done && leaf.object.version > 0 {
        told.entry((leaf.object.kind.as_str().to_owned(), leaf.object.id)).or_default().push(leaf.object.version);
    }
}

/// Versions begin at one and leave none out; a row is at the newest that is told, or was so when the rows were read.
fn compare(rows: &BTreeMap<(&'static str, Uuid), u64>, mut told: BTreeMap<(String, Uuid), Vec<u64>>, trail: &mut Trail) {
    for ((kind, id), version) in rows {
        let newest = told.get(&((*kind).to_owned(), *id)).and_then(|versions| versions.iter().max().copied()).unwrap_or(0);
        trail.untold += version.saturating_sub(newest);
    }
    for versions in told.values_mut() {
        versions.sort_unstable();
        let all = u64::try_from(versions.len()).unwrap_or(u64::MAX);
        versions.dedup();
        let distinct = u64::try_from(versions.len()).unwrap_or(u64::MAX);
        trail.repeated += all.saturating_sub(distinct);
        trail.missing += versions.last().copied().unwrap_or(0).saturating_sub(distinct);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use audit::evidence::house::Trail;
    use uuid::Uuid;

    use super::compare;

    #[test]
    fn what_is_missing_told_twice_or_untold_is_counted() {
        let id = Uuid::from_u128;
        let rows = BTreeMap::from([(("order", id(1)), 3), (("order", id(2)), 4), (("quote", id(3)), 1)]);
        let told = BTreeMap::from([
            (("order".to_owned(), id(1)), vec![3, 1]),
            (("order".to_owned(), id(2)), vec![1, 2, 2]),
            (("quote".to_owned(), id(3)), vec![1, 2]),
        ]);
        let mut trail = Trail::default();
        compare(&rows, told, &mut trail);
        // A version more than the row had when it was read is a change that came between.
        assert_eq!((trail.missing, trail.repeated, trail.untold), (1, 1, 2));
    }
}
