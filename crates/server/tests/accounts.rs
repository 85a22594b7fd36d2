//! Signing in, and what people do with accounts, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::map;
use common::people::{PASSWORD, Visitor, with_accounts, with_settings};
use common::places::on_each_database;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;
use tropa_server::http::{GateSettings, Mode};

fn sign_in(visitor: &Visitor<'_>, email: &str, password: &str) -> common::Answered {
    visitor.post("/api/v1/session", &json!({"email": email, "password": password}))
}

#[test]
fn the_first_person_owns_the_workspace_and_there_is_no_second_first_person() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let stranger = Visitor::new(&api);
        assert_eq!(stranger.get("/api/v1/session").ok()["mode"], "setup");
        assert_eq!(stranger.get("/api/v1/maps").refused(401), "not_signed_in");
        let ann = Visitor::first(&api);
        let session = ann.get("/api/v1/session").ok();
        assert_eq!(session["mode"], "signed_in");
        assert_eq!(session["person"]["installation_admin"], true);
        assert_eq!(session["workspaces"][0]["role"], "owner");
        assert_eq!(session["workspaces"][0]["name"], "Shop");
        let wish =
            json!({"name": "Eve", "email": "eve@example.org", "password": PASSWORD, "workspace": "Mine"});
        assert_eq!(stranger.post("/api/v1/setup", &wish).refused(403), "not_allowed");
        assert_eq!(stranger.get("/api/v1/session").ok()["mode"], "sign_in");
    });
}

#[test]
fn a_server_that_others_reach_asks_the_first_person_for_its_code() {
    on_each_database(|place| {
        let workspace = place.open();
        let mut settings = GateSettings::new(Mode::Accounts);
        settings.with_setup_code = true;
        let api = with_settings(workspace, settings);
        let stranger = Visitor::new(&api);
        assert_eq!(stranger.get("/api/v1/session").ok()["setup_code_needed"], true);
        let mut wish =
            json!({"name": "Eve", "email": "e@example.org", "password": PASSWORD, "workspace": "Mine"});
        for code in [None, Some("AAAAAAAAAA")] {
            wish["setup_code"] = json!(code);
            let refused = stranger.post("/api/v1/setup", &wish);
            assert_eq!(refused.json()["path"], "setup_code");
            assert_eq!(refused.refused(403), "not_allowed");
        }
    });
}

#[test]
fn signing_in_needs_the_right_password_and_says_the_same_of_unknown_people() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        Visitor::first(&api);
        let visitor = Visitor::new(&api);
        let wrong = sign_in(&visitor, "ann@example.org", "not the password");
        let unknown = sign_in(&visitor, "nobody@example.org", "not the password");
        assert_eq!(wrong.bytes, unknown.bytes);
        assert_eq!(wrong.refused(401), "wrong_password");
        assert!(visitor.cookie("tropa_session").is_none());
        let right = sign_in(&visitor, " Ann@Example.ORG ", PASSWORD);
        assert_eq!(right.header("cache-control"), "no-store");
        assert_eq!(right.ok()["mode"], "signed_in");
        assert_eq!(visitor.send("DELETE", "/api/v1/session", None).status, 204);
        assert!(visitor.cookie("tropa_session").is_none());
        assert_eq!(visitor.get("/api/v1/maps").refused(401), "not_signed_in");
    });
}

#[test]
fn passwords_cannot_be_tried_for_ever() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let visitor = Visitor::new(&api);
        let answers: Vec<common::Answered> = (0..12)
            .map(|_| sign_in(&visitor, "ann@example.org", "not the password"))
            .collect();
        assert_eq!(answers[9].status, 401);
        assert_eq!(answers[11].status, 429);
        assert!(answers[11].header("retry-after").parse::<u32>().unwrap() > 60);
        // Nor the right one, from there; who is signed in stays so.
        assert_eq!(
            sign_in(&visitor, "ann@example.org", PASSWORD).refused(429),
            "too_many_tries"
        );
        ann.get("/api/v1/maps").ok();
    });
}

#[test]
fn a_change_needs_the_page_s_proof_and_a_forged_session_opens_nothing() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let proof = ann.cookie("tropa_csrf").unwrap();
        let team = json!({"name": "CX"});
        ann.keep("tropa_csrf", "forged");
        assert_eq!(ann.post("/api/v1/teams", &team).refused(403), "bad_csrf");
        ann.forget("tropa_csrf");
        assert_eq!(ann.post("/api/v1/teams", &team).refused(403), "bad_csrf");
        ann.get("/api/v1/teams").ok();
        // A page that lost the proof gets it again.
        ann.get("/api/v1/session").ok();
        assert_eq!(ann.cookie("tropa_csrf"), Some(proof));
        ann.post("/api/v1/teams", &team).ok();
        let forger = Visitor::new(&api);
        forger.keep("tropa_session", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(forger.get("/api/v1/maps").refused(401), "not_signed_in");
    });
}

#[test]
fn another_password_ends_the_other_sessions_and_bad_ones_are_refused() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let elsewhere = Visitor::new(&api);
        sign_in(&elsewhere, "ann@example.org", PASSWORD).ok();
        assert_eq!(
            ann.get("/api/v1/session/all").ok()["items"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        let change =
            |old: &str, new: &str| ann.post("/api/v1/session/password", &json!({"old": old, "new": new}));
        assert_eq!(
            change("no", "лампа и восемь ворон").refused(401),
            "wrong_password"
        );
        for bad in ["short", "password1234", "ann@example.org"] {
            assert_eq!(change(PASSWORD, bad).refused(422), "bad_password", "{bad}");
        }
        assert_eq!(change(PASSWORD, "лампа и восемь ворон").status, 204);
        ann.get("/api/v1/maps").ok();
        assert_eq!(elsewhere.get("/api/v1/maps").refused(401), "not_signed_in");
        sign_in(&elsewhere, "ann@example.org", "лампа и восемь ворон").ok();
        let others = ann.get("/api/v1/session/all").ok();
        let other = others["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["current"] == false)
            .unwrap();
        let path = format!("/api/v1/session/all/{}", other["id"].as_str().unwrap());
        assert_eq!(ann.send("DELETE", &path, None).status, 204);
        assert_eq!(elsewhere.get("/api/v1/maps").refused(401), "not_signed_in");
    });
}

#[test]
fn an_invitation_lets_one_person_in_with_its_role() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let made = ann
            .post(
                "/api/v1/invitations",
                &json!({"email": "Bob@Example.org", "role": "commenter"}),
            )
            .ok();
        assert_eq!(made["mailed"], false);
        let link = made["link"].as_str().unwrap();
        let secret = link.strip_prefix("http://localhost:7117/join/").unwrap();
        let path = format!("/api/v1/invitations/by_token/{secret}");
        let bob = Visitor::new(&api);
        let letter = bob.get(&path).ok();
        assert_eq!(letter["workspace"], "Shop");
        assert_eq!(
            (&letter["email"], &letter["invited_by"]),
            (&json!("bob@example.org"), &json!("Ann"))
        );
        assert_eq!(
            bob.post(&path, &json!({"name": "Bob", "password": "1234567890"}))
                .refused(422),
            "bad_password"
        );
        bob.post(&path, &json!({"name": "Bob", "password": PASSWORD}))
            .ok();
        assert_eq!(
            bob.get("/api/v1/session").ok()["workspaces"][0]["role"],
            "commenter"
        );
        assert_eq!(bob.get(&path).refused(410), "expired");
        let again = json!({"email": "bob@example.org", "role": "viewer"});
        assert_eq!(
            ann.post("/api/v1/invitations", &again).refused(409),
            "email_taken"
        );
        // Who has an account shows that it is theirs.
        let lab = ann.post("/api/v1/workspaces", &json!({"name": "Lab"})).ok();
        let mut ann_in_lab = Visitor::new(&api);
        for name in ["tropa_session", "tropa_csrf"] {
            ann_in_lab.keep(name, &ann.cookie(name).unwrap());
        }
        ann_in_lab.workspace = Some(lab["id"].as_str().unwrap().into());
        let made = ann_in_lab.post("/api/v1/invitations", &again).ok();
        let secret = made["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let path = format!("/api/v1/invitations/by_token/{secret}");
        let thief = Visitor::new(&api);
        let wish = json!({"name": "Thief", "password": "my own long password"});
        assert_eq!(thief.post(&path, &wish).refused(401), "wrong_password");
        bob.post(&path, &json!({})).ok();
        assert_eq!(
            bob.get("/api/v1/workspaces").ok()["items"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        // Two workspaces, and none named.
        assert_eq!(bob.get("/api/v1/maps").refused(400), "which_workspace");
    });
}

#[test]
fn administrators_do_not_reach_above_themselves() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let adam = ann.invited("Adam", "administrator");
        let patch = |who: &Visitor<'_>, id: &str, change: Value| {
            who.send("PATCH", &format!("/api/v1/people/{id}"), Some(&change))
        };
        assert_eq!(
            patch(&adam, &ann.id(), json!({"role": "viewer"})).refused(403),
            "not_allowed"
        );
        assert_eq!(
            patch(&adam, &ann.id(), json!({"disabled": true})).refused(403),
            "not_allowed"
        );
        assert_eq!(
            patch(&adam, &adam.id(), json!({"role": "owner"})).refused(403),
            "not_allowed"
        );
        let owner = json!({"email": "x@example.org", "role": "owner"});
        assert_eq!(
            adam.post("/api/v1/invitations", &owner).refused(403),
            "not_allowed"
        );
        let link = format!("/api/v1/people/{}/reset_link", ann.id());
        assert_eq!(adam.send("POST", &link, None).refused(403), "not_allowed");
        // The last owner stays, also by their own hand.
        assert_eq!(
            patch(&ann, &ann.id(), json!({"role": "editor"})).refused(403),
            "not_allowed"
        );
        let bob = adam.invited("Bob", "editor");
        assert_eq!(
            patch(&adam, &bob.id(), json!({"role": "viewer"})).ok()["role"],
            "viewer"
        );
        patch(&adam, &bob.id(), json!({"disabled": true})).ok();
        assert_eq!(bob.get("/api/v1/maps").refused(401), "not_signed_in");
        assert_eq!(
            sign_in(&bob, "bob@example.org", PASSWORD).refused(401),
            "wrong_password"
        );
    });
}

#[test]
fn a_reset_link_makes_a_new_password_once() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let bob = ann.invited("Bob", "editor");
        let made = ann
            .send("POST", &format!("/api/v1/people/{}/reset_link", bob.id()), None)
            .ok();
        let secret = made["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let path = format!("/api/v1/password_resets/{secret}");
        let new = json!({"password": "лампа и восемь ворон"});
        assert_eq!(Visitor::new(&api).post(&path, &new).status, 204);
        assert_eq!(Visitor::new(&api).post(&path, &new).refused(410), "expired");
        assert_eq!(bob.get("/api/v1/maps").refused(401), "not_signed_in");
        sign_in(&bob, "bob@example.org", "лампа и восемь ворон").ok();
    });
}

#[test]
fn tokens_end_and_are_shown_once() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        let past = json!({"name": "Old", "scopes": ["read"], "expires_at": "2001-01-01T00:00:00Z"});
        assert_eq!(ann.post("/api/v1/tokens", &past).refused(400), "bad_request");
        let secret = ann.token("read");
        assert!(secret.starts_with("tropa_"));
        let listed = ann.get("/api/v1/tokens").ok();
        assert!(!listed.to_string().contains(&secret));
        let program = Visitor::program(&api, &secret);
        program.get("/api/v1/maps").ok();
        let path = format!("/api/v1/tokens/{}", listed["items"][0]["id"].as_str().unwrap());
        assert_eq!(ann.send("DELETE", &path, None).status, 204);
        assert_eq!(program.get("/api/v1/maps").refused(401), "not_signed_in");
    });
}

#[test]
fn the_audit_log_tells_who_did_what_and_who_was_refused() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        sign_in(&Visitor::new(&api), "ann@example.org", "not the password");
        ann.send("PUT", "/api/v1/maps/shop", Some(&map("shop", "Shop")))
            .ok();
        let bob = ann.invited("Bob", "viewer");
        ann.send(
            "PATCH",
            &format!("/api/v1/people/{}", bob.id()),
            Some(&json!({"role": "editor"})),
        )
        .ok();
        let all = ann.get("/api/v1/audit").ok();
        let lines = all["items"].as_array().unwrap();
        let actions: Vec<&str> = lines
            .iter()
            .map(|line| line["action"].as_str().unwrap())
            .collect();
        for expected in [
            "set_up",
            "sign_in_refused",
            "write_map",
            "invite",
            "accept_invitation",
            "change_person",
        ] {
            assert!(actions.contains(&expected), "{expected}: {actions:?}");
        }
        let changed = lines
            .iter()
            .find(|line| line["action"] == "change_person")
            .unwrap();
        assert_eq!(changed["object_id"], bob.id());
        assert_eq!(
            (&changed["person"]["name"], &changed["detail"]["role"]),
            (&json!("Ann"), &json!("editor"))
        );
        assert!(!all.to_string().contains("not the password"));
        // Page after page, each line once.
        let first = ann.get("/api/v1/audit?limit=2").ok();
        let second = ann
            .get(&format!("/api/v1/audit?limit=2&before={}", first["next"]))
            .ok();
        assert_eq!(second["items"][0], lines[2]);
        let of_bob = ann.get(&format!("/api/v1/audit?person={}", bob.id())).ok();
        assert!(
            of_bob["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|line| line["person"]["name"] == "Bob")
        );
        assert_eq!(bob.get("/api/v1/audit").refused(403), "not_allowed");
    });
}

#[test]
fn workspaces_share_people_but_not_maps_or_facts() {
    on_each_database(|place| {
        let api = with_accounts(place.open());
        let ann = Visitor::first(&api);
        ann.send("PUT", "/api/v1/maps/shop", Some(&map("shop", "Shop")))
            .ok();
        let lab = ann.post("/api/v1/workspaces", &json!({"name": "Lab"})).ok();
        let id = lab["id"].as_str().unwrap();
        let mut in_lab = Visitor::new(&api);
        for name in ["tropa_session", "tropa_csrf"] {
            in_lab.keep(name, &ann.cookie(name).unwrap());
        }
        in_lab.workspace = Some("Lab".into());
        assert_eq!(in_lab.get("/api/v1/maps").ok()["items"], json!([]));
        in_lab
            .send("PUT", "/api/v1/maps/trial", Some(&map("trial", "Trial")))
            .ok();
        assert_eq!(in_lab.get("/api/v1/maps").ok()["items"][0]["id"], "trial");
        assert_eq!(in_lab.get("/api/v1/sources").ok()["items"], json!([]));
        assert!(place.folder.join("workspaces").join(id).join("lake").is_dir());
        // A map's address is enough: it is in the workspace it belongs to.
        ann.get("/api/v1/maps/trial").ok();
        let renamed = in_lab
            .send(
                "PATCH",
                &format!("/api/v1/workspaces/{id}"),
                Some(&json!({"name": "Lab 2"})),
            )
            .ok();
        assert_eq!(renamed["name"], "Lab 2");
    });
}

/// A mail server that takes one letter and tells what it was.
fn mail_server() -> (u16, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            stream.write_all(b"220 test\r\n").unwrap();
            let mut letter = String::new();
            while let Some(Ok(line)) = lines.next() {
                let answer = match line.split(' ').next().unwrap_or_default() {
                    "DATA" => {
                        stream.write_all(b"354 go on\r\n").unwrap();
                        for line in lines.by_ref() {
                            let line = line.unwrap();
                            if line == "." {
                                break;
                            }
                            letter.push_str(&line);
                            letter.push('\n');
                        }
                        "250 taken"
                    }
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                stream.write_all(format!("{answer}\r\n").as_bytes()).unwrap();
                if answer.starts_with("221") {
                    break;
                }
                if !letter.is_empty() && answer == "250 taken" {
                    tell.send(std::mem::take(&mut letter)).unwrap();
                }
            }
        }
    });
    (port, told)
}

#[test]
fn invitations_and_new_passwords_come_by_mail_with_links_to_the_set_address() {
    on_each_database(|place| {
        let workspace = place.open();
        let (port, letters) = mail_server();
        let environment = move |name: &str| match name {
            "TROPA_URL" => Some("https://tropa.example.org/".to_owned()),
            "TROPA_SMTP_URL" => Some(format!("smtp://127.0.0.1:{port}")),
            "TROPA_MAIL_FROM" => Some("Tropa <tropa@example.org>".to_owned()),
            _ => None,
        };
        let settings = GateSettings::new(Mode::Accounts)
            .with_environment(environment)
            .unwrap();
        let api = with_settings(workspace, settings);
        let ann = Visitor::first(&api);
        let made = ann
            .post(
                "/api/v1/invitations",
                &json!({"email": "bob@example.org", "role": "editor"}),
            )
            .ok();
        assert_eq!(made["mailed"], true);
        assert!(
            made["link"]
                .as_str()
                .unwrap()
                .starts_with("https://tropa.example.org/join/")
        );
        let patience = Duration::from_secs(20);
        let letter = letters.recv_timeout(patience).unwrap();
        assert!(letter.contains("To: bob@example.org"), "{letter}");
        assert_eq!(
            ann.post("/api/v1/password_resets", &json!({"email": "ann@example.org"}))
                .status,
            202
        );
        let letter = letters.recv_timeout(patience).unwrap();
        assert!(letter.contains("To: ann@example.org"), "{letter}");
        // Nobody learns from the answer who has an account.
        assert_eq!(
            ann.post("/api/v1/password_resets", &json!({"email": "no@example.org"}))
                .status,
            202
        );
        assert!(letters.recv_timeout(Duration::from_millis(300)).is_err());
        let shown = ann.get("/api/v1/installation").ok();
        assert_eq!(shown["mail"]["from"], "Tropa <tropa@example.org>");
    });
}

#[test]
fn cookies_are_for_https_only_where_people_come_by_https() {
    on_each_database(|place| {
        let workspace = place.open();
        let mut settings = GateSettings::new(Mode::Accounts);
        settings.public_url = Some("https://tropa.example.org".into());
        let api = with_settings(workspace, settings);
        let wish =
            json!({"name": "Ann", "email": "ann@example.org", "password": PASSWORD, "workspace": "Shop"});
        let answered = Visitor::new(&api).post("/api/v1/setup", &wish);
        let cookies: Vec<&str> = answered
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect();
        assert_eq!(cookies.len(), 2);
        assert!(
            cookies
                .iter()
                .all(|cookie| cookie.contains("; Secure") && cookie.contains("SameSite=Lax"))
        );
        assert!(cookies[0].starts_with("tropa_session=") && cookies[0].contains("; HttpOnly"));
    });
}
