//! From batches of events to a new version of a source and its index: all or nothing.

use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, Workspace};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tropa_intake::{RejectedRow, Sink, SinkError};
use tropa_journey::IndexBuilder;
use tropa_lake::{Import, ImportOptions, LakeError, Receipt, Rejected};
use tropa_model::{EventBatch, Snapshot, SourceName};

/// Progress is told this often: often enough to move, seldom enough to cost nothing.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Hands what is read on to an import that has begun.
pub(crate) struct Receiver<'a, 'w> {
    import: Import,
    watch: &'a mut Watch<'w>,
    told: Option<Instant>,
    /// What the lake said when it refused something; the reader only passes it on as text.
    refused: Option<LakeError>,
}

impl<'a, 'w> Receiver<'a, 'w> {
    pub fn new(import: Import, watch: &'a mut Watch<'w>) -> Self {
        Self {
            import,
            watch,
            told: None,
            refused: None,
        }
    }

    pub fn tell(&mut self, progress: Progress) {
        if self.told.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            self.told = Some(Instant::now());
            (self.watch)(progress);
        }
    }

    pub fn push(&mut self, batch: EventBatch) -> Result<(), LakeError> {
        self.import.push(batch)
    }

    /// The import, or the lake's own error instead of the reader's where there is one.
    pub fn end(self, read: Result<(), AppError>) -> Result<Import, AppError> {
        match (self.refused, read) {
            (Some(refused), _) => Err(refused.into()),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Ok(self.import),
        }
    }
}

impl Sink for Receiver<'_, '_> {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError> {
        self.import.push(batch).map_err(|error| {
            let message = error.to_string();
            self.refused = Some(error);
            SinkError {
                message,
                source: None,
            }
        })
    }

    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError> {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let row = Rejected {
            code: row.code.name().to_owned(),
            file: row.file,
            row: row.row,
            column: row.column,
            value: some(row.value),
            reason: serde_json::to_string(&row.reason).expect("texts have a JSON form"),
            raw: some(row.raw),
        };
        self.import.reject(row).map_err(|error| {
            let message = error.to_string();
            self.refused = Some(error);
            SinkError {
                message,
                source: None,
            }
        })
    }

    fn progress(&mut self, progress: tropa_intake::Progress) -> Result<(), SinkError> {
        self.tell(Progress {
            stage: ProgressStage::Reading,
            done: progress.bytes_done,
            total: Some(progress.bytes_total),
            unit: "bytes",
            rows: Some(progress.rows),
        });
        Ok(())
    }
}

impl Workspace {
    pub(crate) fn begin_import(
        &self,
        source: &SourceName,
        options: ImportOptions,
    ) -> Result<Import, AppError> {
        Ok(self.lake.begin(source, options)?)
    }

    /// Commits an import and builds the index of the new version from the runs that are still in memory; buckets that
    /// also hold older events are read again.
    pub(crate) fn commit_import(
        &self,
        source: &SourceName,
        import: Import,
        options: &ImportOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Receipt, AppError> {
        let _lock = self.lock_derived(source)?;
        let (version, scale) = match self.lake.snapshot(source, None) {
            Ok(snapshot) => (
                snapshot.version() + 1,
                snapshot.score_scale().or(options.score_scale),
            ),
            Err(LakeError::NoSuchSource { .. }) => (0, options.score_scale),
            Err(other) => return Err(other.into()),
        };
        let expected = Snapshot {
            source: source.to_string(),
            version,
        };
        let builder = IndexBuilder::new(&self.derived_dir(), expected.clone(), scale)?;
        let mut done = 0;
        let mut added = BTreeSet::new();
        let receipt = import.commit(&mut |run, files| {
            done += 1;
            watch(Progress {
                stage: ProgressStage::Writing,
                done,
                total: None,
                unit: "buckets",
                rows: None,
            });
            if files.len() == 1 {
                builder.add(run, files)?;
                added.insert(run.bucket);
            }
            Ok(())
        })?;
        let snapshot = self.lake.snapshot(source, None)?;
        let index = if snapshot.id() == expected && receipt.version == version {
            for bucket in (0..snapshot.buckets()).filter(|bucket| !added.contains(bucket)) {
                crate::app::index::add_bucket(&builder, &snapshot, bucket)?;
            }
            builder.finish()?
        } else {
            // Somebody else's import came first: start over from what is there now.
            self.build_index(&snapshot, watch)?
        };
        self.remember(source, index);
        Ok(receipt)
    }
}
