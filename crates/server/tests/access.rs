//! Who gets in.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::Api;
use std::sync::Arc;
use tropa_server::Workspace;

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
