//! What discovery learns beyond a map, as scripts ask for it.
#![allow(clippy::unwrap_used)] // test code

use serde_json::Value;
use std::fmt::Write as _;
use std::process::Command;

/// 400 visit, by web or store; 300 put into the cart, 200 of these pay, twice as many of them on the web.
fn shop() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut csv = "customer,event,when,channel\n".to_owned();
    for i in 0..400 {
        let channel = if i % 3 == 0 { "store" } else { "web" };
        for (name, minute, customers) in [("visit", 0, 400), ("cart", 5, 300), ("pay", 15, 200)] {
            if i < customers {
                let day = 1 + i % 28;
                writeln!(
                    csv,
                    "c{i:03},{name},2024-01-{day:02}T10:{minute:02}:00Z,{channel}"
                )
                .unwrap();
            }
        }
    }
    std::fs::write(dir.path().join("shop.csv"), csv).unwrap();
    run(&dir, &["import", "shop.csv"]);
    dir
}

fn run(dir: &tempfile::TempDir, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tropa"))
        .args(arguments)
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json(dir: &tempfile::TempDir, arguments: &[&str]) -> Value {
    serde_json::from_str(&run(dir, arguments)).unwrap()
}

#[test]
fn credit_goes_to_the_channels_goals_were_reached_in() {
    let dir = shop();
    let found = json(
        &dir,
        &[
            "attribution",
            "--goal",
            "pay",
            "--by",
            "channel",
            "--model",
            "last",
            "--json",
        ],
    );
    assert_eq!(
        (&found["n"], &found["found"]["conversions"]),
        (&400.into(), &200.into())
    );
    let credits = found["found"]["models"][0]["credits"].as_array().unwrap();
    let of = |channel: &str| {
        let credit = credits
            .iter()
            .find(|credit| credit["channel"] == channel)
            .unwrap();
        credit["conversions"]["value"].as_f64().unwrap()
    };
    assert_eq!((of("store"), of("web")), (67.0, 133.0));
    let text = run(&dir, &["attribution", "--goal", "pay"]);
    assert!(
        text.contains("Shapley") && text.contains("success: pay"),
        "{text}"
    );
}

#[test]
fn nobody_completes_where_the_only_way_is_closed() {
    let dir = shop();
    let found = json(&dir, &["what-if", "--goal", "pay", "--close", "cart", "--json"]);
    let completed = &found["found"]["completed"];
    assert_eq!(completed["after"]["value"], 0.0);
    // Whoever stopped on the last day may still go on: 4 of those who only visited, 3 of those with a full cart. Their
    // end is not counted, so 300 of 396 get to the cart and 200 of 297 from there to the till.
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-9;
    let (to_cart, to_pay) = (300.0 / 396.0, 200.0 / 297.0);
    assert!(
        near(&completed["before"]["value"], to_cart * to_pay),
        "{completed}"
    );
    let moved = json(
        &dir,
        &[
            "what-if",
            "--goal",
            "pay",
            "--move",
            "cart>dropped>pay:1",
            "--json",
        ],
    );
    let completed = &moved["found"]["completed"];
    assert!(near(&completed["after"]["value"], to_cart), "{completed}");
    assert!(run(&dir, &["what-if", "--goal", "pay"]).contains("completed"));
}

#[test]
fn what_the_goal_requires_is_no_moment_of_truth() {
    let dir = shop();
    let found = json(&dir, &["drivers", "--goal", "pay", "--json"]);
    let refused = found["found"]["refused"].as_array().unwrap();
    assert!(
        refused.iter().any(|refused| refused["activity"] == "cart"),
        "{refused:?}"
    );
    assert!(run(&dir, &["drivers", "--goal", "pay"]).contains("not compared"));
}

#[test]
fn a_column_or_rules_divide_journeys_and_two_segments_are_compared() {
    let dir = shop();
    let found = json(&dir, &["segments", "--segments", "channel", "--json"]);
    let segments = found["found"]["segments"].as_array().unwrap();
    let sizes: Vec<u64> = segments
        .iter()
        .map(|segment| segment["n"].as_u64().unwrap())
        .collect();
    assert_eq!(sizes, [266, 134]);
    let rules = ["--rule", "Paid=has(\"pay\")", "--rule", "Cart=has(\"cart\")"];
    let found = json(&dir, &[&["segments", "--json"], &rules[..]].concat());
    let sizes: Vec<&Value> = found["found"]["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["n"])
        .collect();
    assert_eq!(sizes, [200, 100]);
    assert_eq!(found["found"]["outside"], 100);
    let compared = json(
        &dir,
        &[&["segments", "--json", "--compare", "1,2"], &rules[..]].concat(),
    );
    let paid = compared["found"]["touchpoints"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["what"]["activity"] == "pay");
    assert_eq!(paid.unwrap()["difference"]["value"], 1.0);
    let text = run(&dir, &[&["segments"], &rules[..]].concat());
    assert!(text.contains("1. Paid: 200 journeys"), "{text}");
}
