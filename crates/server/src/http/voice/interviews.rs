//! Interviews, codes, and places under them.

use super::super::extract::{Body, Id, Ids, NoParams, Params};
use super::super::{Access, ApiError};
use super::may_know_actors;
use crate::app::Fault;
use crate::app::voice::{
    Code, CodeChange, CodeList, Coding, Interview, InterviewList, NewCode, NewCoding, SuggestedPlace,
};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;

/// Conversations with a person who is asked, and how far they are coded.
#[utoipa::path(
    get,
    path = "/api/v1/voice/interviews",
    tag = "voice",
    responses((status = 200, body = InterviewList), (status = "default", body = ApiError))
)]
pub async fn interviews(access: Access, _: Params<NoParams>) -> Result<Json<InterviewList>, Fault> {
    let answer = access.run(move |workspace| workspace.interviews()).await?;
    Ok(Json(answer))
}

/// One interview with its codings and what may be worth one.
#[utoipa::path(
    get,
    path = "/api/v1/voice/interviews/{source}/{conversation}",
    tag = "voice",
    params(("source" = String, Path), ("conversation" = String, Path)),
    responses((status = 200, body = Interview), (status = "default", body = ApiError))
)]
pub async fn interview(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
) -> Result<Json<Interview>, Fault> {
    let with_actors = may_know_actors(&access);
    let answer = access
        .run(move |workspace| workspace.interview(&source, &id, with_actors))
        .await?;
    Ok(Json(answer))
}

/// Puts words of an interview under a code.
#[utoipa::path(
    post,
    path = "/api/v1/voice/interviews/{source}/{conversation}/codings",
    tag = "voice",
    params(("source" = String, Path), ("conversation" = String, Path)),
    request_body = NewCoding,
    responses((status = 201, body = Coding), (status = "default", body = ApiError))
)]
pub async fn add_coding(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
    Body(given): Body<NewCoding>,
) -> Result<(StatusCode, Json<Coding>), Fault> {
    let by = access.author.clone();
    let answer = access
        .run(move |workspace| workspace.add_coding(&source, &id, &given, &by))
        .await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Takes words from under a code.
#[utoipa::path(
    delete,
    path = "/api/v1/voice/interviews/{source}/{conversation}/codings/{id}",
    tag = "voice",
    params(("source" = String, Path), ("conversation" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn delete_coding(
    access: Access,
    Path((source, conversation, id)): Path<(String, String, String)>,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access
        .run(move |workspace| workspace.delete_coding(&source, &conversation, &id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that suggested words need no code: they are not suggested again.
#[utoipa::path(
    post,
    path = "/api/v1/voice/interviews/{source}/{conversation}/dismissals",
    tag = "voice",
    params(("source" = String, Path), ("conversation" = String, Path)),
    request_body = SuggestedPlace,
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn dismiss_suggestion(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
    Body(given): Body<SuggestedPlace>,
) -> Result<StatusCode, Fault> {
    let by = access.author.clone();
    access
        .run(move |workspace| workspace.dismiss_suggestion(&source, &id, &given, &by))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Suggests everything again that was dismissed in the interview.
#[utoipa::path(
    delete,
    path = "/api/v1/voice/interviews/{source}/{conversation}/dismissals",
    tag = "voice",
    params(("source" = String, Path), ("conversation" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn suggest_again(
    access: Access,
    Ids(source, id): Ids,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access
        .run(move |workspace| workspace.suggest_again(&source, &id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The tree of codes, by name.
#[utoipa::path(
    get,
    path = "/api/v1/voice/codes",
    tag = "voice",
    responses((status = 200, body = CodeList), (status = "default", body = ApiError))
)]
pub async fn codes(access: Access, _: Params<NoParams>) -> Result<Json<CodeList>, Fault> {
    let answer = access.run(move |workspace| workspace.codes()).await?;
    Ok(Json(answer))
}

/// Makes a code.
#[utoipa::path(
    post,
    path = "/api/v1/voice/codes",
    tag = "voice",
    request_body = NewCode,
    responses((status = 201, body = Code), (status = "default", body = ApiError))
)]
pub async fn add_code(
    access: Access,
    _: Params<NoParams>,
    Body(given): Body<NewCode>,
) -> Result<(StatusCode, Json<Code>), Fault> {
    let answer = access.run(move |workspace| workspace.add_code(&given)).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Renames a code or puts it under another one.
#[utoipa::path(
    patch,
    path = "/api/v1/voice/codes/{id}",
    tag = "voice",
    params(("id" = String, Path)),
    request_body = CodeChange,
    responses((status = 200, body = Code), (status = "default", body = ApiError))
)]
pub async fn change_code(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<CodeChange>,
) -> Result<Json<Code>, Fault> {
    let answer = access
        .run(move |workspace| workspace.change_code(&id, &given))
        .await?;
    Ok(Json(answer))
}

/// Deletes a code that nothing stands under.
#[utoipa::path(
    delete,
    path = "/api/v1/voice/codes/{id}",
    tag = "voice",
    params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn delete_code(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    access.run(move |workspace| workspace.delete_code(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
