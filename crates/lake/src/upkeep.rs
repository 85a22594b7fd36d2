//! Keeping a source in shape: fewer files, no old files, no old events.

use crate::error::LakeError;
use crate::intent::{self, Intent};
use crate::layout::{self, Layout, Lock};
use crate::part::{self, Part};
use crate::read::DataReader;
use crate::snapshot::LakeSnapshot;
use crate::sources::Summary;
use crate::table::{self, Commit, Table, TableState};
use crate::write::{self, Imports, Written};
use deltalake_core::kernel::Action;
use deltalake_core::protocol::DeltaOperation;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tropa_model::SourceName;

/// What compaction, retention or erasure did to one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Rewrite {
    /// The version it made; absent where there was nothing to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Events that are in the source no longer.
    pub events_removed: u64,
    pub files_before: u64,
    pub files_after: u64,
}

/// What vacuum removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Vacuumed {
    pub files: u64,
    pub bytes: u64,
}

/// A change of a source's files in the making, under the source's lock.
pub(crate) struct Change<'a> {
    pub layout: &'a Layout,
    pub source: &'a SourceName,
    pub snapshot: LakeSnapshot,
    pub id: String,
    pub written: Vec<Written>,
    pub actions: Vec<Action>,
    pub summary: Option<Summary>,
    pub removed_files: u64,
    pub events_removed: u64,
    now_ms: i64,
    _lock: Lock,
}

impl<'a> Change<'a> {
    pub fn begin(layout: &'a Layout, source: &'a SourceName) -> Result<Self, LakeError> {
        let lock = intent::lock(layout, source)?;
        let snapshot = LakeSnapshot::open(layout, source, None)?;
        let summary = layout::read_json::<Summary>(&layout.summary(source)).unwrap_or_default();
        let summary = summary.filter(|s| s.version == snapshot.version());
        Ok(Self {
            layout,
            source,
            snapshot,
            id: uuid::Uuid::new_v4().to_string(),
            written: Vec::new(),
            actions: Vec::new(),
            summary,
            removed_files: 0,
            events_removed: 0,
            now_ms: table::now_ms(),
            _lock: lock,
        })
    }

    fn files_prefix(&self) -> String {
        format!("c{}-", &self.id[..13])
    }

    pub fn intend(&self, erased_files: &[String]) -> Result<(), LakeError> {
        let intent = Intent {
            id: self.id.clone(),
            files_prefix: self.files_prefix(),
            base: Some(self.snapshot.version()),
            receipt: None,
            erased_files: erased_files.to_vec(),
        };
        layout::write_json(&self.layout.intent(self.source), &intent)
    }

    /// Writes a file with these events, or none where there are none.
    pub fn write(&mut self, part: &Part, data_change: bool) -> Result<(), LakeError> {
        if part.run.events() == 0 {
            return Ok(());
        }
        let name = format!("{}{:05}", self.files_prefix(), self.written.len());
        let written = write::write_run(
            self.snapshot.dir(),
            &name,
            &part.run,
            Imports::Each(&part.imports),
        )?;
        self.actions.push(written.add(self.now_ms, data_change));
        self.written.push(written);
        Ok(())
    }

    /// Takes a file out of the source; it stays on the disk for older versions.
    pub fn remove(&mut self, file: &crate::table::DataFile, data_change: bool) {
        self.actions.push(file.remove(data_change, self.now_ms));
        self.removed_files += 1;
    }

    /// Adds the version.
    pub fn land(mut self, operation: DeltaOperation, what: &str) -> Result<Rewrite, LakeError> {
        let files_before = self.snapshot.all_files().len() as u64;
        let files_after = files_before - self.removed_files + self.written.len() as u64;
        let rewrite = Rewrite {
            version: None,
            events_removed: self.events_removed,
            files_before,
            files_after,
        };
        if self.actions.is_empty() {
            layout::remove(&self.layout.intent(self.source))?;
            return Ok(rewrite);
        }
        write::sync_folders(self.snapshot.dir(), self.written.iter().map(|f| f.bucket))?;
        let info = [("tropa.operation".to_owned(), what.into())]
            .into_iter()
            .collect();
        let commit = Commit {
            actions: std::mem::take(&mut self.actions),
            operation,
            id: self.id.clone(),
            info,
        };
        let version = self
            .snapshot
            .table()
            .commit(Some(self.snapshot.state()), commit)?;
        if let Some(mut summary) = self.summary.take() {
            summary.version = version;
            let _ = layout::write_json(&self.layout.summary(self.source), &summary);
        }
        // What follows from the commit (files of erased people) is in the intent; should it fail now, the next one
        // to lock does it.
        intent::recover(self.layout, self.source)?;
        Ok(Rewrite {
            version: Some(version),
            ..rewrite
        })
    }
}

/// One file per bucket. Older versions keep their files until vacuum.
pub(crate) fn compact(layout: &Layout, source: &SourceName) -> Result<Rewrite, LakeError> {
    let mut change = Change::begin(layout, source)?;
    change.intend(&[])?;
    let made = (|| {
        for bucket in 0..change.snapshot.buckets() {
            let files: Vec<_> = change.snapshot.data_files(bucket).cloned().collect();
            if files.len() > 1 {
                let part = change.snapshot.read_part(bucket)?;
                change.write(&part, false)?;
                files.iter().for_each(|file| change.remove(file, false));
            }
        }
        Ok(())
    })();
    undo_unless(made, layout, source)?;
    let operation = DeltaOperation::Optimize {
        predicate: None,
        target_size: 0,
    };
    change.land(operation, "compact")
}

/// Takes events before `from_us` out. They stay in older versions until vacuum.
pub(crate) fn retain(layout: &Layout, source: &SourceName, from_us: i64) -> Result<Rewrite, LakeError> {
    let mut change = Change::begin(layout, source)?;
    change.intend(&[])?;
    let mut summary = Summary::default();
    let made = (|| {
        for bucket in 0..change.snapshot.buckets() {
            let mut kept_parts = Vec::new();
            for file in change.snapshot.data_files(bucket).cloned().collect::<Vec<_>>() {
                let path = change.snapshot.dir().join(&file.path);
                let part = DataReader::open(&path, change.snapshot.columns())?.all(bucket)?;
                let (events, times) = (part.run.events(), part.run.time_us.clone());
                let kept = part.filtered(&|_, event| times[event] >= from_us);
                if kept.run.events() < events {
                    change.events_removed += (events - kept.run.events()) as u64;
                    change.write(&kept, true)?;
                    change.remove(&file, true);
                }
                kept_parts.push(kept);
            }
            summary.add(&part::merge(bucket, kept_parts, change.snapshot.columns())?.run);
        }
        Ok(())
    })();
    undo_unless(made, layout, source)?;
    change.summary = Some(summary);
    let operation = DeltaOperation::Delete {
        predicate: Some(format!("time < {}", tropa_model::time::rfc3339(from_us))),
    };
    change.land(operation, "retain")
}

/// Where making the change failed, its files go at once.
pub(crate) fn undo_unless(
    made: Result<(), LakeError>,
    layout: &Layout,
    source: &SourceName,
) -> Result<(), LakeError> {
    if made.is_err() {
        let _ = intent::recover(layout, source);
    }
    made
}

/// Removes files that no version younger than `retention` needs, and what killed processes left.
pub(crate) fn vacuum(
    layout: &Layout,
    source: &SourceName,
    retention: Duration,
) -> Result<Vacuumed, LakeError> {
    let _lock = intent::lock(layout, source)?;
    let mut vacuumed = Vacuumed::default();
    let live = crate::import::live_prefixes(layout, source)?;
    let events = Table::at(layout.events(source));
    let Some(state) = events.state(None)? else {
        return Err(LakeSnapshot::open(layout, source, None)
            .err()
            .expect("a source without versions cannot be opened"));
    };
    let tables = [Some((events, state)), {
        let rejected = Table::at(layout.rejected(source));
        rejected.state(None)?.map(|state| (rejected, state))
    }];
    for (table, state) in tables.into_iter().flatten() {
        sweep(&table, &state, retention, &live, &mut vacuumed)?;
    }
    Ok(vacuumed)
}

fn sweep(
    table: &Table,
    state: &TableState,
    retention: Duration,
    live: &[String],
    vacuumed: &mut Vacuumed,
) -> Result<(), LakeError> {
    let retention_ms = i64::try_from(retention.as_millis()).unwrap_or(i64::MAX);
    let oldest_ms = table::now_ms().saturating_sub(retention_ms);
    let mut needed: BTreeSet<String> = state.files().into_iter().map(|f| f.path).collect();
    needed.extend(table.removed_since(state, oldest_ms)?);
    let mut loose = intent::data_files(&table.dir)?;
    loose.extend(
        layout::list(&table.dir)?
            .into_iter()
            .filter(|p| p.extension().is_some_and(|e| e == "parquet")),
    );
    for path in loose {
        let relative = relative(&table.dir, &path);
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if needed.contains(&relative)
            || live.iter().any(|prefix| name.starts_with(prefix))
            || young(&path, retention)
        {
            continue;
        }
        vacuumed.bytes += path.metadata().map_or(0, |m| m.len());
        vacuumed.files += 1;
        layout::remove(&path)?;
    }
    for path in layout::list(&table.dir.join("_delta_log"))? {
        // A commit that was being written when its process died; the lock is ours, so nobody of us writes one.
        if path.extension().is_some_and(|e| e == "tmp") && !young(&path, Duration::from_secs(3_600)) {
            layout::remove(&path)?;
        }
    }
    Ok(())
}

pub(crate) fn relative(dir: &Path, path: &Path) -> String {
    path.strip_prefix(dir)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn young(path: &Path, age: Duration) -> bool {
    let modified = path.metadata().and_then(|m| m.modified());
    modified.is_ok_and(|at| {
        SystemTime::now()
            .duration_since(at)
            .is_ok_and(|since| since < age)
    })
}
