//! Background work that ran, so that its outcome outlives the process.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::{Catalog, CatalogError};

/// Jobs kept in each workspace; older ones are forgotten, oldest first.
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
        let mut write = self.db.begin("write the job", "jobs").await?;
        write
            .execute(
                "INSERT INTO jobs (id, state, started_at, document, workspace_id) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, document = excluded.document",
                values![
                    &job.id,
                    &job.state,
                    &job.started_at,
                    job.document.to_string(),
                    &*self.workspace
                ],
            )
            .await?;
        write
            .execute(
                "DELETE FROM jobs WHERE workspace_id = $1 AND state <> 'running' AND id NOT IN \
                 (SELECT id FROM jobs WHERE workspace_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2)",
                values![&*self.workspace, JOBS_KEPT_MAX],
            )
            .await?;
        write.commit().await
    }

    pub async fn job(&self, id: &str) -> Result<Option<JobRecord>, CatalogError> {
        let row = self
            .db
            .row(
                "read the job",
                "SELECT id, state, started_at, document FROM jobs WHERE id = $1 AND workspace_id = $2",
                values![id, &*self.workspace],
            )
            .await?;
        row.map(|row| record(&row)).transpose()
    }

    /// Jobs that were running when their process ended, oldest first.
    pub async fn running_jobs(&self) -> Result<Vec<JobRecord>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the jobs",
                "SELECT id, state, started_at, document FROM jobs WHERE state = 'running' AND workspace_id = $1 \
                 ORDER BY started_at, id",
                values![&*self.workspace],
            )
            .await?;
        rows.iter().map(record).collect()
    }
}

fn record(row: &Row) -> Result<JobRecord, CatalogError> {
    let id = row.text("id");
    let document = serde_json::from_str(&row.text("document")).map_err(|e| damaged("job", id.clone(), e))?;
    Ok(JobRecord {
        id,
        state: row.text("state"),
        started_at: row.text("started_at"),
        document,
    })
}
