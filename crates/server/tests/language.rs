//! What people read is in the language they asked for.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::{Answered, Api, file, order, shop, shop_csv};
use serde_json::{Value, json};
use std::sync::Arc;
use tropa_server::Workspace;
use tropa_server::app::unwatched;

fn ask(api: &Api, language: &str, method: &str, path: &str, body: Option<&Value>) -> Answered {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost:7117")
        .header(header::ACCEPT_LANGUAGE, language)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())));
    api.send(request.unwrap())
}

fn is_russian(text: &str) -> bool {
    text.chars()
        .any(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c)))
}

#[test]
fn a_refusal_comes_in_the_language_of_the_page_with_the_same_code() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let filter = json!({"where": "segment = ", "ask": {"graph": {}}});
    let unknown =
        json!({"ask": {"between": {"from": {"activities": ["visit"]}, "to": {"activities": ["fly"]}}}});
    let cases: [(&str, &str, Option<&Value>, &str); 8] = [
        ("GET", "/api/v1/maps/none", None, "no_such_map"),
        ("GET", "/api/v1/maps/BAD", None, "bad_name"),
        ("GET", "/api/v1/jobs/none", None, "no_such_job"),
        ("GET", "/api/v1/quarantine?source=none", None, "no_such_source"),
        ("GET", "/api/v1/quarantine?after=x", None, "bad_name"),
        ("PATCH", "/api/v1/maps", None, "method_not_allowed"),
        ("POST", "/api/v1/ask", Some(&filter), "bad_filter"),
        ("POST", "/api/v1/ask", Some(&unknown), "bad_question"),
    ];
    for (method, path, body, code) in cases {
        let said = |language: &str| {
            let answer = ask(&api, language, method, path, body);
            assert_eq!(answer.header("content-language"), language, "{method} {path}");
            let error = answer.json();
            assert_eq!(error["code"], code, "{method} {path}: {error}");
            error["message"].as_str().unwrap().to_owned()
        };
        let (english, russian) = (said("en"), said("ru"));
        assert!(!is_russian(&english), "{method} {path}: {english}");
        assert!(is_russian(&russian), "{method} {path}: {russian}");
    }
}

#[test]
fn a_failed_job_tells_every_reader_in_their_language() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let upload = api.upload("new.csv", "who,what,at\na,visit,2024-01-01\n").ok();
    let looked = api
        .post(
            "/api/v1/imports/preview",
            &json!({"uploads": [upload["id"]], "options": {"actor": "who", "activity": "what", "time": "at"}}),
        )
        .ok();
    let mut mapping = looked["proposed"]["mapping"].clone();
    mapping["inputs"][0]["actor"] = json!("nobody");
    let order = json!({"uploads": [upload["id"]], "mapping": mapping});
    let job = api.post("/api/v1/imports", &order).ok();
    let ended = api.ended(&job);
    assert_eq!(
        (&ended["state"], &ended["error"]["code"]),
        (&json!("failed"), &json!("bad_mapping"))
    );
    let path = format!("/api/v1/jobs/{}", job["id"].as_str().unwrap());
    let message = |language: &str| {
        let job = ask(&api, language, "GET", &path, None).ok();
        job["error"]["message"].as_str().unwrap().to_owned()
    };
    assert!(
        message("en").contains("has no column «nobody»"),
        "{}",
        message("en")
    );
    assert!(
        message("ru").contains("нет столбца «nobody»"),
        "{}",
        message("ru")
    );
    let listed = ask(&api, "ru", "GET", "/api/v1/jobs?state=failed", None).ok();
    assert_eq!(listed["items"][0]["error"]["message"], json!(message("ru")));
    assert_eq!(api.get("/api/v1/jobs?state=running").ok()["items"], json!([]));
}

#[test]
fn reasons_and_notes_carry_both_languages() {
    let (_dir, api) = {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
        (dir, Api::new(workspace))
    };
    let csv = shop_csv().replace('Z', "") + "c98,visit,soon,web,,usual\n";
    let upload = api.upload("shop.csv", csv).ok();
    let looked = api
        .post("/api/v1/imports/preview", &json!({"uploads": [upload["id"]]}))
        .ok();
    let proposed = &looked["proposed"];
    let both = |text: &Value| {
        assert!(!is_russian(text["en"].as_str().unwrap()), "{text}");
        assert!(is_russian(text["ru"].as_str().unwrap()), "{text}");
    };
    for reason in proposed["reasons"].as_array().unwrap() {
        both(&reason["why"]);
    }
    let notes = proposed["notes"].as_array().unwrap();
    assert!(!notes.is_empty(), "times without a zone are a note");
    notes.iter().for_each(both);
    let order = json!({"uploads": [upload["id"]], "mapping": proposed["mapping"]});
    let ended = api.ended(&api.post("/api/v1/imports", &order).ok());
    assert_eq!(ended["state"], "done", "{ended}");
    let rows = api.get("/api/v1/quarantine").ok();
    assert_eq!(rows["total"], 1);
    both(&rows["items"][0]["reason"]);
}

#[test]
fn quarantine_is_turned_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    for part in 0..2 {
        let bad: String = (0..5)
            .map(|i| format!("d{part}{i},visit,soon,web,,usual\n"))
            .collect();
        let csv = shop_csv().replace("\nc", &format!("\np{part}")) + &bad;
        let mut import = order(vec![file(dir.path(), &format!("part{part}.csv"), csv.as_bytes())]);
        import.source = Some(tropa_model::SourceName::new("shop").unwrap());
        assert_eq!(
            workspace.import(&import, &mut unwatched()).unwrap().quarantined,
            5
        );
    }
    let api = Api::new(Arc::new(workspace));
    let (mut after, mut rows) = (String::new(), Vec::new());
    for _ in 0..4 {
        let page = api.get(&format!("/api/v1/quarantine?limit=3{after}")).ok();
        assert_eq!(page["total"], 10);
        rows.extend(page["items"].as_array().unwrap().iter().map(|row| {
            let (file, row) = (row["file"].as_str().unwrap(), row["row"].as_u64().unwrap());
            format!("{file}:{row}")
        }));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => after = String::new(),
        }
    }
    assert_eq!(after, "", "the last page names no next one");
    let expected: Vec<String> = (0..2)
        .flat_map(|part| (102..107).map(move |row| format!("part{part}.csv:{row}")))
        .collect();
    assert_eq!(rows, expected);
}
