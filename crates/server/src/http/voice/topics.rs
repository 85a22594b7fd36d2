//! What is said by step, by topic and over time.

use super::super::extract::{Body, Id, NoParams, Params};
use super::super::{Access, ApiError, visible};
use crate::app::Fault;
use crate::app::voice::{
    Decided, DriverList, DriversWish, ItemFilter, StepVoiceList, StepsWish, TopicList, TopicMerge,
    TopicRename, VoiceQuality, WaveList, WavesWish,
};
use axum::Json;

/// What is said at each step: scores with intervals, feelings, pains and delights with counts, the words themselves.
#[utoipa::path(
    get,
    path = "/api/v1/voice/steps",
    tag = "voice",
    params(StepsWish),
    responses((status = 200, body = StepVoiceList), (status = "default", body = ApiError))
)]
pub async fn voice_steps(
    access: Access,
    Params(params): Params<StepsWish>,
) -> Result<Json<StepVoiceList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_steps(&params, &sees))
        .await?;
    Ok(Json(answer))
}

/// Topics of the items that match, and how they change.
#[utoipa::path(
    get,
    path = "/api/v1/voice/topics",
    tag = "voice",
    params(ItemFilter),
    responses((status = 200, body = TopicList), (status = "default", body = ApiError))
)]
pub async fn voice_topics(
    access: Access,
    Params(params): Params<ItemFilter>,
) -> Result<Json<TopicList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_topics(&params, &sees))
        .await?;
    Ok(Json(answer))
}

/// Gives a topic a name, or its own one back.
#[utoipa::path(
    patch,
    path = "/api/v1/voice/topics/{id}",
    tag = "voice",
    params(("id" = String, Path)),
    request_body = TopicRename,
    responses((status = 200, body = Decided), (status = "default", body = ApiError))
)]
pub async fn rename_topic(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<TopicRename>,
) -> Result<Json<Decided>, Fault> {
    let answer = access
        .run(move |workspace| workspace.rename_topic(&id, &given))
        .await?;
    Ok(Json(answer))
}

/// Makes topics part of another one.
#[utoipa::path(
    post,
    path = "/api/v1/voice/topics/merge",
    tag = "voice",
    request_body = TopicMerge,
    responses((status = 200, body = Decided), (status = "default", body = ApiError))
)]
pub async fn merge_topics(
    access: Access,
    _: Params<NoParams>,
    Body(given): Body<TopicMerge>,
) -> Result<Json<Decided>, Fault> {
    let answer = access
        .run(move |workspace| workspace.merge_topics(&given))
        .await?;
    Ok(Json(answer))
}

/// Takes apart what was merged into a topic.
#[utoipa::path(
    post,
    path = "/api/v1/voice/topics/{id}/split",
    tag = "voice",
    params(("id" = String, Path)),
    responses((status = 200, body = Decided), (status = "default", body = ApiError))
)]
pub async fn split_topic(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<Decided>, Fault> {
    let answer = access.run(move |workspace| workspace.split_topic(&id)).await?;
    Ok(Json(answer))
}

/// What the analyser knows, how good it is, and what it was taught.
#[utoipa::path(
    get,
    path = "/api/v1/voice/quality",
    tag = "voice",
    responses((status = 200, body = VoiceQuality), (status = "default", body = ApiError))
)]
pub async fn voice_quality(access: Access, _: Params<NoParams>) -> Result<Json<VoiceQuality>, Fault> {
    let answer = access.run(move |workspace| workspace.voice_quality()).await?;
    Ok(Json(answer))
}

/// What goes together with a good outcome: associated, not caused.
#[utoipa::path(
    get,
    path = "/api/v1/voice/drivers",
    tag = "voice",
    params(DriversWish),
    responses((status = 200, body = DriverList), (status = "default", body = ApiError))
)]
pub async fn voice_drivers(
    access: Access,
    Params(params): Params<DriversWish>,
) -> Result<Json<DriverList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_drivers(&params, &sees))
        .await?;
    Ok(Json(answer))
}

/// One number of surveys by period, each with its change.
#[utoipa::path(
    get,
    path = "/api/v1/voice/waves",
    tag = "voice",
    params(WavesWish),
    responses((status = 200, body = WaveList), (status = "default", body = ApiError))
)]
pub async fn voice_waves(access: Access, Params(params): Params<WavesWish>) -> Result<Json<WaveList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_waves(&params, &sees))
        .await?;
    Ok(Json(answer))
}
