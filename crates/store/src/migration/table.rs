//! A small vocabulary for tables, so that every column is of one of the portable kinds.

use crate::Dialect;
use sea_orm::sea_query::{self, Alias, ColumnDef, Expr, Index, IndexCreateStatement, TableCreateStatement};

/// A table under construction.
pub(super) struct Table {
    name: &'static str,
    statement: TableCreateStatement,
    keys: Vec<&'static str>,
    indexes: Vec<IndexCreateStatement>,
}

impl Table {
    pub(super) fn new(name: &'static str) -> Self {
        let mut statement = sea_query::Table::create();
        statement.table(Alias::new(name)).if_not_exists();
        Self { name, statement, keys: Vec::new(), indexes: Vec::new() }
    }
    fn column(mut self, mut column: ColumnDef) -> Self {
        self.statement.col(&mut column);
        self
    }
    fn def(name: &'static str) -> ColumnDef {
        ColumnDef::new(Alias::new(name))
    }
    fn key(mut self, name: &'static str) -> Self {
        self.keys.push(name);
        self
    }
    /// A UUID that is (part of) the primary key.
    pub(super) fn id(self, name: &'static str) -> Self {
        self.uuid(name).key(name)
    }
    /// A number that is the primary key.
    pub(super) fn id64(self, name: &'static str) -> Self {
        self.int(name).key(name)
    }
    /// 32 bytes that are the primary key.
    pub(super) fn id_hash(self, name: &'static str) -> Self {
        self.hash(name).key(name)
    }
    /// Short text that is (part of) the primary key.
    pub(super) fn id_text(self, name: &'static str, length: u32) -> Self {
        self.text(name, length).key(name)
    }
    pub(super) fn uuid(self, name: &'static str) -> Self {
        self.column(Self::def(name).binary_len(16).not_null().take())
    }
    pub(super) fn uuid_or_none(self, name: &'static str) -> Self {
        self.column(Self::def(name).binary_len(16).null().take())
    }
    pub(super) fn hash(self, name: &'static str) -> Self {
        self.column(Self::def(name).binary_len(32).not_null().take())
    }
    /// A sealed value.
    pub(super) fn sealed(self, name: &'static str) -> Self {
        self.column(Self::def(name).blob().not_null().take())
    }
    pub(super) fn sealed_or_none(self, name: &'static str) -> Self {
        self.column(Self::def(name).blob().null().take())
    }
    /// At most 65,535 bytes, which is what every database takes.
    pub(super) fn bytes(self, name: &'static str) -> Self {
        self.column(Self::def(name).blob().not_null().take())
    }
    pub(super) fn text(self, name: &'static str, length: u32) -> Self {
        self.column(Self::def(name).string_len(length).not_null().take())
    }
    pub(super) fn text_or_none(self, name: &'static str, length: u32) -> Self {
        self.column(Self::def(name).string_len(length).null().take())
    }
    /// JSON or other long text, read and written whole.
    pub(super) fn long_text(self, name: &'static str) -> Self {
        self.column(Self::def(name).text().not_null().take())
    }
    pub(super) fn int(self, name: &'static str) -> Self {
        self.column(Self::def(name).big_integer().not_null().take())
    }
    pub(super) fn int32(self, name: &'static str) -> Self {
        self.column(Self::def(name).integer().not_null().take())
    }
    pub(super) fn int_or_none(self, name: &'static str) -> Self {
        self.column(Self::def(name).big_integer().null().take())
    }
    pub(super) fn boolean(self, name: &'static str) -> Self {
        self.column(Self::def(name).boolean().not_null().take())
    }
    pub(super) fn check(mut self, condition: Expr) -> Self {
        self.statement.check(condition);
        self
    }
    pub(super) fn unique(mut self, columns: &[&'static str]) -> Self {
        let mut index = self.index_on(columns, "uq");
        index.unique();
        self.indexes.push(index);
        self
    }
    pub(super) fn index(mut self, columns: &[&'static str]) -> Self {
        let index = self.index_on(columns, "ix");
        self.indexes.push(index);
        self
    }
    fn index_on(&self, columns: &[&'static str], prefix: &str) -> IndexCreateStatement {
        let mut index = Index::create();
        index.name(format!("{prefix}_{}_{}", self.name, columns.join("_"))).table(Alias::new(self.name));
        for column in columns {
            index.col(Alias::new(*column));
        }
        index
    }
    pub(super) fn create(&self, dialect: Dialect) -> TableCreateStatement {
        let mut statement = self.statement.clone();
        if dialect == Dialect::MySql {
            // Text compares by bytes, as it does on SQLite.
            statement.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
        }
        let mut key = Index::create();
        for column in &self.keys {
            key.col(Alias::new(*column));
        }
        statement.primary_key(&mut key);
        statement
    }
    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }
    /// The first column of its primary key.
    pub(super) fn first_key(&self) -> Option<&'static str> {
        self.keys.first().copied()
    }
    /// The names of its columns.
    pub(super) fn columns(&self) -> Vec<String> {
        self.statement.get_columns().iter().map(sea_query::ColumnDef::get_column_name).collect()
    }
    pub(super) fn indexes(&self) -> Vec<IndexCreateStatement> {
        self.indexes.clone()
    }
}
