//! What maps are begun with, and beginning them.

use super::extract::{Body, Id, NoParams, Params};
use super::{Access, ApiError, Language, Written};
use crate::app::{self, Fault, TemplateView, TemplateWhole};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TemplateList {
    /// Maps first, the general ones before the special ones and the empty one last; then personas, then interviews.
    pub items: Vec<TemplateView>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TemplateParams {
    /// Only the texts of this language; all of a map or persona when absent, and English for an interview.
    pub lang: Option<Language>,
}

/// A map to be begun.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMap {
    /// Id of a template of a map.
    pub template: String,
    /// Only the texts of this language; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Language>,
    /// The template's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Templates of maps, personas and interviews.
#[utoipa::path(
    get,
    path = "/api/v1/templates",
    tag = "templates",
    responses((status = 200, body = TemplateList), (status = "default", body = ApiError))
)]
pub async fn templates(_: Params<NoParams>) -> Json<TemplateList> {
    Json(TemplateList {
        items: app::templates().to_vec(),
    })
}

/// One template with its content: a map, a persona, or the text of an interview's sheet in Markdown.
#[utoipa::path(
    get,
    path = "/api/v1/templates/{id}",
    tag = "templates",
    params(("id" = String, Path), TemplateParams),
    responses((status = 200, body = TemplateWhole), (status = "default", body = ApiError))
)]
pub async fn template(
    Id(id): Id,
    Params(params): Params<TemplateParams>,
) -> Result<Json<TemplateWhole>, Fault> {
    Ok(Json(app::template(&id, params.lang.map(Language::of_maps))?))
}

/// A new map from a template, under an id of its own.
#[utoipa::path(
    post,
    path = "/api/v1/maps",
    tag = "maps",
    request_body = NewMap,
    responses((status = 201, body = Written), (status = "default", body = ApiError))
)]
pub async fn new_map(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<NewMap>,
) -> Result<(StatusCode, Json<Written>), Fault> {
    let by = access.author.clone();
    let (id, revision) = access
        .run(move |workspace| {
            let lang = order.lang.map(Language::of_maps);
            workspace.map_from_template(&order.template, lang, order.title.as_deref(), &by)
        })
        .await?;
    Ok((
        StatusCode::CREATED,
        Json(Written {
            id: id.to_string(),
            revision,
        }),
    ))
}
