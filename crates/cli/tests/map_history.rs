//! What happened to a map and what is said of it, told by a running server and by the folder alone.
#![allow(clippy::unwrap_used)] // test code

mod folder;

use folder::server::Server;
use folder::{Folder, SOUND, cyrillic};
use serde_json::{Value, json};

/// A map at revision 2, written from the command line: made, then one card's words changed.
fn with_two_revisions() -> Folder {
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", SOUND);
    folder.ok(&["map", "push", "sofa.tropa.yaml"]);
    folder.write("sofa.tropa.yaml", &SOUND.replace("Late", "Two weeks late"));
    folder.ok(&["map", "push", "sofa.tropa.yaml"]);
    folder
}

fn words(folder: &Folder) -> String {
    let (map, _) = folder.ok(&["map", "pull", "sofa", "-o", "-"]);
    let map: Value = serde_json::from_str(&map).unwrap();
    map["cards"][0]["text"]["en"].as_str().unwrap().to_owned()
}

#[test]
fn a_folder_tells_the_history_and_goes_back_without_a_server() {
    let folder = with_two_revisions();
    let (told, _) = folder.ok(&["map", "history", "sofa"]);
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].starts_with("2  ") && lines[0].ends_with("local (command_line)"),
        "{told}"
    );
    assert!(lines[1].contains("Two weeks late"), "{told}");
    assert!(
        lines[2].starts_with("1  ") && lines[2].ends_with("local (made)"),
        "{told}"
    );
    assert_eq!(
        lines[3].trim(),
        "The map was made (stages: 1, steps: 1, cards: 1)"
    );
    let (russian, _) = folder.ok(&["map", "history", "sofa", "--lang", "ru"]);
    assert!(
        russian.lines().filter(|line| line.starts_with(' ')).all(cyrillic),
        "{russian}"
    );
    let history = folder.json(&["map", "history", "sofa", "--limit", "1", "--json"]);
    assert_eq!(history["items"].as_array().unwrap().len(), 1);
    let earlier = folder.json(&["map", "history", "sofa", "--before", "2", "--json"]);
    assert_eq!(earlier["items"][0]["to_seq"], 1);

    let back = folder.json(&["map", "restore", "sofa", "--seq", "1", "--json"]);
    assert_eq!(back["revision"], 3);
    assert_eq!(words(&folder), "Late");
    let (told, _) = folder.ok(&["map", "history", "sofa", "--limit", "1"]);
    assert!(told.starts_with("3  ") && told.contains("(restore)"), "{told}");

    for (asked, expected) in [
        (&["map", "restore", "sofa"][..], "--seq N or --version ID"),
        (&["map", "restore", "sofa", "--seq", "9"], "the map is at 3"),
        (&["map", "restore", "sofa", "--version", "no"], "no such version"),
        (&["map", "history", "chair"], "no map «chair»"),
        (&["map", "comments", "chair"], "no map «chair»"),
        (&["map", "suggestions", "chair"], "no map «chair»"),
        (&["map", "versions", "chair"], "no map «chair»"),
    ] {
        let (_, message) = folder.fails(asked);
        assert!(message.contains(expected), "{asked:?}: {message}");
    }
    for list in ["versions", "comments", "suggestions"] {
        assert_eq!(folder.json(&["map", list, "sofa", "--json"])["items"], json!([]));
    }
}

#[test]
fn a_server_and_the_folder_after_it_tell_the_same() {
    let folder = with_two_revisions();
    let server = Server::start(&folder, &["--open-to-this-machine"], &[]);
    let version = server.post(
        "/api/v1/maps/sofa/versions",
        &json!({"name": "Before the workshop"}),
    );
    let comment = json!({"at": "c1", "text": "Is it so?\nWe asked ten people."});
    let asked = server.post("/api/v1/maps/sofa/comments", &comment);
    let answer = json!({"at": "c1", "text": "It is.", "answers": asked["id"]});
    server.post("/api/v1/maps/sofa/comments", &answer);
    let change =
        json!({"do": "set", "of": "card", "id": "c1", "field": ["text", "en"], "value": "Never on time"});
    let suggestion = json!({"title": "Say it plainly", "changes": [change]});
    server.post("/api/v1/maps/sofa/suggestions", &suggestion);
    let changed = server.post("/api/v1/maps/sofa/changes", &json!({ "changes": [change] }));

    let (versions, _) = folder.ok(&["map", "versions", "sofa"]);
    assert!(versions.contains("Before the workshop"), "{versions}");
    let (comments, _) = folder.ok(&["map", "comments", "sofa"]);
    assert!(
        comments.contains("Is it so? We asked ten people.") && comments.contains("↳ It is."),
        "{comments}"
    );
    let (suggestions, _) = folder.ok(&["map", "suggestions", "sofa"]);
    assert!(
        suggestions.contains("open") && suggestions.contains("Say it plainly"),
        "{suggestions}"
    );
    let back = folder.json(&[
        "map",
        "restore",
        "sofa",
        "--version",
        version["id"].as_str().unwrap(),
        "--json",
    ]);
    assert_eq!(
        back["revision"].as_u64(),
        changed["revision"].as_u64().map(|seq| seq + 1)
    );
    assert_eq!(words(&folder), "Two weeks late");

    let lists: [&[&str]; 5] = [
        &["map", "history", "sofa", "--json"],
        &["map", "versions", "sofa", "--json"],
        &["map", "comments", "sofa", "--json"],
        &["map", "suggestions", "sofa", "--json"],
        &["map", "list", "--json"],
    ];
    let by_server = lists.map(|list| folder.json(list));
    // It is killed, not asked to stop: the folder is whole all the same, and free.
    drop(server);
    let by_folder = lists.map(|list| folder.json(list));
    assert_eq!(by_server, by_folder);
    assert_eq!(words(&folder), "Two weeks late");
    folder.ok(&["map", "restore", "sofa", "--seq", "1"]);
    assert_eq!(words(&folder), "Late");
}
