//! What is wrong with a map, what is different between two, what several share.

use super::extract::{Id, Ids, NoParams, Params};
use super::maps::{attachment, drawing_headers};
use super::words::{self, Word};
use super::{Access, ApiError, Language};
use crate::app::{Drawing, Fault, MapDiff, MapReview, compare};
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, Role};
use tropa_map::{ActivityLink, LibraryEntry, activity_links, links_to_csv, links_to_ocel};
use tropa_render::{Format, RenderOptions, Theme};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Library {
    /// By kind, then by id in the library.
    pub items: Vec<LibraryEntry>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiffParams {
    /// JSON when absent.
    pub format: Option<DiffFormat>,
    /// English when absent.
    pub lang: Option<Language>,
    /// Of a picture; light when absent.
    #[param(schema_with = words::themes)]
    pub theme: Option<Word<Theme>>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LinksParams {
    /// JSON when absent.
    pub format: Option<LinksFormat>,
    /// Of names; English when absent.
    pub lang: Option<Language>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinksFormat {
    #[default]
    Json,
    Csv,
    Ocel,
}

/// Activities of logs and the steps they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LinkList {
    /// In map order; a step without an activity stands with an empty one.
    pub items: Vec<ActivityLink>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DiffFormat {
    /// In words and as data.
    #[default]
    Json,
    /// In words.
    Md,
    /// The newer map with what is different marked.
    Svg,
    Png,
    Pdf,
    Html,
}

/// What is wrong with a map, what would make it better, and how much of it rests on evidence.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/check",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 200, body = MapReview), (status = "default", body = ApiError))
)]
pub async fn check_map(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<MapReview>, Fault> {
    let id = MapId::new(&id)?;
    Ok(Json(
        access.run(move |workspace| workspace.review_map(&id)).await?,
    ))
}

/// The map's steps and evidence as links into an event log: as data, as a table to join a log with by `activity`, or as
/// objects of OCEL 2.0.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/links",
    tag = "maps",
    params(("id" = String, Path), LinksParams),
    responses(
        (status = 200, content((LinkList = "application/json"), (String = "text/csv"))),
        (status = "default", body = ApiError)
    )
)]
pub async fn map_links(
    access: Access,
    Id(id): Id,
    Params(params): Params<LinksParams>,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let asked = id.clone();
    let map = access
        .run(move |workspace| Ok(workspace.map(&asked)?.map))
        .await?;
    let tag = params.lang.unwrap_or_default().tag();
    let links = activity_links(&map, tag);
    let (content, media_type, ending) = match params.format.unwrap_or_default() {
        LinksFormat::Json => return Ok(Json(LinkList { items: links }).into_response()),
        LinksFormat::Csv => (links_to_csv(&links), "text/csv; charset=utf-8", "links.csv"),
        LinksFormat::Ocel => (links_to_ocel(&map, tag), "application/json", "ocel.json"),
    };
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&id, ending));
    Ok(response)
}

/// What is different in the map `other`, the newer one, from `id`: in words and as data, or as a file.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/diff/{other}",
    tag = "maps",
    params(("id" = String, Path), ("other" = String, Path), DiffParams),
    responses(
        (status = 200, content((MapDiff = "application/json"), (String = "text/markdown"), (String = "image/svg+xml"), (Vec<u8> = "image/png"), (Vec<u8> = "application/pdf"), (String = "text/html"))),
        (status = "default", body = ApiError)
    )
)]
pub async fn diff_maps(
    access: Access,
    Ids(a, b): Ids,
    Params(params): Params<DiffParams>,
) -> Result<Response, Fault> {
    let (a, b) = (MapId::new(&a)?, MapId::new(&b)?);
    access.must_be(Role::Viewer, &b)?;
    let lang = params.lang.unwrap_or_default();
    let format = match params.format.unwrap_or_default() {
        DiffFormat::Json => {
            let diff = access
                .run(move |workspace| workspace.diff_maps(&a, &b, lang.of_maps()))
                .await?;
            return Ok(Json(diff).into_response());
        }
        DiffFormat::Md => {
            let name = format!("{a}-{b}");
            let told = access
                .run(move |workspace| workspace.diff_maps(&a, &b, lang.of_maps()))
                .await?;
            let text = tropa_map::diff::markdown(&told.words);
            return Ok(drawing_headers(
                text.into_response(),
                Drawing::Drawn(Format::Markdown),
                &name,
                "md",
            ));
        }
        DiffFormat::Svg => Format::Svg,
        DiffFormat::Png => Format::Png,
        DiffFormat::Pdf => Format::Pdf,
        DiffFormat::Html => Format::Html,
    };
    let options = RenderOptions {
        lang: lang.tag().to_owned(),
        theme: params.theme.map(|word| word.0).unwrap_or_default(),
        ..RenderOptions::default()
    };
    let name = format!("{a}-{b}");
    let bytes = access
        .run(move |workspace| compare(&workspace.map(&a)?.map, &workspace.map(&b)?.map, format, &options))
        .await?;
    let ending = match format {
        Format::Svg => "svg",
        Format::Png => "png",
        Format::Pdf => "pdf",
        _ => "html",
    };
    Ok(drawing_headers(
        bytes.into_response(),
        Drawing::Drawn(format),
        &name,
        ending,
    ))
}

/// What the maps of the workspace share, with where it is used.
#[utoipa::path(
    get,
    path = "/api/v1/library",
    tag = "maps",
    responses((status = 200, body = Library), (status = "default", body = ApiError))
)]
pub async fn library(access: Access, _: Params<NoParams>) -> Result<Json<Library>, Fault> {
    let seer = access.clone();
    let items = access
        .run(move |workspace| workspace.library(|map| seer.sees(map)))
        .await?;
    Ok(Json(Library { items }))
}
