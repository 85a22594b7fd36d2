//! One Delta table in a local folder: its versions, its files, and commits to it.

use crate::error::LakeError;
use crate::layout;
use deltalake_core::kernel::transaction::{CommitBuilder, CommitProperties, TableReference};
use deltalake_core::kernel::{
    Action, Add, EagerSnapshot, LogicalFileView, Metadata, Remove, StructType, Transaction, new_metadata,
};
use deltalake_core::logstore::LogStoreRef;
use deltalake_core::protocol::DeltaOperation;
use deltalake_core::table::state::DeltaTableState;
use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// Delta's library is async; the lake is not. One small runtime serves every lake of the process.
static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).thread_name("lake-log").enable_all();
    builder
        .build()
        .expect("a process that may start threads can start this runtime")
});

/// Runs to the end, from a plain thread or from inside somebody else's runtime.
fn wait<F: Future + Send>(future: F) -> F::Output
where
    F::Output: Send,
{
    if tokio::runtime::Handle::try_current().is_err() {
        return RUNTIME.block_on(future);
    }
    std::thread::scope(|scope| scope.spawn(|| RUNTIME.block_on(future)).join())
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Whether a folder holds a Delta log with at least one version.
pub(crate) fn has_log(table_dir: &Path) -> bool {
    let entries = std::fs::read_dir(table_dir.join("_delta_log"))
        .into_iter()
        .flatten()
        .flatten();
    entries.into_iter().any(|e| {
        let name = e.file_name();
        let name = name.to_string_lossy();
        name.starts_with(|c: char| c.is_ascii_digit())
            && (name.ends_with(".json") || name.ends_with(".parquet"))
    })
}

pub(crate) struct Table {
    pub dir: PathBuf,
    /// Opened when first needed: the folder need not exist before.
    store: OnceLock<LogStoreRef>,
}

/// A data file of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DataFile {
    /// Relative to the table's folder, `/` between parts.
    pub path: String,
    /// 0 in tables without buckets.
    pub bucket: u32,
    pub bytes: u64,
    pub rows: Option<u64>,
    partition_values: HashMap<String, Option<String>>,
}

impl DataFile {
    /// The Delta action that takes the file out of the table.
    pub fn remove(&self, data_change: bool, now_ms: i64) -> Action {
        Action::Remove(Remove {
            path: self.path.clone(),
            data_change,
            deletion_timestamp: Some(now_ms),
            extended_file_metadata: Some(true),
            partition_values: Some(self.partition_values.clone()),
            size: Some(self.bytes as i64),
            ..Remove::default()
        })
    }
}

/// One version of a table.
#[derive(Clone)]
pub(crate) struct TableState {
    snapshot: EagerSnapshot,
}

impl TableState {
    pub fn version(&self) -> u64 {
        self.snapshot.version()
    }

    pub fn metadata(&self) -> &Metadata {
        self.snapshot.metadata()
    }

    pub fn schema(&self) -> StructType {
        self.snapshot.schema().as_ref().clone()
    }

    /// In order of (bucket, path).
    pub fn files(&self) -> Vec<DataFile> {
        let mut files: Vec<DataFile> = self
            .snapshot
            .log_data()
            .iter()
            .map(|view| data_file(&view))
            .collect();
        files.sort_by(|a, b| (a.bucket, &a.path).cmp(&(b.bucket, &b.path)));
        files
    }
}

fn data_file(view: &LogicalFileView) -> DataFile {
    let partition_values = view.partition_values_map();
    let bucket = partition_values
        .get("bucket")
        .and_then(|value| value.as_deref()?.parse().ok());
    DataFile {
        path: view.path().into_owned(),
        bucket: bucket.unwrap_or(0),
        bytes: view.size() as u64,
        rows: view.num_records().map(|n| n as u64),
        partition_values,
    }
}

/// What a commit changes and what it says about itself.
pub(crate) struct Commit {
    pub actions: Vec<Action>,
    pub operation: DeltaOperation,
    /// Makes it possible to ask later whether this very commit landed.
    pub id: String,
    /// Goes into the commit's `commitInfo`.
    pub info: serde_json::Map<String, serde_json::Value>,
}

impl Table {
    /// The table in a folder, whether it exists or not.
    pub fn at(dir: PathBuf) -> Table {
        Table {
            dir,
            store: OnceLock::new(),
        }
    }

    fn store(&self) -> Result<&LogStoreRef, LakeError> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = crate::logstore::open(&self.dir).map_err(|e| LakeError::delta("open", &self.dir, e))?;
        Ok(self.store.get_or_init(|| store))
    }

    /// The newest version, or the one given. `None` where the table does not exist yet.
    pub fn state(&self, version: Option<u64>) -> Result<Option<TableState>, LakeError> {
        if !has_log(&self.dir) {
            return Ok(None);
        }
        let snapshot = wait(EagerSnapshot::try_new(self.store()?.as_ref(), version));
        let snapshot = snapshot.map_err(|e| LakeError::delta("read the log of", &self.dir, e))?;
        Ok(Some(TableState { snapshot }))
    }

    /// Adds a version: all of the commit or nothing. `state` is the version it was prepared on, `None` creates the
    /// table. Returns the new version; that may be later than `state` + 1 where another program added one meanwhile
    /// that does not contradict.
    pub fn commit(&self, state: Option<&TableState>, commit: Commit) -> Result<u64, LakeError> {
        layout::create_dir(&self.dir)?;
        // Cleaning the log would make old versions unreadable behind the user's back: only vacuum and erasure may.
        let properties = CommitProperties::default()
            .with_metadata(commit.info)
            .with_application_transaction(Transaction::new(transaction_of(&commit.id), 1))
            .with_cleanup_expired_logs(Some(false));
        let builder = CommitBuilder::from(properties).with_actions(commit.actions);
        let reference = state.map(|s| &s.snapshot as &dyn TableReference);
        let pre = builder.build(reference, self.store()?.clone(), commit.operation);
        let landed = wait(async move { pre.await });
        landed
            .map(|c| c.version())
            .map_err(|e| LakeError::delta("commit to", &self.dir, e))
    }

    /// Files that left the table after this moment, and are needed by versions before.
    pub fn removed_since(&self, state: &TableState, oldest_ms: i64) -> Result<Vec<String>, LakeError> {
        use futures::TryStreamExt;
        let whole = DeltaTableState::new(state.snapshot.clone());
        let store = self.store()?;
        let tombstones = wait(async { whole.all_tombstones(store.as_ref()).try_collect::<Vec<_>>().await });
        let tombstones = tombstones.map_err(|e| LakeError::delta("read the log of", &self.dir, e))?;
        let young = tombstones
            .iter()
            .filter(|t| t.deletion_timestamp().is_none_or(|at| at > oldest_ms));
        Ok(young.map(|t| t.path().into_owned()).collect())
    }

    /// Writes the version into one file, so that the log before it is not needed to read it.
    pub fn checkpoint(&self, state: &TableState) -> Result<(), LakeError> {
        let mut table = deltalake_core::DeltaTable::new(self.store()?.clone());
        table.state = Some(DeltaTableState::new(state.snapshot.clone()));
        let written = wait(deltalake_core::checkpoints::create_checkpoint(&table, None));
        written.map_err(|e| LakeError::delta("write a checkpoint of", &self.dir, e))
    }

    /// Whether a commit with this id is part of the version.
    pub fn has_commit(&self, state: &TableState, id: &str) -> Result<bool, LakeError> {
        let version = wait(
            state
                .snapshot
                .transaction_version(self.store()?.as_ref(), transaction_of(id)),
        );
        Ok(version
            .map_err(|e| LakeError::delta("read the log of", &self.dir, e))?
            .is_some())
    }
}

fn transaction_of(id: &str) -> String {
    format!("tropa:{id}")
}

/// Table properties that keep every program from dropping old versions on its own.
pub(crate) fn kept_for_ever() -> Vec<(&'static str, String)> {
    vec![
        ("delta.enableExpiredLogCleanup", "false".into()),
        ("delta.logRetentionDuration", "interval 36500 days".into()),
        ("delta.deletedFileRetentionDuration", "interval 36500 days".into()),
        // Opening a source reads the newest checkpoint and the commits after it.
        ("delta.checkpointInterval", "20".into()),
    ]
}

/// The actions that create a table partitioned by `bucket` (or not at all) with the given columns.
pub(crate) fn create_actions(
    schema: &StructType,
    partitioned: bool,
    configuration: &[(&str, String)],
) -> Result<Vec<Action>, serde_json::Error> {
    let partition_columns: &[&str] = if partitioned { &["bucket"] } else { &[] };
    let metadata = new_metadata(
        schema,
        partition_columns,
        configuration.iter().map(|(k, v)| (*k, v.as_str())),
    );
    let metadata = metadata.map_err(serde::ser::Error::custom)?;
    let protocol =
        serde_json::from_value(serde_json::json!({ "minReaderVersion": 1, "minWriterVersion": 2 }))?;
    Ok(vec![Action::Protocol(protocol), Action::Metadata(metadata)])
}

/// A file just written, as the Delta action that makes it part of the table.
pub(crate) fn add_action(
    path: String,
    bucket: Option<u32>,
    bytes: u64,
    stats: String,
    now_ms: i64,
    change: bool,
) -> Action {
    let partition_values = bucket
        .map(|b| ("bucket".to_owned(), Some(b.to_string())))
        .into_iter()
        .collect();
    Action::Add(Add {
        path,
        partition_values,
        size: bytes as i64,
        modification_time: now_ms,
        data_change: change,
        stats: Some(stats),
        tags: None,
        deletion_vector: None,
        base_row_id: None,
        default_row_commit_version: None,
        clustering_provider: None,
    })
}

/// Milliseconds since 1970, for the log's own time stamps.
pub(crate) fn now_ms() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |d| d.as_millis() as i64)
}
