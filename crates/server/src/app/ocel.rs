//! OCEL 2.0 logs in SQLite: their rows are read here, what they mean is intake's.

use crate::app::inputs::OpenFile;
use crate::app::{AppError, Workspace};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Row};
use std::path::Path;
use tropa_intake::{Input, SqlTable, is_sqlite, ocel_from_rows, unpack};
use tropa_model::LocalText;

/// A log has two tables per type and six more; a thousand is ten times the largest seen.
const TABLES_MAX: usize = 1_000;
/// All rows lie in memory at once.
const ROWS_MAX: usize = 20_000_000;

impl Workspace {
    /// The file's log as a document intake reads, if the file is an SQLite database; it is only read, never changed.
    pub(crate) fn ocel_document(&self, file: &OpenFile) -> Result<Option<Vec<u8>>, AppError> {
        let raw = Input {
            name: &file.name,
            bytes: file.raw(),
        };
        if is_sqlite(raw.bytes) {
            let tables = self.wait(tables(&file.path, &file.name))?;
            return Ok(Some(ocel_from_rows(&file.name, &tables)?));
        }
        if !is_gzip(raw.bytes) || !holds_sqlite(raw.bytes) {
            return Ok(None);
        }
        // SQLite opens files, not memory: the unpacked database lies in the workspace for a moment.
        let path = self
            .dir
            .join("derived")
            .join(format!("{}.sqlite.tmp", uuid::Uuid::new_v4().simple()));
        std::fs::write(&path, unpack(&raw)?).map_err(|e| AppError::io("write", &path, e))?;
        let tables = self.wait(tables(&path, &file.name));
        let _ = std::fs::remove_file(&path);
        Ok(Some(ocel_from_rows(&file.name, &tables?)?))
    }
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Whether a gzipped file begins like a database, told from its first bytes.
fn holds_sqlite(bytes: &[u8]) -> bool {
    use std::io::Read;
    let mut head = [0_u8; 16];
    flate2::read::GzDecoder::new(bytes).read_exact(&mut head).is_ok() && is_sqlite(&head)
}

/// All tables, every value as text.
async fn tables(path: &Path, file: &str) -> Result<Vec<SqlTable>, AppError> {
    let failed = |place: LocalText| {
        let file = file.to_owned();
        move |e: sqlx::Error| AppError::Ocel {
            file,
            place,
            problem: LocalText::plain(e.to_string()),
        }
    };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true);
    // A database from elsewhere: its views, triggers and functions are never run.
    let mut database = options
        .pragma("trusted_schema", "OFF")
        .connect()
        .await
        .map_err(failed(database_text()))?;
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .fetch_all(&mut database)
    .await
    .map_err(failed(LocalText::en_ru("list of tables", "список таблиц")))?;
    let too_many = |en: &str, ru: &str, max: usize| AppError::Ocel {
        file: file.to_owned(),
        place: database_text(),
        problem: LocalText::en_ru(
            format!("more than {max} {en}; convert it to Parquet or CSV"),
            format!("{ru}: больше {max}; переведите файл в Parquet или CSV"),
        ),
    };
    if names.len() > TABLES_MAX {
        return Err(too_many("tables", "таблиц", TABLES_MAX));
    }
    let mut tables = Vec::with_capacity(names.len());
    let mut rows = 0;
    for name in names {
        let table = table(&mut database, &name)
            .await
            .map_err(failed(LocalText::en_ru(
                format!("table «{name}»"),
                format!("таблица «{name}»"),
            )))?;
        rows += table.rows.len();
        if rows > ROWS_MAX {
            return Err(too_many("rows", "строк", ROWS_MAX));
        }
        tables.push(table);
    }
    Ok(tables)
}

async fn table(database: &mut SqliteConnection, name: &str) -> Result<SqlTable, sqlx::Error> {
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
        .bind(name)
        .fetch_all(&mut *database)
        .await?;
    let texts: Vec<String> = columns
        .iter()
        .map(|column| format!("CAST({} AS TEXT)", quoted(column)))
        .collect();
    // The names come from the database itself and are quoted; a limit above ROWS_MAX tells that there are more.
    let query = format!(
        "SELECT {} FROM {} LIMIT {}",
        texts.join(", "),
        quoted(name),
        ROWS_MAX + 1
    );
    let found = if columns.is_empty() {
        Vec::new()
    } else {
        sqlx::query(AssertSqlSafe(query)).fetch_all(database).await?
    };
    let rows = found
        .iter()
        .map(|row| {
            (0..columns.len())
                .map(|place| row.try_get::<Option<String>, _>(place))
                .collect()
        })
        .collect::<Result<Vec<Vec<Option<String>>>, _>>()?;
    Ok(SqlTable {
        name: name.to_owned(),
        columns,
        rows,
    })
}

fn database_text() -> LocalText {
    LocalText::en_ru("database", "база")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
