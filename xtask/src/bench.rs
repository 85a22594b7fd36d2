//! `cargo xtask bench`: our answers and times beside those of other engines, on the same machine in one run.
//!
//! The work is done by a release build of this program with feature `bench` (see `bench_run.rs`); the peers are run
//! by their own script, one after another. A peer that fails or takes too long is left out and named; the rest goes on.
//! The table is printed and left in `$BENCH_DIR/results/performance.md`; `docs/performance.md` tells what it means.

mod equal;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const HELP: &str = "\
cargo xtask bench [--n EVENTS]… [--rounds N] [--peers LIST] [--scripts DIR] [--python FILE] [--keep-peers]

  --n EVENTS      size of the generated log; may be repeated (default: 1000000)
  --rounds N      times everything is run, peers and ours by turns; the best counts (default: 1)
  --peers LIST    engines run beside ours (default: chdb,duckdb,polars,pm4py; pm4py only up to a million events)
  --scripts DIR   folder of gen.py and bench_peers.py (default: $BENCH_SCRIPTS or ../shared/bench)
  --python FILE   a Python that has the peers (default: $BENCH_PYTHON or python3)
  --keep-peers    do not run the peers again: compare with their last results

$BENCH_DIR is a scratch folder outside the repository; logs lie in its data/, results in its results/.";

/// Seconds after which a peer is given up.
const PEER_TIMEOUT_S: &str = "1500";
/// The largest log pm4py is asked about: its times grow to minutes and it takes gigabytes.
const PM4PY_EVENTS_MAX: u64 = 1_000_000;
/// The peers' script takes the dictionaries of its columns from the log of this size.
const DICTIONARY_EVENTS: u64 = 1_000_000;

/// What the command line says.
struct Options {
    sizes: Vec<u64>,
    rounds: u32,
    peers: String,
    scripts: PathBuf,
    python: String,
    keep_peers: bool,
    dir: PathBuf,
}

/// Runs everything and writes the table.
pub fn run(words: &[&str]) -> Result<(), String> {
    let Some(options) = options(words)? else {
        println!("{HELP}");
        return Ok(());
    };
    std::fs::create_dir_all(options.dir.join("results"))
        .map_err(|e| format!("cannot create {}: {e}", options.dir.display()))?;
    let started = Instant::now();
    let step = |text: String| {
        eprintln!(
            "\n── {text} · {} s since the start ──",
            started.elapsed().as_secs()
        )
    };
    // First what may not compile, then what takes long.
    step("building".into());
    let program = build_ours()?;
    let mut sections = Vec::new();
    for &n in &options.sizes {
        step(format!("log of {n} events"));
        if !options.keep_peers {
            make_log(&options, DICTIONARY_EVENTS)?;
        }
        make_log(&options, n)?;
        let mut left_out = Vec::new();
        let (mut ours, mut loads) = (Vec::new(), Vec::new());
        if !options.keep_peers {
            put_away_peers(&options, n)?;
        }
        for round in 1..=options.rounds {
            if !options.keep_peers {
                for peer in options.peers.split(',') {
                    if peer == "pm4py" && n > PM4PY_EVENTS_MAX {
                        left_out.push(format!(
                            "pm4py is not asked about more than {PM4PY_EVENTS_MAX} events"
                        ));
                        continue;
                    }
                    step(format!("{n} events, round {round}: {peer}"));
                    if let Err(message) = run_peer(&options, n, peer) {
                        eprintln!("{message}");
                        left_out.push(format!("{peer} failed"));
                    }
                    loads.extend(load());
                }
                keep_lines(&options, n)?;
            }
            step(format!("{n} events, round {round}: tropa"));
            run_ours(&options, &program, n)?;
            loads.extend(load());
            ours.push(table::read_json(&ours_file(&options.dir, n))?);
        }
        let best = table::best_of_ours(&ours);
        let text = serde_json::to_vec_pretty(&best).map_err(|e| e.to_string())?;
        let path = ours_file(&options.dir, n);
        std::fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        left_out.dedup();
        sections.push(table::section(&options.dir, n, &left_out, &loads)?);
    }
    step("done".into());
    let page = table::page(&sections);
    println!("{page}");
    let path = options.dir.join("results/performance.md");
    std::fs::write(&path, page).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

fn ours_file(dir: &Path, n: u64) -> PathBuf {
    dir.join(format!("results/ours_{}.json", tag(n)))
}

/// The machine's load over the last minute, where the system tells.
fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn options(words: &[&str]) -> Result<Option<Options>, String> {
    let dir = std::env::var_os("BENCH_DIR").map(PathBuf::from);
    let mut options = Options {
        sizes: Vec::new(),
        rounds: 1,
        peers: "chdb,duckdb,polars,pm4py".into(),
        scripts: std::env::var_os("BENCH_SCRIPTS")
            .map_or_else(|| repository().join("../shared/bench"), PathBuf::from),
        python: std::env::var("BENCH_PYTHON").unwrap_or_else(|_| "python3".into()),
        keep_peers: false,
        dir: dir.unwrap_or_default(),
    };
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{word} needs a value\n\n{HELP}"));
        match *word {
            "--n" => options
                .sizes
                .push(value()?.parse().map_err(|e| format!("--n: {e}"))?),
            "--rounds" => options.rounds = value()?.parse().map_err(|e| format!("--rounds: {e}"))?,
            "--peers" => options.peers = (*value()?).into(),
            "--scripts" => options.scripts = value()?.into(),
            "--python" => options.python = (*value()?).into(),
            "--keep-peers" => options.keep_peers = true,
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("what is `{other}`?\n\n{HELP}")),
        }
    }
    if options.dir.as_os_str().is_empty() {
        return Err(format!("BENCH_DIR is not set\n\n{HELP}"));
    }
    // The scripts are run in that folder.
    for path in [&mut options.dir, &mut options.scripts] {
        *path = std::path::absolute(&*path).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    if options.sizes.is_empty() {
        options.sizes.push(1_000_000);
    }
    Ok(Some(options))
}

/// The repository this program was built in.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
        .to_owned()
}

/// `1m`, `500k`: how the scripts name sizes.
fn tag(n: u64) -> String {
    if n >= 1_000_000 {
        format!("{}m", n / 1_000_000)
    } else {
        format!("{}k", n / 1_000)
    }
}

fn make_log(options: &Options, n: u64) -> Result<(), String> {
    let log = |format: &str| options.dir.join(format!("data/log_{}_str.{format}", tag(n)));
    if log("parquet").exists() && log("csv").exists() {
        return Ok(());
    }
    script(
        options,
        "gen.py",
        &["--n", &n.to_string(), "--csv", "--variants", "str"],
    )
}

/// The file to which the peers' script appends.
fn lines(options: &Options) -> PathBuf {
    options.dir.join("results/bench.jsonl")
}

fn peers_file(options: &Options, n: u64) -> PathBuf {
    options.dir.join(format!("results/peers_{}.jsonl", tag(n)))
}

/// Only this run's times and answers may count.
fn put_away_peers(options: &Options, n: u64) -> Result<(), String> {
    let results = options.dir.join("results");
    let entries = std::fs::read_dir(&results).map_err(|e| format!("{}: {e}", results.display()))?;
    let answers = format!("res_{}_", tag(n));
    let old = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&answers))
        })
        .chain([lines(options), peers_file(options, n)]);
    for path in old.filter(|path| path.exists()) {
        let mut kept = path.clone().into_os_string();
        kept.push(".before");
        std::fs::rename(&path, kept).map_err(|e| format!("cannot move {}: {e}", path.display()))?;
    }
    Ok(())
}

fn run_peer(options: &Options, n: u64, peer: &str) -> Result<(), String> {
    let size = n.to_string();
    let before = line_count(&lines(options));
    let arguments = [
        "--n",
        &size,
        "--peers",
        peer,
        "--case",
        "str",
        "--modes",
        "warm",
        "--timeout",
        PEER_TIMEOUT_S,
    ];
    script(options, "bench_peers.py", &arguments)?;
    // The script itself never fails; a peer that fell over has left no answers.
    let answers = options
        .dir
        .join(format!("results/res_{}_{peer}_str_warm.json", tag(n)));
    if line_count(&lines(options)) == before || !answers.exists() {
        return Err(format!("{peer} did not answer; see above"));
    }
    Ok(())
}

fn line_count(path: &Path) -> usize {
    std::fs::read_to_string(path).map_or(0, |text| text.lines().count())
}

/// Puts what the peers have said so far where the table looks for it.
fn keep_lines(options: &Options, n: u64) -> Result<(), String> {
    let (from, to) = (lines(options), peers_file(options, n));
    if !from.exists() {
        return Err(format!("no peer left a line in {}", from.display()));
    }
    std::fs::copy(&from, &to).map_err(|e| format!("cannot write {}: {e}", to.display()))?;
    Ok(())
}

fn script(options: &Options, name: &str, arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new(&options.python);
    command
        .arg(options.scripts.join(name))
        .args(arguments)
        .current_dir(&options.dir)
        .env("BENCH_DIR", &options.dir);
    done(command)
}

/// Builds our side and returns the program.
fn build_ours() -> Result<PathBuf, String> {
    let mut command = Command::new("cargo");
    command.current_dir(repository());
    command.args(["build", "--release", "--package", "xtask", "--features", "bench"]);
    done(command)?;
    Ok(crate::tools::target_folder().join("release/xtask"))
}

fn run_ours(options: &Options, program: &Path, n: u64) -> Result<(), String> {
    let mut command = Command::new(program);
    command
        .args(["bench-run", &n.to_string()])
        .env("BENCH_DIR", &options.dir);
    done(command)
}

fn done(mut command: Command) -> Result<(), String> {
    println!("$ {command:?}");
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}"))
    }
}
