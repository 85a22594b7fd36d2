//! How far background work has come.

use super::extract::{Id, NoParams, Params};
use super::{Access, ApiError, Language};
use crate::app::{ErrorCode, Fault};
use crate::jobs::{Job, JobState};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobsParams {
    /// Only jobs in this state; all when absent.
    pub state: Option<JobState>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JobList {
    /// The last started first.
    pub items: Vec<Job>,
}

/// The jobs of this server: those that run or wait, and the last that ended.
#[utoipa::path(
    get,
    path = "/api/v1/jobs",
    tag = "server",
    params(JobsParams),
    responses((status = 200, body = JobList), (status = "default", body = ApiError))
)]
pub async fn jobs(
    access: Access,
    language: Language,
    Params(params): Params<JobsParams>,
) -> Result<Json<JobList>, Fault> {
    let items = access.jobs.list(params.state, language);
    Ok(Json(JobList { items }))
}

/// A job with its progress, and its result once it is done.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/{id}",
    tag = "server",
    params(("id" = String, Path, description = "As given when the job was started")),
    responses((status = 200, body = Job), (status = "default", body = ApiError))
)]
pub async fn job(
    access: Access,
    language: Language,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<Json<Job>, Fault> {
    let jobs = access.jobs.clone();
    let asked = id.clone();
    match access.run(move |_| jobs.find(&asked, language)).await? {
        Some(job) => Ok(Json(job)),
        None => {
            let shown: String = id.chars().take(80).collect();
            let fault = Fault::new(
                ErrorCode::NoSuchJob,
                format!("there is no job «{shown}»"),
                format!("работы «{shown}» нет"),
            );
            Err(fault.at("id"))
        }
    }
}
