//! Studies: what a team wants to know, and which of it stays unanswered.

use super::ApiError;
use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::surveys::PageParams;
use crate::app::{Fault, Study, StudyView};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StudyList {
    /// The oldest first.
    pub items: Vec<StudyView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStudy {
    pub document: Study,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyWrite {
    pub document: Study,
    /// The revision that was changed.
    pub revision: u64,
}

/// Studies of the workspace, each with how far its questions are answered.
#[utoipa::path(get, path = "/api/v1/studies", tag = "surveys", params(PageParams),
    responses((status = 200, body = StudyList), (status = "default", body = ApiError)))]
pub async fn studies(access: Access, Params(page): Params<PageParams>) -> Result<Json<StudyList>, Fault> {
    let (after, limit) = page.read()?;
    let items = access
        .run(move |workspace| workspace.studies(&after, limit))
        .await?;
    let full = items.len() == limit as usize;
    let next = items.last().filter(|_| full).map(|last| last.id.clone());
    Ok(Json(StudyList { items, next }))
}

/// A new list of questions.
#[utoipa::path(post, path = "/api/v1/studies", tag = "surveys", request_body = NewStudy,
    responses((status = 201, body = StudyView), (status = "default", body = ApiError)))]
pub async fn new_study(
    access: Access,
    _: Params<NoParams>,
    Body(given): Body<NewStudy>,
) -> Result<(StatusCode, Json<StudyView>), Fault> {
    let made = access
        .run(move |workspace| workspace.add_study(&given.document))
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// A study, with how far each question is answered.
#[utoipa::path(get, path = "/api/v1/studies/{id}", tag = "surveys", params(("id" = String, Path)),
    responses((status = 200, body = StudyView), (status = "default", body = ApiError)))]
pub async fn study(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<StudyView>, Fault> {
    Ok(Json(access.run(move |workspace| workspace.study(&id)).await?))
}

/// Writes the document over the revision that was changed.
#[utoipa::path(put, path = "/api/v1/studies/{id}", tag = "surveys", params(("id" = String, Path)),
    request_body = StudyWrite,
    responses((status = 200, body = StudyView), (status = "default", body = ApiError)))]
pub async fn put_study(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<StudyWrite>,
) -> Result<Json<StudyView>, Fault> {
    let written = access
        .run(move |workspace| workspace.put_study(&id, &given.document, given.revision))
        .await?;
    Ok(Json(written))
}

/// Deletes a study; surveys and answers stay.
#[utoipa::path(delete, path = "/api/v1/studies/{id}", tag = "surveys", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn delete_study(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    access.run(move |workspace| workspace.delete_study(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
