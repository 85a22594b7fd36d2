//! The journey index of a source's newest facts: opened where it is whole, built where it is not.

use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, Workspace};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use tropa_journey::{Index, IndexBuilder};
use tropa_lake::LakeSnapshot;
use tropa_mine::cut::CutWish;
use tropa_model::{Cut, SourceName};

/// Buckets read and indexed at once; each holds a few million events at most.
const BUILDERS: usize = 2;
/// Indexes of lives cut into journeys that are kept: each holds the times of all events once more.
const CUT_KEPT: usize = 4;

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

    /// The index with every life cut into journeys as `cut` says. Cut indexes are kept while the facts stay the same, a
    /// few at a time.
    pub(crate) fn index_cut(&self, source: &SourceName, cut: Option<&Cut>) -> Result<Arc<Index>, AppError> {
        let whole = self.index(source)?;
        let Some(cut) = cut.filter(|cut| !cut.is_empty()) else {
            return Ok(whole);
        };
        // No name of a source has a space.
        let of_source = format!("{source} ");
        let key = format!("{of_source}{}", serde_json::to_string(cut).unwrap_or_default());
        if let Some(known) = self.known_indexes().get(&key)
            && known.snapshot() == whole.snapshot()
        {
            return Ok(known.clone());
        }
        let made = Arc::new(if cut.context {
            let lives = whole.journeys(None, &[])?;
            let places = tropa_mine::cut::propose(&lives, &CutWish::Context).places;
            whole.cut_at(cut, &places)?
        } else {
            whole.cut(cut)?
        });
        let mut known = self.known_indexes();
        known.retain(|key, index| !key.starts_with(&of_source) || index.snapshot() == made.snapshot());
        while known.keys().filter(|key| key.contains(' ')).count() >= CUT_KEPT {
            let Some(oldest) = known.keys().find(|key| key.contains(' ')).cloned() else {
                break;
            };
            known.remove(&oldest);
        }
        known.insert(key, made.clone());
        Ok(made)
    }

    pub(crate) fn remember(&self, source: &SourceName, index: Index) -> Arc<Index> {
        let index = Arc::new(index);
        self.known_indexes().insert(source.to_string(), index.clone());
        index
    }

    pub(crate) fn forget(&self, source: &SourceName) {
        let of_source = format!("{source} ");
        self.known_indexes()
            .retain(|key, _| key != source.as_str() && !key.starts_with(&of_source));
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
