//! From facts to a proposed map, in the background.

use super::extract::{Body, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{DiscoverOrder, Fault};
use crate::jobs::{Job, JobKind, JobResult};
use axum::Json;
use axum::http::StatusCode;

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
    let job = access.jobs.start(JobKind::Discover, move |workspace, watch| {
        let found = workspace.discover_into_workspace(&order, watch)?;
        Ok(JobResult {
            summary: None,
            map_id: Some(found),
        })
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}
