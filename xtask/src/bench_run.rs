//! Our side of the benchmark: import to durable and answerable, the questions, a restart. One process per size.

mod canonical;

use canonical::canonical_form;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tropa_intake::{Input, MapOptions, RejectedRow, Sink, SinkError};
use tropa_journey::{Index, IndexBuilder};
use tropa_lake::{FileReceipt, Import, ImportOptions, Lake};
use tropa_model::question::{DailyAsk, FunnelAsk, GraphAsk, PathsAsk, Step, VariantsAsk};
use tropa_model::{Ask, EventBatch, Question, Snapshot, SourceName};

/// As in the `tropa` binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STEPS: [&str; 5] = ["home", "product_view", "add_to_cart", "checkout", "purchase"];
const WINDOW_S: u64 = 7 * 86_400;
/// Times each question is asked; the best counts, as for the peers.
const REPEATS: usize = 7;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Imports the log of this size from Parquet and, where there is one, from CSV; asks; restarts.
pub fn run(words: &[&str]) -> Result<(), String> {
    match words {
        [n] => bench(n.parse().map_err(|e| format!("{n}: {e}"))?).map_err(|e| e.to_string()),
        ["restart", derived, version] => restart(Path::new(derived), version).map_err(|e| e.to_string()),
        ["import", log, workspace] => {
            import_alone(Path::new(log), Path::new(workspace)).map_err(|e| e.to_string())
        }
        ["ask", derived, version, task, times] => {
            ask_alone(Path::new(derived), version, task, times).map_err(|e| e.to_string())
        }
        _ => Err("bench-run EVENTS\n\
                  bench-run import LOG WORKSPACE             one import alone, for a profiler\n\
                  bench-run ask DERIVED VERSION TASK TIMES   one question many times, for a profiler"
            .into()),
    }
}

/// One import into a fresh workspace.
fn import_alone(log: &Path, workspace: &Path) -> Result<(), Failure> {
    if workspace.exists() {
        std::fs::remove_dir_all(workspace)?;
    }
    std::fs::create_dir_all(workspace)?;
    let (index, times) = timed(1, || import(log, workspace))?;
    println!(
        "wall {:.3} cpu {:.3} peak {} MB, {} events, version {}",
        times.wall_s,
        times.cpu_s,
        peak_rss_mb()?,
        index.counts().events,
        index.snapshot().version
    );
    Ok(())
}

/// One question, again and again.
fn ask_alone(derived: &Path, version: &str, task: &str, times: &str) -> Result<(), Failure> {
    let snapshot = Snapshot {
        source: "bench".into(),
        version: version.parse()?,
    };
    let index = Index::open(derived, &snapshot)?.ok_or("no index")?;
    let question = questions().into_iter().find(|(name, _)| *name == task);
    let (_, question) = question.ok_or_else(|| format!("no question is called {task}"))?;
    let (_, times) = timed(times.parse()?, || Ok(index.ask(&question)?))?;
    println!("{task}: wall {:.5} cpu {:.5}", times.wall_s, times.cpu_s);
    Ok(())
}

fn bench(n: u64) -> Result<(), Failure> {
    let dir = PathBuf::from(std::env::var("BENCH_DIR")?);
    let tag = if n >= 1_000_000 {
        format!("{}m", n / 1_000_000)
    } else {
        format!("{}k", n / 1_000)
    };
    let mut measured: BTreeMap<String, Value> = BTreeMap::new();
    let mut index = None;
    // Parquet first, as the peers do.
    for (format, task) in [("parquet", "load_parquet"), ("csv", "load_csv")] {
        let log = dir.join(format!("data/log_{tag}_str.{format}"));
        if !log.exists() {
            println!("no {}: {task} is left out", log.display());
            continue;
        }
        let workspace = dir.join(format!("tropa_{tag}_{format}"));
        if workspace.exists() {
            std::fs::remove_dir_all(&workspace)?;
        }
        std::fs::create_dir_all(&workspace)?;
        drop(index.take());
        let (built, times) = timed(1, || import(&log, &workspace))?;
        note(&mut measured, task, &times);
        index = Some((built, workspace));
    }
    let Some((index, workspace)) = index else {
        return Err("there is no log to import".into());
    };
    measured.insert("import_peak_rss_mb".into(), json!(peak_rss_mb()?));
    let mut canonical: BTreeMap<&str, Value> = BTreeMap::new();
    for (task, question) in questions() {
        let (answer, times) = timed(REPEATS, || Ok(index.ask(&question)?))?;
        note(&mut measured, task, &times);
        canonical.insert(task, canonical_form(task, &answer));
    }
    let version = index.snapshot().version;
    drop(index);
    restarts(&workspace, version, &mut measured)?;
    let results = dir.join("results");
    std::fs::create_dir_all(&results)?;
    std::fs::write(
        results.join(format!("res_{tag}_tropa_str_warm.json")),
        serde_json::to_vec(&canonical)?,
    )?;
    std::fs::write(
        results.join(format!("ours_{tag}.json")),
        serde_json::to_vec_pretty(&measured)?,
    )?;
    Ok(())
}

fn note(measured: &mut BTreeMap<String, Value>, task: &str, times: &Times) {
    println!("tropa {task:18} {:9.4}s cpu {:9.4}s", times.wall_s, times.cpu_s);
    measured.insert(
        task.into(),
        json!({ "wall_s": times.wall_s, "cpu_s": times.cpu_s }),
    );
}

struct Times {
    wall_s: f64,
    cpu_s: f64,
}

/// The last result, the shortest wall time and the least processor time (of all threads, kernel included).
fn timed<R>(repeats: usize, mut work: impl FnMut() -> Result<R, Failure>) -> Result<(R, Times), Failure> {
    let mut times = Times {
        wall_s: f64::INFINITY,
        cpu_s: f64::INFINITY,
    };
    let mut last = None;
    for _ in 0..repeats {
        let (wall, cpu) = (Instant::now(), cpu_time::ProcessTime::try_now()?);
        last = Some(work()?);
        times.wall_s = times.wall_s.min(wall.elapsed().as_secs_f64());
        times.cpu_s = times.cpu_s.min(cpu.try_elapsed()?.as_secs_f64());
    }
    Ok((last.ok_or("asked zero times")?, times))
}

/// Largest resident memory so far, in MiB.
fn peak_rss_mb() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? / 1024)
}

struct IntoLake<'a>(&'a mut Import);

impl Sink for IntoLake<'_> {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError> {
        self.0.push(batch).map_err(SinkError::new)
    }

    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError> {
        let message = format!("the generated log has no bad rows, but: {row:?}");
        Err(SinkError::new(std::io::Error::other(message)))
    }
}

/// One import into an empty workspace: durable in the lake, answerable by the index.
fn import(log: &Path, workspace: &Path) -> Result<Index, Failure> {
    let file = File::open(log)?;
    // SAFETY: nobody writes to the generated log while it is read.
    let map = unsafe { memmap2::Mmap::map(&file)? };
    let name = log
        .file_name()
        .and_then(|n| n.to_str())
        .ok_or("the log has no name")?;
    let input = Input { name, bytes: &map };
    let detected = tropa_intake::detect(&input, &Default::default())?;
    let options = MapOptions {
        actor: Some("case_id".into()),
        activity: Some("activity".into()),
        time: Some("ts".into()),
        time_zone: Some("UTC".into()),
        ..Default::default()
    };
    let proposed = tropa_intake::propose(&[detected], &options);
    let mapping = proposed
        .mapping
        .ok_or_else(|| format!("no mapping: {:?}", proposed.missing))?;
    let lake = Lake::open(&workspace.join("lake"))?;
    let source = SourceName::new("bench")?;
    let receipt = FileReceipt {
        name: name.into(),
        bytes: map.len() as u64,
        blake3: blake3::hash(&map).to_hex().to_string(),
    };
    let options = ImportOptions {
        files: vec![receipt],
        mapping: serde_json::to_string(&mapping)?,
        ..Default::default()
    };
    let mut import = lake.begin(&source, options)?;
    tropa_intake::read(&[input], &mapping, &mut IntoLake(&mut import))?;
    let snapshot = Snapshot {
        source: source.as_str().into(),
        version: 0,
    };
    let builder = IndexBuilder::new(&workspace.join("derived"), snapshot, None)?;
    let receipt = import.commit(&mut |run, files| Ok(builder.add(run, files)?))?;
    Ok(builder.finish_at(receipt.version)?)
}

fn questions() -> Vec<(&'static str, Question)> {
    let segment = r#"segment = "returning""#;
    let filtered = Question {
        filter: Some(segment.into()),
        ..Question::of(Ask::Graph(GraphAsk {}))
    };
    vec![
        ("dfg", Question::of(Ask::Graph(GraphAsk {}))),
        (
            "funnel",
            Question::of(Ask::Funnel(FunnelAsk {
                steps: STEPS.map(Step::one).to_vec(),
                window_s: Some(WINDOW_S),
                by: Some("segment".into()),
            })),
        ),
        ("variants", Question::of(Ask::Variants(VariantsAsk { limit: 20 }))),
        (
            "sankey",
            Question::of(Ask::Paths(PathsAsk {
                depth: 8,
                top: 1_000,
                start: None,
            })),
        ),
        ("dfg_seg", filtered),
        (
            "daily",
            Question::of(Ask::Daily(DailyAsk {
                activities: vec!["purchase".into()],
            })),
        ),
    ]
}

/// Starts a new process that opens the index and asks for the graph; what it takes from its start to its end.
fn restarts(workspace: &Path, version: u64, measured: &mut BTreeMap<String, Value>) -> Result<(), Failure> {
    let mut best = Duration::MAX;
    let mut inside = String::new();
    for _ in 0..REPEATS {
        let started = Instant::now();
        let output = std::process::Command::new(std::env::current_exe()?)
            .args(["bench-run", "restart"])
            .arg(workspace.join("derived"))
            .arg(version.to_string())
            .output()?;
        let took = started.elapsed();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        if took < best {
            (best, inside) = (took, String::from_utf8(output.stdout)?);
        }
    }
    println!(
        "tropa restart            {:9.4}s, inside: {}",
        best.as_secs_f64(),
        inside.trim()
    );
    measured.insert("restart_s".into(), json!(best.as_secs_f64()));
    measured.insert("restart_inside".into(), serde_json::from_str(&inside)?);
    Ok(())
}

fn restart(derived: &Path, version: &str) -> Result<(), Failure> {
    let started = Instant::now();
    let snapshot = Snapshot {
        source: "bench".into(),
        version: version.parse()?,
    };
    let index = Index::open(derived, &snapshot)?.ok_or("no index")?;
    let opened = started.elapsed();
    index.ask(&Question::of(Ask::Graph(GraphAsk {})))?;
    let answered = started.elapsed();
    for (_, question) in questions() {
        index.ask(&question)?;
    }
    let report = json!({
        "open_s": opened.as_secs_f64(),
        "answer_s": answered.as_secs_f64(),
        "all_questions_s": started.elapsed().as_secs_f64(),
        "peak_rss_mb": peak_rss_mb()?,
    });
    println!("{report}");
    Ok(())
}
