//! Rows that could not become events: a Delta table of their own beside the events.

use crate::error::LakeError;
use crate::layout::{self, Layout};
use crate::receipt;
use crate::table::{self, Commit, Table};
use arrow::array::{Array, ArrayRef, AsArray, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType as ArrowType, Field, Int64Type, Schema};
use deltalake_core::kernel::{DataType, StructField, StructType};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tropa_model::SourceName;

/// A row that was refused: where it stood, what is wrong with it, and its text, so that it can be replayed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Rejected {
    pub code: String,
    pub file: String,
    /// 1-based, as a person counts in the file.
    pub row: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What was expected and what to do: texts by language as JSON; the English text alone in rows of earlier versions.
    pub reason: String,
    /// The row as it stood in the file; absent where it could not be kept or a person in it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// A row in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct QuarantinedRow {
    /// Ordinal of the import that refused it.
    pub import: u64,
    #[serde(flatten)]
    pub row: Rejected,
}

/// The reason of a row whose person was erased, in the form of all reasons: texts by language as JSON.
const ERASED: &str = r#"{"en":"erased: the row named a person who was erased","ru":"удалено: в строке был назван человек, чьи данные удалены"}"#;

/// Rows held in memory before they go to the disk.
const BUFFERED_ROWS_MAX: usize = 16 * 1024;

const TEXTS: [(&str, bool); 6] = [
    ("code", false),
    ("file", false),
    ("reason", false),
    ("column", true),
    ("value", true),
    ("raw", true),
];

/// Takes the refused rows of one import to a file, without holding them all in memory.
pub(crate) struct RejectWriter {
    table_dir: PathBuf,
    /// Of the file, relative to the table.
    name: String,
    ordinal: u64,
    id: String,
    writer: Option<ArrowWriter<File>>,
    buffered: Vec<Rejected>,
    pub rows: u64,
}

impl RejectWriter {
    pub fn new(table_dir: PathBuf, prefix: &str, ordinal: u64, id: &str) -> Self {
        let name = format!(
            "{prefix}{}.parquet",
            &uuid::Uuid::new_v4().simple().to_string()[..8]
        );
        Self {
            table_dir,
            name,
            ordinal,
            id: id.to_owned(),
            writer: None,
            buffered: Vec::new(),
            rows: 0,
        }
    }

    pub fn push(&mut self, row: Rejected) -> Result<(), LakeError> {
        self.rows += 1;
        self.buffered.push(row);
        if self.buffered.len() < BUFFERED_ROWS_MAX {
            Ok(())
        } else {
            self.flush()
        }
    }

    fn path(&self) -> PathBuf {
        self.table_dir.join(&self.name)
    }

    fn flush(&mut self) -> Result<(), LakeError> {
        let path = self.path();
        let failed = |e| LakeError::parquet("write", &path, e);
        if self.writer.is_none() {
            layout::create_dir(&self.table_dir)?;
            let file = File::create_new(&path).map_err(|e| LakeError::io("create", &path, e))?;
            self.writer = Some(ArrowWriter::try_new(file, schema(), None).map_err(failed)?);
        }
        let imports = vec![self.ordinal as i64; self.buffered.len()];
        let batch = to_batch(
            &self.buffered,
            &imports,
            &vec![self.id.as_str(); self.buffered.len()],
        );
        self.buffered.clear();
        self.writer
            .as_mut()
            .expect("made above")
            .write(&batch)
            .map_err(failed)
    }

    /// Makes the rows part of the table. Readers still wait for the import they came with.
    pub fn commit(&mut self) -> Result<(), LakeError> {
        if self.rows == 0 {
            return Ok(());
        }
        self.flush()?;
        let path = self.path();
        let writer = self.writer.take().expect("flushing made it");
        let bytes = close(writer, &path)?;
        layout::sync_dir(&self.table_dir)?;
        let table = Table::at(self.table_dir.clone());
        let state = table.state(None)?;
        let mut actions = Vec::new();
        if state.is_none() {
            let created = table::create_actions(&table_schema(), false, &table::kept_for_ever());
            actions.extend(created.expect("a schema always has a JSON form"));
        }
        let stats = serde_json::json!({ "numRecords": self.rows }).to_string();
        actions.push(table::add_action(
            self.name.clone(),
            None,
            bytes,
            stats,
            table::now_ms(),
            true,
        ));
        let operation = DeltaOperation::Write {
            mode: SaveMode::Append,
            partition_by: None,
            predicate: None,
        };
        let commit = Commit {
            actions,
            operation,
            id: self.id.clone(),
            info: serde_json::Map::new(),
        };
        table.commit(state.as_ref(), commit).map(drop)
    }
}

fn close(writer: ArrowWriter<File>, path: &Path) -> Result<u64, LakeError> {
    let file = writer
        .into_inner()
        .map_err(|e| LakeError::parquet("write", path, e))?;
    file.sync_all().map_err(|e| LakeError::io("sync", path, e))?;
    file.metadata()
        .map(|m| m.len())
        .map_err(|e| LakeError::io("measure", path, e))
}

fn schema() -> Arc<Schema> {
    let mut fields = vec![
        Field::new("import", ArrowType::Int64, false),
        Field::new("import_id", ArrowType::Utf8, false),
        Field::new("row", ArrowType::Int64, false),
    ];
    fields.extend(TEXTS.map(|(name, nullable)| Field::new(name, ArrowType::Utf8, nullable)));
    Arc::new(Schema::new(fields))
}

fn table_schema() -> StructType {
    let mut fields = vec![
        StructField::new("import", DataType::LONG, false),
        StructField::new("import_id", DataType::STRING, false),
        StructField::new("row", DataType::LONG, false),
    ];
    fields.extend(TEXTS.map(|(name, nullable)| StructField::new(name, DataType::STRING, nullable)));
    StructType::try_new(fields).expect("the names differ")
}

fn to_batch(rows: &[Rejected], imports: &[i64], ids: &[&str]) -> RecordBatch {
    let numbers: Int64Array = rows.iter().map(|r| r.row as i64).collect();
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from(imports.to_vec())),
        Arc::new(StringArray::from_iter_values(ids)),
        Arc::new(numbers),
    ];
    let always: [fn(&Rejected) -> &String; 3] = [|r| &r.code, |r| &r.file, |r| &r.reason];
    for text in always {
        columns.push(Arc::new(
            rows.iter().map(|row| Some(text(row))).collect::<StringArray>(),
        ));
    }
    let maybe: [fn(&Rejected) -> &Option<String>; 3] = [|r| &r.column, |r| &r.value, |r| &r.raw];
    for text in maybe {
        columns.push(Arc::new(
            rows.iter().map(|row| text(row).as_ref()).collect::<StringArray>(),
        ));
    }
    RecordBatch::try_new(schema(), columns).expect("the columns stand in the schema's order")
}

/// A stored row, the id of its import included.
struct Stored {
    import: i64,
    id: String,
    row: Rejected,
}

fn read_file(path: &Path) -> Result<Vec<Stored>, LakeError> {
    let failed = |e| LakeError::parquet("read", path, e);
    let file = File::open(path).map_err(|e| LakeError::io("open", path, e))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|b| b.build())
        .map_err(failed)?;
    let mut stored = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|e| failed(ParquetError::External(Box::new(e))))?;
        let column = |name: &str| {
            batch.column_by_name(name).ok_or_else(|| LakeError::Damaged {
                path: path.to_owned(),
                reason: format!("it has no column `{name}`"),
            })
        };
        let (imports, rows) = (
            column("import")?.as_primitive::<Int64Type>(),
            column("row")?.as_primitive::<Int64Type>(),
        );
        let mut texts = Vec::new();
        for (name, _) in [("import_id", false)].into_iter().chain(TEXTS) {
            texts.push(column(name)?.as_string::<i32>());
        }
        for at in 0..batch.num_rows() {
            let text = |place: usize| {
                texts[place]
                    .is_valid(at)
                    .then(|| texts[place].value(at).to_owned())
            };
            let needed = |place: usize| text(place).unwrap_or_default();
            let row = Rejected {
                code: needed(1),
                file: needed(2),
                reason: needed(3),
                column: text(4),
                value: text(5),
                raw: text(6),
                row: rows.value(at) as u64,
            };
            stored.push(Stored {
                import: imports.value(at),
                id: needed(0),
                row,
            });
        }
    }
    Ok(stored)
}

/// Rows in quarantine, by import and then as they came; without those of imports that were replayed since.
pub(crate) fn all(layout: &Layout, source: &SourceName) -> Result<Vec<QuarantinedRow>, LakeError> {
    let table = Table::at(layout.rejected(source));
    let Some(state) = table.state(None)? else {
        return Ok(Vec::new());
    };
    let receipts = receipt::all(layout, source)?;
    let replayed: BTreeSet<u64> = receipts.iter().flat_map(|r| r.replays.iter().copied()).collect();
    let shown: BTreeSet<&str> = receipts
        .iter()
        .filter(|r| r.rejected > 0 && !replayed.contains(&r.ordinal))
        .map(|r| r.id.as_str())
        .collect();
    let mut rows = Vec::new();
    for file in state.files() {
        let stored = read_file(&table.dir.join(&file.path))?
            .into_iter()
            .filter(|s| shown.contains(s.id.as_str()));
        rows.extend(stored.map(|s| QuarantinedRow {
            import: s.import as u64,
            row: s.row,
        }));
    }
    rows.sort_by_key(|r| r.import);
    Ok(rows)
}

/// Removes files with this prefix that did not become part of the table.
pub(crate) fn remove_loose(layout: &Layout, source: &SourceName, prefix: &str) -> Result<(), LakeError> {
    let table = Table::at(layout.rejected(source));
    let loose: Vec<PathBuf> = layout::list(&table.dir)?
        .into_iter()
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(prefix))
        })
        .collect();
    if loose.is_empty() {
        return Ok(());
    }
    let current: BTreeSet<PathBuf> = table
        .state(None)?
        .iter()
        .flat_map(|s| s.files())
        .map(|f| table.dir.join(f.path))
        .collect();
    loose
        .iter()
        .filter(|path| !current.contains(*path))
        .try_for_each(|path| layout::remove(path))
}

/// How many stored rows name the person.
pub(crate) fn naming(layout: &Layout, source: &SourceName, actor: &str) -> Result<u64, LakeError> {
    let table = Table::at(layout.rejected(source));
    let mut count = 0;
    for file in table.state(None)?.iter().flat_map(|state| state.files()) {
        count += read_file(&table.dir.join(&file.path))?
            .iter()
            .filter(|s| names(&s.row, actor))
            .count() as u64;
    }
    Ok(count)
}

/// Blanks what could tell of the person in every stored row that names them. The files that held them are removed for
/// good.
pub(crate) fn erase(layout: &Layout, source: &SourceName, actor: &str) -> Result<(), LakeError> {
    let table = Table::at(layout.rejected(source));
    let Some(state) = table.state(None)? else {
        return Ok(());
    };
    let now = table::now_ms();
    let (mut actions, mut gone) = (Vec::new(), Vec::new());
    for file in state.files() {
        let mut stored = read_file(&table.dir.join(&file.path))?;
        let named: Vec<&mut Stored> = stored.iter_mut().filter(|s| names(&s.row, actor)).collect();
        if named.is_empty() {
            continue;
        }
        for stored in named {
            let row = &mut stored.row;
            (row.value, row.raw, row.reason) = (None, None, ERASED.into());
        }
        let name = format!("e{}.parquet", uuid::Uuid::new_v4().simple());
        let path = table.dir.join(&name);
        let rows: Vec<Rejected> = stored.iter().map(|s| s.row.clone()).collect();
        let imports: Vec<i64> = stored.iter().map(|s| s.import).collect();
        let ids: Vec<&str> = stored.iter().map(|s| s.id.as_str()).collect();
        let created = File::create_new(&path).map_err(|e| LakeError::io("create", &path, e))?;
        let mut writer = ArrowWriter::try_new(created, schema(), None)
            .map_err(|e| LakeError::parquet("write", &path, e))?;
        writer
            .write(&to_batch(&rows, &imports, &ids))
            .map_err(|e| LakeError::parquet("write", &path, e))?;
        let bytes = close(writer, &path)?;
        let stats = serde_json::json!({ "numRecords": rows.len() }).to_string();
        actions.push(table::add_action(name, None, bytes, stats, now, true));
        actions.push(file.remove(true, now));
        gone.push(table.dir.join(&file.path));
    }
    if !actions.is_empty() {
        layout::sync_dir(&table.dir)?;
        let operation = DeltaOperation::Delete {
            predicate: Some("rows that name an erased person".into()),
        };
        let id = uuid::Uuid::new_v4().to_string();
        table.commit(
            Some(&state),
            Commit {
                actions,
                operation,
                id,
                info: serde_json::Map::new(),
            },
        )?;
    }
    // Also files that an earlier, killed erasure took out of the table but did not remove, and uncommitted ones.
    let current: BTreeSet<PathBuf> = table
        .state(None)?
        .iter()
        .flat_map(|s| s.files())
        .map(|f| table.dir.join(f.path))
        .collect();
    for path in layout::list(&table.dir)? {
        let ours = path.extension().is_some_and(|e| e == "parquet");
        if ours && !current.contains(&path) && (gone.contains(&path) || holds(&path, actor)) {
            layout::remove(&path)?;
        }
    }
    Ok(())
}

/// Whether a file that is not part of the table names the person; one still being written cannot be read and is kept.
fn holds(path: &Path, actor: &str) -> bool {
    read_file(path).is_ok_and(|stored| stored.iter().any(|s| names(&s.row, actor)))
}

fn names(row: &Rejected, actor: &str) -> bool {
    [Some(&row.reason), row.value.as_ref(), row.raw.as_ref()]
        .into_iter()
        .flatten()
        .any(|text| contains_key(text, actor))
}

/// Whether the key stands in the text as a whole: not as a part of a longer word or number.
pub(crate) fn contains_key(text: &str, key: &str) -> bool {
    if key.is_empty() {
        return false;
    }
    let inside = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(key).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(inside) && key.starts_with(inside);
        let after = text[at + key.len()..].chars().next().is_some_and(inside) && key.ends_with(inside);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_as_a_whole_only() {
        for (text, found) in [
            ("12,34,x", true),
            ("\"12\"", true),
            ("112,34", false),
            ("12-3", false),
            ("", false),
            ("a 12", true),
        ] {
            assert_eq!(contains_key(text, "12"), found, "{text}");
        }
        assert!(contains_key("имя=Иван Петров;", "Иван Петров"));
        assert!(!contains_key("Иванов", "Иван"));
    }
}
