//! Decisions on disk: maps with their revisions, saved mappings, the history of jobs. The only SQL over decisions.
//!
//! One SQLite file in the workspace's folder, in write-ahead mode: several processes may read and write it at once.
//! A map is written only over the revision its writer has seen, so nobody's change is lost silently.

mod error;
mod jobs;
mod map_id;
mod mappings;
mod maps;

pub use error::CatalogError;
pub use jobs::JobRecord;
pub use map_id::{MapId, MapIdError};
pub use maps::{MapSummary, Over, StoredMap};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for another process's transaction. They are short; longer means something hangs.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Readers do not block each other; writers queue anyway.
const CONNECTIONS_MAX: u32 = 4;

/// The open decisions of one workspace.
#[derive(Clone, Debug)]
pub struct Catalog {
    pool: sqlx::SqlitePool,
}

impl Catalog {
    /// Opens the file, creates it where there is none, and brings an older one up to date.
    pub async fn open(file: &Path) -> Result<Catalog, CatalogError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted or written over is overwritten with zeros: erased people leave no trace in free pages.
            .pragma("secure_delete", "ON")
            .busy_timeout(BUSY_TIMEOUT);
        let opened = |source| CatalogError::Open {
            file: file.to_owned(),
            source,
        };
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .connect_with(options)
            .await
            .map_err(opened)?;
        sqlx::migrate!("./migrations")
            .run(&pool)
            .await
            .map_err(|source| CatalogError::Migrate {
                file: file.to_owned(),
                source,
            })?;
        Ok(Catalog { pool })
    }

    /// Writes the log back into the file and empties it, so that it holds nothing that was deleted.
    pub async fn empty_log(&self) -> Result<(), CatalogError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.pool)
            .await
            .map_err(|source| CatalogError::Sql {
                what: "empty the log of changes",
                source,
            })?;
        Ok(())
    }

    /// Waits for what is under way and writes the log back into the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
