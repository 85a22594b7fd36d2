//! Who may speak to the server, and what a browser may do with its answers.

use crate::app::{ErrorCode, Fault};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Scripts, styles and pictures only from here; no frames around us; nothing loaded from elsewhere.
/// Styles may be inline: a drawn map is one SVG with its own style sheet.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Whether only this machine may ask. Then a page of another site that has its own name point at 127.0.0.1
/// (DNS rebinding) is told apart by the name it asks for.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    pub loopback_only: bool,
}

/// Refuses foreign host names and foreign pages before anything else looks at the request.
pub async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    if let Err(error) = guard.admit(request.method(), request.headers(), request.uri().host()) {
        return error.into_response();
    }
    let mut response = next.run(request).await;
    secure(response.headers_mut());
    response
}

impl Guard {
    fn admit(self, method: &Method, headers: &HeaderMap, uri_host: Option<&str>) -> Result<(), Fault> {
        let host = headers
            .get(header::HOST)
            .and_then(|value| value.to_str().ok())
            .or(uri_host)
            .unwrap_or_default();
        if self.loopback_only && !is_loopback(host) {
            let host: String = host.chars().take(80).collect();
            return Err(Fault::new(
                ErrorCode::ForbiddenHost,
                format!(
                    "this server answers to localhost only, not to «{host}»; to let others in, start it with --listen ADDR"
                ),
                format!(
                    "этот сервер отвечает только на localhost, а не на «{host}»; чтобы впустить других, запустите его с --listen АДРЕС"
                ),
            ));
        }
        // A page of another site may open a WebSocket, which begins as a GET, unless it is told apart here.
        let is_upgrade = headers.contains_key(header::UPGRADE);
        if (method == Method::GET || method == Method::HEAD) && !is_upgrade {
            return Ok(());
        }
        of_own_page(headers, host)
    }
}

/// Refuses a page of another site. For a line that changes things although it is opened by a `GET`, which browsers
/// let any page do.
pub fn own_page(headers: &HeaderMap) -> Result<(), Fault> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    of_own_page(headers, host.unwrap_or_default())
}

fn of_own_page(headers: &HeaderMap, host: &str) -> Result<(), Fault> {
    let foreign_origin = headers
        .get(header::ORIGIN)
        .is_some_and(|origin| !is_origin_of(origin, host));
    let cross_site = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site");
    if foreign_origin || cross_site {
        return Err(Fault::new(
            ErrorCode::ForbiddenOrigin,
            "a page of another site may not change anything here",
            "страница чужого сайта не может здесь ничего менять",
        ));
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => {
            return rest
                .split_once(']')
                .is_some_and(|(ip, after)| ip == "::1" && is_port(after));
        }
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    (name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1") && is_port(&host[name.len()..])
}

fn is_port(text: &str) -> bool {
    text.is_empty()
        || text
            .strip_prefix(':')
            .is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}

fn is_origin_of(origin: &HeaderValue, host: &str) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    let authority = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

fn secure(headers: &mut HeaderMap) {
    // A page that other sites may frame says so in a policy of its own.
    let may_be_framed = headers
        .get(header::CONTENT_SECURITY_POLICY)
        .is_some_and(|policy| policy.as_bytes().ends_with(b"frame-ancestors *"));
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if !may_be_framed {
        set(header::X_FRAME_OPTIONS, "DENY");
    }
    set(header::REFERRER_POLICY, "no-referrer");
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_s_names_are_loopback() {
        for good in [
            "localhost",
            "localhost:7117",
            "127.0.0.1:80",
            "[::1]",
            "[::1]:7117",
            "LOCALHOST:1",
        ] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:7117",
            "[::2]",
            "[::1]x",
            "localhost:x",
        ] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }

    #[test]
    fn an_origin_is_ours_when_scheme_name_and_port_fit() {
        let is = |origin: &str| is_origin_of(&HeaderValue::from_str(origin).unwrap(), "localhost:7117");
        assert!(is("http://localhost:7117"));
        assert!(!is("http://localhost:7118"));
        assert!(!is("null"));
        assert!(!is("http://localhost:7117.evil.example"));
    }
}
