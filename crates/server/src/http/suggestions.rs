//! Changes of a map: made at once, or proposed for somebody to decide on.

use super::ApiError;
use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::history::Changed;
use crate::app::{Acceptance, Fault, NewSuggestion, SuggestionView};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_catalog::MapId;
use tropa_map::change::Change;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SuggestionList {
    /// Open ones first, then the newest.
    pub items: Vec<SuggestionView>,
}

/// Why not, for who proposed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// All of them are made, in order, or none.
    pub changes: Vec<Change>,
    /// The revision they were thought of on; others' changes since then stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_revision: Option<u64>,
}

/// Changes a map record by record: others' changes of other records stay.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/changes",
    tag = "maps",
    params(("id" = String, Path)),
    request_body = Changes,
    responses((status = 200, body = Changed), (status = "default", body = ApiError))
)]
pub async fn change_map(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<Changes>,
) -> Result<Json<Changed>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let edited = access
        .run(move |workspace| workspace.change_map(&id, &by, "api", &given.changes, given.seen_revision))
        .await?;
    Ok(Json(Changed {
        revision: edited.revision,
    }))
}

/// What was proposed for a map.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/suggestions",
    tag = "suggestions",
    params(("id" = String, Path)),
    responses((status = 200, body = SuggestionList), (status = "default", body = ApiError))
)]
pub async fn suggestions(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<Json<SuggestionList>, Fault> {
    let id = MapId::new(&id)?;
    let items = access.run(move |workspace| workspace.suggestions(&id)).await?;
    Ok(Json(SuggestionList { items }))
}

/// Proposes changes that can be made on the map as it now is.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/suggestions",
    tag = "suggestions",
    params(("id" = String, Path)),
    request_body = NewSuggestion,
    responses((status = 201, body = SuggestionView), (status = "default", body = ApiError))
)]
pub async fn suggest(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<NewSuggestion>,
) -> Result<(StatusCode, Json<SuggestionView>), Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let suggestion = access
        .run(move |workspace| workspace.suggest(&id, &given, &by))
        .await?;
    Ok((StatusCode::CREATED, Json(suggestion)))
}

/// Makes the changes, or the wanted ones of them; the others go on waiting.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/suggestions/{suggestion}/accept",
    tag = "suggestions",
    params(("id" = String, Path), ("suggestion" = String, Path)),
    request_body = Acceptance,
    responses((status = 200, body = Changed), (status = "default", body = ApiError))
)]
pub async fn accept_suggestion(
    access: Access,
    Path((id, suggestion)): Path<(String, String)>,
    _: Params<NoParams>,
    Body(wanted): Body<Acceptance>,
) -> Result<Json<Changed>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let revision = access
        .run(move |workspace| workspace.accept_suggestion(&id, &suggestion, &wanted, &by))
        .await?;
    Ok(Json(Changed { revision }))
}

/// Turns a suggestion down.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/suggestions/{suggestion}/reject",
    tag = "suggestions",
    params(("id" = String, Path), ("suggestion" = String, Path)),
    request_body = Rejection,
    responses((status = 200, body = SuggestionView), (status = "default", body = ApiError))
)]
pub async fn reject_suggestion(
    access: Access,
    Path((id, suggestion)): Path<(String, String)>,
    _: Params<NoParams>,
    Body(given): Body<Rejection>,
) -> Result<Json<SuggestionView>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let rejected = access
        .run(move |workspace| workspace.reject_suggestion(&id, &suggestion, given.reason.as_deref(), &by))
        .await?;
    Ok(Json(rejected))
}
