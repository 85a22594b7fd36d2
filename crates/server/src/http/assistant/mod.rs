//! The assistant over HTTP: plan, run, suggestions.

use super::extract::{Body, Id, NoParams, Params};
use super::session::with_detail;
use super::{Access, ApiError, AppState, visible};
use crate::app::{
    AcceptProposal, AssistantPlan, AssistantStatus, AssistantWish, Endpoint, ErrorCode, Fault, ProposedList,
    ProposedView, ProposedWish, assistant_is_off,
};
use crate::jobs::{Job, JobKind, JobResult};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tropa_catalog::Role;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(assistant))
        .routes(routes!(plan_assistant))
        .routes(routes!(run_assistant))
        .routes(routes!(stop_assistant))
        .routes(routes!(assistant_suggestions))
        .routes(routes!(accept_assistant_suggestion))
        .routes(routes!(reject_assistant_suggestion))
}

/// A plan that was looked at and confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssistantRunOrder {
    /// As it was planned.
    pub wish: AssistantWish,
    /// Of the plan.
    pub token: String,
}

fn endpoint(state: &AppState) -> Result<Arc<Endpoint>, Fault> {
    state.gate.assistant.clone().ok_or_else(assistant_is_off)
}

/// Whether there is a language model to ask, and how there comes to be one.
#[utoipa::path(
    get,
    path = "/api/v1/assistant",
    tag = "assistant",
    responses((status = 200, body = AssistantStatus), (status = "default", body = ApiError))
)]
pub async fn assistant(
    access: Access,
    State(state): State<AppState>,
    _: Params<NoParams>,
) -> Result<Json<AssistantStatus>, Fault> {
    let endpoint = state.gate.assistant.clone();
    let answer = access
        .run(move |workspace| workspace.assistant(endpoint.as_deref()))
        .await?;
    Ok(Json(answer))
}

/// What would be sent to the model, masked, and what it may cost. Nothing is sent.
#[utoipa::path(
    post,
    path = "/api/v1/assistant/plans",
    tag = "assistant",
    request_body = AssistantWish,
    responses((status = 200, body = AssistantPlan), (status = "default", body = ApiError))
)]
pub async fn plan_assistant(
    access: Access,
    State(state): State<AppState>,
    _: Params<NoParams>,
    Body(wish): Body<AssistantWish>,
) -> Result<Json<AssistantPlan>, Fault> {
    let (endpoint, sees) = (endpoint(&state)?, visible(&access));
    let plan = access
        .run(move |workspace| workspace.assistant_plan(&endpoint, &wish, &sees))
        .await?;
    Ok(Json(plan))
}

/// Sends what a plan showed, in the background. What comes of it are suggestions.
#[utoipa::path(
    post,
    path = "/api/v1/assistant/runs",
    tag = "assistant",
    request_body = AssistantRunOrder,
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn run_assistant(
    access: Access,
    State(state): State<AppState>,
    _: Params<NoParams>,
    Body(order): Body<AssistantRunOrder>,
) -> Result<Response, Fault> {
    let (endpoint, sees) = (endpoint(&state)?, visible(&access));
    let asked = endpoint.clone();
    let prepared = access
        .run(move |workspace| workspace.assistant_confirmed(&asked, &order.wish, &order.token, &sees))
        .await?;
    let detail = prepared.detail();
    let job = access
        .jobs
        .start_stoppable(JobKind::Assist, move |workspace, watch, stop| {
            Ok(JobResult {
                assistant: Some(workspace.assistant_run(&endpoint, &prepared, stop, watch)?),
                ..JobResult::default()
            })
        })?;
    Ok(with_detail(
        (StatusCode::ACCEPTED, Json(job)).into_response(),
        detail,
    ))
}

/// Ends a run early; what has come is kept.
#[utoipa::path(
    delete,
    path = "/api/v1/assistant/runs/{id}",
    tag = "assistant",
    params(("id" = String, Path, description = "Of the job")),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn stop_assistant(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    if access.jobs.stop(&id, JobKind::Assist) {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Fault::new(
        ErrorCode::NoSuchJob,
        "no run of the assistant with this id is under way",
        "запроса к помощнику с таким номером сейчас нет",
    )
    .at("id"))
}

/// What the model proposed, with the words it shows it by.
#[utoipa::path(
    get,
    path = "/api/v1/assistant/suggestions",
    tag = "assistant",
    params(ProposedWish),
    responses((status = 200, body = ProposedList), (status = "default", body = ApiError))
)]
pub async fn assistant_suggestions(
    access: Access,
    Params(wish): Params<ProposedWish>,
) -> Result<Json<ProposedList>, Fault> {
    let sees = visible(&access);
    let answer = access
        .run(move |workspace| workspace.assistant_suggestions(&wish, &sees))
        .await?;
    Ok(Json(answer))
}

/// Does what a suggestion proposes.
#[utoipa::path(
    post,
    path = "/api/v1/assistant/suggestions/{id}/accept",
    tag = "assistant",
    params(("id" = String, Path)),
    request_body = AcceptProposal,
    responses((status = 200, body = ProposedView), (status = "default", body = ApiError))
)]
pub async fn accept_assistant_suggestion(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(how): Body<AcceptProposal>,
) -> Result<Json<ProposedView>, Fault> {
    may_decide(&access, &id).await?;
    let by = access.author.clone();
    let answer = access
        .run(move |workspace| workspace.accept_proposal(&id, &how, &by))
        .await?;
    Ok(Json(answer))
}

/// Leaves everything as it is; the suggestion waits no longer.
#[utoipa::path(
    post,
    path = "/api/v1/assistant/suggestions/{id}/reject",
    tag = "assistant",
    params(("id" = String, Path)),
    responses((status = 200, body = ProposedView), (status = "default", body = ApiError))
)]
pub async fn reject_assistant_suggestion(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<Json<ProposedView>, Fault> {
    may_decide(&access, &id).await?;
    let by = access.author.clone();
    let answer = access
        .run(move |workspace| workspace.reject_proposal(&id, &by))
        .await?;
    Ok(Json(answer))
}

/// A story belongs to a map with rights of its own.
async fn may_decide(access: &Access, id: &str) -> Result<(), Fault> {
    let id = id.to_owned();
    let map = access
        .run(move |workspace| workspace.map_of_suggestion(&id))
        .await?;
    map.map_or(Ok(()), |map| access.must_be(Role::Editor, &map))
}
