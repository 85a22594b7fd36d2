//! Errors as the API shows them: one shape, one closed set of codes.

use super::Language;
use crate::app::{ErrorCode, Fault};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_catalog::MapIdError;
use tropa_model::LocalText;
use utoipa::ToSchema;

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiError {
    pub code: ErrorCode,
    /// One clear paragraph in the language that `Accept-Language` asks for: what was expected, where, and what to do.
    pub message: String,
    /// The parameter or field that is wrong: `ask.funnel.steps`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Where to read on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl ApiError {
    /// A fault in one language.
    pub fn of(fault: &Fault, language: Language) -> Self {
        let said = |text: &LocalText| text.get(language.tag()).to_owned();
        Self {
            code: fault.code,
            message: said(&fault.message),
            path: fault.path.clone(),
            help: fault.help.as_ref().map(said),
        }
    }

    pub fn status(&self) -> StatusCode {
        use ErrorCode as Code;
        match self.code {
            Code::BadRequest
            | Code::BadQuestion
            | Code::BadFilter
            | Code::BadName
            | Code::NoSources
            | Code::WhichSource
            | Code::WhichWorkspace => StatusCode::BAD_REQUEST,
            Code::BadFile
            | Code::BadMapping
            | Code::UndecidedMapping
            | Code::BadMap
            | Code::BadPassword
            | Code::NothingToDiscover => StatusCode::UNPROCESSABLE_ENTITY,
            Code::MapExists | Code::MapChanged | Code::EmailTaken | Code::ServerRuns => StatusCode::CONFLICT,
            Code::NoSuchSource
            | Code::NoSuchMap
            | Code::NoSuchUpload
            | Code::NoSuchJob
            | Code::NoSuchActor
            | Code::NotFound => StatusCode::NOT_FOUND,
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::Gone | Code::Expired => StatusCode::GONE,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::TooManyJobs | Code::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Code::NotSignedIn | Code::WrongPassword => StatusCode::UNAUTHORIZED,
            Code::ForbiddenHost
            | Code::ForbiddenOrigin
            | Code::NotAllowed
            | Code::ReadOnly
            | Code::BadCsrf => StatusCode::FORBIDDEN,
            Code::AssistantOff => StatusCode::NOT_IMPLEMENTED,
            Code::AssistantFailed => StatusCode::BAD_GATEWAY,
            Code::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<MapIdError> for Fault {
    fn from(error: MapIdError) -> Self {
        Self::new(
            ErrorCode::BadName,
            error.to_string(),
            crate::app::map_id(&error.given),
        )
        .at("id")
    }
}
