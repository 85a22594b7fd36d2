//! One way to SQLite and PostgreSQL: portable SQL with `$1…` goes in, rows of plain values come out.
//!
//! Statements are written once and understood by both: `TEXT`, `BIGINT`/`INTEGER` and bytes only, `ON CONFLICT … DO
//! UPDATE`, `CAST(sum(x) AS BIGINT)`, no functions of dates. Every call says what it was doing, for the error's text.

mod migrate;
mod postgres;
mod sqlite;
mod value;

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;
pub(crate) use value::{Row, Value, values};

use crate::CatalogError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

pub(crate) type Wait<'a, T> = Pin<Box<dyn Future<Output = Result<T, sqlx::Error>> + Send + 'a>>;

/// What a database must be able to do for the catalog.
pub(crate) trait Backend: fmt::Debug + Send + Sync {
    /// Rows changed.
    fn execute<'a>(&'a self, sql: &'a str, values: Vec<Value>) -> Wait<'a, u64>;
    fn rows<'a>(&'a self, sql: &'a str, values: Vec<Value>) -> Wait<'a, Vec<Row>>;
    /// Begins a transaction that runs alone among all that name the same thing.
    fn begin<'a>(&'a self, alone: &'a str) -> Wait<'a, Box<dyn Begun>>;
    /// Lets go of what was deleted but may still lie in a log.
    fn empty_log(&self) -> Wait<'_, ()>;
    /// Removes copies made before changes of the tables.
    fn forget_copies(&self) -> Wait<'_, ()>;
    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// A transaction; given up when dropped before [`commit`](Self::commit).
pub(crate) trait Begun: Send {
    fn execute<'a>(&'a mut self, sql: &'a str, values: Vec<Value>) -> Wait<'a, u64>;
    fn rows<'a>(&'a mut self, sql: &'a str, values: Vec<Value>) -> Wait<'a, Vec<Row>>;
    fn commit(self: Box<Self>) -> Wait<'static, ()>;
}

#[derive(Clone, Debug)]
pub(crate) struct Db {
    backend: Arc<dyn Backend>,
}

impl Db {
    pub fn new(backend: impl Backend + 'static) -> Self {
        Self {
            backend: Arc::new(backend),
        }
    }

    /// Runs one statement; how many rows it changed. `what` reads after «cannot».
    pub async fn execute(
        &self,
        what: &'static str,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<u64, CatalogError> {
        let done = self.backend.execute(sql, values).await;
        done.map_err(|source| CatalogError::Sql { what, source })
    }

    pub async fn rows(
        &self,
        what: &'static str,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, CatalogError> {
        let rows = self.backend.rows(sql, values).await;
        rows.map_err(|source| CatalogError::Sql { what, source })
    }

    /// The first row, if any.
    pub async fn row(
        &self,
        what: &'static str,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, CatalogError> {
        Ok(self.rows(what, sql, values).await?.into_iter().next())
    }

    /// Begins a transaction that runs alone among all that name the same thing (`map shop`): what it reads cannot
    /// change before it writes.
    pub async fn begin(&self, what: &'static str, alone: &str) -> Result<Write, CatalogError> {
        let begun = self.backend.begin(alone).await;
        let begun = begun.map_err(|source| CatalogError::Sql { what, source })?;
        Ok(Write { what, begun })
    }

    pub async fn empty_log(&self) -> Result<(), CatalogError> {
        let what = "empty the log of changes";
        let emptied = self.backend.empty_log().await;
        emptied.map_err(|source| CatalogError::Sql { what, source })
    }

    pub async fn forget_copies(&self) -> Result<(), CatalogError> {
        let what = "remove the copies made before an update";
        let done = self.backend.forget_copies().await;
        done.map_err(|source| CatalogError::Sql { what, source })
    }

    pub async fn close(&self) {
        self.backend.close().await;
    }
}

/// A transaction under way; nothing of it stays unless it is committed.
pub(crate) struct Write {
    what: &'static str,
    begun: Box<dyn Begun>,
}

impl Write {
    pub async fn execute(&mut self, sql: &str, values: Vec<Value>) -> Result<u64, CatalogError> {
        let done = self.begun.execute(sql, values).await;
        done.map_err(|source| CatalogError::Sql {
            what: self.what,
            source,
        })
    }

    pub async fn rows(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, CatalogError> {
        let rows = self.begun.rows(sql, values).await;
        rows.map_err(|source| CatalogError::Sql {
            what: self.what,
            source,
        })
    }

    /// The first row, if any.
    pub async fn row(&mut self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, CatalogError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// All of it is on disk when this returns.
    pub async fn commit(self) -> Result<(), CatalogError> {
        let what = self.what;
        let done = self.begun.commit().await;
        done.map_err(|source| CatalogError::Sql { what, source })
    }
}
