//! Discovery as a conversation: drafts that are kept nowhere, decided on element by element, and what was refused stays so.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{Api, shop};
use serde_json::{Value, json};

fn discovered(api: &Api) -> String {
    let ended = api.ended(&api.post("/api/v1/discover", &json!({})).ok());
    ended["result"]["map_id"].as_str().unwrap().to_owned()
}

fn draft(api: &Api, map: &str, order: &Value) -> Value {
    api.post(&format!("/api/v1/maps/{map}/draft"), order).ok()
}

fn parts<'a>(draft: &'a Value, what: &str) -> Vec<&'a Value> {
    let parts = draft["parts"].as_array().unwrap();
    parts.iter().filter(|part| part["what"] == what).collect()
}

fn key(part: &Value) -> String {
    part["key"].as_str().unwrap().to_owned()
}

#[test]
fn a_draft_is_kept_nowhere_and_the_same_recipe_gives_it_again() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let order = json!({"stages": {"count": 2}});
    let first = api.post("/api/v1/drafts", &order).ok();
    assert_eq!(first["map"]["stages"].as_array().unwrap().len(), 2);
    assert_eq!(first["parts"], json!([]));
    assert_eq!(api.post("/api/v1/drafts", &first["recipe"]).ok(), first);
    assert_eq!(api.get("/api/v1/maps").ok()["items"], json!([]));
}

#[test]
fn the_same_facts_differ_in_nothing() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let map = discovered(&api);
    assert_eq!(draft(&api, &map, &json!({}))["parts"], json!([]));
}

#[test]
fn a_step_taken_off_the_map_comes_back_with_its_cards_when_it_is_wanted() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let map = discovered(&api);
    let found = api.get(&format!("/api/v1/maps/{map}")).ok();
    let stage = &found["stages"][0];
    let step = stage["steps"].as_array().unwrap().last().unwrap()["id"]
        .as_str()
        .unwrap();
    let remove = json!({"changes": [{"do": "remove", "of": "step", "id": step}]});
    api.post(&format!("/api/v1/maps/{map}/changes"), &remove).ok();

    let proposed = draft(&api, &map, &json!({}));
    let new = parts(&proposed, "new");
    let brings = format!("new:step:{step}");
    let card = new
        .iter()
        .find(|part| part["of"] == "card" && part["at"] == step)
        .unwrap();
    assert_eq!(card["needs"], json!([brings]), "{card}");
    assert!(!card["reason"]["ru"].as_str().unwrap().is_empty());
    assert!(card["records"].is_string());

    // The card alone: the step comes with it.
    let decide = json!({"recipe": proposed["recipe"], "accept": [key(card)]});
    let decided = api
        .post(&format!("/api/v1/maps/{map}/draft/decide"), &decide)
        .ok();
    assert_eq!(decided["accepted"], 2);
    let now = api.get(&format!("/api/v1/maps/{map}")).ok();
    assert_eq!(now["stages"], found["stages"]);

    let unknown = json!({"recipe": {}, "accept": ["new:card:nobody"]});
    assert_eq!(
        api.post(&format!("/api/v1/maps/{map}/draft/decide"), &unknown)
            .refused(404),
        "not_found"
    );
}

#[test]
fn what_was_refused_is_held_until_its_number_moves() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let map = discovered(&api);
    let found = api.get(&format!("/api/v1/maps/{map}")).ok();
    let card = found["cards"]
        .as_array()
        .unwrap()
        .iter()
        .find(|card| card["metric"]["unit"] == "share")
        .unwrap();
    let mut metric = card["metric"].clone();
    metric["value"] = json!(0.5);
    let change = json!({"changes": [{"do": "set", "of": "card", "id": card["id"], "field": ["metric"], "value": metric}]});
    api.post(&format!("/api/v1/maps/{map}/changes"), &change).ok();

    let proposed = draft(&api, &map, &json!({}));
    let changed = parts(&proposed, "changed");
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0]["was"]["metric"]["value"], 0.5);
    assert_eq!(changed[0]["is"]["metric"], card["metric"]);
    let refuse = json!({"recipe": {}, "reject": [key(changed[0])], "reason": "We count it by hand"});
    let decided = api
        .post(&format!("/api/v1/maps/{map}/draft/decide"), &refuse)
        .ok();
    assert_eq!(decided["rejected"], 1);

    let again = draft(&api, &map, &json!({}));
    let held = &parts(&again, "changed")[0]["held"];
    assert_eq!(held["reason"], "We count it by hand");
    let job = api.post(&format!("/api/v1/maps/{map}/discover"), &json!({})).ok();
    assert_eq!(api.ended(&job)["result"]["suggestion_id"], Value::Null);
}

#[test]
fn another_number_of_stages_moves_what_is_there_and_leaves_no_empty_stage() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let map = discovered(&api);
    let order = json!({"stages": {"count": 1}});
    let proposed = draft(&api, &map, &order);
    let accept: Vec<String> = proposed["parts"].as_array().unwrap().iter().map(key).collect();
    api.post(
        &format!("/api/v1/maps/{map}/draft/decide"),
        &json!({"recipe": order, "accept": accept}),
    )
    .ok();
    let now = api.get(&format!("/api/v1/maps/{map}")).ok();
    let wanted = &proposed["map"];
    let ids = |map: &Value| -> Vec<Vec<String>> {
        let steps = |stage: &Value| {
            let steps = stage["steps"].as_array().unwrap();
            steps
                .iter()
                .map(|step| step["id"].as_str().unwrap().to_owned())
                .collect()
        };
        map["stages"].as_array().unwrap().iter().map(steps).collect()
    };
    assert_eq!(ids(&now), ids(wanted));
}
