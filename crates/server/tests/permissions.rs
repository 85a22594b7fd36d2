//! Every row of the table of permissions, walked by everybody there is, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::people::{Visitor, with_accounts};
use common::places::on_each_database;
use common::{Api, map};
use serde_json::json;
use tropa_catalog::Role;
use tropa_server::http::{Least, PERMISSIONS, Permission};

/// What the table lets through; what a handler says afterwards is its own matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Open,
    NotSignedIn,
    NotAllowed,
    NoSuchMap,
}

/// Refusals that a handler, not the door, gives to somebody who was let in: the door is walked without bodies, by ids
/// that name nothing.
fn door(visitor: &Visitor<'_>, row: &Permission) -> Door {
    let path = row
        .path
        .replace("/maps/{id}", "/maps/shop")
        .replace("{id}", "00000000-0000-7000-8000-000000000000")
        .replace("{token}", "nobody-knows-this-secret")
        .replace("{other}", "shop");
    // Whatever else stands in an address names nothing either.
    let path = path
        .split('/')
        .map(|part| if part.starts_with('{') { "nothing" } else { part });
    let path: Vec<&str> = path.collect();
    let answered = visitor.send(row.method.as_str(), &path.join("/"), None);
    let code = match serde_json::from_slice::<serde_json::Value>(&answered.bytes) {
        Ok(error) if !answered.status.is_success() => error["code"].as_str().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    match code.as_str() {
        "not_signed_in" => Door::NotSignedIn,
        "not_allowed" | "read_only" => Door::NotAllowed,
        "no_such_map" if row.path.starts_with("/api/v1/maps/{id}") => Door::NoSuchMap,
        _ => Door::Open,
    }
}

/// What the table promises to a member of this role.
fn promised(row: &Permission, role: Role, keeper: bool) -> Door {
    let enough = match row.least {
        Least::Anyone | Least::Person => true,
        Least::Member(least) | Least::InPerson(least) | Least::OnMap(least) => role >= least,
        Least::Keeper => keeper,
    };
    if enough { Door::Open } else { Door::NotAllowed }
}

/// The door answers for the handler here, or the walk would change what it walks on: signing out, taking away, making.
fn is_walked(row: &Permission, visitor_may: bool) -> bool {
    let ends_itself = row.path == "/api/v1/session" && row.method == "DELETE";
    let deletes_map = row.path == "/api/v1/maps/{id}" && row.method == "DELETE";
    !((ends_itself || deletes_map) && visitor_may)
}

fn with_map(api: &Api) -> Visitor<'_> {
    let ann = Visitor::first(api);
    ann.send("PUT", "/api/v1/maps/shop", Some(&map("shop", "Shop")))
        .ok();
    ann
}

#[test]
fn every_row_lets_in_exactly_those_it_names() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let everybody: Vec<(Role, Visitor<'_>)> = Role::ALL
            .into_iter()
            .map(|role| (role, ann.invited(role.word(), role.word())))
            .collect();
        let nobody = Visitor::new(&api);
        let mut wrong = Vec::new();
        for row in PERMISSIONS {
            let mut see = |who: &str, promised: Door, found: Door| {
                if found != promised {
                    wrong.push(format!(
                        "{} {} for {who}: {found:?} instead of {promised:?}",
                        row.method, row.path
                    ));
                }
            };
            // Those that anybody may call answer by what was sent along.
            if row.least == Least::Anyone {
                continue;
            }
            see("nobody", Door::NotSignedIn, door(&nobody, row));
            for (role, visitor) in &everybody {
                let promised = promised(row, *role, false);
                if is_walked(row, promised == Door::Open) && !handlers_own(row) {
                    see(role.word(), promised, door(visitor, row));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

/// Rows whose handlers refuse by a rule of their own that no table can hold, tested by name elsewhere.
fn handlers_own(row: &Permission) -> bool {
    row.path == "/api/v1/workspaces/{id}"
}

#[test]
fn members_of_another_workspace_see_nothing_of_this_one_even_by_guessed_ids() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let lab = ann.post("/api/v1/workspaces", &json!({"name": "Lab"})).ok();
        let mut ann_in_lab = Visitor::new(&api);
        for name in ["tropa_session", "tropa_csrf"] {
            ann_in_lab.keep(name, &ann.cookie(name).unwrap());
        }
        ann_in_lab.workspace = Some(lab["id"].as_str().unwrap().into());
        let eve = ann_in_lab.invited("Eve", "owner");
        for row in PERMISSIONS {
            if matches!(row.least, Least::OnMap(_)) {
                assert_eq!(door(&eve, row), Door::NoSuchMap, "{} {}", row.method, row.path);
            }
        }
        // Naming the other workspace does not help, nor do lists.
        let mut eve_guesses = Visitor::new(&api);
        for name in ["tropa_session", "tropa_csrf"] {
            eve_guesses.keep(name, &eve.cookie(name).unwrap());
        }
        eve_guesses.workspace = Some("default".into());
        for visitor in [&eve, &eve_guesses] {
            assert_eq!(visitor.get("/api/v1/maps").ok()["items"], json!([]));
            let people = visitor.get("/api/v1/people").ok().to_string();
            assert!(!people.contains("Viewer") && people.contains("Eve"), "{people}");
            assert!(
                !visitor
                    .get("/api/v1/audit")
                    .ok()
                    .to_string()
                    .contains("write_map")
            );
            visitor.send("DELETE", &format!("/api/v1/people/{}", ann.id()), None);
        }
        assert_eq!(ann.get("/api/v1/maps").ok()["items"][0]["id"], "shop");
    });
}

#[test]
fn a_token_does_what_its_scope_and_its_person_may_and_nothing_more() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let vic = ann.invited("Vic", "viewer");
        let scopes = [
            ("read", Role::Viewer),
            ("comment", Role::Commenter),
            ("write", Role::Editor),
            ("admin", Role::Owner),
        ];
        let mut wrong = Vec::new();
        for (scope, allows) in scopes {
            let of_owner = Visitor::program(&api, &ann.token(scope));
            let of_viewer = Visitor::program(&api, &vic.token(scope));
            for row in PERMISSIONS {
                let least = match row.least {
                    Least::Anyone => continue,
                    Least::Person | Least::InPerson(_) => None,
                    Least::Keeper => Some(Role::Owner),
                    Least::Member(least) | Least::OnMap(least) => Some(least),
                };
                let owner_may = least.is_some_and(|least| allows >= least);
                let viewer_may = least.is_some_and(|least| allows >= least && least == Role::Viewer);
                for (who, visitor, may) in [
                    ("owner", &of_owner, owner_may),
                    ("viewer", &of_viewer, viewer_may),
                ] {
                    if !is_walked(row, may) {
                        continue;
                    }
                    let promised = if may { Door::Open } else { Door::NotAllowed };
                    let found = door(visitor, row);
                    if found != promised {
                        wrong.push(format!(
                            "{} {} for a token «{scope}» of the {who}: {found:?}",
                            row.method, row.path
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn a_right_on_a_map_stands_in_place_of_that_in_the_workspace() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = with_map(&api);
        let vic = ann.invited("Vic", "viewer");
        let ed = ann.invited("Ed", "editor");
        ann.send("PUT", "/api/v1/maps/other", Some(&map("other", "Other")))
            .ok();
        let items =
            json!({"items": [{"person": vic.id(), "role": "editor"}, {"person": ed.id(), "role": "none"}]});
        ann.send("PUT", "/api/v1/maps/shop/access", Some(&items)).ok();
        vic.send("PUT", "/api/v1/maps/shop", Some(&map("shop", "Changed")))
            .ok();
        assert_eq!(
            vic.send("PUT", "/api/v1/maps/other", Some(&map("other", "No")))
                .refused(403),
            "not_allowed"
        );
        let role = |visitor: &Visitor<'_>, map: &str| {
            let head = visitor.get(&format!("/api/v1/maps/{map}/summary")).ok();
            let listed = visitor.get("/api/v1/maps").ok();
            let items = listed["items"].as_array().unwrap();
            assert!(items.contains(&head), "{head} is not in {listed}");
            let whole = visitor.get(&format!("/api/v1/maps/{map}"));
            assert_eq!(head["role"], whole.header("tropa-role"));
            head["role"].as_str().unwrap().to_owned()
        };
        assert_eq!(
            (role(&vic, "shop"), role(&vic, "other")),
            ("editor".into(), "viewer".into())
        );
        assert_eq!(
            (role(&ann, "shop"), role(&ed, "other")),
            ("owner".into(), "editor".into())
        );
        // A copy is seen and changed by those who see and change the first.
        let copy = vic.send("POST", "/api/v1/maps/shop/duplicate", None).ok();
        assert_eq!(copy["id"], "shop-copy");
        assert_eq!(role(&vic, "shop-copy"), "editor");
        assert_eq!(ed.get("/api/v1/maps/shop-copy").refused(404), "no_such_map");
        assert_eq!(
            ann.get("/api/v1/maps/shop-copy/access").ok(),
            ann.get("/api/v1/maps/shop/access").ok()
        );
        assert_eq!(ed.get("/api/v1/maps/shop").refused(404), "no_such_map");
        assert_eq!(ed.get("/api/v1/maps/other/diff/shop").refused(404), "no_such_map");
        assert_eq!(ed.get("/api/v1/maps").ok()["items"].as_array().unwrap().len(), 1);
        assert!(!ed.get("/api/v1/library").ok().to_string().contains("shop"));
        ann.get("/api/v1/maps/shop").ok();
    });
}
