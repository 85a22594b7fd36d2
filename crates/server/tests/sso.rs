//! Signing in at a real identity provider. Needs Node and the packages of `web/`.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::people::{PASSWORD, Visitor, with_settings};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use tropa_server::Workspace;
use tropa_server::http::{Gate, GateSettings, Mode, listen, serve};

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc/provider.mjs")
}

/// Where the provider is installed. A run of all checks (`CI` is set) has it; elsewhere the test says what is missing.
fn modules() -> Option<PathBuf> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let installed = web.join("node_modules/oidc-provider").is_dir();
    let has_node = Command::new("node")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if installed && has_node {
        return Some(web);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the provider is missing: npm ci in web/"
    );
    eprintln!("skipped: no Node, or no oidc-provider in web/node_modules (npm ci in web/)");
    None
}

/// The provider, and the pipe it writes into: it ends when nobody reads.
struct Provider {
    process: Child,
    _said: BufReader<ChildStdout>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start(modules: &Path, home: &str) -> (Provider, String) {
    let mut provider = Command::new("node")
        .arg(script())
        .arg(modules)
        .args(["serve", &format!("{home}/api/v1/session/oidc/callback")])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut issuer = String::new();
    let mut said = BufReader::new(provider.stdout.take().unwrap());
    said.read_line(&mut issuer).unwrap();
    let provider = Provider {
        process: provider,
        _said: said,
    };
    (provider, issuer.trim().to_owned())
}

fn walk(modules: &Path, home: &str, login: &str) -> Value {
    let start = format!("{home}/api/v1/session/oidc/start?next=/maps/shop");
    let output = Command::new("node")
        .arg(script())
        .arg(modules)
        .args(["walk", &start, login])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text)
        .unwrap_or_else(|e| panic!("{e}: {text}\n{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn people_come_in_by_the_provider_and_only_those_who_may() {
    let Some(modules) = modules() else { return };
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
    // The first person, by password.
    let api = with_settings(workspace.clone(), GateSettings::new(Mode::Accounts));
    Visitor::first(&api);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let home = format!("http://{address}");
    let (_provider, issuer) = start(&modules, &home);
    let environment = move |name: &str| match name {
        "TROPA_OIDC_ISSUER" => Some(issuer.clone()),
        "TROPA_OIDC_CLIENT_ID" => Some("tropa".to_owned()),
        "TROPA_OIDC_CLIENT_SECRET" => Some("a secret of the test".to_owned()),
        "TROPA_OIDC_NAME" => Some("House".to_owned()),
        "TROPA_OIDC_DOMAINS" => Some("example.org".to_owned()),
        "TROPA_OIDC_ROLE" => Some("commenter".to_owned()),
        _ => None,
    };
    let settings = GateSettings::new(Mode::Accounts)
        .with_environment(environment)
        .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let listening = runtime
        .block_on(listen(workspace, address, false, Gate::new(settings)))
        .unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = runtime.spawn(serve(listening, async move {
        let _ = stopped.await;
    }));

    // Somebody new, with the role that was set.
    let came = walk(&modules, &home, "new");
    assert_eq!(
        (&came["status"], &came["location"]),
        (&json!(303), &json!("/maps/shop")),
        "{came}"
    );
    let session = &came["session"];
    assert_eq!(
        (&session["mode"], &session["person"]["name"]),
        (&json!("signed_in"), &json!("Новый Человек"))
    );
    assert_eq!(session["workspaces"][0]["role"], "commenter");
    assert_eq!(session["sso"]["name"], "House");
    // Somebody with an account of the same, checked e-mail comes into that account; again into the same.
    for _ in 0..2 {
        let came = walk(&modules, &home, "ann");
        assert_eq!(came["session"]["person"]["installation_admin"], true, "{came}");
        assert_eq!(came["session"]["person"]["name"], "Ann");
    }
    // An address nobody has checked, and one of a domain that may not come in.
    for login in ["bob", "eve"] {
        let refused = walk(&modules, &home, login);
        assert_eq!(
            (&refused["status"], &refused["session"]["mode"]),
            (&json!(403), &json!("sign_in")),
            "{login}: {refused}"
        );
    }
    let ann = Visitor::new(&api);
    ann.post(
        "/api/v1/session",
        &json!({"email": "ann@example.org", "password": PASSWORD}),
    )
    .ok();
    let refused = ann.get("/api/v1/audit?action=sign_in_refused").ok();
    assert_eq!(refused["items"].as_array().unwrap().len(), 2, "{refused}");
    // What comes back without having gone from this browser is not let in.
    let forged = Visitor::new(&api).get("/api/v1/session/oidc/callback?code=x&state=y");
    assert!(forged.status.is_client_error());
    let _ = stop.send(());
    runtime.block_on(server).unwrap().unwrap();
}
