//! Asking a model: `POST {address}/chat/completions`, the protocol that OpenAI, vLLM, Ollama and the llama.cpp server speak.

use super::settings::AssistantSettings;
use crate::app::{ErrorCode, Fault};
use openidconnect::reqwest::{Client, Response, StatusCode, header, redirect};
use serde_json::Value;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tropa_voice::assistant::{Prompt, document, spoken};

/// Larger answers are no answers.
const ANSWER_BYTES_MAX: usize = 2 << 20;
/// Of an answer that is an error: enough for its message.
const ERROR_BYTES_MAX: usize = 16 << 10;
const CONNECT: Duration = Duration::from_secs(10);
/// Asked once more, at most so often, where the server says that it is busy or broken for the moment.
const BUSY_MAX: u32 = 2;
/// Where it does not say how long to wait.
const PAUSE: Duration = Duration::from_secs(1);
/// Nobody watches a run that waits longer.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// How soon a run that was stopped ends.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Of the other side's words in our message.
const TOLD_CHARS_MAX: usize = 200;

/// A model that may be asked.
pub struct Endpoint {
    pub settings: AssistantSettings,
    http: Client,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.settings.fmt(f)
    }
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Document(Value),
    /// Twice something that is not the document that was asked for.
    Unreadable,
    /// The run was stopped meanwhile.
    Stopped,
}

/// The names of settings that other servers of the protocol call otherwise, or refuse.
#[derive(Clone, Copy, Default)]
struct Dialect {
    /// `max_completion_tokens`, and no temperature: models that reason.
    newer: bool,
}

impl Endpoint {
    pub fn new(settings: AssistantSettings) -> Self {
        let builder = Client::builder()
            // An address that sends us elsewhere could make us carry texts to where nobody said.
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(settings.timeout);
        let builder = if settings.is_near {
            builder.no_proxy()
        } else {
            builder
        };
        let http = builder
            .build()
            .expect("a client without unusual settings can be made");
        Self { settings, http }
    }

    /// The model's answer to one prompt; asked once more where the first cannot be read.
    ///
    /// # Errors
    /// That nobody answers, that the server refuses, in words for whoever started the run.
    pub(super) async fn ask(&self, prompt: &Prompt, stop: &AtomicBool) -> Result<Answer, Fault> {
        let mut dialect = Dialect::default();
        for again in [false, true] {
            let Some(text) = self.said(prompt, again, &mut dialect, stop).await? else {
                return Ok(Answer::Stopped);
            };
            let response: Option<Value> = serde_json::from_slice(&text).ok();
            if let Some(document) = response.as_ref().and_then(spoken).and_then(document) {
                return Ok(Answer::Document(document));
            }
        }
        Ok(Answer::Unreadable)
    }

    /// The body of a successful answer; `None` where the run was stopped.
    async fn said(
        &self,
        prompt: &Prompt,
        again: bool,
        dialect: &mut Dialect,
        stop: &AtomicBool,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let mut busy = 0;
        loop {
            let sent = self.send(prompt, again, *dialect);
            let Some(response) = unless_stopped(sent, stop).await else {
                return Ok(None);
            };
            let response = response?;
            let status = response.status();
            if status.is_success() {
                let Some(read) = unless_stopped(whole(response, ANSWER_BYTES_MAX), stop).await else {
                    return Ok(None);
                };
                return match read.map_err(|e| self.silent(&e))? {
                    Some(bytes) => Ok(Some(bytes)),
                    None => Err(failed(
                        format!(
                            "the model's answer is larger than {ANSWER_BYTES_MAX} bytes; is this the right address?"
                        ),
                        format!("ответ модели больше {ANSWER_BYTES_MAX} байт; тот ли это адрес?"),
                    )),
                };
            }
            let pause = retry_after(&response).unwrap_or(PAUSE);
            let is_busy = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
            if is_busy && busy < BUSY_MAX && pause <= PAUSE_MAX {
                busy += 1;
                if unless_stopped(tokio::time::sleep(pause), stop).await.is_none() {
                    return Ok(None);
                }
                continue;
            }
            let body = whole_or_part(response, ERROR_BYTES_MAX).await;
            let told = self.told(&body);
            if status == StatusCode::BAD_REQUEST
                && !dialect.newer
                && (told.contains("max_completion_tokens") || told.contains("temperature"))
            {
                dialect.newer = true;
                continue;
            }
            return Err(self.refused(status, &told));
        }
    }

    async fn send(&self, prompt: &Prompt, again: bool, dialect: Dialect) -> Result<Response, Fault> {
        let mut body = prompt.body(&self.settings.model, again);
        if dialect.newer
            && let Some(fields) = body.as_object_mut()
        {
            fields.remove("temperature");
            if let Some(most) = fields.remove("max_tokens") {
                fields.insert("max_completion_tokens".into(), most);
            }
        }
        let mut request = self
            .http
            .post(format!("{}/chat/completions", self.settings.url))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.to_string());
        if let Some(key) = self.settings.key() {
            request = request.bearer_auth(key);
        }
        request.send().await.map_err(|e| self.silent(&e))
    }

    /// What the other side says of its refusal, short and without the key.
    fn told(&self, body: &[u8]) -> String {
        let said: Option<Value> = serde_json::from_slice(body).ok();
        let message = said.as_ref().and_then(|said| {
            let places = ["/error/message", "/error", "/message", "/detail"];
            places.iter().find_map(|place| said.pointer(place)?.as_str())
        });
        let mut told: String = message
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(key) = self.settings.key() {
            told = told.replace(key, "…");
        }
        told.chars().take(TOLD_CHARS_MAX).collect()
    }

    fn refused(&self, status: StatusCode, told: &str) -> Fault {
        let (url, model) = (&self.settings.url, &self.settings.model);
        match status {
            // Their words may repeat a part of the key.
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => failed(
                format!("{url} refuses the key ({status}); check TROPA_ASSISTANT_KEY"),
                format!("{url} не принимает ключ ({status}); проверьте TROPA_ASSISTANT_KEY"),
            ),
            StatusCode::NOT_FOUND => failed(
                format!(
                    "{url} knows no model «{model}», or it is not the address of an OpenAI-compatible server ({status}). {told}"
                ),
                format!(
                    "{url} не знает модели «{model}», или это адрес не OpenAI-совместимого сервера ({status}). {told}"
                ),
            ),
            StatusCode::TOO_MANY_REQUESTS => failed(
                format!(
                    "{url} answers that it gets too many requests or that the money is used up ({status}); try again later. {told}"
                ),
                format!(
                    "{url} отвечает, что запросов слишком много или кончились деньги ({status}); попробуйте позже. {told}"
                ),
            ),
            _ => failed(
                format!("{url} answered with an error ({status}). {told}"),
                format!("{url} ответил ошибкой ({status}). {told}"),
            ),
        }
    }

    /// Nobody answers, or not in time. The address stands in our words; theirs would repeat it.
    fn silent(&self, error: &openidconnect::reqwest::Error) -> Fault {
        let url = &self.settings.url;
        if error.is_timeout() {
            let seconds = self.settings.timeout.as_secs();
            return failed(
                format!(
                    "{url} did not answer within {seconds} seconds; a slow model needs a larger TROPA_ASSISTANT_TIMEOUT_S"
                ),
                format!(
                    "{url} не ответил за {seconds} с; медленной модели нужен больший TROPA_ASSISTANT_TIMEOUT_S"
                ),
            );
        }
        failed(
            format!("{url} does not answer; does the model's server run, and is this its address?"),
            format!("{url} не отвечает: запущен ли сервер модели и тот ли это адрес?"),
        )
    }
}

fn failed(en: String, ru: String) -> Fault {
    let end = |text: String| text.trim_end().to_owned();
    Fault::new(ErrorCode::AssistantFailed, end(en), end(ru))
}

/// Seconds only: the form that servers of this protocol use.
fn retry_after(response: &Response) -> Option<Duration> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: f64 = text.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// The body, or `None` where it is larger than `most`.
async fn whole(
    mut response: Response,
    most: usize,
) -> Result<Option<Vec<u8>>, openidconnect::reqwest::Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if bytes.len() + chunk.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

/// The beginning of a body, as far as it came.
async fn whole_or_part(mut response: Response, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = most - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if bytes.len() >= most {
            break;
        }
    }
    bytes
}

async fn unless_stopped<T>(work: impl Future<Output = T>, stop: &AtomicBool) -> Option<T> {
    let stopped = async {
        while !stop.load(Ordering::Relaxed) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::select! {
        biased;
        () = stopped => None,
        done = work => Some(done),
    }
}
