//! Rows that could not become events.

use super::extract::Params;
use super::{Access, ApiError};
use crate::app::{Fault, QuarantineList};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

/// Rows shown when `limit` does not say otherwise.
const LIMIT_DEFAULT: u32 = 100;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QuarantineParams {
    /// Absent: the only source there is.
    pub source: Option<String>,
    /// At most 1,000; 100 when absent.
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// The rows in quarantine, each with its place and reason, and how many there are in all.
#[utoipa::path(
    get,
    path = "/api/v1/quarantine",
    tag = "facts",
    params(QuarantineParams),
    responses((status = 200, body = QuarantineList), (status = "default", body = ApiError))
)]
pub async fn quarantine(
    access: Access,
    Params(params): Params<QuarantineParams>,
) -> Result<Json<QuarantineList>, Fault> {
    let limit = params.limit.unwrap_or(LIMIT_DEFAULT).min(1_000) as usize;
    Ok(Json(
        access
            .run(move |workspace| {
                let after = params.after.as_deref().map(str::parse).transpose()?;
                workspace.quarantine(params.source.as_deref(), after, limit)
            })
            .await?,
    ))
}
