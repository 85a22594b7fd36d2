//! One server per workspace, and a note for other processes where it listens.

use crate::app::{AppError, LocalToken};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

const FILE: &str = "server.lock";
/// The file holds a token that opens the server.
#[cfg(unix)]
const OWNER_ONLY: u32 = 0o600;

/// Held by a running server; the system frees it when the process ends, however it ends.
#[derive(Debug)]
pub struct ServerLock {
    file: File,
    path: PathBuf,
}

/// Where the server of a workspace is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningServer {
    pub address: SocketAddr,
    pub pid: u32,
    /// For the command line of who may read the folder. Absent: written by an older version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_token: Option<LocalToken>,
}

impl ServerLock {
    /// Takes the workspace for a server; refused while another one runs on it.
    pub(crate) fn take(dir: &Path) -> Result<ServerLock, AppError> {
        let path = dir.join(FILE);
        let file = open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(ServerLock { file, path }),
            Err(TryLockError::WouldBlock) => Err(AppError::ServerRuns { at: note(&path) }),
            Err(TryLockError::Error(e)) => Err(AppError::io("lock", &path, e)),
        }
    }

    /// Says where this server listens, and what opens it to the command line.
    pub fn announce(&mut self, address: SocketAddr, local_token: LocalToken) -> Result<(), AppError> {
        let note = RunningServer {
            address,
            pid: std::process::id(),
            local_token: Some(local_token),
        };
        let text = serde_json::to_vec(&note).expect("an address has a JSON form");
        let written = self
            .file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .and_then(|_| self.file.write_all(&text))
            .and_then(|()| self.file.flush());
        written.map_err(|e| AppError::io("write", &self.path, e))
    }
}

impl Drop for ServerLock {
    fn drop(&mut self) {
        // The lock itself goes with the file handle; an old note must not outlive it.
        let _ = self.file.set_len(0);
    }
}

/// The server that holds the workspace now, if there is one that has said where it listens.
pub(crate) fn running(dir: &Path) -> Result<Option<RunningServer>, AppError> {
    let path = dir.join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    match open(&path)?.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => Ok(note(&path)),
        Err(TryLockError::Error(e)) => Err(AppError::io("lock", &path, e)),
    }
}

fn open(path: &Path) -> Result<File, AppError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(OWNER_ONLY);
    }
    let file = options.open(path).map_err(|e| AppError::io("open", path, e))?;
    // A file of an older version may be open to others.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let is_open = file
            .metadata()
            .is_ok_and(|known| known.permissions().mode() & 0o077 != 0);
        if is_open {
            file.set_permissions(std::fs::Permissions::from_mode(OWNER_ONLY))
                .map_err(|e| AppError::io("close to others", path, e))?;
        }
    }
    Ok(file)
}

fn note(path: &Path) -> Option<RunningServer> {
    let mut text = String::new();
    File::open(path).ok()?.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}
