//! From the reader into the lake.

use super::kept::name_attributes;
use super::rows;
use crate::app::progress::{Progress, ProgressStage, Watch};
use std::time::{Duration, Instant};
use tropa_intake::voice::VoiceSink;
use tropa_intake::{RejectedRow, SinkError};
use tropa_lake::{Import, ImportOptions, Lake, LakeError, Receipt, Rejected};
use tropa_model::SourceName;
use tropa_model::feedback::Feedback;

const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Takes in what is read.
pub(super) struct Receiver<'a, 'w> {
    pub import: Import,
    pub watch: &'a mut Watch<'w>,
    told: Option<Instant>,
    /// What the lake said when it refused something; the reader only passes it on as text.
    pub refused: Option<LakeError>,
    /// Of the first and last item that has a time.
    pub times: Option<(i64, i64)>,
}

impl<'a, 'w> Receiver<'a, 'w> {
    pub fn new(import: Import, watch: &'a mut Watch<'w>) -> Self {
        Self {
            import,
            watch,
            told: None,
            refused: None,
            times: None,
        }
    }

    fn kept(&mut self, result: Result<(), LakeError>) -> Result<(), SinkError> {
        result.map_err(|error| {
            let message = error.to_string();
            self.refused = Some(error);
            SinkError {
                message,
                source: None,
            }
        })
    }
}

impl VoiceSink for Receiver<'_, '_> {
    fn items(&mut self, mut items: Vec<Feedback>) -> Result<(), SinkError> {
        for item in &mut items {
            name_attributes(item);
            if let Some(time_us) = item.time_us {
                let (from, to) = self.times.unwrap_or((time_us, time_us));
                self.times = Some((from.min(time_us), to.max(time_us)));
            }
        }
        let pushed = self.import.push(rows::to_batch(&items));
        self.kept(pushed)
    }

    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError> {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let rejected = self.import.reject(Rejected {
            code: row.code.name().to_owned(),
            file: row.file,
            row: row.row,
            column: row.column,
            value: some(row.value),
            reason: serde_json::to_string(&row.reason).expect("texts have a JSON form"),
            raw: some(row.raw),
        });
        self.kept(rejected)
    }

    fn progress(&mut self, progress: tropa_intake::Progress) -> Result<(), SinkError> {
        if self.told.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            self.told = Some(Instant::now());
            (self.watch)(Progress {
                stage: ProgressStage::Reading,
                done: progress.bytes_done,
                total: Some(progress.bytes_total),
                unit: "bytes",
                rows: Some(progress.rows),
            });
        }
        Ok(())
    }
}

pub(super) fn begin(lake: &Lake, source: &SourceName, options: ImportOptions) -> Result<Import, LakeError> {
    lake.begin(source, options)
}

pub(super) fn commit(import: Import, watch: &mut Watch<'_>) -> Result<Receipt, LakeError> {
    let mut done = 0;
    import.commit(&mut |_, _| {
        done += 1;
        watch(Progress {
            stage: ProgressStage::Writing,
            done,
            total: None,
            unit: "buckets",
            rows: None,
        });
        Ok(())
    })
}
