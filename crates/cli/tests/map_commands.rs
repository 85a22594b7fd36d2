//! Every `tropa map` command, as scripts and pipelines use them. Comparing and merging stand in `map_changes.rs`, drawings
//! in `drawings.rs`.
#![allow(clippy::unwrap_used)] // test code

mod folder;

use folder::{Folder, SOUND, cyrillic, texts};
use serde_json::{Value, json};

#[test]
fn new_lists_templates_and_begins_a_map_from_one() {
    let folder = Folder::new();
    let (list, _) = folder.ok(&["map", "new"]);
    for name in [
        "seven_stages",
        "aida_loyalty",
        "b2b_sale",
        "service_blueprint",
        "empty",
    ] {
        assert!(list.contains(name), "{list}");
    }
    assert!(cyrillic(&folder.ok(&["map", "new", "--lang", "ru"]).0));
    folder.ok(&[
        "map",
        "new",
        "--template",
        "bank_product",
        "-o",
        "card.tropa.yaml",
    ]);
    let both = folder.read("card.tropa.yaml");
    assert!(
        both.contains("id: card\n") && both.contains("en:") && both.contains("ru:"),
        "{both}"
    );
    let args = [
        "map",
        "new",
        "--template",
        "bank_product",
        "--lang",
        "ru",
        "--id",
        "my-card",
        "-o",
        "one.tropa.json",
    ];
    folder.ok(&args);
    let one: Value = serde_json::from_str(&folder.read("one.tropa.json")).unwrap();
    assert_eq!(
        (&one["id"], &one["title"]["en"]),
        (&json!("my-card"), &Value::Null)
    );
    let (_, said) = folder.fails(&[
        "map",
        "new",
        "--template",
        "bank_product",
        "-o",
        "card.tropa.yaml",
    ]);
    assert!(said.contains("there already"), "{said}");
    assert_eq!(
        folder.read("card.tropa.yaml"),
        both,
        "an existing file is left alone"
    );
    let (_, said) = folder.fails(&["map", "new", "--template", "none", "-o", "x.tropa.yaml"]);
    assert!(said.contains("seven_stages"), "{said}");
    let (_, said) = folder.fails(&["map", "new", "--template", "empty", "-o", "x.txt"]);
    assert!(said.contains(".tropa.yaml"), "{said}");
    folder.fails(&["map", "new", "--template", "empty"]);
}

#[test]
fn check_tells_errors_with_line_and_column_and_goes_on_to_the_next_file() {
    let folder = Folder::new();
    folder.write("good.tropa.yaml", SOUND);
    folder.write("bad.tropa.yaml", &SOUND.replace("lane: pain,", "lane: gone,"));
    let (out, _) = folder.ok(&["map", "check", "good.tropa.yaml"]);
    assert!(
        out.contains("good.tropa.yaml: sound, 0 of 1 cards rest on evidence"),
        "{out}"
    );
    let (out, err) = folder.fails(&[
        "map",
        "check",
        "bad.tropa.yaml",
        "good.tropa.yaml",
        "gone.tropa.yaml",
    ]);
    let line =
        "bad.tropa.yaml:17:20: error: cards[0].lane: there is no lane «gone» on this map [unknown_reference]";
    assert!(out.lines().any(|told| told == line), "{out}");
    assert!(out.contains("good.tropa.yaml: sound"), "{out}");
    assert!(
        out.contains("gone.tropa.yaml: error: "),
        "a file that is not there is told, the others are checked: {out}"
    );
    assert!(err.contains("2 of 3 files"), "{err}");
    // The same in JSON: places are found there too.
    folder.ok(&["map", "convert", "good.tropa.yaml", "-o", "good.tropa.json"]);
    let json = folder
        .read("good.tropa.json")
        .replace("\"lane\": \"pain\"", "\"lane\": \"gone\"");
    folder.write("bad.tropa.json", &json);
    let at = json.lines().position(|line| line.contains("\"gone\"")).unwrap() + 1;
    let (out, _) = folder.fails(&["map", "check", "bad.tropa.json"]);
    assert!(out.contains(&format!("bad.tropa.json:{at}:")), "{out}");
}

#[test]
fn check_speaks_russian_when_asked() {
    let folder = Folder::new();
    folder.write("bad.tropa.yaml", &SOUND.replace("lane: pain,", "lane: gone,"));
    folder.write(
        "broken.tropa.yaml",
        "format: tropa.map\nversion: 2\nid: x\nid: y\n",
    );
    let (out, _) = folder.fails(&[
        "map",
        "check",
        "--lang",
        "ru",
        "bad.tropa.yaml",
        "broken.tropa.yaml",
    ]);
    assert!(
        out.contains("bad.tropa.yaml:17:20: ошибка: cards[0].lane: на этой карте нет дорожки «gone»"),
        "{out}"
    );
    assert!(out.contains("broken.tropa.yaml:4:1: ошибка: "), "{out}");
    assert!(out.contains("поле «id» стоит здесь второй раз"), "{out}");
    for line in out.lines() {
        assert!(cyrillic(line), "{line}");
    }
}

#[test]
fn check_gives_one_document_for_programs() {
    let folder = Folder::new();
    folder.write("good.tropa.yaml", SOUND);
    folder.write("bad.tropa.yaml", &SOUND.replace("lane: pain,", "lane: gone,"));
    let output = folder.run(&["map", "check", "--json", "*.tropa.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "tropa.map_check/1");
    assert_eq!(report["errors"], 1);
    let files = report["files"].as_array().unwrap();
    let sound: Vec<(&str, bool)> = files
        .iter()
        .map(|file| (file["file"].as_str().unwrap(), file["sound"].as_bool().unwrap()))
        .collect();
    assert_eq!(sound, [("bad.tropa.yaml", false), ("good.tropa.yaml", true)]);
    let error = &files[0]["notes"][0];
    assert_eq!(
        (
            &error["severity"],
            &error["code"],
            &error["place"],
            &error["line"],
            &error["column"]
        ),
        (
            &json!("error"),
            &json!("unknown_reference"),
            &json!("cards[0].lane"),
            &json!(17),
            &json!(20)
        )
    );
    assert_eq!(files[1]["coverage"]["map"], json!({"backed": 0, "total": 1}));
}

#[test]
fn check_is_as_strict_as_a_team_wants() {
    let folder = Folder::new();
    folder.write(
        "map.tropa.yaml",
        &SOUND.replace("owner: Ann\n", "review_date: 2026-01-31\n"),
    );
    let check = |more: &[&str]| {
        let args = [&["map", "check", "map.tropa.yaml", "--today", "2026-01-01"], more].concat();
        let output = folder.run(&args);
        (output.status.code(), texts(&output).0)
    };
    let (status, out) = check(&[]);
    assert_eq!(status, Some(0));
    assert!(out.contains("[no_owner]"), "{out}");
    assert_eq!(check(&["--strict"]).0, Some(1), "warnings count");
    let (_, out) = check(&["--off", "no_owner"]);
    assert!(!out.contains("[no_owner]"), "{out}");
    let (status, _) = check(&["--off", "no_such_advice"]);
    assert_eq!(status, Some(1));
    assert!(!check(&[]).1.contains("[review_overdue]"));
    assert!(
        check(&["--today", "2026-02-01"]).0 == Some(2),
        "an option is said once"
    );
    let later = folder.run(&["map", "check", "map.tropa.yaml", "--today", "2026-02-01"]);
    assert!(texts(&later).0.contains("[review_overdue]"));
    folder.write(
        "words.tropa.yaml",
        &SOUND
            .replace("role: pains", "role: actions")
            .replace("{en: Late, ru: Поздно}", "{en: The zorbometer is red}"),
    );
    let words = |more: &[&str]| texts(&folder.run(&[&["map", "check", "words.tropa.yaml"], more].concat())).0;
    assert!(!words(&[]).contains("[jargon]"));
    assert!(words(&["--jargon", "zorbometer"]).contains("[jargon]"));
    assert!(!words(&["--jargon", "zorbometer", "--allow", "zorbometer"]).contains("[jargon]"));
    assert_eq!(
        folder.run(&["map", "check"]).status.code(),
        Some(2),
        "no file is a mistake in the call"
    );
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_russian_by_every_command_that_takes_a_language() {
    let folder = Folder::new();
    folder.write("good.tropa.yaml", SOUND);
    folder.write("bad.tropa.yaml", "format: tropa.map\nversion: 2\nid: x\nid: y\n");
    for args in [
        &["map", "diff", "good.tropa.yaml", "bad.tropa.yaml", "--lang", "ru"][..],
        &[
            "map",
            "merge",
            "good.tropa.yaml",
            "good.tropa.yaml",
            "bad.tropa.yaml",
            "-o",
            "x.tropa.yaml",
            "--lang",
            "ru",
        ],
        &["map", "convert", "bad.tropa.yaml", "-o", "x.csv", "--lang", "ru"],
        &["map", "links", "bad.tropa.yaml", "--lang", "ru"],
        &["render", "bad.tropa.yaml", "-o", "x.svg", "--lang", "ru"],
    ] {
        let (_, said) = folder.fails(args);
        assert!(said.contains("строка 4, столбец 1: "), "{args:?}: {said}");
        assert!(
            said.contains("поле «id» стоит здесь второй раз"),
            "{args:?}: {said}"
        );
    }
    let (_, said) = folder.fails(&[
        "render",
        "good.tropa.yaml",
        "-o",
        "x.svg",
        "--stage",
        "9",
        "--lang",
        "ru",
    ]);
    assert!(said.contains("на карте нет «9»"), "{said}");
}

#[test]
fn schema_is_printed_and_maps_name_its_fields() {
    let folder = Folder::new();
    let schema = folder.json(&["map", "schema"]);
    for field in ["title", "stages", "cards", "personas", "links"] {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
}

#[test]
fn convert_goes_to_every_format_and_back_and_says_what_is_lost() {
    let folder = Folder::new();
    let map = folder.map("saas_onboarding");
    for name in [
        "a.tropa.json",
        "a.mmd",
        "a.csv",
        "a.tsv",
        "a.xlsx",
        "a.cjml",
        "a.ojf",
        "a.md",
    ] {
        let (_, told) = folder.ok(&["map", "convert", &map, "-o", name]);
        assert_eq!(
            told.contains("cannot carry"),
            name != "a.tropa.json",
            "{name}: {told}"
        );
        folder.ok(&["map", "convert", name, "-o", "back.tropa.yaml"]);
        assert!(
            folder.read("back.tropa.yaml").contains("format: tropa.map"),
            "{name}"
        );
    }
    let told = folder.json(&["map", "convert", &map, "-o", "b.mmd", "--json"]);
    assert_eq!(
        (&told["schema"], &told["from"], &told["to"]),
        (&json!("tropa.map_convert/1"), &json!("yaml"), &json!("mermaid"))
    );
    assert!(!told["lost"].as_array().unwrap().is_empty());
    let (_, said) = folder.fails(&["map", "convert", &map, "-o", "c.mmd", "--strict"]);
    assert!(
        said.contains("--strict") && !folder.path("c.mmd").exists(),
        "{said}"
    );
    folder.ok(&[
        "map",
        "convert",
        &map,
        "-o",
        "excel.csv",
        "--delimiter",
        ";",
        "--bom",
        "--lang",
        "ru",
        "--shape",
        "grid",
    ]);
    let csv = folder.read("excel.csv");
    assert!(
        csv.starts_with("\u{feff}Карта;") && csv.contains("\nЭтап;"),
        "{csv}"
    );
    folder.ok(&[
        "map",
        "convert",
        "a.mmd",
        "--from",
        "mermaid",
        "-o",
        "plain.txt",
        "--to",
        "markdown",
    ]);
    assert!(folder.read("plain.txt").starts_with("# "));
    let (_, said) = folder.fails(&["map", "convert", "a.mmd", "-o", "x.unknown"]);
    assert!(said.contains("--to"), "{said}");
    let (_, said) = folder.fails(&["map", "convert", "a.mmd", "--from", "word", "-o", "x.csv"]);
    assert!(said.contains("mermaid"), "{said}");
    folder.write("broken.mmd", "journey\n  section A\n  Make tea\n");
    let (_, said) = folder.fails(&["map", "convert", "broken.mmd", "-o", "x.tropa.json"]);
    assert!(said.contains("broken.mmd: Mermaid, line 3: "), "{said}");
    let (_, said) = folder.fails(&[
        "map",
        "convert",
        "broken.mmd",
        "-o",
        "x.tropa.json",
        "--lang",
        "ru",
    ]);
    assert!(
        said.contains("Mermaid, строка 3: «Make tea» без оценки"),
        "{said}"
    );
}

#[test]
fn convert_brings_an_edited_table_back_over_its_map() {
    let folder = Folder::new();
    let text = SOUND.replace(
        "state: assumption}",
        "state: measured, evidence: [{reason: {en: counted}, snapshot: shop@2}]}",
    );
    folder.write("sofa.tropa.yaml", &text);
    folder.ok(&["map", "convert", "sofa.tropa.yaml", "-o", "sofa.csv"]);
    let csv = folder.read("sofa.csv");
    folder.write("sofa.csv", &csv.replace("Late", "Far too late"));
    let args = [
        "map",
        "convert",
        "sofa.csv",
        "-o",
        "new.tropa.yaml",
        "--over",
        "sofa.tropa.yaml",
    ];
    let (_, told) = folder.ok(&args);
    assert!(
        told.contains("1 changes:") && told.contains("Far too late"),
        "{told}"
    );
    let map = folder.read("new.tropa.yaml");
    assert!(
        map.contains("Far too late") && map.contains("Поздно") && map.contains("shop@2"),
        "{map}"
    );
    let told = folder.json(&[&args[..], &["--json"]].concat());
    assert_eq!(
        (&told["changes"][0]["what"], &told["changes"][0]["id"]),
        (&json!("changed"), &json!("c1"))
    );
    folder.write("sofa.csv", &csv);
    let (_, told) = folder.ok(&[&args[..], &["--lang", "ru"]].concat());
    assert!(told.contains("ничего не изменено"), "{told}");
}

#[test]
fn links_join_a_map_with_a_log_and_come_back_filled_in() {
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", SOUND);
    let links = folder.json(&["map", "links", "sofa.tropa.yaml"]);
    assert_eq!(
        (&links["schema"], &links["items"][0]["step_id"]),
        (&json!("tropa.map_links/1"), &json!("wait"))
    );
    let (_, told) = folder.ok(&["map", "links", "sofa.tropa.yaml", "-o", "links.csv"]);
    assert!(told.contains("0 of 1 steps"), "{told}");
    let table = folder.read("links.csv");
    folder.write("links.csv", &table.replace("\n,,get", "\ndelivery,,get"));
    let fill = [
        "map",
        "links",
        "sofa.tropa.yaml",
        "--from",
        "links.csv",
        "-o",
        "linked.tropa.yaml",
        "--lang",
        "ru",
    ];
    let (_, told) = folder.ok(&fill);
    assert!(told.contains("шагов с событиями журнала: 1 из 1"), "{told}");
    assert!(
        folder
            .read("linked.tropa.yaml")
            .contains("activities: [delivery]")
    );
    folder.ok(&["map", "links", "linked.tropa.yaml", "-o", "sofa.json"]);
    let ocel: Value = serde_json::from_str(&folder.read("sofa.json")).unwrap();
    assert_eq!(ocel["eventTypes"][0]["name"], "delivery");
    folder.fails(&["map", "links", "sofa.tropa.yaml", "-o", "links.doc"]);
    folder.fails(&["map", "links", "sofa.tropa.yaml", "--from", "links.csv"]);
    folder.write("other.csv", "a,b\n");
    let (_, said) = folder.fails(&[
        "map",
        "links",
        "sofa.tropa.yaml",
        "--from",
        "other.csv",
        "-o",
        "x.tropa.yaml",
    ]);
    assert!(said.contains("step_id"), "{said}");
}

#[test]
fn library_shows_what_maps_share_and_whether_they_agree() {
    let folder = Folder::new();
    let shared = |id: &str, name: &str| {
        SOUND.replace("id: sofa", &format!("id: {id}")).replace(
            "stages:",
            &format!("personas:\n  - {{id: p1, library: anna, name: {{en: {name}}}}}\nstages:"),
        )
    };
    folder.write("one.tropa.yaml", &shared("one", "Anna"));
    folder.write("two.tropa.yaml", &shared("two", "Annie"));
    let (table, _) = folder.ok(&["map", "library", "one.tropa.yaml", "two.tropa.yaml"]);
    assert!(
        table.contains("anna") && table.contains("one, two") && table.contains("no"),
        "{table}"
    );
    let library = folder.json(&["map", "library", "*.tropa.yaml", "--json"]);
    assert_eq!(library["items"][0]["differs"], true);
    folder.fails(&["map", "library"]);
}

#[test]
fn maps_go_into_the_workspace_and_out_again() {
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", SOUND);
    let pushed = folder.json(&["map", "push", "sofa.tropa.yaml", "--json"]);
    assert_eq!((&pushed["id"], &pushed["revision"]), (&json!("sofa"), &json!(1)));
    let (_, said) = folder.fails(&["map", "push", "sofa.tropa.yaml", "--revision", "0"]);
    assert!(said.contains("already"), "{said}");
    let list = folder.json(&["map", "list", "--json"]);
    assert_eq!(list["items"][0]["id"], "sofa");
    assert!(folder.ok(&["map", "list"]).0.contains("Ordering a sofa"));
    folder.ok(&["map", "pull", "sofa", "-o", "back.tropa.yaml"]);
    folder.ok(&["map", "diff", "sofa.tropa.yaml", "back.tropa.yaml"]);
    assert!(
        folder
            .ok(&["map", "pull", "sofa", "-o", "-"])
            .0
            .contains("\"tropa.map\"")
    );
    folder.fails(&["map", "pull", "none"]);
    assert!(
        folder.json(&["map", "library", "--json"])["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    folder.ok(&["render", "sofa", "-o", "sofa.svg"]);
}
