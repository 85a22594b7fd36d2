//! Passwords: another one, and a new one for who forgot it.

use super::access::Access;
use super::extract::{Body, Id, NoParams, Params};
use super::limits;
use super::session::only_with_accounts;
use super::{ApiError, AppState, Language};
use crate::app::{self, Fault};
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    pub old: String,
    pub new: String,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetWish {
    pub email: String,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    pub password: String,
}

/// Another password; the person's other sessions end.
#[utoipa::path(
    post,
    path = "/api/v1/session/password",
    tag = "session",
    request_body = PasswordChange,
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn change_password(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<PasswordChange>,
) -> Result<StatusCode, Fault> {
    let (person, session) = access.must_be_session()?;
    state.gate.limits.take(limits::PASSWORDS_OF_ACCOUNT, &person.id)?;
    let _permit = state.gate.may_hash().await?;
    let (person, session) = (person.clone(), session.clone());
    let key = person.id.clone();
    access
        .run(move |workspace| workspace.change_password(&person, &session, &wish.old, &wish.new))
        .await?;
    state.gate.limits.forget(limits::PASSWORDS_OF_ACCOUNT, &key);
    state.rights_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// Asks for a link to a new password by mail. The answer does not tell whether anybody has the e-mail.
#[utoipa::path(
    post,
    path = "/api/v1/password_resets",
    tag = "session",
    request_body = ResetWish,
    responses((status = 202), (status = "default", body = ApiError))
)]
pub async fn ask_for_reset(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    language: Language,
    Body(wish): Body<ResetWish>,
) -> Result<StatusCode, Fault> {
    only_with_accounts(&state)?;
    let account = wish.email.trim().to_lowercase();
    state.gate.limits.take(limits::RESETS_OF_ADDRESS, access.ip())?;
    state.gate.limits.take(limits::RESETS_OF_ACCOUNT, &account)?;
    let Some(mail) = state.gate.mail.clone() else {
        return Ok(StatusCode::ACCEPTED);
    };
    let base = state.gate.public_url();
    // Written and sent after the answer, so that its time does not tell whether anybody has the e-mail.
    tokio::spawn(async move {
        let made = access.run(move |workspace| {
            let person = workspace.person_by_email(&account)?;
            person
                .map(|person| Ok((workspace.new_reset(&person)?.0, person)))
                .transpose()
        });
        if let Ok(Some((secret, person))) = made.await {
            let russian = match person.language.as_str() {
                "" => language == Language::Ru,
                word => word == "ru",
            };
            let letter = app::reset_letter(russian, &person.name, &format!("{base}/reset/{secret}"));
            mail.send(&person.email, &letter.subject, letter.text).await;
            access
                .note_of_installation("ask_for_reset", Some(&person.id), None)
                .await;
        }
    });
    Ok(StatusCode::ACCEPTED)
}

/// A new password by a link; all sessions of the person end.
#[utoipa::path(
    post,
    path = "/api/v1/password_resets/{token}",
    tag = "session",
    params(("token" = String, Path)),
    request_body = NewPassword,
    responses((status = 204), (status = "default", body = ApiError))
)]
pub async fn reset_password(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    Body(wish): Body<NewPassword>,
) -> Result<StatusCode, Fault> {
    only_with_accounts(&state)?;
    state.gate.limits.take(limits::UNKNOWN_SECRETS, access.ip())?;
    let _permit = state.gate.may_hash().await?;
    let person = access
        .run(move |workspace| workspace.reset_password(&token, &wish.password))
        .await?;
    state.rights_changed();
    access
        .note_of_installation("reset_password", Some(&person.id), None)
        .await;
    Ok(StatusCode::NO_CONTENT)
}
