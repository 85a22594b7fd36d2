//! Files on their way in: kept beside the facts until they are imported, at most a day.

use crate::app::inputs::InputFile;
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;
use utoipa::ToSchema;

/// A log of 100 million events is about this large as text; larger ones are imported from the server's own disk.
pub const UPLOAD_BYTES_MAX: u64 = 8 << 30;
/// Uploads nobody imported are removed after this.
const KEPT: Duration = Duration::from_secs(24 * 3600);
const NAME_CHARS_MAX: usize = 200;

/// 32 hexadecimal digits: safe as a folder's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadId(String);

/// A file that was received whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Uploaded {
    pub id: String,
    /// As the file was called where it came from, without folders.
    pub name: String,
    pub bytes: u64,
}

impl UploadId {
    pub fn new(text: &str) -> Result<Self, AppError> {
        let fits = text.len() == 32
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(AppError::NoSuchUpload {
                id: text.chars().take(80).collect(),
            })
        }
    }

    fn fresh() -> Self {
        Self(uuid::Uuid::new_v4().simple().to_string())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Workspace {
    /// A new place for an upload and the path to write its content to.
    pub fn begin_upload(&self) -> Result<(UploadId, PathBuf), AppError> {
        self.sweep_uploads(KEPT);
        let id = UploadId::fresh();
        let dir = self.upload_dir(&id);
        std::fs::create_dir_all(&dir).map_err(|e| AppError::io("create", &dir, e))?;
        Ok((id, dir.join("content")))
    }

    /// Makes an upload whose content was written known.
    pub fn finish_upload(&self, id: &UploadId, name: &str, bytes: u64) -> Result<Uploaded, AppError> {
        let uploaded = Uploaded {
            id: id.0.clone(),
            name: safe_name(name),
            bytes,
        };
        let path = self.upload_dir(id).join("upload.json");
        let text = serde_json::to_vec(&uploaded).expect("names and numbers have a JSON form");
        std::fs::write(&path, text).map_err(|e| AppError::io("write", &path, e))?;
        Ok(uploaded)
    }

    pub fn drop_upload(&self, id: &UploadId) {
        let _ = std::fs::remove_dir_all(self.upload_dir(id));
    }

    /// The uploaded files, ready to be read.
    pub fn uploaded(&self, ids: &[String]) -> Result<Vec<InputFile>, AppError> {
        ids.iter()
            .map(|id| {
                let id = UploadId::new(id)?;
                let dir = self.upload_dir(&id);
                let known = std::fs::read(dir.join("upload.json")).ok();
                let uploaded: Option<Uploaded> = known.and_then(|text| serde_json::from_slice(&text).ok());
                let uploaded = uploaded.ok_or(AppError::NoSuchUpload { id: id.0.clone() })?;
                Ok(InputFile {
                    path: dir.join("content"),
                    name: uploaded.name,
                })
            })
            .collect()
    }

    /// Removes uploads older than this; how many there were.
    pub(crate) fn sweep_uploads(&self, older_than: Duration) -> usize {
        let Ok(entries) = std::fs::read_dir(self.uploads_dir()) else {
            return 0;
        };
        let is_old = |path: &Path| {
            let modified = path.metadata().and_then(|m| m.modified()).ok();
            modified
                .and_then(|at| at.elapsed().ok())
                .is_some_and(|age| age >= older_than)
        };
        let old = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| is_old(path));
        old.filter(|path| std::fs::remove_dir_all(path).is_ok()).count()
    }

    fn uploads_dir(&self) -> PathBuf {
        self.dir.join("uploads")
    }

    fn upload_dir(&self, id: &UploadId) -> PathBuf {
        self.uploads_dir().join(&id.0)
    }
}

/// The last part of a path of any system, without control characters.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARS_MAX)
        .collect();
    if kept.trim().is_empty() {
        "file".to_owned()
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_s_name_and_id_never_leave_their_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\logs\\журнал.csv"), "журнал.csv");
        assert_eq!(safe_name("a\r\nb/"), "file");
        for bad in [
            "",
            "..",
            "../x",
            &"A".repeat(32),
            &"g".repeat(32),
            &"0".repeat(31),
        ] {
            assert!(UploadId::new(bad).is_err(), "{bad}");
        }
    }
}
