//! A survey is made, opened and counted on the command line.
#![allow(clippy::unwrap_used)] // test code

mod folder;

use folder::Folder;

#[test]
fn a_survey_of_a_template_is_a_draft_until_it_is_opened_and_counts_nobody_yet() {
    let folder = Folder::new();
    // A workspace, so that there is one to keep surveys in.
    folder.write("sofa.tropa.yaml", folder::SOUND);
    folder.ok(&["map", "push", "sofa.tropa.yaml"]);
    let made = folder.json(&["voice", "survey", "new", "--template", "recommend", "--json"]);
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["state"], "draft");
    let (listed, _) = folder.ok(&["voice", "survey", "list"]);
    assert!(
        listed.contains(id) && listed.contains("Would you recommend us?"),
        "{listed}"
    );
    let (opened, _) = folder.ok(&["voice", "survey", "open", id]);
    assert!(opened.contains("is open; answered under /s/"), "{opened}");
    let (counted, _) = folder.ok(&["voice", "survey", "results", id]);
    assert!(counted.starts_with("0 people answered"), "{counted}");
    let (closed, _) = folder.ok(&["voice", "survey", "close", id]);
    assert!(closed.contains("is closed"), "{closed}");
}

#[test]
fn what_is_wrong_with_a_survey_is_told_with_its_place_and_without_a_workspace() {
    let folder = Folder::new();
    folder.write(
        "empty.json",
        r#"{"title": {"en": "Nothing asked"}, "languages": ["en"], "questions": []}"#,
    );
    let (_, told) = folder.fails(&["voice", "survey", "check", "empty.json"]);
    assert!(told.contains("questions"), "{told}");
    let (_, told) = folder.fails(&["voice", "survey", "check", "absent.json"]);
    assert!(told.contains("absent.json"), "{told}");
}
