//! People with accounts, as browsers and programs of theirs.

use super::{Answered, Api};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::Arc;
use tropa_server::Workspace;
use tropa_server::http::{AppState, Gate, GateSettings, Mode};

pub const PASSWORD: &str = "трава у дома 17";

/// A server with accounts, and nobody there yet.
pub fn with_accounts(workspace: Arc<Workspace>) -> Api {
    with_settings(workspace, GateSettings::new(Mode::Accounts))
}

pub fn with_settings(workspace: Arc<Workspace>, settings: GateSettings) -> Api {
    Api::of(move || AppState::with(workspace, Gate::new(settings)))
}

/// A browser that keeps its cookies and shows that its pages are the server's own; or a program with a token.
pub struct Visitor<'a> {
    api: &'a Api,
    cookies: RefCell<Vec<(String, String)>>,
    pub token: Option<String>,
    pub workspace: Option<String>,
}

impl<'a> Visitor<'a> {
    pub fn new(api: &'a Api) -> Self {
        Self {
            api,
            cookies: RefCell::default(),
            token: None,
            workspace: None,
        }
    }

    pub fn program(api: &'a Api, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..Self::new(api)
        }
    }

    /// The first person, signed in.
    pub fn first(api: &'a Api) -> Self {
        let visitor = Self::new(api);
        let wish =
            json!({"name": "Ann", "email": "ann@example.org", "password": PASSWORD, "workspace": "Shop"});
        visitor.post("/api/v1/setup", &wish).ok();
        visitor
    }

    /// Somebody invited by this person, signed in.
    #[track_caller]
    pub fn invited(&self, name: &str, role: &str) -> Visitor<'a> {
        let email = format!("{}@example.org", name.to_lowercase());
        let made = self
            .post("/api/v1/invitations", &json!({"email": email, "role": role}))
            .ok();
        let secret = made["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let visitor = Visitor::new(self.api);
        let wish = json!({"name": name, "password": PASSWORD});
        visitor
            .post(&format!("/api/v1/invitations/by_token/{secret}"), &wish)
            .ok();
        visitor
    }

    /// A token of this person.
    #[track_caller]
    pub fn token(&self, scope: &str) -> String {
        let made = self
            .post("/api/v1/tokens", &json!({"name": scope, "scopes": [scope]}))
            .ok();
        made["token"].as_str().unwrap().to_owned()
    }

    pub fn id(&self) -> String {
        let session = self.get("/api/v1/session").ok();
        session["person"]["id"].as_str().unwrap().to_owned()
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.cookies.borrow();
        cookies
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    }

    pub fn forget(&self, name: &str) {
        self.cookies.borrow_mut().retain(|(known, _)| known != name);
    }

    pub fn keep(&self, name: &str, value: &str) {
        self.forget(name);
        self.cookies.borrow_mut().push((name.into(), value.into()));
    }

    pub fn get(&self, path: &str) -> Answered {
        self.send("GET", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Answered {
        self.send("POST", path, Some(body))
    }

    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Answered {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:7117");
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(proof) = self.cookie("tropa_csrf") {
            request = request.header("x-tropa-csrf", proof);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(workspace) = &self.workspace {
            request = request.header("tropa-workspace", workspace);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let answered = self.api.send(request.body(body).unwrap());
        for set in answered.headers.get_all(header::SET_COOKIE) {
            let (pair, rest) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.forget(name);
            if !rest.contains("Max-Age=0") {
                self.keep(name, value);
            }
        }
        answered
    }
}
