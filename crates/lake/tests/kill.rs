//! A process killed at any moment of an import, a compaction or an erasure leaves the old state or the new one.
//!
//! The test binary starts itself again as the process to be killed. `TROPA_KILLS` says how often (50 each by default).
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tropa_lake::{ImportOptions, LakeError};

const PERSON: &str = "person-to-be-erased";

/// Not a test of its own: what the killed process does.
#[test]
fn child_process() {
    let Ok(job) = std::env::var("TROPA_LAKE_JOB") else {
        return;
    };
    let mut words = job.split(' ');
    let (what, dir, seed) = (
        words.next().unwrap(),
        words.next().unwrap(),
        words.next().unwrap().parse().unwrap(),
    );
    let (lake, shop) = (lake(Path::new(dir)), source("shop"));
    let events = random_events(&mut Random::new(seed), 3_000);
    println!("begins");
    match what {
        "import" => {
            // Small enough that it writes early as well.
            let options = ImportOptions {
                files: vec![file(seed)],
                memory_bytes_max: Some(200_000),
                ..Default::default()
            };
            import(&lake, &shop, &events, options).unwrap();
        }
        "compact" => drop(lake.compact(&shop).unwrap()),
        "erase" => drop(lake.erase(PERSON, 1_700_000_000_000_000).unwrap()),
        other => panic!("no job {other}"),
    }
    println!("ended");
}

fn file(seed: u64) -> tropa_lake::FileReceipt {
    tropa_lake::FileReceipt {
        name: format!("{seed}.csv"),
        bytes: 1,
        blake3: format!("{seed:064}"),
    }
}

fn start(what: &str, dir: &Path, seed: u64) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_process", "--nocapture"])
        .env("TROPA_LAKE_JOB", format!("{what} {} {seed}", dir.display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    assert!(wait_for(&mut lines, "begins"), "the process to be killed began");
    (child, lines)
}

fn wait_for(lines: &mut impl BufRead, word: &str) -> bool {
    let mut line = String::new();
    while lines.read_line(&mut line).unwrap() > 0 {
        if line.contains(word) {
            return true;
        }
        line.clear();
    }
    false
}

/// Runs the job and kills it after a random part of the time it takes. `check` is called after each kill.
fn kill_often(what: &str, dir: &Path, before: &mut dyn FnMut(u64), check: &mut dyn FnMut(u64)) {
    let kills: u64 = std::env::var("TROPA_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(50);
    let seed = std::env::var("TROPA_SEED")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20_260_000);
    println!("{what}: {kills} kills with TROPA_SEED={seed}");
    let mut random = Random::new(seed);
    before(seed);
    let (mut child, mut lines) = start(what, dir, seed);
    let began = Instant::now();
    assert!(
        wait_for(&mut lines, "ended") && child.wait().unwrap().success(),
        "without a kill the job ends"
    );
    let whole = began.elapsed();
    check(seed);
    let mut midway = 0;
    for kill in 1..=kills {
        before(seed + kill);
        let (mut child, mut lines) = start(what, dir, seed + kill);
        std::thread::sleep(whole.mul_f64(random.below(1_000) as f64 / 900.0));
        child.kill().unwrap();
        child.wait().unwrap();
        midway += u64::from(!wait_for(&mut lines, "ended"));
        check(seed + kill);
    }
    println!("{what}: {midway} of {kills} kills came before the end; whole job {whole:?}");
    assert!(midway * 3 > kills, "the kills come while the job runs");
}

#[test]
fn a_killed_import_is_there_as_a_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let shop = source("shop");
    let mut model = Model::default();
    let mut landed = 0_u64;
    kill_often("import", dir.path(), &mut |_| {}, &mut |seed| {
        let lake = lake(dir.path());
        let events = random_events(&mut Random::new(seed), 3_000);
        let found = read_all(&lake, &shop, None);
        let before = model.sorted();
        let mut with = model.clone();
        with.import(&events);
        let found = match found {
            Err(LakeError::NoSuchSource { .. }) => Vec::new(),
            other => other.unwrap(),
        };
        if found != before {
            assert_eq!(found, with.sorted(), "seed {seed}: neither old nor new");
            model = with;
            landed += 1;
        }
        let info = lake.source(&shop).unwrap();
        let actors: std::collections::BTreeSet<_> = model.arrived.iter().map(|e| &e.actor).collect();
        assert_eq!(
            (info.events as usize, info.actors as usize),
            (model.arrived.len(), actors.len()),
            "seed {seed}"
        );
        assert_eq!(
            (info.imports.len() as u64, info.version + 1),
            (landed, landed),
            "seed {seed}"
        );
        assert_eq!(
            info.imports.iter().any(|i| i.files[0] == file(seed)),
            found != before,
            "seed {seed}"
        );
        assert_eq!(lake.check().unwrap(), vec![], "seed {seed}");
    });
    // Nothing of the killed ones stays behind.
    let lake = lake(dir.path());
    import(
        &lake,
        &shop,
        &random_events(&mut Random::new(1), 10),
        ImportOptions::default(),
    )
    .unwrap();
    let files: usize = (0..16)
        .map(|b| lake.snapshot(&shop, None).unwrap().files(b).len())
        .sum();
    assert_eq!(parquet_files(&dir.path().join("events/shop")), files);
}

fn parquet_files(dir: &Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("_delta_log") {
            count += parquet_files(&path);
        }
        count += usize::from(path.extension().is_some_and(|e| e == "parquet"));
    }
    count
}

#[test]
fn a_killed_compaction_changes_no_event() {
    let dir = tempfile::tempdir().unwrap();
    let shop = source("shop");
    let model = std::cell::RefCell::new(Model::default());
    let more = &mut |seed: u64| {
        let lake = lake(dir.path());
        // Enough that every bucket gets some: then a compaction has to touch all of them.
        let events = random_events(&mut Random::new(seed), 400);
        import(&lake, &shop, &events, ImportOptions::default()).unwrap();
        model.borrow_mut().import(&events);
    };
    more(1);
    kill_often("compact", dir.path(), more, &mut |seed| {
        let lake = lake(dir.path());
        assert_eq!(
            read_all(&lake, &shop, None).unwrap(),
            model.borrow().sorted(),
            "seed {seed}"
        );
        assert_eq!(lake.check().unwrap(), vec![], "seed {seed}");
        let files: Vec<usize> = (0..16)
            .map(|b| lake.snapshot(&shop, None).unwrap().files(b).len())
            .collect();
        assert!(
            files.iter().all(|&n| n <= 1) || files.iter().all(|&n| n == 0 || n > 1),
            "seed {seed}: half {files:?}"
        );
    });
}

#[test]
fn a_killed_erasure_leaves_the_person_or_nothing_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let (shop, forum) = (source("shop"), source("forum"));
    let model = std::cell::RefCell::new(Model::default());
    let person_again = &mut |seed: u64| {
        let lake = lake(dir.path());
        let mut events = random_events(&mut Random::new(seed), 60);
        events.extend((0..5).map(|n| event(PERSON, n, "visit", &[])));
        for source in [&shop, &forum] {
            let mut import = lake.begin(source, ImportOptions::default()).unwrap();
            import.push(batch(&events)).unwrap();
            let raw = Some(format!("31.02.2020,{PERSON},visit"));
            import
                .reject(tropa_lake::Rejected {
                    code: "bad_time".into(),
                    raw,
                    ..Default::default()
                })
                .unwrap();
            import.commit(&mut |_, _| Ok(())).unwrap();
        }
        model.borrow_mut().import(&events);
        if seed.is_multiple_of(3) {
            lake.compact(&shop).unwrap();
        }
    };
    kill_often("erase", dir.path(), person_again, &mut |seed| {
        let lake = lake(dir.path());
        let found = read_all(&lake, &shop, None).unwrap();
        let elsewhere = read_all(&lake, &forum, None).unwrap();
        assert_eq!(found, elsewhere, "seed {seed}: both sources or none");
        if found != model.borrow().sorted() {
            model.borrow_mut().erase(PERSON);
            assert_eq!(found, model.borrow().sorted(), "seed {seed}");
            assert_eq!(places_of(dir.path(), PERSON), Vec::<String>::new(), "seed {seed}");
            let receipt = lake.erasures().unwrap().pop().unwrap();
            assert!(
                receipt.sources.iter().all(|s| s.events > 0 && s.rejected > 0),
                "seed {seed}: {receipt:?}"
            );
        }
        assert_eq!(lake.check().unwrap(), vec![], "seed {seed}");
        let info = lake.source(&shop).unwrap();
        assert_eq!(info.events as usize, found.len(), "seed {seed}");
    });
}

/// Files below the folder in which the text occurs.
fn places_of(dir: &Path, text: &str) -> Vec<String> {
    let mut places = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            places.extend(places_of(&path, text));
        } else if std::fs::read(&path)
            .unwrap()
            .windows(text.len())
            .any(|w| w == text.as_bytes())
        {
            places.push(path.display().to_string());
        }
    }
    places
}

#[test]
fn a_killed_process_frees_its_lock() {
    let dir = tempfile::tempdir().unwrap();
    let (mut child, _lines) = start("import", dir.path(), 5);
    std::thread::sleep(Duration::from_millis(3));
    child.kill().unwrap();
    child.wait().unwrap();
    let began = Instant::now();
    import(
        &lake(dir.path()),
        &source("shop"),
        &random_events(&mut Random::new(1), 10),
        ImportOptions::default(),
    )
    .unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
}
