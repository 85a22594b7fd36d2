//! The build script itself, compiled and run in a folder of its own, as cargo would run it.
#![allow(clippy::unwrap_used)] // test code

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The script as a program; compiled once.
fn script() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs");
        // Tests run as processes side by side: each compiles in a folder of its own, and only a whole program takes the
        // common name.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let own = folder.join(format!("script-{}", std::process::id()));
        fs::create_dir_all(&own).unwrap();
        let program = folder.join("build_script_under_test");
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let compiled = Command::new(compiler)
            .args(["--edition", "2024", "-o"])
            .args([&own.join("script"), &source])
            .output()
            .unwrap();
        assert!(compiled.status.success(), "{}", said(&compiled));
        fs::rename(own.join("script"), &program).unwrap();
        let _ = fs::remove_dir_all(&own);
        program
    })
}

/// A crate folder with `web/` two levels above it, as in the repository.
fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("crates/web-assets")).unwrap();
    for file in [
        "src/main.tsx",
        "public/favicon.svg",
        "index.html",
        "package.json",
        "package-lock.json",
        "vite.config.ts",
        "tsconfig.json",
    ] {
        let file = root.join("web").join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "{}").unwrap();
    }
    root
}

fn run(root: &Path, variables: &[(&str, &str)]) -> Output {
    Command::new(script())
        .env_clear()
        .env("OUT_DIR", root.join("out"))
        .env("CARGO_MANIFEST_DIR", root.join("crates/web-assets"))
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn a_web_app_built_elsewhere_is_taken_as_it_is() {
    let root = folder("taken");
    let dist = root.join("elsewhere");
    fs::create_dir_all(dist.join("assets")).unwrap();
    fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
    fs::write(dist.join("assets/app.js"), "1").unwrap();
    let output = run(&root, &[("TROPA_WEB_DIST", dist.to_str().unwrap())]);
    assert!(output.status.success(), "{}", said(&output));
    let table = fs::read_to_string(root.join("out/files.rs")).unwrap();
    assert!(
        table.contains("\"index.html\"") && table.contains("\"assets/app.js\""),
        "{table}"
    );
    assert_eq!(fs::read(root.join("out/files/assets/app.js")).unwrap(), b"1");
    assert!(
        said(&output).contains("cargo::rerun-if-changed="),
        "{}",
        said(&output)
    );
}

#[test]
fn a_folder_without_a_start_page_is_refused_by_name() {
    let root = folder("refused");
    let dist = root.join("nothing");
    fs::create_dir_all(&dist).unwrap();
    let output = run(&root, &[("TROPA_WEB_DIST", dist.to_str().unwrap())]);
    assert!(!output.status.success());
    let text = said(&output);
    assert!(
        text.contains("cargo::error=TROPA_WEB_DIST is") && text.contains("no index.html"),
        "{text}"
    );
    assert!(!root.join("out/files.rs").exists());
}

#[test]
fn without_npm_the_message_says_what_is_needed_and_how_to_do_without() {
    let root = folder("no_npm");
    let bare = root.join("bin");
    fs::create_dir_all(&bare).unwrap();
    let output = run(&root, &[("PATH", bare.to_str().unwrap())]);
    assert!(!output.status.success());
    let text = said(&output);
    for part in [
        "cargo::error=`npm ci",
        "Node.js 20.19 or newer",
        "TROPA_SKIP_WEB=1 cargo build",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn without_the_web_app_a_page_says_so_in_both_languages() {
    let root = folder("skipped");
    let output = run(&root, &[("TROPA_SKIP_WEB", "1")]);
    assert!(output.status.success(), "{}", said(&output));
    let page = fs::read_to_string(root.join("out/files/index.html")).unwrap();
    assert!(
        page.contains("without the web app") && page.contains("без веб-приложения"),
        "{page}"
    );
}
