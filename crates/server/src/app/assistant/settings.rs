//! Which language model may be asked, if any: said when the program starts, kept nowhere.

use std::net::IpAddr;
use std::time::Duration;

const TIMEOUT_S_DEFAULT: u64 = 120;
const TIMEOUT_S_MAX: u64 = 1_800;

/// Where a model answers, what it is called there, and what it costs.
#[derive(Clone, PartialEq)]
pub struct AssistantSettings {
    /// Without `/chat/completions`: `https://api.example.org/v1`.
    pub url: String,
    pub model: String,
    key: Option<String>,
    /// For a million tokens, in `currency`.
    pub price_in: Option<f64>,
    pub price_out: Option<f64>,
    pub currency: String,
    pub timeout: Duration,
    /// It stands on this machine or in this network.
    pub is_near: bool,
}

/// Without the key.
impl std::fmt::Debug for AssistantSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AssistantSettings({}, {})", self.url, self.model)
    }
}

impl AssistantSettings {
    /// `TROPA_ASSISTANT_URL` and `…_MODEL` together; `…_KEY` or `…_KEY_FILE`, `…_PRICE_IN`, `…_PRICE_OUT`, `…_CURRENCY`,
    /// `…_TIMEOUT_S` and `…_PLAIN_HTTP` as wished. Without an address there is no assistant.
    ///
    /// # Errors
    /// Which setting is missing or cannot be read.
    pub fn of(read: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let read = |name: &str| {
            read(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        let Some(url) = read("TROPA_ASSISTANT_URL") else {
            return match read("TROPA_ASSISTANT_MODEL") {
                Some(_) => Err("TROPA_ASSISTANT_MODEL is set, TROPA_ASSISTANT_URL is not".into()),
                None => Ok(None),
            };
        };
        let url = url
            .trim_end_matches('/')
            .trim_end_matches("/chat/completions")
            .to_owned();
        let host = host_of(&url).ok_or_else(|| {
            format!(
                "TROPA_ASSISTANT_URL is «{}»; expected https://api.example.org/v1",
                shown(&url)
            )
        })?;
        let is_near = is_near(&host);
        let plain_http = read("TROPA_ASSISTANT_PLAIN_HTTP").is_some_and(|word| word == "yes");
        if url.starts_with("http://") && !is_near && !plain_http {
            return Err(format!(
                "TROPA_ASSISTANT_URL is «{}»: without https anybody on the way reads what customers say. Use https, or set \
                 TROPA_ASSISTANT_PLAIN_HTTP=yes where the way is safe",
                shown(&url)
            ));
        }
        let model = read("TROPA_ASSISTANT_MODEL")
            .ok_or("TROPA_ASSISTANT_URL is set, TROPA_ASSISTANT_MODEL is not")?;
        let key = match (read("TROPA_ASSISTANT_KEY"), read("TROPA_ASSISTANT_KEY_FILE")) {
            (Some(key), _) => Some(key),
            (None, Some(file)) => {
                let key = std::fs::read_to_string(&file)
                    .map_err(|e| format!("TROPA_ASSISTANT_KEY_FILE is «{file}»: {e}"))?;
                Some(key.trim().to_owned())
            }
            (None, None) => None,
        };
        if key
            .as_deref()
            .is_some_and(|key| !key.bytes().all(|byte| byte.is_ascii_graphic()))
        {
            return Err("the key of the assistant holds characters that no key has".into());
        }
        let price = |name: &str| match read(name) {
            None => Ok(None),
            Some(word) => match word.parse::<f64>() {
                Ok(price) if price.is_finite() && price >= 0.0 => Ok(Some(price)),
                _ => Err(format!(
                    "{name} is «{word}»; expected the price of a million tokens, such as 0.15"
                )),
            },
        };
        let timeout_s = match read("TROPA_ASSISTANT_TIMEOUT_S") {
            None => TIMEOUT_S_DEFAULT,
            Some(word) => match word.parse::<u64>() {
                Ok(seconds) if (1..=TIMEOUT_S_MAX).contains(&seconds) => seconds,
                _ => {
                    return Err(format!(
                        "TROPA_ASSISTANT_TIMEOUT_S is «{word}»; expected 1 to {TIMEOUT_S_MAX} seconds"
                    ));
                }
            },
        };
        Ok(Some(Self {
            url,
            model,
            key,
            price_in: price("TROPA_ASSISTANT_PRICE_IN")?,
            price_out: price("TROPA_ASSISTANT_PRICE_OUT")?,
            currency: read("TROPA_ASSISTANT_CURRENCY").unwrap_or_else(|| "USD".into()),
            timeout: Duration::from_secs(timeout_s),
            is_near,
        }))
    }

    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// What so many tokens cost, in `currency`; unknown without both prices.
    pub(super) fn cost(&self, tokens_in: u64, tokens_out: u64) -> Option<f64> {
        let million = 1e6;
        Some((tokens_in as f64 * self.price_in? + tokens_out as f64 * self.price_out?) / million)
    }
}

/// The host of `http://host:port/path`; `None` where it is no such address, or holds a password that would be shown.
fn host_of(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    if authority.contains('@')
        || rest.contains(['?', '#'])
        || !url.bytes().all(|byte| byte.is_ascii_graphic())
    {
        return None;
    }
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// What may be told of an address that cannot be used: not what may be a password.
fn shown(url: &str) -> &str {
    url.rsplit_once('@').map_or(url, |(_, after)| after)
}

/// This machine, a private network (RFC 1918, RFC 4193, link-local), or a name without dots, which only such a network
/// knows: a container beside this one.
fn is_near(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Err(_) => !host.contains('.') || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(settings: &[(&str, &str)]) -> Result<Option<AssistantSettings>, String> {
        AssistantSettings::of(|name| {
            let name = name.strip_prefix("TROPA_ASSISTANT_").unwrap();
            let known = settings.iter().find(|(known, _)| *known == name);
            known.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn without_an_address_there_is_no_assistant_and_half_a_setting_is_an_error() {
        assert_eq!(of(&[]), Ok(None));
        assert_eq!(of(&[("URL", " ")]), Ok(None));
        assert!(of(&[("MODEL", "m")]).unwrap_err().contains("URL is not"));
        assert!(
            of(&[("URL", "http://localhost:11434/v1")])
                .unwrap_err()
                .contains("MODEL is not")
        );
        for (name, value) in [
            ("PRICE_IN", "cheap"),
            ("TIMEOUT_S", "0"),
            ("KEY", "two words"),
            ("KEY_FILE", "/no/such"),
        ] {
            assert!(
                of(&[("URL", "http://localhost/v1"), ("MODEL", "m"), (name, value)]).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn plain_http_goes_to_this_machine_and_this_network_only_unless_it_is_said() {
        let near = [
            "http://localhost:1/v1",
            "http://127.0.0.1",
            "http://10.1.2.3:8000/v1",
            "http://[::1]:80",
            "http://ollama:11434/v1",
        ];
        for url in near {
            assert!(
                of(&[("URL", url), ("MODEL", "m")]).unwrap().unwrap().is_near,
                "{url}"
            );
        }
        for url in [
            "http://api.example.org/v1",
            "http://8.8.8.8/v1",
            "http://localhost.example.org",
        ] {
            assert!(
                of(&[("URL", url), ("MODEL", "m")]).unwrap_err().contains("https"),
                "{url}"
            );
            assert!(of(&[("URL", url), ("MODEL", "m"), ("PLAIN_HTTP", "yes")]).is_ok());
        }
        for url in [
            "api.example.org",
            "ftp://x",
            "https://me:secret@example.org",
            "https://x/v1?key=secret",
            "https://",
        ] {
            assert!(
                !of(&[("URL", url), ("MODEL", "m")])
                    .unwrap_err()
                    .contains("me:secret"),
                "{url}"
            );
        }
    }

    #[test]
    fn the_key_is_never_printed_and_costs_follow_the_prices() {
        let settings = of(&[
            ("URL", "https://api.example.org/v1/chat/completions/"),
            ("MODEL", "m"),
            ("KEY", "secret"),
            ("PRICE_IN", "0.5"),
            ("PRICE_OUT", "2"),
        ]);
        let settings = settings.unwrap().unwrap();
        assert_eq!(settings.url, "https://api.example.org/v1");
        assert!(!format!("{settings:?}").contains("secret"));
        assert_eq!(settings.cost(1_000_000, 500_000), Some(1.5));
        assert_eq!(
            AssistantSettings {
                price_in: None,
                ..settings
            }
            .cost(1, 1),
            None
        );
    }
}
