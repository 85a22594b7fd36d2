//! Printing: documents on standard output, everything else on standard error.

use crate::args::Lang;
use std::fmt;
use std::io::Write;
use std::path::Path;
use tropa_server::AppError;
use tropa_server::http::ServeError;

/// Why the command did not do what was asked, in one paragraph.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl Failure {
    /// An error in the language the caller asked for.
    pub fn of(error: &AppError, lang: Lang) -> Self {
        Self(error.text().get(lang.tag()).to_owned())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(error.full_message())
    }
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::App(error) => error.into(),
            other => Self(other.to_string()),
        }
    }
}

/// One JSON document and a line end.
pub fn json(document: &impl serde::Serialize) -> Result<(), Failure> {
    let document = serde_json::to_string_pretty(document);
    text(&document.map_err(|e| Failure::new(format!("cannot write the answer as JSON: {e}")))?)
}

/// The word a value has in documents: `unknown_reference`.
pub fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Text to standard output. A reader that went away (`| head`) is no failure.
pub fn text(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| {
        if text.ends_with('\n') {
            out.flush()
        } else {
            out.write_all(b"\n").and_then(|()| out.flush())
        }
    });
    match written {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write the output: {e}")))
        }
        _ => Ok(()),
    }
}

pub fn read_file(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))
}

/// Writes a file whole: a reader sees the old content or the new.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let failed = |e| Failure::new(format!("cannot write {}: {e}", path.display()));
    let name = path
        .file_name()
        .ok_or_else(|| Failure::new(format!("{} is not a file's name", path.display())))?;
    let mut beside = name.to_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|e| {
        let _ = std::fs::remove_file(&beside);
        failed(e)
    })
}
