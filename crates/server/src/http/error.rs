//! Errors as the API shows them: one shape, one closed set of codes.

use crate::app::{AppError, ErrorCode};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tropa_catalog::MapIdError;
use utoipa::ToSchema;

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiError {
    pub code: ErrorCode,
    /// One clear paragraph: what was expected, where, and what to do.
    pub message: String,
    /// The parameter or field that is wrong: `ask.funnel.steps`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Where to read on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl ApiError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            path: None,
            help: None,
        }
    }

    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    pub fn status(&self) -> StatusCode {
        use ErrorCode as Code;
        match self.code {
            Code::BadRequest
            | Code::BadQuestion
            | Code::BadFilter
            | Code::BadName
            | Code::NoSources
            | Code::WhichSource => StatusCode::BAD_REQUEST,
            Code::BadFile
            | Code::BadMapping
            | Code::UndecidedMapping
            | Code::BadMap
            | Code::NothingToDiscover => StatusCode::UNPROCESSABLE_ENTITY,
            Code::MapExists | Code::MapChanged | Code::ServerRuns => StatusCode::CONFLICT,
            Code::NoSuchSource
            | Code::NoSuchMap
            | Code::NoSuchUpload
            | Code::NoSuchJob
            | Code::NoSuchActor
            | Code::NotFound => StatusCode::NOT_FOUND,
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::Gone => StatusCode::GONE,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::TooManyJobs => StatusCode::TOO_MANY_REQUESTS,
            Code::ForbiddenHost | Code::ForbiddenOrigin => StatusCode::FORBIDDEN,
            Code::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status(), Json(self)).into_response()
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        let code = error.code();
        let message = error.full_message();
        if code == ErrorCode::Internal {
            tracing::error!("{message}");
        }
        Self::new(code, message)
    }
}

impl From<MapIdError> for ApiError {
    fn from(error: MapIdError) -> Self {
        Self::new(ErrorCode::BadName, error.to_string()).at("id")
    }
}
