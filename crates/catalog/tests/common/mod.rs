//! Every test of decisions runs on every database the product supports.
#![allow(clippy::unwrap_used, dead_code)] // test code; not every test file uses everything

use serde_json::json;
use tropa_catalog::{Catalog, CatalogAddress, MapId, Over};
use tropa_map::Map;
use tropa_pg::Database;

pub const MONDAY: &str = "2026-01-05T10:00:00Z";
pub const TUESDAY: &str = "2026-01-06T10:00:00Z";

/// An empty place for decisions; gone when dropped.
pub struct Place {
    pub address: CatalogAddress,
    pub database: Option<Database>,
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    pub async fn open(&self) -> Catalog {
        Catalog::open(&self.address).await.unwrap()
    }
}

/// Runs the test on SQLite, then on PostgreSQL where there is one.
pub async fn on_each(test: impl AsyncFn(&Place)) {
    let folder = tempfile::tempdir().unwrap();
    eprintln!("on SQLite");
    test(&Place {
        address: CatalogAddress::File(folder.path().join("tropa.sqlite")),
        database: None,
        _folder: Some(folder),
    })
    .await;
    if let Some(database) = tropa_pg::database() {
        eprintln!("on PostgreSQL");
        test(&Place {
            address: CatalogAddress::Postgres(database.address.clone()),
            database: Some(database),
            _folder: None,
        })
        .await;
    }
}

pub fn map(id: &str, title: &str) -> Map {
    let document = json!({
        "format": "tropa.map", "version": 1, "id": id, "title": {"en": title}, "kind": "customer", "state": "as_is",
        "stages": [{"id": "s1", "name": {"en": "Buy"}, "steps": [{"id": "t1", "name": {"en": "Pay"}}]}],
        "lanes": [{"id": "l1", "role": "actions"}],
        "cards": [{"id": "c1", "lane": "l1", "at": "t1", "text": {"en": "Pays by card"}, "state": "assumption"}]
    });
    tropa_map::parse(&document.to_string()).unwrap()
}

pub fn id(text: &str) -> MapId {
    MapId::new(text).unwrap()
}

/// A catalog with one map, `shop`, at revision 1.
pub async fn with_shop(place: &Place) -> Catalog {
    let catalog = place.open().await;
    catalog
        .put_map(&id("shop"), &map("shop", "Shop"), Over::Nothing, MONDAY)
        .await
        .unwrap();
    catalog
}
