//! What is around a map: saved views of it, its pictures, copies, the archive, and the search over all maps.

use super::access::Access;
use super::extract::{Body, Id, Ids, NoParams, Params, Raw};
use super::maps::Written;
use super::{ApiError, visible};
use crate::app::{AddedImage, Fault, NewView, SearchHit, ViewOfMap};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, MapSummary};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ViewList {
    /// By name.
    pub items: Vec<ViewOfMap>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SearchResult {
    /// At most 200; of the last changed map first.
    pub items: Vec<SearchHit>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// Words, in any case.
    pub q: String,
}

/// What of a map is changed without touching its content; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MapPatch {
    /// Put away, or taken out again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// One's own views of a map and those others share.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/views",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 200, body = ViewList), (status = "default", body = ApiError))
)]
pub async fn views(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<ViewList>, Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let items = access.run(move |workspace| workspace.views(&id, &by)).await?;
    Ok(Json(ViewList { items }))
}

/// Keeps a way of looking at a map under a name.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/views",
    tag = "maps",
    params(("id" = String, Path)),
    request_body = NewView,
    responses((status = 201, body = ViewOfMap), (status = "default", body = ApiError))
)]
pub async fn keep_view(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(given): Body<NewView>,
) -> Result<(StatusCode, Json<ViewOfMap>), Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let view = access
        .run(move |workspace| workspace.keep_view(&id, &given, &by))
        .await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// Deletes one's own view; who may change the map deletes shared ones, too.
#[utoipa::path(
    delete,
    path = "/api/v1/maps/{id}/views/{view}",
    tag = "maps",
    params(("id" = String, Path), ("view" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn drop_view(access: Access, Ids(id, view): Ids, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    let (id, by, role) = (MapId::new(&id)?, access.author.clone(), access.role);
    access
        .run(move |workspace| workspace.drop_view(&id, &view, &by, role))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a picture on the map: PNG, JPEG or SVG, written anew as PNG or JPEG of at most 1,600 pixels a side.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/images",
    tag = "maps",
    params(("id" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = AddedImage), (status = "default", body = ApiError))
)]
pub async fn add_image(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Raw(bytes): Raw,
) -> Result<(StatusCode, Json<AddedImage>), Fault> {
    let (id, by) = (MapId::new(&id)?, access.author.clone());
    let added = access
        .run(move |workspace| workspace.add_image(&id, &bytes, &by))
        .await?;
    Ok((StatusCode::CREATED, Json(added)))
}

/// A picture of the map, safe to show.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/images/{image}",
    tag = "maps",
    params(("id" = String, Path), ("image" = String, Path)),
    responses((status = 200, content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"))), (status = "default", body = ApiError))
)]
pub async fn image(access: Access, Ids(id, image): Ids, _: Params<NoParams>) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let (media_type, bytes) = access.run(move |workspace| workspace.image(&id, &image)).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    // A picture of an id never changes; who may see it may change.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=3600"),
    );
    Ok(response)
}

/// Makes a copy of a map, without what was said about it.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/duplicate",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 201, body = Written), (status = "default", body = ApiError))
)]
pub async fn duplicate_map(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<(StatusCode, Json<Written>), Fault> {
    let id = MapId::new(&id)?;
    let by = access.author.clone();
    let (copy, revision) = access
        .run(move |workspace| workspace.duplicate_map(&id, &by))
        .await?;
    let id = copy.to_string();
    Ok((StatusCode::CREATED, Json(Written { id, revision })))
}

/// Puts a map away, or takes it out again.
#[utoipa::path(
    patch,
    path = "/api/v1/maps/{id}",
    tag = "maps",
    params(("id" = String, Path)),
    request_body = MapPatch,
    responses((status = 200, body = MapSummary), (status = "default", body = ApiError))
)]
pub async fn patch_map(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(patch): Body<MapPatch>,
) -> Result<Json<MapSummary>, Fault> {
    let id = MapId::new(&id)?;
    let summary = access
        .run(move |workspace| workspace.patch_map(&id, patch.archived))
        .await?;
    Ok(Json(summary))
}

/// Places in all maps one may see where the words stand.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "maps",
    params(SearchParams),
    responses((status = 200, body = SearchResult), (status = "default", body = ApiError))
)]
pub async fn search(
    access: Access,
    Params(params): Params<SearchParams>,
) -> Result<Json<SearchResult>, Fault> {
    let visible = visible(&access);
    let items = access
        .run(move |workspace| workspace.search(&params.q, visible))
        .await?;
    Ok(Json(SearchResult { items }))
}
