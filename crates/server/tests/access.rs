//! Who gets in.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::Api;
use std::sync::Arc;
use tropa_server::Workspace;
use tropa_server::http::{Gate, GateSettings, Mode, listen};

fn empty() -> (tempfile::TempDir, Api) {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
    (dir, Api::new(workspace))
}

#[test]
fn in_open_mode_everybody_is_the_owner_of_the_only_workspace() {
    let (_dir, api) = empty();
    let session = api.get("/api/v1/session").ok();
    assert_eq!(session["mode"], "open");
    assert_eq!(session["person"]["id"], "local");
    assert_eq!(session["workspaces"][0]["role"], "owner");
}

#[test]
fn a_token_nobody_gave_out_is_refused_even_in_open_mode() {
    let (_dir, api) = empty();
    let request = Request::get("/api/v1/maps")
        .header(header::HOST, "localhost:7117")
        .header(
            header::AUTHORIZATION,
            "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        );
    let refused = api.send(request.body(Body::empty()).unwrap());
    assert_eq!(refused.refused(401), "not_signed_in");
}

#[test]
fn a_page_of_another_site_changes_nothing_and_opens_no_live_connection() {
    let (_dir, api) = empty();
    let ask = |method: &str, upgrade: bool| {
        let mut request = Request::builder()
            .method(method)
            .uri("/api/v1/maps")
            .header(header::HOST, "localhost:7117")
            .header(header::ORIGIN, "https://evil.example");
        if upgrade {
            request = request.header(header::UPGRADE, "websocket");
        }
        api.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(ask("POST", false).refused(403), "forbidden_origin");
    assert_eq!(ask("GET", true).refused(403), "forbidden_origin");
    ask("GET", false).ok();
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let (_dir, api) = empty();
    for path in ["/", "/api/v1/session", "/api/v1/maps/no-such-map"] {
        let answered = api.get(path);
        let policy = answered.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("script-src 'self';"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("object-src 'none'"),
            "{path}"
        );
        assert_eq!(answered.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answered.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answered.header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[test]
fn without_accounts_nobody_else_is_let_in() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let gate = Gate::new(GateSettings::new(Mode::Open));
    let everywhere = "0.0.0.0:0".parse().unwrap();
    let refused = runtime.block_on(listen(workspace, everywhere, false, gate));
    let message = refused.err().unwrap().to_string();
    assert!(message.contains("this machine only"), "{message}");
}
