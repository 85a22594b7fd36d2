//! What an index consists of. The manifest is written last and renamed into place, so it names only whole files.

use crate::error::IndexError;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tropa_model::feeling::Scale;
use tropa_model::{Snapshot, SourceName};

/// Changes whenever older files would be read wrongly; an index of another format is built again.
pub(crate) const FORMAT: u32 = 1;
/// Newest snapshots of a source whose indexes stay; older ones are built again when somebody asks.
const KEPT: usize = 2;
/// Files no manifest names may belong to a build that is still running; after a day they do not.
const ORPHAN_AGE: Duration = Duration::from_secs(24 * 3600);

/// Size of a snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub events: u64,
    pub journeys: u64,
    pub activities: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub format: u32,
    pub snapshot: Snapshot,
    pub counts: Counts,
    /// First and last event, both included; absent when there is none.
    pub observed_us: Option<(i64, i64)>,
    pub score_scale: Option<Scale>,
    /// By code. Only ever appended to within a source, so that buckets of older snapshots keep their meaning.
    pub activities: Vec<String>,
    /// Ascending by bucket.
    pub buckets: Vec<BucketEntry>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BucketEntry {
    pub bucket: u32,
    /// Of the names of the data files the bucket was built from.
    pub built_from: String,
    pub journeys: u64,
    pub events: u64,
    /// 1 s, 1 ms or 1 µs: the largest that loses nothing.
    pub tick_us: u64,
    pub observed_us: Option<(i64, i64)>,
    /// Absent when the bucket holds no journeys.
    pub core: Option<FileEntry>,
    pub actors: Option<FileEntry>,
    /// Ascending by name.
    pub columns: Vec<ColumnEntry>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    pub file: String,
    pub bytes: u64,
    pub crc32: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ColumnEntry {
    /// `Role::column_name`.
    pub name: String,
    pub kind: ColumnKind,
    pub file: FileEntry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ColumnKind {
    Coded,
    Number,
    Text,
}

impl BucketEntry {
    pub fn files(&self) -> impl Iterator<Item = &FileEntry> {
        self.core
            .iter()
            .chain(&self.actors)
            .chain(self.columns.iter().map(|c| &c.file))
    }
}

/// The folder of a source's indexes.
pub(crate) fn source_dir(dir: &Path, source: &str) -> Result<PathBuf, IndexError> {
    Ok(dir.join(SourceName::new(source)?.as_str()))
}

fn manifest_path(source_dir: &Path, version: u64) -> PathBuf {
    source_dir.join(format!("{version:020}.manifest.json"))
}

/// `None` when there is no manifest, or one of another format or cut short: build again.
pub(crate) fn read(source_dir: &Path, version: u64) -> Result<Option<Manifest>, IndexError> {
    let path = manifest_path(source_dir, version);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(IndexError::file("read", path)(error)),
    };
    Ok(serde_json::from_slice::<Manifest>(&text)
        .ok()
        .filter(|m| m.format == FORMAT && m.snapshot.version == version))
}

/// Versions that have a manifest, newest first.
pub(crate) fn versions(source_dir: &Path) -> Result<Vec<u64>, IndexError> {
    let entries = match std::fs::read_dir(source_dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(IndexError::file("list", source_dir)(error)),
    };
    let mut versions: Vec<u64> = entries
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .into_string()
                .ok()?
                .strip_suffix(".manifest.json")?
                .parse()
                .ok()
        })
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    Ok(versions)
}

pub(crate) fn write(source_dir: &Path, manifest: &Manifest) -> Result<(), IndexError> {
    let path = manifest_path(source_dir, manifest.snapshot.version);
    let text = serde_json::to_vec(manifest).expect("a manifest holds only texts and finite numbers");
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    crate::files::write_whole(&temporary, &text)?;
    std::fs::rename(&temporary, &path).map_err(IndexError::file("rename", &path))
}

/// Removes manifests beyond the newest few and every file that no remaining manifest names.
pub(crate) fn collect_garbage(source_dir: &Path, current: u64) -> Result<(), IndexError> {
    let keep: Vec<u64> = versions(source_dir)?
        .into_iter()
        .filter(|v| *v != current)
        .take(KEPT - 1)
        .collect();
    sweep(
        source_dir,
        |version| version == current || keep.contains(&version),
        ORPHAN_AGE,
    )
}

/// Removes at once everything of the source's indexes except the given versions. After an erasure keep only the
/// version that was built after it, so that nothing of the person stays.
pub fn retire(dir: &Path, source: &str, keep: &[u64]) -> Result<(), IndexError> {
    sweep(
        &source_dir(dir, source)?,
        |version| keep.contains(&version),
        Duration::ZERO,
    )
}

fn sweep(source_dir: &Path, keep: impl Fn(u64) -> bool, orphan_age: Duration) -> Result<(), IndexError> {
    let mut named = HashSet::new();
    let mut retired = HashSet::new();
    for version in versions(source_dir)? {
        let manifest = read(source_dir, version)?;
        let files = manifest
            .iter()
            .flat_map(|m| &m.buckets)
            .flat_map(|b| b.files())
            .map(|f| f.file.clone());
        if keep(version) {
            named.extend(files);
        } else {
            retired.extend(files);
            remove(&manifest_path(source_dir, version))?;
        }
    }
    let entries = match std::fs::read_dir(source_dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(IndexError::file("list", source_dir)(error)),
    };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if named.contains(&name) || name.ends_with(".manifest.json") {
            continue;
        }
        let age = entry
            .metadata()
            .and_then(|m| m.modified())
            .ok()
            .and_then(|at| at.elapsed().ok());
        if retired.contains(&name) || age.is_some_and(|age| age >= orphan_age) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), IndexError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(IndexError::file("remove", path)(error))
        }
        _ => Ok(()),
    }
}
