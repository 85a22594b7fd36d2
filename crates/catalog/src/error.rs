//! What can go wrong with decisions on disk.

use crate::MapId;

#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    #[error("cannot open the decisions in {place}")]
    Open { place: String, source: sqlx::Error },
    #[error("cannot copy {place} before changing its tables; nothing was changed")]
    Backup {
        place: String,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error(
        "cannot bring {place} up to date; was it written by a newer version of tropa? Use that one, or a copy from a backup"
    )]
    Migrate {
        place: String,
        source: sqlx::migrate::MigrateError,
    },
    #[error("cannot {what}")]
    Sql { what: &'static str, source: sqlx::Error },
    #[error("cannot read the stored {what} «{id}»: it is not what this program wrote")]
    Damaged {
        what: &'static str,
        id: String,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("there is no map «{id}» in the workspace")]
    NoSuchMap { id: MapId },
    #[error(
        "the workspace already has a map «{id}»; give the new one another id, or write over revision {revision}"
    )]
    MapExists { id: MapId, revision: u64 },
    #[error(
        "map «{id}» was changed meanwhile: you have revision {seen}, the workspace has {revision}; \
         fetch it again and repeat your change"
    )]
    MapChanged { id: MapId, seen: u64, revision: u64 },
}

impl CatalogError {
    /// Whether something that must be the only one of its kind is there already.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Sql { source, .. } if source.as_database_error().is_some_and(|e| e.is_unique_violation()))
    }
}
