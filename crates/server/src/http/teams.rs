//! Teams: departments and groups that maps are shared with.

use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::{ApiError, AppState};
use crate::app::Fault;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_catalog::Team;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamView {
    pub id: String,
    pub name: String,
    /// Ids of people.
    pub members: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamList {
    /// By name.
    pub items: Vec<TeamView>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    pub name: String,
    /// Ids of people; who is no member of the workspace is left out.
    #[serde(default)]
    pub members: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In the place of all there were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<String>>,
}

fn team(team: Team) -> TeamView {
    TeamView {
        id: team.id,
        name: team.name,
        members: team.members,
    }
}

/// The teams of the workspace.
#[utoipa::path(get, path = "/api/v1/teams", tag = "people",
    responses((status = 200, body = TeamList), (status = "default", body = ApiError)))]
pub async fn teams(access: Access, _: Params<NoParams>) -> Result<Json<TeamList>, Fault> {
    let all = access.run(|workspace| workspace.teams()).await?;
    Ok(Json(TeamList {
        items: all.into_iter().map(team).collect(),
    }))
}

/// A new team.
#[utoipa::path(post, path = "/api/v1/teams", tag = "people", request_body = NewTeam,
    responses((status = 201, body = TeamView), (status = "default", body = ApiError)))]
pub async fn new_team(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<NewTeam>,
) -> Result<(StatusCode, Json<TeamView>), Fault> {
    let made = access
        .run(move |workspace| workspace.add_team(&wish.name, wish.members))
        .await?;
    Ok((StatusCode::CREATED, Json(team(made))))
}

/// Another name, or other members, of a team.
#[utoipa::path(patch, path = "/api/v1/teams/{id}", tag = "people", params(("id" = String, Path)),
    request_body = TeamChange,
    responses((status = 200, body = TeamView), (status = "default", body = ApiError)))]
pub async fn change_team(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(wish): Body<TeamChange>,
) -> Result<Json<TeamView>, Fault> {
    let changed = access
        .run(move |workspace| workspace.change_team(&id, wish.name.as_deref(), wish.members))
        .await?;
    state.rights_changed();
    Ok(Json(team(changed)))
}

/// Deletes a team, and the rights it had.
#[utoipa::path(delete, path = "/api/v1/teams/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn delete_team(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access.run(move |workspace| workspace.delete_team(&id)).await?;
    state.rights_changed();
    Ok(StatusCode::NO_CONTENT)
}
