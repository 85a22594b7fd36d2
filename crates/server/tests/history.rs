//! What people say about maps and do to them, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::places::on_each_database;
use common::{Api, map};
use serde_json::{Value, json};
use std::sync::Arc;
use tropa_catalog::{Catalog, Person, Role};
use tropa_server::app::{Author, NewComment, Via, Workspace};
use tropa_server::{CatalogAddress, MapId};

/// Runs the test on SQLite, then on PostgreSQL where there is one, each with a map `shop`.
fn on_each(test: impl Fn(&Api, &Arc<Workspace>)) {
    on_each_address(|api, workspace, _| test(api, workspace));
}

fn on_each_address(test: impl Fn(&Api, &Arc<Workspace>, &CatalogAddress)) {
    on_each_database(|place| {
        let workspace = place.open();
        let api = Api::new(workspace.clone());
        api.put("/api/v1/maps/shop?revision=0", &map("shop", "Shop")).ok();
        test(&api, &workspace, &place.decisions);
    });
}

fn set_text(text: &str) -> Value {
    json!({"do": "set", "of": "card", "id": "c1", "field": ["text", "en"], "value": text})
}

fn change(api: &Api, changes: &[Value]) -> u64 {
    let body = json!({ "changes": changes });
    api.post("/api/v1/maps/shop/changes", &body).ok()["revision"]
        .as_u64()
        .unwrap()
}

fn text(map: &Value) -> &str {
    map["cards"][0]["text"]["en"].as_str().unwrap()
}

#[test]
fn changes_are_made_all_or_none_and_told_in_both_languages() {
    on_each(|api, _| {
        let first = change(api, &[set_text("Pays by phone")]);
        let now = api.get("/api/v1/maps/shop").ok();
        assert_eq!(text(&now), "Pays by phone");
        let gone = json!({"do": "remove", "of": "card", "id": "nobody"});
        let body = json!({"changes": [set_text("Pays in cash"), gone]});
        let refused = api.send(
            Request::post("/api/v1/maps/shop/changes")
                .header(header::HOST, "localhost:7117")
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::ACCEPT_LANGUAGE, "ru")
                .body(Body::from(body.to_string()))
                .unwrap(),
        );
        assert_eq!(
            refused.json()["message"],
            "правку 2 сделать нельзя: на карте нет карточки «nobody»"
        );
        assert_eq!(refused.refused(422), "bad_map");
        assert_eq!(text(&api.get("/api/v1/maps/shop").ok()), "Pays by phone");

        let history = api.get("/api/v1/maps/shop/history").ok();
        let run = &history["items"][0];
        assert_eq!(run["to_seq"], first);
        assert_eq!(run["person"]["id"], "local");
        assert_eq!(
            run["changed"],
            json!([{"kind": "card", "id": "c1", "what": "changed"}])
        );
        let words = &run["words"][0];
        assert!(words["en"].as_str().unwrap().contains("Pays by phone"), "{words}");
        assert!(
            words["ru"].as_str().unwrap().starts_with(char::is_alphabetic),
            "{words}"
        );
        assert_ne!(words["en"], words["ru"]);
    });
}

#[test]
fn a_history_begins_with_how_the_map_came_to_be() {
    on_each(|api, _| {
        let counted = "(stages: 1, steps: 1, cards: 1)";
        let first = |id: &str| {
            let history = api.get(&format!("/api/v1/maps/{id}/history")).ok();
            let run = history["items"].as_array().unwrap().last().unwrap().clone();
            assert_eq!(
                (&run["from_seq"], &run["to_seq"], &run["person"]["id"]),
                (&json!(1), &json!(1), &json!("local")),
                "{run}"
            );
            let words = run["words"].as_array().unwrap();
            assert_eq!(words.len(), 1, "{run}");
            let said = |lang: &str| words[0][lang].as_str().unwrap().to_owned();
            (run["via"].as_str().unwrap().to_owned(), said("en"), said("ru"))
        };
        let (via, en, ru) = first("shop");
        assert_eq!(
            (via.as_str(), en),
            ("made", format!("The map was made {counted}"))
        );
        assert_eq!(ru, "Карта создана (этапов: 1, шагов: 1, карточек: 1)");

        // What is done right after it is another run.
        change(api, &[set_text("Pays by phone")]);
        let (_, en, _) = first("shop");
        assert_eq!(en, format!("The map was made {counted}"));

        api.post("/api/v1/maps/shop/duplicate", &json!({})).ok();
        let (via, en, _) = first("shop-copy");
        assert_eq!(
            (via.as_str(), en),
            ("duplicate", format!("A copy of the map «shop» {counted}"))
        );

        let made = api
            .post("/api/v1/maps", &json!({"template": "seven_stages", "lang": "ru"}))
            .ok();
        let (via, en, ru) = first(made["id"].as_str().unwrap());
        assert_eq!(via, "template");
        assert!(
            en.starts_with("Made from the template «") && ru.starts_with("Создана по шаблону «"),
            "{en}, {ru}"
        );

        let file = "stage,step,lane,text\nBuy,Pay,Actions,Pays\n";
        let request = Request::post("/api/v1/maps/import?name=journey.csv")
            .header(header::HOST, "localhost:7117")
            .body(Body::from(file));
        let made = api.send(request.unwrap()).ok();
        let (via, en, _) = first(made["id"].as_str().unwrap());
        assert_eq!(
            (via.as_str(), en),
            ("import", format!("Read from the file «journey.csv» {counted}"))
        );
    });
}

#[test]
fn every_moment_of_the_history_is_the_map_as_it_was() {
    on_each(|api, _| {
        let begin = api.get("/api/v1/maps/shop").ok();
        let mut known = vec![];
        for n in 0..12 {
            let changes = match n % 4 {
                0 => vec![set_text(&format!("text {n}"))],
                1 => vec![
                    json!({"do": "add", "record": {"kind": "step", "record": {"id": format!("x{n}"), "name": {"en": "More"}}}, "in": "s1", "place": "first"}),
                ],
                2 => vec![json!({"do": "move", "of": "step", "id": format!("x{}", n - 1), "place": "last"})],
                _ => vec![
                    json!({"do": "set", "of": "map", "id": "shop", "field": ["owner"], "value": format!("owner {n}")}),
                ],
            };
            let seq = change(api, &changes);
            known.push((seq, api.get("/api/v1/maps/shop").ok()));
        }
        for (seq, then) in &known {
            assert_eq!(
                api.get(&format!("/api/v1/maps/shop/at/{seq}")).ok(),
                *then,
                "{seq}"
            );
        }
        let first = known[0].0 - 1;
        assert_eq!(api.get(&format!("/api/v1/maps/shop/at/{first}")).ok(), begin);
        assert_eq!(api.get("/api/v1/maps/shop/at/9999").refused(404), "not_found");
    });
}

#[test]
fn an_earlier_state_comes_back_as_a_new_change_and_what_was_said_stays() {
    on_each(|api, _| {
        let seq = change(api, &[set_text("First")]);
        change(api, &[set_text("Second")]);
        let said = api
            .post("/api/v1/maps/shop/comments", &json!({"at": "c1", "text": "Why?"}))
            .ok();
        let restored = api.post("/api/v1/maps/shop/restore", &json!({ "seq": seq })).ok();
        let now = api.get("/api/v1/maps/shop").ok();
        assert_eq!(text(&now), "First");
        assert_eq!(now["comments"][0]["id"], said["id"]);
        let history = api.get("/api/v1/maps/shop/history").ok();
        assert_eq!(history["items"][0]["via"], "restore");
        assert_eq!(history["items"][0]["to_seq"], restored["revision"]);
        let diff = api
            .get(&format!("/api/v1/maps/shop/diff?from={seq}&to={}", seq + 1))
            .ok();
        assert_eq!(diff["differences"][0]["id"], "c1");
    });
}

#[test]
fn a_version_has_a_name_and_can_be_gone_back_to() {
    on_each(|api, _| {
        change(api, &[set_text("Shown")]);
        let named = json!({"name": "Shown to the board", "note": "Before the new delivery"});
        let version = api.post("/api/v1/maps/shop/versions", &named).ok();
        change(api, &[set_text("Later")]);
        let path = format!("/api/v1/maps/shop/versions/{}", version["id"].as_str().unwrap());
        let renamed = api.send_json("PATCH", &path, &json!({"name": "Board"})).ok();
        assert_eq!(
            (&renamed["name"], &renamed["note"]),
            (&json!("Board"), &json!("Before the new delivery"))
        );
        assert_eq!(
            api.get("/api/v1/maps/shop/versions").ok()["items"],
            json!([renamed])
        );
        api.post("/api/v1/maps/shop/restore", &json!({"version": version["id"]}))
            .ok();
        assert_eq!(text(&api.get("/api/v1/maps/shop").ok()), "Shown");
        assert_eq!(api.delete(&path).status, 204);
        assert_eq!(api.delete(&path).refused(404), "not_found");
        let nameless = api.post("/api/v1/maps/shop/versions", &json!({"name": "  "}));
        assert_eq!(nameless.refused(400), "bad_request");
    });
}

#[test]
fn a_suggestion_waits_until_somebody_accepts_it_part_by_part() {
    on_each(|api, _| {
        let rename =
            json!({"do": "set", "of": "stage", "id": "s1", "field": ["name", "en"], "value": "Order"});
        let body =
            json!({"title": "Shorter", "reason": "Reads better", "changes": [set_text("Pays"), rename]});
        let suggestion = api.post("/api/v1/maps/shop/suggestions", &body).ok();
        assert_eq!(text(&api.get("/api/v1/maps/shop").ok()), "Pays <b>by card</b>");
        let path = format!(
            "/api/v1/maps/shop/suggestions/{}",
            suggestion["id"].as_str().unwrap()
        );
        assert_eq!(
            api.post(&format!("{path}/accept"), &json!({"parts": [2]}))
                .refused(400),
            "bad_request"
        );
        api.post(&format!("{path}/accept"), &json!({"parts": [0]})).ok();
        let now = api.get("/api/v1/maps/shop").ok();
        assert_eq!(
            (text(&now), now["stages"][0]["name"]["en"].as_str()),
            ("Pays", Some("Buy"))
        );
        assert_eq!(
            api.post(&format!("{path}/accept"), &json!({})).refused(409),
            "map_changed"
        );

        let list = api.get("/api/v1/maps/shop/suggestions").ok();
        let left = &list["items"][0];
        assert_eq!(
            (left["state"].as_str(), left["changes"].as_array().unwrap().len()),
            (Some("open"), 1)
        );
        assert_eq!(list["items"][1]["state"], "accepted");
        let path = format!("/api/v1/maps/shop/suggestions/{}", left["id"].as_str().unwrap());
        let rejected = api
            .post(&format!("{path}/reject"), &json!({"reason": "Customers say buy"}))
            .ok();
        assert_eq!(
            (&rejected["state"], &rejected["answer"]),
            (&json!("rejected"), &json!("Customers say buy"))
        );
        let history = api.get("/api/v1/maps/shop/history").ok();
        assert_eq!(history["items"][0]["via"], "suggestion");
    });
}

#[test]
fn a_suggestion_that_fits_no_more_changes_nothing_and_goes_on_waiting() {
    on_each(|api, _| {
        let body = json!({"title": "Shorter", "changes": [set_text("Pays")]});
        let suggestion = api.post("/api/v1/maps/shop/suggestions", &body).ok();
        change(api, &[json!({"do": "remove", "of": "card", "id": "c1"})]);
        let path = format!(
            "/api/v1/maps/shop/suggestions/{}",
            suggestion["id"].as_str().unwrap()
        );
        assert_eq!(
            api.post(&format!("{path}/accept"), &json!({})).refused(422),
            "bad_map"
        );
        let list = api.get("/api/v1/maps/shop/suggestions").ok();
        assert_eq!(list["items"][0]["state"], "open");
        let none = json!({"title": "Nothing", "changes": []});
        assert_eq!(
            api.post("/api/v1/maps/shop/suggestions", &none).refused(400),
            "bad_request"
        );
    });
}

#[test]
fn comments_are_answered_settled_and_taken_back() {
    on_each(|api, workspace| {
        let first = api
            .post(
                "/api/v1/maps/shop/comments",
                &json!({"at": "c1", "text": "Why by card?"}),
            )
            .ok();
        let answer = json!({"at": "c1", "text": "They asked", "answers": first["id"]});
        api.post("/api/v1/maps/shop/comments", &answer).ok();
        let list = api.get("/api/v1/maps/shop/comments").ok();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        assert_eq!(
            (&list["items"][0]["person"], &list["items"][1]["answers"]),
            (&json!("local"), &first["id"])
        );
        let path = format!("/api/v1/maps/shop/comments/{}", first["id"].as_str().unwrap());
        let settled = api.send_json("PATCH", &path, &json!({"resolved": true})).ok();
        assert_eq!(settled["resolved"], true);

        let id = MapId::new("shop").unwrap();
        let stranger = Author {
            id: "ann".into(),
            name: "Ann".into(),
            via: Via::Session,
        };
        let edit = tropa_server::app::CommentEdit {
            text: Some("Mine".into()),
            resolved: None,
        };
        let comment = first["id"].as_str().unwrap();
        let refused = workspace
            .edit_comment(&id, comment, &edit, &stranger)
            .unwrap_err();
        assert_eq!(refused.code(), tropa_server::ErrorCode::NotAllowed);
        assert_eq!(api.delete(&path).status, 204);
        assert_eq!(api.get("/api/v1/maps/shop/comments").ok()["items"], json!([]));
        let nowhere = api.post(
            "/api/v1/maps/shop/comments",
            &json!({"at": "nobody", "text": "?"}),
        );
        assert_eq!(nowhere.refused(422), "bad_map");
    });
}

#[test]
fn who_is_named_or_answered_is_told_until_they_look() {
    on_each_address(|api, workspace, address| {
        let people = async {
            let catalog = Catalog::open(address).await.unwrap();
            for (id, name) in [("ann", "Анна"), ("bob", "Bob"), ("eve", "Eve")] {
                let person = Person {
                    id: id.into(),
                    email: format!("{id}@example.com"),
                    name: name.into(),
                    language: "en".into(),
                    colour: "#336699".into(),
                    installation_admin: false,
                    disabled_at: None,
                    created_at: "2026-01-05T10:00:00Z".into(),
                    last_seen_at: None,
                };
                catalog.add_person(&person, None, None).await.unwrap();
            }
            for id in ["ann", "bob"] {
                let now = "2026-01-05T10:00:00Z";
                catalog.add_member(id, Role::Commenter, now).await.unwrap();
            }
        };
        api.runtime.block_on(people);
        let author = |id: &str, name: &str| Author {
            id: id.into(),
            name: name.into(),
            via: Via::Session,
        };
        let (ann, bob) = (author("ann", "Анна"), author("bob", "Bob"));
        let shop = MapId::new("shop").unwrap();
        let say = |text: &str, answers: Option<String>, by: &Author| {
            let comment = NewComment {
                at: "c1".into(),
                text: text.into(),
                answers,
                mentions: vec![],
            };
            workspace.add_comment(&shop, &comment, by).unwrap().id
        };
        let waiting = |person: &str| {
            let list = workspace.notifications(person, |_| true).unwrap();
            let one = |n: tropa_server::app::NotificationView| (n.by, n.text, n.seen, n.at);
            list.into_iter().map(one).collect::<Vec<_>>()
        };
        // Eve is not of this workspace; Bob names himself, too.
        let first = say("@[Анна](ann), @[Eve](eve), @[Bob](bob): why?", None, &bob);
        let text = "@[Анна](ann), @[Eve](eve), @[Bob](bob): why?".to_owned();
        assert_eq!(waiting("ann"), [("Bob".to_owned(), text, false, "c1".to_owned())]);
        assert_eq!(waiting("eve"), []);
        assert_eq!(waiting("bob"), []);
        say("They asked", Some(first.clone()), &ann);
        assert_eq!(waiting("bob")[0].0, "Анна");
        workspace.see_notifications("ann").unwrap();
        assert!(waiting("ann")[0].2);
        assert_eq!(workspace.notifications("ann", |_| false).unwrap(), []);
        workspace
            .delete_comment(&shop, &first, &bob, Some(Role::Commenter))
            .unwrap();
        assert_eq!(waiting("ann"), []);
        let history = api.get("/api/v1/maps/shop/history").ok();
        assert_eq!(history["items"][0]["person"], json!({"id": "bob", "name": "Bob"}));
    });
}

#[test]
fn what_is_found_anew_over_a_map_waits_as_a_suggestion() {
    let (_dir, workspace) = common::shop();
    let api = Api::new(workspace);
    let job = api.post("/api/v1/discover", &json!({})).ok();
    let map = api.ended(&job)["result"]["map_id"].as_str().unwrap().to_owned();
    let again = |name: &str| {
        let job = api.post(&format!("/api/v1/maps/{map}/discover"), &json!({})).ok();
        let ended = api.ended(&job);
        assert_eq!(ended["state"], "done", "{name}: {ended}");
        ended["result"]["suggestion_id"].as_str().map(str::to_owned)
    };
    assert_eq!(again("the same facts"), None);
    let found = api.get(&format!("/api/v1/maps/{map}")).ok();
    let measured = found["cards"]
        .as_array()
        .unwrap()
        .iter()
        .find(|card| card["metric"].is_object())
        .unwrap();
    let change = json!({"changes": [
        {"do": "set", "of": "card", "id": measured["id"], "field": ["metric", "value"], "value": 0.5},
        {"do": "rename_not_there", "of": "card"},
    ]});
    assert_eq!(
        api.post(&format!("/api/v1/maps/{map}/changes"), &change)
            .refused(400),
        "bad_request"
    );
    let mut metric = measured["metric"].clone();
    metric["value"] = json!(0.5);
    let change = json!({"changes": [{"do": "set", "of": "card", "id": measured["id"], "field": ["metric"], "value": metric}]});
    api.post(&format!("/api/v1/maps/{map}/changes"), &change).ok();
    let suggestion = again("a number somebody changed").unwrap();
    let list = api.get(&format!("/api/v1/maps/{map}/suggestions")).ok();
    assert_eq!(list["items"][0]["source"], "discovery");
    assert_eq!(list["items"][0]["changes"].as_array().unwrap().len(), 1);
    api.post(
        &format!("/api/v1/maps/{map}/suggestions/{suggestion}/accept"),
        &json!({}),
    )
    .ok();
    let now = api.get(&format!("/api/v1/maps/{map}")).ok();
    assert_eq!(now["cards"], found["cards"]);
}

#[test]
fn what_changed_since_one_looked_is_told_until_one_looks() {
    on_each(|api, _| {
        let since = || api.get("/api/v1/maps/shop/since_seen").ok();
        assert_eq!(since()["changed"], json!([]));
        let seen = api.send_json("PUT", "/api/v1/maps/shop/seen", &json!({}));
        assert_eq!(seen.status, 204);
        change(api, &[set_text("Pays later")]);
        assert_eq!(
            since()["changed"],
            json!([{"kind": "card", "id": "c1", "what": "changed"}])
        );
        api.send_json("PUT", "/api/v1/maps/shop/seen", &json!({}));
        assert_eq!(since()["changed"], json!([]));
    });
}

#[test]
fn views_are_kept_by_name() {
    on_each(|api, _| {
        let view = json!({"name": "Pains", "query": "?show=problems", "shared": true});
        let kept = api.post("/api/v1/maps/shop/views", &view).ok();
        assert_eq!(
            (&kept["query"], &kept["by"]["id"]),
            (&json!("show=problems"), &json!("local"))
        );
        assert_eq!(api.get("/api/v1/maps/shop/views").ok()["items"], json!([kept]));
        let path = format!("/api/v1/maps/shop/views/{}", kept["id"].as_str().unwrap());
        assert_eq!(api.delete(&path).status, 204);
        assert_eq!(api.delete(&path).refused(404), "not_found");
    });
}

#[test]
fn words_are_found_in_all_maps_in_any_case() {
    on_each(|api, _| {
        api.put("/api/v1/maps/bank", &{
            let mut bank = map("bank", "Банк");
            bank["cards"][0]["text"] = json!({"ru": "Ждёт 100% ОТВЕТА_банка"});
            bank
        })
        .ok();
        let found = |q: &str| {
            let hits = api.get(&format!("/api/v1/search?q={q}")).ok();
            let hits = hits["items"].as_array().unwrap().clone();
            hits.iter()
                .map(|hit| format!("{} {} {}", hit["map"], hit["kind"], hit["id"]).replace('"', ""))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("BY%20card"), ["shop card c1"]);
        assert_eq!(found("%D0%BE%D1%82%D0%B2%D0%B5%D1%82%D0%B0"), ["bank card c1"]); // ответа
        assert_eq!(found("100%25"), ["bank card c1"]);
        assert_eq!(found("100_"), [] as [&str; 0]);
        assert_eq!(found("nowhere"), [] as [&str; 0]);
        assert_eq!(found(""), [] as [&str; 0]);
        change(api, &[set_text("Pays by wire")]);
        assert_eq!(found("wire"), ["shop card c1"]);
    });
}

#[test]
fn a_copy_stands_by_itself_and_an_archived_map_says_so() {
    on_each(|api, _| {
        api.post("/api/v1/maps/shop/comments", &json!({"at": "c1", "text": "Why?"}))
            .ok();
        let copy = api.post("/api/v1/maps/shop/duplicate", &json!({})).ok();
        assert_eq!(copy["id"], "shop-copy");
        let copied = api.get("/api/v1/maps/shop-copy").ok();
        assert_eq!(
            (copied["title"]["en"].as_str(), copied.get("comments")),
            (Some("Shop (copy)"), None)
        );
        let away = api
            .send_json("PATCH", "/api/v1/maps/shop", &json!({"archived": true}))
            .ok();
        assert!(away["archived_at"].is_string(), "{away}");
        let listed = api.get("/api/v1/maps").ok();
        let archived: Vec<bool> = listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["archived_at"].is_string())
            .collect();
        assert_eq!(archived.iter().filter(|yes| **yes).count(), 1);
        let back = api
            .send_json("PATCH", "/api/v1/maps/shop", &json!({"archived": false}))
            .ok();
        assert_eq!(back.get("archived_at"), None);
    });
}

#[test]
fn a_picture_is_written_anew_before_anybody_sees_it() {
    on_each(|api, _| {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>alert(1)</script><rect width="40" height="20" fill="red"/></svg>"#;
        let send = |bytes: &[u8]| {
            api.send(
                axum::http::Request::post("/api/v1/maps/shop/images")
                    .header("host", "localhost:7117")
                    .body(axum::body::Body::from(bytes.to_vec()))
                    .unwrap(),
            )
        };
        let added = send(svg).ok();
        let image = &added["image"];
        assert_eq!(image["media_type"], "image/png");
        let path = format!("/api/v1/maps/shop/images/{}", image["id"].as_str().unwrap());
        let shown = api.get(&path);
        assert_eq!(shown.header("content-type"), "image/png");
        assert!(shown.bytes.starts_with(b"\x89PNG"));
        let set = json!({"do": "set", "of": "card", "id": "c1", "field": ["image"], "value": image["id"]});
        let seq = change(api, &[set]);
        let then = api.get(&format!("/api/v1/maps/shop/at/{seq}")).ok();
        assert_eq!(then["images"], api.get("/api/v1/maps/shop").ok()["images"]);
        assert_eq!(send(b"<html>").refused(422), "bad_file");
        assert_eq!(
            api.get("/api/v1/maps/shop/images/nobody").refused(404),
            "not_found"
        );
    });
}

#[test]
fn a_map_written_as_a_whole_goes_on_with_its_history() {
    on_each(|api, _| {
        let before = change(api, &[set_text("One")]);
        let mut whole = api.get("/api/v1/maps/shop").ok();
        whole["cards"][0]["text"]["en"] = json!("Two");
        api.put("/api/v1/maps/shop", &whole).ok();
        let after = change(
            api,
            &[json!({"do": "set", "of": "map", "id": "shop", "field": ["owner"], "value": "Ann"})],
        );
        let now = api.get("/api/v1/maps/shop").ok();
        assert_eq!((text(&now), now["owner"].as_str()), ("Two", Some("Ann")));
        assert_eq!(
            text(&api.get(&format!("/api/v1/maps/shop/at/{before}")).ok()),
            "One"
        );
        assert_eq!(api.get(&format!("/api/v1/maps/shop/at/{after}")).ok(), now);
    });
}
