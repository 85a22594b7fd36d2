//! Every option of `tropa render`, and walks as videos.
#![allow(clippy::unwrap_used)] // test code

mod folder;

use folder::{Folder, SOUND, cyrillic, texts};
use serde_json::Value;
use std::process::Command;

#[test]
fn render_draws_every_format_the_endings_name() {
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", SOUND);
    for (name, begins) in [
        ("a.svg", &b"<svg"[..]),
        ("a.png", b"\x89PNG"),
        ("a.pdf", b"%PDF"),
        ("a.html", b"<!doctype html"),
        ("a.pptx", b"PK"),
        ("a.xlsx", b"PK"),
        ("a.md", b"# Ordering a sofa"),
    ] {
        let (_, told) = folder.ok(&["render", "sofa.tropa.yaml", "-o", name]);
        assert!(told.contains(name) && told.contains("bytes"), "{told}");
        let bytes = std::fs::read(folder.path(name)).unwrap();
        assert!(
            bytes
                .to_ascii_lowercase()
                .starts_with(&begins.to_ascii_lowercase()),
            "{name}"
        );
        folder.ok(&["render", "sofa.tropa.yaml", "-o", "again"].map(|a| if a == "again" { name } else { a }));
        assert_eq!(
            std::fs::read(folder.path(name)).unwrap(),
            bytes,
            "{name}: the same bytes again"
        );
    }
    let (_, said) = folder.fails(&["render", "sofa.tropa.yaml", "-o", "a.doc"]);
    assert!(said.contains(".xlsx"), "{said}");
    let (_, said) = folder.fails(&["render", "No such map", "-o", "a.svg"]);
    assert!(said.contains("there is no file"), "{said}");
}

#[test]
fn render_takes_language_theme_layout_paper_persona_stage_and_page() {
    let folder = Folder::new();
    let map = folder.map("b2b_sale");
    let svg = |more: &[&str]| {
        folder.ok(&[&["render", &map, "-o", "x.svg"], more].concat());
        folder.read("x.svg")
    };
    let plain = svg(&[]);
    assert!(cyrillic(&svg(&["--lang", "ru"])) && !cyrillic(&plain));
    for (option, words) in [
        ("--theme", &["dark"][..]),
        (
            "--layout",
            &[
                "blueprint",
                "infographic",
                "storyboard",
                "personas",
                "routes",
                "time",
                "experience",
                "table",
            ],
        ),
    ] {
        for word in words {
            assert_ne!(svg(&[option, word]), plain, "{option} {word}");
        }
        let output = folder.run(&["render", &map, "-o", "x.svg", option, "none"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(texts(&output).1.contains(words[0]), "the words are listed");
    }
    assert_ne!(svg(&["--stage", "1"]), plain);
    assert_ne!(
        svg(&["--persona", "1"].map(|a| if a == "1" { persona(&folder, &map) } else { a })),
        plain
    );
    let (_, said) = folder.fails(&["render", &map, "-o", "x.svg", "--persona", "Nobody"]);
    assert!(said.contains("Nobody"), "{said}");
    let (_, said) = folder.fails(&["render", &map, "-o", "x.svg", "--stage", "99"]);
    assert!(said.contains("99"), "{said}");
    folder.ok(&["render", &map, "-o", "sheet.png", "--paper", "a4"]);
    assert!(
        folder.path("sheet-1.png").exists() && folder.path("sheet-2.png").exists(),
        "a file for each sheet"
    );
    folder.ok(&["render", &map, "-o", "second.png", "--paper", "a4", "--page", "2"]);
    assert_eq!(
        std::fs::read(folder.path("second.png")).unwrap(),
        std::fs::read(folder.path("sheet-2.png")).unwrap()
    );
    let (_, said) = folder.fails(&["render", &map, "-o", "x.png", "--paper", "a4", "--page", "99"]);
    assert!(said.contains("99"), "{said}");
    folder.ok(&["render", &map, "-o", "one.xlsx", "--stage", "1", "--lang", "en"]);
    folder.ok(&["map", "convert", "one.xlsx", "-o", "one.tropa.json"]);
    let one: Value = serde_json::from_str(&folder.read("one.tropa.json")).unwrap();
    assert_eq!(one["stages"].as_array().unwrap().len(), 1);
}

/// Id of the first persona of a map.
fn persona(folder: &Folder, map: &str) -> &'static str {
    folder.ok(&["map", "convert", map, "-o", "p.tropa.json"]);
    let map: Value = serde_json::from_str(&folder.read("p.tropa.json")).unwrap();
    map["personas"][0]["id"].as_str().unwrap().to_owned().leak()
}

/// What FFmpeg reads in a video: codec, width, height, length in seconds. `None` where FFmpeg is not installed.
fn video(path: &std::path::Path) -> Option<(String, u64, u64, f64)> {
    let told = Command::new("ffprobe")
        .args(["-v", "error", "-of", "json", "-show_streams", "-show_format"])
        .arg(path)
        .output()
        .ok()?;
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let stream = &told["streams"][0];
    let length = told["format"]["duration"].as_str().unwrap().parse().unwrap();
    Some((
        stream["codec_name"].as_str().unwrap().to_owned(),
        stream["width"].as_u64().unwrap(),
        stream["height"].as_u64().unwrap(),
        length,
    ))
}

#[test]
fn a_walk_becomes_a_video_that_players_open() {
    if Command::new("ffprobe").arg("-version").output().is_err() {
        eprintln!("skipped: FFmpeg is not installed");
        return;
    }
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", SOUND);
    for (name, codec) in [("walk.mp4", "h264"), ("walk.webm", "vp9")] {
        let (_, told) = folder.ok(&["render", "sofa.tropa.yaml", "-o", name, "--stage", "1"]);
        assert!(told.contains(name), "{told}");
        let (found, width, height, seconds) = video(&folder.path(name)).unwrap();
        assert_eq!((found.as_str(), width, height), (codec, 1280, 720));
        // A title, at least one step and an end, three seconds each or more.
        assert!(seconds > 9.0, "{seconds}");
        assert!(!folder.path("walk.part").exists());
    }
}

#[test]
fn a_video_without_ffmpeg_says_what_to_install() {
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", SOUND);
    let output = Command::new(env!("CARGO_BIN_EXE_tropa"))
        .args(["render", "sofa.tropa.yaml", "-o", "walk.mp4"])
        .current_dir(folder.0.path())
        .env("PATH", folder.0.path())
        .output()
        .unwrap();
    let (_, said) = texts(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.contains("apt-get install ffmpeg") && said.contains("--layout walk"),
        "{said}"
    );
    assert!(!folder.path("walk.mp4").exists() && !folder.path("walk.part").exists());
}
