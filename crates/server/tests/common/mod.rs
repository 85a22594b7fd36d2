//! A server in this process, and small logs whose numbers can be counted by hand.
#![allow(clippy::unwrap_used, dead_code)] // test code; not every test file uses everything

pub mod forms;
pub mod numbers;
pub mod people;
pub mod places;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;
use tropa_server::Workspace;
use tropa_server::app::{ImportOrder, ImportSummary, InputFile, unwatched};
use tropa_server::http::{AppState, router};

/// Forty customers, a day apart: all visit, 30 put something in the cart, 20 pay, of whom half rate it (4 or 5).
/// Even customers come by web, odd ones by store; segment `vip` for every fourth.
pub fn shop_csv() -> String {
    let mut csv = "customer,event,when,channel,score,segment\n".to_owned();
    for i in 0..40 {
        let day = 1 + i % 28;
        let month = 1 + i / 28;
        let channel = if i % 2 == 0 { "web" } else { "store" };
        let segment = if i % 4 == 0 { "vip" } else { "usual" };
        let mut event = |name: &str, minute: u32, score: &str| {
            writeln!(
                csv,
                "c{i:02},{name},2024-{month:02}-{day:02}T10:{minute:02}:00Z,{channel},{score},{segment}"
            )
            .unwrap();
        };
        event("visit", 0, "");
        if i < 30 {
            event("cart", 5, "");
        }
        if i < 20 {
            event("pay", 15, "");
        }
        if i < 10 {
            event("rate", 45, if i < 5 { "5" } else { "4" });
        }
    }
    csv
}

pub fn file(dir: &Path, name: &str, content: &[u8]) -> InputFile {
    let path = dir.join(name);
    std::fs::write(&path, content).unwrap();
    path.into()
}

pub fn order(files: Vec<InputFile>) -> ImportOrder {
    ImportOrder {
        files,
        source: None,
        mapping: None,
        options: tropa_server::MapOptions::default(),
    }
}

pub fn import(workspace: &Workspace, files: Vec<InputFile>) -> ImportSummary {
    workspace.import(&order(files), &mut unwatched()).unwrap()
}

/// A workspace in a folder of its own, with the shop's log imported as `shop`.
pub fn shop() -> (tempfile::TempDir, Arc<Workspace>) {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    import(
        &workspace,
        vec![file(dir.path(), "shop.csv", shop_csv().as_bytes())],
    );
    (dir, Arc::new(workspace))
}

/// Files that are not in the repository; a test without them says so and passes.
pub fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TROPA_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = root.join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

/// The server without a network.
pub struct Api {
    pub runtime: tokio::runtime::Runtime,
    router: Router,
}

pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answered {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(
            self.status.is_success(),
            "{}: {}",
            self.status,
            String::from_utf8_lossy(&self.bytes)
        );
        self.json()
    }

    /// The error's code, with its status checked.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        let error = self.json();
        assert!(!error["message"].as_str().unwrap().is_empty());
        error["code"].as_str().unwrap().to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Api {
    pub fn new(workspace: Arc<Workspace>) -> Self {
        Self::of(|| AppState::new(workspace))
    }

    pub fn of(state: impl FnOnce() -> AppState) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let _inside = runtime.enter();
        let router = router(state(), true);
        Self { router, runtime }
    }

    pub fn send(&self, request: Request<Body>) -> Answered {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
            Answered {
                status,
                headers,
                bytes,
            }
        })
    }

    pub fn get(&self, path: &str) -> Answered {
        self.send(
            Request::get(path)
                .header(header::HOST, "localhost:7117")
                .body(Body::empty())
                .unwrap(),
        )
    }

    pub fn send_json(&self, method: &str, path: &str, body: &Value) -> Answered {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:7117")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.unwrap())
    }

    pub fn post(&self, path: &str, body: &Value) -> Answered {
        self.send_json("POST", path, body)
    }

    pub fn put(&self, path: &str, body: &Value) -> Answered {
        self.send_json("PUT", path, body)
    }

    pub fn delete(&self, path: &str) -> Answered {
        self.send(
            Request::delete(path)
                .header(header::HOST, "localhost:7117")
                .body(Body::empty())
                .unwrap(),
        )
    }

    pub fn upload(&self, name: &str, content: impl Into<Body>) -> Answered {
        let request =
            Request::post(format!("/api/v1/uploads?name={name}")).header(header::HOST, "localhost:7117");
        self.send(request.body(content.into()).unwrap())
    }

    /// The job once it has ended.
    #[track_caller]
    pub fn ended(&self, job: &Value) -> Value {
        let began = Instant::now();
        loop {
            let now = self
                .get(&format!("/api/v1/jobs/{}", job["id"].as_str().unwrap()))
                .ok();
            if now["state"] != "running" {
                return now;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "{now}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A small map without mistakes.
pub fn map(id: &str, title: &str) -> Value {
    json!({
        "format": "tropa.map", "version": 1, "id": id, "title": {"en": title}, "kind": "customer", "state": "as_is",
        "stages": [{"id": "s1", "name": {"en": "Buy"}, "steps": [{"id": "t1", "name": {"en": "Pay"}}]}],
        "lanes": [{"id": "l1", "role": "actions"}],
        "cards": [{"id": "c1", "lane": "l1", "at": "t1", "text": {"en": "Pays <b>by card</b>"}, "state": "assumption"}]
    })
}
