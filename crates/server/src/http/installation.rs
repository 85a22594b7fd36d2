//! The server as a whole: its workspaces, the log of who did what, what it is connected to.

use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::session::WorkspaceOf;
use super::{ApiError, AppState};
use crate::app::{ErrorCode, Fault};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_catalog::{AuditFilter, Role};
use utoipa::{IntoParams, ToSchema};

/// Lines of the audit log when `limit` does not say otherwise, and at most.
const LINES_DEFAULT: u32 = 50;
const LINES_MAX: u32 = 500;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceList {
    /// The first made first.
    pub items: Vec<WorkspaceOf>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceName {
    pub name: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditParams {
    /// The `next` of the page before.
    pub before: Option<u64>,
    /// Only what this person did, by id.
    pub person: Option<String>,
    /// Only this action: `delete_map`.
    pub action: Option<String>,
    /// At most 500; 50 when absent.
    pub limit: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditPerson {
    pub id: String,
    /// As the person is called now; empty where the account is gone.
    pub name: String,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditView {
    pub seq: u64,
    pub at: String,
    /// Absent where nobody was signed in, and for the command line on the server's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<AuditPerson>,
    pub via: String,
    pub action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditPage {
    /// The last first.
    pub items: Vec<AuditView>,
    /// The `before` of the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// What the server is connected to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InstallationView {
    pub version: String,
    /// `sqlite` or `postgresql`.
    pub database: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso: Option<SsoView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SsoView {
    pub name: String,
    pub issuer: String,
    /// Whose e-mails may come in; empty: all.
    pub allowed_domains: Vec<String>,
    /// Of who comes in for the first time.
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailView {
    pub from: String,
}

/// The workspaces the caller belongs to.
#[utoipa::path(get, path = "/api/v1/workspaces", tag = "people",
    responses((status = 200, body = WorkspaceList), (status = "default", body = ApiError)))]
pub async fn workspaces(access: Access, _: Params<NoParams>) -> Result<Json<WorkspaceList>, Fault> {
    let identity = access.identity.clone();
    let all = access
        .run(move |workspace| workspace.memberships(&identity))
        .await?;
    let items = all.into_iter().map(|one| WorkspaceOf {
        id: one.workspace_id,
        name: one.name,
        role: one.role,
    });
    Ok(Json(WorkspaceList {
        items: items.collect(),
    }))
}

/// A new, empty workspace, owned by the caller.
#[utoipa::path(post, path = "/api/v1/workspaces", tag = "people", request_body = WorkspaceName,
    responses((status = 201, body = WorkspaceOf), (status = "default", body = ApiError)))]
pub async fn new_workspace(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<WorkspaceName>,
) -> Result<(StatusCode, Json<WorkspaceOf>), Fault> {
    let owner = access.person().cloned();
    let made = access
        .run(move |workspace| workspace.add_workspace(&wish.name, owner.as_ref()))
        .await?;
    let made = WorkspaceOf {
        id: made.id,
        name: made.name,
        role: Role::Owner,
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Gives the workspace another name. `id` must be the workspace the request is for.
#[utoipa::path(patch, path = "/api/v1/workspaces/{id}", tag = "people", params(("id" = String, Path)),
    request_body = WorkspaceName,
    responses((status = 200, body = WorkspaceOf), (status = "default", body = ApiError)))]
pub async fn rename_workspace(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(wish): Body<WorkspaceName>,
) -> Result<Json<WorkspaceOf>, Fault> {
    let identity = access.identity.clone();
    let wanted = id.clone();
    let mine = access
        .run(move |workspace| workspace.memberships(&identity))
        .await?;
    let Some(found) = mine.into_iter().find(|one| one.workspace_id == wanted) else {
        return Err(Fault::new(
            ErrorCode::NotFound,
            "you belong to no such workspace",
            "вы не состоите в таком пространстве",
        ));
    };
    if found.role < Role::Administrator {
        return Err(super::access::not_allowed(Role::Administrator));
    }
    let (workspace, _) = state.of_workspace(&id).await?;
    let name = wish.name.trim().to_owned();
    super::access::run_on(workspace, move |workspace| workspace.rename(&wish.name)).await?;
    Ok(Json(WorkspaceOf {
        id,
        name,
        role: found.role,
    }))
}

/// Who did what in the workspace; the last first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "people", params(AuditParams),
    responses((status = 200, body = AuditPage), (status = "default", body = ApiError)))]
pub async fn audit(access: Access, Params(params): Params<AuditParams>) -> Result<Json<AuditPage>, Fault> {
    let limit = params.limit.unwrap_or(LINES_DEFAULT).clamp(1, LINES_MAX);
    let filter = AuditFilter {
        before: params.before,
        person_id: params.person,
        action: params.action,
        of_installation: access.identity.keeps_installation(),
    };
    let mut lines = access
        .run(move |workspace| workspace.audit(&filter, limit + 1))
        .await?;
    let more = lines.len() > limit as usize;
    lines.truncate(limit as usize);
    let next = lines.last().filter(|_| more).map(|line| line.seq);
    let items = lines.into_iter().map(|line| AuditView {
        seq: line.seq,
        at: line.entry.at,
        person: line.entry.person_id.map(|id| AuditPerson {
            id,
            name: line.person_name.unwrap_or_default(),
        }),
        via: line.entry.via,
        action: line.entry.action,
        object_kind: line.entry.object_kind,
        object_id: line.entry.object_id,
        detail: line.entry.detail,
        ip: line.entry.ip,
    });
    Ok(Json(AuditPage {
        items: items.collect(),
        next,
    }))
}

/// What the server is connected to: database, single sign-on, mail.
#[utoipa::path(get, path = "/api/v1/installation", tag = "people",
    responses((status = 200, body = InstallationView), (status = "default", body = ApiError)))]
pub async fn installation(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
) -> Json<InstallationView> {
    let sso = state.gate.oidc.as_ref().map(|oidc| SsoView {
        name: oidc.settings.name.clone(),
        issuer: oidc.settings.issuer.clone(),
        allowed_domains: oidc.settings.allowed_domains.clone(),
        role: oidc.settings.role,
    });
    let mail = state.gate.mail.as_ref().map(|mail| MailView {
        from: mail.from.to_string(),
    });
    Json(InstallationView {
        version: crate::VERSION.into(),
        database: access.workspace.database().into(),
        sso,
        mail,
    })
}
