//! Bringing events into a source: all of an import or nothing.

use crate::buffer::{BucketBuffer, Names, ReadyBatch};
use crate::dedup::{self, Ids};
use crate::error::LakeError;
use crate::intent;
use crate::layout::{self, Layout, Lock};
use crate::receipt::{self, FileReceipt};
use crate::rejected::{RejectWriter, Rejected};
use crate::schema::{self, ColumnInfo};
use crate::table::{Table, TableState};
use crate::write::Written;
use tropa_model::{ActorRun, EventBatch, Scale, SourceName};

/// Buckets of a new source unless told otherwise: two cores work side by side, and 100 million events still make
/// files of a few million rows.
pub const BUCKETS_DEFAULT: u32 = 16;

/// Above this much buffered memory an import writes early, into several files per bucket.
pub const MEMORY_BYTES_MAX_DEFAULT: usize = 6 << 30;

pub(crate) const BUCKETS_KEY: &str = "tropa.buckets";
pub(crate) const SCALE_KEY: &str = "tropa.score_scale";
pub(crate) const FORMAT_KEY: &str = "tropa.format";
pub(crate) const FORMAT: &str = "events/1";

/// What an import says about itself.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    pub files: Vec<FileReceipt>,
    /// The mapping as JSON text; kept with the receipt.
    pub mapping: String,
    /// The scale of column `score`.
    pub score_scale: Option<Scale>,
    /// Absent: [`MEMORY_BYTES_MAX_DEFAULT`].
    pub memory_bytes_max: Option<usize>,
    /// Imports whose quarantined rows this import takes up; on success they leave the quarantine.
    pub replays: Vec<u64>,
    /// Power of two up to 65,536; only for a source that does not exist yet. Absent: [`BUCKETS_DEFAULT`].
    pub buckets: Option<u32>,
}

/// What a caller's function may fail with; the import is undone then.
pub type CallerError = Box<dyn std::error::Error + Send + Sync>;

/// Gets a bucket's new events and the paths of all data files the bucket has with them.
pub type OnRun<'a> = dyn FnMut(&ActorRun, &[String]) -> Result<(), CallerError> + 'a;

/// An import that has begun. Nothing of it is visible before [`Import::commit`] returns; dropped without, it leaves
/// nothing.
pub struct Import {
    pub(crate) layout: Layout,
    pub(crate) source: SourceName,
    pub(crate) options: ImportOptions,
    pub(crate) id: String,
    pub(crate) ordinal: u64,
    /// Tells other processes that this import lives.
    _alive: Lock,
    pub(crate) table: Table,
    pub(crate) buckets: Vec<BucketBuffer>,
    pub(crate) columns: Vec<ColumnInfo>,
    /// Per coded column of `columns`; empty for the others.
    pub(crate) names: Vec<Names>,
    pub(crate) activities: Names,
    /// From the first batch that has ids.
    pub(crate) ids: Option<Ids>,
    pub(crate) spilled: Vec<Written>,
    /// How many times the buffers were written out early.
    pub(crate) spills: u32,
    pub(crate) rejects: RejectWriter,
    pub(crate) done: bool,
}

impl Import {
    pub(crate) fn begin(
        layout: &Layout,
        source: &SourceName,
        options: ImportOptions,
    ) -> Result<Import, LakeError> {
        let lock = intent::lock(layout, source)?;
        refuse_known(layout, source, &options.files)?;
        let table = Table::at(layout.events(source));
        let (buckets, columns) = match table.state(None)? {
            Some(state) => {
                check_scale(&state, source, options.score_scale)?;
                (
                    buckets_of(&state, &table)?,
                    schema::columns_of(&state.schema(), &table.dir)?,
                )
            }
            None => (options.buckets.unwrap_or(BUCKETS_DEFAULT), Vec::new()),
        };
        if !buckets.is_power_of_two() || buckets > 65_536 {
            let reason = format!("{buckets} buckets: use a power of two up to 65,536");
            return Err(LakeError::BadBatch { reason });
        }
        let (ordinal, alive) = reserve(layout, source, &table)?;
        drop(lock);
        let id = uuid::Uuid::new_v4().to_string();
        Ok(Import {
            layout: layout.clone(),
            source: source.clone(),
            options,
            ordinal,
            _alive: alive,
            table,
            buckets: (0..buckets).map(|_| BucketBuffer::new()).collect(),
            names: columns.iter().map(|_| Names::default()).collect(),
            columns,
            activities: Names::default(),
            spilled: Vec::new(),
            spills: 0,
            ids: None,
            rejects: RejectWriter::new(layout.rejected(source), &files_prefix(ordinal, &id), ordinal, &id),
            id,
            done: false,
        })
    }

    /// Takes a batch in. Its events arrive after those of all batches before it.
    pub fn push(&mut self, batch: EventBatch) -> Result<(), LakeError> {
        self.check(&batch)?;
        let ready = self.ready(&batch)?;
        let keep = self.repeated(&ready);
        let mask = self.buckets.len() as u64 - 1;
        let bucket_of = |row: usize| (ready.hashes[row] & mask) as usize;
        let kept = || (0..batch.len()).filter(|&row| keep.as_ref().is_none_or(|keep| keep[row]));
        let mut ends = vec![0_u32; self.buckets.len() + 1];
        for row in kept() {
            ends[bucket_of(row) + 1] += 1;
        }
        for bucket in 0..self.buckets.len() {
            ends[bucket + 1] += ends[bucket];
        }
        let mut next = ends.clone();
        let mut rows = vec![0_u32; batch.len()];
        for row in kept() {
            let place = &mut next[bucket_of(row)];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
        let keys_bytes = self
            .buckets
            .iter()
            .map(|b| b.actors.keys.bytes.len())
            .max()
            .unwrap_or(0);
        if keys_bytes + batch.actor.bytes.len() > u32::MAX as usize {
            let limit = "4 GiB of actor keys";
            return Err(LakeError::TooLarge {
                source_name: self.source.to_string(),
                limit,
            });
        }
        for (bucket, buffer) in self.buckets.iter_mut().enumerate() {
            let of_bucket = &rows[ends[bucket] as usize..ends[bucket + 1] as usize];
            if !of_bucket.is_empty() {
                buffer.append(of_bucket, &ready, &self.columns);
            }
        }
        let held: usize = self.buckets.iter().map(BucketBuffer::bytes).sum();
        let ids = self.ids.as_ref().map_or(0, Ids::bytes);
        // Ids stay in memory to the end; writing early when they alone fill it would make a file per batch.
        let most = self.options.memory_bytes_max.unwrap_or(MEMORY_BYTES_MAX_DEFAULT);
        if held > most.saturating_sub(ids).max(most / 8) {
            self.spill()?;
        }
        Ok(())
    }

    /// Which rows to keep, where the import has ids.
    fn repeated(&mut self, ready: &ReadyBatch<'_>) -> Option<Vec<bool>> {
        let of_ids = |(place, _): &(usize, _)| self.columns[*place].name == dedup::ID_COLUMN;
        if !ready.columns.iter().any(of_ids) {
            return None;
        }
        let ids = self.ids.get_or_insert_with(Ids::new);
        let mut next: Vec<u32> = self.buckets.iter().map(|b| b.events() as u32).collect();
        let name = |place: usize, code: u32| self.names[place].list[code as usize].clone();
        let activity = |code: u32| self.activities.list[code as usize].clone();
        Some(ids.check(ready, &self.columns, &name, &activity, self.spills, &mut next))
    }

    /// Keeps a row that could not be read. It becomes visible with the events.
    pub fn reject(&mut self, row: Rejected) -> Result<(), LakeError> {
        self.rejects.push(row)
    }

    /// Names of the import's files begin so.
    pub(crate) fn files_prefix(&self) -> String {
        files_prefix(self.ordinal, &self.id)
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        if !self.done {
            // Whether the commit landed is asked of the table, not assumed; what cannot be removed now is removed by
            // the next import.
            let undone = Lock::wait(&self.layout.lock(&self.source)).and_then(|_lock| {
                intent::recover(&self.layout, &self.source)?;
                if receipt::path(&self.layout, &self.source, self.ordinal).exists() {
                    return Ok(());
                }
                undo(&self.layout, &self.source, &self.table, &self.files_prefix())
            });
            let _ = undone;
        }
        let _ = layout::remove(&alive_path(&self.layout, &self.source, self.ordinal));
    }
}

pub(crate) fn refuse_known(
    layout: &Layout,
    source: &SourceName,
    files: &[FileReceipt],
) -> Result<(), LakeError> {
    let receipts = receipt::all(layout, source)?;
    match receipt::known(&receipts, files) {
        None => Ok(()),
        Some((file, receipt)) => Err(LakeError::AlreadyImported {
            source_name: source.to_string(),
            file: file.name.clone(),
            ordinal: receipt.ordinal,
            at: receipt.at.clone(),
        }),
    }
}

fn files_prefix(ordinal: u64, id: &str) -> String {
    format!("i{ordinal:08}-{}-", &id[..8])
}

/// Removes the files of an import that did not become part of the source.
fn undo(layout: &Layout, source: &SourceName, table: &Table, prefix: &str) -> Result<(), LakeError> {
    intent::remove_files(&table.dir, prefix)?;
    crate::rejected::remove_loose(layout, source, prefix)
}

fn alive_path(layout: &Layout, source: &SourceName, ordinal: u64) -> std::path::PathBuf {
    layout.imports(source).join(format!("{ordinal:08}.open"))
}

/// Beginnings of the names of files that belong to imports which go on right now. The caller holds the source's lock.
pub(crate) fn live_prefixes(layout: &Layout, source: &SourceName) -> Result<Vec<String>, LakeError> {
    let mut prefixes = Vec::new();
    for path in layout::list(&layout.imports(source))? {
        if path.extension().is_some_and(|e| e == "open") && Lock::try_now(&path)?.is_none() {
            let ordinal = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            prefixes.push(format!("i{ordinal}-"));
        }
    }
    Ok(prefixes)
}

/// The next ordinal, and the lock that shows it is in use. Removes what killed imports left. The caller holds the
/// source's lock.
fn reserve(layout: &Layout, source: &SourceName, table: &Table) -> Result<(u64, Lock), LakeError> {
    let mut last = 0;
    for path in layout::list(&layout.imports(source))? {
        let stem = path
            .file_stem()
            .and_then(|s| s.to_str())
            .and_then(|s| s.parse::<u64>().ok());
        let Some(ordinal) = stem else { continue };
        last = last.max(ordinal);
        if path.extension().is_some_and(|e| e == "open")
            && let Some(_dead) = Lock::try_now(&path)?
        {
            if !receipt::path(layout, source, ordinal).exists() {
                undo(layout, source, table, &format!("i{ordinal:08}-"))?;
            }
            layout::remove(&path)?;
        }
    }
    let path = alive_path(layout, source, last + 1);
    let Some(alive) = Lock::try_now(&path)? else {
        unreachable!("only the holder of the source's lock makes this file");
    };
    Ok((last + 1, alive))
}

pub(crate) fn buckets_of(state: &TableState, table: &Table) -> Result<u32, LakeError> {
    let configured = state
        .metadata()
        .configuration()
        .get(BUCKETS_KEY)
        .and_then(|b| b.parse::<u32>().ok());
    configured.filter(|b| b.is_power_of_two()).ok_or_else(|| {
        let reason = format!("its configuration does not say `{BUCKETS_KEY}`");
        LakeError::Damaged {
            path: table.dir.clone(),
            reason,
        }
    })
}

pub(crate) fn stored_scale(state: &TableState) -> Option<Scale> {
    let (lo, hi) = state
        .metadata()
        .configuration()
        .get(SCALE_KEY)?
        .split_once("..")?;
    Scale::new(lo.parse().ok()?, hi.parse().ok()?)
}

pub(crate) fn scale_text(scale: Scale) -> String {
    format!("{}..{}", scale.lo, scale.hi)
}

pub(crate) fn check_scale(
    state: &TableState,
    source: &SourceName,
    given: Option<Scale>,
) -> Result<(), LakeError> {
    match (stored_scale(state), given) {
        (Some(stored), Some(given)) if stored != given => Err(LakeError::ScaleChanged {
            source_name: source.to_string(),
            stored: scale_text(stored),
            given: scale_text(given),
        }),
        _ => Ok(()),
    }
}
