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

/// Files of one import of folders: each is open at once.
const FOLDER_FILES_MAX: usize = 20_000;

/// The same as [`expand`], and folders stand for all files in them, by name; hidden ones, and pictures, sounds, PDF
/// and archives are left out. A file of a folder is
/// known by its path in it: `interviews/first/p1.txt`.
pub fn expand_folders(patterns: &[String]) -> Result<Vec<InputFile>, AppError> {
    let mut files = Vec::new();
    for pattern in patterns {
        let path = PathBuf::from(pattern);
        if !path.is_dir() {
            files.extend(expand(std::slice::from_ref(pattern))?);
            continue;
        }
        let before = files.len();
        let name = path.canonicalize().unwrap_or_else(|_| path.clone());
        let name = name
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        walk(&path, &name, &mut files)?;
        if files.len() == before {
            return Err(AppError::NoFiles {
                pattern: pattern.clone(),
            });
        }
    }
    if files.len() > FOLDER_FILES_MAX {
        return Err(AppError::BadPattern {
            pattern: patterns.join(" "),
            reason: format!("{} files; import at most {FOLDER_FILES_MAX} at once", files.len()),
        });
    }
    Ok(files)
}

/// Pictures, sounds and printed pages that lie beside texts.
fn is_no_text(name: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".mp3",
        ".mp4",
        ".m4a",
        ".wav",
        ".mov",
        ".ogg",
        ".zip",
        ".ds_store",
    ];
    let name = name.to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn walk(folder: &std::path::Path, name: &str, files: &mut Vec<InputFile>) -> Result<(), AppError> {
    let failed = |e| AppError::io("read", folder, e);
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(failed)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        let own = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // Links may lead in circles.
        if own.starts_with('.') || path.is_symlink() {
            continue;
        }
        let name = format!("{name}/{own}");
        if path.is_dir() {
            walk(&path, &name, files)?;
        } else if !is_no_text(&own) {
            files.push(InputFile { path, name });
        }
    }
    Ok(())
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
