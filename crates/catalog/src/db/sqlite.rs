//! Decisions in one file of the workspace's folder.

use super::migrate;
use super::value::{Row, Value};
use super::{Backend, Begun, Wait};
use crate::CatalogError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Column, Row as _, Sqlite as Driver, TypeInfo, ValueRef};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// How long a writer waits for another process's transaction. They are short; longer means something hangs.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Readers do not block each other; writers queue anyway.
const CONNECTIONS_MAX: u32 = 4;

#[derive(Debug)]
pub(crate) struct Sqlite {
    pool: sqlx::SqlitePool,
    file: PathBuf,
}

type Query<'a> = sqlx::query::Query<'a, Driver, <Driver as sqlx::Database>::Arguments>;

impl Sqlite {
    /// Opens the file, creates it where there is none, and brings an older one up to date after a copy of it was made.
    pub async fn open(file: &Path) -> Result<Self, CatalogError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted or written over is overwritten with zeros: erased people leave no trace in free pages.
            .pragma("secure_delete", "ON")
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .connect_with(options)
            .await
            .map_err(|source| CatalogError::Open {
                place: file.display().to_string(),
                source,
            })?;
        migrate::sqlite(&pool, file).await?;
        Ok(Self {
            pool,
            file: file.to_owned(),
        })
    }
}

impl Backend for Sqlite {
    fn execute<'a>(&'a self, sql: &'a str, values: Vec<Value>) -> Wait<'a, u64> {
        Box::pin(async move { Ok(query(sql, values).execute(&self.pool).await?.rows_affected()) })
    }

    fn rows<'a>(&'a self, sql: &'a str, values: Vec<Value>) -> Wait<'a, Vec<Row>> {
        Box::pin(async move { read(&query(sql, values).fetch_all(&self.pool).await?) })
    }

    /// One writer at a time, whatever it names: reading and writing happen under the file's write lock.
    fn begin<'a>(&'a self, _alone: &'a str) -> Wait<'a, Box<dyn Begun>> {
        Box::pin(async move {
            let begun = self.pool.begin_with("BEGIN IMMEDIATE").await?;
            Ok(Box::new(Open(begun)) as Box<dyn Begun>)
        })
    }

    /// Writes the log back into the file and empties it, so that it holds nothing that was deleted.
    fn empty_log(&self) -> Wait<'_, ()> {
        Box::pin(async move {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    fn forget_copies(&self) -> Wait<'_, ()> {
        Box::pin(async move {
            for copy in migrate::copies(&self.file)? {
                std::fs::remove_file(copy)?;
            }
            Ok(())
        })
    }

    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.pool.close())
    }
}

struct Open(sqlx::Transaction<'static, Driver>);

impl Begun for Open {
    fn execute<'a>(&'a mut self, sql: &'a str, values: Vec<Value>) -> Wait<'a, u64> {
        Box::pin(async move { Ok(query(sql, values).execute(&mut *self.0).await?.rows_affected()) })
    }

    fn rows<'a>(&'a mut self, sql: &'a str, values: Vec<Value>) -> Wait<'a, Vec<Row>> {
        Box::pin(async move { read(&query(sql, values).fetch_all(&mut *self.0).await?) })
    }

    fn commit(self: Box<Self>) -> Wait<'static, ()> {
        Box::pin(async move { self.0.commit().await })
    }
}

/// Statements are those of this crate; values never become part of their text.
fn query(sql: &str, values: Vec<Value>) -> Query<'_> {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in values {
        query = match value {
            Value::Null => query.bind(None::<String>),
            Value::Text(text) => query.bind(text),
            Value::Int(number) => query.bind(number),
            Value::Bytes(bytes) => query.bind(bytes),
        };
    }
    query
}

fn read(rows: &[SqliteRow]) -> Result<Vec<Row>, sqlx::Error> {
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    let names: Arc<[String]> = first.columns().iter().map(|c| c.name().to_owned()).collect();
    let value = |row: &SqliteRow, at: usize| -> Result<Value, sqlx::Error> {
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(Value::Null);
        }
        Ok(match raw.type_info().name() {
            "TEXT" => Value::Text(row.try_get_unchecked(at)?),
            "BLOB" => Value::Bytes(row.try_get_unchecked(at)?),
            _ => Value::Int(row.try_get_unchecked(at)?),
        })
    };
    rows.iter()
        .map(|row| {
            let values = (0..names.len())
                .map(|at| value(row, at))
                .collect::<Result<_, _>>()?;
            Ok(Row {
                names: names.clone(),
                values,
            })
        })
        .collect()
}
