//! The arrows between crates. A new one says why in `docs/decisions/`.

use std::collections::BTreeSet;
use std::path::Path;

/// crate folder → workspace crates its code (not its tests) may use.
const ALLOWED: [(&str, &[&str]); 16] = [
    ("crates/model", &[]),
    ("crates/intake", &["model"]),
    ("crates/lake", &["model"]),
    ("crates/journey", &["model"]),
    ("crates/mine", &["model"]),
    ("crates/voice", &["model"]),
    ("crates/map", &["model"]),
    ("crates/render", &["model", "map"]),
    ("crates/catalog", &["model", "map"]),
    ("crates/sync", &["model", "map"]),
    ("crates/web-assets", &[]),
    (
        "crates/server",
        &[
            "model",
            "intake",
            "lake",
            "journey",
            "mine",
            "map",
            "render",
            "catalog",
            "sync",
            "voice",
            "web-assets",
            "sim",
        ],
    ),
    ("crates/cli", &["model", "map", "server"]),
    ("dev/pg", &[]),
    ("dev/sim", &["model"]),
    ("dev/quality", &["model", "mine", "voice", "sim"]),
];

#[test]
fn crates_meet_only_along_the_allowed_arrows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for (folder, allowed) in ALLOWED {
        let manifest = std::fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap();
        let allowed: BTreeSet<String> = allowed.iter().map(|name| format!("tropa-{name}")).collect();
        for used in workspace_dependencies(&manifest) {
            assert!(
                allowed.contains(&used),
                "{folder} uses {used}: say why in docs/decisions and allow it here"
            );
        }
    }
}

#[test]
fn every_crate_of_the_workspace_stands_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for entry in std::fs::read_dir(root.join("crates")).unwrap() {
        let folder = format!("crates/{}", entry.unwrap().file_name().to_string_lossy());
        assert!(ALLOWED.iter().any(|(known, _)| *known == folder), "{folder}");
    }
}

/// Names under `[dependencies]` that begin with `tropa-`.
fn workspace_dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| name.starts_with("tropa-"))
        .map(str::to_owned)
        .collect()
}
