//! How far background work has come.

use super::extract::{Id, NoParams, Params};
use super::{ApiError, AppState};
use crate::app::ErrorCode;
use crate::jobs::Job;
use axum::Json;
use axum::extract::State;

/// A job with its progress, and its result once it is done.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/{id}",
    tag = "server",
    params(("id" = String, Path, description = "As given when the job was started")),
    responses((status = 200, body = Job), (status = "default", body = ApiError))
)]
pub async fn job(
    State(state): State<AppState>,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<Json<Job>, ApiError> {
    let jobs = state.jobs.clone();
    let asked = id.clone();
    match state.run(move |_| jobs.find(&asked)).await? {
        Some(job) => Ok(Json(job)),
        None => {
            let shown: String = id.chars().take(80).collect();
            Err(ApiError::new(ErrorCode::NoSuchJob, format!("there is no job «{shown}»")).at("id"))
        }
    }
}
