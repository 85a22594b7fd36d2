//! The import page: a file goes up, its mapping is shown and corrected, its events come in.

use super::extract::{Body, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{
    AppError, DiscoverOrder, ErrorCode, Fault, ImportOrder, UPLOAD_BYTES_MAX, UploadId, Uploaded,
};
use crate::jobs::{Job, JobKind, JobResult};
use axum::Json;
use axum::body::Body as RawBody;
use axum::http::StatusCode;
use futures::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;
use tropa_intake::{Detected, MapOptions, Mapping, Preview, Proposed};
use tropa_model::SourceName;
use utoipa::{IntoParams, ToSchema};

/// Rows shown before an import.
const PREVIEW_ROWS: usize = 10;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadParams {
    /// The file's name, with its ending: formats are told by content, names appear in messages.
    pub name: String,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewOrder {
    /// Ids of uploads, all of one import.
    pub uploads: Vec<String>,
    /// What is known already of columns, zone and so on.
    #[serde(default)]
    pub options: MapOptions,
    /// Look at the rows with this mapping instead of the proposed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
}

/// What the files hold and how they would be read.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreviewAnswer {
    /// One for each upload.
    pub detected: Vec<Detected>,
    pub proposed: Proposed,
    /// The first rows as events; absent while the mapping is undecided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Preview>,
    /// The source the events would go to unless told otherwise.
    pub source: String,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    pub uploads: Vec<String>,
    /// Absent: named after the first file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub mapping: Mapping,
    /// Also find a map.
    #[serde(default)]
    pub discover: bool,
}

/// Takes a file in, as it is. It is kept until it is imported, at most a day.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    tag = "imports",
    params(UploadParams),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Uploaded), (status = "default", body = ApiError))
)]
pub async fn upload(
    access: Access,
    Params(params): Params<UploadParams>,
    body: RawBody,
) -> Result<(StatusCode, Json<Uploaded>), Fault> {
    let (id, path) = access.run(|workspace| workspace.begin_upload()).await?;
    match receive(body, &path).await {
        Ok(bytes) => {
            let uploaded = access
                .run(move |workspace| workspace.finish_upload(&id, &params.name, bytes))
                .await?;
            Ok((StatusCode::CREATED, Json(uploaded)))
        }
        Err(error) => {
            drop_upload(&access, id).await;
            Err(error)
        }
    }
}

async fn drop_upload(access: &Access, id: UploadId) {
    let dropped = access.run(move |workspace| {
        workspace.drop_upload(&id);
        Ok(())
    });
    let _ = dropped.await;
}

/// Streams a body to disk; its size in bytes.
async fn receive(body: RawBody, path: &std::path::Path) -> Result<u64, Fault> {
    let failed = |source| {
        Fault::from(AppError::Io {
            what: "write",
            path: path.to_owned(),
            source,
        })
    };
    let mut file = tokio::fs::File::create(path).await.map_err(failed)?;
    let mut bytes = 0_u64;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|e| {
            Fault::new(
                ErrorCode::BadRequest,
                format!("the upload broke off: {e}"),
                format!("загрузка оборвалась: {e}"),
            )
        })?;
        bytes += chunk.len() as u64;
        if bytes > UPLOAD_BYTES_MAX {
            return Err(AppError::UploadTooLarge {
                bytes_max: UPLOAD_BYTES_MAX,
            }
            .into());
        }
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    Ok(bytes)
}

/// What the files hold, the mapping that is proposed for them, and their first rows read with it.
#[utoipa::path(
    post,
    path = "/api/v1/imports/preview",
    tag = "imports",
    request_body = PreviewOrder,
    responses((status = 200, body = PreviewAnswer), (status = "default", body = ApiError))
)]
pub async fn preview(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<PreviewOrder>,
) -> Result<Json<PreviewAnswer>, Fault> {
    let examined = access
        .run(move |workspace| {
            let files = workspace.uploaded(&order.uploads)?;
            let order = ImportOrder {
                files,
                source: None,
                mapping: order.mapping,
                options: order.options,
            };
            workspace.examine(&order, PREVIEW_ROWS)
        })
        .await?;
    Ok(Json(PreviewAnswer {
        detected: examined.detected,
        proposed: examined.proposed,
        preview: examined.preview,
        source: examined.source.to_string(),
    }))
}

/// Imports uploaded files in the background, and finds a map in them when asked to.
#[utoipa::path(
    post,
    path = "/api/v1/imports",
    tag = "imports",
    request_body = ImportRequest,
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn import(
    access: Access,
    _: Params<NoParams>,
    Body(request): Body<ImportRequest>,
) -> Result<(StatusCode, Json<Job>), Fault> {
    let source = request
        .source
        .as_deref()
        .filter(|name| !name.trim().is_empty())
        .map(SourceName::new)
        .transpose();
    let source = source.map_err(|e| {
        Fault::new(
            ErrorCode::BadName,
            e.to_string(),
            crate::app::source_name(&e.given),
        )
        .at("source")
    })?;
    let ids = request.uploads.clone();
    let files = access.run(move |workspace| workspace.uploaded(&ids)).await?;
    let order = ImportOrder {
        files,
        source,
        mapping: Some(request.mapping),
        options: MapOptions::default(),
    };
    let (uploads, discover, by) = (request.uploads, request.discover, access.author.clone());
    let job = access.jobs.start(JobKind::Import, move |workspace, watch| {
        let summary = workspace.import(&order, watch)?;
        for id in &uploads {
            workspace.drop_upload(&UploadId::new(id)?);
        }
        let mut result = JobResult::default();
        if discover {
            let order = DiscoverOrder {
                source: Some(summary.source.clone()),
                ..DiscoverOrder::default()
            };
            result.map_id = Some(workspace.discover_into_workspace(&order, &by, watch)?);
        }
        result.summary = Some(summary);
        Ok(result)
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}
