//! What lies in the tables, counted.

use std::collections::{BTreeMap, BTreeSet};

use audit::evidence::house::{Account, Column, Data, Password, Session};
use policy::{Permit, act};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait, QueryFilter as _, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait as _, Func, Order, Query},
};
use uuid::Uuid;
use vault::{Place, SealedBytes};

use crate::{Store, StoreError, account, change_request, crew::crew_day, migration, order, session, sign_up};

/// Rows of a column that are looked at, the newest first where keys tell.
const SAMPLE: u64 = 10_000;
/// Passwords that are opened to see how they are kept.
const PASSWORDS: u64 = 2_000;

impl Store {
    /// What lies in the tables.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn examine_data(&self, _: &Permit<act::HouseExamine>) -> Result<Data, StoreError> {
        let mut data = Data::default();
        for sealed in migration::sealed_columns() {
            data.columns.push(self.examine_column(&sealed).await?);
        }
        data.passwords = self.examine_passwords().await?;
        self.examine_people(&mut data).await?;
        self.examine_changes(&mut data).await?;
        self.examine_bookings(&mut data).await?;
        Ok(data)
    }

    async fn examine_column(&self, sealed: &migration::SealedColumn) -> Result<Column, StoreError> {
        let (table, column) = (Alias::new(sealed.table), Alias::new(sealed.column.as_str()));
        let length = u32::try_from(SealedBytes::SHORTEST).map_err(|_| StoreError::Corrupt("length"))?;
        // The beginning tells the shape; the rest is nobody's business.
        let beginning = Func::cust(Alias::new("substr")).args([Expr::col(column.clone()), Expr::val(1_u32), Expr::val(length)]);
        let query = Query::select()
            .expr(beginning)
            .from(table)
            .and_where(Expr::col(column).is_not_null())
            .order_by(Alias::new(sealed.key), Order::Desc)
            .limit(SAMPLE)
            .to_owned();
        let mut counted = Column { name: format!("{}.{}", sealed.table, sealed.column), ..Column::default() };
        for row in self.reader().query_all(&query).await? {
            // SQLite gives no beginning of an empty value.
            let bytes: Vec<u8> = row.try_get_by_index::<Option<Vec<u8>>>(0)?.unwrap_or_default();
            counted.sampled += 1;
            // A job that was done leaves an empty value: there is nothing left to seal.
            counted.clear += u64::from(!bytes.is_empty() && !SealedBytes::is_shape_of(&bytes));
        }
        Ok(counted)
    }

    async fn examine_passwords(&self) -> Result<Vec<Password>, StoreError> {
        let of_accounts: Vec<(Uuid, Uuid, Option<Vec<u8>>)> = account::row::Entity::find()
            .select_only()
            .columns([account::row::Column::Id, account::row::Column::Person, account::row::Column::PasswordSealed])
            .filter(account::row::Column::PasswordSealed.is_not_null())
            .order_by_desc(account::row::Column::Id)
            .limit(PASSWORDS)
            .into_tuple()
            .all(self.reader())
            .await?;
        let of_sign_ups: Vec<(Uuid, Uuid, Option<Vec<u8>>)> = sign_up::row::Entity::find()
            .select_only()
            .columns([sign_up::row::Column::Id, sign_up::row::Column::Person, sign_up::row::Column::PasswordSealed])
            .order_by_desc(sign_up::row::Column::Id)
            .limit(PASSWORDS)
            .into_tuple()
            .all(self.reader())
            .await?;
        let rows = of_accounts.into_iter().map(|row| ("account", row)).chain(of_sign_ups.into_iter().map(|row| ("sign_up", row)));
        let mut kinds: BTreeMap<(String, u32, u32), u64> = BTreeMap::new();
        for (table, (row, person, bytes)) in rows {
            let Some(bytes) = bytes else { continue };
            // What was never sealed is told of its column.
            if !SealedBytes::is_shape_of(&bytes) {
                continue;
            }
            let place = Place { table, column: "password", row: row.into_bytes(), person: person.into_bytes() };
            let kind = match self.keys().open_sealed(&place, &SealedBytes::from_stored(bytes)) {
                Ok(clear) => kind_of(&clear),
                Err(_) => ("sealed".to_owned(), 0, 0),
            };
            *kinds.entry(kind).or_default() += 1;
        }
        let told = |((algorithm, memory_kib, passes), count)| Password { algorithm, memory_kib, passes, count };
        Ok(kinds.into_iter().map(told).collect())
    }

    async fn examine_people(&self, data: &mut Data) -> Result<(), StoreError> {
        let people: Vec<(Uuid, String, bool, Option<bool>)> = account::row::Entity::find()
            .select_only()
            .columns([account::row::Column::Id, account::row::Column::Role, account::row::Column::Active])
            .expr(Expr::col(account::row::Column::PasswordSealed).is_not_null())
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut by_role: BTreeMap<&str, Account> = BTreeMap::new();
        for (_, role, active, with_password) in &people {
            let of_role = by_role.entry(role).or_insert_with(|| Account { role: role.clone(), ..Account::default() });
            of_role.active += u64::from(*active);
            of_role.with_password += u64::from(*active && with_password.unwrap_or(false));
        }
        data.accounts = by_role.into_values().collect();
        let roles: BTreeMap<Uuid, &str> = people.iter().map(|(id, role, ..)| (*id, role.as_str())).collect();
        let sessions = session::row::Entity::find().order_by_desc(session::row::Column::CreatedAt).limit(SAMPLE).all(self.reader()).await?;
        let mut by_kind: BTreeMap<(String, String), Session> = BTreeMap::new();
        for row in sessions {
            let role = row.account.map_or("visitor", |account| roles.get(&account).copied().unwrap_or("nobody"));
            let kind = (role.to_owned(), row.amr.clone());
            let told = by_kind.entry(kind).or_insert_with(|| Session { role: role.to_owned(), amr: row.amr, ..Session::default() });
            told.count += 1;
            // A hash is 32 bytes of every value; a token that somebody could send is text.
            told.clear += u64::from(row.token_hash.len() != 32 || row.token_hash.iter().all(u8::is_ascii_graphic));
            told.longest_seconds = Ord::max(told.longest_seconds, row.expires_at.saturating_sub(row.created_at) / 1_000_000);
        }
        data.sessions = by_kind.into_values().collect();
        Ok(())
    }

    async fn examine_changes(&self, data: &mut Data) -> Result<(), StoreError> {
        use change_request::row::{Column, Entity};
        let rows: Vec<(Uuid, Option<Uuid>, String)> = Entity::find()
            .select_only()
            .columns([Column::Author, Column::Approver, Column::State])
            .filter(Column::AnsweredAt.is_not_null())
            .into_tuple()
            .all(self.reader())
            .await?;
        for (author, approver, state) in rows {
            data.changes += 1;
            data.changes_by_one_hand += u64::from(approver == Some(author));
            data.changes_by_nobody += u64::from(state == "applied" && approver.is_none());
        }
        Ok(())
    }

    async fn examine_bookings(&self, data: &mut Data) -> Result<(), StoreError> {
        use order::row::{Column, Entity};
        let orders: Vec<(Uuid, Option<Uuid>, Option<String>, i64)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Crew, Column::InstallDate, Column::WorkDays])
            .filter(Column::Stage.is_in(["matched", "ready", "installing"]))
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut days: BTreeMap<(Uuid, Uuid), BTreeSet<String>> = BTreeMap::new();
        for day in crew_day::row::Entity::find().all(self.reader()).await? {
            days.entry((day.order_id, day.crew)).or_default().insert(day.day);
        }
        for (id, crew, begins, work_days) in orders {
            data.booked += 1;
            // A day is one row of its crew: an order that holds fewer than it needs shares them with another.
            let held = crew.and_then(|crew| days.get(&(id, crew)));
            let is_whole = held.is_some_and(|held| i64::try_from(held.len()) == Ok(work_days) && held.first() == begins.as_ref());
            data.double_booked += u64::from(!is_whole);
        }
        Ok(())
    }
}

/// Algorithm, memory and passes of a hash, as its text says. The text stays here.
fn kind_of(clear: &[u8]) -> (String, u32, u32) {
    let text = std::str::from_utf8(clear).unwrap_or_default();
    let is_hex = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = text.split('$').skip(1);
    let named = match (parts.next(), text.len()) {
        (Some(name @ ("argon2id" | "argon2i" | "argon2d" | "scrypt" | "pbkdf2-sha256" | "pbkdf2-sha512")), _) => name,
        (Some("2a" | "2b" | "2y"), _) => "bcrypt",
        (Some("1" | "apr1"), _) => "md5",
        (Some("5"), _) => "sha-256",
        (Some("6"), _) => "sha-512",
        (_, 32) if is_hex => "md5",
        (_, 40) if is_hex => "sha-1",
        (_, 64) if is_hex => "sha-256",
        (_, 128) if is_hex => "sha-512",
        _ => "unknown",
    };
    let number = |key: &str| {
        let settings = text.split(['$', ',']).filter_map(|part| part.split_once('='));
        settings.filter(|(name, _)| *name == key).find_map(|(_, value)| value.parse().ok()).unwrap_or(0)
    };
    if named.starts_with("argon2") { (named.to_owned(), number("m"), number("t")) } else { (named.to_owned(), 0, 0) }
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn a_hash_is_known_by_its_text() {
        let kind = |text: &str| kind_of(text.as_bytes());
        assert_eq!(kind("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"), ("argon2id".to_owned(), 19_456, 2));
        assert_eq!(kind("$2b$12$abcdefghijklmnopqrstuv").0, "bcrypt");
        assert_eq!(kind("5f4dcc3b5aa765d61d8327deb882cf99").0, "md5");
        assert_eq!(kind("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8").0, "sha-1");
        assert_eq!(kind("password").0, "unknown");
        assert_eq!(kind_of(&[0xff, 0xfe]).0, "unknown");
    }
}
