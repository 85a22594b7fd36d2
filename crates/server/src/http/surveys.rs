//! Surveys: building, opening, inviting, results.

use super::access::Access;
use super::extract::{Body, Id, Ids, NoParams, Params};
use super::session::{no_store, with_detail};
use super::{ApiError, AppState};
use crate::app::{
    ErrorCode, Fault, InvitationView, SampleWish, SurveyHead, SurveyResults, SurveyTemplate, SurveyWhole,
    invitations_csv,
};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use qrcode::{Color, EcLevel, QrCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::convert::Infallible;
use tokio::sync::broadcast::error::RecvError;
use tropa_catalog::{InvitationCounts, SurveyState};
use tropa_model::time::parse_rfc3339;
use tropa_voice::questionnaire::{Problem, Survey, check};
use utoipa::{IntoParams, ToSchema};

/// Rows of a list where nothing is said, and at most.
const LIMIT: u32 = 50;
const LIMIT_MAX: u32 = 200;

/// A survey with its links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyView {
    #[serde(flatten)]
    pub survey: SurveyWhole,
    /// Whoever has it may answer, where the survey is public and open.
    pub link: String,
    /// For a page of another site: `<script src="…" async></script>`.
    pub embed_script: String,
    /// Address of the link as a QR code in SVG.
    pub qr: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyList {
    /// The oldest first.
    pub items: Vec<SurveyHead>,
    /// Ask again with `after` set to this for more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyTemplateList {
    pub items: Vec<SurveyTemplate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProblemList {
    /// In the order of the document; empty where it can be asked.
    pub problems: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyInvitationList {
    /// The oldest first.
    pub items: Vec<InvitationView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    pub counts: InvitationCounts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSurvey {
    pub document: Survey,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyWrite {
    pub document: Survey,
    /// The revision that was changed.
    pub revision: u64,
}

/// What is to become different; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<SurveyState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// Continue after this id.
    #[serde(default)]
    pub after: Option<String>,
    /// 1 to 200; 50 where nothing is said.
    #[serde(default)]
    pub limit: Option<u32>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QrParams {
    /// The touchpoint the code hangs at: answers are about it.
    #[serde(default)]
    pub step: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResultParams {
    /// RFC 3339, included.
    #[serde(default)]
    pub from: Option<String>,
    /// RFC 3339, not included.
    #[serde(default)]
    pub to: Option<String>,
    /// Only answers about this touchpoint.
    #[serde(default)]
    pub step: Option<String>,
}

impl PageParams {
    pub(super) fn read(&self) -> Result<(String, u32), Fault> {
        let limit = self.limit.unwrap_or(LIMIT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                format!("`limit`: expected 1 to {LIMIT_MAX}"),
                format!("`limit`: от 1 до {LIMIT_MAX}"),
            )
            .at("limit"));
        }
        Ok((self.after.clone().unwrap_or_default(), limit))
    }
}

fn view(state: &AppState, headers: &HeaderMap, survey: SurveyWhole) -> SurveyView {
    let base = state.gate.base_for(headers);
    SurveyView {
        link: format!("{base}/s/{}", survey.key),
        embed_script: format!("{base}/embed/{}.js", survey.key),
        qr: format!("/api/v1/surveys/{}/qr", survey.head.id),
        survey,
    }
}

/// Surveys of the workspace.
#[utoipa::path(get, path = "/api/v1/surveys", tag = "surveys", params(PageParams),
    responses((status = 200, body = SurveyList), (status = "default", body = ApiError)))]
pub async fn surveys(access: Access, Params(page): Params<PageParams>) -> Result<Json<SurveyList>, Fault> {
    let (after, limit) = page.read()?;
    let items = access
        .run(move |workspace| workspace.surveys(&after, limit))
        .await?;
    let full = items.len() == limit as usize;
    let next = items.last().filter(|_| full).map(|last| last.id.clone());
    Ok(Json(SurveyList { items, next }))
}

/// Keeps a new survey as a draft.
#[utoipa::path(post, path = "/api/v1/surveys", tag = "surveys", request_body = NewSurvey,
    responses((status = 201, body = SurveyView), (status = "default", body = ApiError)))]
pub async fn new_survey(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(given): Body<NewSurvey>,
) -> Result<Response, Fault> {
    let by = access.author.clone();
    let made = access
        .run(move |workspace| workspace.add_survey(&given.document, &by))
        .await?;
    let detail = json!({"survey": &made.head.id});
    let response = (StatusCode::CREATED, Json(view(&state, &headers, made))).into_response();
    Ok(with_detail(response, detail))
}

/// Surveys to begin with, in Russian and English.
#[utoipa::path(get, path = "/api/v1/surveys/templates", tag = "surveys",
    responses((status = 200, body = SurveyTemplateList), (status = "default", body = ApiError)))]
pub async fn survey_templates(_: Access, _: Params<NoParams>) -> Json<SurveyTemplateList> {
    Json(SurveyTemplateList {
        items: crate::app::survey_templates().to_vec(),
    })
}

/// What is wrong with a survey, without keeping it.
#[utoipa::path(post, path = "/api/v1/surveys/check", tag = "surveys", request_body = NewSurvey,
    responses((status = 200, body = ProblemList), (status = "default", body = ApiError)))]
pub async fn check_survey(
    _: Access,
    _: Params<NoParams>,
    Body(given): Body<NewSurvey>,
) -> Result<Json<ProblemList>, Fault> {
    Ok(Json(ProblemList {
        problems: check(&given.document),
    }))
}

/// A survey with its document, links and what must be mended before it can be opened.
#[utoipa::path(get, path = "/api/v1/surveys/{id}", tag = "surveys", params(("id" = String, Path)),
    responses((status = 200, body = SurveyView), (status = "default", body = ApiError)))]
pub async fn survey(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Json<SurveyView>, Fault> {
    let found = access.run(move |workspace| workspace.survey(&id)).await?;
    Ok(Json(view(&state, &headers, found)))
}

/// Writes the document over the revision that was changed.
#[utoipa::path(put, path = "/api/v1/surveys/{id}", tag = "surveys", params(("id" = String, Path)),
    request_body = SurveyWrite,
    responses((status = 200, body = SurveyView), (status = "default", body = ApiError)))]
pub async fn put_survey(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(given): Body<SurveyWrite>,
) -> Result<Json<SurveyView>, Fault> {
    let written = access
        .run(move |workspace| workspace.put_survey(&id, &given.document, given.revision))
        .await?;
    Ok(Json(view(&state, &headers, written)))
}

/// Opens or closes a survey, or lets everybody with the link in.
#[utoipa::path(patch, path = "/api/v1/surveys/{id}", tag = "surveys", params(("id" = String, Path)),
    request_body = SurveyPatch,
    responses((status = 200, body = SurveyView), (status = "default", body = ApiError)))]
pub async fn open_survey(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(patch): Body<SurveyPatch>,
) -> Result<Response, Fault> {
    let detail = json!(&patch);
    let changed = access
        .run(move |workspace| workspace.open_survey(&id, patch.state, patch.public))
        .await?;
    let response = Json(view(&state, &headers, changed)).into_response();
    Ok(with_detail(response, detail))
}

/// Deletes a survey and its invitations; answers given stay among what people say.
#[utoipa::path(delete, path = "/api/v1/surveys/{id}", tag = "surveys", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn delete_survey(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    access.run(move |workspace| workspace.delete_survey(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The survey's link as a QR code, to be printed.
#[utoipa::path(get, path = "/api/v1/surveys/{id}/qr", tag = "surveys", params(("id" = String, Path), QrParams),
    responses((status = 200, content_type = "image/svg+xml", body = String), (status = "default", body = ApiError)))]
pub async fn survey_qr(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    Params(params): Params<QrParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let found = access.run(move |workspace| workspace.survey(&id)).await?;
    let mut link = format!("{}/s/{}?from=qr", state.gate.base_for(&headers), found.key);
    if let Some(step) = params.step.filter(|step| !step.is_empty()) {
        link += "&step=";
        link += &super::answering::in_address(&step);
    }
    let svg = qr_svg(&link)?;
    let mut response = svg.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    no_store(headers);
    Ok(response)
}

/// Dark squares as one path, with the quiet zone of four that the standard asks for (ISO/IEC 18004).
fn qr_svg(link: &str) -> Result<String, Fault> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(link, EcLevel::M).map_err(|_| {
        Fault::new(
            ErrorCode::BadRequest,
            "the link is too long for a QR code; shorten `step`",
            "ссылка слишком длинна для QR-кода; сократите `step`",
        )
        .at("step")
    })?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            path += &format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{0}\" height=\"{0}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>",
        side * 8
    ))
}

fn moment(text: Option<&str>, path: &str) -> Result<Option<i64>, Fault> {
    text.map(|text| {
        parse_rfc3339(text).ok_or_else(|| {
            Fault::new(
                ErrorCode::BadRequest,
                format!("`{path}`: expected a moment such as 2026-03-01T00:00:00Z"),
                format!("`{path}`: нужен момент вида 2026-03-01T00:00:00Z"),
            )
            .at(path)
        })
    })
    .transpose()
}

/// What people answered so far, counted.
#[utoipa::path(get, path = "/api/v1/surveys/{id}/results", tag = "surveys",
    params(("id" = String, Path), ResultParams),
    responses((status = 200, body = SurveyResults), (status = "default", body = ApiError)))]
pub async fn survey_results(
    access: Access,
    Id(id): Id,
    Params(params): Params<ResultParams>,
) -> Result<Json<SurveyResults>, Fault> {
    let window = (
        moment(params.from.as_deref(), "from")?,
        moment(params.to.as_deref(), "to")?,
    );
    let results = access
        .run(move |workspace| workspace.survey_results(&id, window, params.step.as_deref()))
        .await?;
    Ok(Json(results))
}

/// Says `answers` whenever somebody answers: server-sent events.
#[utoipa::path(get, path = "/api/v1/surveys/{id}/events", tag = "surveys", params(("id" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = "default", body = ApiError)))]
pub async fn survey_events(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Response, Fault> {
    let wanted = id.clone();
    access.run(move |workspace| workspace.survey(&id)).await?;
    let heard = access.workspace.answered.listen();
    let events = futures::stream::unfold(heard, move |mut heard| {
        let wanted = wanted.clone();
        async move {
            loop {
                match heard.recv().await {
                    Ok(survey) if survey == wanted => break,
                    // The server stops.
                    Ok(survey) if survey.is_empty() => return None,
                    Ok(_) => {}
                    // Some were missed: it may have been ours.
                    Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return None,
                }
            }
            let event = Event::default().event("answers").data("{}");
            Some((Ok::<_, Infallible>(event), heard))
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// Whom the survey was sent to, and who has answered.
#[utoipa::path(get, path = "/api/v1/surveys/{id}/invitations", tag = "surveys",
    params(("id" = String, Path), PageParams),
    responses((status = 200, body = SurveyInvitationList), (status = "default", body = ApiError)))]
pub async fn survey_invitations(
    access: Access,
    Id(id): Id,
    Params(page): Params<PageParams>,
) -> Result<Json<SurveyInvitationList>, Fault> {
    let (after, limit) = page.read()?;
    let (items, counts) = access
        .run(move |workspace| workspace.survey_invitations(&id, &after, limit))
        .await?;
    let full = items.len() == limit as usize;
    let next = items.last().filter(|_| full).map(|last| last.id.clone());
    Ok(Json(SurveyInvitationList { items, next, counts }))
}

/// Draws actors and gives a signed link for each, as a table for whoever sends the letters.
#[utoipa::path(post, path = "/api/v1/surveys/{id}/invitations", tag = "surveys", params(("id" = String, Path)),
    request_body = SampleWish,
    responses((status = 200, content_type = "text/csv", body = String), (status = "default", body = ApiError)))]
pub async fn invite_to_survey(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(wish): Body<SampleWish>,
) -> Result<Response, Fault> {
    let made = access
        .run(move |workspace| workspace.invite_to_survey(&id, &wish))
        .await?;
    let csv = invitations_csv(&made, &state.gate.base_for(&headers));
    let mut response = csv.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"invitations.csv\""),
    );
    Ok(with_detail(response, json!({"invited": made.len()})))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v1/surveys/{id}/invitations/{invitation}", tag = "surveys",
    params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn revoke_survey_invitation(
    access: Access,
    Ids(id, invitation): Ids,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access
        .run(move |workspace| workspace.revoke_survey_invitation(&id, &invitation))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
