//! The pages on which a survey is answered: plain forms that work on a telephone and without scripts.
//!
//! Whatever was answered so far travels in the form itself; nothing is kept before the last page is sent.

mod form;
mod page;
mod words;

use super::access::Access;
use super::extract::{Id, NoParams, Params, Raw};
use super::limits;
use super::session::no_store;
use super::{ApiError, AppState, Language};
use crate::app::{AnswerOutcome, Came, ErrorCode, Fault, OpenedSurvey, Workspace};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use form::Form;
use page::Shown;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tropa_voice::questionnaire::{Problem, Survey, SurveyQuestion, asked, check_answers};
use utoipa::IntoParams;
use uuid::Uuid;

/// A touchpoint's name in a link.
const STEP_CHARS_MAX: usize = 200;

/// What others add to a link on its way (`utm_source`, `fbclid`) is passed over: whoever answers cannot mend it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AnswerParams {
    /// `ru` or `en`; absent: what the browser asks for.
    #[serde(default)]
    pub lang: Option<String>,
    /// The touchpoint the answer is about.
    #[serde(default)]
    pub step: Option<String>,
    /// `qr`, `embed`, or anything else for a link.
    #[serde(default)]
    pub from: Option<String>,
    /// Present: shown inside a page of another site.
    #[serde(default)]
    pub embed: Option<String>,
}

/// The first page of a survey.
#[utoipa::path(get, path = "/s/{token}", tag = "answering", params(("token" = String, Path), AnswerParams),
    responses((status = 200, content_type = "text/html", body = String), (status = "default", body = ApiError)))]
pub async fn answer_page(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    Params(params): Params<AnswerParams>,
    headers: HeaderMap,
) -> Response {
    let wanted = Language::wanted(&headers);
    let framed = params.embed.is_some();
    let opened = match open(&state, &access, &token).await {
        Ok(opened) => opened,
        Err(fault) => return refused(&fault, wanted, framed),
    };
    let language = language_of(&opened.0.document, params.lang.as_deref(), wanted);
    if opened.0.is_answered() {
        return html(
            StatusCode::OK,
            &page::thanks(&opened.0.document, language, true),
            framed,
        );
    }
    let looked = opened.0.clone();
    let noted = super::access::run_on(opened.1, move |workspace| workspace.survey_was_opened(&looked));
    if let Err(fault) = noted.await {
        return refused(&fault, language, framed);
    }
    let form = Form {
        sitting: Uuid::new_v4().to_string(),
        step: params
            .step
            .unwrap_or_default()
            .chars()
            .take(STEP_CHARS_MAX)
            .collect(),
        from: params.from.unwrap_or_default(),
        framed,
        ..Form::default()
    };
    show(&opened.0, &form, language, &[], true)
}

/// The answers of one page: the next page, or thanks.
#[utoipa::path(post, path = "/s/{token}", tag = "answering", params(("token" = String, Path)),
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String), (status = "default", body = ApiError)))]
pub async fn answer(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Response {
    let wanted = Language::wanted(&headers);
    match answered(&state, &access, &token, wanted, &body).await {
        Ok(response) => response,
        Err((fault, framed)) => refused(&fault, wanted, framed),
    }
}

async fn answered(
    state: &AppState,
    access: &Access,
    token: &str,
    wanted: Language,
    body: &[u8],
) -> Result<Response, (Fault, bool)> {
    let mut form = Form::read(body).map_err(|fault| (fault, false))?;
    let framed = form.framed;
    let failed = |fault| (fault, framed);
    let (opened, workspace) = open(state, access, token).await.map_err(failed)?;
    let survey = &opened.document;
    let language = language_of(survey, Some(&form.language), wanted);
    if form.is_machine {
        // A program that fills in every field is thanked and forgotten.
        return Ok(html(
            StatusCode::OK,
            &page::thanks(survey, language, false),
            framed,
        ));
    }
    let screen: Vec<&SurveyQuestion> = survey
        .questions
        .iter()
        .filter(|question| form.screen.contains(&question.id))
        .collect();
    form.take(&screen);
    let wrong: Vec<Problem> = check_answers(survey, &form.answers)
        .into_iter()
        .filter(|problem| screen.iter().any(|question| is_about(problem, question)))
        .collect();
    if !wrong.is_empty() {
        return Ok(show(&opened, &form, language, &wrong, false));
    }
    if !next_screen(survey, &form).is_empty() {
        form.screen.clear();
        return Ok(show(&opened, &form, language, &[], false));
    }
    if !opened.is_invitation() {
        let who = format!("{} {}", access.ip(), opened.id());
        state
            .gate
            .limits
            .take(limits::ANSWERS_OF_ADDRESS, &who)
            .map_err(failed)?;
    }
    let came = Came {
        sitting: form.sitting.clone(),
        channel: match form.from.as_str() {
            _ if framed => "embed",
            "qr" => "qr",
            _ => "link",
        },
        step: Some(form.step.clone()).filter(|step| !step.is_empty()),
        language: language.tag().to_owned(),
    };
    let (kept_of, answers) = (opened.clone(), form.answers.clone());
    let kept = super::access::run_on(workspace.clone(), move |workspace| {
        workspace.answer_survey(&kept_of, &answers, &came)
    });
    match kept.await.map_err(failed)? {
        AnswerOutcome::Kept(_) => {
            store_soon(workspace);
            Ok(html(
                StatusCode::OK,
                &page::thanks(survey, language, false),
                framed,
            ))
        }
        // Something of an earlier page: that page is shown again with all that is wrong on it.
        AnswerOutcome::Problems(problems) => {
            let about =
                |question: &&SurveyQuestion| problems.iter().any(|problem| is_about(problem, question));
            form.screen = survey
                .questions
                .iter()
                .filter(about)
                .map(|question| question.id.clone())
                .collect();
            Ok(show(&opened, &form, language, &problems, false))
        }
    }
}

/// Answers of this time are moved into the lake together: each move is a commit.
const STORE_AFTER: Duration = Duration::from_secs(1);

/// Moves what waits into the voice lake, then tells open maps. Without it nothing is lost: the next answer, or the next
/// start of the server, moves it.
pub(super) fn store_soon(workspace: Arc<Workspace>) {
    if !workspace.answered.takes_moving() {
        return;
    }
    tokio::spawn(async move {
        tokio::time::sleep(STORE_AFTER).await;
        workspace.answered.begins_moving();
        let stored = super::access::run_on(workspace, |workspace| {
            let stored = workspace.store_answers()?;
            if stored > 0 {
                workspace.tell_rooms("voice");
            }
            Ok(())
        });
        if let Err(fault) = stored.await {
            tracing::error!("answers wait for the voice lake: {}", fault.message);
        }
    });
}

fn is_about(problem: &Problem, question: &SurveyQuestion) -> bool {
    let at = problem.path.strip_prefix("answers.").unwrap_or_default();
    at == question.id
        || at
            .strip_prefix(&question.id)
            .is_some_and(|rest| rest.starts_with('.'))
}

/// The survey behind the link, with the workspace it belongs to.
async fn open(
    state: &AppState,
    access: &Access,
    token: &str,
) -> Result<(OpenedSurvey, Arc<Workspace>), Fault> {
    let asked = token.to_owned();
    let opened = access.run(move |workspace| workspace.opened_survey(&asked)).await;
    if matches!(&opened, Err(fault) if fault.code == ErrorCode::NotFound) {
        state.gate.limits.take(limits::UNKNOWN_SECRETS, access.ip())?;
    }
    let opened = opened?;
    let (workspace, _) = state.of_workspace(&opened.workspace_id).await?;
    Ok((opened, workspace))
}

/// What was asked for, else what the browser prefers, of the languages the survey is in; else its first.
fn language_of(survey: &Survey, given: Option<&str>, wanted: Language) -> Language {
    let is_in = |language: Language| survey.languages.iter().any(|known| known == language.tag());
    let of = |word: &str| match word {
        "ru" => Some(Language::Ru),
        "en" => Some(Language::En),
        _ => None,
    };
    let given = given.and_then(of).filter(|language| is_in(*language));
    given
        .or_else(|| Some(wanted).filter(|language| is_in(*language)))
        .or_else(|| of(survey.languages.first()?))
        .unwrap_or(wanted)
}

/// Questions of the next page: from the first that was not shown yet to the first whose answer decides what follows.
fn next_screen<'a>(survey: &'a Survey, form: &Form) -> Vec<&'a SurveyQuestion> {
    let mut screen = Vec::new();
    for question in asked(survey, &form.answers) {
        if form.answers.contains_key(&question.id) {
            continue;
        }
        screen.push(question);
        let decides = survey
            .questions
            .iter()
            .flat_map(|later| &later.show_if)
            .any(|condition| condition.question == question.id);
        if decides {
            break;
        }
    }
    screen
}

fn show(
    opened: &OpenedSurvey,
    form: &Form,
    language: Language,
    wrong: &[Problem],
    is_first: bool,
) -> Response {
    let survey = &opened.document;
    let screen: Vec<&SurveyQuestion> = if form.screen.is_empty() {
        next_screen(survey, form)
    } else {
        survey
            .questions
            .iter()
            .filter(|question| form.screen.contains(&question.id))
            .collect()
    };
    let shown = Shown {
        survey,
        token: &opened.token,
        form,
        screen: &screen,
        language,
        wrong,
        is_first,
    };
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    html(status, &shown.html(), form.framed)
}

fn refused(fault: &Fault, language: Language, framed: bool) -> Response {
    let error = ApiError::of(fault, language);
    let mut response = html(error.status(), &page::notice(&error.message, language), framed);
    if let Some(seconds) = fault.retry_after_s {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A page that loads nothing and runs nothing but, in a frame, the one script that tells its height.
fn html(status: StatusCode, body: &page::Page, framed: bool) -> Response {
    let nonce = Uuid::new_v4().simple().to_string();
    let mut response = (status, body.html(&nonce, framed)).into_response();
    let ancestors = if framed { "*" } else { "'none'" };
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; form-action 'self'; \
         base-uri 'none'; frame-ancestors {ancestors}"
    );
    let headers = response.headers_mut();
    let mut set = |name, value: &str| {
        headers.insert(name, HeaderValue::from_str(value).expect("a header's text"));
    };
    set(header::CONTENT_TYPE, "text/html; charset=utf-8");
    set(header::CONTENT_SECURITY_POLICY, &policy);
    // With `no-referrer` a browser would not say that the form is our own.
    set(header::REFERRER_POLICY, "same-origin");
    if framed {
        set(
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        );
    }
    no_store(headers);
    response
}

/// Shows the survey inside a page of another site: `<script src="…/embed/KEY.js" async></script>`.
#[utoipa::path(get, path = "/embed/{file}", tag = "answering", params(("file" = String, Path)),
    responses((status = 200, content_type = "text/javascript", body = String), (status = "default", body = ApiError)))]
pub async fn embed(_: Access, Id(file): Id, _: Params<NoParams>) -> Result<Response, Fault> {
    let key = file.strip_suffix(".js").unwrap_or_default();
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if key.is_empty() || !key.bytes().all(sound) {
        return Err(Fault::new(
            ErrorCode::NotFound,
            "there is no such script",
            "такого скрипта нет",
        ));
    }
    let mut response = include_str!("embed.js").replace("KEY", key).into_response();
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    set(header::CACHE_CONTROL, "public, max-age=3600");
    set(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    );
    Ok(response)
}

/// Text as it may stand in an address.
pub(super) fn in_address(text: &str) -> String {
    let mut shown = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                shown.push(char::from(byte))
            }
            _ => shown += &format!("%{byte:02X}"),
        }
    }
    shown
}
