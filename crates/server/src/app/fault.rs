//! An error on its way to a person: both languages, until it is known which one the person reads.

use crate::app::{AppError, ErrorCode};
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;

/// What went wrong, in every language. Jobs are kept with it, because they may be read in another language later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub code: ErrorCode,
    /// One clear paragraph: what was expected, where, and what to do.
    pub message: LocalText,
    /// The parameter or field that is wrong: `ask.funnel.steps`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Where to read on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<LocalText>,
    /// Seconds after which it is worth trying again; said in a header.
    #[serde(skip)]
    pub retry_after_s: Option<u64>,
}

impl Fault {
    pub fn new(code: ErrorCode, en: impl Into<String>, ru: impl Into<String>) -> Self {
        Self {
            code,
            message: LocalText::en_ru(en, ru),
            path: None,
            help: None,
            retry_after_s: None,
        }
    }

    /// The program's own mistake; the log says more.
    pub fn ours() -> Self {
        Self::new(
            ErrorCode::Internal,
            "the program made a mistake; the server's log says more",
            "ошибка в самой программе; подробности в журнале сервера",
        )
    }

    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        let error = match error {
            AppError::Refused(fault) => return *fault,
            other => other,
        };
        let code = error.code();
        if code == ErrorCode::Internal {
            tracing::error!("{}", error.full_message());
        }
        Self {
            code,
            message: error.text(),
            path: None,
            help: None,
            retry_after_s: None,
        }
    }
}
