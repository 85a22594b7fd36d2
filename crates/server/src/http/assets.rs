//! The web app: every address outside the API.

use crate::app::{ErrorCode, Fault};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use tropa_web_assets::Asset;

/// Names of such files hold a hash of their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Files of the web app; any other address is one of the app's own pages. Unknown addresses of the API stay errors.
pub async fn app(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    let is_api = path == "/api" || path.starts_with("/api/");
    if !is_api && method != Method::GET && method != Method::HEAD {
        return super::method_not_allowed(method).await.into_response();
    }
    match tropa_web_assets::get(path) {
        _ if is_api => not_found(path),
        Some(asset) => send(asset, &headers),
        // A missing file is not a page: a script that gets HTML fails in a way nobody understands.
        None if path.starts_with("/assets/") => not_found(path),
        None => send(tropa_web_assets::index(), &headers),
    }
}

fn not_found(path: &str) -> Response {
    let shown: String = path.chars().take(80).collect();
    Fault::new(
        ErrorCode::NotFound,
        format!("there is nothing under {shown}"),
        format!("по адресу {shown} ничего нет"),
    )
    .into_response()
}

fn send(asset: Asset, asked: &HeaderMap) -> Response {
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.trim_start_matches("W/") == asset.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match asset.bytes {
            Cow::Borrowed(bytes) => Body::from(bytes).into_response(),
            Cow::Owned(bytes) => Body::from(bytes).into_response(),
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    let keep = if asset.immutable { FOR_EVER } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}
