//! Parameters and bodies, refused in our own words and shape.

use crate::app::{ErrorCode, Fault};
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Query parameters. `T` must refuse unknown fields.
pub struct Params<T>(pub T);

/// For endpoints without parameters: any parameter is unknown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

/// The id in the address, as it was sent.
pub struct Id(pub String);

/// The two ids in the address, as they were sent.
pub struct Ids(pub String, pub String);

/// A JSON body.
pub struct Body<T>(pub T);

/// A body as it is.
pub struct Raw(pub axum::body::Bytes);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(rejection) => Err(unreadable(rejection.body_text()).at("id")),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ids {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        match Path::<(String, String)>::from_request_parts(parts, state).await {
            Ok(Path((first, second))) => Ok(Self(first, second)),
            Err(rejection) => Err(unreadable(rejection.body_text()).at("id")),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        axum::body::Bytes::from_request(request, state)
            .await
            .map(Self)
            .map_err(|rejection| bytes_error(&rejection))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => Err(unreadable(rejection.body_text())),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                "expected a body with `Content-Type: application/json`",
                "нужно тело с `Content-Type: application/json`",
            ));
        }
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(JsonRejection::BytesRejection(rejection)) => Err(bytes_error(&rejection)),
            Err(rejection) => Err(unreadable(rejection.body_text())),
        }
    }
}

/// A body as UTF-8 text.
pub struct Text(pub String);

impl<S: Send + Sync> FromRequest<S> for Text {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|e| bytes_error(&e))?;
        let not_text = |_| {
            Fault::new(
                ErrorCode::BadRequest,
                "the body is not UTF-8 text",
                "тело запроса — не текст в UTF-8",
            )
        };
        String::from_utf8(bytes.into()).map(Self).map_err(not_text)
    }
}

/// The parser's words say where; there is no other form of them.
fn unreadable(detail: String) -> Fault {
    let ru = format!("запрос не прочитать: {detail}");
    Fault::new(ErrorCode::BadRequest, detail, ru)
}

fn bytes_error(rejection: &BytesRejection) -> Fault {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::new(
            ErrorCode::TooLarge,
            rejection.body_text(),
            "запрос больше, чем принимает сервер",
        ),
        _ => unreadable(rejection.body_text()),
    }
}
