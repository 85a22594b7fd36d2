//! `tropa map diff` and `tropa map merge`, the latter as git calls it.
#![allow(clippy::unwrap_used)] // test code

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MAP: &str = "\
format: tropa.map
version: 2
id: sofa
title: {en: Ordering a sofa, ru: Заказ дивана}
kind: customer
state: as_is
stages:
  - id: get
    name: {en: Receive, ru: Получение}
    steps:
      - id: wait
        name: {en: Waits for delivery, ru: Ждёт доставку}
lanes:
  - {id: pain, role: pains}
cards:
  - {id: c1, lane: pain, at: wait, text: {en: The courier is late, ru: Курьер опаздывает}, state: assumption}
  - {id: c2, lane: pain, at: wait, text: {en: Nobody calls, ru: Никто не звонит}, state: assumption}
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, program: impl AsRef<Path>, args: &[&str]) -> Output {
        Command::new(program.as_ref())
            .args(args)
            .current_dir(self.0.path())
            .env("GIT_CONFIG_GLOBAL", self.path("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap()
    }

    fn tropa(&self, args: &[&str]) -> Output {
        self.run(env!("CARGO_BIN_EXE_tropa"), args)
    }

    fn git(&self, args: &[&str]) -> Output {
        self.run("git", args)
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_difference_is_told_in_words_as_data_and_as_a_picture() {
    let folder = Folder::new();
    folder.write("a.tropa.yaml", MAP);
    folder.write(
        "b.tropa.yaml",
        &MAP.replace("Курьер опаздывает", "Курьер приезжает поздно")
            .replace("c2", "c3"),
    );
    let told = folder.tropa(&["map", "diff", "a.tropa.yaml", "b.tropa.yaml", "--lang", "ru"]);
    assert!(told.status.success(), "{}", err(&told));
    assert!(
        out(&told).contains("Отличий: 3, из них добавлено 1, удалено 1, изменено 1."),
        "{}",
        out(&told)
    );
    assert!(
        out(&told).contains("текст: «Курьер опаздывает» → «Курьер приезжает поздно»"),
        "{}",
        out(&told)
    );

    let json = folder.tropa(&["map", "diff", "a.tropa.yaml", "b.tropa.yaml", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(json["schema"], "tropa.map_diff/1");
    assert_eq!(json["differences"].as_array().unwrap().len(), 3);

    for (name, begins) in [
        ("d.html", "<!doctype html>"),
        ("d.svg", "<svg"),
        ("d.md", "# Ordering a sofa"),
        ("d.pdf", "%PDF"),
    ] {
        let drawn = folder.tropa(&["map", "diff", "a.tropa.yaml", "b.tropa.yaml", "-o", name]);
        assert!(drawn.status.success(), "{name}: {}", err(&drawn));
        assert!(
            std::fs::read(folder.path(name))
                .unwrap()
                .starts_with(begins.as_bytes()),
            "{name}"
        );
    }
    let other = folder.tropa(&["map", "diff", "a.tropa.yaml", "b.tropa.yaml", "-o", "d.docx"]);
    assert!(!other.status.success());
    assert!(
        err(&other).contains("expected .html, .svg, .png, .pdf, .md, .txt or .json"),
        "{}",
        err(&other)
    );
}

#[test]
fn git_merges_map_files_with_the_driver() {
    let folder = Folder::new();
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git on this machine");
        return;
    }
    let git = |args: &[&str]| {
        let done = folder.git(args);
        assert!(
            done.status.success(),
            "git {args:?}: {}{}",
            out(&done),
            err(&done)
        );
    };
    let driver = format!("\"{}\" map merge %O %A %B -o %A", env!("CARGO_BIN_EXE_tropa"));
    git(&["init", "-q", "-b", "main"]);
    git(&["config", "user.name", "Anna"]);
    git(&["config", "user.email", "anna@example.org"]);
    git(&["config", "merge.tropa.driver", &driver]);
    folder.write(
        ".gitattributes",
        "*.tropa.yaml merge=tropa\n*.tropa.json merge=tropa\n",
    );
    let file = folder.write("sofa.tropa.yaml", MAP);
    git(&["add", "."]);
    git(&["commit", "-qm", "A map"]);

    // Both change lines next to each other, which git alone could not put together.
    git(&["checkout", "-qb", "theirs"]);
    std::fs::write(&file, MAP.replace("Nobody calls", "Nobody ever calls")).unwrap();
    git(&["commit", "-qam", "Theirs"]);
    git(&["checkout", "-q", "main"]);
    std::fs::write(
        &file,
        MAP.replace("The courier is late", "The courier comes late"),
    )
    .unwrap();
    git(&["commit", "-qam", "Ours"]);
    git(&["merge", "-q", "theirs", "-m", "Both"]);
    let merged = std::fs::read_to_string(&file).unwrap();
    assert!(
        merged.contains("Nobody ever calls") && merged.contains("The courier comes late"),
        "{merged}"
    );
    assert!(merged.starts_with("format: tropa.map"), "{merged}");

    // One text changed on both sides: git says so, the file is a map, ours stands and theirs is a comment.
    git(&["checkout", "-qb", "again"]);
    std::fs::write(&file, merged.replace("Nobody ever calls", "They never call")).unwrap();
    git(&["commit", "-qam", "Theirs again"]);
    git(&["checkout", "-q", "main"]);
    std::fs::write(&file, merged.replace("Nobody ever calls", "No call at all")).unwrap();
    git(&["commit", "-qam", "Ours again"]);
    let refused = folder.git(&["merge", "again", "-m", "Both again"]);
    assert!(!refused.status.success(), "{}", out(&refused));
    assert!(out(&refused).contains("CONFLICT"), "{}", out(&refused));
    let map = tropa_map::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(tropa_map::validate(&map), []);
    let card = map.cards.iter().find(|card| card.id == "c2").unwrap();
    assert_eq!(card.text.get("en"), "No call at all");
    assert_eq!(map.comments[0].at, "c2");
    assert!(
        map.comments[0].text.contains("theirs was “They never call”"),
        "{}",
        map.comments[0].text
    );
    assert!(
        folder.git(&["status", "--short"]).stdout.starts_with(b"UU"),
        "the file waits for a decision"
    );
}

#[test]
fn a_map_both_sides_added_is_merged_without_a_base() {
    let folder = Folder::new();
    folder.write("base.tropa.yaml", "");
    folder.write("ours.tropa.yaml", MAP);
    folder.write("theirs.tropa.yaml", &MAP.replace("id: c2", "id: c3"));
    let args = [
        "map",
        "merge",
        "base.tropa.yaml",
        "ours.tropa.yaml",
        "theirs.tropa.yaml",
        "-o",
        "out.tropa.json",
    ];
    let done = folder.tropa(&args);
    assert!(done.status.success(), "{}", err(&done));
    let map = tropa_map::parse(&std::fs::read_to_string(folder.path("out.tropa.json")).unwrap()).unwrap();
    assert_eq!(
        map.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(),
        ["c1", "c2", "c3"]
    );
}
