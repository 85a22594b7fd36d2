//! Who is signed in.

use super::access::{Access, Mode};
use super::extract::{NoParams, Params};
use super::{ApiError, AppState};
use crate::app::Author;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tropa_catalog::Role;
use utoipa::ToSchema;

/// How this server lets people in, and who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    pub mode: SessionMode,
    /// Who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonView>,
    /// Those the person belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workspaces: Vec<WorkspaceOf>,
    /// Sign in with the organisation's accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso: Option<Sso>,
    pub version: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionMode {
    /// Nobody has an account yet: the first person makes theirs.
    Setup,
    SignIn,
    /// Everybody on this machine is the owner; there are no accounts.
    Open,
    SignedIn,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonView {
    pub id: String,
    pub name: String,
    pub email: String,
    /// `en` or `ru`.
    pub language: String,
    /// Of the person's cursor: `#RRGGBB`.
    pub colour: String,
    /// Keeps the installation: makes workspaces.
    pub installation_admin: bool,
}

/// A workspace and what the person may do in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceOf {
    pub id: String,
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sso {
    /// As it stands on the button.
    pub name: String,
}

/// How this server lets people in, and who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 200, body = SessionView), (status = "default", body = ApiError))
)]
pub async fn session(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
) -> Json<SessionView> {
    let Mode::Open = state.gate.mode;
    let Author { id, name, .. } = access.author;
    let person = PersonView {
        id,
        name,
        email: String::new(),
        language: String::new(),
        colour: String::new(),
        installation_admin: true,
    };
    Json(SessionView {
        mode: SessionMode::Open,
        person: Some(person),
        workspaces: vec![WorkspaceOf {
            id: "default".into(),
            name: "Tropa".into(),
            role: Role::Owner,
        }],
        sso: None,
        version: crate::VERSION.into(),
    })
}
