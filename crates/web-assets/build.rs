//! Builds the web app when its sources changed and hands its files to the crate.
//!
//! `npm ci` runs only when `package-lock.json` changed, `npm run build` only when an input of the build did; both leave
//! a stamp beside their result, so that all target folders share one build. The files are copied into `OUT_DIR`: what a
//! binary holds does not change under it.
//!
//! - `TROPA_WEB_DIST=folder`: take these files instead (for packagers who build the web app themselves).
//! - `TROPA_SKIP_WEB=1`: no Node here; a page that says so takes the place of the app.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, exit};

/// What decides about the built files, relative to `web/`. Tests and end-to-end tests do not.
const INPUTS: &[&str] = &[
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
];

/// A page for builds without the app. It names the way to get it.
const PLACEHOLDER: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Tropa</title>\
    <body style=\"font:16px/1.5 system-ui;max-width:40em;margin:4em auto;padding:0 1em\"><h1>Tropa</h1>\
    <p>This server was built without the web app (TROPA_SKIP_WEB). The API under /api/v1 works. \
    Build again without that variable to get the pages.</p>\
    <p lang=\"ru\">Этот сервер собран без веб-приложения (TROPA_SKIP_WEB). API по адресу /api/v1 работает. \
    Соберите ещё раз без этой переменной, чтобы появились страницы.</p></body></html>";

fn main() {
    println!("cargo::rerun-if-env-changed=TROPA_SKIP_WEB");
    println!("cargo::rerun-if-env-changed=TROPA_WEB_DIST");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts"));
    let own = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let web = own.join("../../web");

    if let Some(dist) = std::env::var_os("TROPA_WEB_DIST") {
        let dist = PathBuf::from(dist);
        println!("cargo::rerun-if-changed={}", dist.display());
        if !dist.join("index.html").is_file() {
            fail(&format!(
                "TROPA_WEB_DIST is {}, but there is no index.html in it",
                dist.display()
            ));
        }
        return embed(&dist, &out);
    }
    if std::env::var("TROPA_SKIP_WEB").is_ok_and(|value| !value.is_empty() && value != "0") {
        println!(
            "cargo::warning=TROPA_SKIP_WEB is set: the binary will hold a placeholder page instead of the web app"
        );
        let folder = out.join("placeholder");
        write(&folder.join("index.html"), PLACEHOLDER.as_bytes());
        return embed(&folder, &out);
    }
    for input in INPUTS {
        println!("cargo::rerun-if-changed={}", web.join(input).display());
    }
    build(&web);
    embed(&web.join("dist"), &out);
}

/// Makes `web/dist` what its inputs say. Only one build runs at a time, also from different target folders.
fn build(web: &Path) {
    let lock =
        fs::File::open(web.join("package.json")).unwrap_or_else(|e| fail(&format!("web/package.json: {e}")));
    lock.lock()
        .unwrap_or_else(|e| fail(&format!("cannot lock web/package.json: {e}")));

    let wanted = hash_of(&[web.join("package-lock.json")]);
    let modules = web.join("node_modules");
    let installed_stamp = modules.join(".tropa-installed");
    let dist_stamp = web.join("dist/.stamp");
    let inputs: Vec<PathBuf> = INPUTS.iter().map(|input| web.join(input)).collect();
    let built = hash_of(&inputs);
    if fs::read_to_string(&dist_stamp).is_ok_and(|stamp| stamp == built) {
        return;
    }
    if !fs::read_to_string(&installed_stamp).is_ok_and(|stamp| stamp == wanted) {
        npm(web, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        write(&installed_stamp, wanted.as_bytes());
    }
    npm(web, &["run", "build"]);
    write(&dist_stamp, built.as_bytes());
}

fn npm(web: &Path, arguments: &[&str]) {
    let shown = format!("npm {}", arguments.join(" "));
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    match Command::new(program).args(arguments).current_dir(web).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            for line in String::from_utf8_lossy(&output.stderr)
                .lines()
                .chain(String::from_utf8_lossy(&output.stdout).lines())
                .take(60)
            {
                println!("cargo::error={line}");
            }
            fail(&format!(
                "`{shown}` failed in the folder web/ ({}); run it there to see it whole",
                output.status
            ));
        }
        Err(error) => fail(&format!(
            "`{shown}` could not be started in the folder web/ ({error}). The web app needs Node.js 20.19 or newer with npm \
             (Debian 12: see README). To build without it: TROPA_SKIP_WEB=1 cargo build"
        )),
    }
}

/// Copies the files and writes the table that `src/lib.rs` includes, sorted by path.
fn embed(dist: &Path, out: &Path) {
    let mut files = Vec::new();
    collect(dist, &mut files);
    files.retain(|file| file.file_name().is_some_and(|name| name != ".stamp"));
    let copies = out.join("files");
    let _ = fs::remove_dir_all(&copies);
    let mut rows: Vec<String> = Vec::new();
    for file in files {
        let relative = file
            .strip_prefix(dist)
            .expect("collected below dist")
            .to_string_lossy()
            .replace('\\', "/");
        let bytes = fs::read(&file).unwrap_or_else(|e| fail(&format!("{}: {e}", file.display())));
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        write(&copies.join(&relative), &bytes);
        rows.push(format!(
            "    ({relative:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/files/\", {relative:?})), \"\\\"{:016x}\\\"\"),\n",
            hasher.finish()
        ));
    }
    rows.sort();
    let table = format!(
        "pub(crate) static FILES: &[(&str, &[u8], &str)] = &[\n{}];\n",
        rows.concat()
    );
    write(&out.join("files.rs"), table.as_bytes());
}

/// Of names and contents. Test files take no part: changing one builds nothing.
fn hash_of(roots: &[PathBuf]) -> String {
    let mut files = Vec::new();
    for root in roots {
        if root.is_dir() {
            collect(root, &mut files)
        } else {
            files.push(root.clone())
        }
    }
    files.retain(|file| !file.to_string_lossy().contains(".test."));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(&file).unwrap_or_else(|e| fail(&format!("{}: {e}", file.display())));
        file.file_name().hash(&mut hasher);
        bytes.hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| fail(&format!("{}: {e}", folder.display())));
    for entry in entries {
        let path = entry
            .unwrap_or_else(|e| fail(&format!("{}: {e}", folder.display())))
            .path();
        if path.is_dir() {
            collect(&path, into)
        } else {
            into.push(path)
        }
    }
}

fn write(file: &Path, bytes: &[u8]) {
    let folder = file.parent().expect("files are written below a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, bytes))
        .unwrap_or_else(|e| fail(&format!("cannot write {}: {e}", file.display())));
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    exit(1)
}
