//! The commands as scripts use them: numbers, forms, exit statuses.
#![allow(clippy::unwrap_used)] // test code

use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder to work in, with the shop's log: 40 visit, 30 put into the cart, 20 pay.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        let mut csv = "customer,event,when,channel\n".to_owned();
        for i in 0..40 {
            let channel = if i % 2 == 0 { "web" } else { "store" };
            for (name, minute, customers) in [("visit", 0, 40), ("cart", 5, 30), ("pay", 15, 20)] {
                if i < customers {
                    writeln!(
                        csv,
                        "c{i:02},{name},2024-01-{:02}T10:{minute:02}:00Z,{channel}",
                        1 + i % 28
                    )
                    .unwrap();
                }
            }
        }
        std::fs::write(place.path("shop.csv"), csv).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tropa"));
        command.args(arguments).current_dir(self.dir.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Gives the map in a file another owner, as somebody with an editor would.
    fn give_owner(&self, file: &str, owner: &str) {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        let mut map: Value = serde_json::from_str(&text).unwrap();
        map["owner"] = owner.into();
        std::fs::write(self.path(file), map.to_string()).unwrap();
    }

    #[track_caller]
    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Standard output holds one JSON document and nothing else.
    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.ok(arguments);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}\n{text}"))
    }

    /// The message of a command that fails, prints nothing else and says so by its status.
    #[track_caller]
    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert!(
            output.stdout.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.starts_with("error: "), "{message}");
        message
    }
}

#[test]
fn an_import_says_what_it_did_and_the_second_one_that_it_did_nothing() {
    let place = Place::new();
    let summary = place.json(&["import", "shop.csv", "--json"]);
    assert_eq!(summary["schema"], "tropa.import/1");
    assert_eq!(
        (
            &summary["rows"],
            &summary["accepted"],
            &summary["actors"],
            &summary["activities"]
        ),
        (&90.into(), &90.into(), &40.into(), &3.into())
    );
    assert_eq!(summary["from"], "2024-01-01T10:00:00Z");
    assert_eq!(summary["snapshot"], "shop@0");
    let again = place.json(&["import", "shop.csv", "--json"]);
    assert_eq!(
        (&again["already_imported"], &again["accepted"]),
        (&true.into(), &0.into())
    );
    assert!(place.ok(&["import", "shop.csv"]).contains("nothing was added"));
    assert_eq!(place.json(&["ask", "graph", "--json"])["n"], 40);
}

#[test]
fn a_dry_run_shows_the_mapping_and_imports_nothing() {
    let place = Place::new();
    let shown = place.ok(&["import", "shop.csv", "--dry-run"]);
    assert!(
        shown.contains("customer")
            && shown.contains("2024-01-01T10:00:00Z")
            && shown.contains("nothing was imported")
    );
    let dry = place.json(&["import", "shop.csv", "--dry-run", "--json"]);
    assert_eq!(dry["preview"]["rows"].as_array().unwrap().len(), 10);
    std::fs::write(place.path("m.json"), dry["proposed"]["mapping"].to_string()).unwrap();
    assert!(place.fails(&["ask", "graph"]).contains("import"));
    assert_eq!(
        place.json(&["import", "shop.csv", "--mapping", "m.json", "--json"])["accepted"],
        90
    );
}

#[test]
fn a_funnel_reads_the_same_as_a_table_and_as_json() {
    let place = Place::new();
    place.ok(&["import", "shop.csv"]);
    let funnel = ["ask", "funnel", "--steps", "visit,cart,pay", "--window", "1h"];
    let table = place.ok(&funnel);
    for expected in [
        "1. visit",
        "2. cart",
        "3. pay",
        "75.0 %",
        "50.0 %",
        "n = 40",
        "shop@0",
        "still open",
    ] {
        assert!(table.contains(expected), "{expected} in\n{table}");
    }
    let answer = place.json(&[&funnel[..], &["--json"]].concat());
    let reached: Vec<u64> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["reached"].as_u64().unwrap())
        .collect();
    assert_eq!(reached, [40, 30, 20]);
    assert_eq!(answer["question"]["ask"]["funnel"]["window_s"], 3600);
    let by = place.json(
        &[
            &funnel[..],
            &["--by", "channel", "--where", "channel = \"web\"", "--json"],
        ]
        .concat(),
    );
    assert_eq!((&by["n"], &by["rows"][0]["group"]), (&20.into(), &"web".into()));
}

#[test]
fn every_question_has_a_table_and_a_document() {
    let place = Place::new();
    place.ok(&["import", "shop.csv"]);
    let questions: [&[&str]; 9] = [
        &["graph"],
        &["funnel", "--steps", "visit,cart|pay"],
        &["variants", "--limit", "2"],
        &["paths", "--depth", "2", "--top", "2", "--start", "visit"],
        &["daily", "--activity", "pay"],
        &["between", "--from", "visit", "--to", "pay"],
        &["touchpoints"],
        &[
            "stages",
            "--steps",
            "Look=visit,Buy=cart|pay",
            "--completed",
            "pay",
        ],
        &["journeys", "--actor", "c00"],
    ];
    for question in questions {
        let asked = [&["ask"], question].concat();
        let table = place.ok(&asked);
        assert!(
            table.contains("snapshot: shop@0") && table.contains("base: "),
            "{table}"
        );
        let answer = place.json(&[&asked[..], &["--json"]].concat());
        assert_eq!(answer["schema"], format!("tropa.answer.{}/1", question[0]));
        for field in ["unit", "base", "window", "n", "snapshot", "rows"] {
            assert!(answer.get(field).is_some(), "{field} of {question:?}");
        }
    }
}

#[test]
fn what_is_wrong_is_said_in_one_paragraph_with_a_status() {
    let place = Place::new();
    assert!(place.fails(&["import", "none.csv"]).contains("none.csv"));
    assert!(
        place
            .fails(&["import", "shop.csv", "--actor", "buyer"])
            .contains("buyer")
    );
    assert!(place.fails(&["ask", "graph"]).contains("tropa import"));
    assert!(
        place
            .fails(&["render", "none.tropa.json", "-o", "x.svg"])
            .contains("none.tropa.json")
    );
    place.ok(&["import", "shop.csv"]);
    assert!(
        place
            .fails(&["ask", "funnel", "--steps", "visit,,pay"])
            .contains("step is empty")
    );
    assert!(
        place
            .fails(&["ask", "funnel", "--steps", "visit", "--window", "soon"])
            .contains("7d")
    );
    assert!(
        place
            .fails(&["ask", "graph", "--where", "channel ="])
            .contains("character 10")
    );
    assert!(
        place
            .fails(&["discover", "--stages", "aida"])
            .contains("aida_loyalty")
    );
    assert!(place.fails(&["render", "shop", "-o", "x.doc"]).contains(".svg"));
    assert!(
        place
            .fails(&["quarantine", "list", "--source", "none"])
            .contains("shop")
    );
    assert_eq!(
        place.run(&["ask", "nothing"]).status.code(),
        Some(2),
        "a wrong command is told apart"
    );
}

#[test]
fn bad_rows_are_listed_exported_corrected_and_replayed() {
    let place = Place::new();
    let mut csv = std::fs::read_to_string(place.path("shop.csv")).unwrap();
    csv += "c90,visit,31.02.2024,web\n";
    std::fs::write(place.path("shop.csv"), csv).unwrap();
    let imported = place.ok(&["import", "shop.csv"]);
    assert!(
        imported.contains("1 rows in quarantine") && imported.contains("bad_time"),
        "{imported}"
    );
    let list = place.ok(&["quarantine", "list"]);
    assert!(
        list.contains("31.02.2024") && list.contains("92") && list.contains("when"),
        "{list}"
    );
    assert_eq!(place.json(&["quarantine", "list", "--json"])["total"], 1);

    place.ok(&["quarantine", "export", "-o", "bad.jsonl"]);
    let bad = std::fs::read_to_string(place.path("bad.jsonl")).unwrap();
    std::fs::write(
        place.path("bad.jsonl"),
        bad.replace("\"31.02.2024\"", "\"2024-02-28T10:00:00Z\""),
    )
    .unwrap();
    let replayed = place.json(&["quarantine", "replay", "--from", "bad.jsonl", "--json"]);
    assert_eq!(
        (&replayed["released"], &replayed["remaining"]),
        (&1.into(), &0.into())
    );
    assert_eq!(place.json(&["ask", "graph", "--json"])["n"], 41);
}

#[test]
fn a_map_is_found_drawn_pulled_and_pushed() {
    let place = Place::new();
    place.ok(&["import", "shop.csv"]);
    let found = place.ok(&["discover", "--name", "The shop"]);
    assert!(found.contains("the-shop"), "{found}");
    place.ok(&["discover", "-o", "file.tropa.yaml", "--stages", "2"]);
    place.ok(&["map", "check", "file.tropa.yaml"]);
    let yaml = std::fs::read_to_string(place.path("file.tropa.yaml")).unwrap();
    assert!(yaml.starts_with("format: tropa.map\n"), "{yaml}");
    place.ok(&["discover", "-o", "file.tropa.json", "--stages", "2"]);
    for name in ["a.svg", "b.svg", "a.png", "a.pdf", "a.html"] {
        place.ok(&["render", "file.tropa.json", "-o", name, "--lang", "ru"]);
    }
    let read = |name: &str| std::fs::read(place.path(name)).unwrap();
    assert_eq!(read("a.svg"), read("b.svg"), "the same map gives the same bytes");
    assert!(read("a.png").starts_with(b"\x89PNG") && read("a.pdf").starts_with(b"%PDF"));

    assert!(place.ok(&["map", "list"]).contains("The shop"));
    place.ok(&["map", "pull", "the-shop"]);
    let pulled = std::fs::read_to_string(place.path("the-shop.tropa.json")).unwrap();
    assert!(
        place
            .fails(&["map", "push", "the-shop.tropa.json", "--revision", "0"])
            .contains("already")
    );
    let unchanged = place.json(&["map", "push", "the-shop.tropa.json", "--revision", "1", "--json"]);
    assert_eq!(
        unchanged["revision"], 1,
        "what is there already is no new revision"
    );
    place.give_owner("the-shop.tropa.json", "Ann");
    let pushed = place.json(&["map", "push", "the-shop.tropa.json", "--revision", "1", "--json"]);
    assert_eq!(
        (&pushed["id"], &pushed["revision"]),
        (&"the-shop".into(), &2.into())
    );
    assert!(
        place
            .fails(&["map", "push", "the-shop.tropa.json", "--revision", "1"])
            .contains("changed meanwhile")
    );
    let again: Value = serde_json::from_str(&place.ok(&["map", "pull", "the-shop", "-o", "-"])).unwrap();
    let mut expected: Value = serde_json::from_str(&pulled).unwrap();
    expected["owner"] = "Ann".into();
    assert_eq!(again, expected);
    place.ok(&["render", "the-shop", "-o", "from-workspace.svg"]);
}

#[test]
fn a_person_is_erased_and_the_folder_stays_whole() {
    let place = Place::new();
    place.ok(&["import", "shop.csv"]);
    assert!(place.ok(&["erase", "--actor", "c00"]).contains("3 events"));
    assert_eq!(place.json(&["ask", "graph", "--json"])["n"], 39);
    assert_eq!(
        place.json(&["ask", "journeys", "--actor", "c00", "--json"])["rows"],
        serde_json::json!([])
    );
    assert!(
        place
            .ok(&["erase", "--actor", "c00"])
            .contains("nothing was found")
    );
    place.ok(&["compact"]);
    assert!(place.ok(&["check"]).contains("nothing is wrong"));
    assert_eq!(place.json(&["check", "--json"])["whole"], true);
}

/// A server that ends with the test.
struct Server {
    process: std::process::Child,
    url: String,
}

impl Server {
    fn start(place: &Place, arguments: &[&str]) -> Self {
        let mut process = place
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.as_mut().unwrap())
            .read_line(&mut url)
            .unwrap();
        Self {
            process,
            url: url.trim().to_owned(),
        }
    }

    /// Asks it to end and waits.
    fn stop(mut self) -> Option<i32> {
        Command::new("kill")
            .arg(self.process.id().to_string())
            .status()
            .unwrap();
        self.process.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_server_prints_its_address_does_the_map_commands_work_and_ends_well() {
    let place = Place::new();
    place.ok(&["import", "shop.csv"]);
    place.ok(&["discover"]);
    let server = Server::start(&place, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(
        server.url.starts_with("http://127.0.0.1:") && !server.url.contains(":0/"),
        "{}",
        server.url
    );

    assert_eq!(place.json(&["map", "list", "--json"])["items"][0]["id"], "shop");
    place.ok(&["map", "pull", "shop"]);
    place.give_owner("shop.tropa.json", "Ann");
    assert_eq!(
        place.json(&["map", "push", "shop.tropa.json", "--json"])["revision"],
        2
    );
    assert!(
        place
            .fails(&["map", "push", "shop.tropa.json", "--revision", "1"])
            .contains("changed meanwhile")
    );
    assert!(
        place
            .fails(&["serve", "--listen", "127.0.0.1:0"])
            .contains("a server runs")
    );
    // Facts may come in beside a running server.
    std::fs::write(
        place.path("more.csv"),
        "customer,event,when,channel\nzoe,visit,2024-03-01T10:00:00Z,web\n",
    )
    .unwrap();
    assert_eq!(
        place.json(&["import", "more.csv", "--source", "shop", "--json"])["accepted"],
        1
    );
    assert_eq!(place.json(&["ask", "graph", "--json"])["n"], 41);

    assert_eq!(server.stop(), Some(0));
    assert_eq!(place.json(&["map", "list", "--json"])["items"][0]["revision"], 2);
}

#[test]
fn the_demo_is_one_command() {
    let place = Place::new();
    let arguments = [
        "demo",
        "--no-open",
        "--listen",
        "127.0.0.1:0",
        "--data",
        "demo",
        "--actors",
        "2000",
    ];
    let server = Server::start(&place, &arguments);
    assert!(server.url.ends_with("/maps/furniture-retailer"), "{}", server.url);
    let data = Path::new("demo").to_str().unwrap();
    assert_eq!(
        place.json(&["map", "list", "--data", data, "--json"])["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(server.stop(), Some(0));
    let again = Server::start(&place, &arguments);
    assert_eq!(
        place.json(&["map", "list", "--data", data, "--json"])["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(again.stop(), Some(0));
}

#[test]
fn help_teaches_with_examples() {
    let place = Place::new();
    for command in [
        "demo",
        "import",
        "quarantine",
        "ask",
        "discover",
        "render",
        "erase",
        "serve",
        "map",
    ] {
        let help = place.ok(&[command, "--help"]);
        assert!(help.contains("Examples:"), "{command}");
    }
    assert!(place.ok(&["--help"]).contains("tropa demo"));
}
