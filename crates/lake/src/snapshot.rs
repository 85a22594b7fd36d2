//! Reading one version of a source.

use crate::error::LakeError;
use crate::import::{buckets_of, stored_scale};
use crate::layout::Layout;
use crate::part::{self, Part};
use crate::read::DataReader;
use crate::schema::{self, ColumnInfo};
use crate::table::{DataFile, Table, TableState};
use std::path::Path;
use tropa_model::{ActorRun, Scale, Snapshot, SourceName, bucket_of};

/// A version of a source. It never changes; reading fails once its files were vacuumed or a person in it was erased.
pub struct LakeSnapshot {
    source: SourceName,
    table: Table,
    state: TableState,
    files: Vec<DataFile>,
    columns: Vec<ColumnInfo>,
    buckets: u32,
    erasures: std::path::PathBuf,
}

impl LakeSnapshot {
    pub(crate) fn open(
        layout: &Layout,
        source: &SourceName,
        version: Option<u64>,
    ) -> Result<Self, LakeError> {
        let table = Table::at(layout.events(source));
        let Some(newest) = table.state(None)? else {
            let known = layout.sources()?.iter().map(ToString::to_string).collect();
            return Err(LakeError::NoSuchSource {
                source_name: source.to_string(),
                known,
            });
        };
        let state = match version {
            None => newest,
            Some(v) if v == newest.version() => newest,
            Some(v) if v > newest.version() => {
                let (source_name, newest) = (source.to_string(), newest.version());
                return Err(LakeError::NoSuchVersion {
                    source_name,
                    version: v,
                    newest,
                });
            }
            Some(v) => crate::erase::old_state(layout, source, &table, v)?,
        };
        let columns = schema::columns_of(&state.schema(), &table.dir)?;
        let buckets = buckets_of(&state, &table)?;
        let files = state.files();
        if version.is_some() && files.iter().any(|file| !table.dir.join(&file.path).exists()) {
            return Err(crate::erase::why_gone(
                &layout.erasures(),
                source,
                state.version(),
            ));
        }
        Ok(Self {
            source: source.clone(),
            table,
            files,
            columns,
            buckets,
            state,
            erasures: layout.erasures(),
        })
    }

    /// Source and version, as answers state them.
    pub fn id(&self) -> Snapshot {
        Snapshot {
            source: self.source.to_string(),
            version: self.version(),
        }
    }

    pub fn version(&self) -> u64 {
        self.state.version()
    }

    /// How many buckets the source has; buckets are numbered from 0.
    pub fn buckets(&self) -> u32 {
        self.buckets
    }

    /// The columns beside actor, activity and time.
    pub fn columns(&self) -> &[ColumnInfo] {
        &self.columns
    }

    pub fn score_scale(&self) -> Option<Scale> {
        stored_scale(&self.state)
    }

    /// Paths of a bucket's data files relative to the source's table: the same paths hold the same events for ever.
    pub fn files(&self, bucket: u32) -> Vec<String> {
        self.data_files(bucket).map(|f| f.path.clone()).collect()
    }

    pub(crate) fn data_files(&self, bucket: u32) -> impl Iterator<Item = &DataFile> {
        self.files.iter().filter(move |f| f.bucket == bucket)
    }

    pub(crate) fn all_files(&self) -> &[DataFile] {
        &self.files
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.table.dir
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    pub(crate) fn state(&self) -> &TableState {
        &self.state
    }

    /// Number of events in all buckets, from the table's statistics; `None` where another program wrote none.
    pub fn events(&self) -> Option<u64> {
        self.files.iter().map(|f| f.rows).sum()
    }

    /// All events of a bucket.
    pub fn read(&self, bucket: u32) -> Result<ActorRun, LakeError> {
        Ok(self.read_part(bucket)?.run)
    }

    pub(crate) fn read_part(&self, bucket: u32) -> Result<Part, LakeError> {
        self.merged(bucket, |path| DataReader::open(path, &self.columns)?.all(bucket))
    }

    /// All events of one actor; a run without actors where there are none.
    pub fn actor(&self, actor: &str) -> Result<ActorRun, LakeError> {
        let bucket = bucket_of(actor.as_bytes(), self.buckets);
        Ok(self
            .merged(bucket, |path| {
                DataReader::open(path, &self.columns)?.actor(bucket, actor)
            })?
            .run)
    }

    fn merged(
        &self,
        bucket: u32,
        read: impl Fn(&Path) -> Result<Part, LakeError>,
    ) -> Result<Part, LakeError> {
        let mut parts = Vec::new();
        for file in self.data_files(bucket) {
            let path = self.table.dir.join(&file.path);
            if !path.exists() {
                return Err(crate::erase::why_gone(
                    &self.erasures,
                    &self.source,
                    self.version(),
                ));
            }
            parts.push(read(&path)?);
        }
        if parts.is_empty() {
            parts.push(Part {
                run: part::empty_run(bucket),
                imports: Vec::new(),
            });
        }
        part::merge(bucket, parts, &self.columns)
    }
}
