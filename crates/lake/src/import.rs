//! Bringing events into a source: all of an import or nothing.

use crate::buffer::{BucketBuffer, Names, ReadyBatch, ReadyColumn};
use crate::error::LakeError;
use crate::intent::{self, Intent};
use crate::layout::{self, Layout, Lock};
use crate::receipt::{self, FileReceipt, Receipt};
use crate::rejected::Rejected;
use crate::schema::{self, ColumnInfo, ColumnKind};
use crate::table::{self, Commit, Table, TableState};
use crate::write::{Imports, Written};
use deltalake_core::kernel::{Action, MetadataExt};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use tropa_model::run::actor_hash;
use tropa_model::time::rfc3339;
use tropa_model::{ActorRun, CodedColumn, Column, ColumnValues, EventBatch, Role, Scale, SourceName, TextColumn};

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
    /// Power of two up to 65,536; only for a source that does not exist yet. Absent: [`BUCKETS_DEFAULT`].
    pub buckets: Option<u32>,
}

/// What a caller's function may fail with; the import is undone then.
pub type CallerError = Box<dyn std::error::Error + Send + Sync>;

/// An import that has begun. Nothing of it is visible before [`Import::commit`] returns; dropped without, it leaves
/// nothing.
pub struct Import {
    layout: Layout,
    source: SourceName,
    options: ImportOptions,
    id: String,
    ordinal: u64,
    /// Tells other processes that this import lives.
    _alive: Lock,
    table: Table,
    buckets: Vec<BucketBuffer>,
    columns: Vec<ColumnInfo>,
    /// Per coded column of `columns`; empty for the others.
    names: Vec<Names>,
    activities: Names,
    spilled: Vec<Written>,
    spills: usize,
    rejected: Vec<Rejected>,
    done: bool,
}

impl Import {
    pub(crate) fn begin(layout: &Layout, source: &SourceName, options: ImportOptions) -> Result<Import, LakeError> {
        let lock = intent::lock(layout, source)?;
        refuse_known(layout, source, &options.files)?;
        let table = Table::open(&layout.events(source))?;
        let (buckets, columns) = match table.state(None)? {
            Some(state) => {
                check_scale(&state, source, options.score_scale)?;
                (buckets_of(&state, &table)?, schema::columns_of(&state.schema(), &table.dir)?)
            }
            None => (options.buckets.unwrap_or(BUCKETS_DEFAULT), Vec::new()),
        };
        if !buckets.is_power_of_two() || buckets > 65_536 {
            let reason = format!("{buckets} buckets: use a power of two up to 65,536");
            return Err(LakeError::BadBatch { reason });
        }
        let (ordinal, alive) = reserve(layout, source, &table)?;
        drop(lock);
        Ok(Import {
            layout: layout.clone(),
            source: source.clone(),
            options,
            id: uuid::Uuid::new_v4().to_string(),
            ordinal,
            _alive: alive,
            table,
            buckets: (0..buckets).map(|_| BucketBuffer::new()).collect(),
            names: columns.iter().map(|_| Names::default()).collect(),
            columns,
            activities: Names::default(),
            spilled: Vec::new(),
            spills: 0,
            rejected: Vec::new(),
            done: false,
        })
    }

    /// Takes a batch in. Its events arrive after those of all batches before it.
    pub fn push(&mut self, batch: EventBatch) -> Result<(), LakeError> {
        self.check(&batch)?;
        let ready = self.ready(&batch)?;
        let mask = self.buckets.len() as u64 - 1;
        let mut starts = vec![0_u32; self.buckets.len() + 1];
        for hash in &ready.hashes {
            starts[(hash & mask) as usize + 1] += 1;
        }
        for bucket in 0..self.buckets.len() {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; batch.len()];
        for (row, hash) in ready.hashes.iter().enumerate() {
            let place = &mut next[(hash & mask) as usize];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
        for (bucket, buffer) in self.buckets.iter_mut().enumerate() {
            let of_bucket = &rows[starts[bucket] as usize..starts[bucket + 1] as usize];
            if !of_bucket.is_empty() {
                buffer.append(of_bucket, &ready, &self.columns);
            }
        }
        let held: usize = self.buckets.iter().map(BucketBuffer::bytes).sum();
        if held > self.options.memory_bytes_max.unwrap_or(MEMORY_BYTES_MAX_DEFAULT) {
            self.spill()?;
        }
        Ok(())
    }

    /// Keeps a row that could not be read. It becomes visible with the events.
    pub fn reject(&mut self, row: Rejected) -> Result<(), LakeError> {
        self.rejected.push(row);
        Ok(())
    }

    fn check(&self, batch: &EventBatch) -> Result<(), LakeError> {
        let bad = |reason: String| Err(LakeError::BadBatch { reason });
        let rows = batch.len();
        if batch.actor.len() != rows || batch.activity.codes.len() != rows {
            return bad(format!("{rows} times, {} actors, {} activities", batch.actor.len(), batch.activity.codes.len()));
        }
        for (place, column) in batch.columns.iter().enumerate() {
            let name = column.role.column_name();
            if column.values.len() != rows {
                return bad(format!("{rows} times, but {} values in column `{name}`", column.values.len()));
            }
            if batch.columns[..place].iter().any(|c| c.role.column_name() == name) {
                return bad(format!("two columns are called `{name}`"));
            }
        }
        if batch.actor.offsets.windows(2).any(|ends| ends[0] == ends[1]) {
            return bad("an event has no actor".into());
        }
        Ok(())
    }

    fn ready<'a>(&mut self, batch: &'a EventBatch) -> Result<ReadyBatch<'a>, LakeError> {
        let nameless = |row: usize| LakeError::BadBatch { reason: format!("row {row} has a code without a name") };
        let activity = self.activities.translate(&batch.activity).map_err(nameless)?;
        if let Some(row) = activity.iter().position(|&code| code == CodedColumn::MISSING) {
            return Err(LakeError::BadBatch { reason: format!("row {row} has no activity") });
        }
        let mut columns = Vec::with_capacity(batch.columns.len());
        for column in &batch.columns {
            let place = self.place_of(column);
            let kind = self.columns[place].kind;
            let values = match (kind, &column.values) {
                (ColumnKind::Coded, ColumnValues::Coded(coded)) => {
                    let codes = self.names[place].translate(coded).map_err(nameless)?;
                    ReadyColumn::Coded { codes, names: self.names[place].list.len() }
                }
                (ColumnKind::Coded, other) => {
                    let names = &mut self.names[place];
                    let code = |text: &str| if text.is_empty() { CodedColumn::MISSING } else { names.code(text) };
                    let codes = texts(other)?.iter().map(code).collect();
                    ReadyColumn::Coded { codes, names: self.names[place].list.len() }
                }
                (ColumnKind::Text, other) => ReadyColumn::Text(texts(other)?),
                (ColumnKind::Number, ColumnValues::Number(values)) => ReadyColumn::Number(Cow::Borrowed(values)),
                (ColumnKind::Number, other) => {
                    let number = |text: &str| match text {
                        "" => Ok(f64::NAN),
                        text => text.trim().parse::<f64>().map_err(|_| self.not_a_number(place, text)),
                    };
                    ReadyColumn::Number(Cow::Owned(texts(other)?.iter().map(number).collect::<Result<_, _>>()?))
                }
            };
            columns.push((place, values));
        }
        let hashes = (0..batch.len()).map(|row| actor_hash(batch.actor.get_bytes(row))).collect();
        Ok(ReadyBatch { batch, hashes, activity, activities: self.activities.list.len(), columns })
    }

    fn not_a_number(&self, place: usize, text: &str) -> LakeError {
        LakeError::ColumnType {
            source_name: self.source.to_string(),
            column: self.columns[place].name.clone(),
            stored: "numbers",
            value: text.chars().take(80).collect(),
        }
    }

    /// The column's place among the import's; a new column is put last.
    fn place_of(&mut self, column: &Column) -> usize {
        let name = column.role.column_name();
        if let Some(place) = self.columns.iter().position(|c| c.name == name) {
            return place;
        }
        let kind = match column.role {
            Role::Score | Role::Amount | Role::DurationS => ColumnKind::Number,
            _ => ColumnKind::of(&column.values),
        };
        self.columns.push(ColumnInfo { name, role: column.role.clone(), kind });
        self.names.push(Names::default());
        self.columns.len() - 1
    }

    /// Writes what is buffered into files that are not part of the table yet.
    fn spill(&mut self) -> Result<(), LakeError> {
        let mut written = Vec::new();
        self.write_buckets(&mut |_, file| {
            written.push(file);
            Ok(())
        })?;
        self.spilled.append(&mut written);
        self.spills += 1;
        for buffer in &mut self.buckets {
            *buffer = BucketBuffer::new();
        }
        Ok(())
    }

    /// Sorts and writes every bucket with events, two at a time; `each` gets them as they are done.
    fn write_buckets(
        &mut self,
        each: &mut dyn FnMut(&ActorRun, Written) -> Result<(), LakeError>,
    ) -> Result<(), LakeError> {
        for buffer in &mut self.buckets {
            buffer.finish(&self.columns);
        }
        let import = &*self;
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(1);
            for _ in 0..2 {
                let (sender, next, stop) = (sender.clone(), &next, &stop);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let bucket = next.fetch_add(1, Ordering::Relaxed);
                        let Some(buffer) = import.buckets.get(bucket) else { break };
                        if buffer.events() > 0 && sender.send(import.write_bucket(bucket as u32, buffer)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let result = receiver.iter().try_for_each(|done| done.and_then(|(run, file)| each(&run, file)));
            stop.store(true, Ordering::Relaxed);
            // A closed channel wakes a thread that waits to hand over.
            drop(receiver);
            result
        })
    }

    fn write_bucket(&self, bucket: u32, buffer: &BucketBuffer) -> Result<(ActorRun, Written), LakeError> {
        let source = self.source.as_str();
        let run = crate::sort::sorted_run(bucket, buffer, &self.columns, &self.activities, &self.names, source)?;
        let name = format!("{}{:04}", self.files_prefix(), self.spills);
        let written = crate::write::write_run(&self.table.dir, &name, &run, Imports::One(self.ordinal as i64))?;
        Ok((run, written))
    }

    fn files_prefix(&self) -> String {
        format!("i{:08}-{}-", self.ordinal, &self.id[..8])
    }

    /// Makes everything pushed part of the source, as one new version.
    ///
    /// `on_run` gets every bucket's new events, sorted, with the paths of all data files the bucket then has: where
    /// that is more than one, the bucket also holds events that are not in the run. It is called before the version
    /// exists, in no particular order of buckets; when it fails, nothing is imported.
    pub fn commit(
        mut self,
        on_run: &mut dyn FnMut(&ActorRun, &[String]) -> Result<(), CallerError>,
    ) -> Result<Receipt, LakeError> {
        let _lock = intent::lock(&self.layout, &self.source)?;
        refuse_known(&self.layout, &self.source, &self.options.files)?;
        let state = self.table.state(None)?;
        if let Some(state) = &state {
            check_scale(state, &self.source, self.options.score_scale)?;
        }
        let mut in_bucket: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for file in state.iter().flat_map(|s| s.files()) {
            in_bucket.entry(file.bucket).or_default().push(file.path);
        }
        for file in &self.spilled {
            in_bucket.entry(file.bucket).or_default().push(file.path.clone());
        }

        let mut receipt = self.receipt();
        let intent_path = self.layout.intent(&self.source);
        let mut intent = Intent {
            id: self.id.clone(),
            files_prefix: self.files_prefix(),
            base: state.as_ref().map(TableState::version),
            receipt: None,
            erased_files: Vec::new(),
        };
        crate::rejected::append(&self.layout, &self.source, &self.id, self.ordinal, &self.rejected)?;
        let mut written = std::mem::take(&mut self.spilled);
        self.write_buckets(&mut |run, file| {
            let paths = in_bucket.entry(file.bucket).or_default();
            paths.push(file.path.clone());
            on_run(run, paths).map_err(|source| LakeError::Stopped { source })?;
            written.push(file);
            Ok(())
        })?;
        self.count(&mut receipt)?;
        intent.receipt = Some(receipt.clone());
        layout::write_json(&intent_path, &intent)?;
        receipt.version = self.land(state.as_ref(), &written)?;
        self.done = true;
        // The import is part of the source now. If writing the receipt fails, the next one to lock finishes it.
        let finished = layout::write_json(&receipt::path(&self.layout, &self.source, self.ordinal), &receipt)
            .and_then(|()| layout::remove(&intent_path));
        let _ = finished;
        Ok(receipt)
    }

    fn receipt(&self) -> Receipt {
        Receipt {
            id: self.id.clone(),
            source: self.source.to_string(),
            ordinal: self.ordinal,
            version: 0,
            at: rfc3339(table::now_ms() * 1_000),
            files: self.options.files.clone(),
            mapping: self.options.mapping.clone(),
            score_scale: self.options.score_scale,
            accepted: 0,
            duplicates: 0,
            conflicts: 0,
            rejected: self.rejected.len() as u64,
            actors: 0,
            activities: self.activities.list.len() as u64,
            from: None,
            to: None,
        }
    }

    fn count(&self, receipt: &mut Receipt) -> Result<(), LakeError> {
        receipt.accepted = self.buckets.iter().map(|b| b.events() as u64).sum();
        receipt.actors = self.buckets.iter().map(|b| b.actors.keys.len() as u64).sum();
        let times = || self.buckets.iter().flat_map(|b| &b.time_us);
        receipt.from = times().min().map(|&t| rfc3339(t));
        receipt.to = times().max().map(|&t| rfc3339(t));
        Ok(())
    }

    /// The one commit that makes the files count. Returns the version.
    fn land(&self, state: Option<&TableState>, written: &[Written]) -> Result<u64, LakeError> {
        let stored = match state {
            Some(state) => schema::columns_of(&state.schema(), &self.table.dir)?,
            None => Vec::new(),
        };
        let mut columns = stored.clone();
        for column in &self.columns {
            match stored.iter().find(|c| c.name == column.name) {
                Some(known) if (known.kind == ColumnKind::Number) != (column.kind == ColumnKind::Number) => {
                    return Err(LakeError::ColumnType {
                        source_name: self.source.to_string(),
                        column: column.name.clone(),
                        stored: if known.kind == ColumnKind::Number { "numbers" } else { "texts" },
                        value: "another import's".into(),
                    });
                }
                Some(_) => {}
                None => columns.push(column.clone()),
            }
        }
        let mut actions = Vec::new();
        match state {
            None => {
                let mut configuration =
                    vec![(FORMAT_KEY, FORMAT.to_owned()), (BUCKETS_KEY, self.buckets.len().to_string())];
                configuration.extend(self.options.score_scale.map(|scale| (SCALE_KEY, scale_text(scale))));
                let created = table::create_actions(&schema::table_schema(&columns), true, &configuration);
                actions.extend(created.expect("a schema always has a JSON form"));
            }
            Some(state) => {
                let new_scale = self.options.score_scale.filter(|_| stored_scale(state).is_none());
                let mut metadata = state.metadata().clone();
                let failed = |e| LakeError::delta("describe", &self.table.dir, deltalake_core::DeltaTableError::from(e));
                if let Some(scale) = new_scale {
                    metadata = metadata.add_config_key(SCALE_KEY.into(), scale_text(scale)).map_err(failed)?;
                }
                if columns.len() > stored.len() {
                    let extended = schema::extended(&state.schema(), &columns[stored.len()..]);
                    metadata = metadata.with_schema(&extended).map_err(failed)?;
                }
                if new_scale.is_some() || columns.len() > stored.len() {
                    actions.push(Action::Metadata(metadata));
                }
            }
        }
        let now = table::now_ms();
        actions.extend(
            written.iter().map(|f| table::add_action(f.path.clone(), Some(f.bucket), f.bytes, f.stats.clone(), now, true)),
        );
        crate::write::sync_folders(&self.table.dir, written.iter().map(|f| f.bucket))?;
        let operation =
            DeltaOperation::Write { mode: SaveMode::Append, partition_by: Some(vec!["bucket".into()]), predicate: None };
        let info = [("tropa.import".to_owned(), self.ordinal.into()), ("tropa.import_id".to_owned(), self.id.clone().into())];
        self.table.commit(state, Commit { actions, operation, id: self.id.clone(), info: info.into_iter().collect() })
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        if !self.done {
            // Whether the commit landed is asked of the table, not assumed; what cannot be removed now is removed by
            // the next import.
            let undone = Lock::try_now(&self.layout.lock(&self.source)).and_then(|_lock| {
                if self.layout.intent(&self.source).exists() {
                    return intent::recover(&self.layout, &self.source);
                }
                intent::remove_files(&self.table.dir, &self.files_prefix())
            });
            let _ = undone;
        }
        let _ = layout::remove(&alive_path(&self.layout, &self.source, self.ordinal));
    }
}

fn texts(values: &ColumnValues) -> Result<Cow<'_, TextColumn>, LakeError> {
    let too_long = || LakeError::BadBatch { reason: "a batch holds more than 4 GiB of text".into() };
    Ok(match values {
        ColumnValues::Text(column) => Cow::Borrowed(column),
        ColumnValues::Coded(column) => {
            let bytes: usize = (0..column.codes.len()).map(|row| column.get(row).map_or(0, str::len)).sum();
            if bytes > u32::MAX as usize {
                return Err(too_long());
            }
            Cow::Owned((0..column.codes.len()).map(|row| column.get(row).unwrap_or("")).collect())
        }
        ColumnValues::Number(values) => {
            let mut column = TextColumn::default();
            for value in values {
                column.push(&if value.is_nan() { String::new() } else { value.to_string() });
            }
            Cow::Owned(column)
        }
    })
}

fn refuse_known(layout: &Layout, source: &SourceName, files: &[FileReceipt]) -> Result<(), LakeError> {
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

fn alive_path(layout: &Layout, source: &SourceName, ordinal: u64) -> std::path::PathBuf {
    layout.imports(source).join(format!("{ordinal:08}.open"))
}

/// The next ordinal, and the lock that shows it is in use. Removes what killed imports left. The caller holds the
/// source's lock.
fn reserve(layout: &Layout, source: &SourceName, table: &Table) -> Result<(u64, Lock), LakeError> {
    let mut last = 0;
    for path in layout::list(&layout.imports(source))? {
        let stem = path.file_stem().and_then(|s| s.to_str()).and_then(|s| s.parse::<u64>().ok());
        let Some(ordinal) = stem else { continue };
        last = last.max(ordinal);
        if path.extension().is_some_and(|e| e == "open")
            && let Some(_dead) = Lock::try_now(&path)?
        {
            if !receipt::path(layout, source, ordinal).exists() {
                intent::remove_files(&table.dir, &format!("i{ordinal:08}-"))?;
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
    let configured = state.metadata().configuration().get(BUCKETS_KEY).and_then(|b| b.parse::<u32>().ok());
    configured.filter(|b| b.is_power_of_two()).ok_or_else(|| {
        let reason = format!("its configuration does not say `{BUCKETS_KEY}`");
        LakeError::Damaged { path: table.dir.clone(), reason }
    })
}

pub(crate) fn stored_scale(state: &TableState) -> Option<Scale> {
    let (lo, hi) = state.metadata().configuration().get(SCALE_KEY)?.split_once("..")?;
    Scale::new(lo.parse().ok()?, hi.parse().ok()?)
}

fn scale_text(scale: Scale) -> String {
    format!("{}..{}", scale.lo, scale.hi)
}

fn check_scale(state: &TableState, source: &SourceName, given: Option<Scale>) -> Result<(), LakeError> {
    match (stored_scale(state), given) {
        (Some(stored), Some(given)) if stored != given => Err(LakeError::ScaleChanged {
            source_name: source.to_string(),
            stored: scale_text(stored),
            given: scale_text(given),
        }),
        _ => Ok(()),
    }
}
