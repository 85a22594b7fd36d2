//! Where a workspace lies in a test: every database the product supports.
#![allow(clippy::unwrap_used, dead_code)] // test code; not every test file uses everything

use std::path::{Path, PathBuf};
use std::sync::Arc;
use tropa_server::{CatalogAddress, Workspace};

/// An empty place for one workspace; gone when dropped.
pub struct Place {
    pub folder: PathBuf,
    pub decisions: CatalogAddress,
    _database: Option<tropa_pg::Database>,
    _beside: tempfile::TempDir,
}

impl Place {
    fn on_sqlite() -> Place {
        let beside = tempfile::tempdir().unwrap();
        let folder = beside.path().join("data");
        Place {
            decisions: CatalogAddress::File(folder.join("tropa.sqlite")),
            folder,
            _database: None,
            _beside: beside,
        }
    }

    fn on_postgres(database: tropa_pg::Database) -> Place {
        Place {
            decisions: CatalogAddress::Postgres(database.address.clone()),
            _database: Some(database),
            ..Place::on_sqlite()
        }
    }

    pub fn open(&self) -> Arc<Workspace> {
        open(&self.folder, &self.decisions)
    }
}

pub fn open(folder: &Path, decisions: &CatalogAddress) -> Arc<Workspace> {
    Arc::new(Workspace::open_with(folder, decisions).unwrap())
}

/// Runs the test on SQLite, then on PostgreSQL where there is one; where there must be one, its absence fails.
pub fn on_each_database(test: impl Fn(&Place)) {
    eprintln!("on SQLite");
    test(&Place::on_sqlite());
    if let Some(database) = tropa_pg::database() {
        eprintln!("on PostgreSQL");
        test(&Place::on_postgres(database));
    }
}

/// [`on_each_database`] for a test that waits.
pub async fn on_each_database_in_turn(test: impl AsyncFn(&Place)) {
    eprintln!("on SQLite");
    test(&Place::on_sqlite()).await;
    if let Some(database) = tropa_pg::database() {
        eprintln!("on PostgreSQL");
        test(&Place::on_postgres(database)).await;
    }
}
