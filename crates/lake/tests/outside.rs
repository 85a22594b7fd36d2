//! The lake among other processes, other programs, other places and full disks.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use tropa_lake::{ImportOptions, LakeError};

/// Not a test of its own: what the other process does.
#[test]
fn child_process() {
    let Ok(job) = std::env::var("TROPA_LAKE_IMPORTS") else {
        return;
    };
    let (dir, seed) = job.split_once(' ').unwrap();
    for round in 0..4 {
        let events = random_events(&mut Random::new(seed.parse::<u64>().unwrap() * 100 + round), 200);
        import(
            &lake(Path::new(dir)),
            &source("shop"),
            &events,
            ImportOptions::default(),
        )
        .unwrap();
    }
}

#[test]
fn two_processes_importing_at_once_both_land() {
    let dir = tempfile::tempdir().unwrap();
    let children: Vec<_> = (1..=2)
        .map(|seed| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "child_process"])
                .env("TROPA_LAKE_IMPORTS", format!("{} {seed}", dir.path().display()))
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let lake = lake(dir.path());
    let info = lake.source(&source("shop")).unwrap();
    assert_eq!((info.version, info.events, info.imports.len()), (7, 1_600, 8));
    let mut expected: Vec<Event> = [100, 101, 102, 103, 200, 201, 202, 203]
        .iter()
        .flat_map(|&s| random_events(&mut Random::new(s), 200))
        .collect();
    let mut found = read_all(&lake, &source("shop"), None).unwrap();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(lake.check().unwrap(), vec![]);
}

#[test]
fn a_moved_folder_is_the_same_lake() {
    let dir = tempfile::tempdir().unwrap();
    let (before, after) = (dir.path().join("old place"), dir.path().join("новое место"));
    let (mut model, shop) = (Model::default(), source("shop"));
    for seed in 0..3 {
        let events = random_events(&mut Random::new(seed), 100);
        import(&lake(&before), &shop, &events, ImportOptions::default()).unwrap();
        model.import(&events);
    }
    lake(&before).compact(&shop).unwrap();
    let old = before.canonicalize().unwrap();
    std::fs::rename(&before, &after).unwrap();
    let moved = lake(&after);
    assert_eq!(read_all(&moved, &shop, None).unwrap(), model.sorted());
    let events = random_events(&mut Random::new(9), 100);
    import(&moved, &shop, &events, ImportOptions::default()).unwrap();
    model.import(&events);
    assert_eq!(read_all(&moved, &shop, None).unwrap(), model.sorted());
    assert_eq!(moved.check().unwrap(), vec![]);
    let text = all_bytes(&after);
    let old = old.to_str().unwrap().as_bytes();
    assert!(
        !text.windows(old.len()).any(|w| w == old),
        "no absolute path is written anywhere"
    );
}

fn all_bytes(dir: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        bytes.extend(if path.is_dir() {
            all_bytes(&path)
        } else {
            std::fs::read(&path).unwrap()
        });
    }
    bytes
}

#[test]
fn a_full_disk_is_a_clear_error_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mount = dir.path().join("small");
    std::fs::create_dir(&mount).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=2m", "tropa-test"])
        .arg(&mount)
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("SKIPPED: a small disk cannot be mounted here (it takes root)");
        return;
    }
    let unmount = Unmount(mount.clone());
    let shop = source("shop");
    let lake = lake(&mount.join("lake"));
    let events = random_events(&mut Random::new(1), 300);
    import(&lake, &shop, &events, ImportOptions::default()).unwrap();
    let kept = read_all(&lake, &shop, None).unwrap();
    let many: Vec<Event> = (0..20_000)
        .map(|n| {
            event(
                &format!("actor-{n}"),
                n,
                "visit",
                &[("text", &format!("{n} {}", "long ".repeat(60)))],
            )
        })
        .collect();
    for memory_bytes_max in [None, Some(1_000_000)] {
        let error = import(
            &lake,
            &shop,
            &many,
            ImportOptions {
                memory_bytes_max,
                ..Default::default()
            },
        )
        .unwrap_err();
        assert!(matches!(error, LakeError::DiskFull { .. }), "{error:?}");
        assert_eq!(read_all(&lake, &shop, None).unwrap(), kept);
        assert_eq!(lake.check().unwrap(), vec![]);
    }
    // What the failed imports wrote is gone, so a small one fits again.
    import(&lake, &shop, &events, ImportOptions::default()).unwrap();
    assert_eq!(lake.source(&shop).unwrap().events, 600);
    drop(unmount);
}

struct Unmount(PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// A Python that has the module, or nothing and a message.
fn python_with(modules: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.venv/bin/python");
    let python = std::env::var_os("TROPA_PYTHON").map_or(beside, PathBuf::from);
    let works = Command::new(&python)
        .args(["-c", &format!("import {modules}")])
        .output();
    if works.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    println!(
        "SKIPPED: {} with the modules {modules} is not there; TROPA_PYTHON names another",
        python.display()
    );
    None
}

/// actor, time, activity, channel, score, text, actor_segment, import.
type Row = (
    String,
    i64,
    String,
    Option<String>,
    Option<f64>,
    Option<String>,
    Option<String>,
    i64,
);

const DUCKDB: &str = r#"
import sys, json, glob, os, duckdb, duckdb_extension_delta
at = os.path.dirname(duckdb_extension_delta.__file__)
db = duckdb.connect()
db.execute("LOAD '%s'" % glob.glob(at + "/extensions/v%s/*.duckdb_extension" % duckdb.__version__)[0])
rows = db.execute("select actor, epoch_us(time), activity, channel, score, text, actor_segment, import from delta_scan(?)", [sys.argv[1]])
print(json.dumps(rows.fetchall()))
"#;

const DELTALAKE: &str = r#"
import sys, json
from deltalake import DeltaTable
import pyarrow as pa
table = pa.table(DeltaTable(sys.argv[1]).to_pyarrow_table())
names = ["actor", "time", "activity", "channel", "score", "text", "actor_segment", "import"]
columns = [table[n].cast(pa.timestamp("us", "UTC")).cast(pa.int64()) if n == "time" else table[n] for n in names]
print(json.dumps(list(zip(*[c.to_pylist() for c in columns]))))
"#;

#[test]
fn duckdb_and_python_read_the_same_rows() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let mut model = Model::default();
    for seed in 0..4 {
        let mut events = random_events(&mut Random::new(seed), 400);
        let all = [
            ("channel", "web"),
            ("score", "1.5"),
            ("text", "да\0"),
            ("actor_segment", "vip"),
        ];
        events.push(event(&format!("with everything {seed}"), -1, "visit", &all));
        import(&lake, &shop, &events, ImportOptions::default()).unwrap();
        model.import(&events);
        match seed {
            1 => drop(lake.compact(&shop).unwrap()),
            2 => {
                lake.erase("with everything 0", 0).unwrap();
                model.erase("with everything 0");
            }
            _ => {}
        }
    }
    let table = dir.path().join("events/shop");
    for (modules, script) in [
        ("duckdb, duckdb_extension_delta", DUCKDB),
        ("deltalake, pyarrow", DELTALAKE),
    ] {
        let Some(python) = python_with(modules) else {
            continue;
        };
        let output = Command::new(python)
            .args(["-c", script])
            .arg(&table)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{modules}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let rows: Vec<Row> = serde_json::from_slice(&output.stdout).unwrap();
        let mut found: Vec<Event> = rows
            .into_iter()
            .map(|(actor, time_us, activity, channel, score, text, segment, _)| {
                let score = score.map(|s| s.to_string());
                let values = [
                    ("channel", channel),
                    ("score", score),
                    ("text", text),
                    ("actor_segment", segment),
                ];
                let there = values
                    .into_iter()
                    .filter_map(|(name, value)| Some((name.to_owned(), value?)));
                Event {
                    actor,
                    time_us,
                    activity,
                    values: there.collect::<BTreeMap<_, _>>(),
                }
            })
            .collect();
        let mut expected = model.arrived.clone();
        found.sort();
        expected.sort();
        assert_eq!(found.len(), expected.len(), "{modules}");
        assert_eq!(found, expected, "{modules}");
    }
}
