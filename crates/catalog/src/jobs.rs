//! Background work that ran, so that its outcome outlives the process.

use crate::maps::damaged;
use crate::{Catalog, CatalogError};
use sqlx::Row;

/// Jobs kept; older ones are forgotten, oldest first.
const JOBS_KEPT_MAX: i64 = 1_000;

/// One job as it last was. The document's form belongs to the caller.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRecord {
    /// UUID.
    pub id: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// RFC 3339 in UTC.
    pub started_at: String,
    pub document: serde_json::Value,
}

impl Catalog {
    pub async fn put_job(&self, job: &JobRecord) -> Result<(), CatalogError> {
        let sql = |source| CatalogError::Sql {
            what: "write the job",
            source,
        };
        sqlx::query(
            "INSERT INTO jobs (id, state, started_at, document) VALUES (?, ?, ?, ?) \
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, document = excluded.document",
        )
        .bind(&job.id)
        .bind(&job.state)
        .bind(&job.started_at)
        .bind(job.document.to_string())
        .execute(&self.pool)
        .await
        .map_err(sql)?;
        sqlx::query(
            "DELETE FROM jobs WHERE state <> 'running' AND id NOT IN \
             (SELECT id FROM jobs ORDER BY started_at DESC, id DESC LIMIT ?)",
        )
        .bind(JOBS_KEPT_MAX)
        .execute(&self.pool)
        .await
        .map_err(sql)?;
        Ok(())
    }

    pub async fn job(&self, id: &str) -> Result<Option<JobRecord>, CatalogError> {
        let row = sqlx::query("SELECT id, state, started_at, document FROM jobs WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|source| CatalogError::Sql {
                what: "read the job",
                source,
            })?;
        row.map(|row| record(&row)).transpose()
    }

    /// Jobs that were running when their process ended, oldest first.
    pub async fn running_jobs(&self) -> Result<Vec<JobRecord>, CatalogError> {
        let rows =
            sqlx::query("SELECT id, state, started_at, document FROM jobs WHERE state = 'running' ORDER BY started_at, id")
                .fetch_all(&self.pool)
                .await
                .map_err(|source| CatalogError::Sql { what: "list the jobs", source })?;
        rows.iter().map(record).collect()
    }
}

fn record(row: &sqlx::sqlite::SqliteRow) -> Result<JobRecord, CatalogError> {
    let id: String = row.get("id");
    let document = serde_json::from_str(row.get("document")).map_err(|e| damaged("job", id.clone(), e))?;
    Ok(JobRecord {
        id,
        state: row.get("state"),
        started_at: row.get("started_at"),
        document,
    })
}
