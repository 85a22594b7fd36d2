//! Questions.

use super::extract::{Body, NoParams, Params};
use super::{Access, ApiError};
use crate::app::Fault;
use axum::Json;
use tropa_model::{Answer, Question};

/// Asks one question about journeys. Every picture of the web app comes from here.
#[utoipa::path(
    post,
    path = "/api/v1/ask",
    tag = "questions",
    request_body = Question,
    responses((status = 200, body = Answer), (status = "default", body = ApiError))
)]
pub async fn ask(
    access: Access,
    _: Params<NoParams>,
    Body(question): Body<Question>,
) -> Result<Json<Answer>, Fault> {
    Ok(Json(access.run(move |workspace| workspace.ask(&question)).await?))
}
