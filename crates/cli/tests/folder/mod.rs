//! A folder that commands are run in, and a small map to put into it.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod server;

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

pub struct Folder(pub tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Output {
        let mut tropa = Command::new(env!("CARGO_BIN_EXE_tropa"));
        tropa.args(args).current_dir(self.0.path()).output().unwrap()
    }

    /// Standard output and standard error of a command that does its work.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> (String, String) {
        let output = self.run(args);
        let (out, err) = texts(&output);
        assert!(output.status.success(), "{args:?}: {err}");
        (out, err)
    }

    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let (out, _) = self.ok(args);
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}\n{out}"))
    }

    /// Standard output and the message of a command that fails with status 1.
    #[track_caller]
    pub fn fails(&self, args: &[&str]) -> (String, String) {
        let output = self.run(args);
        let (out, err) = texts(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {out}");
        assert!(err.contains("error: "), "{args:?}: {err}");
        (out, err)
    }

    /// A map of a template in both languages.
    pub fn map(&self, template: &str) -> String {
        let name = format!("{template}.tropa.yaml");
        self.ok(&["map", "new", "--template", template, "-o", &name]);
        name
    }
}

pub fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

pub fn cyrillic(text: &str) -> bool {
    text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

pub const SOUND: &str = "\
format: tropa.map
version: 2
id: sofa
title: {en: Ordering a sofa, ru: Заказ дивана}
kind: customer
state: as_is
owner: Ann
stages:
  - id: get
    name: {en: Receive, ru: Получение}
    steps:
      - id: wait
        name: {en: Waits, ru: Ждёт}
lanes:
  - {id: pain, role: pains}
cards:
  - {id: c1, lane: pain, at: wait, text: {en: Late, ru: Поздно}, state: assumption}
";
