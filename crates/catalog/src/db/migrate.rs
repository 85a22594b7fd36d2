//! Bringing an older database up to date, after a copy of it was made.

use crate::CatalogError;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Row};
use std::path::{Path, PathBuf};

static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// Copies made before a change of the tables that are kept: enough to go back, not enough to fill the disk.
const BACKUPS_KEPT: usize = 3;

/// Copies the file to `tropa.sqlite.before-0002` beside it when the change 0002 is the first one missing.
pub(super) async fn sqlite(pool: &sqlx::SqlitePool, file: &Path) -> Result<(), CatalogError> {
    let place = file.display().to_string();
    let failed = |source| CatalogError::Backup {
        place: place.clone(),
        source: Box::new(source),
    };
    let began = sqlx::query("SELECT name FROM sqlite_master WHERE name = '_sqlx_migrations'")
        .fetch_optional(pool)
        .await
        .map_err(failed)?;
    if began.is_some() {
        let done = sqlx::query("SELECT max(version) AS version FROM _sqlx_migrations")
            .fetch_one(pool)
            .await
            .map_err(failed)?;
        if let Some(next) = first_missing(&SQLITE, done.get::<Option<i64>, _>("version")) {
            copy_file(pool, file, next).await?;
        }
    }
    SQLITE
        .run(pool)
        .await
        .map_err(|source| CatalogError::Migrate { place, source })
}

/// Copies all tables to the schema `before_0002` when the change 0002 is the first one missing.
pub(super) async fn postgres(pool: &sqlx::PgPool, place: &str) -> Result<(), CatalogError> {
    let failed = |source| CatalogError::Backup {
        place: place.to_owned(),
        source: Box::new(source),
    };
    let began = sqlx::query("SELECT CAST(to_regclass('_sqlx_migrations') AS TEXT) AS name")
        .fetch_one(pool)
        .await
        .map_err(failed)?;
    if began.get::<Option<String>, _>("name").is_some() {
        let done = sqlx::query("SELECT max(version) AS version FROM _sqlx_migrations")
            .fetch_one(pool)
            .await
            .map_err(failed)?;
        if let Some(next) = first_missing(&POSTGRES, done.get::<Option<i64>, _>("version")) {
            copy_tables(pool, next).await.map_err(failed)?;
        }
    }
    POSTGRES.run(pool).await.map_err(|source| CatalogError::Migrate {
        place: place.to_owned(),
        source,
    })
}

/// Of the changes a database of version `done` has not seen; `None` for one without any table yet.
fn first_missing(migrator: &Migrator, done: Option<i64>) -> Option<i64> {
    let done = done?;
    migrator
        .iter()
        .map(|change| change.version)
        .filter(|version| *version > done)
        .min()
}

async fn copy_file(pool: &sqlx::SqlitePool, file: &Path, next: i64) -> Result<(), CatalogError> {
    let io = |source: std::io::Error| CatalogError::Backup {
        place: file.display().to_string(),
        source: Box::new(source),
    };
    let copy = beside(file, &format!(".before-{next:04}"));
    let unfinished = beside(file, &format!(".before-{next:04}.part"));
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).map_err(io)?;
    }
    sqlx::query("VACUUM INTO $1")
        .bind(unfinished.to_string_lossy().into_owned())
        .execute(pool)
        .await
        .map_err(|source| CatalogError::Backup {
            place: file.display().to_string(),
            source: Box::new(source),
        })?;
    std::fs::File::open(&unfinished)
        .and_then(|written| written.sync_all())
        .map_err(io)?;
    std::fs::rename(&unfinished, &copy).map_err(io)?;
    for old in old_copies(file).map_err(io)? {
        std::fs::remove_file(old).map_err(io)?;
    }
    Ok(())
}

/// All copies of the file made before changes, the oldest first.
pub(super) fn copies(file: &Path) -> std::io::Result<Vec<PathBuf>> {
    let Some(name) = file.file_name() else {
        return Ok(Vec::new());
    };
    let start = format!("{}.before-", name.to_string_lossy());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(&start) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn old_copies(file: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = copies(file)?;
    found.truncate(found.len().saturating_sub(BACKUPS_KEPT));
    Ok(found)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// All or nothing; an unfinished earlier try of the same change is replaced.
async fn copy_tables(pool: &sqlx::PgPool, next: i64) -> Result<(), sqlx::Error> {
    let mut write = pool.begin().await?;
    let tables = sqlx::query(
        "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1",
    )
    .fetch_all(&mut *write)
    .await?;
    let mut statements = vec![
        format!("DROP SCHEMA IF EXISTS before_{next:04} CASCADE"),
        format!("CREATE SCHEMA before_{next:04}"),
    ];
    for table in &tables {
        let name = table.get::<String, _>("name").replace('"', "\"\"");
        statements.push(format!(
            "CREATE TABLE before_{next:04}.\"{name}\" AS TABLE \"{name}\""
        ));
    }
    let this = format!("before_{next:04}");
    let older = schemas(&mut write)
        .await?
        .into_iter()
        .rev()
        .filter(|name| *name != this);
    statements.extend(older.skip(BACKUPS_KEPT - 1).map(drop_schema));
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut *write).await?;
    }
    write.commit().await
}

/// Drops the copies of tables made before changes.
pub(super) async fn forget_schemas(pool: &sqlx::PgPool) -> Result<(), sqlx::Error> {
    let mut write = pool.begin().await?;
    for name in schemas(&mut write).await? {
        sqlx::query(AssertSqlSafe(drop_schema(name)))
            .execute(&mut *write)
            .await?;
    }
    write.commit().await
}

/// Schemas with copies of tables, the oldest first.
async fn schemas(write: &mut sqlx::PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT CAST(schema_name AS TEXT) AS name FROM information_schema.schemata \
         WHERE schema_name LIKE 'before\\_%' ORDER BY 1",
    )
    .fetch_all(write)
    .await?;
    Ok(rows.iter().map(|row| row.get("name")).collect())
}

fn drop_schema(name: String) -> String {
    format!("DROP SCHEMA \"{}\" CASCADE", name.replace('"', "\"\""))
}
