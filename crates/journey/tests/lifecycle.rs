//! Indexes on disk: reused, damaged, swept, read by others.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use tropa_journey::{AskError, Index, IndexBuilder, retire};
use tropa_model::batch::{CodedColumn, TextColumn};
use tropa_model::question::{GraphAsk, JourneysAsk, PathsAsk, TouchpointsAsk, VariantsAsk};
use tropa_model::{ActorRun, Ask, ColumnValues, Question, Role, Rows, RunColumn, Snapshot, bucket_of};

const BUCKETS: u32 = 4;

/// Actors `a0..a<actors>`, each with three events of activities numbered from `first`.
fn runs(actors: usize, first: u32) -> Vec<ActorRun> {
    (0..BUCKETS)
        .map(|bucket| {
            let mut keys: Vec<String> = (0..actors).map(|i| format!("a{i}")).collect();
            keys.retain(|key| bucket_of(key.as_bytes(), BUCKETS) == bucket);
            keys.sort();
            let n = keys.len();
            let channel = CodedColumn {
                codes: vec![0; 3 * n],
                names: vec!["web".into()],
            };
            ActorRun {
                bucket,
                actors: keys.iter().map(String::as_str).collect::<TextColumn>(),
                offsets: (0..=n as u64).map(|i| 3 * i).collect(),
                time_us: (0..n).flat_map(|_| [0, 1_000_000, 5_000_000]).collect(),
                activity: (0..n).flat_map(|_| [0, 1, 0]).collect(),
                activity_names: vec![format!("act {first}"), format!("act {}", first + 1)],
                columns: vec![RunColumn {
                    role: Role::Channel,
                    values: ColumnValues::Coded(channel),
                }],
            }
        })
        .collect()
}

fn snapshot(version: u64) -> Snapshot {
    Snapshot {
        source: "test".into(),
        version,
    }
}

fn files(bucket: u32, version: u64) -> Vec<String> {
    vec![format!("bucket={bucket}/part-{version}.parquet")]
}

fn build(dir: &Path, version: u64, runs: &[ActorRun]) -> Index {
    let builder = IndexBuilder::new(dir, snapshot(version), None).unwrap();
    for run in runs {
        builder.add(run, &files(run.bucket, version)).unwrap();
    }
    builder.finish().unwrap()
}

fn graph() -> Question {
    Question::of(Ask::Graph(GraphAsk {}))
}

fn arrow_files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir.join("test"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "arrow"));
    files.sort();
    files
}

#[test]
fn an_index_answers_the_same_after_it_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let built = build(dir.path(), 1, &runs(50, 0)).ask(&graph()).unwrap();
    let opened = Index::open(dir.path(), &snapshot(1)).unwrap().unwrap();
    assert_eq!(opened.ask(&graph()).unwrap(), built);
    assert!(Index::open(dir.path(), &snapshot(2)).unwrap().is_none());
    assert_eq!(opened.counts().activities, 2);
}

#[test]
fn an_unchanged_bucket_is_taken_over_and_keeps_its_meaning() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), 1, &runs(50, 0));
    let before: Vec<_> = arrow_files(dir.path())
        .iter()
        .map(|f| (f.clone(), modified(f)))
        .collect();
    // The second snapshot changes bucket 0 only; there the same codes mean other activities.
    let builder = IndexBuilder::new(dir.path(), snapshot(2), None).unwrap();
    builder.add(&runs(50, 7)[0], &files(0, 2)).unwrap();
    for bucket in 1..BUCKETS {
        assert!(!builder.reuse(bucket, &files(bucket, 99)), "other files");
        assert!(builder.reuse(bucket, &files(bucket, 1)));
    }
    let index = builder.finish().unwrap();
    for (file, time) in before {
        assert_eq!(modified(&file), time, "{}", file.display());
    }
    let Rows::Graph(rows) = index.ask(&graph()).unwrap().rows else {
        panic!()
    };
    let starts: Vec<_> = rows
        .iter()
        .filter(|r| r.from.is_none())
        .map(|r| r.to.clone().unwrap())
        .collect();
    assert_eq!(starts, ["act 0", "act 7"]);
    assert_eq!(index.counts().journeys, 50);
}

fn modified(file: &Path) -> std::time::SystemTime {
    std::fs::metadata(file).unwrap().modified().unwrap()
}

#[test]
fn a_damaged_file_means_build_again_and_never_another_answer() {
    let dir = tempfile::tempdir().unwrap();
    let expected = build(dir.path(), 1, &runs(50, 0)).ask(&graph()).unwrap();
    for file in arrow_files(dir.path()) {
        let whole = std::fs::read(&file).unwrap();
        let is_core = file.to_string_lossy().contains("core");
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 1;
        for damaged in [&flipped[..], &whole[..whole.len() - 1], &[]] {
            std::fs::write(&file, damaged).unwrap();
            match Index::open(dir.path(), &snapshot(1)).unwrap() {
                None => {}
                Some(index) => {
                    assert!(!is_core, "{}", file.display());
                    let all = Question::of(Ask::Journeys(JourneysAsk {
                        actor: None,
                        limit: 1_000,
                        after: None,
                    }));
                    assert!(
                        matches!(index.ask(&all), Err(AskError::Damaged(_))),
                        "{}",
                        file.display()
                    );
                }
            }
            // Building again replaces what is damaged instead of taking it over.
            let builder = IndexBuilder::new(dir.path(), snapshot(1), None).unwrap();
            let mut rebuilt = 0;
            for run in runs(50, 0) {
                if !builder.reuse(run.bucket, &files(run.bucket, 1)) {
                    builder.add(&run, &files(run.bucket, 1)).unwrap();
                    rebuilt += 1;
                }
            }
            assert_eq!(rebuilt, 1);
            assert_eq!(builder.finish().unwrap().ask(&graph()).unwrap(), expected);
        }
    }
    let manifest = dir.path().join("test").join(format!("{:020}.manifest.json", 1));
    let text = std::fs::read(&manifest).unwrap();
    std::fs::write(&manifest, &text[..text.len() / 2]).unwrap();
    assert!(Index::open(dir.path(), &snapshot(1)).unwrap().is_none());
}

#[test]
fn old_snapshots_are_swept_and_an_erased_one_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for version in 1..=4 {
        build(dir.path(), version, &runs(20, 0));
    }
    assert!(Index::open(dir.path(), &snapshot(2)).unwrap().is_none());
    assert!(Index::open(dir.path(), &snapshot(3)).unwrap().is_some());
    let per_snapshot = arrow_files(dir.path()).len() / 2;
    retire(dir.path(), "test", &[4]).unwrap();
    assert_eq!(arrow_files(dir.path()).len(), per_snapshot);
    assert!(Index::open(dir.path(), &snapshot(3)).unwrap().is_none());
    assert!(Index::open(dir.path(), &snapshot(4)).unwrap().is_some());
}

#[test]
fn a_run_that_breaks_its_promises_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let builder = IndexBuilder::new(dir.path(), snapshot(1), None).unwrap();
    let whole = runs(50, 0).remove(0);
    let breaks: [fn(&mut ActorRun); 5] = [
        |run| run.time_us[1] = -1,
        |run| run.activity[0] = 2,
        |run| *run.offsets.last_mut().unwrap() -= 1,
        |run| run.actors = run.actors.iter().collect::<Vec<_>>().into_iter().rev().collect(),
        |run| run.time_us.truncate(1),
    ];
    for break_it in breaks {
        let mut run = whole.clone();
        break_it(&mut run);
        assert!(builder.add(&run, &[]).is_err());
    }
    assert!(
        IndexBuilder::new(
            dir.path(),
            Snapshot {
                source: "../up".into(),
                version: 1
            },
            None
        )
        .is_err()
    );
}

#[test]
fn a_question_outside_its_limits_or_with_unknown_names_says_what_would_do() {
    let dir = tempfile::tempdir().unwrap();
    let index = build(dir.path(), 1, &runs(50, 0));
    let error = |question: Question| index.ask(&question).unwrap_err().to_string();
    let filtered = |filter: &str| Question {
        filter: Some(filter.into()),
        ..graph()
    };
    assert_eq!(
        error(filtered("chanel = \"web\"")),
        "«chanel» is not known here; known: activity, actor, channel, duration_s, end, events, start"
    );
    assert_eq!(
        error(filtered("has(\"act\")")),
        "there is no activity «act»; did you mean: act 0, act 1"
    );
    assert_eq!(
        error(filtered("events > \"many\"")),
        "`events` is a number; `\"many\"` cannot be compared with it"
    );
    assert_eq!(
        error(filtered("events >")),
        "filter, character 9: expected a text in quotes or a number, found the end"
    );
    assert_eq!(
        error(Question::of(Ask::Variants(VariantsAsk { limit: 0 }))),
        "limit: 0 is not in 1 to 10000"
    );
}

#[test]
fn two_hundred_thousand_activities_keep_their_numbers() {
    const ACTIVITIES: usize = 200_000;
    const LENGTH: usize = 100;
    const TEN_YEARS_US: i64 = 3_652 * 86_400 * 1_000_000;
    // Journey j passes activities 100 j … 100 j + 99, a microsecond or ten years apart: the widest of everything.
    let journeys = ACTIVITIES / LENGTH;
    let run = ActorRun {
        bucket: 0,
        actors: (0..journeys)
            .map(|j| format!("{j:05}"))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect(),
        offsets: (0..=journeys as u64).map(|j| j * LENGTH as u64).collect(),
        time_us: (0..ACTIVITIES)
            .map(|e| (e % LENGTH / 50) as i64 * TEN_YEARS_US + (e % LENGTH) as i64)
            .collect(),
        activity: (0..ACTIVITIES as u32).collect(),
        activity_names: (0..ACTIVITIES).map(|a| format!("{a:06}")).collect(),
        columns: vec![],
    };
    let dir = tempfile::tempdir().unwrap();
    let builder = IndexBuilder::new(dir.path(), snapshot(1), None).unwrap();
    builder.add(&run, &[]).unwrap();
    let index = builder.finish().unwrap();
    assert_eq!(index.counts().activities, ACTIVITIES as u64);
    let ask = |ask| index.ask(&Question::of(ask)).unwrap().rows;
    let Rows::Graph(rows) = ask(Ask::Graph(GraphAsk {})) else {
        panic!()
    };
    assert_eq!(rows.len(), ACTIVITIES - journeys + 2 * journeys);
    let edge = |from: &str| {
        rows.iter()
            .find(|r| r.from.as_deref() == Some(from) && r.to.is_some())
            .unwrap()
    };
    assert_eq!(edge("199949").to.as_deref(), Some("199950"));
    assert_eq!(
        edge("199949").time.unwrap().p50_s,
        (TEN_YEARS_US + 1) as f64 / 1e6
    );
    assert_eq!(edge("000000").time.unwrap().mean_s, 1e-6);
    let Rows::Variants(rows) = ask(Ask::Variants(VariantsAsk { limit: 2 })) else {
        panic!()
    };
    assert_eq!(
        (rows[1].activities[0].as_str(), rows[1].variants),
        ("000100", journeys as u64)
    );
    let Rows::Paths(rows) = ask(Ask::Paths(PathsAsk {
        depth: 3,
        top: 1,
        start: None,
    })) else {
        panic!()
    };
    assert_eq!(
        rows.iter()
            .filter(|r| r.step == 1)
            .map(|r| r.journeys)
            .sum::<u64>(),
        journeys as u64
    );
    let Rows::Touchpoints(rows) = ask(Ask::Touchpoints(TouchpointsAsk { idle_s: None })) else {
        panic!()
    };
    assert_eq!(rows.len(), ACTIVITIES);
}

/// Any program that reads Arrow opens the files: checked with pyarrow where it is installed.
#[test]
fn pyarrow_reads_the_files() {
    let python = std::env::var("TROPA_PYTHON").unwrap_or_else(|_| "python3".into());
    let has_pyarrow = std::process::Command::new(&python)
        .args(["-c", "import pyarrow"])
        .output();
    if !has_pyarrow.is_ok_and(|output| output.status.success()) {
        println!("skipped: {python} has no pyarrow (name another with TROPA_PYTHON)");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), 1, &runs(50, 0));
    let script = r#"
import glob, sys, pyarrow as pa
rows = 0
for f in sorted(glob.glob(sys.argv[1] + "/test/*.arrow")):
    t = pa.ipc.open_file(pa.memory_map(f)).read_all()
    t.validate(full=True)
    if "core" in f:
        assert t.schema.metadata[b"tropa.tick_us"] == b"1000000", t.schema
        assert t["events"][0].as_py() == [{"activity": 0, "after": 0}, {"activity": 1, "after": 1}, {"activity": 0, "after": 5}]
        rows += t.num_rows
    elif "actor" not in f:
        assert set(t.column(0).to_pylist()) == {"web"}, t
print(rows)
"#;
    let output = std::process::Command::new(&python)
        .args(["-c", script])
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "50",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn journeys_are_handed_over_whole_with_the_columns_that_were_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let index = build(dir.path(), 0, &runs(37, 0));
    let all = index.journeys(None, &["channel", "actor"]).unwrap();
    assert_eq!((all.len(), all.codes.len()), (37, 111));
    assert_eq!(all.activities, ["act 0", "act 1"]);
    let names = |column: &str| match &all.column(column).unwrap().values {
        tropa_model::JourneyValues::Coded { codes, names } => (codes.len(), names.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(names("channel"), (111, vec!["web".to_owned()]));
    let (rows, mut keys) = names("actor");
    keys.sort();
    let mut expected: Vec<String> = (0..37).map(|i| format!("a{i}")).collect();
    expected.sort();
    assert_eq!((rows, keys), (37, expected));
    for journey in 0..all.len() {
        assert_eq!(all.codes_of(journey), [0, 1, 0]);
        assert_eq!(all.times_of(journey), [0, 1_000_000, 5_000_000]);
    }
    let one = index.journeys(Some("actor = \"a7\""), &[]).unwrap();
    assert_eq!((one.len(), one.columns.len()), (1, 0));
    assert!(matches!(
        index.journeys(None, &["colour"]),
        Err(AskError::UnknownName { .. })
    ));
}
