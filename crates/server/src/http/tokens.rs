//! API tokens: what programs sign in with.

use super::ApiError;
use super::access::{Access, Scope};
use super::extract::{Body, Id, NoParams, Params};
use super::session::with_detail;
use crate::app::{ErrorCode, Fault};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tropa_catalog::ApiToken;
use utoipa::ToSchema;

/// What an API token allows; each word also what those before it do, and never more than its person may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    Read,
    Comment,
    Write,
    Admin,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<TokenScope>,
    /// RFC 3339; absent: until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenView {
    pub id: String,
    pub name: String,
    pub scopes: Vec<TokenScope>,
    pub created_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenList {
    /// The last made first.
    pub items: Vec<TokenView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeToken {
    #[serde(flatten)]
    pub view: TokenView,
    /// Goes into the header `Authorization: Bearer …`; shown once.
    pub token: String,
}

fn token(token: ApiToken) -> TokenView {
    let scopes = token
        .scopes
        .iter()
        .filter_map(|word| Scope::of(word))
        .map(|scope| match scope {
            Scope::Read => TokenScope::Read,
            Scope::Comment => TokenScope::Comment,
            Scope::Write => TokenScope::Write,
            Scope::Admin => TokenScope::Admin,
        });
    TokenView {
        scopes: scopes.collect(),
        id: token.id,
        name: token.name,
        created_at: token.created_at,
        expires_at: token.expires_at,
        last_used_at: token.last_used_at,
    }
}

/// The caller's API tokens in this workspace.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "people",
    responses((status = 200, body = TokenList), (status = "default", body = ApiError)))]
pub async fn tokens(access: Access, _: Params<NoParams>) -> Result<Json<TokenList>, Fault> {
    let person = access.must_be_session()?.0.clone();
    let all = access.run(move |workspace| workspace.tokens(&person)).await?;
    Ok(Json(TokenList {
        items: all.into_iter().map(token).collect(),
    }))
}

/// A new API token for this workspace; shown once.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "people", request_body = NewToken,
    responses((status = 201, body = MadeToken), (status = "default", body = ApiError)))]
pub async fn new_token(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<NewToken>,
) -> Result<Response, Fault> {
    let person = access.must_be_session()?.0.clone();
    if wish.scopes.is_empty() {
        let fault = Fault::new(
            ErrorCode::BadRequest,
            "a token needs at least one scope",
            "ключу нужно хотя бы одно право",
        );
        return Err(fault.at("scopes"));
    }
    let detail = json!({"name": &wish.name, "scopes": &wish.scopes});
    let words = wish.scopes.iter().map(|scope| match scope {
        TokenScope::Read => Scope::Read,
        TokenScope::Comment => Scope::Comment,
        TokenScope::Write => Scope::Write,
        TokenScope::Admin => Scope::Admin,
    });
    let scopes = words.map(|scope| scope.word().to_owned()).collect();
    let (made, secret) = access
        .run(move |workspace| workspace.add_token(&person, &wish.name, scopes, wish.expires_at.as_deref()))
        .await?;
    let made = MadeToken {
        view: token(made),
        token: secret,
    };
    Ok(with_detail(
        (StatusCode::CREATED, Json(made)).into_response(),
        detail,
    ))
}

/// Revokes one of the caller's API tokens.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn revoke_token(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    let person = access.must_be_session()?.0.clone();
    access
        .run(move |workspace| workspace.revoke_token(&person, &id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
