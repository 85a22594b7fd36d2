//! Decisions on a PostgreSQL server.

use super::migrate;
use super::value::{Row, Value};
use super::{Backend, Begun, Wait};
use crate::{CatalogAddress, CatalogError};
use sqlx::encode::IsNull;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgConnectOptions, PgPoolOptions, PgRow, PgTypeInfo};
use sqlx::{AssertSqlSafe, Column, Encode, Postgres as Driver, Row as _, Type, TypeInfo, ValueRef};
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Rooms write one after another; people's requests are short. A server has a hundred for everybody by default.
const CONNECTIONS_MAX: u32 = 10;
/// Longer means the server is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

#[derive(Debug)]
pub(crate) struct Postgres {
    pool: sqlx::PgPool,
}

type Query<'a> = sqlx::query::Query<'a, Driver, <Driver as sqlx::Database>::Arguments>;

impl Postgres {
    /// Opens the database and brings its tables up to date after a copy of them was made.
    pub async fn open(address: &str) -> Result<Self, CatalogError> {
        let place = CatalogAddress::Postgres(address.to_owned()).to_string();
        let opened = |source| CatalogError::Open {
            place: place.clone(),
            source,
        };
        let options = PgConnectOptions::from_str(address)
            .map_err(opened)?
            .application_name("tropa");
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(CONNECT_TIMEOUT)
            .connect_with(options)
            .await
            .map_err(opened)?;
        migrate::postgres(&pool, &place).await?;
        Ok(Self { pool })
    }
}

impl Backend for Postgres {
    fn execute<'a>(&'a self, sql: &'a str, values: Vec<Value>) -> Wait<'a, u64> {
        Box::pin(async move { Ok(query(sql, values).execute(&self.pool).await?.rows_affected()) })
    }

    fn rows<'a>(&'a self, sql: &'a str, values: Vec<Value>) -> Wait<'a, Vec<Row>> {
        Box::pin(async move { read(&query(sql, values).fetch_all(&self.pool).await?) })
    }

    /// A lock by name, held until the transaction ends: also what is not there yet cannot appear meanwhile.
    fn begin<'a>(&'a self, alone: &'a str) -> Wait<'a, Box<dyn Begun>> {
        Box::pin(async move {
            let mut begun = self.pool.begin().await?;
            sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(alone.to_owned())
                .execute(&mut *begun)
                .await?;
            Ok(Box::new(Open(begun)) as Box<dyn Begun>)
        })
    }

    /// The server keeps its log itself.
    fn empty_log(&self) -> Wait<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn forget_copies(&self) -> Wait<'_, ()> {
        Box::pin(migrate::forget_schemas(&self.pool))
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

/// Nothing, of the type its place in the statement has: the server finds out which.
struct Nothing;

impl Type<Driver> for Nothing {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Driver> for Nothing {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, sqlx::error::BoxDynError> {
        Ok(IsNull::Yes)
    }
}

/// Statements are those of this crate; values never become part of their text.
fn query(sql: &str, values: Vec<Value>) -> Query<'_> {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in values {
        query = match value {
            Value::Null => query.bind(Nothing),
            Value::Text(text) => query.bind(text),
            Value::Int(number) => query.bind(number),
            Value::Bytes(bytes) => query.bind(bytes),
        };
    }
    query
}

fn read(rows: &[PgRow]) -> Result<Vec<Row>, sqlx::Error> {
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    let names: Arc<[String]> = first.columns().iter().map(|c| c.name().to_owned()).collect();
    let value = |row: &PgRow, at: usize| -> Result<Value, sqlx::Error> {
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(Value::Null);
        }
        Ok(match raw.type_info().name() {
            "BYTEA" => Value::Bytes(row.try_get(at)?),
            "INT8" => Value::Int(row.try_get(at)?),
            "INT4" => Value::Int(row.try_get::<i32, _>(at)?.into()),
            "BOOL" => Value::Int(row.try_get::<bool, _>(at)?.into()),
            _ => Value::Text(row.try_get(at)?),
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
