//! `cargo xtask quality`: how good the readings of voice are, by a release build of `dev/quality`.

use crate::tools::root;
use std::process::Command;

/// Hands the words on; see `dev/quality/src/main.rs` for what they mean.
pub fn run(words: &[&str]) -> Result<(), String> {
    let status = Command::new("cargo")
        .current_dir(root())
        .args(["run", "--release", "--quiet", "-p", "tropa-quality", "--"])
        .args(words)
        .status()
        .map_err(|e| format!("cargo cannot be run: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("measuring failed: what it printed says why".into())
    }
}
