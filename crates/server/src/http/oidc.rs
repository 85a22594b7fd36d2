//! Signing in with the organisation's accounts: OpenID Connect, the code flow with PKCE, state and nonce.

use super::access::Access;
use super::cookies::{self, cookie};
use super::extract::Params;
use super::gate::Mode;
use super::session::{no_store, signed_in};
use super::{ApiError, AppState};
use crate::app::{ErrorCode, Fault, SsoPerson};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, reqwest,
};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;
use tropa_catalog::{OidcState, Role};
use utoipa::IntoParams;

/// A provider that does not answer must not hold a browser for long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Who goes to the provider comes back within this.
const UNDER_WAY_S: u64 = 600;

/// Which provider, and who may come in by it.
#[derive(Clone)]
pub struct OidcSettings {
    pub name: String,
    pub issuer: String,
    client_id: String,
    client_secret: String,
    /// Whose e-mails may come in; empty: all.
    pub allowed_domains: Vec<String>,
    /// In the first workspace, of who comes in for the first time.
    pub role: Role,
}

/// Without the secret.
impl std::fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OidcSettings({}, {})", self.name, self.issuer)
    }
}

impl OidcSettings {
    /// `TROPA_OIDC_ISSUER`, `…_CLIENT_ID`, `…_CLIENT_SECRET` together; `…_NAME`, `…_DOMAINS` and `…_ROLE` as wished.
    ///
    /// # Errors
    /// Which setting is missing or cannot be read.
    pub(super) fn of(read: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let Some(issuer) = read("TROPA_OIDC_ISSUER") else {
            return Ok(None);
        };
        let needed =
            |name: &str| read(name).ok_or_else(|| format!("TROPA_OIDC_ISSUER is set, {name} is not"));
        IssuerUrl::new(issuer.clone()).map_err(|e| format!("TROPA_OIDC_ISSUER is «{issuer}»: {e}"))?;
        let role = match read("TROPA_OIDC_ROLE") {
            None => Role::Viewer,
            Some(word) => match word.parse() {
                Ok(role) if role < Role::Owner => role,
                _ => {
                    return Err(format!(
                        "TROPA_OIDC_ROLE is «{word}»; expected viewer, commenter, editor or administrator"
                    ));
                }
            },
        };
        let domains = read("TROPA_OIDC_DOMAINS").unwrap_or_default();
        let domains = domains.split([',', ' ']).filter(|domain| !domain.is_empty());
        Ok(Some(Self {
            name: read("TROPA_OIDC_NAME").unwrap_or_else(|| "SSO".into()),
            client_id: needed("TROPA_OIDC_CLIENT_ID")?,
            client_secret: needed("TROPA_OIDC_CLIENT_SECRET")?,
            allowed_domains: domains.map(str::to_lowercase).collect(),
            issuer,
            role,
        }))
    }
}

/// The way to the provider.
#[derive(Debug)]
pub struct Oidc {
    pub settings: OidcSettings,
    http: reqwest::Client,
}

impl Oidc {
    pub(super) fn new(settings: OidcSettings) -> Self {
        let http = reqwest::ClientBuilder::new()
            // A provider that sends us elsewhere could make us ask inside the network.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .expect("a client without unusual settings can be made");
        Self { settings, http }
    }

    async fn metadata(&self) -> Result<CoreProviderMetadata, Fault> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).expect("read when the settings were");
        CoreProviderMetadata::discover_async(issuer, &self.http)
            .await
            .map_err(|e| self.silent(&e))
    }

    /// The provider does not answer, or not as one should.
    fn silent(&self, error: &dyn std::error::Error) -> Fault {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            text.push_str(&format!(": {deeper}"));
            cause = deeper.source();
        }
        tracing::error!("signing in at {} failed: {text}", self.settings.issuer);
        let name = &self.settings.name;
        Fault::new(
            ErrorCode::NotSignedIn,
            format!("{name} did not let you in; the server's log says why"),
            format!("{name} не подтвердил вход; причина в журнале сервера"),
        )
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StartParams {
    /// The page to come back to, within this site.
    pub next: Option<String>,
}

/// What the provider sends along; it may send more.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallbackParams {
    pub code: Option<String>,
    pub state: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// A page of this site: a link must not lead people from our sign-in to somebody else's page.
fn own_page(next: Option<&str>) -> String {
    let next = next.unwrap_or("/");
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.len() <= 1_000
        && !next.chars().any(char::is_control);
    if is_own { next.to_owned() } else { "/".to_owned() }
}

fn provider(state: &AppState) -> Result<&Oidc, Fault> {
    match (&state.gate.oidc, state.gate.mode) {
        (Some(oidc), Mode::Accounts) => Ok(oidc),
        _ => Err(Fault::new(
            ErrorCode::NotFound,
            "this server knows no other way to sign in than e-mail and password",
            "на этом сервере входят только по почте и паролю",
        )),
    }
}

fn redirect_url(state: &AppState, headers: &HeaderMap) -> Result<RedirectUrl, Fault> {
    let url = format!("{}/api/v1/session/oidc/callback", state.gate.base_for(headers));
    RedirectUrl::new(url).map_err(|_| Fault::ours())
}

fn see_other(place: &str) -> Result<Response, Fault> {
    let place = HeaderValue::from_str(place).map_err(|_| Fault::ours())?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, place);
    no_store(response.headers_mut());
    Ok(response)
}

/// Sends the browser to the identity provider.
#[utoipa::path(
    get,
    path = "/api/v1/session/oidc/start",
    tag = "session",
    params(StartParams),
    responses((status = 303), (status = "default", body = ApiError))
)]
pub async fn oidc_start(
    State(state): State<AppState>,
    access: Access,
    headers: HeaderMap,
    Params(params): Params<StartParams>,
) -> Result<Response, Fault> {
    match go_there(&state, &access, &headers, params).await {
        Ok(response) => Ok(response),
        Err(fault) => refused(fault, &headers),
    }
}

async fn go_there(
    state: &AppState,
    access: &Access,
    headers: &HeaderMap,
    params: StartParams,
) -> Result<Response, Fault> {
    let oidc = provider(state)?;
    state
        .gate
        .limits
        .take(super::limits::UNKNOWN_SECRETS, access.ip())?;
    let metadata = oidc.metadata().await?;
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(oidc.settings.client_id.clone()),
        Some(ClientSecret::new(oidc.settings.client_secret.clone())),
    )
    .set_redirect_uri(redirect_url(state, headers)?);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, csrf, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scope(Scope::new("email".into()))
        .add_scope(Scope::new("profile".into()))
        .set_pkce_challenge(challenge)
        .url();
    let (secret, next) = (csrf.secret().clone(), own_page(params.next.as_deref()));
    let (nonce, pkce) = (nonce.secret().clone(), verifier.secret().clone());
    let kept = secret.clone();
    access
        .run(move |workspace| workspace.begin_sso(&kept, &nonce, &pkce, &next, UNDER_WAY_S))
        .await?;
    let mut response = see_other(url.as_str())?;
    let secure = state.gate.is_secure(headers);
    let path = "/api/v1/session/oidc";
    let held = cookies::set(cookies::OIDC, &secret, path, UNDER_WAY_S, secure, false);
    response.headers_mut().append(header::SET_COOKIE, held);
    Ok(response)
}

/// Where the identity provider sends the browser back to.
#[utoipa::path(
    get,
    path = "/api/v1/session/oidc/callback",
    tag = "session",
    params(CallbackParams),
    responses((status = 303), (status = "default", body = ApiError))
)]
pub async fn oidc_callback(
    State(state): State<AppState>,
    access: Access,
    headers: HeaderMap,
    Params(params): Params<CallbackParams>,
) -> Result<Response, Fault> {
    let came = come_back(&state, &access, &headers, params).await;
    let (person, next) = match came {
        Ok(came) => came,
        Err(fault) => {
            let why = fault.message.get("en").to_owned();
            access
                .note_of_installation("sign_in_refused", None, Some(json!({"sso": why})))
                .await;
            return refused(fault, &headers);
        }
    };
    let entered = signed_in(&state, &access, person, StatusCode::OK, &headers).await?;
    let mut response = see_other(&next)?;
    for held in entered.headers().get_all(header::SET_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, held.clone());
    }
    let gone = cookies::set(
        cookies::OIDC,
        "",
        "/api/v1/session/oidc",
        0,
        state.gate.is_secure(&headers),
        false,
    );
    response.headers_mut().append(header::SET_COOKIE, gone);
    Ok(response)
}

/// A person looking at a page comes back to the sign-in page, which says why in words; a program gets the error itself.
fn refused(fault: Fault, headers: &HeaderMap) -> Result<Response, Fault> {
    let accepts = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    if !accepts.is_some_and(|accept| accept.contains("text/html")) {
        return Err(fault);
    }
    let code = serde_json::to_value(fault.code).map_err(|_| Fault::ours())?;
    see_other(&format!("/sign-in?trouble={}", code.as_str().unwrap_or_default()))
}

async fn come_back(
    state: &AppState,
    access: &Access,
    headers: &HeaderMap,
    params: CallbackParams,
) -> Result<(tropa_catalog::Person, String), Fault> {
    let oidc = provider(state)?;
    let over = || {
        Fault::new(
            ErrorCode::Expired,
            "this sign-in was begun elsewhere or too long ago; begin again",
            "этот вход начат не здесь или слишком давно; начните заново",
        )
    };
    let given = params.state.ok_or_else(over)?;
    // The browser that comes back must be the one that went: else somebody could sign others in as themselves.
    let is_same = cookie(headers, cookies::OIDC).is_some_and(|held| crate::app::same(held, &given));
    if !is_same {
        return Err(over());
    }
    let begun: Option<OidcState> = access.run(move |workspace| workspace.end_sso(&given)).await?;
    let begun = begun.ok_or_else(over)?;
    let Some(code) = params.code else {
        let why: String = params.error.unwrap_or_default().chars().take(80).collect();
        tracing::warn!("the identity provider refused a sign-in: {why}");
        return Err(Fault::new(
            ErrorCode::NotSignedIn,
            format!("{} did not let you in: {why}", oidc.settings.name),
            format!("{} не подтвердил вход: {why}", oidc.settings.name),
        ));
    };
    let metadata = oidc.metadata().await?;
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(oidc.settings.client_id.clone()),
        Some(ClientSecret::new(oidc.settings.client_secret.clone())),
    )
    .set_redirect_uri(redirect_url(state, headers)?);
    let answer = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|e| oidc.silent(&e))?
        .set_pkce_verifier(PkceCodeVerifier::new(begun.pkce))
        .request_async(&oidc.http)
        .await
        .map_err(|e| oidc.silent(&e))?;
    let missing = std::io::Error::other("the answer holds no ID token");
    let id_token = answer.id_token().ok_or_else(|| oidc.silent(&missing))?;
    let claims = id_token
        .claims(&client.id_token_verifier(), &Nonce::new(begun.nonce))
        .map_err(|e| oidc.silent(&e))?;
    let email = claims.email().map(|email| email.as_str().to_lowercase());
    let name = claims
        .name()
        .and_then(|name| name.get(None))
        .map(|name| name.as_str().to_owned())
        .or_else(|| claims.preferred_username().map(|name| name.as_str().to_owned()));
    let who = SsoPerson {
        subject: format!("{}|{}", oidc.settings.issuer, claims.subject().as_str()),
        // An address nobody has checked could be anybody's.
        email: email.filter(|_| claims.email_verified() == Some(true)),
        name,
    };
    let (domains, role) = (oidc.settings.allowed_domains.clone(), oidc.settings.role);
    let person = access
        .run(move |workspace| workspace.come_by_sso(&who, &domains, role))
        .await?;
    Ok((person, begun.next.unwrap_or_else(|| "/".into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_never_lands_on_another_site() {
        assert_eq!(own_page(Some("/maps/shop?view=table")), "/maps/shop?view=table");
        for bad in [
            None,
            Some("//evil.example"),
            Some("https://evil.example"),
            Some("/\\evil.example"),
            Some(""),
        ] {
            assert_eq!(own_page(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn a_half_set_provider_is_an_error() {
        let read = |names: &'static [(&str, &str)]| {
            move |name: &str| {
                names
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| (*value).to_owned())
            }
        };
        assert!(OidcSettings::of(read(&[])).unwrap().is_none());
        let half = OidcSettings::of(read(&[("TROPA_OIDC_ISSUER", "https://id.example.org")]));
        assert_eq!(
            half.unwrap_err(),
            "TROPA_OIDC_ISSUER is set, TROPA_OIDC_CLIENT_ID is not"
        );
        let whole = OidcSettings::of(read(&[
            ("TROPA_OIDC_ISSUER", "https://id.example.org"),
            ("TROPA_OIDC_CLIENT_ID", "tropa"),
            ("TROPA_OIDC_CLIENT_SECRET", "hush"),
            ("TROPA_OIDC_DOMAINS", "Example.org, example.com"),
        ]));
        let whole = whole.unwrap().unwrap();
        assert_eq!(whole.allowed_domains, ["example.org", "example.com"]);
        assert!(!format!("{whole:?}").contains("hush"));
    }
}
