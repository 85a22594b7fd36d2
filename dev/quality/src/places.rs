//! Where the published data lie.

use std::path::PathBuf;

/// The folder that holds `data`; `None` where nobody has it.
pub fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TROPA_SHARED")?);
    folder.join("data").is_dir().then_some(folder)
}
