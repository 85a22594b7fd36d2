//! Who asks, and whether they may: decided once, before any handler, by the row of the endpoint in
//! [`PERMISSIONS`](super::permissions::PERMISSIONS).

use super::cookies::{self, cookie};
use super::gate::Mode;
use super::permissions::{Action, Least, Permission, permission};
use super::{AppState, method_not_allowed};
use crate::app::{
    AppError, Author, Credential, ErrorCode, Fault, Identity, Origin, Standing, Via, Workspace, no_such_map,
    now_rfc3339, same,
};
use crate::jobs::Jobs;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tropa_catalog::{AuditEntry, MapId, MapRights, Person, Role, Session};

/// What a handler knows of who asks. There is one for every request that reaches a handler, so a handler that takes it
/// cannot be reached past the table.
#[derive(Clone)]
pub struct Access {
    /// The workspace that was chosen, or the one the map in the address belongs to; the first one before signing in.
    pub workspace: Arc<Workspace>,
    pub jobs: Jobs,
    /// To whom changes are credited.
    pub author: Author,
    /// In the workspace, or on the map in the address. `None`: before signing in.
    pub role: Option<Role>,
    pub action: Action,
    pub(super) identity: Arc<Identity>,
    /// On each map of the workspace.
    rights: Option<MapRights>,
    pub(super) origin: Origin,
    /// To look again, for connections that live long.
    again: Arc<Again>,
}

/// What it takes to judge the same caller once more.
struct Again {
    first: Arc<Workspace>,
    credential: Credential,
    rights: tokio::sync::watch::Receiver<u64>,
}

/// Without being asked, a live connection looks this often whether its session still stands.
const LOOK_EVERY: Duration = Duration::from_secs(300);

impl Access {
    /// Runs work that may block on a thread that may.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Workspace) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Fault> {
        run_on(self.workspace.clone(), work).await
    }

    /// What the caller may do on a map of the workspace; `None` where the map is hidden from them.
    pub fn role_on(&self, map: &str) -> Option<Role> {
        self.rights.as_ref().and_then(|rights| rights.on(map))
    }

    /// Whether the caller sees the map; the same rule for lists, links between maps and searches.
    pub fn sees(&self, map: &str) -> bool {
        self.role_on(map).is_some()
    }

    /// For a second map that a request names, beside that in its address.
    pub fn must_be(&self, least: Role, map: &MapId) -> Result<(), Fault> {
        match self.role_on(map.as_str()) {
            None => Err(no_such_map(map.as_str())),
            Some(role) if role < least => Err(not_allowed(least)),
            Some(_) => Ok(()),
        }
    }

    /// Ends when the caller is no longer what they were on the map of the address, with what they are now; `None`: they no
    /// longer see it. For live connections: whoever is shut out must not go on listening.
    pub async fn until_changed(&self, map: &MapId) -> Option<Role> {
        let mut rights = self.again.rights.clone();
        loop {
            let told = tokio::time::timeout(LOOK_EVERY, rights.changed()).await;
            if matches!(told, Ok(Err(_))) {
                // The server stops; what ends its connections is not this.
                return std::future::pending().await;
            }
            let (credential, asked, was) =
                (self.again.credential.clone(), map.clone(), self.identity.clone());
            let looked = run_on(self.again.first.clone(), move |workspace| {
                let identity = match &*was {
                    Identity::Local => Identity::Local,
                    _ => workspace.identify(&credential)?,
                };
                let standing = workspace.standing(&identity, Some(&asked), None)?;
                Ok(standing.rights.on(asked.as_str()))
            });
            let role = match looked.await {
                Ok(role) => role,
                Err(fault) if fault.code == ErrorCode::Internal => self.role,
                Err(_) => None,
            };
            if role != self.role {
                return role;
            }
        }
    }

    /// The person, where one is signed in or a token speaks for one.
    pub fn person(&self) -> Option<&Person> {
        self.identity.person()
    }

    /// For what only people with accounts have: a profile, tokens.
    pub(super) fn must_be_person(&self) -> Result<&Person, Fault> {
        self.person().ok_or_else(|| {
            Fault::new(
                ErrorCode::NotAllowed,
                "this server has no accounts: everybody on this machine may do everything",
                "на этом сервере нет учётных записей: на этой машине всем можно всё",
            )
        })
    }

    /// The person and the browser they are signed in with.
    pub(super) fn must_be_session(&self) -> Result<(&Person, &Session), Fault> {
        match &*self.identity {
            Identity::BySession(person, session) => Ok((person, session)),
            _ => Err(self.must_be_person().err().unwrap_or_else(not_for_tokens)),
        }
    }
}

/// Runs work that may block on a thread that may.
pub(super) async fn run_on<T: Send + 'static>(
    workspace: Arc<Workspace>,
    work: impl FnOnce(&Workspace) -> Result<T, AppError> + Send + 'static,
) -> Result<T, Fault> {
    match tokio::task::spawn_blocking(move || work(&workspace)).await {
        Ok(result) => Ok(result?),
        Err(panicked) => {
            tracing::error!("a request failed: {panicked}");
            Err(Fault::ours())
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Access {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Access>().cloned().ok_or_else(|| {
            tracing::error!("{} was reached past the table of permissions", parts.uri.path());
            Fault::ours()
        })
    }
}

/// More about what was done, for the audit log: a handler puts it into its answer's extensions.
#[derive(Clone, Debug)]
pub(super) struct Detail(pub serde_json::Value);

/// Lets a request through to its handler, or says why not; then writes down what was done.
pub(super) async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(path) = parts.extensions.get::<MatchedPath>().cloned() else {
        return Fault::ours().into_response();
    };
    let Some(row) = permission(&parts.method, path.as_str()) else {
        return method_not_allowed(parts.method).await.into_response();
    };
    let params: Vec<(String, String)> = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(params) => params
            .iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        Err(_) => Vec::new(),
    };
    let access = match judge(&state, row, &parts, &params).await {
        Ok(access) => access,
        Err(fault) => return fault.into_response(),
    };
    parts.extensions.insert(access.clone());
    let unsafe_method = parts.method != Method::GET && parts.method != Method::HEAD;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if unsafe_method && row.action.is_noted() && response.status().is_success() {
        let detail = response.extensions_mut().remove::<Detail>();
        note(&access, row, &params, detail).await;
    }
    if state.gate.mode == Mode::Accounts && row.least != Least::Anyone {
        let headers = response.headers_mut();
        let kept = headers
            .get(header::CACHE_CONTROL)
            .is_some_and(|value| value == "no-cache");
        let word = if kept { "private, no-cache" } else { "no-store" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(word));
    }
    response
}

async fn judge(
    state: &AppState,
    row: &'static Permission,
    parts: &Parts,
    params: &[(String, String)],
) -> Result<Access, Fault> {
    let headers = &parts.headers;
    let (identity, via, credential) = identify(state, headers).await?;
    let mut access = Access {
        workspace: state.workspace.clone(),
        jobs: state.jobs.clone(),
        author: Author::local(via),
        role: None,
        action: row.action,
        identity: Arc::new(identity),
        rights: None,
        origin: origin(state, parts),
        again: Arc::new(Again {
            first: state.workspace.clone(),
            credential,
            rights: state.watch_rights(),
        }),
    };
    if let Some(person) = access.identity.person() {
        let (id, name) = (person.id.clone(), person.name.clone());
        access.author = Author { id, name, via };
    }
    if row.least == Least::Anyone {
        return Ok(access);
    }
    match &*access.identity {
        Identity::Nobody => return Err(not_signed_in()),
        Identity::Local => {}
        Identity::BySession(_, session) => {
            let safe = parts.method == Method::GET || parts.method == Method::HEAD;
            let shown = headers.get("x-tropa-csrf").and_then(|value| value.to_str().ok());
            if !safe && !shown.is_some_and(|shown| same(shown, &session.csrf)) {
                return Err(bad_csrf());
            }
        }
        Identity::ByToken(_, token) => {
            let needed = scope_of(row.least).ok_or_else(not_for_tokens)?;
            if !token
                .scopes
                .iter()
                .filter_map(|word| Scope::of(word))
                .any(|scope| scope >= needed)
            {
                return Err(out_of_scope(needed));
            }
        }
    }
    let least = match row.least {
        Least::Anyone | Least::Person => return Ok(access),
        Least::Keeper if access.identity.keeps_installation() => return Ok(access),
        Least::Keeper => return Err(not_keeper()),
        Least::Member(role) | Least::InPerson(role) | Least::OnMap(role) => role,
    };
    let map = match row.least {
        Least::OnMap(_) => params
            .iter()
            .find(|(name, _)| name == "id")
            .map(|(_, id)| MapId::new(id))
            .transpose()?,
        _ => None,
    };
    let wanted = headers
        .get("tropa-workspace")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let (identity, asked) = (access.identity.clone(), map.clone());
    let standing = run_on(state.workspace.clone(), move |workspace| {
        workspace.standing(&identity, asked.as_ref(), wanted.as_deref())
    });
    let Standing { workspace_id, rights } = standing.await?;
    let role = match &map {
        Some(map) => rights.on(map.as_str()).ok_or_else(|| no_such_map(map.as_str()))?,
        None => rights.role,
    };
    if role < least {
        return Err(not_allowed(least));
    }
    (access.workspace, access.jobs) = state.of_workspace(&workspace_id).await?;
    (access.role, access.rights) = (Some(role), Some(rights));
    Ok(access)
}

async fn identify(state: &AppState, headers: &HeaderMap) -> Result<(Identity, Via, Credential), Fault> {
    let (credential, via) = match (bearer(headers), cookie(headers, cookies::SESSION)) {
        (Some(token), _) if state.gate.local_token.is(token) => {
            return Ok((Identity::Local, Via::CommandLine, Credential::Nothing));
        }
        (Some(token), _) => (Credential::Token(token.to_owned()), Via::Token),
        (None, _) if state.gate.mode == Mode::Open => {
            return Ok((Identity::Local, Via::Open, Credential::Nothing));
        }
        (None, Some(session)) => (Credential::Session(session.to_owned()), Via::Session),
        (None, None) => return Ok((Identity::Nobody, Via::Session, Credential::Nothing)),
    };
    let shown = credential.clone();
    let identity = run_on(state.workspace.clone(), move |workspace| {
        workspace.identify(&shown)
    })
    .await?;
    // A program with a key that opens nothing should hear of it, also where nobody need be signed in.
    if via == Via::Token && matches!(identity, Identity::Nobody) {
        return Err(unknown_token());
    }
    Ok((identity, via, credential))
}

/// What API tokens allow; each allows what those before it do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    Read,
    Comment,
    Write,
    Admin,
}

impl Scope {
    pub fn of(word: &str) -> Option<Self> {
        [Self::Read, Self::Comment, Self::Write, Self::Admin]
            .into_iter()
            .find(|scope| scope.word() == word)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Comment => "comment",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }
}

/// The scope a row needs; `None` where no token opens it.
fn scope_of(least: Least) -> Option<Scope> {
    match least {
        Least::Anyone | Least::Person | Least::InPerson(_) => None,
        Least::Keeper => Some(Scope::Admin),
        Least::Member(role) | Least::OnMap(role) => Some(match role {
            Role::Viewer => Scope::Read,
            Role::Commenter => Scope::Comment,
            Role::Editor => Scope::Write,
            Role::Administrator | Role::Owner => Scope::Admin,
        }),
    }
}

/// `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Where the request comes from: the connection's other end, or what a proxy that is trusted says of it.
fn origin(state: &AppState, parts: &Parts) -> Origin {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let forwarded = text("x-forwarded-for").filter(|_| state.gate.behind_proxy);
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip().to_string());
    // The last address is the one the trusted proxy itself saw; those before it are only claimed.
    let ip = forwarded
        .and_then(|all| all.rsplit(',').next())
        .map(|ip| ip.trim().chars().take(64).collect());
    Origin {
        ip: ip.or(peer),
        agent: text("user-agent").map(str::to_owned),
    }
}

async fn note(access: &Access, row: &Permission, params: &[(String, String)], detail: Option<Detail>) {
    let (kind, param) = row.object();
    let object = param.and_then(|name| params.iter().find(|(known, _)| known == name));
    let of_workspace = !matches!(row.least, Least::Anyone | Least::Person | Least::Keeper);
    access
        .note(AuditEntry {
            at: now_rfc3339(),
            workspace_id: of_workspace.then(|| access.workspace.id().to_owned()),
            person_id: access.person().map(|person| person.id.clone()),
            via: access.author.via.word().into(),
            action: row.action.word(),
            object_kind: kind.map(Into::into),
            object_id: object.map(|(_, id)| id.clone()),
            detail: detail.map(|Detail(value)| value),
            ip: access.origin.ip.clone(),
        })
        .await;
}

impl Access {
    /// Writes a line into the audit log. What was done is done: where the log cannot be written, the server's own log
    /// says so and the answer stays.
    pub(super) async fn note(&self, entry: AuditEntry) {
        if self.run(move |workspace| workspace.note(&entry)).await.is_err() {
            tracing::error!("a line of the audit log was not written");
        }
    }

    /// [`note`](Self::note) of something that concerns the installation, such as signing in.
    pub(super) async fn note_of_installation(
        &self,
        action: &str,
        person_id: Option<&str>,
        detail: Option<serde_json::Value>,
    ) {
        let entry = AuditEntry {
            at: now_rfc3339(),
            workspace_id: None,
            person_id: person_id.map(str::to_owned),
            via: self.author.via.word().into(),
            action: action.to_owned(),
            object_kind: None,
            object_id: None,
            detail,
            ip: self.origin.ip.clone(),
        };
        self.note(entry).await;
    }

    /// For limits by address.
    pub(super) fn ip(&self) -> &str {
        self.origin.ip.as_deref().unwrap_or_default()
    }
}

pub(super) fn not_signed_in() -> Fault {
    Fault::new(ErrorCode::NotSignedIn, "sign in first", "сначала войдите")
}

fn unknown_token() -> Fault {
    Fault::new(
        ErrorCode::NotSignedIn,
        "this token is not known here, or it has ended",
        "этот ключ здесь неизвестен, или его срок истёк",
    )
}

fn bad_csrf() -> Fault {
    Fault::new(
        ErrorCode::BadCsrf,
        "the header x-tropa-csrf must hold what the cookie tropa_csrf does; reload the page",
        "в заголовке x-tropa-csrf должно быть то же, что в cookie tropa_csrf; обновите страницу",
    )
}

fn not_for_tokens() -> Fault {
    Fault::new(
        ErrorCode::NotAllowed,
        "this is for people who are signed in, not for API tokens",
        "это могут только вошедшие люди, не ключи API",
    )
}

fn out_of_scope(needed: Scope) -> Fault {
    let word = needed.word();
    Fault::new(
        ErrorCode::NotAllowed,
        format!("the token does not have the scope «{word}»"),
        format!("у ключа нет права «{word}»"),
    )
}

fn not_keeper() -> Fault {
    Fault::new(
        ErrorCode::NotAllowed,
        "only who keeps the installation may do this",
        "это может только тот, кто ведёт всю установку",
    )
}

pub(super) fn not_allowed(least: Role) -> Fault {
    let russian = match least {
        Role::Viewer => "читателем",
        Role::Commenter => "комментатором",
        Role::Editor => "редактором",
        Role::Administrator => "администратором",
        Role::Owner => "владельцем",
    };
    Fault::new(
        ErrorCode::NotAllowed,
        format!("for this one must be {least} or more"),
        format!("для этого нужно быть хотя бы {russian}"),
    )
}
