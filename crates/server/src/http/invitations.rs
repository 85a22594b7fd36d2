//! Invitations: how somebody new comes into a workspace.

use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::session::{SessionView, signed_in, with_detail};
use super::{ApiError, AppState, Language, limits};
use crate::app::{self, Fault, Guest};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tropa_catalog::{Invitation, Role};
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationWish {
    pub email: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationView {
    pub id: String,
    pub email: String,
    pub role: Role,
    /// The name of who invites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    pub created_at: String,
    pub expires_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationList {
    /// The last made first.
    pub items: Vec<InvitationView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeInvitation {
    #[serde(flatten)]
    pub invitation: InvitationView,
    /// Shown once.
    pub link: String,
    /// Whether the mail server took a letter with it.
    pub mailed: bool,
}

/// What an invitation says to who opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationLetter {
    /// The workspace's name.
    pub workspace: String,
    pub email: String,
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepting {
    /// Of somebody new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new one, or that of the account with the e-mail; absent for who is signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

fn invitation((invitation, invited_by): (Invitation, Option<String>)) -> InvitationView {
    InvitationView {
        id: invitation.id,
        email: invitation.email,
        role: invitation.role,
        invited_by,
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
    }
}

/// Invitations nobody has taken up.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "people",
    responses((status = 200, body = InvitationList), (status = "default", body = ApiError)))]
pub async fn invitations(access: Access, _: Params<NoParams>) -> Result<Json<InvitationList>, Fault> {
    let all = access.run(|workspace| workspace.invitations()).await?;
    Ok(Json(InvitationList {
        items: all.into_iter().map(invitation).collect(),
    }))
}

/// Invites somebody by e-mail; an earlier invitation of the same e-mail ends. The link is mailed where mail is set up.
#[utoipa::path(post, path = "/api/v1/invitations", tag = "people", request_body = InvitationWish,
    responses((status = 201, body = MadeInvitation), (status = "default", body = ApiError)))]
pub async fn invite(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
    language: Language,
    Body(wish): Body<InvitationWish>,
) -> Result<Response, Fault> {
    state.gate.limits.take(limits::INVITATIONS, &access.author.id)?;
    let (hand, by) = (access.hand(), access.author.id.clone());
    let detail = json!(wish);
    let (made, secret) = access
        .run(move |workspace| workspace.invite(hand, &by, &wish.email, wish.role))
        .await?;
    let link = format!("{}/join/{secret}", state.gate.base_for(&headers));
    let mailed = match &state.gate.mail {
        Some(mail) => {
            let (_, workspace, _) = access.run(move |workspace| workspace.invitation(&secret)).await?;
            let russian = language == Language::Ru;
            let letter = app::invitation_letter(russian, &access.author.name, &workspace, &link);
            mail.send(&made.email, &letter.subject, letter.text).await
        }
        None => false,
    };
    let made = MadeInvitation {
        invitation: invitation((made, Some(access.author.name.clone()))),
        link,
        mailed,
    };
    Ok(with_detail(
        (StatusCode::CREATED, Json(made)).into_response(),
        detail,
    ))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v1/invitations/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn take_back_invitation(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access
        .run(move |workspace| workspace.take_back_invitation(&id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an invitation says to who opens its link.
#[utoipa::path(get, path = "/api/v1/invitations/by_token/{token}", tag = "session", params(("token" = String, Path)),
    responses((status = 200, body = InvitationLetter), (status = "default", body = ApiError)))]
pub async fn open_invitation(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
) -> Result<Json<InvitationLetter>, Fault> {
    let found = access.run(move |workspace| workspace.invitation(&token)).await;
    if found.is_err() {
        state.gate.limits.take(limits::UNKNOWN_SECRETS, access.ip())?;
    }
    let (invitation, workspace, invited_by) = found?;
    Ok(Json(InvitationLetter {
        workspace,
        email: invitation.email,
        role: invitation.role,
        invited_by,
    }))
}

/// Takes an invitation up and signs in: with a new account, or with the one of the e-mail.
#[utoipa::path(post, path = "/api/v1/invitations/by_token/{token}", tag = "session", params(("token" = String, Path)),
    request_body = Accepting,
    responses((status = 201, body = SessionView), (status = "default", body = ApiError)))]
pub async fn accept_invitation(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    language: Language,
    Body(wish): Body<Accepting>,
) -> Result<Response, Fault> {
    state
        .gate
        .limits
        .take(limits::PASSWORDS_OF_ADDRESS, access.ip())?;
    let _permit = state.gate.may_hash().await?;
    let guest = Guest {
        signed_in: access.person().cloned(),
        name: wish.name,
        password: wish.password,
        language: language.tag().to_owned(),
    };
    let (person, _) = access
        .run(move |workspace| workspace.accept_invitation(&token, &guest))
        .await?;
    access
        .note_of_installation("accept_invitation", Some(&person.id), None)
        .await;
    signed_in(&state, &access, person, StatusCode::CREATED, &headers).await
}
