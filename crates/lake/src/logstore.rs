//! Delta's log on a local folder, written so that a commit that was answered survives a power cut.

use async_trait::async_trait;
use bytes::Bytes;
use deltalake_core::kernel::Version;
use deltalake_core::kernel::transaction::TransactionError;
use deltalake_core::logstore::{CommitOrBytes, LogStore, LogStoreConfig, LogStoreRef};
use deltalake_core::{DeltaResult, DeltaTableError, ObjectStore, ObjectStoreError};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// The library's own log store, except that a commit file is flushed to the disk before it gets its name.
///
/// The library writes and links without flushing: after a power cut the newest version could be an empty file, which
/// makes the whole table unreadable.
struct FlushedLog {
    inner: LogStoreRef,
    log_dir: PathBuf,
}

/// Opens the log of a table in a local folder, which need not hold one yet.
pub(crate) fn open(table_dir: &std::path::Path) -> Result<LogStoreRef, DeltaTableError> {
    let url = url::Url::from_directory_path(table_dir)
        .map_err(|()| DeltaTableError::InvalidTableLocation(table_dir.display().to_string()))?;
    let inner = deltalake_core::DeltaTableBuilder::from_url(url)?.build_storage()?;
    Ok(Arc::new(FlushedLog {
        inner,
        log_dir: table_dir.join("_delta_log"),
    }))
}

impl FlushedLog {
    fn write(&self, version: Version, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.log_dir)?;
        let named = self.log_dir.join(format!("{version:020}.json"));
        let beside = self
            .log_dir
            .join(format!("_commit_{}.json.tmp", Uuid::new_v4().simple()));
        let linked = File::create(&beside)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            // Linking fails where the name is taken: this is what makes two writers safe.
            .and_then(|()| fs::hard_link(&beside, &named));
        let _ = fs::remove_file(&beside);
        linked?;
        File::open(&self.log_dir)?.sync_all()
    }
}

#[async_trait]
impl LogStore for FlushedLog {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn read_commit_entry(&self, version: Version) -> DeltaResult<Option<Bytes>> {
        self.inner.read_commit_entry(version).await
    }

    async fn write_commit_entry(
        &self,
        version: Version,
        commit: CommitOrBytes,
        operation_id: Uuid,
    ) -> Result<(), TransactionError> {
        let CommitOrBytes::LogBytes(bytes) = &commit else {
            return self.inner.write_commit_entry(version, commit, operation_id).await;
        };
        self.write(version, bytes).map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => TransactionError::VersionAlreadyExists(version),
            _ => {
                let source = ObjectStoreError::Generic {
                    store: "local log",
                    source: Box::new(e),
                };
                TransactionError::ObjectStore { source }
            }
        })
    }

    async fn abort_commit_entry(
        &self,
        version: Version,
        commit: CommitOrBytes,
        operation_id: Uuid,
    ) -> Result<(), TransactionError> {
        self.inner.abort_commit_entry(version, commit, operation_id).await
    }

    async fn get_latest_version(&self, start_version: Version) -> DeltaResult<Version> {
        self.inner.get_latest_version(start_version).await
    }

    fn object_store(&self, operation_id: Option<Uuid>) -> Arc<dyn ObjectStore> {
        self.inner.object_store(operation_id)
    }

    fn root_object_store(&self, operation_id: Option<Uuid>) -> Arc<dyn ObjectStore> {
        self.inner.root_object_store(operation_id)
    }

    fn config(&self) -> &LogStoreConfig {
        self.inner.config()
    }
}
