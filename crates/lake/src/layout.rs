//! Where things lie inside the lake's folder, and how small files are written so that a crash leaves old or new.

use crate::error::LakeError;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tropa_model::SourceName;

/// Paths of one lake. Everything inside refers to other things by paths relative to the folder, so it can be moved.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub root: PathBuf,
}

impl Layout {
    pub fn events(&self, source: &SourceName) -> PathBuf {
        self.root.join("events").join(source.as_str())
    }

    pub fn rejected(&self, source: &SourceName) -> PathBuf {
        self.root.join("rejected").join(source.as_str())
    }

    pub fn imports(&self, source: &SourceName) -> PathBuf {
        self.root.join("imports").join(source.as_str())
    }

    pub fn lock(&self, source: &SourceName) -> PathBuf {
        self.root.join("locks").join(format!("{source}.lock"))
    }

    pub fn intent(&self, source: &SourceName) -> PathBuf {
        self.root.join("locks").join(format!("{source}.intent.json"))
    }

    pub fn summary(&self, source: &SourceName) -> PathBuf {
        self.root.join("summaries").join(format!("{source}.json"))
    }

    pub fn erasures(&self) -> PathBuf {
        self.root.join("erasures.jsonl")
    }

    pub fn erasure_key(&self) -> PathBuf {
        self.root.join("erasure.key")
    }

    pub fn erasure_intent(&self) -> PathBuf {
        self.root.join("locks").join("_erase.intent.json")
    }

    pub fn erasure_lock(&self) -> PathBuf {
        self.root.join("locks").join("_erase.lock")
    }

    /// Sources that have a table, in order of their names.
    pub fn sources(&self) -> Result<Vec<SourceName>, LakeError> {
        let dir = self.root.join("events");
        let mut names = Vec::new();
        for entry in list(&dir)? {
            let name = entry
                .file_name()
                .and_then(|n| n.to_str())
                .and_then(|n| SourceName::new(n).ok());
            names.extend(name.filter(|name| crate::table::has_log(&self.events(name))));
        }
        names.sort();
        Ok(names)
    }
}

/// Entries of a folder, in order of their names; none where the folder is not there.
pub(crate) fn list(dir: &Path) -> Result<Vec<PathBuf>, LakeError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(LakeError::io("list", dir, e)),
    };
    let mut paths = entries
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| LakeError::io("list", dir, e))?;
    paths.sort();
    Ok(paths)
}

pub(crate) fn create_dir(dir: &Path) -> Result<(), LakeError> {
    fs::create_dir_all(dir).map_err(|e| LakeError::io("create", dir, e))
}

/// Makes names created or removed in a folder survive a power cut.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), LakeError> {
    File::open(dir)
        .and_then(|d| d.sync_all())
        .map_err(|e| LakeError::io("sync", dir, e))
}

/// Replaces a small file whole: readers see the old content or the new, also after a power cut.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<(), LakeError> {
    let dir = path.parent().expect("files of the lake lie in its folder");
    create_dir(dir)?;
    let beside = path.with_extension(format!("{}.tmp", uuid::Uuid::new_v4().simple()));
    let written = File::create(&beside)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if let Err(e) = written {
        let _ = fs::remove_file(&beside);
        return Err(LakeError::io("write", path, e));
    }
    sync_dir(dir)
}

/// The file's content, or `None` where there is no such file.
pub(crate) fn read_whole(path: &Path) -> Result<Option<Vec<u8>>, LakeError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(LakeError::io("read", path, e)),
    }
}

pub(crate) fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Option<T>, LakeError> {
    let Some(content) = read_whole(path)? else {
        return Ok(None);
    };
    let parsed = serde_json::from_slice(&content);
    parsed.map(Some).map_err(|e| LakeError::Damaged {
        path: path.to_owned(),
        reason: e.to_string(),
    })
}

pub(crate) fn write_json<T: serde::Serialize>(path: &Path, value: &T) -> Result<(), LakeError> {
    let mut content =
        serde_json::to_vec_pretty(value).expect("the lake's own records always have a JSON form");
    content.push(b'\n');
    write_whole(path, &content)
}

/// Removes a file; one that is already gone is fine.
pub(crate) fn remove(path: &Path) -> Result<(), LakeError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(LakeError::io("remove", path, e)),
        _ => Ok(()),
    }
}

/// A lock between processes on a file of the folder; the system frees it when the holder dies.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits until nobody else holds it.
    pub fn wait(path: &Path) -> Result<Lock, LakeError> {
        let file = Self::open(path)?;
        file.lock().map_err(|e| LakeError::io("lock", path, e))?;
        Ok(Lock { _file: file })
    }

    /// `None` while somebody else holds it.
    pub fn try_now(path: &Path) -> Result<Option<Lock>, LakeError> {
        let file = Self::open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(e)) => Err(LakeError::io("lock", path, e)),
        }
    }

    fn open(path: &Path) -> Result<File, LakeError> {
        create_dir(path.parent().expect("locks lie in the lake's folder"))?;
        let open = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .read(true)
            .open(path);
        open.map_err(|e| LakeError::io("open", path, e))
    }
}
