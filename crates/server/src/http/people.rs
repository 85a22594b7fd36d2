//! Members, invitations, teams, tokens, workspaces and the audit log.

use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::session::with_detail;
use super::{ApiError, AppState};
use crate::app::{Fault, Hand};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tropa_catalog::{Member, Role};
use utoipa::ToSchema;

/// A person in the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberView {
    pub id: String,
    pub name: String,
    pub email: String,
    pub colour: String,
    pub role: Role,
    /// Ids.
    pub teams: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<String>,
    /// May not sign in.
    pub disabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberList {
    /// By name.
    pub items: Vec<MemberView>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// A link that is shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OneTimeLink {
    pub link: String,
    pub expires_at: String,
}

fn member(member: Member) -> MemberView {
    let Member { person, role, teams } = member;
    MemberView {
        id: person.id,
        name: person.name,
        email: person.email,
        colour: person.colour,
        role,
        teams,
        last_seen_at: person.last_seen_at,
        disabled: person.disabled_at.is_some(),
    }
}

impl Access {
    /// With which rights the caller changes others.
    pub(super) fn hand(&self) -> Hand {
        Hand {
            role: self.role.unwrap_or(Role::Viewer),
            keeper: self.identity.keeps_installation(),
        }
    }
}

/// The members of the workspace.
#[utoipa::path(get, path = "/api/v1/people", tag = "people",
    responses((status = 200, body = MemberList), (status = "default", body = ApiError)))]
pub async fn people(access: Access, _: Params<NoParams>) -> Result<Json<MemberList>, Fault> {
    let all = access.run(|workspace| workspace.members()).await?;
    Ok(Json(MemberList {
        items: all.into_iter().map(member).collect(),
    }))
}

/// Another role for a member, or shut out of the installation and let in again.
#[utoipa::path(patch, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)),
    request_body = MemberChange,
    responses((status = 200, body = MemberView), (status = "default", body = ApiError)))]
pub async fn change_person(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(change): Body<MemberChange>,
) -> Result<Response, Fault> {
    let (hand, wish) = (access.hand(), change.clone());
    let changed = access
        .run(move |workspace| workspace.change_member(hand, &id, wish.role, wish.disabled))
        .await?;
    state.rights_changed();
    Ok(with_detail(Json(member(changed)).into_response(), json!(change)))
}

/// Lets a member go from the workspace; the account stays.
#[utoipa::path(delete, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn remove_person(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    let hand = access.hand();
    access
        .run(move |workspace| workspace.remove_member(hand, &id))
        .await?;
    state.rights_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// A link by which a member chooses a new password; shown once, good for a day.
#[utoipa::path(post, path = "/api/v1/people/{id}/reset_link", tag = "people", params(("id" = String, Path)),
    responses((status = 201, body = OneTimeLink), (status = "default", body = ApiError)))]
pub async fn reset_link(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<OneTimeLink>), Fault> {
    let hand = access.hand();
    let (secret, expires_at) = access
        .run(move |workspace| workspace.reset_for_member(hand, &id))
        .await?;
    let link = format!("{}/reset/{secret}", state.gate.base_for(&headers));
    Ok((StatusCode::CREATED, Json(OneTimeLink { link, expires_at })))
}
