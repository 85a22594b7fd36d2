//! From facts to a proposed map, in the background.

use super::extract::{Body, Id, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{DiscoverOrder, Draft, DraftDecided, DraftDecision, Fault};
use crate::jobs::{Job, JobKind, JobResult};
use axum::Json;
use axum::http::StatusCode;
use tropa_catalog::MapId;

/// Finds a map in a source and keeps it in the workspace; the job's result names it.
#[utoipa::path(
    post,
    path = "/api/v1/discover",
    tag = "maps",
    request_body = DiscoverOrder,
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn discover(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<DiscoverOrder>,
) -> Result<(StatusCode, Json<Job>), Fault> {
    // What can be refused at once is not made a job.
    let source = order.source.clone();
    access
        .run(move |workspace| workspace.resolve(source.as_deref()))
        .await?;
    let by = access.author.clone();
    let job = access.jobs.start(JobKind::Discover, move |workspace, watch| {
        let found = workspace.discover_into_workspace(&order, &by, watch)?;
        Ok(JobResult {
            map_id: Some(found),
            ..JobResult::default()
        })
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Finds the map again and proposes what is new or different as a suggestion on it; the job's result names it.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/discover",
    tag = "suggestions",
    params(("id" = String, Path)),
    request_body = DiscoverOrder,
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn discover_over(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(order): Body<DiscoverOrder>,
) -> Result<(StatusCode, Json<Job>), Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let (source, asked) = (order.source.clone(), id.clone());
    access
        .run(move |workspace| {
            workspace.map(&asked)?;
            workspace.resolve(source.as_deref())
        })
        .await?;
    let job = access.jobs.start(JobKind::Discover, move |workspace, watch| {
        let proposed = workspace.discover_over(&id, &order, &by, watch)?;
        Ok(JobResult {
            map_id: Some(id.to_string()),
            suggestion_id: proposed.map(|suggestion| suggestion.id),
            ..JobResult::default()
        })
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Finds a map and keeps it nowhere: to look at, to try another number of stages or another filter.
#[utoipa::path(
    post,
    path = "/api/v1/drafts",
    tag = "maps",
    request_body = DiscoverOrder,
    responses((status = 200, body = Draft), (status = "default", body = ApiError))
)]
pub async fn draft(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<DiscoverOrder>,
) -> Result<Json<Draft>, Fault> {
    let found = access.run(move |workspace| workspace.draft(&order, None, &mut |_| ()));
    Ok(Json(found.await?))
}

/// Finds a map anew and says, element by element, what it would change on this one.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/draft",
    tag = "maps",
    params(("id" = String, Path)),
    request_body = DiscoverOrder,
    responses((status = 200, body = Draft), (status = "default", body = ApiError))
)]
pub async fn draft_against(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(order): Body<DiscoverOrder>,
) -> Result<Json<Draft>, Fault> {
    let id = MapId::new(&id)?;
    let found = access.run(move |workspace| workspace.draft(&order, Some(&id), &mut |_| ()));
    Ok(Json(found.await?))
}

/// Puts the wanted parts of a draft on the map and remembers those not wanted.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/draft/decide",
    tag = "maps",
    params(("id" = String, Path)),
    request_body = DraftDecision,
    responses((status = 200, body = DraftDecided), (status = "default", body = ApiError))
)]
pub async fn decide_draft(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(decision): Body<DraftDecision>,
) -> Result<Json<DraftDecided>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let decided = access.run(move |workspace| workspace.decide_draft(&id, &decision, &by, &mut |_| ()));
    Ok(Json(decided.await?))
}
