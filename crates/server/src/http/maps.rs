//! Maps: list, read, write, delete, draw.

use super::extract::{Id, NoParams, Params, Text};
use super::words::{self, Word};
use super::{Access, ApiError, Language};
use crate::app::{Drawing, Fault, no_such_map};
use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use tropa_catalog::{MapId, MapSummary, Over, Role};
use tropa_map::Map;
use tropa_render::{Format, Layout, Paper, RenderOptions, Theme};
use utoipa::{IntoParams, ToSchema};

/// What a drawn file may do in a browser when opened by itself: show itself.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
    img-src data:; font-src data:; frame-ancestors 'self'; sandbox allow-scripts";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapList {
    /// The last changed first.
    pub items: Vec<MapHead>,
}

/// A map as a list shows it to the caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapHead {
    #[serde(flatten)]
    pub map: MapSummary,
    /// What the caller may do on this map: by a right of their own on it, else by their role in the workspace.
    pub role: Role,
}

/// Tells, beside a map, what the caller may do on it.
pub(super) const ROLE_HEADER: HeaderName = HeaderName::from_static("tropa-role");

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PutParams {
    /// Write only over this revision; 0 means there must be no such map yet. Absent: over whatever is there.
    pub revision: Option<u64>,
}

/// A map was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Written {
    pub id: String,
    /// To be sent with the next change.
    pub revision: u64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RenderParams {
    pub format: FileFormat,
    /// English when absent.
    pub lang: Option<Language>,
    /// Light when absent.
    #[param(schema_with = words::themes)]
    pub theme: Option<Word<Theme>>,
    /// The grid when absent.
    #[param(schema_with = words::layouts)]
    pub layout: Option<Word<Layout>>,
    /// Sheets of this paper in its real size; one sheet as large as the drawing when absent.
    #[param(schema_with = words::papers)]
    pub paper: Option<Word<Paper>>,
    /// Id or name: only this persona's curve and cards.
    pub persona: Option<String>,
    /// Id, name or number (from 1): only this stage.
    pub stage: Option<String>,
    /// Only this page, from 1; all when absent.
    pub page: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    Svg,
    Png,
    Pdf,
    Html,
    Pptx,
    Md,
    /// The map as on the wall, in a workbook.
    Xlsx,
}

/// All maps of the workspace.
#[utoipa::path(
    get,
    path = "/api/v1/maps",
    tag = "maps",
    responses((status = 200, body = MapList), (status = "default", body = ApiError))
)]
pub async fn list(access: Access, _: Params<NoParams>) -> Result<Json<MapList>, Fault> {
    let all = access.run(|workspace| workspace.maps()).await?;
    let heads = all.into_iter().filter_map(|map| {
        let role = access.role_on(&map.id)?;
        Some(MapHead { map, role })
    });
    let items = heads.collect();
    Ok(Json(MapList { items }))
}

/// One map as the list of maps shows it, with what the caller may do on it.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/summary",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 200, body = MapHead), (status = "default", body = ApiError))
)]
pub async fn summary(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<MapHead>, Fault> {
    let id = MapId::new(&id)?;
    let role = access
        .role_on(id.as_str())
        .ok_or_else(|| no_such_map(id.as_str()))?;
    let map = access.run(move |workspace| workspace.map_summary(&id)).await?;
    Ok(Json(MapHead { map, role }))
}

/// One map, whole. The `ETag` is its revision; the header `Tropa-Role` says what the caller may do on it.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 200, body = Map), (status = "default", body = ApiError))
)]
pub async fn get(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let stored = access.run(move |workspace| workspace.map(&id)).await?;
    let tag = format!("\"{}\"", stored.revision);
    let mut response = if is_known(&headers, &tag) {
        not_modified(&tag)
    } else {
        let mut response = Json(stored.map).into_response();
        keep_but_ask(response.headers_mut(), &tag);
        response
    };
    if let Some(role) = access.role {
        let word = HeaderValue::from_static(role.word());
        response.headers_mut().insert(ROLE_HEADER, word);
    }
    Ok(response)
}

/// Writes a map, new or changed.
#[utoipa::path(
    put,
    path = "/api/v1/maps/{id}",
    tag = "maps",
    params(("id" = String, Path), PutParams),
    request_body = Map,
    responses((status = 200, body = Written), (status = "default", body = ApiError))
)]
pub async fn put(
    access: Access,
    Id(id): Id,
    Params(params): Params<PutParams>,
    Text(text): Text,
) -> Result<Json<Written>, Fault> {
    let id = MapId::new(&id)?;
    let over = match params.revision {
        None => Over::Anything,
        Some(0) => Over::Nothing,
        Some(revision) => Over::Revision(revision),
    };
    let written = id.to_string();
    let author = access.author.clone();
    let revision = access
        .run(move |workspace| {
            let map = workspace.parse_map(&text, "body")?;
            workspace.put_map_as(&id, &map, over, &author)
        })
        .await?;
    Ok(Json(Written {
        id: written,
        revision,
    }))
}

/// Deletes a map for good.
#[utoipa::path(
    delete,
    path = "/api/v1/maps/{id}",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn delete(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    let id = MapId::new(&id)?;
    access.run(move |workspace| workspace.delete_map(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Draws a map as a file. The same map gives the same bytes.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/render",
    tag = "maps",
    params(("id" = String, Path), RenderParams),
    responses(
        (status = 200, content((String = "image/svg+xml"), (Vec<u8> = "image/png"), (Vec<u8> = "application/pdf"), (String = "text/html"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.presentationml.presentation"), (String = "text/markdown"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
        (status = "default", body = ApiError)
    )
)]
pub async fn render(
    access: Access,
    Id(id): Id,
    Params(params): Params<RenderParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let (asked, seer) = (id.clone(), access.clone());
    let (stored, beside) = access
        .run(move |workspace| {
            let stored = workspace.map(&asked)?;
            let beside = workspace.beside(&stored.map, |linked| seer.sees(linked));
            Ok((stored, beside))
        })
        .await?;
    let revision = stored.revision.to_string();
    draw(&access, &id, &revision, stored.map, beside, params, &headers).await
}

/// Draws a map, beside the linked one where there is one. `revision` names the state of the map.
pub(super) async fn draw(
    access: &Access,
    id: &MapId,
    revision: &str,
    map: Map,
    beside: Option<(u64, Arc<Map>)>,
    params: RenderParams,
    headers: &HeaderMap,
) -> Result<Response, Fault> {
    let beside_revision = beside.as_ref().map(|(revision, _)| *revision);
    let options = RenderOptions {
        beside: beside.map(|(_, map)| map),
        lang: params.lang.unwrap_or_default().tag().to_owned(),
        theme: params.theme.map(|word| word.0).unwrap_or_default(),
        layout: params.layout.map(|word| word.0).unwrap_or_default(),
        paper: params.paper.map(|word| word.0),
        persona: params.persona,
        stage: params.stage,
        page: params.page,
        ..RenderOptions::default()
    };
    let tag = drawing_tag(revision, beside_revision, params.format, &options);
    if is_known(headers, &tag) {
        return Ok(not_modified(&tag));
    }
    let (drawing, ending) = match params.format {
        FileFormat::Svg => (Drawing::Drawn(Format::Svg), "svg"),
        FileFormat::Png => (Drawing::Drawn(Format::Png), "png"),
        FileFormat::Pdf => (Drawing::Drawn(Format::Pdf), "pdf"),
        FileFormat::Html => (Drawing::Drawn(Format::Html), "html"),
        FileFormat::Pptx => (Drawing::Drawn(Format::Pptx), "pptx"),
        FileFormat::Md => (Drawing::Drawn(Format::Markdown), "md"),
        FileFormat::Xlsx => (Drawing::Workbook, "xlsx"),
    };
    let bytes = access
        .run(move |workspace| workspace.render(&map, drawing, &options))
        .await?;
    let mut response = drawing_headers(bytes.into_response(), drawing, id.as_str(), ending);
    keep_but_ask(response.headers_mut(), &tag);
    Ok(response)
}

/// Says what a drawn file is, what it is called, and that it may do nothing but show itself.
/// `name` is made of ids: letters, digits, `_` and `-` only, nothing that could end the quotes.
pub(super) fn drawing_headers(
    mut response: Response,
    drawing: Drawing,
    name: &str,
    ending: &str,
) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(drawing.media_type()),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(DRAWING_POLICY),
    );
    headers.insert(
        HeaderName::from_static("x-frame-options"),
        HeaderValue::from_static("SAMEORIGIN"),
    );
    let disposition = format!("inline; filename=\"{name}.{ending}\"");
    let disposition = HeaderValue::from_str(&disposition).expect("an id is a header's text");
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    response
}

/// A file to be kept, not shown.
pub(super) fn attachment(id: &MapId, ending: &str) -> HeaderValue {
    let disposition = format!("attachment; filename=\"{id}.{ending}\"");
    HeaderValue::from_str(&disposition).expect("an id is a header's text")
}

/// Names the drawing of this revision, beside that of the linked map, with these options: what a caller may keep.
fn drawing_tag(
    revision: &str,
    beside_revision: Option<u64>,
    format: FileFormat,
    options: &RenderOptions,
) -> String {
    let RenderOptions {
        lang,
        theme,
        layout,
        paper,
        persona,
        stage,
        page,
        beside: _,
        scale: _,
    } = options;
    let mut hasher = std::hash::DefaultHasher::new();
    (lang, theme, layout, paper, persona, stage, page, beside_revision).hash(&mut hasher);
    format!(
        "\"{revision}-{format:?}-{:016x}-{}\"",
        hasher.finish(),
        crate::VERSION
    )
}

/// Whether the caller holds this version already.
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    })
}

/// May be kept, and is asked for again each time: a map changes.
pub(super) fn keep_but_ask(headers: &mut HeaderMap, tag: &str) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
}

pub(super) fn not_modified(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    keep_but_ask(response.headers_mut(), tag);
    response
}
