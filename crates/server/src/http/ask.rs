//! Questions.

use super::extract::{Body, NoParams, Params};
use super::{ApiError, AppState};
use crate::app::Fault;
use axum::Json;
use axum::extract::State;
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
    State(state): State<AppState>,
    _: Params<NoParams>,
    Body(question): Body<Question>,
) -> Result<Json<Answer>, Fault> {
    Ok(Json(state.run(move |workspace| workspace.ask(&question)).await?))
}
