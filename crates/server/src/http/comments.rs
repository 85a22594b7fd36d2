//! What people say about maps, and what waits for them to look at.

use super::access::Access;
use super::extract::{Body, Id, Ids, NoParams, Params};
use super::{ApiError, visible};
use crate::app::{CommentEdit, CommentView, Fault, NewComment, NotificationView};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_catalog::MapId;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentList {
    /// The oldest first.
    pub items: Vec<CommentView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationList {
    /// The newest first.
    pub items: Vec<NotificationView>,
}

/// What people said about parts of a map.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/comments",
    tag = "comments",
    params(("id" = String, Path)),
    responses((status = 200, body = CommentList), (status = "default", body = ApiError))
)]
pub async fn comments(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<CommentList>, Fault> {
    let id = MapId::new(&id)?;
    let items = access.run(move |workspace| workspace.comments(&id)).await?;
    Ok(Json(CommentList { items }))
}

/// Says something about a part of a map. Those who are named or answered are told.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/comments",
    tag = "comments",
    params(("id" = String, Path)),
    request_body = NewComment,
    responses((status = 201, body = CommentView), (status = "default", body = ApiError))
)]
pub async fn add_comment(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<NewComment>,
) -> Result<(StatusCode, Json<CommentView>), Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let comment = access
        .run(move |workspace| workspace.add_comment(&id, &given, &by))
        .await?;
    Ok((StatusCode::CREATED, Json(comment)))
}

/// Changes one's own words, or says that a matter is settled.
#[utoipa::path(
    patch,
    path = "/api/v1/maps/{id}/comments/{comment}",
    tag = "comments",
    params(("id" = String, Path), ("comment" = String, Path)),
    request_body = CommentEdit,
    responses((status = 200, body = CommentView), (status = "default", body = ApiError))
)]
pub async fn edit_comment(
    access: Access,
    Ids(id, comment): Ids,
    _: Params<NoParams>,
    Body(given): Body<CommentEdit>,
) -> Result<Json<CommentView>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let edited = access
        .run(move |workspace| workspace.edit_comment(&id, &comment, &given, &by))
        .await?;
    Ok(Json(edited))
}

/// Takes a comment back with its answers: one's own, or as an administrator anybody's.
#[utoipa::path(
    delete,
    path = "/api/v1/maps/{id}/comments/{comment}",
    tag = "comments",
    params(("id" = String, Path), ("comment" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn delete_comment(
    access: Access,
    Ids(id, comment): Ids,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    let (id, by, role) = (MapId::new(&id)?, access.author.clone(), access.role);
    access
        .run(move |workspace| workspace.delete_comment(&id, &comment, &by, role))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who named or answered the person who asks.
#[utoipa::path(
    get,
    path = "/api/v1/notifications",
    tag = "comments",
    responses((status = 200, body = NotificationList), (status = "default", body = ApiError))
)]
pub async fn notifications(access: Access, _: Params<NoParams>) -> Result<Json<NotificationList>, Fault> {
    let (person, visible) = (access.author.id.clone(), visible(&access));
    let items = access
        .run(move |workspace| workspace.notifications(&person, visible))
        .await?;
    Ok(Json(NotificationList { items }))
}

/// The person has looked at all notifications there are now.
#[utoipa::path(
    post,
    path = "/api/v1/notifications/seen",
    tag = "comments",
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn see_notifications(access: Access, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    let person = access.author.id.clone();
    access
        .run(move |workspace| workspace.see_notifications(&person))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
