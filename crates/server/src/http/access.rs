//! Who asks, and whether they may: decided once, before any handler, by the row of the endpoint in
//! [`PERMISSIONS`](super::permissions::PERMISSIONS).

use super::permissions::{Action, Least, Permission, permission};
use super::{AppState, method_not_allowed};
use crate::app::{AppError, Author, ErrorCode, Fault, LocalToken, Via, Workspace};
use crate::jobs::Jobs;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tropa_catalog::Role;

/// How a server lets people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everybody on this machine is the owner. Only for a server that others cannot reach.
    Open,
}

/// What decides who is let in.
#[derive(Clone, Debug)]
pub struct Gate {
    pub mode: Mode,
    /// Known to who may read the workspace's folder: the command line on this machine.
    pub(crate) local_token: LocalToken,
}

impl Gate {
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            local_token: LocalToken::fresh(),
        }
    }
}

/// What a handler knows of who asks. There is one for every request that reaches a handler, so a handler that takes it
/// cannot be reached past the table.
#[derive(Clone)]
pub struct Access {
    /// The workspace that was chosen, or the one the map in the address belongs to.
    pub workspace: Arc<Workspace>,
    pub jobs: Jobs,
    /// To whom changes are credited.
    pub author: Author,
    /// In the workspace, or on the map in the address. `None`: before signing in.
    pub role: Option<Role>,
    pub action: Action,
}

impl Access {
    /// Runs work that may block on a thread that may.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Workspace) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Fault> {
        run_on(self.workspace.clone(), work).await
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

/// Lets a request through to its handler, or says why not.
pub(super) async fn admit(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let Some(path) = path else {
        return Fault::ours().into_response();
    };
    let Some(row) = permission(request.method(), path.as_str()) else {
        return method_not_allowed(request.method().clone()).await.into_response();
    };
    match judge(&state, row, request.headers()) {
        Ok(access) => {
            request.extensions_mut().insert(access);
            next.run(request).await
        }
        Err(fault) => fault.into_response(),
    }
}

fn judge(state: &AppState, row: &Permission, headers: &HeaderMap) -> Result<Access, Fault> {
    let Mode::Open = state.gate.mode;
    let via = match bearer(headers) {
        None => Via::Open,
        Some(token) if state.gate.local_token.is(token) => Via::CommandLine,
        Some(_) => return Err(unknown_token()),
    };
    let role = match row.least {
        Least::Anyone => None,
        Least::Person | Least::Member(_) | Least::OnMap(_) | Least::Keeper => Some(Role::Owner),
    };
    Ok(Access {
        workspace: state.workspace.clone(),
        jobs: state.jobs.clone(),
        author: Author::local(via),
        role,
        action: row.action,
    })
}

/// `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn unknown_token() -> Fault {
    Fault::new(
        ErrorCode::NotSignedIn,
        "this token is not known here, or it has ended",
        "этот ключ здесь неизвестен, или его срок истёк",
    )
}
