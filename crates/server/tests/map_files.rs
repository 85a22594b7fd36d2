//! Maps from templates, in other formats, checked, compared and shared: over HTTP.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::{Answered, Api, map};
use serde_json::{Value, json};
use std::sync::Arc;
use tropa_server::Workspace;

fn empty() -> (tempfile::TempDir, Api) {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
    (dir, Api::new(workspace))
}

fn import(api: &Api, query: &str, content: impl Into<Body>) -> Answered {
    let request = Request::post(format!("/api/v1/maps/import?{query}"))
        .header(header::HOST, "localhost:7117")
        .body(content.into());
    api.send(request.unwrap())
}

fn russian(api: &Api, path: &str) -> Answered {
    let request = Request::get(path)
        .header(header::HOST, "localhost:7117")
        .header(header::ACCEPT_LANGUAGE, "ru")
        .body(Body::empty());
    api.send(request.unwrap())
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().unwrap())
        .collect()
}

const JOURNEY: &str = "journey\n    title My day\n    section Go to work\n      Make tea: 5: Me\n      Go upstairs: 3: Me, Cat\n";

#[test]
fn templates_are_listed_with_what_a_gallery_shows() {
    let (_dir, api) = empty();
    let list = api.get("/api/v1/templates").ok();
    let items = list["items"].as_array().unwrap();
    let of = |kind: &str| items.iter().filter(|item| item["of"] == kind).count();
    assert_eq!((of("map"), of("persona"), of("interview")), (10, 3, 5));
    let aida = items.iter().find(|item| item["id"] == "aida_loyalty").unwrap();
    assert_eq!(aida["kind"], "customer");
    assert_eq!(aida["stages"].as_array().unwrap().len(), 5);
    assert!(aida["steps"].as_u64().unwrap() >= 5 && aida["cards"].as_u64().unwrap() > 10);
    for item in items {
        assert_eq!(strings(&item["langs"]), ["en", "ru"], "{item}");
        for text in ["title", "about"] {
            assert!(!item[text]["ru"].as_str().unwrap().is_empty(), "{item}");
        }
    }
}

#[test]
fn a_template_is_a_map_a_persona_or_the_text_of_a_sheet() {
    let (_dir, api) = empty();
    let both = api.get("/api/v1/templates/bank_product").ok();
    assert!(both["map"]["title"]["en"].is_string() && both["map"]["title"]["ru"].is_string());
    let one = api.get("/api/v1/templates/bank_product?lang=ru").ok();
    assert_eq!(one["map"]["title"]["en"], Value::Null);
    assert_eq!(one["map"]["title"]["ru"], both["map"]["title"]["ru"]);
    let persona = api.get("/api/v1/templates/persona_employee").ok();
    assert!(persona["persona"]["traits"].as_array().unwrap().len() > 10);
    let sheet = api.get("/api/v1/templates/interview_customer?lang=ru").ok();
    assert!(
        sheet["text"]
            .as_str()
            .unwrap()
            .starts_with("# Интервью с клиентом")
    );
    assert_eq!(api.get("/api/v1/templates/none").refused(404), "not_found");
    let said = russian(&api, "/api/v1/templates/none").json();
    assert!(
        said["message"].as_str().unwrap().contains("шаблона «none» нет"),
        "{said}"
    );
    assert_eq!(api.get("/api/v1/templates?x=1").refused(400), "bad_request");
}

#[test]
fn a_map_is_begun_from_a_template_under_an_id_of_its_own() {
    let (_dir, api) = empty();
    let begin = |body: Value| api.post("/api/v1/maps", &body);
    let first = begin(json!({"template": "seven_stages", "lang": "ru", "title": "Покупка дивана"})).ok();
    assert_eq!(first, json!({"id": "pokupka-divana", "revision": 1}));
    let map = api.get("/api/v1/maps/pokupka-divana").ok();
    assert_eq!(map["title"], json!({"ru": "Покупка дивана"}));
    assert_eq!(map["id"], "pokupka-divana");
    assert_eq!(map["stages"][0]["name"]["en"], Value::Null);
    let again = begin(json!({"template": "seven_stages", "lang": "ru", "title": "Покупка дивана"})).ok();
    assert_eq!(again["id"], "pokupka-divana-2");
    let plain = begin(json!({"template": "empty"})).ok();
    assert_eq!(plain["id"], "empty");
    assert!(api.get("/api/v1/maps/empty").ok()["title"]["en"].is_string());
    let reserved = begin(json!({"template": "empty", "title": "Import"})).ok();
    assert_eq!(reserved["id"], "map", "«import» is an address of its own");
    assert_eq!(begin(json!({"template": "none"})).refused(404), "not_found");
    assert_eq!(
        begin(json!({"template": "persona_person"})).refused(404),
        "not_found"
    );
    assert_eq!(
        begin(json!({"template": "empty", "x": 1})).refused(400),
        "bad_request"
    );
}

#[test]
fn a_file_of_another_format_is_looked_at_first_and_written_then() {
    let (_dir, api) = empty();
    let looked = import(&api, "name=day.mmd&lang=en&dry_run=true", JOURNEY).ok();
    assert_eq!(
        (&looked["format"], &looked["id"]),
        (&json!("mermaid"), &Value::Null)
    );
    assert_eq!(looked["map"]["title"]["en"], "My day");
    assert_eq!(looked["problems"], json!([]));
    assert_eq!(
        api.get("/api/v1/maps").ok()["items"],
        json!([]),
        "nothing was written"
    );
    let written = import(&api, "name=day.mmd&lang=en", JOURNEY);
    assert_eq!(written.status, 201);
    let written = written.ok();
    assert_eq!(
        (&written["id"], &written["revision"]),
        (&json!("my-day"), &json!(1))
    );
    let stored = api.get("/api/v1/maps/my-day").ok();
    assert_eq!(stored["stages"][0]["steps"].as_array().unwrap().len(), 2);
    let second = import(&api, "name=day.mmd&lang=en", JOURNEY).ok();
    assert_eq!(second["id"], "my-day-2", "an import never writes over a map");
}

#[test]
fn a_file_that_is_no_map_is_refused_with_its_place_in_both_languages() {
    let (_dir, api) = empty();
    let broken = "journey\n    title My day\n    section A\n      Make tea\n";
    let refused = import(&api, "name=day.mmd", broken);
    let message = refused.json()["message"].as_str().unwrap().to_owned();
    assert!(
        message.contains("day.mmd") && message.contains("line 4"),
        "{message}"
    );
    assert_eq!(refused.refused(422), "bad_file");
    assert_eq!(
        import(&api, "name=what.bin", "\u{1}\u{2}").refused(422),
        "bad_file"
    );
    assert_eq!(
        import(&api, "name=x.tropa.json", "{\"format\":\"other\"}").refused(422),
        "bad_map"
    );
    assert_eq!(
        import(&api, "name=x.mmd&x=1", JOURNEY).refused(400),
        "bad_request"
    );
    assert_eq!(import(&api, "", JOURNEY).refused(400), "bad_request");
    let mut wrong = map("wrong", "Wrong");
    wrong["cards"][0]["lane"] = json!("nowhere");
    let looked = import(&api, "name=x.tropa.json&dry_run=true", wrong.to_string()).ok();
    let problem = &looked["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["place"], &problem["ids"]),
        (
            &json!("unknown_reference"),
            &json!("cards[0].lane"),
            &json!(["c1"])
        )
    );
    assert_eq!(
        import(&api, "name=x.tropa.json", wrong.to_string()).refused(422),
        "bad_map"
    );
    let large = "x".repeat((64 << 20) + 1);
    assert_eq!(import(&api, "name=x.mmd", large).refused(413), "too_large");
}

#[test]
fn a_map_leaves_in_every_format_and_says_before_what_is_lost() {
    let (_dir, api) = empty();
    api.post("/api/v1/maps", &json!({"template": "retail_delivery"}))
        .ok();
    let formats = [
        ("json", "application/json", "tropa.json"),
        ("yaml", "application/yaml; charset=utf-8", "tropa.yaml"),
        ("mermaid", "text/plain; charset=utf-8", "mmd"),
        ("csv-grid", "text/csv; charset=utf-8", "csv"),
        ("csv-list", "text/csv; charset=utf-8", "csv"),
        ("xlsx-grid", tropa_server::app::XLSX_MEDIA_TYPE, "xlsx"),
        ("xlsx-list", tropa_server::app::XLSX_MEDIA_TYPE, "xlsx"),
        ("cjml", "application/xml", "cjml"),
        ("ojf", "application/json", "ojf"),
        ("outline", "text/markdown; charset=utf-8", "md"),
    ];
    for (format, media_type, ending) in formats {
        let file = api.get(&format!(
            "/api/v1/maps/retail-delivery/export?format={format}&lang=ru"
        ));
        assert_eq!(
            (file.status.as_u16(), file.header("content-type")),
            (200, media_type),
            "{format}"
        );
        assert_eq!(
            file.header("content-disposition"),
            format!("attachment; filename=\"retail-delivery.{ending}\"")
        );
        let back = import(&api, &format!("name=x.{ending}&lang=ru&dry_run=true"), file.bytes).ok();
        assert_eq!(back["map"]["stages"].as_array().unwrap().len(), 5, "{format}");
        let lost = api
            .get(&format!(
                "/api/v1/maps/retail-delivery/losses?format={format}&lang=ru"
            ))
            .ok();
        assert_eq!(lost["format"], format);
        let lost = lost["items"].as_array().unwrap();
        assert_eq!(lost.is_empty(), matches!(format, "json" | "yaml"), "{format}");
        for loss in lost {
            assert!(loss["text"]["ru"].as_str().unwrap().contains('×'), "{loss}");
        }
    }
    let csv = |query: &str| {
        let path = format!("/api/v1/maps/retail-delivery/export?format=csv-list{query}");
        String::from_utf8(api.get(&path).bytes).unwrap()
    };
    assert!(csv("").starts_with("stage,step,"));
    assert!(csv("&lang=ru&delimiter=semicolon&bom=true").starts_with("\u{feff}этап;шаг;"));
    let export = |rest: &str| api.get(&format!("/api/v1/maps/{rest}"));
    assert_eq!(export("retail-delivery/export").refused(400), "bad_request");
    assert_eq!(
        export("retail-delivery/export?format=theydo").refused(400),
        "bad_request"
    );
    assert_eq!(export("none/export?format=json").refused(404), "no_such_map");
    assert_eq!(export("none/losses?format=json").refused(404), "no_such_map");
}

#[test]
fn a_map_is_drawn_as_a_workbook_of_one_persona_and_stage() {
    let (_dir, api) = empty();
    api.post("/api/v1/maps", &json!({"template": "b2b_sale", "lang": "en"}))
        .ok();
    let draw = |rest: &str| api.get(&format!("/api/v1/maps/b2b-sale/render?format=xlsx{rest}"));
    let whole = draw("");
    assert_eq!(whole.header("content-type"), tropa_server::app::XLSX_MEDIA_TYPE);
    assert_eq!(
        whole.header("content-disposition"),
        "inline; filename=\"b2b-sale.xlsx\""
    );
    let back =
        |file: Answered| import(&api, "name=x.xlsx&lang=en&dry_run=true", file.bytes).ok()["map"].clone();
    let (all, one) = (back(whole), back(draw("&stage=1")));
    assert!(all["stages"].as_array().unwrap().len() > 1);
    assert_eq!(one["stages"].as_array().unwrap().len(), 1);
    let refused = draw("&persona=nobody");
    assert!(refused.json()["message"].as_str().unwrap().contains("nobody"));
    assert_eq!(refused.refused(400), "bad_request");
}

#[test]
fn a_map_is_checked_with_places_ids_and_words() {
    let (_dir, api) = empty();
    api.put("/api/v1/maps/shop", &map("shop", "Shop")).ok();
    let review = api.get("/api/v1/maps/shop/check").ok();
    assert_eq!(review["problems"], json!([]));
    assert_eq!(review["coverage"]["map"], json!({"backed": 0, "total": 1}));
    let advice = review["advice"].as_array().unwrap();
    let owner = advice.iter().find(|note| note["code"] == "no_owner").unwrap();
    assert!(owner["text"]["en"].is_string() && owner["text"]["ru"].is_string());
    assert_eq!(owner["severity"], "warning");
    let placed = advice
        .iter()
        .filter(|note| !note["ids"].as_array().unwrap().is_empty());
    for note in placed {
        assert!(!note["place"].as_str().unwrap().is_empty(), "{note}");
    }
    assert_eq!(api.get("/api/v1/maps/none/check").refused(404), "no_such_map");
}

#[test]
fn two_maps_are_compared_in_words_as_data_and_as_files() {
    let (_dir, api) = empty();
    api.put("/api/v1/maps/old", &map("old", "Shop")).ok();
    let mut newer = map("new", "Shop");
    newer["stages"][0]["steps"][0]["name"]["en"] = json!("Pay at the door");
    api.put("/api/v1/maps/new", &newer).ok();
    let diff = api.get("/api/v1/maps/old/diff/new?lang=ru").ok();
    assert_eq!(
        (&diff["a"]["id"], &diff["b"]["id"]),
        (&json!("old"), &json!("new"))
    );
    let lines: Vec<&Value> = diff["words"]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["lines"].as_array().unwrap())
        .collect();
    let line = lines.iter().find(|line| line["of"] == "step").unwrap();
    assert_eq!(
        (&line["what"], &line["of"], &line["id"]),
        (&json!("renamed"), &json!("step"), &json!("t1"))
    );
    assert!(
        line["text"].as_str().unwrap().contains("Pay at the door"),
        "{line}"
    );
    assert_eq!(diff["differences"].as_array().unwrap().len(), lines.len());
    let same = api.get("/api/v1/maps/old/diff/old").ok();
    assert_eq!(same["differences"], json!([]));
    for (format, media_type, start) in [
        ("svg", "image/svg+xml; charset=utf-8", "<svg"),
        ("html", "text/html; charset=utf-8", "<!doctype html"),
        ("md", "text/markdown; charset=utf-8", "# "),
        ("pdf", "application/pdf", "%PDF"),
    ] {
        let file = api.get(&format!("/api/v1/maps/old/diff/new?format={format}"));
        assert_eq!(file.header("content-type"), media_type);
        assert!(
            file.header("content-disposition")
                .contains(&format!("old-new.{format}"))
        );
        let text = String::from_utf8_lossy(&file.bytes).to_lowercase();
        assert!(
            text.starts_with(&start.to_lowercase()),
            "{format}: {}",
            &text[..40]
        );
    }
    assert_eq!(api.get("/api/v1/maps/old/diff/none").refused(404), "no_such_map");
    assert_eq!(api.get("/api/v1/maps/old/diff/BAD").refused(400), "bad_name");
    assert_eq!(
        api.get("/api/v1/maps/old/diff/new?format=pptx").refused(400),
        "bad_request"
    );
}

#[test]
fn what_maps_share_is_listed_with_where_it_is_used() {
    let (_dir, api) = empty();
    assert_eq!(api.get("/api/v1/library").ok(), json!({"items": []}));
    for id in ["one", "two"] {
        let mut shop = map(id, "Shop");
        shop["personas"] = json!([{"id": "p1", "library": "anna", "name": {"en": "Anna"}}]);
        api.put(&format!("/api/v1/maps/{id}"), &shop).ok();
    }
    let library = api.get("/api/v1/library").ok();
    let entry = &library["items"][0];
    assert_eq!(
        (&entry["kind"], &entry["library"]),
        (&json!("persona"), &json!("anna"))
    );
    let used: Vec<&str> = entry["used"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| u["map"].as_str().unwrap())
        .collect();
    assert_eq!(used, ["one", "two"]);
}

#[test]
fn an_edited_table_comes_back_over_its_map_and_loses_nothing_of_it() {
    let (_dir, api) = empty();
    let mut shop = map("shop", "Shop");
    shop["cards"][0]["text"]["ru"] = json!("Платит картой");
    shop["cards"][0]["state"] = json!("measured");
    shop["cards"][0]["evidence"] = json!([{"reason": {"en": "counted"}, "snapshot": "shop@3"}]);
    shop["comments"] =
        json!([{"id": "k1", "at": "c1", "when": "2026-01-02T10:00:00Z", "by": "Ann", "text": "Sure?"}]);
    api.put("/api/v1/maps/shop", &shop).ok();
    let table = api.get("/api/v1/maps/shop/export?format=csv-list").bytes;
    let table = String::from_utf8(table).unwrap();
    let edited = table.replace("Pays <b>by card</b>", "Pays by phone");
    assert_ne!(table, edited);
    let looked = import(&api, "name=shop.csv&over=shop&dry_run=true", edited.clone()).ok();
    let changes = looked["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(
        (
            &changes[0]["what"],
            &changes[0]["of"],
            &changes[0]["id"],
            &changes[0]["stage"]
        ),
        (&json!("changed"), &json!("card"), &json!("c1"), &json!("s1"))
    );
    assert!(changes[0]["text"]["ru"].is_string());
    assert_eq!(
        api.get("/api/v1/maps/shop").header("etag"),
        "\"1\"",
        "nothing was written"
    );
    let written = import(&api, "name=shop.csv&over=shop", edited).ok();
    assert_eq!(
        (&written["id"], &written["revision"]),
        (&json!("shop"), &json!(2))
    );
    let stored = api.get("/api/v1/maps/shop").ok();
    assert_eq!(
        stored["cards"][0]["text"],
        json!({"en": "Pays by phone", "ru": "Платит картой"})
    );
    for kept in ["evidence", "state", "id"] {
        assert_eq!(stored["cards"][0][kept], shop["cards"][0][kept], "{kept}");
    }
    assert_eq!(stored["comments"], shop["comments"]);
    assert_eq!(
        import(&api, "name=shop.csv&over=none", table.clone()).refused(404),
        "no_such_map"
    );
    assert_eq!(
        import(&api, "name=shop.csv&over=BAD", table).refused(400),
        "bad_name"
    );
}

#[test]
fn steps_are_linked_to_the_activities_of_a_log() {
    let (_dir, api) = empty();
    let mut shop = map("shop", "Shop");
    shop["stages"][0]["steps"][0]["activities"] = json!(["pay"]);
    api.put("/api/v1/maps/shop", &shop).ok();
    let links = api.get("/api/v1/maps/shop/links").ok();
    assert_eq!(
        (
            &links["items"][0]["activity"],
            &links["items"][0]["step_id"],
            &links["items"][0]["step"]
        ),
        (&json!("pay"), &json!("t1"), &json!("Pay"))
    );
    let table = api.get("/api/v1/maps/shop/links?format=csv");
    assert_eq!(
        table.header("content-disposition"),
        "attachment; filename=\"shop.links.csv\""
    );
    assert!(
        String::from_utf8(table.bytes)
            .unwrap()
            .starts_with("activity,source,stage_id")
    );
    let ocel = api.get("/api/v1/maps/shop/links?format=ocel").ok();
    assert_eq!(ocel["eventTypes"][0]["name"], "pay");
    assert_eq!(api.get("/api/v1/maps/none/links").refused(404), "no_such_map");
}
