//! Writing an import's files and making them count, all at once.

use crate::bucket_writer::BucketWriter;
use crate::buffer::BucketBuffer;
use crate::dedup::Known;
use crate::error::LakeError;
use crate::import::{FORMAT, FORMAT_KEY, Import, OnRun, check_scale, refuse_known, stored_scale};
use crate::intent::{self, Intent};
use crate::layout;
use crate::part::distinct_actors;
use crate::read::DataReader;
use crate::receipt::{self, Receipt};
use crate::schema::{self, ColumnInfo, ColumnKind};
use crate::sources::{BucketSummary, Summary};
use crate::table::{self, Commit, TableState};
use crate::write::{self, Imports, Written};
use deltalake_core::kernel::{Action, MetadataExt};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use std::collections::BTreeMap;
use tropa_model::time::rfc3339;
use tropa_model::{ActorRun, ColumnValues};

impl Import {
    /// Makes everything pushed part of the source, as one new version.
    ///
    /// `on_run` gets every bucket's new events, sorted, with the paths of all data files the bucket then has: where
    /// that is more than one, the bucket also holds events that are not in the run. It is called before the version
    /// exists, in no particular order of buckets; when it fails, nothing is imported. A bucket that was written early,
    /// because memory was short, may come several times.
    pub fn commit(mut self, on_run: &mut OnRun<'_>) -> Result<Receipt, LakeError> {
        let _lock = intent::lock(&self.layout, &self.source)?;
        refuse_known(&self.layout, &self.source, &self.options.files)?;
        let state = self.table.state(None)?;
        let stored = match &state {
            Some(state) => {
                check_scale(state, &self.source, self.options.score_scale)?;
                schema::columns_of(&state.schema(), &self.table.dir)?
            }
            None => Vec::new(),
        };
        let columns = self.all_columns(&stored)?;
        self.buckets
            .iter_mut()
            .for_each(|buffer| buffer.finish(&self.columns));
        self.drop_known(state.as_ref(), &columns)?;

        let mut in_bucket: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for file in state.iter().flat_map(TableState::files) {
            in_bucket.entry(file.bucket).or_default().push(file.path);
        }
        for file in &self.spilled {
            in_bucket.entry(file.bucket).or_default().push(file.path.clone());
        }
        let mut summary = self.summary_before(state.as_ref());
        let mut counts = Counts::default();
        let mut written = std::mem::take(&mut self.spilled);
        for file in &written {
            counts.add_bounds(file.rows, file.times_us);
        }
        self.write_buckets(&mut |run, file| {
            let paths = in_bucket.entry(file.bucket).or_default();
            paths.push(file.path.clone());
            on_run(run, paths).map_err(|source| LakeError::Stopped { source })?;
            counts.add_bounds(file.rows, file.times_us);
            if paths.len() == 1 {
                counts.actors += run.actors.len() as u64;
                if let (Some(summary), Some(bucket)) = (&mut summary, BucketSummary::of(run)) {
                    summary.buckets.insert(run.bucket, bucket);
                }
            }
            counts.add_activities(run);
            written.push(file);
            Ok(())
        })?;
        self.count_shared_buckets(&in_bucket, &written, &mut counts, summary.as_mut())?;
        for file in written.iter().filter(|f| f.spilled) {
            let run = DataReader::open(&self.table.dir.join(&file.path), &columns)?
                .all(file.bucket)?
                .run;
            counts.add_activities(&run);
            // Buckets without a part in memory have not been shown yet.
            if written
                .iter()
                .all(|other| other.bucket != file.bucket || other.spilled)
            {
                on_run(&run, &in_bucket[&file.bucket]).map_err(|source| LakeError::Stopped { source })?;
            }
        }
        let mut receipt = self.receipt(&counts);

        self.rejects.commit()?;
        let intent_path = self.layout.intent(&self.source);
        let intent = Intent {
            id: self.id.clone(),
            files_prefix: self.files_prefix(),
            base: state.as_ref().map(TableState::version),
            receipt: Some(receipt.clone()),
            erased_files: Vec::new(),
        };
        layout::write_json(&intent_path, &intent)?;
        receipt.version = self.land(state.as_ref(), &stored, &columns, &written)?;
        self.done = true;
        // The import is part of the source from here on: what fails now is made up for by the next one to lock.
        let finished = layout::write_json(&receipt::path(&self.layout, &self.source, self.ordinal), &receipt)
            .and_then(|()| layout::remove(&intent_path));
        if let (Ok(()), Some(mut summary)) = (finished, summary) {
            summary.version = receipt.version;
            for (name, count) in counts.activities {
                *summary.activities.entry(name).or_default() += count;
            }
            let _ = layout::write_json(&self.layout.summary(&self.source), &summary);
        }
        Ok(receipt)
    }

    /// The table's columns and then this import's new ones.
    fn all_columns(&self, stored: &[ColumnInfo]) -> Result<Vec<ColumnInfo>, LakeError> {
        let mut columns = stored.to_vec();
        for column in &self.columns {
            match stored.iter().find(|c| c.name == column.name) {
                // Another import made the column meanwhile.
                Some(known) if (known.kind == ColumnKind::Number) != (column.kind == ColumnKind::Number) => {
                    return Err(LakeError::ColumnType {
                        source_name: self.source.to_string(),
                        column: column.name.clone(),
                        stored: if known.kind == ColumnKind::Number {
                            "numbers"
                        } else {
                            "texts"
                        },
                        value: format!("any of this import's {}s", column.kind.as_str()),
                    });
                }
                Some(_) => {}
                None => columns.push(column.clone()),
            }
        }
        Ok(columns)
    }

    /// Takes out events the lake has already, by their ids.
    fn drop_known(&mut self, state: Option<&TableState>, columns: &[ColumnInfo]) -> Result<(), LakeError> {
        let Some(state) = state else { return Ok(()) };
        let Some(mut ids) = self.ids.take() else {
            return Ok(());
        };
        let mut known = Known::default();
        for file in state.files() {
            ids.find_in(&self.table.dir.join(&file.path), file.bucket, columns, &mut known)?;
        }
        let mut in_files = false;
        for place in known.places {
            if place.spill == self.spills {
                self.buckets[place.bucket as usize]
                    .actor
                    .set(place.row as usize, BucketBuffer::DROPPED);
            } else {
                in_files = true;
            }
        }
        if in_files {
            for place in 0..self.spilled.len() {
                self.rewrite_spilled(place, &ids, columns)?;
            }
            self.spilled.retain(|file| file.rows > 0);
        }
        self.ids = Some(ids);
        Ok(())
    }

    /// A file of this import without the events the lake has already.
    fn rewrite_spilled(
        &mut self,
        place: usize,
        ids: &crate::dedup::Ids,
        columns: &[ColumnInfo],
    ) -> Result<(), LakeError> {
        let file = &self.spilled[place];
        let path = self.table.dir.join(&file.path);
        let part = DataReader::open(&path, columns)?.all(file.bucket)?;
        let events = part.run.events();
        let values = part
            .run
            .columns
            .iter()
            .find(|c| c.role == tropa_model::Role::EventId)
            .map(|c| c.values.clone());
        let Some(ColumnValues::Text(texts)) = values else {
            return Ok(());
        };
        let kept = part.filtered(&|_, event| !ids.is_dropped(texts.get_bytes(event)));
        if kept.run.events() == events {
            return Ok(());
        }
        // Names keep the order of arrival.
        let name = format!("{}r", path.file_stem().unwrap_or_default().to_string_lossy());
        let rewritten = write::write_run(
            &self.table.dir,
            &name,
            &kept.run,
            Imports::One(self.ordinal as i64),
        )?;
        layout::remove(&path)?;
        self.spilled[place] = Written {
            spilled: true,
            ..rewritten
        };
        Ok(())
    }

    /// The counts of the version this import is built on; `None` where they would have to be counted anew.
    fn summary_before(&self, state: Option<&TableState>) -> Option<Summary> {
        let Some(state) = state else {
            return Some(Summary::default());
        };
        let stored = layout::read_json::<Summary>(&self.layout.summary(&self.source)).ok()??;
        (stored.version == state.version()).then_some(stored)
    }

    /// Counts buckets that were not counted as they were written: of several files, where one actor may be in more
    /// than one of them, and those written early.
    fn count_shared_buckets(
        &self,
        in_bucket: &BTreeMap<u32, Vec<String>>,
        written: &[Written],
        counts: &mut Counts,
        mut summary: Option<&mut Summary>,
    ) -> Result<(), LakeError> {
        for (&bucket, paths) in in_bucket {
            let new: Vec<&Written> = written.iter().filter(|f| f.bucket == bucket).collect();
            if new.is_empty() || (paths.len() == 1 && !new[0].spilled) {
                continue;
            }
            let full = |path: &String| self.table.dir.join(path);
            counts.actors += distinct_actors(new.iter().map(|f| full(&f.path)))?;
            let Some(summary) = summary.as_deref_mut() else {
                continue;
            };
            let bucket = summary.buckets.entry(bucket).or_default();
            for (rows, times) in new.iter().filter_map(|f| Some((f.rows, f.times_us?))) {
                let before = if bucket.events == 0 {
                    times
                } else {
                    (bucket.from_us, bucket.to_us)
                };
                (bucket.from_us, bucket.to_us) = (before.0.min(times.0), before.1.max(times.1));
                bucket.events += rows;
            }
            bucket.actors = distinct_actors(paths.iter().map(full))?;
        }
        Ok(())
    }

    fn receipt(&self, counts: &Counts) -> Receipt {
        Receipt {
            id: self.id.clone(),
            source: self.source.to_string(),
            ordinal: self.ordinal,
            version: 0,
            at: rfc3339(table::now_ms() * 1_000),
            files: self.options.files.clone(),
            mapping: self.options.mapping.clone(),
            score_scale: self.options.score_scale,
            replays: self.options.replays.clone(),
            accepted: counts.events,
            duplicates: self.ids.as_ref().map_or(0, |ids| ids.duplicates),
            conflicts: self.ids.as_ref().map_or(0, |ids| ids.conflicts),
            rejected: self.rejects.rows,
            actors: counts.actors,
            activities: counts.activities.len() as u64,
            from: counts.times_us.map(|t| rfc3339(t.0)),
            to: counts.times_us.map(|t| rfc3339(t.1)),
        }
    }

    /// The one commit that makes the files count. Returns the version.
    fn land(
        &self,
        state: Option<&TableState>,
        stored: &[ColumnInfo],
        columns: &[ColumnInfo],
        written: &[Written],
    ) -> Result<u64, LakeError> {
        let scale = self
            .options
            .score_scale
            .map(|s| (crate::import::SCALE_KEY, crate::import::scale_text(s)));
        let mut actions = Vec::new();
        match state {
            None => {
                let mut configuration = table::kept_for_ever();
                configuration.push((FORMAT_KEY, FORMAT.to_owned()));
                configuration.push((crate::import::BUCKETS_KEY, self.buckets.len().to_string()));
                configuration.extend(scale);
                let created = table::create_actions(&schema::table_schema(columns), true, &configuration);
                actions.extend(created.expect("a schema always has a JSON form"));
            }
            Some(state) => {
                let new_scale = scale.filter(|_| stored_scale(state).is_none());
                let changed = new_scale.is_some() || columns.len() > stored.len();
                let mut metadata = state.metadata().clone();
                let failed = |e| LakeError::delta("describe", &self.table.dir, e);
                if let Some((key, scale)) = new_scale {
                    metadata = metadata
                        .add_config_key(key.into(), scale)
                        .map_err(|e| failed(e.into()))?;
                }
                if columns.len() > stored.len() {
                    let extended = schema::extended(&state.schema(), &columns[stored.len()..]);
                    metadata = metadata.with_schema(&extended).map_err(|e| failed(e.into()))?;
                }
                actions.extend(changed.then_some(Action::Metadata(metadata)));
            }
        }
        let now = table::now_ms();
        actions.extend(written.iter().map(|file| file.add(now, true)));
        write::sync_folders(&self.table.dir, written.iter().map(|f| f.bucket))?;
        let operation = DeltaOperation::Write {
            mode: SaveMode::Append,
            partition_by: Some(vec!["bucket".into()]),
            predicate: None,
        };
        let info = [
            ("tropa.import".to_owned(), self.ordinal.into()),
            ("tropa.import_id".to_owned(), self.id.clone().into()),
        ];
        self.table.commit(
            state,
            Commit {
                actions,
                operation,
                id: self.id.clone(),
                info: info.into_iter().collect(),
            },
        )
    }

    /// Writes what is buffered into files that are not part of the table yet.
    pub(crate) fn spill(&mut self) -> Result<(), LakeError> {
        let mut written = Vec::new();
        self.write_buckets(&mut |_, file| {
            written.push(Written {
                spilled: true,
                ..file
            });
            Ok(())
        })?;
        self.spilled.append(&mut written);
        self.spills += 1;
        for buffer in &mut self.buckets {
            *buffer = BucketBuffer::new();
        }
        Ok(())
    }

    fn write_buckets(
        &mut self,
        each: &mut dyn FnMut(&ActorRun, Written) -> Result<(), LakeError>,
    ) -> Result<(), LakeError> {
        for buffer in &mut self.buckets {
            buffer.finish(&self.columns);
        }
        let writer = BucketWriter {
            table: &self.table.dir,
            file_name: format!("{}{:04}", self.files_prefix(), self.spills),
            ordinal: self.ordinal as i64,
            buckets: &self.buckets,
            columns: &self.columns,
            activities: &self.activities,
            names: &self.names,
            source: self.source.as_str(),
        };
        writer.write_all(each)
    }
}

/// What an import adds, counted as its buckets are written.
#[derive(Default)]
struct Counts {
    events: u64,
    actors: u64,
    activities: BTreeMap<String, u64>,
    times_us: Option<(i64, i64)>,
}

impl Counts {
    fn add_bounds(&mut self, rows: u64, times_us: Option<(i64, i64)>) {
        self.events += rows;
        self.times_us = match (self.times_us, times_us) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    fn add_activities(&mut self, run: &ActorRun) {
        for (name, count) in crate::sources::activity_counts(run) {
            *self.activities.entry(name).or_default() += count;
        }
    }
}
