//! The lake equals a sorted list of events, whatever is done to it.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tropa_lake::{FileReceipt, ImportOptions, LakeError};

#[test]
fn an_import_is_read_back_sorted_with_all_its_columns() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let mut random = Random::new(1);
    let mut model = Model::default();
    for round in 0..3 {
        let events = random_events(&mut random, 500);
        let receipt = import(&lake, &shop, &events, ImportOptions::default()).unwrap();
        assert_eq!((receipt.version, receipt.accepted), (round, 500));
        model.import(&events);
        assert_eq!(
            read_all(&lake, &shop, None).unwrap(),
            model.sorted(),
            "round {round}"
        );
    }
    let info = lake.source(&shop).unwrap();
    let actors: BTreeSet<_> = model.arrived.iter().map(|e| &e.actor).collect();
    assert_eq!(
        (info.version, info.events, info.actors as usize),
        (2, 1_500, actors.len())
    );
    assert_eq!(info.imports.len(), 3);
    for actor in actors {
        let found = events_of(&lake.snapshot(&shop, None).unwrap().actor(actor).unwrap());
        let expected: Vec<Event> = model.sorted().into_iter().filter(|e| e.actor == *actor).collect();
        assert_eq!(found, expected);
    }
    assert_eq!(
        lake.snapshot(&shop, None)
            .unwrap()
            .actor("nobody")
            .unwrap()
            .events(),
        0
    );
}

/// Random imports, compactions, erasures, retentions, vacuums and reopenings against the model.
#[test]
fn any_sequence_of_operations_equals_the_model() {
    let seed = std::env::var("TROPA_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(7);
    for seed in seed..seed + 3 {
        println!("TROPA_SEED={seed}");
        let dir = tempfile::tempdir().unwrap();
        let shop = source("shop");
        let mut lake = lake(dir.path());
        let (mut random, mut model) = (Random::new(seed), Model::default());
        let mut versions: BTreeMap<u64, Vec<Event>> = BTreeMap::new();
        import(
            &lake,
            &shop,
            &[event("first", 0, "visit", &[])],
            ImportOptions::default(),
        )
        .unwrap();
        model.import(&[event("first", 0, "visit", &[])]);
        for step in 0..14 {
            let what = random.below(10);
            match what {
                0 => drop(lake.compact(&shop).unwrap()),
                1 => {
                    let actors: Vec<&str> = model.arrived.iter().map(|e| e.actor.as_str()).collect();
                    let actor = actors[random.below(actors.len())].to_owned();
                    let events = model.arrived.iter().filter(|e| e.actor == actor).count() as u64;
                    let receipt = lake.erase(&actor, 0).unwrap();
                    assert_eq!(
                        receipt.sources.iter().map(|s| s.events).sum::<u64>(),
                        events,
                        "step {step}"
                    );
                    model.erase(&actor);
                    versions.clear();
                }
                2 => {
                    let from = random.below(20) as i64 * 333 - 7_000;
                    let before = model.arrived.len();
                    model.retain(from);
                    let rewrite = lake.retain(&shop, from).unwrap();
                    assert_eq!(
                        rewrite.events_removed as usize,
                        before - model.arrived.len(),
                        "step {step}"
                    );
                }
                3 => {
                    lake.vacuum(&shop, Duration::ZERO).unwrap();
                    versions.clear();
                }
                4 => lake = common::lake(dir.path()),
                _ => {
                    let count = random.below(300);
                    let mut events = random_events(&mut random, count);
                    for event in events.iter_mut().step_by(2) {
                        event
                            .values
                            .insert("event_id".into(), format!("id{}", random.below(400)));
                    }
                    let before = model.arrived.len();
                    model.import(&events);
                    // Sometimes so little memory that files are written early.
                    let memory_bytes_max = (random.below(2) == 0).then_some(20_000);
                    let options = ImportOptions {
                        memory_bytes_max,
                        ..Default::default()
                    };
                    let receipt = import(&lake, &shop, &events, options).unwrap();
                    assert_eq!(
                        receipt.accepted as usize,
                        model.arrived.len() - before,
                        "step {step}"
                    );
                    assert_eq!(
                        (receipt.accepted + receipt.duplicates) as usize,
                        events.len(),
                        "step {step}"
                    );
                }
            }
            let expected = model.sorted();
            assert_eq!(
                read_all(&lake, &shop, None).unwrap(),
                expected,
                "step {step}: after operation {what}"
            );
            let info = lake.source(&shop).unwrap();
            let actors: BTreeSet<_> = expected.iter().map(|e| &e.actor).collect();
            let names: BTreeSet<_> = expected.iter().map(|e| e.activity.clone()).collect();
            assert_eq!(
                (info.events as usize, info.actors as usize),
                (expected.len(), actors.len()),
                "step {step}: {what}"
            );
            assert_eq!(
                info.activity_names.iter().cloned().collect::<BTreeSet<_>>(),
                names,
                "step {step}: {what}"
            );
            let times = || expected.iter().map(|e| e.time_us);
            assert_eq!(
                info.from,
                times().min().map(tropa_model::time::rfc3339),
                "step {step}: {what}"
            );
            assert_eq!(
                info.to,
                times().max().map(tropa_model::time::rfc3339),
                "step {step}: {what}"
            );
            versions.insert(info.version, expected);
            for (version, events) in &versions {
                assert_eq!(
                    &read_all(&lake, &shop, Some(*version)).unwrap(),
                    events,
                    "step {step}: version {version}"
                );
            }
        }
        assert_eq!(lake.check().unwrap(), vec![]);
    }
}

#[test]
fn the_same_event_from_two_files_counts_once() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let one = event("a", 1, "visit", &[("event_id", "e1"), ("channel", "web")]);
    let two = event("a", 2, "buy", &[("event_id", "e2")]);
    let first = import(
        &lake,
        &shop,
        &[one.clone(), two.clone(), one.clone()],
        ImportOptions::default(),
    )
    .unwrap();
    assert_eq!((first.accepted, first.duplicates, first.conflicts), (2, 1, 0));
    // The same id with another time, and with another actor in another bucket: the first stays, and it is said.
    let moved = event("a", 9, "visit", &[("event_id", "e1"), ("channel", "web")]);
    let other = event("somebody else", 2, "buy", &[("event_id", "e2")]);
    let new = event("b", 3, "visit", &[("event_id", "e3")]);
    let second = import(
        &lake,
        &shop,
        &[moved, other, new.clone(), two.clone()],
        ImportOptions::default(),
    )
    .unwrap();
    // `two` says something else than `other` before it in the same import.
    assert_eq!((second.accepted, second.duplicates, second.conflicts), (1, 3, 3));
    assert_eq!(read_all(&lake, &shop, None).unwrap(), vec![one, two, new]);
    let info = lake.source(&shop).unwrap();
    assert_eq!((info.events, info.actors), (3, 2));
}

#[test]
fn the_same_file_is_not_imported_twice() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let options = |name: &str| ImportOptions {
        files: vec![FileReceipt {
            name: name.into(),
            bytes: 3,
            blake3: "abc".into(),
        }],
        ..Default::default()
    };
    let events = [event("a", 1, "visit", &[])];
    // Two that began before either ended: the second finds out at its end.
    let mut late = lake.begin(&shop, options("copy.csv")).unwrap();
    late.push(batch(&events)).unwrap();
    import(&lake, &shop, &events, options("log.csv")).unwrap();
    for error in [
        late.commit(&mut |_, _| Ok(())).unwrap_err(),
        import(&lake, &shop, &events, options("x")).unwrap_err(),
    ] {
        assert!(
            matches!(&error, LakeError::AlreadyImported { ordinal: 2, .. }),
            "{error}"
        );
    }
    assert_eq!(read_all(&lake, &shop, None).unwrap().len(), 1);
    import(&lake, &source("another"), &events, options("log.csv")).unwrap();
}

#[test]
fn an_import_that_is_dropped_or_stopped_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let events = random_events(&mut Random::new(3), 400);
    let options = || ImportOptions {
        memory_bytes_max: Some(10_000),
        ..Default::default()
    };
    let mut dropped = lake.begin(&shop, options()).unwrap();
    dropped.push(batch(&events)).unwrap();
    drop(dropped);
    let mut stopped = lake.begin(&shop, options()).unwrap();
    stopped.push(batch(&events)).unwrap();
    stopped.push(batch(&events)).unwrap();
    let error = stopped.commit(&mut |_, _| Err("enough".into())).unwrap_err();
    assert!(matches!(error, LakeError::Stopped { .. }), "{error}");
    assert!(matches!(
        lake.snapshot(&shop, None),
        Err(LakeError::NoSuchSource { .. })
    ));
    assert!(lake.sources().unwrap().is_empty());
    let left: Vec<_> = walk(&dir.path().join("events"));
    assert_eq!(left, Vec::<String>::new());
}

fn walk(dir: &std::path::Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path))
        } else {
            files.push(path.display().to_string())
        }
    }
    files
}

#[test]
fn the_caller_sees_every_new_event_and_which_files_the_bucket_has() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    for round in 1..=2 {
        let mut import = lake
            .begin(
                &shop,
                ImportOptions {
                    buckets: Some(4),
                    ..Default::default()
                },
            )
            .unwrap();
        import
            .push(batch(&random_events(&mut Random::new(round), 300)))
            .unwrap();
        let mut seen = BTreeMap::new();
        let mut events = 0;
        import
            .commit(&mut |run, files| {
                events += run.events();
                seen.insert(run.bucket, files.to_vec());
                Ok(())
            })
            .unwrap();
        let snapshot = lake.snapshot(&shop, None).unwrap();
        assert_eq!((events, snapshot.buckets()), (300, 4), "round {round}");
        for (bucket, mut files) in seen {
            files.sort();
            assert_eq!(files, snapshot.files(bucket));
            assert_eq!(files.len() as u64, round);
        }
    }
}

#[test]
fn the_caller_also_sees_events_that_were_written_early() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let options = ImportOptions {
        memory_bytes_max: Some(20_000),
        ..Default::default()
    };
    let mut import = lake.begin(&shop, options).unwrap();
    for seed in 0..5 {
        import
            .push(batch(&random_events(&mut Random::new(seed), 300)))
            .unwrap();
    }
    let mut whole = BTreeMap::new();
    let receipt = import
        .commit(&mut |run, files| {
            whole.insert(run.bucket, (files.len() == 1).then(|| events_of(run)));
            Ok(())
        })
        .unwrap();
    let snapshot = lake.snapshot(&shop, None).unwrap();
    assert!(
        (0..16).any(|bucket| snapshot.files(bucket).len() > 1),
        "files were written early"
    );
    for (bucket, events) in whole {
        let stored = events_of(&snapshot.read(bucket).unwrap());
        assert!(events.is_none_or(|events| events == stored), "bucket {bucket}");
    }
    assert_eq!((receipt.accepted, snapshot.events()), (1_500, Some(1_500)));
    let info = lake.source(&shop).unwrap();
    assert_eq!((info.events, info.actors), (1_500, receipt.actors));
}

#[test]
fn columns_come_later_and_keep_their_kind() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let old = event("a", 1, "visit", &[]);
    let new = event(
        "a",
        2,
        "visit",
        &[("amount", "2.5"), ("text", "да"), ("actor_city", "Пермь")],
    );
    import(&lake, &shop, std::slice::from_ref(&old), ImportOptions::default()).unwrap();
    import(&lake, &shop, std::slice::from_ref(&new), ImportOptions::default()).unwrap();
    assert_eq!(
        read_all(&lake, &shop, None).unwrap(),
        vec![old.clone(), new.clone()]
    );
    assert_eq!(read_all(&lake, &shop, Some(0)).unwrap(), vec![old]);

    let mut wrong = batch(&[event("a", 3, "visit", &[("actor_city", "Омск")])]);
    wrong.columns[0].role = tropa_model::Role::Amount;
    let mut import = lake.begin(&shop, ImportOptions::default()).unwrap();
    let error = import.push(wrong).unwrap_err();
    assert!(
        matches!(&error, LakeError::ColumnType { value, .. } if value == "Омск"),
        "{error}"
    );
}

#[test]
fn scales_are_never_mixed() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let scale = |hi| ImportOptions {
        score_scale: tropa_model::Scale::new(0.0, hi),
        ..Default::default()
    };
    let events = [event("a", 1, "survey", &[("score", "4")])];
    import(&lake, &shop, &events, ImportOptions::default()).unwrap();
    import(&lake, &shop, &events, scale(10.0)).unwrap();
    assert_eq!(
        lake.source(&shop).unwrap().score_scale,
        tropa_model::Scale::new(0.0, 10.0)
    );
    assert!(matches!(
        lake.begin(&shop, scale(5.0)),
        Err(LakeError::ScaleChanged { .. })
    ));
}

#[test]
fn an_erased_person_is_nowhere_and_older_versions_say_so() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let person = "zz-person"; // the last key of its file, so the log names it
    let mut events = random_events(&mut Random::new(4), 200);
    let others = events.clone();
    import(&lake, &shop, &others[..100], ImportOptions::default()).unwrap();
    events.push(event(person, 5, "visit", &[("text", "hello")]));
    let mut second = lake.begin(&shop, ImportOptions::default()).unwrap();
    second.push(batch(&events[100..])).unwrap();
    let rejected = |raw: &str| tropa_lake::Rejected {
        code: "bad_time".into(),
        raw: Some(raw.into()),
        ..Default::default()
    };
    second.reject(rejected("31.02.2020;zz-person;visit")).unwrap();
    second.reject(rejected("31.02.2020;zz-personal;visit")).unwrap();
    second.commit(&mut |_, _| Ok(())).unwrap();
    lake.compact(&shop).unwrap();

    let receipt = lake.erase(person, 1_700_000_000_000_000).unwrap();
    assert_eq!((receipt.sources[0].events, receipt.sources[0].rejected), (1, 1));
    assert_eq!(lake.erasures().unwrap(), vec![receipt]);
    let model = Model { arrived: others };
    assert_eq!(read_all(&lake, &shop, None).unwrap(), model.sorted());
    for version in [1, 2] {
        let error = read_all(&lake, &shop, Some(version)).unwrap_err();
        assert!(
            matches!(&error, LakeError::ErasedSince { at, .. } if at == "2023-11-14T22:13:20Z"),
            "{error}"
        );
    }
    let rows = lake.rejected(&shop).unwrap();
    assert_eq!(
        rows.iter().map(|r| r.row.raw.is_some()).collect::<Vec<_>>(),
        vec![false, true]
    );
    let naming: Vec<String> = walk(dir.path())
        .into_iter()
        .filter(|file| {
            let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
            text.matches(person).count() > text.matches("zz-personal").count()
        })
        .collect();
    assert_eq!(naming, Vec::<String>::new());
    assert_eq!(lake.check().unwrap(), vec![]);
    // Erasing nobody is no version.
    assert_eq!(lake.erase("nobody at all", 0).unwrap().sources, vec![]);
}

#[test]
fn a_replayed_quarantine_is_empty() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let mut first = lake.begin(&shop, ImportOptions::default()).unwrap();
    for row in 0..20_000 {
        first
            .reject(tropa_lake::Rejected {
                code: "no_actor".into(),
                row,
                raw: Some("x".into()),
                ..Default::default()
            })
            .unwrap();
    }
    let receipt = first.commit(&mut |_, _| Ok(())).unwrap();
    assert_eq!((receipt.rejected, receipt.accepted), (20_000, 0));
    let rows = lake.rejected(&shop).unwrap();
    assert!(
        rows.len() == 20_000
            && rows
                .iter()
                .enumerate()
                .all(|(n, r)| r.row.row == n as u64 && r.import == 1)
    );
    let options = ImportOptions {
        replays: vec![1],
        ..Default::default()
    };
    import(&lake, &shop, &[event("a", 1, "visit", &[])], options).unwrap();
    assert_eq!(lake.rejected(&shop).unwrap(), vec![]);
}

#[test]
fn damage_is_found_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    import(
        &lake,
        &shop,
        &random_events(&mut Random::new(5), 300),
        ImportOptions::default(),
    )
    .unwrap();
    assert_eq!(lake.check().unwrap(), vec![]);
    let snapshot = lake.snapshot(&shop, None).unwrap();
    let full: Vec<String> = (0..16).flat_map(|b| snapshot.files(b)).collect();
    let table = dir.path().join("events/shop");
    std::fs::remove_file(table.join(&full[0])).unwrap();
    std::fs::write(table.join(&full[1]), b"PAR1").unwrap();
    let places: Vec<_> = lake.check().unwrap().into_iter().filter_map(|p| p.file).collect();
    assert_eq!(
        places,
        full[..2]
            .iter()
            .map(|f| format!("events/shop/{f}"))
            .collect::<Vec<_>>()
    );
}
