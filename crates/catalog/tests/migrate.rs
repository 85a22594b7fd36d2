//! Databases of every earlier version open, after a copy of them was made.
#![allow(clippy::unwrap_used)] // functions beside the tests, too

mod common;

use common::{MONDAY, id, map};
use serde_json::json;
use std::path::{Path, PathBuf};
use tropa_catalog::{Catalog, CatalogAddress, CatalogError};
use tropa_model::SourceName;

/// Schemas of earlier versions with a map, a mapping and a job in them.
const OLD: [(&str, &str); 1] = [("0001", include_str!("old/0001.sqlite.sql"))];

async fn write(file: &Path, sql: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    pool.close().await;
}

fn copies(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".before-"))
        .collect();
    names.sort();
    names
}

async fn open(file: &Path) -> Result<Catalog, CatalogError> {
    Catalog::open(&CatalogAddress::File(file.to_owned())).await
}

#[tokio::test]
async fn a_file_of_every_earlier_version_opens_with_all_that_was_in_it() {
    for (version, sql) in OLD {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tropa.sqlite");
        write(&file, sql).await;
        let catalog = open(&file).await.unwrap();
        let stored = catalog.map(&id("shop")).await.unwrap();
        assert_eq!(
            (stored.revision, stored.updated_at.as_str()),
            (7, MONDAY),
            "{version}"
        );
        assert_eq!(stored.map, map("shop", "Shop"), "{version}");
        assert_eq!(catalog.maps().await.unwrap().len(), 1, "{version}");
        let source = SourceName::new("shop").unwrap();
        assert_eq!(
            catalog.mapping(&source).await.unwrap(),
            Some(json!({"a": 1})),
            "{version}"
        );
        assert_eq!(catalog.running_jobs().await.unwrap()[0].id, "1", "{version}");
    }
}

#[tokio::test]
async fn a_map_of_an_earlier_version_is_listed_with_its_personas() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tropa.sqlite");
    write(&file, OLD[0].1).await;
    // As an earlier version kept it: the summary knows nothing of personas.
    write(
        &file,
        r#"UPDATE maps SET document = json_set(document, '$.version', 2, '$.department', json('{"en":"Sales"}'),
           '$.personas', json('[{"id":"p1","name":{"en":"Buyer"}}]'))"#,
    )
    .await;
    let maps = open(&file).await.unwrap().maps().await.unwrap();
    assert_eq!(maps[0].personas[0].id, "p1");
    assert_eq!(maps[0].department.0["en"], "Sales");
    assert_eq!((maps[0].revision, maps[0].updated_at.as_str()), (7, MONDAY));
}

#[tokio::test]
async fn a_copy_is_made_once_before_the_tables_change_and_the_last_three_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tropa.sqlite");
    for earlier in [
        "tropa.sqlite.before-0000a",
        "tropa.sqlite.before-0000b",
        "tropa.sqlite.before-0000c",
    ] {
        std::fs::write(folder.path().join(earlier), "").unwrap();
    }
    write(&file, OLD[0].1).await;
    open(&file).await.unwrap().close().await;
    let kept = [
        "tropa.sqlite.before-0000b",
        "tropa.sqlite.before-0000c",
        "tropa.sqlite.before-0002",
    ];
    assert_eq!(copies(folder.path()), kept);

    let before: PathBuf = folder.path().join("tropa.sqlite.before-0002");
    let bytes = std::fs::read(&before).unwrap();
    open(&file).await.unwrap().close().await;
    assert_eq!(
        std::fs::read(&before).unwrap(),
        bytes,
        "nothing to change, nothing to copy"
    );

    let restored = folder.path().join("restored.sqlite");
    std::fs::copy(&before, &restored).unwrap();
    let catalog = open(&restored).await.unwrap();
    assert_eq!(catalog.map(&id("shop")).await.unwrap().revision, 7);
}

#[tokio::test]
async fn a_new_file_needs_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tropa.sqlite");
    open(&file).await.unwrap().close().await;
    assert!(copies(folder.path()).is_empty());
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tropa.sqlite");
    open(&file).await.unwrap().close().await;
    write(
        &file,
        "INSERT INTO _sqlx_migrations VALUES (9999, 'later', '2030-01-01 00:00:00', 1, X'00', 1)",
    )
    .await;
    assert!(matches!(
        open(&file).await.unwrap_err(),
        CatalogError::Migrate { .. }
    ));
}

#[tokio::test]
async fn tables_on_a_server_are_copied_to_a_schema_before_they_change() {
    let Some(database) = tropa_pg::database() else {
        return;
    };
    let address = CatalogAddress::Postgres(database.address.clone());
    let first = include_str!("../migrations/postgres/0001_start.sql");
    let begun = format!(
        "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
         installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL, \
         execution_time BIGINT NOT NULL); {first}; \
         INSERT INTO _sqlx_migrations VALUES (1, 'start', now(), true, sha384('{}'), 1); \
         INSERT INTO mappings VALUES ('shop', '{{\"a\":1}}', '{MONDAY}')",
        first.replace('\'', "''").replace('\\', "\\\\")
    );
    database.run(&begun).unwrap();
    let catalog = Catalog::open(&address).await.unwrap();
    let source = SourceName::new("shop").unwrap();
    assert_eq!(catalog.mapping(&source).await.unwrap(), Some(json!({"a": 1})));
    let copied = database.run("SELECT mapping FROM before_0002.mappings").unwrap();
    assert_eq!(copied.trim(), "{\"a\":1}");
}
