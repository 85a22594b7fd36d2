//! The description of the API that the web app's types are made from.

use crate::app::ExportFormat;
use crate::app::voice::{AttachedHow, FeelingWord, ItemOrder, SpeakerWish, WavePeriod};
use crate::http::exchange::Delimiter;
use crate::http::maps::FileFormat;
use crate::http::review::{DiffFormat, LinksFormat};
use crate::http::{ApiError, Language};
use crate::jobs::JobState;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;

/// What the endpoints themselves do not say.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tropa",
        description = "Customer journey maps from evidence. All times are RFC 3339 in UTC; unknown fields and parameters are refused; every number says its unit, base, window, n and snapshot."
    ),
    components(schemas(
        ApiError,
        AttachedHow,
        Delimiter,
        DiffFormat,
        ExportFormat,
        FeelingWord,
        FileFormat,
        ItemOrder,
        JobState,
        Language,
        LinksFormat,
        SpeakerWish,
        WavePeriod
    ))
)]
struct Head;

pub(super) fn head() -> Document {
    Head::openapi()
}

/// The whole description, as served under `/api/v1/openapi.json`.
pub fn document() -> Document {
    super::api().into_openapi()
}

/// [`document`] as text: the same bytes for the same API.
pub fn document_text() -> String {
    to_text(&document())
}

pub(super) fn to_text(document: &Document) -> String {
    let mut text = document.to_pretty_json().expect("a description has a JSON form");
    text.push('\n');
    text
}
