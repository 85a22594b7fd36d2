//! Cookies: the session, the proof that a page is ours, a guest's key.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session's secret; scripts cannot read it.
pub(super) const SESSION: &str = "tropa_session";
/// The same secret as the session's row holds; our pages send it back in a header.
pub(super) const CSRF: &str = "tropa_csrf";
/// A sign-in at the identity provider that is under way in this browser.
pub(super) const OIDC: &str = "tropa_oidc";
/// What a guest showed at a link with a password.
pub(super) const GUEST: &str = "tropa_guest";

/// A session's cookie outlives the session: its end is the server's to say.
const SESSION_S: u64 = 90 * 24 * 3600;

/// The cookie's value as the browser sent it.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// A cookie for `path` that scripts cannot read, unless `readable`. `value` is letters, digits, `_`, `-` and `.` only.
pub(super) fn set(
    name: &str,
    value: &str,
    path: &str,
    max_age_s: u64,
    secure: bool,
    readable: bool,
) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let http_only = if readable { "" } else { "; HttpOnly" };
    let text = format!("{name}={value}; Path={path}; Max-Age={max_age_s}; SameSite=Lax{http_only}{secure}");
    HeaderValue::from_str(&text).expect("secrets and paths are a header's text")
}

/// Both cookies of a session.
pub(super) fn signed_in(headers: &mut HeaderMap, token: &str, csrf: &str, secure: bool) {
    headers.append(
        header::SET_COOKIE,
        set(SESSION, token, "/", SESSION_S, secure, false),
    );
    headers.append(header::SET_COOKIE, set(CSRF, csrf, "/", SESSION_S, secure, true));
}

/// Takes both back.
pub(super) fn signed_out(headers: &mut HeaderMap, secure: bool) {
    headers.append(header::SET_COOKIE, set(SESSION, "", "/", 0, secure, false));
    headers.append(header::SET_COOKIE, set(CSRF, "", "/", 0, secure, true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; xtropa_session=no; tropa_session=yes"),
        );
        assert_eq!(cookie(&headers, SESSION), Some("yes"));
        assert_eq!(cookie(&headers, CSRF), None);
    }

    #[test]
    fn a_session_s_cookie_is_closed_to_scripts_and_to_other_sites() {
        let mut headers = HeaderMap::new();
        signed_in(&mut headers, "t", "c", true);
        let all: Vec<&str> = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|v| v.to_str().unwrap())
            .collect();
        assert_eq!(
            all[0],
            "tropa_session=t; Path=/; Max-Age=7776000; SameSite=Lax; HttpOnly; Secure"
        );
        assert_eq!(
            all[1],
            "tropa_csrf=c; Path=/; Max-Age=7776000; SameSite=Lax; Secure"
        );
    }
}
