//! Maps in the formats of other programs.

use super::extract::{Id, Params, Raw};
use super::maps::attachment;
use super::{Access, ApiError, Language};
use crate::app::{self, AppError, ExportFormat, Fault, ImportedMap, MapImport};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, Role};
use tropa_map::formats::{ExportOptions, Format, Loss};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportParams {
    /// The file's name, with its ending: formats are told by content first.
    pub name: String,
    /// Where neither content nor ending tells.
    pub format: Option<Format>,
    /// BCP 47 tag of the texts, such as ru; without it they count as texts in the data's own language.
    pub lang: Option<String>,
    /// Which journey of a file with several, by its id; the first when absent.
    pub journey: Option<String>,
    /// Id of the map the file was written from: what the file changed is done to it, and what the format cannot carry
    /// (evidence, comments, other languages) stays. A new map when absent.
    pub over: Option<String>,
    /// Only tell what would become of the file.
    #[serde(default)]
    #[param(required = false)]
    pub dry_run: bool,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportParams {
    pub format: ExportFormat,
    /// Language of texts and headings where the format has room for one; English when absent.
    pub lang: Option<Language>,
    /// Whose curve is written where the format has room for one: a persona's id.
    pub persona: Option<String>,
    /// Between the fields of CSV; a comma when absent.
    pub delimiter: Option<Delimiter>,
    /// Begin CSV with a byte order mark, which Excel on Windows needs.
    #[serde(default)]
    #[param(required = false)]
    pub bom: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
}

/// What a file of the format would not say of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LossList {
    pub format: ExportFormat,
    /// The largest first; empty: nothing is lost.
    pub items: Vec<Loss>,
}

impl ExportParams {
    fn options(self) -> ExportOptions {
        ExportOptions {
            lang: self.lang.unwrap_or_default().tag().to_owned(),
            persona: self.persona,
            delimiter: match self.delimiter {
                None | Some(Delimiter::Comma) => ',',
                Some(Delimiter::Semicolon) => ';',
                Some(Delimiter::Tab) => '\t',
            },
            bom: self.bom,
            ..ExportOptions::default()
        }
    }
}

/// Reads a file of any known format as a new map, or over the map it was written from.
#[utoipa::path(
    post,
    path = "/api/v1/maps/import",
    tag = "maps",
    params(ImportParams),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "What would become of the file; nothing was written", body = ImportedMap),
        (status = 201, description = "The map was written; with `over`, a new revision of it", body = ImportedMap),
        (status = "default", body = ApiError)
    )
)]
pub async fn import_map(
    access: Access,
    Params(params): Params<ImportParams>,
    Raw(bytes): Raw,
) -> Result<(StatusCode, Json<ImportedMap>), Fault> {
    let order = MapImport {
        name: params.name,
        format: params.format,
        lang: params.lang,
        journey: params.journey,
    };
    let over = params.over.as_deref().map(MapId::new).transpose();
    let over = over.map_err(|error| Fault::from(AppError::bad_map_id(&error)).at("over"))?;
    if let Some(over) = &over {
        access.must_be(Role::Editor, over)?;
    }
    let by = access.author.clone();
    let imported = access
        .run(move |workspace| workspace.import_map(&bytes, &order, over.as_ref(), params.dry_run, &by))
        .await?;
    let status = match imported.id {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    Ok((status, Json(imported)))
}

/// A map as a file of another format. What the file leaves out is told by `losses`.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/export",
    tag = "maps",
    params(("id" = String, Path), ExportParams),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = "default", body = ApiError))
)]
pub async fn export_map(
    access: Access,
    Id(id): Id,
    Params(params): Params<ExportParams>,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let format = params.format;
    let options = params.options();
    let asked = id.clone();
    let exported = access
        .run(move |workspace| app::export_map(&workspace.map(&asked)?.map, format, &options))
        .await?;
    let mut response = exported.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(format.media_type()),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&id, format.ending()));
    Ok(response)
}

/// What a file of the format would not say of the map.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/losses",
    tag = "maps",
    params(("id" = String, Path), ExportParams),
    responses((status = 200, body = LossList), (status = "default", body = ApiError))
)]
pub async fn map_losses(
    access: Access,
    Id(id): Id,
    Params(params): Params<ExportParams>,
) -> Result<Json<LossList>, Fault> {
    let id = MapId::new(&id)?;
    let format = params.format;
    let options = params.options();
    let items = access
        .run(move |workspace| workspace.losses(&id, format, &options))
        .await?;
    Ok(Json(LossList { format, items }))
}
