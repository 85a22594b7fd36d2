//! What a link shows to people without an account.

use super::access::Access;
use super::cookies::{self, cookie};
use super::extract::{Body, Id, NoParams, Params};
use super::maps::{RenderParams, draw, is_known, keep_but_ask, not_modified};
use super::session::no_store;
use super::{ApiError, AppState, limits};
use crate::app::{self, ErrorCode, Fault};
use crate::jobs::Jobs;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use tropa_catalog::{MapId, Share};
use tropa_map::Map;
use tropa_map::document::Comment;
use tropa_model::LocalText;
use utoipa::ToSchema;

/// How long a browser remembers what a guest typed.
const GUEST_S: u64 = 30 * 24 * 3600;

/// What a link says before the map is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SharedGate {
    /// Of the map nothing is told until the password is.
    pub needs_password: bool,
    /// Name of the workspace the map is shared from; told also before the password, so that a guest knows whose it is.
    #[serde(default)]
    pub workspace: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<LocalText>,
    #[serde(default)]
    pub can_comment: bool,
    /// Who is known under which name, in this browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<GuestName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuestName {
    pub name: String,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Knock {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Under which the guest comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What a guest of the link said, or was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuestComment {
    pub id: String,
    /// Id of a card, step, stage, lane or persona.
    pub at: String,
    pub text: String,
    pub by: String,
    pub when: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuestCommentList {
    /// In the order they were said.
    pub items: Vec<GuestComment>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGuestComment {
    pub at: String,
    pub text: String,
}

impl From<Comment> for GuestComment {
    fn from(comment: Comment) -> Self {
        Self {
            id: comment.id,
            at: comment.at,
            text: comment.text,
            by: comment.by,
            when: comment.when,
            answers: comment.answers,
        }
    }
}

/// A link that is good, with the workspace of its map.
struct Opened {
    access: Access,
    share: Share,
    guest: Option<String>,
    /// The password was told, or there is none.
    is_open: bool,
}

/// Proves that somebody knew the link's password as it is now, without holding it.
fn proof(share: &Share) -> String {
    let known = share.password_hash.as_deref().unwrap_or_default();
    app::hash_of(&format!("guest of {} who knows {known}", share.id))
}

async fn open(state: &AppState, access: Access, token: &str, headers: &HeaderMap) -> Result<Opened, Fault> {
    let secret = token.to_owned();
    let found = access.run(move |workspace| workspace.share(&secret)).await;
    if matches!(&found, Err(fault) if fault.code == ErrorCode::NotFound) {
        state.gate.limits.take(limits::UNKNOWN_SECRETS, access.ip())?;
    }
    let (share, workspace_id) = found?;
    let mut access = access;
    let chosen: (Arc<_>, Jobs) = state.of_workspace(&workspace_id).await?;
    (access.workspace, access.jobs) = chosen;
    let held = cookie(headers, cookies::GUEST).and_then(|value| value.split_once('.'));
    let known = held.filter(|(told, _)| app::same(told, &proof(&share)));
    let name = known.and_then(|(_, name)| URL_SAFE_NO_PAD.decode(name).ok());
    let guest = name
        .and_then(|name| String::from_utf8(name).ok())
        .filter(|name| !name.is_empty());
    Ok(Opened {
        is_open: share.password_hash.is_none() || known.is_some(),
        access,
        share,
        guest,
    })
}

impl Opened {
    fn must_be_open(&self) -> Result<(), Fault> {
        if self.is_open {
            return Ok(());
        }
        Err(Fault::new(
            ErrorCode::NotSignedIn,
            "this link has a password",
            "у этой ссылки есть пароль",
        ))
    }

    async fn gate(&self) -> Result<SharedGate, Fault> {
        let workspace = self.access.run(|workspace| workspace.name()).await?;
        if !self.is_open {
            return Ok(SharedGate {
                needs_password: true,
                workspace,
                title: None,
                can_comment: false,
                guest: None,
            });
        }
        let (_, map) = self.map().await?;
        Ok(SharedGate {
            needs_password: false,
            workspace,
            title: Some(map.title),
            can_comment: self.share.can_comment,
            guest: self.guest.clone().map(|name| GuestName { name }),
        })
    }

    async fn map(&self) -> Result<(u64, Map), Fault> {
        let share = self.share.clone();
        self.access
            .run(move |workspace| workspace.shared_map(&share))
            .await
    }

    /// Names the map's revision as this link shows it.
    fn tag(&self, revision: u64) -> String {
        let shown = json!([self.share.id, self.share.hide_lanes, self.share.hide_evidence]).to_string();
        format!("\"{revision}-{}\"", &app::hash_of(&shown)[..16])
    }
}

/// Whether the link is good, and what it shows.
#[utoipa::path(get, path = "/api/v1/shared/{token}", tag = "shared", params(("token" = String, Path)),
    responses((status = 200, body = SharedGate), (status = "default", body = ApiError)))]
pub async fn shared(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let opened = open(&state, access, &token, &headers).await?;
    let mut response = Json(opened.gate().await?).into_response();
    no_store(response.headers_mut());
    Ok(response)
}

/// Tells the link's password, and the name the guest comments under; the browser remembers both in a cookie.
#[utoipa::path(post, path = "/api/v1/shared/{token}", tag = "shared", params(("token" = String, Path)),
    request_body = Knock,
    responses((status = 200, body = SharedGate), (status = "default", body = ApiError)))]
pub async fn knock(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(knock): Body<Knock>,
) -> Result<Response, Fault> {
    let mut opened = open(&state, access, &token, &headers).await?;
    if !opened.is_open {
        let key = format!("{} {}", opened.access.ip(), opened.share.id);
        state.gate.limits.take(limits::PASSWORDS_OF_LINK, &key)?;
        let _permit = state.gate.may_hash().await?;
        let (share, password) = (opened.share.clone(), knock.password.unwrap_or_default());
        let right = opened
            .access
            .run(move |workspace| Ok(workspace.opens_share(&share, &password)))
            .await?;
        if !right {
            let fault = Fault::new(
                ErrorCode::WrongPassword,
                "this is not the password of the link",
                "пароль этой ссылки другой",
            );
            return Err(fault.at("password"));
        }
        opened.is_open = true;
    }
    if let Some(name) = knock.name {
        opened.guest = Some(app::name(&name, "name")?);
    }
    let mut response = Json(opened.gate().await?).into_response();
    let name = URL_SAFE_NO_PAD.encode(opened.guest.as_deref().unwrap_or_default());
    let path = format!("/api/v1/shared/{token}");
    let value = format!("{}.{name}", proof(&opened.share));
    let secure = state.gate.is_secure(&headers);
    let held = cookies::set(cookies::GUEST, &value, &path, GUEST_S, secure, false);
    response.headers_mut().append(header::SET_COOKIE, held);
    no_store(response.headers_mut());
    Ok(response)
}

/// The map as the link shows it: what is hidden is not in it.
#[utoipa::path(get, path = "/api/v1/shared/{token}/map", tag = "shared", params(("token" = String, Path)),
    responses((status = 200, body = Map), (status = "default", body = ApiError)))]
pub async fn shared_map(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let opened = open(&state, access, &token, &headers).await?;
    opened.must_be_open()?;
    let (revision, map) = opened.map().await?;
    let share = opened.share.clone();
    opened
        .access
        .run(move |workspace| workspace.share_was_opened(&share))
        .await?;
    let tag = opened.tag(revision);
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag));
    }
    let mut response = Json(map).into_response();
    keep_but_ask(response.headers_mut(), &tag);
    Ok(response)
}

/// Draws the map as the link shows it.
#[utoipa::path(get, path = "/api/v1/shared/{token}/render", tag = "shared",
    params(("token" = String, Path), RenderParams),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = "default", body = ApiError)))]
pub async fn shared_render(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    Params(params): Params<RenderParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let opened = open(&state, access, &token, &headers).await?;
    opened.must_be_open()?;
    let (revision, map) = opened.map().await?;
    let id = MapId::new(&map.id)?;
    // A map that this one names as its to-be needs a right of its own: guests have none.
    let beside = None;
    let part = opened.tag(revision).replace('"', "");
    draw(&opened.access, &id, &part, map, beside, params, &headers).await
}

/// What guests of this link said, and what was answered.
#[utoipa::path(get, path = "/api/v1/shared/{token}/comments", tag = "shared", params(("token" = String, Path)),
    responses((status = 200, body = GuestCommentList), (status = "default", body = ApiError)))]
pub async fn shared_comments(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let opened = open(&state, access, &token, &headers).await?;
    opened.must_be_open()?;
    let share = opened.share.clone();
    let all = opened
        .access
        .run(move |workspace| workspace.guest_comments(&share))
        .await?;
    let items = all.into_iter().map(GuestComment::from).collect();
    let mut response = Json(GuestCommentList { items }).into_response();
    no_store(response.headers_mut());
    Ok(response)
}

/// A guest says something, where the link allows it.
#[utoipa::path(post, path = "/api/v1/shared/{token}/comments", tag = "shared", params(("token" = String, Path)),
    request_body = NewGuestComment,
    responses((status = 201, body = GuestComment), (status = "default", body = ApiError)))]
pub async fn comment_as_guest(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(wish): Body<NewGuestComment>,
) -> Result<(StatusCode, Json<GuestComment>), Fault> {
    let opened = open(&state, access, &token, &headers).await?;
    opened.must_be_open()?;
    if !opened.share.can_comment {
        return Err(Fault::new(
            ErrorCode::NotAllowed,
            "this link shows the map only; comments were not allowed with it",
            "по этой ссылке карту можно только смотреть, комментировать нельзя",
        ));
    }
    let Some(guest) = opened.guest.clone() else {
        let fault = Fault::new(ErrorCode::BadName, "say your name first", "сначала представьтесь");
        return Err(fault.at("name"));
    };
    let key = format!("{} {}", opened.access.ip(), opened.share.id);
    state.gate.limits.take(limits::COMMENTS_OF_GUESTS, &key)?;
    let share = opened.share.clone();
    let said = opened
        .access
        .run(move |workspace| workspace.comment_as_guest(&share, &guest, &wish.at, &wish.text))
        .await?;
    Ok((StatusCode::CREATED, Json(said.into())))
}
