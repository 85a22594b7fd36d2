//! Which language the caller reads, and errors said in it.

use super::ApiError;
use crate::app::Fault;
use axum::Json;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use utoipa::ToSchema;

/// A language that everything is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    En,
    Ru,
}

impl Language {
    /// BCP 47, as texts in several languages are keyed by.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The same, as maps know it.
    pub fn of_maps(self) -> tropa_map::Lang {
        match self {
            Self::En => tropa_map::Lang::En,
            Self::Ru => tropa_map::Lang::Ru,
        }
    }

    /// What `Accept-Language` prefers of the languages there are; English where it names none of them.
    pub fn wanted(headers: &HeaderMap) -> Self {
        let header = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let mut best = (0.0, Self::default());
        for range in header.unwrap_or_default().split(',') {
            let (tag, quality) = range.split_once(';').unwrap_or((range, ""));
            let quality = quality
                .trim()
                .strip_prefix("q=")
                .map_or(1.0, |q| q.parse().unwrap_or(0.0));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            let language = match primary.to_ascii_lowercase().as_str() {
                "ru" => Self::Ru,
                "en" => Self::En,
                _ => continue,
            };
            if quality > best.0 {
                best = (quality, language);
            }
        }
        best.1
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::wanted(&parts.headers))
    }
}

/// Says errors in the caller's language. Handlers answer with a [`Fault`], which holds all languages.
pub async fn speak(request: Request, next: Next) -> Response {
    let language = Language::wanted(request.headers());
    let mut response = next.run(request).await;
    let Some(fault) = response.extensions_mut().remove::<Fault>() else {
        return response;
    };
    let error = ApiError::of(&fault, language);
    let mut said = (error.status(), Json(error)).into_response();
    // Everything else that was said about the answer stays, such as what browsers may do with it.
    for (name, value) in response.headers() {
        let of_body = [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_ENCODING,
        ];
        if !of_body.contains(name) {
            said.headers_mut().append(name, value.clone());
        }
    }
    let headers = said.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    said
}

impl IntoResponse for Fault {
    /// In English; [`speak`] puts the caller's language in its place.
    fn into_response(self) -> Response {
        let error = ApiError::of(&self, Language::En);
        let mut response = (error.status(), Json(error)).into_response();
        if let Some(seconds) = self.retry_after_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_highest_weight_wins_and_english_stands_in() {
        let wanted = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(text));
            Language::wanted(&headers)
        };
        assert_eq!(wanted("ru"), Language::Ru);
        assert_eq!(wanted("ru-RU,ru;q=0.9,en;q=0.8"), Language::Ru);
        assert_eq!(wanted("en;q=0.3, RU;q=0.5"), Language::Ru);
        assert_eq!(wanted("de, en;q=0.5, ru;q=0.4"), Language::En);
        assert_eq!(wanted("fr"), Language::En);
        assert_eq!(wanted("ru;q=0"), Language::En);
        assert_eq!(Language::wanted(&HeaderMap::new()), Language::En);
    }
}
