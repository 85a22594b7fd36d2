//! What decides who is let in: settings of a server, read once when it starts.

use super::limits::{Limits, too_many};
use super::oidc::{Oidc, OidcSettings};
use crate::app::{AssistantSettings, Endpoint, Fault, LocalToken, Mail, MailSettings, new_setup_code, same};
use axum::http::{HeaderMap, header};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Passwords hashed at once: each takes 19 MiB and a core for tens of milliseconds.
const HASHED_AT_ONCE: usize = 4;
/// How long somebody waits for their turn before they hear that the server is busy.
const TURN: Duration = Duration::from_secs(10);

/// How a server lets people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everybody on this machine is the owner. Only for a server that others cannot reach.
    Open,
    /// People sign in.
    Accounts,
}

/// Everything about a server's door that can be set.
#[derive(Clone, Debug)]
pub struct GateSettings {
    pub mode: Mode,
    /// Whoever makes the first account must know a code that is printed when the server starts.
    pub with_setup_code: bool,
    /// How people reach the server: `https://tropa.example.org`. Stands in links that are mailed.
    pub public_url: Option<String>,
    /// A proxy stands before the server and says where requests come from, and whether by HTTPS.
    pub behind_proxy: bool,
    pub mail: Option<MailSettings>,
    pub oidc: Option<OidcSettings>,
    /// Which language model may be asked.
    pub assistant: Option<AssistantSettings>,
}

impl GateSettings {
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            with_setup_code: false,
            public_url: None,
            behind_proxy: false,
            mail: None,
            oidc: None,
            assistant: None,
        }
    }

    /// Takes what the environment says: `TROPA_URL`, `TROPA_SMTP_URL` and `TROPA_MAIL_FROM`, `TROPA_OIDC_…`,
    /// `TROPA_ASSISTANT_…`.
    ///
    /// # Errors
    /// A setting that is half there or cannot be read: which, and what was expected.
    pub fn with_environment(mut self, read: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let read = |name: &str| {
            read(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        self.public_url = read("TROPA_URL").map(|url| url.trim_end_matches('/').to_owned());
        if let Some(url) = &self.public_url
            && !url.starts_with("https://")
            && !url.starts_with("http://")
        {
            return Err(format!(
                "TROPA_URL is «{url}»; expected https://tropa.example.org"
            ));
        }
        self.mail = MailSettings::of(read("TROPA_SMTP_URL"), read("TROPA_MAIL_FROM"))?;
        self.oidc = OidcSettings::of(read)?;
        self.assistant = AssistantSettings::of(read)?;
        Ok(self)
    }
}

/// The door of a running server.
#[derive(Debug)]
pub struct Gate {
    pub mode: Mode,
    /// Known to who may read the workspace's folder: the command line on this machine.
    pub(crate) local_token: LocalToken,
    setup_code: Option<String>,
    /// As it was set.
    public_url: Option<String>,
    /// Where the server listens, once it does.
    own_url: OnceLock<String>,
    pub(super) behind_proxy: bool,
    hashing: Semaphore,
    pub(super) limits: Limits,
    pub(super) mail: Option<Mail>,
    pub(super) oidc: Option<Oidc>,
    pub(super) assistant: Option<Arc<Endpoint>>,
}

impl Gate {
    pub fn new(settings: GateSettings) -> Self {
        Self {
            mode: settings.mode,
            local_token: LocalToken::fresh(),
            setup_code: settings.with_setup_code.then(new_setup_code),
            public_url: settings.public_url,
            own_url: OnceLock::new(),
            behind_proxy: settings.behind_proxy,
            hashing: Semaphore::new(HASHED_AT_ONCE),
            limits: Limits::default(),
            mail: settings.mail.map(Mail::new),
            oidc: settings.oidc.map(Oidc::new),
            assistant: settings.assistant.map(|one| Arc::new(Endpoint::new(one))),
        }
    }

    /// What the first person must know, where they must.
    pub fn setup_code(&self) -> Option<&str> {
        self.setup_code.as_deref()
    }

    pub(super) fn opens_setup(&self, given: Option<&str>) -> bool {
        self.setup_code
            .as_deref()
            .is_none_or(|code| given.is_some_and(|given| same(code, &given.trim().to_uppercase())))
    }

    /// How people reach the server, for letters; never taken from what a caller says of it.
    pub(super) fn public_url(&self) -> String {
        self.public_url
            .as_ref()
            .or(self.own_url.get())
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn listens_on(&self, url: String) {
        let _ = self.own_url.set(url);
    }

    /// How the caller reaches the server, for links that only the caller sees.
    pub(super) fn base_for(&self, headers: &HeaderMap) -> String {
        if let Some(url) = &self.public_url {
            return url.clone();
        }
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let is_https = self.behind_proxy && text("x-forwarded-proto") == Some("https");
        match text(header::HOST.as_str()) {
            Some(host) => format!("{}://{host}", if is_https { "https" } else { "http" }),
            None => self.public_url(),
        }
    }

    /// Whether the caller's browser may be told to send cookies by HTTPS only.
    pub(super) fn is_secure(&self, headers: &HeaderMap) -> bool {
        self.base_for(headers).starts_with("https://")
    }

    /// A turn to hash a password; refused when too many wait.
    pub(super) async fn may_hash(&self) -> Result<SemaphorePermit<'_>, Fault> {
        match tokio::time::timeout(TURN, self.hashing.acquire()).await {
            Ok(permit) => Ok(permit.expect("the semaphore is never closed")),
            Err(_) => Err(too_many(TURN.as_secs())),
        }
    }
}
