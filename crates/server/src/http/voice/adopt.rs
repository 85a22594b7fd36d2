//! What people say put on maps; reading everything anew in the background.

use super::super::extract::{Body, Id, NoParams, Params};
use super::super::{Access, ApiError};
use crate::app::Fault;
use crate::app::voice::{AdoptOrder, Adopted, VoiceMapOrder};
use crate::jobs::{Job, JobKind, JobResult};
use axum::Json;
use axum::http::StatusCode;
use tropa_catalog::MapId;

/// Puts quotes, pains, delights, questions and measured feelings on a map's cards, each with the words behind it.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/voice/adopt",
    tag = "voice",
    params(("id" = String, Path)),
    request_body = AdoptOrder,
    responses((status = 200, body = Adopted), (status = "default", body = ApiError))
)]
pub async fn adopt_voice(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(order): Body<AdoptOrder>,
) -> Result<Json<Adopted>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    Ok(Json(
        access
            .run(move |workspace| workspace.adopt_voice(&id, &order, &by))
            .await?,
    ))
}

/// Makes a map of what people say alone; the job's result names it.
#[utoipa::path(
    post,
    path = "/api/v1/voice/map",
    tag = "voice",
    request_body = VoiceMapOrder,
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn map_of_voice(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<VoiceMapOrder>,
) -> Result<(StatusCode, Json<Job>), Fault> {
    let by = access.author.clone();
    let job = access.jobs.start(JobKind::Discover, move |workspace, watch| {
        let found = workspace.map_of_voice(&order, &by, watch)?;
        Ok(JobResult {
            map_id: Some(found),
            ..JobResult::default()
        })
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Reads everything that is said in the background, with progress; asking anything waits for it by itself.
#[utoipa::path(
    post,
    path = "/api/v1/voice/refresh",
    tag = "voice",
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn refresh_voice(access: Access, _: Params<NoParams>) -> Result<(StatusCode, Json<Job>), Fault> {
    let job = access.jobs.start(JobKind::Listen, |workspace, watch| {
        workspace.listen(watch)?;
        Ok(JobResult::default())
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}
