//! Signing in and out, the first person, and what people change of themselves.

use super::access::{Access, Detail};
use super::cookies::{self, cookie};
use super::extract::{Body, Id, NoParams, Params};
use super::gate::Mode;
use super::limits;
use super::{ApiError, AppState, Language};
use crate::app::{self, ErrorCode, Fault, Identity, LetIn, SetUp};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tropa_catalog::{Person, Role};
use utoipa::ToSchema;

/// How this server lets people in, and who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    pub mode: SessionMode,
    /// Who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonView>,
    /// Those the person belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workspaces: Vec<WorkspaceOf>,
    /// Sign in with the organisation's accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso: Option<Sso>,
    /// Whether a forgotten password can be answered by mail.
    pub mail: bool,
    /// Whether the first person must know the code that the server printed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub setup_code_needed: bool,
    pub version: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionMode {
    /// Nobody has an account yet: the first person makes theirs.
    Setup,
    SignIn,
    /// Everybody on this machine is the owner; there are no accounts.
    Open,
    SignedIn,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonView {
    pub id: String,
    pub name: String,
    pub email: String,
    /// `en` or `ru`; absent: what the browser asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Of the person's cursor: `#rrggbb`.
    pub colour: String,
    /// Keeps the installation: makes workspaces.
    pub installation_admin: bool,
}

/// A workspace and what the person may do in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceOf {
    pub id: String,
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sso {
    /// As it stands on the button.
    pub name: String,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// The first account: keeper of the installation and owner of the first workspace.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstPerson {
    pub name: String,
    pub email: String,
    pub password: String,
    /// What the workspace is called.
    pub workspace: String,
    /// Of the interface; absent: what the browser asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// As printed by the server, where it asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup_code: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `en`, `ru`, or empty for what the browser asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

/// A browser the person is signed in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnSession {
    pub id: String,
    pub created_at: String,
    pub seen_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// What the browser calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The one that asks.
    pub current: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnSessionList {
    /// The last used first.
    pub items: Vec<OwnSession>,
}

impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        Self {
            id: person.id.clone(),
            name: person.name.clone(),
            email: person.email.clone(),
            language: Some(person.language.clone()).filter(|language| !language.is_empty()),
            colour: person.colour.clone(),
            installation_admin: person.installation_admin,
        }
    }
}

/// What the page needs to know first.
async fn view(state: &AppState, access: &Access, identity: &Identity) -> Result<SessionView, Fault> {
    let asked = identity.clone();
    let (memberships, nobody_is_here) = access
        .run(move |workspace| Ok((workspace.memberships(&asked)?, workspace.nobody_is_here()?)))
        .await?;
    let person = match identity {
        Identity::Local => Some(PersonView {
            id: access.author.id.clone(),
            name: access.author.name.clone(),
            email: String::new(),
            language: None,
            colour: "#0f766e".into(),
            installation_admin: true,
        }),
        other => other.person().map(PersonView::from),
    };
    let mode = match (state.gate.mode, &person) {
        (Mode::Open, _) => SessionMode::Open,
        (Mode::Accounts, Some(_)) => SessionMode::SignedIn,
        (Mode::Accounts, None) if nobody_is_here => SessionMode::Setup,
        (Mode::Accounts, None) => SessionMode::SignIn,
    };
    let workspaces = memberships.into_iter().map(|one| WorkspaceOf {
        id: one.workspace_id,
        name: one.name,
        role: one.role,
    });
    Ok(SessionView {
        mode,
        person,
        workspaces: workspaces.collect(),
        sso: state.gate.oidc.as_ref().map(|oidc| Sso {
            name: oidc.settings.name.clone(),
        }),
        mail: state.gate.mail.is_some(),
        setup_code_needed: mode == SessionMode::Setup && state.gate.setup_code().is_some(),
        version: crate::VERSION.into(),
    })
}

/// The answer that signs a browser in.
pub(super) async fn signed_in(
    state: &AppState,
    access: &Access,
    person: Person,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Response, Fault> {
    let origin = access.origin.clone();
    let LetIn { token, csrf, person } = access
        .run(move |workspace| workspace.let_in(person, &origin))
        .await?;
    let credential = app::Credential::Session(token.clone());
    let identity = access
        .run(move |workspace| workspace.identify(&credential))
        .await?;
    let view = view(state, access, &identity).await?;
    let mut response = (status, Json(view)).into_response();
    cookies::signed_in(
        response.headers_mut(),
        &token,
        &csrf,
        state.gate.is_secure(headers),
    );
    no_store(response.headers_mut());
    access
        .note_of_installation("sign_in", Some(&person.id), None)
        .await;
    Ok(response)
}

pub(super) fn no_store(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

pub(super) fn only_with_accounts(state: &AppState) -> Result<(), Fault> {
    match state.gate.mode {
        Mode::Accounts => Ok(()),
        Mode::Open => Err(Fault::new(
            ErrorCode::NotAllowed,
            "this server has no accounts: everybody on this machine may do everything",
            "на этом сервере нет учётных записей: на этой машине всем можно всё",
        )),
    }
}

/// How this server lets people in, and who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 200, body = SessionView), (status = "default", body = ApiError))
)]
pub async fn session(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let view = view(&state, &access, &access.identity).await?;
    let mut response = Json(view).into_response();
    no_store(response.headers_mut());
    // A page that has lost the proof of being ours gets it again; other sites cannot read this answer.
    if let Identity::BySession(_, session) = &*access.identity
        && cookie(&headers, cookies::CSRF) != Some(&session.csrf)
        && let Some(token) = cookie(&headers, cookies::SESSION)
    {
        let secure = state.gate.is_secure(&headers);
        cookies::signed_in(response.headers_mut(), token, &session.csrf, secure);
    }
    Ok(response)
}

/// Makes the first account and signs in; only while nobody has one.
#[utoipa::path(
    post,
    path = "/api/v1/setup",
    tag = "session",
    request_body = FirstPerson,
    responses((status = 201, body = SessionView), (status = "default", body = ApiError))
)]
pub async fn set_up(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(wish): Body<FirstPerson>,
) -> Result<Response, Fault> {
    only_with_accounts(&state)?;
    state.gate.limits.take(limits::SETUP_CODES, access.ip())?;
    if !state.gate.opens_setup(wish.setup_code.as_deref()) {
        let fault = Fault::new(
            ErrorCode::NotAllowed,
            "the set-up code is another one: it stands where the server was started",
            "код настройки другой: он напечатан там, где запустили сервер",
        );
        return Err(fault.at("setup_code"));
    }
    let _permit = state.gate.may_hash().await?;
    let set_up = SetUp {
        name: wish.name,
        email: wish.email,
        password: wish.password,
        workspace: wish.workspace,
        language: wish
            .language
            .map(|language| language.tag().to_owned())
            .unwrap_or_default(),
    };
    let person = access.run(move |workspace| workspace.set_up(&set_up)).await?;
    access
        .note_of_installation("set_up", Some(&person.id), None)
        .await;
    signed_in(&state, &access, person, StatusCode::CREATED, &headers).await
}

/// Signs in with e-mail and password.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    request_body = SignIn,
    responses((status = 200, body = SessionView), (status = "default", body = ApiError))
)]
pub async fn sign_in(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(wish): Body<SignIn>,
) -> Result<Response, Fault> {
    only_with_accounts(&state)?;
    // By account and address: somebody who guesses from elsewhere does not lock the owner out.
    let account = format!("{} {}", access.ip(), wish.email.trim().to_lowercase());
    state
        .gate
        .limits
        .take(limits::PASSWORDS_OF_ADDRESS, access.ip())?;
    state.gate.limits.take(limits::PASSWORDS_OF_ACCOUNT, &account)?;
    let _permit = state.gate.may_hash().await?;
    let email = wish.email.clone();
    let known = access
        .run(move |workspace| workspace.who_has(&wish.email, &wish.password))
        .await?;
    let Some(person) = known else {
        let tried: String = email.chars().take(80).collect();
        access
            .note_of_installation("sign_in_refused", None, Some(json!({"email": tried})))
            .await;
        return Err(Fault::new(
            ErrorCode::WrongPassword,
            "no account has this e-mail and password",
            "учётной записи с такой почтой и паролем нет",
        ));
    };
    state.gate.limits.forget(limits::PASSWORDS_OF_ACCOUNT, &account);
    signed_in(&state, &access, person, StatusCode::OK, &headers).await
}

/// Signs out.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn sign_out(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (_, session) = access.must_be_session()?;
    let session = session.clone();
    access.run(move |workspace| workspace.sign_out(&session)).await?;
    state.rights_changed();
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::signed_out(response.headers_mut(), state.gate.is_secure(&headers));
    Ok(response)
}

/// What people change of themselves: name, language, colour of the cursor.
#[utoipa::path(
    patch,
    path = "/api/v1/session/person",
    tag = "session",
    request_body = ProfileChange,
    responses((status = 200, body = PersonView), (status = "default", body = ApiError))
)]
pub async fn change_profile(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<ProfileChange>,
) -> Result<Json<PersonView>, Fault> {
    let person = access.must_be_person()?.clone();
    let changed = access.run(move |workspace| {
        let (name, language, colour) = (
            wish.name.as_deref(),
            wish.language.as_deref(),
            wish.colour.as_deref(),
        );
        workspace.change_profile(&person, name, language, colour)
    });
    Ok(Json(PersonView::from(&changed.await?)))
}

/// The browsers the person is signed in with.
#[utoipa::path(
    get,
    path = "/api/v1/session/all",
    tag = "session",
    responses((status = 200, body = OwnSessionList), (status = "default", body = ApiError))
)]
pub async fn sessions(access: Access, _: Params<NoParams>) -> Result<Json<OwnSessionList>, Fault> {
    let (person, current) = access.must_be_session()?;
    let (person, current) = (person.clone(), current.token_hash.clone());
    let all = access.run(move |workspace| workspace.sessions(&person)).await?;
    let items = all.into_iter().map(|session| OwnSession {
        id: app::session_id(&session).to_owned(),
        current: session.token_hash == current,
        created_at: session.created_at,
        seen_at: session.seen_at,
        ip: session.ip,
        agent: session.agent,
    });
    Ok(Json(OwnSessionList {
        items: items.collect(),
    }))
}

/// Signs the person out of another browser.
#[utoipa::path(
    delete,
    path = "/api/v1/session/all/{id}",
    tag = "session",
    params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn end_session(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    let person = access.must_be_person()?.clone();
    access
        .run(move |workspace| workspace.end_session_of(&person, &id))
        .await?;
    state.rights_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// Says something more of what was done, for the audit log.
pub(super) fn with_detail(mut response: Response, detail: serde_json::Value) -> Response {
    response.extensions_mut().insert(Detail(detail));
    response
}
