//! From facts to a proposed map, in the background.

use super::extract::{Body, Id, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{DiscoverOrder, Fault};
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
