//! Files given to an import: patterns expanded, contents mapped into memory, not copied.

use crate::app::AppError;
use memmap2::Mmap;
use std::fs::File;
use std::path::PathBuf;
use tropa_lake::FileReceipt;

/// A file to be read, and what people know it as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    pub path: PathBuf,
    /// Shown in messages and kept in receipts; never a path.
    pub name: String,
}

/// The files that names and patterns (`logs/*.csv`) stand for: each once, patterns in the order given, the files of a
/// pattern by name. A name of an existing file is taken as it is, also with `*` in it.
pub fn expand(patterns: &[String]) -> Result<Vec<InputFile>, AppError> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for pattern in patterns {
        let before = paths.len();
        let literal = PathBuf::from(pattern);
        if literal.is_file() {
            paths.push(literal);
            continue;
        }
        if literal.is_dir() {
            let reason = "it is a folder; name the files in it, such as folder/*.csv".to_owned();
            return Err(AppError::BadPattern {
                pattern: pattern.clone(),
                reason,
            });
        }
        let bad = |e: glob::PatternError| AppError::BadPattern {
            pattern: pattern.clone(),
            reason: e.to_string(),
        };
        paths.extend(
            glob::glob(pattern)
                .map_err(bad)?
                .flatten()
                .filter(|path| path.is_file()),
        );
        if paths.len() == before {
            return Err(AppError::NoFiles {
                pattern: pattern.clone(),
            });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    paths.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(paths.into_iter().map(InputFile::from).collect())
}

impl From<PathBuf> for InputFile {
    fn from(path: PathBuf) -> Self {
        let name = path
            .file_name()
            .map_or_else(|| "file".to_owned(), |n| n.to_string_lossy().into_owned());
        Self { path, name }
    }
}

/// A file whose bytes can be read.
pub(crate) struct OpenFile {
    pub name: String,
    pub path: PathBuf,
    /// Absent for an empty file: nothing can be mapped.
    map: Option<Mmap>,
    /// What intake reads in place of the file, for databases.
    pub document: Option<Vec<u8>>,
}

impl OpenFile {
    pub fn open(file: &InputFile) -> Result<OpenFile, AppError> {
        let failed = |what| move |e| AppError::io(what, &file.path, e);
        let handle = File::open(&file.path).map_err(failed("open"))?;
        let bytes = handle.metadata().map_err(failed("read"))?.len();
        // SAFETY: the mapping is only read. A file that another program shortens meanwhile ends the process, as with
        // every program that maps files; changed bytes are at worst rows in quarantine, for parsers trust nothing.
        let map = if bytes == 0 {
            None
        } else {
            Some(unsafe { Mmap::map(&handle) }.map_err(failed("map"))?)
        };
        Ok(OpenFile {
            name: file.name.clone(),
            path: file.path.clone(),
            map,
            document: None,
        })
    }

    /// The file as it is.
    pub fn raw(&self) -> &[u8] {
        self.map.as_deref().unwrap_or_default()
    }

    /// What is read.
    pub fn bytes(&self) -> &[u8] {
        self.document.as_deref().unwrap_or_else(|| self.raw())
    }

    /// What the lake remembers of the file.
    pub fn receipt(&self) -> FileReceipt {
        let bytes = self.raw();
        FileReceipt {
            name: self.name.clone(),
            bytes: bytes.len() as u64,
            blake3: blake3::hash(bytes).to_hex().to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_its_files_each_once() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a.csv", "c.txt"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let at = |name: &str| dir.path().join(name).display().to_string();
        let names = |patterns: &[String]| -> Vec<String> {
            expand(patterns)
                .unwrap()
                .into_iter()
                .map(|file| file.name)
                .collect()
        };
        assert_eq!(names(&[at("*.csv")]), ["a.csv", "b.csv"]);
        assert_eq!(names(&[at("b.csv"), at("*")]), ["b.csv", "a.csv", "c.txt"]);
        assert!(matches!(
            expand(&[at("*.parquet")]),
            Err(AppError::NoFiles { .. })
        ));
        assert!(matches!(
            expand(&[dir.path().display().to_string()]),
            Err(AppError::BadPattern { .. })
        ));
    }
}
