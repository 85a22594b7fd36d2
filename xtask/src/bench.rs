//! `cargo xtask bench`: our answers and times beside those of other engines, on the same machine in one run.
//!
//! The work is done by a release build of this program with feature `bench` (see `bench_run.rs`); the peers are run
//! by their own script. The table is printed and left in `$BENCH_DIR/results/performance.md`; `docs/performance.md` tells
//! what it means.

mod equal;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

const HELP: &str = "\
cargo xtask bench [--n EVENTS]… [--peers LIST] [--scripts DIR] [--python FILE] [--keep-peers]

  --n EVENTS      size of the generated log; may be repeated (default: 1000000)
  --peers LIST    engines run beside ours (default: chdb,duckdb,polars,pm4py)
  --scripts DIR   folder of gen.py, bench_peers.py and compare.py (default: $BENCH_SCRIPTS or ../shared/bench)
  --python FILE   a Python that has the peers (default: $BENCH_PYTHON or python3)
  --keep-peers    do not run the peers again: compare with their last results

$BENCH_DIR is a scratch folder outside the repository; logs lie in its data/, results in its results/.";

/// What the command line says.
struct Options {
    sizes: Vec<u64>,
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
    let mut sections = Vec::new();
    for &n in &options.sizes {
        make_log(&options, n)?;
        if !options.keep_peers {
            run_peers(&options, n)?;
        }
        run_ours(&options, n)?;
        compare(&options, n)?;
        sections.push(table::section(&options.dir, n)?);
    }
    let page = table::page(&sections);
    println!("{page}");
    let path = options.dir.join("results/performance.md");
    std::fs::write(&path, page).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

fn options(words: &[&str]) -> Result<Option<Options>, String> {
    let dir = std::env::var_os("BENCH_DIR").map(PathBuf::from);
    let mut options = Options {
        sizes: Vec::new(),
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
    let log = options.dir.join(format!("data/log_{}_str.parquet", tag(n)));
    if log.exists() {
        return Ok(());
    }
    script(options, "gen.py", &["--n", &n.to_string(), "--csv"])
}

fn run_peers(options: &Options, n: u64) -> Result<(), String> {
    let script_path = options.scripts.join("bench_peers.py");
    if !script_path.exists() {
        println!("peers are skipped: no {}", script_path.display());
        return Ok(());
    }
    let size = n.to_string();
    // Only this run's lines may count.
    let lines = options.dir.join("results/bench.jsonl");
    if lines.exists() {
        let kept = lines.with_extension("before.jsonl");
        std::fs::rename(&lines, &kept).map_err(|e| format!("cannot move {}: {e}", lines.display()))?;
    }
    let arguments = [
        "--n",
        &size,
        "--peers",
        &options.peers,
        "--case",
        "str",
        "--modes",
        "warm",
        "--timeout",
        "1200",
    ];
    script(options, "bench_peers.py", &arguments)?;
    let named = options.dir.join(format!("results/peers_{}.jsonl", tag(n)));
    std::fs::rename(&lines, &named).map_err(|e| format!("the peers left no {}: {e}", lines.display()))
}

fn compare(options: &Options, n: u64) -> Result<(), String> {
    if !options.scripts.join("compare.py").exists() {
        println!(
            "answers are not compared: no compare.py in {}",
            options.scripts.display()
        );
        return Ok(());
    }
    script(options, "compare.py", &["--n", &n.to_string()])
}

fn script(options: &Options, name: &str, arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new(&options.python);
    command
        .arg(options.scripts.join(name))
        .args(arguments)
        .env("BENCH_DIR", &options.dir);
    done(command)
}

fn run_ours(options: &Options, n: u64) -> Result<(), String> {
    let mut command = Command::new("cargo");
    command.current_dir(repository()).args([
        "run",
        "--release",
        "--package",
        "xtask",
        "--features",
        "bench",
        "--",
    ]);
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
