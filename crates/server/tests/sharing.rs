//! Links that show a map to people without an account, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::Api;
use common::people::{Visitor, with_accounts};
use common::places::on_each_database;
use serde_json::{Value, json};

/// Stands in everything a guest must not see.
const SECRET: &str = "Zaharov";

fn map() -> Value {
    json!({
        "format": "tropa.map", "version": 2, "id": "shop", "title": {"en": "Shop"}, "kind": "customer", "state": "as_is",
        "stages": [{"id": "s1", "name": {"en": "Buy"}, "steps": [{"id": "t1", "name": {"en": "Pay"}}]}],
        "lanes": [{"id": "l1", "role": "actions"}, {"id": "l2", "role": "back_stage", "name": {"en": format!("Inside {SECRET}")}}],
        "cards": [
            {"id": "c1", "lane": "l1", "at": "t1", "text": {"en": "Pays by card"}, "state": "assumption",
             "evidence": [{"reason": {"en": format!("said {SECRET}")}}], "items": ["i1"]},
            {"id": "c2", "lane": "l2", "at": "t1", "text": {"en": format!("Asks {SECRET}")}, "state": "assumption",
             "items": ["i1", "i2"]}
        ],
        "channels": [{"id": "h2", "icon": "phone", "name": {"en": format!("Phone of {SECRET}")}}],
        "items": [
            {"id": "i1", "kind": "touchpoint", "name": {"en": "Till"}},
            {"id": "i2", "kind": "system", "name": {"en": format!("System {SECRET}")}, "channel": "h2"}
        ],
        "comments": [{"id": "k1", "at": "c1", "when": "2026-01-05T10:00:00Z", "by": "Ann", "text": format!("Ask {SECRET}")}]
    })
}

fn with_map(api: &Api) -> Visitor<'_> {
    let ann = Visitor::first(api);
    ann.send("PUT", "/api/v1/maps/shop", Some(&map())).ok();
    ann
}

#[track_caller]
fn share(ann: &Visitor<'_>, wish: Value) -> (String, String) {
    let made = ann.post("/api/v1/maps/shop/shares", &wish).ok();
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    (
        format!("/api/v1/shared/{secret}"),
        made["id"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn what_is_hidden_is_nowhere_in_what_a_guest_gets() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let (link, _) = share(
            &ann,
            json!({"name": "Board", "can_comment": true, "hide_lanes": ["l2"], "hide_evidence": true}),
        );
        let guest = Visitor::new(&api);
        guest.post(&link, &json!({"name": "Guest"})).ok();
        let whole = ann.get("/api/v1/maps/shop");
        assert!(String::from_utf8_lossy(&whole.bytes).matches(SECRET).count() >= 6);
        let mut answers = vec!["".to_owned(), "/map".to_owned(), "/comments".to_owned()];
        for format in ["svg", "html", "md", "xlsx", "pptx", "pdf"] {
            answers.push(format!("/render?format={format}"));
        }
        for path in answers {
            let answered = guest.get(&format!("{link}{path}"));
            assert!(
                answered.status.is_success(),
                "{path}: {}",
                String::from_utf8_lossy(&answered.bytes)
            );
            let text = readable(&answered.bytes);
            assert!(!text.contains(SECRET), "{path}");
        }
        let shown = guest.get(&format!("{link}/map")).ok();
        assert_eq!(shown["cards"].as_array().unwrap().len(), 1);
        assert_eq!(
            shown["items"].as_array().unwrap().len(),
            1,
            "what a visible card uses stays"
        );
    });
}

/// The text of a file, also of those that are packed.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    // Office documents: each part is deflated behind a local header.
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|four| four == b"PK\x03\x04") {
        let head = at + found;
        let size = |i: usize| usize::from(u16::from_le_bytes([bytes[head + i], bytes[head + i + 1]]));
        let body = head + 30 + size(26) + size(28);
        let mut part = String::new();
        let mut reader = flate2::read::DeflateDecoder::new(&bytes[body..]);
        let _ = std::io::Read::read_to_string(&mut reader, &mut part);
        text.push_str(&part);
        at = head + 4;
    }
    text
}

#[test]
fn a_password_keeps_a_link_shut_and_revoking_ends_it() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let (link, id) = share(&ann, json!({"name": "Board", "password": "open sesame"}));
        let guest = Visitor::new(&api);
        assert_eq!(
            guest.get(&link).ok(),
            json!({"needs_password": true, "workspace": "Shop", "can_comment": false})
        );
        for path in ["/map", "/comments", "/render?format=svg"] {
            assert_eq!(
                guest.get(&format!("{link}{path}")).refused(401),
                "not_signed_in",
                "{path}"
            );
        }
        assert_eq!(
            guest
                .post(&link, &json!({"password": "close sesame"}))
                .refused(401),
            "wrong_password"
        );
        guest.keep("tropa_guest", "forged.R3Vlc3Q");
        assert_eq!(guest.get(&format!("{link}/map")).refused(401), "not_signed_in");
        assert_eq!(
            guest.post(&link, &json!({"password": "open sesame"})).ok()["title"]["en"],
            "Shop"
        );
        guest.get(&format!("{link}/map")).ok();
        // A link opens its map and nothing else.
        assert_eq!(guest.get("/api/v1/maps/shop").refused(401), "not_signed_in");
        assert_eq!(guest.get("/api/v1/maps").refused(401), "not_signed_in");
        // Another password shuts those out who knew the old one.
        let path = format!("/api/v1/maps/shop/shares/{id}");
        ann.send("PATCH", &path, Some(&json!({"password": "other words"})))
            .ok();
        assert_eq!(guest.get(&format!("{link}/map")).refused(401), "not_signed_in");
        ann.send("PATCH", &path, Some(&json!({"password": null}))).ok();
        guest.get(&format!("{link}/map")).ok();
        let listed = ann.get("/api/v1/maps/shop/shares").ok();
        assert_eq!(
            (&listed["items"][0]["opened"], &listed["items"][0]["has_password"]),
            (&json!(2), &json!(false))
        );
        assert_eq!(ann.send("DELETE", &path, None).status, 204);
        assert_eq!(guest.get(&format!("{link}/map")).refused(410), "expired");
        assert_eq!(
            guest.get("/api/v1/shared/nobody-knows-this/map").refused(404),
            "not_found"
        );
    });
}

#[test]
fn guests_comment_by_name_where_they_may_and_see_only_their_own_talk() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let (silent, _) = share(&ann, json!({"name": "Fair"}));
        let guest = Visitor::new(&api);
        let said = json!({"at": "c1", "text": "By cash too"});
        guest.post(&silent, &json!({"name": "Guest"})).ok();
        assert_eq!(
            guest.post(&format!("{silent}/comments"), &said).refused(403),
            "not_allowed"
        );
        let (link, _) = share(
            &ann,
            json!({"name": "Agency", "can_comment": true, "hide_lanes": ["l2"]}),
        );
        let lea = Visitor::new(&api);
        assert_eq!(
            lea.post(&format!("{link}/comments"), &said).refused(400),
            "bad_name"
        );
        lea.post(&link, &json!({"name": "Lea"})).ok();
        assert_eq!(lea.get(&link).ok()["guest"]["name"], "Lea");
        lea.post(&format!("{link}/comments"), &said).ok();
        // What is hidden cannot be spoken of.
        let hidden = json!({"at": "c2", "text": "?"});
        assert_eq!(
            lea.post(&format!("{link}/comments"), &hidden).refused(400),
            "bad_request"
        );
        let comments = lea.get(&format!("{link}/comments")).ok();
        assert_eq!(comments["items"].as_array().unwrap().len(), 1);
        assert_eq!(
            (&comments["items"][0]["by"], &comments["items"][0]["text"]),
            (&json!("Lea"), &json!("By cash too"))
        );
        let whole = ann.get("/api/v1/maps/shop").ok();
        assert_eq!(whole["comments"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn what_a_guest_says_is_told_to_those_who_look_after_the_map() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let [bob, ed, vic, eve] = [
            ann.invited("Bob", "editor"),
            ann.invited("Ed", "editor"),
            ann.invited("Vic", "viewer"),
            ann.invited("Eve", "editor"),
        ];
        // Bob edits, Ed does not, Vic was given the right, Eve edited and may do so no more.
        for (visitor, word) in [(&bob, "cash"), (&eve, "check")] {
            let set = json!({"do": "set", "of": "card", "id": "c1", "field": ["text", "en"], "value": word});
            let body = json!({ "changes": [set] });
            visitor.post("/api/v1/maps/shop/changes", &body).ok();
        }
        let items = json!({"items": [{"person": vic.id(), "role": "editor"}, {"person": eve.id(), "role": "commenter"}]});
        ann.send("PUT", "/api/v1/maps/shop/access", Some(&items)).ok();
        let (link, _) = share(&ann, json!({"name": "Agency", "can_comment": true}));
        let lea = Visitor::new(&api);
        lea.post(&link, &json!({"name": "Lea"})).ok();
        let said = lea
            .post(
                &format!("{link}/comments"),
                &json!({"at": "c1", "text": "By cash too"}),
            )
            .ok();
        for (visitor, told) in [
            (&ann, true),
            (&bob, true),
            (&vic, true),
            (&ed, false),
            (&eve, false),
        ] {
            let waiting = visitor.get("/api/v1/notifications").ok();
            let items = waiting["items"].as_array().unwrap();
            assert_eq!(items.len(), usize::from(told), "{}", visitor.id());
            for item in items {
                assert_eq!(
                    (item["kind"].as_str(), item["by"].as_str()),
                    (Some("guest"), Some("Lea"))
                );
                assert_eq!(
                    (&item["comment"], item["text"].as_str()),
                    (&said["id"], Some("By cash too"))
                );
            }
        }
    });
}

#[test]
fn links_are_made_and_seen_by_those_who_may_change_the_map() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        share(&ann, json!({"name": "Board"}));
        let vic = ann.invited("Vic", "commenter");
        assert_eq!(vic.get("/api/v1/maps/shop/shares").refused(403), "not_allowed");
        let past = json!({"name": "Old", "expires_at": "2001-01-01T00:00:00Z"});
        assert_eq!(
            ann.post("/api/v1/maps/shop/shares", &past).refused(400),
            "bad_request"
        );
        let weak = json!({"name": "Weak", "password": "abc"});
        assert_eq!(
            ann.post("/api/v1/maps/shop/shares", &weak).refused(422),
            "bad_password"
        );
    });
}
