//! What happened to a map, how it was, and how it comes back.

use super::access::Access;
use super::extract::{Body, Id, Ids, NoParams, Params};
use super::{ApiError, Language};
use crate::app::{Fault, HistoryRun, MapDiff, NamedVersion, RestoreTo, SinceSeen, VersionName};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_catalog::MapId;
use tropa_map::Map;
use utoipa::{IntoParams, ToSchema};

/// Runs of one answer when nothing is said.
const RUNS: u32 = 30;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryParams {
    /// Only what was done before this position: the `from_seq` of the last run one has.
    pub before: Option<u64>,
    /// At most so many runs; 30 when absent, 100 at most.
    pub limit: Option<u32>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MomentsParams {
    /// Position of the earlier state.
    pub from: u64,
    /// Position of the later state.
    pub to: u64,
    /// English when absent.
    pub lang: Option<Language>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct History {
    /// The latest first.
    pub items: Vec<HistoryRun>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionList {
    /// The newest first.
    pub items: Vec<NamedVersion>,
}

/// The map was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Changed {
    /// The map's position after it.
    pub revision: u64,
}

/// What was done to a map, by whom: one entry for what one person did without a pause of ten minutes.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/history",
    tag = "history",
    params(("id" = String, Path), HistoryParams),
    responses((status = 200, body = History), (status = "default", body = ApiError))
)]
pub async fn history(
    access: Access,
    Id(id): Id,
    Params(params): Params<HistoryParams>,
) -> Result<Json<History>, Fault> {
    let id = MapId::new(&id)?;
    let limit = params.limit.unwrap_or(RUNS);
    let items = access
        .run(move |workspace| workspace.history(&id, params.before, limit))
        .await?;
    Ok(Json(History { items }))
}

/// The map as it was after a position of its history.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/at/{seq}",
    tag = "history",
    params(("id" = String, Path), ("seq" = u64, Path)),
    responses((status = 200, body = Map), (status = "default", body = ApiError))
)]
pub async fn map_then(access: Access, Ids(id, seq): Ids, _: Params<NoParams>) -> Result<Json<Map>, Fault> {
    let id = MapId::new(&id)?;
    let seq = seq.parse().map_err(|_| {
        Fault::new(
            crate::ErrorCode::BadRequest,
            "`seq`: expected a number",
            "`seq`: нужно число",
        )
        .at("seq")
    })?;
    Ok(Json(
        access.run(move |workspace| workspace.map_then(&id, seq)).await?,
    ))
}

/// What is different between two moments of a map's history.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/diff",
    tag = "history",
    params(("id" = String, Path), MomentsParams),
    responses((status = 200, body = MapDiff), (status = "default", body = ApiError))
)]
pub async fn diff_moments(
    access: Access,
    Id(id): Id,
    Params(params): Params<MomentsParams>,
) -> Result<Json<MapDiff>, Fault> {
    let id = MapId::new(&id)?;
    let lang = params.lang.unwrap_or_default().of_maps();
    let diff = access
        .run(move |workspace| workspace.diff_moments(&id, params.from, params.to, lang))
        .await?;
    Ok(Json(diff))
}

/// Brings an earlier state back as a new change; nothing is lost.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/restore",
    tag = "history",
    params(("id" = String, Path)),
    request_body = RestoreTo,
    responses((status = 200, body = Changed), (status = "default", body = ApiError))
)]
pub async fn restore(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(to): Body<RestoreTo>,
) -> Result<Json<Changed>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let edited = access
        .run(move |workspace| workspace.restore_map(&id, &to, &by))
        .await?;
    Ok(Json(Changed {
        revision: edited.revision,
    }))
}

/// What is different since the person who asks looked last.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/since_seen",
    tag = "history",
    params(("id" = String, Path)),
    responses((status = 200, body = SinceSeen), (status = "default", body = ApiError))
)]
pub async fn since_seen(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<SinceSeen>, Fault> {
    let (id, person) = (MapId::new(&id)?, access.author.id.clone());
    let since = access
        .run(move |workspace| workspace.since_seen(&id, &person))
        .await?;
    Ok(Json(since))
}

/// The person who asks has seen the map as it now is.
#[utoipa::path(
    put,
    path = "/api/v1/maps/{id}/seen",
    tag = "history",
    params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn see_map(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    let (id, person) = (MapId::new(&id)?, access.author.id.clone());
    access
        .run(move |workspace| workspace.see_map(&id, &person))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// States of the map that somebody gave a name.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/versions",
    tag = "history",
    params(("id" = String, Path)),
    responses((status = 200, body = VersionList), (status = "default", body = ApiError))
)]
pub async fn versions(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<VersionList>, Fault> {
    let id = MapId::new(&id)?;
    let items = access.run(move |workspace| workspace.versions(&id)).await?;
    Ok(Json(VersionList { items }))
}

/// Gives the map as it now is a name.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/versions",
    tag = "history",
    params(("id" = String, Path)),
    request_body = VersionName,
    responses((status = 201, body = NamedVersion), (status = "default", body = ApiError))
)]
pub async fn name_version(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<VersionName>,
) -> Result<(StatusCode, Json<NamedVersion>), Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let version = access
        .run(move |workspace| workspace.name_version(&id, &given, &by))
        .await?;
    Ok((StatusCode::CREATED, Json(version)))
}

/// Gives a version another name or note.
#[utoipa::path(
    patch,
    path = "/api/v1/maps/{id}/versions/{version}",
    tag = "history",
    params(("id" = String, Path), ("version" = String, Path)),
    request_body = VersionName,
    responses((status = 200, body = NamedVersion), (status = "default", body = ApiError))
)]
pub async fn rename_version(
    access: Access,
    Ids(id, version): Ids,
    _: Params<NoParams>,
    Body(given): Body<VersionName>,
) -> Result<Json<NamedVersion>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let renamed = access
        .run(move |workspace| workspace.rename_version(&id, &version, &given, &by))
        .await?;
    Ok(Json(renamed))
}

/// Takes the name away; the history keeps the state.
#[utoipa::path(
    delete,
    path = "/api/v1/maps/{id}/versions/{version}",
    tag = "history",
    params(("id" = String, Path), ("version" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn forget_version(
    access: Access,
    Ids(id, version): Ids,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    access
        .run(move |workspace| workspace.forget_version(&id, &version, &by))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
