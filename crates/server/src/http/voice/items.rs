//! Items of what people say: shown, filtered, put to steps; what they ask and miss.

use super::super::extract::{Body, Ids, NoParams, Params};
use super::super::{Access, ApiError, visible};
use super::may_know_actors;
use crate::app::Fault;
use crate::app::voice::{
    AskedList, ItemFilter, PinOrder, QuoteList, VoiceItem, VoiceItemList, VoiceItemWhole, VoiceOverview,
};
use axum::Json;

/// What there is: sources, languages, feelings, and how much of it belongs to steps.
#[utoipa::path(
    get,
    path = "/api/v1/voice/summary",
    tag = "voice",
    responses((status = 200, body = VoiceOverview), (status = "default", body = ApiError))
)]
pub async fn voice_summary(access: Access, _: Params<NoParams>) -> Result<Json<VoiceOverview>, Fault> {
    let answer = access.run(move |workspace| workspace.voice_summary()).await?;
    Ok(Json(answer))
}

/// Items by what they are and what was understood of them.
#[utoipa::path(
    get,
    path = "/api/v1/voice/items",
    tag = "voice",
    params(ItemFilter),
    responses((status = 200, body = VoiceItemList), (status = "default", body = ApiError))
)]
pub async fn voice_items(
    access: Access,
    Params(params): Params<ItemFilter>,
) -> Result<Json<VoiceItemList>, Fault> {
    let sees = visible(&access);
    let with_actors = may_know_actors(&access);
    let answer = access
        .run(move |workspace| workspace.voice_item_list(&params, with_actors, &sees))
        .await?;
    Ok(Json(answer))
}

/// One item with the conversation it is part of.
#[utoipa::path(
    get,
    path = "/api/v1/voice/items/{source}/{id}",
    tag = "voice",
    params(("source" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = VoiceItemWhole), (status = "default", body = ApiError))
)]
pub async fn voice_item(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
) -> Result<Json<VoiceItemWhole>, Fault> {
    let with_actors = may_know_actors(&access);
    let answer = access
        .run(move |workspace| workspace.voice_item(&source, &id, with_actors))
        .await?;
    Ok(Json(answer))
}

/// Puts an item to a step, or to none; the analyser learns from it.
#[utoipa::path(
    post,
    path = "/api/v1/voice/items/{source}/{id}/pin",
    tag = "voice",
    params(("source" = String, Path), ("id" = String, Path)),
    request_body = PinOrder,
    responses((status = 200, body = VoiceItem), (status = "default", body = ApiError))
)]
pub async fn pin_voice_item(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
    Body(given): Body<PinOrder>,
) -> Result<Json<VoiceItem>, Fault> {
    let by = access.author.clone();
    let answer = access
        .run(move |workspace| workspace.pin_voice_item(&source, &id, &given, &by))
        .await?;
    Ok(Json(answer))
}

/// Leaves it to the analyser again where an item belongs.
#[utoipa::path(
    delete,
    path = "/api/v1/voice/items/{source}/{id}/pin",
    tag = "voice",
    params(("source" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = VoiceItem), (status = "default", body = ApiError))
)]
pub async fn unpin_voice_item(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
) -> Result<Json<VoiceItem>, Fault> {
    let answer = access
        .run(move |workspace| workspace.unpin_voice_item(&source, &id))
        .await?;
    Ok(Json(answer))
}

/// Says that the item's present step is wrong; it is never proposed for it again.
#[utoipa::path(
    post,
    path = "/api/v1/voice/items/{source}/{id}/reject",
    tag = "voice",
    params(("source" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = VoiceItem), (status = "default", body = ApiError))
)]
pub async fn reject_voice_item(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
) -> Result<Json<VoiceItem>, Fault> {
    let by = access.author.clone();
    let answer = access
        .run(move |workspace| workspace.reject_voice_item(&source, &id, &by))
        .await?;
    Ok(Json(answer))
}

/// Forgets which steps were rejected for an item.
#[utoipa::path(
    delete,
    path = "/api/v1/voice/items/{source}/{id}/reject",
    tag = "voice",
    params(("source" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = VoiceItem), (status = "default", body = ApiError))
)]
pub async fn unreject_voice_item(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
) -> Result<Json<VoiceItem>, Fault> {
    let answer = access
        .run(move |workspace| workspace.unreject_voice_item(&source, &id))
        .await?;
    Ok(Json(answer))
}

/// Exact words that match, the most telling first.
#[utoipa::path(
    get,
    path = "/api/v1/voice/quotes",
    tag = "voice",
    params(ItemFilter),
    responses((status = 200, body = QuoteList), (status = "default", body = ApiError))
)]
pub async fn voice_quotes(
    access: Access,
    Params(params): Params<ItemFilter>,
) -> Result<Json<QuoteList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_quotes(&params, &sees))
        .await?;
    Ok(Json(answer))
}

/// What people ask, grouped by meaning.
#[utoipa::path(
    get,
    path = "/api/v1/voice/questions",
    tag = "voice",
    params(ItemFilter),
    responses((status = 200, body = AskedList), (status = "default", body = ApiError))
)]
pub async fn voice_questions(
    access: Access,
    Params(params): Params<ItemFilter>,
) -> Result<Json<AskedList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_questions(&params, &sees))
        .await?;
    Ok(Json(answer))
}

/// Functions and services people miss, ranked by how many ask.
#[utoipa::path(
    get,
    path = "/api/v1/voice/missing",
    tag = "voice",
    params(ItemFilter),
    responses((status = 200, body = AskedList), (status = "default", body = ApiError))
)]
pub async fn voice_missing(
    access: Access,
    Params(params): Params<ItemFilter>,
) -> Result<Json<AskedList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.voice_missing(&params, &sees))
        .await?;
    Ok(Json(answer))
}
