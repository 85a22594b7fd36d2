//! Every endpoint: what it answers, and what it refuses.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::{Api, map, shop, shop_csv};
use serde_json::{Value, json};
use std::sync::Arc;
use tropa_server::Workspace;

fn empty() -> (tempfile::TempDir, Api) {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
    let api = Api::new(workspace);
    (dir, api)
}

#[test]
fn a_server_says_that_it_lives() {
    let (_dir, api) = empty();
    assert_eq!(
        api.get("/api/v1/health").ok(),
        json!({"status": "ok", "version": tropa_server::VERSION})
    );
}

#[test]
fn sources_say_what_filters_may_name() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let sources = api.get("/api/v1/sources").ok();
    let shop = &sources["items"][0];
    assert_eq!(shop["name"], "shop");
    assert_eq!(
        (&shop["events"], &shop["actors"], &shop["activities"]),
        (&json!(100), &json!(40), &json!(4))
    );
    assert_eq!(shop["snapshot"], format!("shop@{}", shop["version"]));
    assert_eq!(shop["activity_names"], json!(["visit", "cart", "pay", "rate"]));
    let attributes = shop["attributes"].as_array().unwrap();
    let channel = attributes.iter().find(|a| a["name"] == "channel").unwrap();
    assert_eq!(channel["of"], "event");
    assert_eq!(channel["kind"], "coded");
    // 52 events by web, 48 by store: customers 0, 2, …, 8 have four events each, as have 1, 3, …, 9.
    assert_eq!(channel["values"].as_array().unwrap().len(), 2);
    assert_eq!(shop["score_scale"], json!({"lo": 1.0, "hi": 5.0}));
}

#[test]
fn a_funnel_counts_what_can_be_counted_by_hand() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let steps: Vec<Value> = ["visit", "cart", "pay"]
        .iter()
        .map(|a| json!({"activities": [a]}))
        .collect();
    let answer = api
        .post("/api/v1/ask", &json!({"ask": {"funnel": {"steps": steps}}}))
        .ok();
    let reached: Vec<u64> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["reached"].as_u64().unwrap())
        .collect();
    assert_eq!(reached, [40, 30, 20]);
    assert_eq!((&answer["n"], &answer["unit"]), (&json!(40), &json!("journeys")));
    assert_eq!(answer["schema"], "tropa.answer.funnel/1");
    assert_eq!(answer["question"]["source"], "shop");
}

#[test]
fn a_filter_narrows_the_base() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let ask = |filter: &str| {
        api.post(
            "/api/v1/ask",
            &json!({"where": filter, "ask": {"variants": {"limit": 10}}}),
        )
    };
    assert_eq!(ask("channel = \"web\"").ok()["n"], 20);
    assert_eq!(ask("channel = ").refused(400), "bad_filter");
    assert_eq!(ask("colour = \"red\"").refused(400), "bad_question");
}

#[test]
fn a_question_is_refused_with_what_is_wrong() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    assert_eq!(
        api.post("/api/v1/ask", &json!({"ask": {"variants": {"limit": 0}}}))
            .refused(400),
        "bad_question"
    );
    assert_eq!(
        api.post("/api/v1/ask", &json!({"ask": {"graph": {"x": 1}}}))
            .refused(400),
        "bad_request"
    );
    assert_eq!(
        api.post("/api/v1/ask", &json!({"ask": {"graph": {}}, "x": 1}))
            .refused(400),
        "bad_request"
    );
    assert_eq!(
        api.post("/api/v1/ask?x=1", &json!({"ask": {"graph": {}}}))
            .refused(400),
        "bad_request"
    );
    assert_eq!(
        api.post("/api/v1/ask", &json!({"source": "../x", "ask": {"graph": {}}}))
            .refused(404),
        "no_such_source"
    );
    let unknown =
        json!({"ask": {"between": {"from": {"activities": ["visit"]}, "to": {"activities": ["payy"]}}}});
    let refused = api.post("/api/v1/ask", &unknown);
    assert!(
        refused.json()["message"].as_str().unwrap().contains("pay"),
        "the nearest name is told"
    );
    assert_eq!(refused.refused(400), "bad_question");
}

#[test]
fn an_empty_workspace_says_what_to_do() {
    let (_dir, api) = empty();
    assert_eq!(api.get("/api/v1/sources").ok(), json!({"items": []}));
    let refused = api.post("/api/v1/ask", &json!({"ask": {"graph": {}}}));
    assert!(refused.json()["message"].as_str().unwrap().contains("import"));
    assert_eq!(refused.refused(400), "no_sources");
}

#[test]
fn a_body_must_be_json_and_not_too_large() {
    let (_dir, api) = empty();
    let request = |content_type: &str, body: String| {
        let request = Request::post("/api/v1/ask")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, content_type);
        api.send(request.body(Body::from(body)).unwrap())
    };
    assert_eq!(request("text/plain", "{}".into()).refused(400), "bad_request");
    assert_eq!(
        request("application/json", "{".into()).refused(400),
        "bad_request"
    );
    assert_eq!(
        request("application/json", format!("\"{}\"", "x".repeat(2 << 20))).refused(413),
        "too_large"
    );
}

#[test]
fn a_map_is_written_read_listed_and_deleted() {
    let (_dir, api) = empty();
    assert_eq!(
        api.put("/api/v1/maps/shop", &map("shop", "Shop")).ok(),
        json!({"id": "shop", "revision": 1})
    );
    let read = api.get("/api/v1/maps/shop");
    assert_eq!(read.header("etag"), "\"1\"");
    assert_eq!(read.ok()["title"]["en"], "Shop");
    let list = api.get("/api/v1/maps").ok();
    let item = &list["items"][0];
    assert_eq!(
        (&item["id"], &item["steps"], &item["cards"], &item["backed"]),
        (&json!("shop"), &json!(1), &json!(1), &json!(0))
    );
    assert_eq!(api.delete("/api/v1/maps/shop").status, 204);
    assert_eq!(api.get("/api/v1/maps/shop").refused(404), "no_such_map");
    assert_eq!(api.delete("/api/v1/maps/shop").refused(404), "no_such_map");
}

#[test]
fn a_map_is_not_written_over_a_change_its_writer_has_not_seen() {
    let (_dir, api) = empty();
    api.put("/api/v1/maps/shop?revision=0", &map("shop", "First"))
        .ok();
    assert_eq!(
        api.put("/api/v1/maps/shop?revision=0", &map("shop", "x"))
            .refused(409),
        "map_exists"
    );
    assert_eq!(
        api.put("/api/v1/maps/shop?revision=1", &map("shop", "Second"))
            .ok()["revision"],
        2
    );
    assert_eq!(
        api.put("/api/v1/maps/shop?revision=1", &map("shop", "Third"))
            .refused(409),
        "map_changed"
    );
    assert_eq!(api.get("/api/v1/maps/shop").ok()["title"]["en"], "Second");
}

#[test]
fn a_map_with_mistakes_or_under_another_id_is_refused() {
    let (_dir, api) = empty();
    assert_eq!(
        api.put("/api/v1/maps/other", &map("shop", "Shop")).refused(422),
        "bad_map"
    );
    let mut broken = map("shop", "Shop");
    broken["cards"][0]["lane"] = json!("no such lane");
    let refused = api.put("/api/v1/maps/shop", &broken);
    assert!(
        refused.json()["message"]
            .as_str()
            .unwrap()
            .contains("cards[0].lane")
    );
    assert_eq!(refused.refused(422), "bad_map");
    assert_eq!(
        api.put("/api/v1/maps/shop", &json!({"a": 1})).refused(422),
        "bad_map"
    );
    assert_eq!(
        api.put("/api/v1/maps/UPPER", &map("UPPER", "x")).refused(400),
        "bad_name"
    );
    assert_eq!(api.get("/api/v1/maps/..%2Fx").refused(400), "bad_name");
    assert_eq!(api.get("/api/v1/maps").ok()["items"], json!([]));
}

#[test]
fn an_unchanged_map_is_not_sent_again() {
    let (_dir, api) = empty();
    api.put("/api/v1/maps/shop", &map("shop", "Shop")).ok();
    for path in ["/api/v1/maps/shop", "/api/v1/maps/shop/render?format=svg"] {
        let tag = api.get(path).header("etag").to_owned();
        let again = || {
            let request = Request::get(path)
                .header(header::HOST, "localhost")
                .header(header::IF_NONE_MATCH, &tag);
            api.send(request.body(Body::empty()).unwrap())
        };
        assert_eq!(again().status, 304, "{path}");
        api.put(
            "/api/v1/maps/shop",
            &map("shop", &format!("Changed before {path}")),
        )
        .ok();
        assert_eq!(again().status, 200, "{path}");
    }
}

#[test]
fn a_map_is_drawn_in_every_format_and_its_text_is_never_markup() {
    let (_dir, api) = empty();
    api.put("/api/v1/maps/shop", &map("shop", "<script>alert(1)</script>"))
        .ok();
    let begins: [(&str, &str, &[u8]); 6] = [
        ("svg", "image/svg+xml; charset=utf-8", b"<"),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
        ("html", "text/html; charset=utf-8", b"<!"),
        (
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            b"PK",
        ),
        ("md", "text/markdown; charset=utf-8", b"#"),
    ];
    for (format, media_type, begin) in begins {
        let drawn = api.get(&format!(
            "/api/v1/maps/shop/render?format={format}&lang=ru&theme=dark"
        ));
        assert_eq!(
            drawn.status,
            200,
            "{format}: {}",
            String::from_utf8_lossy(&drawn.bytes)
        );
        assert_eq!(drawn.header("content-type"), media_type);
        assert_eq!(
            drawn.header("content-disposition"),
            format!("inline; filename=\"shop.{format}\"")
        );
        assert!(drawn.bytes.starts_with(begin), "{format}");
        let is_markup = matches!(format, "svg" | "html" | "md");
        assert!(
            !is_markup || !String::from_utf8_lossy(&drawn.bytes).contains("<script>alert"),
            "{format}"
        );
    }
    assert_eq!(
        api.get("/api/v1/maps/shop/render?format=doc").refused(400),
        "bad_request"
    );
    assert_eq!(api.get("/api/v1/maps/shop/render").refused(400), "bad_request");
    assert_eq!(
        api.get("/api/v1/maps/none/render?format=svg").refused(404),
        "no_such_map"
    );
}

#[test]
fn a_file_becomes_a_map_through_the_import_page() {
    let (_dir, api) = empty();
    let upload = api.upload("shop.csv", shop_csv()).ok();
    assert_eq!(
        (&upload["name"], &upload["bytes"]),
        (&json!("shop.csv"), &json!(shop_csv().len()))
    );

    let looked = api
        .post("/api/v1/imports/preview", &json!({"uploads": [upload["id"]]}))
        .ok();
    assert_eq!(looked["source"], "shop");
    assert_eq!(looked["detected"][0]["name"], "shop.csv");
    assert_eq!(looked["preview"]["rows"].as_array().unwrap().len(), 10);
    let mapping = &looked["proposed"]["mapping"];

    let import = json!({"uploads": [upload["id"]], "mapping": mapping, "discover": true});
    let job = api.post("/api/v1/imports", &import);
    assert_eq!(job.status, 202);
    let ended = api.ended(&job.ok());
    assert_eq!(ended["state"], "done", "{ended}");
    let summary = &ended["result"]["summary"];
    assert_eq!(
        (&summary["rows"], &summary["accepted"], &summary["quarantined"]),
        (&json!(100), &json!(100), &json!(0))
    );
    assert_eq!(
        (&summary["actors"], &summary["activities"]),
        (&json!(40), &json!(4))
    );
    let found = api
        .get(&format!(
            "/api/v1/maps/{}",
            ended["result"]["map_id"].as_str().unwrap()
        ))
        .ok();
    assert_eq!(found["origin"]["n"], 40);

    let again = api.post("/api/v1/imports", &import).refused(404);
    assert_eq!(again, "no_such_upload", "an imported upload is gone");
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let upload = api.upload("again.csv", shop_csv()).ok();
    let looked = api
        .post("/api/v1/imports/preview", &json!({"uploads": [upload["id"]]}))
        .ok();
    let import =
        json!({"uploads": [upload["id"]], "source": "shop", "mapping": looked["proposed"]["mapping"]});
    let ended = api.ended(&api.post("/api/v1/imports", &import).ok());
    assert_eq!(ended["result"]["summary"]["already_imported"], true, "{ended}");
    assert_eq!(api.get("/api/v1/sources").ok()["items"][0]["events"], 100);
}

#[test]
fn what_cannot_be_imported_is_said_and_leaves_nothing() {
    let (_dir, api) = empty();
    let refused = |content: &[u8]| {
        let upload = api.upload("x.csv", content.to_vec()).ok();
        api.post("/api/v1/imports/preview", &json!({"uploads": [upload["id"]]}))
            .refused(422)
    };
    assert_eq!(refused(b""), "bad_file");
    assert_eq!(
        refused(&[0, 159, 146, 150, 0, 1, 2, 255, 254, 0, 0, 7]),
        "bad_file"
    );
    assert_eq!(
        api.post("/api/v1/imports/preview", &json!({"uploads": ["../../etc"]}))
            .refused(404),
        "no_such_upload"
    );
    let upload = api.upload("x.csv", "a,b\n1,2\n").ok();
    let looked = api
        .post("/api/v1/imports/preview", &json!({"uploads": [upload["id"]]}))
        .ok();
    assert!(looked.get("preview").is_none());
    assert!(!looked["proposed"]["missing"].as_array().unwrap().is_empty());
    assert_eq!(api.upload("", "a").status, 201, "a nameless file gets a name");
    assert_eq!(api.get("/api/v1/sources").ok()["items"], json!([]));
}

#[test]
fn bad_rows_are_shown_with_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let csv = shop_csv() + "c98,visit,2024-13-45,web,,usual\n,visit,2024-01-01T00:00:00Z,web,,usual\n";
    let summary = common::import(
        &workspace,
        vec![common::file(dir.path(), "shop.csv", csv.as_bytes())],
    );
    assert_eq!(
        (summary.rows, summary.accepted, summary.quarantined),
        (102, 100, 2)
    );
    let api = Api::new(Arc::new(workspace));
    let list = api.get("/api/v1/quarantine?source=shop").ok();
    assert_eq!(list["total"], 2);
    let first = &list["items"][0];
    assert_eq!(
        (&first["code"], &first["row"], &first["column"]),
        (&json!("bad_time"), &json!(102), &json!("when"))
    );
    assert_eq!(
        (&first["file"], &first["value"]),
        (&json!("shop.csv"), &json!("2024-13-45"))
    );
    assert_eq!(
        api.get("/api/v1/quarantine?limit=1").ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(api.get("/api/v1/quarantine?rows=1").refused(400), "bad_request");
    assert_eq!(
        api.get("/api/v1/quarantine?source=none").refused(404),
        "no_such_source"
    );
}

#[test]
fn a_map_is_discovered_in_the_background() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let order =
        json!({"source": "shop", "stages": {"count": 2}, "name": "Two stages", "where": "channel = \"web\""});
    let ended = api.ended(&api.post("/api/v1/discover", &order).ok());
    assert_eq!(ended["result"]["map_id"], "two-stages", "{ended}");
    let found = api.get("/api/v1/maps/two-stages").ok();
    assert_eq!(found["stages"].as_array().unwrap().len(), 2);
    assert_eq!(found["origin"]["n"], 20);
    let history = api.get("/api/v1/maps/two-stages/history").ok();
    let begun = &history["items"][0];
    assert_eq!(
        (&begun["via"], &begun["person"]["id"]),
        (&json!("discovery"), &json!("local"))
    );
    let words = begun["words"][0]["en"].as_str().unwrap();
    assert!(
        words.starts_with("Found in the events of «shop» (stages: 2, "),
        "{words}"
    );
    let again = api.ended(&api.post("/api/v1/discover", &order).ok());
    assert_eq!(
        again["result"]["map_id"], "two-stages-2",
        "a map is never overwritten by a new one"
    );

    let failed = api.ended(&api.post("/api/v1/discover", &json!({"where": "nonsense ="})).ok());
    assert_eq!(
        (&failed["state"], &failed["error"]["code"]),
        (&json!("failed"), &json!("bad_filter"))
    );
    assert_eq!(
        api.post("/api/v1/discover", &json!({"source": "none"}))
            .refused(404),
        "no_such_source"
    );
    assert_eq!(
        api.post("/api/v1/discover", &json!({"stages": {"count": "x"}}))
            .refused(400),
        "bad_request"
    );
    assert_eq!(api.get("/api/v1/jobs/none").refused(404), "no_such_job");
}

#[test]
fn only_this_machine_s_names_and_pages_are_served() {
    let (_dir, api) = empty();
    let send = |method: &str, headers: &[(&str, &str)]| {
        let mut request = Request::builder().method(method).uri("/api/v1/maps/x");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        api.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(
        send("GET", &[("host", "evil.example")]).refused(403),
        "forbidden_host"
    );
    assert_eq!(send("GET", &[]).refused(403), "forbidden_host");
    let from = |origin: &str| send("DELETE", &[("host", "localhost:7117"), ("origin", origin)]);
    assert_eq!(from("http://evil.example").refused(403), "forbidden_origin");
    assert_eq!(from("null").refused(403), "forbidden_origin");
    assert_eq!(from("http://localhost:7117").refused(404), "no_such_map");
    let cross = send(
        "DELETE",
        &[("host", "localhost:7117"), ("sec-fetch-site", "cross-site")],
    );
    assert_eq!(cross.refused(403), "forbidden_origin");
}

#[test]
fn every_answer_tells_browsers_to_be_careful() {
    let (_dir, api) = empty();
    for path in ["/", "/api/v1/health", "/api/v1/none", "/maps/anything"] {
        let answer = api.get(path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
    }
}

#[test]
fn unknown_addresses_of_the_api_and_wrong_methods_are_errors() {
    let (_dir, api) = empty();
    assert_eq!(api.get("/api/v1/none").refused(404), "not_found");
    assert_eq!(api.get("/api").refused(404), "not_found");
    assert_eq!(api.get("/api/v1/ask").refused(405), "method_not_allowed");
    assert_eq!(
        api.post("/api/v1/health", &json!({})).refused(405),
        "method_not_allowed"
    );
}

#[test]
fn every_endpoint_without_parameters_refuses_unknown_ones() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    api.put("/api/v1/maps/shop", &map("shop", "Shop")).ok();
    for path in [
        "health",
        "sources",
        "maps",
        "maps/shop",
        "maps/shop/render?format=svg&x=1",
        "jobs/1",
        "quarantine",
    ] {
        let separator = if path.contains('?') { "&" } else { "?" };
        assert_eq!(
            api.get(&format!("/api/v1/{path}{separator}unknown=1"))
                .refused(400),
            "bad_request",
            "{path}"
        );
    }
}
