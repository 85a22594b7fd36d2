//! Is it alive, and what does it know?

use super::extract::{NoParams, Params};
use super::{Access, ApiError};
use crate::app::{Fault, SourceView};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// Always `ok`: a server that is not does not answer.
    pub status: String,
    pub version: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SourceList {
    /// In order of their names.
    pub items: Vec<SourceView>,
}

/// Whether the server answers, and which version it is.
#[utoipa::path(get, path = "/api/v1/health", tag = "server", responses((status = 200, body = Health)))]
pub async fn health(_: Params<NoParams>) -> Json<Health> {
    Json(Health {
        status: "ok".into(),
        version: crate::VERSION.into(),
    })
}

/// What was imported: sources with their size, period, activities and attributes.
#[utoipa::path(
    get,
    path = "/api/v1/sources",
    tag = "facts",
    responses((status = 200, body = SourceList), (status = "default", body = ApiError))
)]
pub async fn sources(access: Access, _: Params<NoParams>) -> Result<Json<SourceList>, Fault> {
    let items = access.run(|workspace| workspace.sources()).await?;
    Ok(Json(SourceList { items }))
}
