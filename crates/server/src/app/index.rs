//! The journey index of a source's newest facts: opened where it is whole, built where it is not.

use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, Workspace};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use tropa_journey::{Index, IndexBuilder};
use tropa_lake::LakeSnapshot;
use tropa_model::SourceName;

/// Buckets read and indexed at once; each holds a few million events at most.
const BUILDERS: usize = 2;

impl Workspace {
    /// The index of the newest version of a source.
    pub(crate) fn index(&self, source: &SourceName) -> Result<Arc<Index>, AppError> {
        self.index_watched(source, &mut crate::app::unwatched())
    }

    pub(crate) fn index_watched(
        &self,
        source: &SourceName,
        watch: &mut Watch<'_>,
    ) -> Result<Arc<Index>, AppError> {
        let snapshot = self.lake.snapshot(source, None)?;
        let id = snapshot.id();
        if let Some(index) = self
            .known_indexes()
            .get(source.as_str())
            .filter(|index| *index.snapshot() == id)
        {
            return Ok(index.clone());
        }
        let index = match Index::open(&self.derived_dir(), &id)? {
            Some(index) => index,
            None => {
                // Two processes would do the same work twice; the second waits and finds it done.
                let _lock = self.lock_derived(source)?;
                match Index::open(&self.derived_dir(), &id)? {
                    Some(index) => index,
                    None => self.build_index(&snapshot, watch)?,
                }
            }
        };
        Ok(self.remember(source, index))
    }

    pub(crate) fn remember(&self, source: &SourceName, index: Index) -> Arc<Index> {
        let index = Arc::new(index);
        self.known_indexes().insert(source.to_string(), index.clone());
        index
    }

    pub(crate) fn forget(&self, source: &SourceName) {
        self.known_indexes().remove(source.as_str());
    }

    /// Builds from the facts on disk; buckets that did not change are taken over.
    pub(crate) fn build_index(
        &self,
        snapshot: &LakeSnapshot,
        watch: &mut Watch<'_>,
    ) -> Result<Index, AppError> {
        let builder = IndexBuilder::new(&self.derived_dir(), snapshot.id(), snapshot.score_scale())?;
        let buckets = snapshot.buckets();
        let next = AtomicU32::new(0);
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..BUILDERS {
                let (sender, next, builder) = (sender.clone(), &next, &builder);
                scope.spawn(move || {
                    loop {
                        let bucket = next.fetch_add(1, Ordering::Relaxed);
                        if bucket >= buckets || sender.send(add_bucket(builder, snapshot, bucket)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            for (done, result) in receiver.iter().enumerate() {
                result?;
                let (done, total) = (done as u64 + 1, Some(u64::from(buckets)));
                watch(Progress {
                    stage: ProgressStage::Indexing,
                    done,
                    total,
                    unit: "buckets",
                    rows: None,
                });
            }
            Ok::<(), AppError>(())
        })?;
        Ok(builder.finish()?)
    }

    /// Held while derived files of a source are written.
    pub(crate) fn lock_derived(&self, source: &SourceName) -> Result<std::fs::File, AppError> {
        let path = self.dir.join("derived").join(format!("{source}.lock"));
        let file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = file.map_err(|e| AppError::io("open", &path, e))?;
        file.lock().map_err(|e| AppError::io("lock", &path, e))?;
        Ok(file)
    }

    fn known_indexes(&self) -> std::sync::MutexGuard<'_, std::collections::BTreeMap<String, Arc<Index>>> {
        self.indexes.lock().expect("nothing panics while holding it")
    }
}

/// Takes the bucket over from an older index, or builds it from its files.
pub(crate) fn add_bucket(
    builder: &IndexBuilder,
    snapshot: &LakeSnapshot,
    bucket: u32,
) -> Result<(), AppError> {
    let files = snapshot.files(bucket);
    if files.is_empty() || builder.reuse(bucket, &files) {
        return Ok(());
    }
    builder.add(&snapshot.read(bucket)?, &files)?;
    Ok(())
}
