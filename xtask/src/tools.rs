//! What the tests stand on beside Rust: Node, Mermaid, Chromium, FFmpeg, PostgreSQL, a Python with the readers of our tables, cargo-deny.
//!
//! Installed where that is possible without asking; otherwise the message says exactly what to type.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Python packages that read our tables and slides from outside: the proof that the formats are open.
const PYTHON_READERS: [&str; 6] = [
    "duckdb==1.5.5",
    "duckdb-extension-delta",
    "deltalake",
    "pyarrow",
    "python-pptx",
    "openpyxl",
];
const CARGO_DENY: &str = "0.20.2";
const NODE_MAJOR_MIN: u32 = 20;

#[derive(Debug)]
pub struct Tools {
    pub chromium: PathBuf,
    pub python: PathBuf,
    pub cargo_deny: PathBuf,
    pub nextest: bool,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

/// Finds or installs everything the tests need.
///
/// # Errors
/// Says what is missing and the command that installs it.
pub fn prepare() -> Result<Tools, String> {
    node()?;
    let tools = Tools {
        chromium: chromium()?,
        python: python()?,
        cargo_deny: cargo_deny()?,
        nextest: nextest(),
    };
    mermaid()?;
    ffmpeg();
    postgres();
    eprintln!("tools: {tools:?}");
    Ok(tools)
}

fn node() -> Result<(), String> {
    let missing = || {
        format!(
            "Node.js {NODE_MAJOR_MIN} or newer with npm is needed to build the web part.\n\
             Debian: apt-get install nodejs npm (Debian 12 has 18: take Node {NODE_MAJOR_MIN} from nodejs.org)"
        )
    };
    let version = output("node", &["--version"]).ok_or_else(missing)?;
    let major: u32 = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|m| m.parse().ok())
        .unwrap_or(0);
    if major < NODE_MAJOR_MIN || output("npm", &["--version"]).is_none() {
        return Err(missing());
    }
    Ok(())
}

/// Mermaid itself, which reads the diagrams our writer makes.
fn mermaid() -> Result<(), String> {
    let folder = root().join("crates/map/tests/mermaid");
    if folder.join("node_modules/mermaid").exists() {
        return Ok(());
    }
    eprintln!("installing Mermaid for the tests of map formats …");
    run_in(
        &folder,
        "npm",
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        &[],
    )
}

/// Encodes walks as videos. Only an addition: where it is missing its test says so and skips.
fn ffmpeg() {
    if output("ffmpeg", &["-version"]).is_some() || !is_root() {
        return;
    }
    eprintln!("installing FFmpeg for the tests of videos …");
    let installed = run("apt-get", &["update", "-qq"]).and_then(|()| {
        run(
            "apt-get",
            &["install", "-y", "-qq", "--no-install-recommends", "ffmpeg"],
        )
    });
    if let Err(why) = installed {
        eprintln!("{why}; the tests of videos are skipped");
    }
}

/// Holds the decisions of large installations. Where it is missing and cannot be installed, its tests say so and skip.
fn postgres() {
    let told = std::env::var_os(tropa_pg::ADDRESS_VARIABLE).is_some();
    if told || tropa_pg::programs().is_some() || !is_root() {
        return;
    }
    eprintln!("installing PostgreSQL for the tests of the catalog …");
    let installed = run("apt-get", &["update", "-qq"]).and_then(|()| {
        run(
            "apt-get",
            &["install", "-y", "-qq", "--no-install-recommends", "postgresql"],
        )
    });
    if let Err(why) = installed {
        eprintln!("{why}; the tests on PostgreSQL are skipped");
    }
}

fn chromium() -> Result<PathBuf, String> {
    let known = || {
        std::env::var_os("CHROMIUM")
            .map(PathBuf::from)
            .into_iter()
            .chain(
                [
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                ]
                .map(PathBuf::from),
            )
            .find(|path| path.exists())
    };
    if let Some(path) = known() {
        return Ok(path);
    }
    if is_root() {
        eprintln!("installing Chromium for the browser tests …");
        run("apt-get", &["update", "-qq"])?;
        run(
            "apt-get",
            &["install", "-y", "-qq", "--no-install-recommends", "chromium"],
        )?;
    }
    known().ok_or_else(|| {
        "Chromium is needed for the browser tests: sudo apt-get install chromium\n\
         (or name another one: CHROMIUM=/path/to/chrome)"
            .to_owned()
    })
}

fn python() -> Result<PathBuf, String> {
    let python = root().join(".venv/bin/python");
    let works = |python: &Path| {
        python.exists()
            && output(
                &python.to_string_lossy(),
                &[
                    "-c",
                    "import duckdb, duckdb_extension_delta, deltalake, pyarrow, pptx, openpyxl",
                ],
            )
            .is_some()
    };
    if works(&python) {
        return Ok(python);
    }
    eprintln!("installing the Python readers into .venv …");
    let venv = root().join(".venv");
    if run("python3", &["-m", "venv", &venv.to_string_lossy()]).is_err() {
        if is_root() {
            run("apt-get", &["update", "-qq"])?;
            run("apt-get", &["install", "-y", "-qq", "python3-venv"])?;
        }
        run("python3", &["-m", "venv", &venv.to_string_lossy()])
            .map_err(|_| "Python 3 with venv is needed to read the tables from outside: sudo apt-get install python3-venv".to_owned())?;
    }
    let mut install = vec!["-m", "pip", "install", "--quiet"];
    install.extend(PYTHON_READERS);
    run(&python.to_string_lossy(), &install)?;
    if works(&python) {
        Ok(python)
    } else {
        Err("the Python readers do not import; remove .venv and try again".into())
    }
}

/// Kept in `target/tools`, so that it is built once per target folder.
fn cargo_deny() -> Result<PathBuf, String> {
    let home = target_folder().join("tools");
    let binary = home.join("bin/cargo-deny");
    let fits = |binary: &Path| {
        output(&binary.to_string_lossy(), &["--version"]).is_some_and(|v| v.contains(CARGO_DENY))
    };
    if fits(&binary) {
        return Ok(binary);
    }
    eprintln!("building cargo-deny {CARGO_DENY} (once, some minutes) …");
    let root = home.to_string_lossy().into_owned();
    run(
        "cargo",
        &[
            "install",
            "--quiet",
            "--locked",
            "--debug",
            "cargo-deny",
            "--version",
            CARGO_DENY,
            "--root",
            &root,
        ],
    )?;
    Ok(binary)
}

fn nextest() -> bool {
    output("cargo", &["nextest", "--version"]).is_some()
}

pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn is_root() -> bool {
    output("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

pub fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    run_in(&root(), program, arguments, &[])
}

pub fn run_in(
    folder: &Path,
    program: &str,
    arguments: &[&str],
    environment: &[(&str, &Path)],
) -> Result<(), String> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if told_by_cargo(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    for (name, value) in environment {
        command.env(name, value);
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} {} ended with {status}", arguments.join(" "))),
        Err(error) => Err(format!("{program} could not be started: {error}")),
    }
}

/// What `cargo run` tells its child about the child's own package. Some build scripts (ring's) are run again when it
/// changes, and with it half of the dependencies: the checks must build exactly as a person's own `cargo build` does.
fn told_by_cargo(name: &str) -> bool {
    name == "CARGO"
        || ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|p| name.starts_with(p))
}
