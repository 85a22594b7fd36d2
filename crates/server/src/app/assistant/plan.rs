//! What would be sent, before anything is.

use super::endpoint::Endpoint;
use super::gather::Work;
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_catalog::{AssistantState, MapId};
use tropa_model::LocalText;
use tropa_voice::assistant::Prompt;
use utoipa::ToSchema;

/// Requests shown whole in a plan; the others look like them.
const SHOWN_MAX: usize = 5;
/// Suggestions that wait; more are decided on by nobody.
pub(super) const OPEN_MAX: u32 = 1_000;

/// What a model may be asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "task", rename_all = "snake_case", deny_unknown_fields)]
pub enum AssistantWish {
    /// Names for topics, in English and Russian.
    NameTopics {
        /// Ids; empty: all that no person has named.
        #[serde(default)]
        topics: Vec<String>,
    },
    /// The story of a persona on a map.
    PersonaStory {
        map: String,
        persona: String,
        /// `en` or `ru`.
        language: String,
    },
    /// Codes for an interview.
    CodeInterview { source: String, conversation: String },
}

impl AssistantWish {
    pub fn task(&self) -> AssistantTask {
        match self {
            Self::NameTopics { .. } => AssistantTask::NameTopics,
            Self::PersonaStory { .. } => AssistantTask::PersonaStory,
            Self::CodeInterview { .. } => AssistantTask::CodeInterview,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssistantTask {
    NameTopics,
    PersonaStory,
    CodeInterview,
}

impl AssistantTask {
    pub fn word(self) -> &'static str {
        match self {
            Self::NameTopics => "name_topics",
            Self::PersonaStory => "persona_story",
            Self::CodeInterview => "code_interview",
        }
    }
}

/// Whether there is a model to ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssistantStatus {
    pub on: bool,
    /// How to switch it on, where it is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn_on: Option<LocalText>,
    /// Where texts would be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The address is this machine or its private network.
    pub is_near: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// For a million tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_in: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_out: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Suggestions nobody has decided on.
    pub open: u64,
}

/// What a run would send, and what that may cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssistantPlan {
    /// Confirms exactly this: a run whose requests, address or model are others does not take it.
    pub token: String,
    pub task: AssistantTask,
    pub address: String,
    pub model: String,
    /// Topics, facts and quotes, or turns.
    pub n_items: u64,
    /// Of those wished for, items that are not sent: beyond the most of one run.
    pub left_out: u64,
    pub n_requests: u64,
    /// Characters of all requests.
    pub chars: u64,
    /// An estimate, on the high side.
    pub tokens_in: u64,
    /// Answers are cut off there.
    pub tokens_out_max: u64,
    /// In `currency`, where prices are set. An answer that cannot be read is asked for once more: it may then be up to
    /// twice as much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_max: Option<f64>,
    pub currency: String,
    /// Places that were masked just now, beyond those masked when the texts came in.
    pub masked: u64,
    /// The first requests, word for word.
    pub requests: Vec<Prompt>,
}

/// A run that was confirmed.
pub struct Prepared {
    pub(super) work: Work,
    pub(super) prompts: Vec<Prompt>,
    pub(super) task: AssistantTask,
    pub plan: AssistantPlan,
}

impl Workspace {
    /// Whether there is a model to ask, and what waits.
    pub fn assistant(&self, endpoint: Option<&Endpoint>) -> Result<AssistantStatus, AppError> {
        let open = self.wait(
            self.catalog
                .assistant_suggestions(AssistantState::Open, "", OPEN_MAX),
        )?;
        let settings = endpoint.map(|endpoint| &endpoint.settings);
        Ok(AssistantStatus {
            on: settings.is_some(),
            turn_on: settings.is_none().then(turn_on),
            address: settings.map(|one| one.url.clone()),
            is_near: settings.is_some_and(|one| one.is_near),
            model: settings.map(|one| one.model.clone()),
            price_in: settings.and_then(|one| one.price_in),
            price_out: settings.and_then(|one| one.price_out),
            currency: settings.map(|one| one.currency.clone()),
            open: open.len() as u64,
        })
    }

    /// What a run would send. Nothing is sent.
    pub fn assistant_plan(
        &self,
        endpoint: &Endpoint,
        wish: &AssistantWish,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<AssistantPlan, AppError> {
        Ok(self.prepared(endpoint, wish, sees)?.plan)
    }

    /// The same once more, for a run; refused where it is another one than was confirmed.
    pub fn assistant_confirmed(
        &self,
        endpoint: &Endpoint,
        wish: &AssistantWish,
        token: &str,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<Prepared, AppError> {
        let prepared = self.prepared(endpoint, wish, sees)?;
        if prepared.plan.token != token {
            return Err(Fault::new(
                ErrorCode::Expired,
                "what would be sent is not what was confirmed: texts, rules or settings have changed; make the plan again",
                "отправилось бы не то, что подтвердили: тексты, правила или настройки изменились; составьте план заново",
            )
            .at("token")
            .into());
        }
        let open = self.wait(
            self.catalog
                .assistant_suggestions(AssistantState::Open, "", OPEN_MAX),
        )?;
        if open.len() as u32 >= OPEN_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("{OPEN_MAX} suggestions wait already; decide on some first"),
                format!("решения уже ждут {OPEN_MAX} предложений; разберите сначала их"),
            )
            .into());
        }
        Ok(prepared)
    }

    fn prepared(
        &self,
        endpoint: &Endpoint,
        wish: &AssistantWish,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<Prepared, AppError> {
        let work = self.gather(wish, sees)?;
        let prompts = work.prompts();
        let settings = &endpoint.settings;
        let tokens_in = prompts.iter().map(Prompt::tokens).sum();
        let tokens_out_max = prompts.iter().map(|one| u64::from(one.answer_tokens_max)).sum();
        let plan = AssistantPlan {
            token: token(&settings.url, &settings.model, &prompts),
            task: wish.task(),
            address: settings.url.clone(),
            model: settings.model.clone(),
            n_items: work.n_items,
            left_out: work.left_out,
            n_requests: prompts.len() as u64,
            chars: prompts.iter().map(Prompt::chars).sum(),
            tokens_in,
            tokens_out_max,
            cost_max: settings.cost(tokens_in, tokens_out_max),
            currency: settings.currency.clone(),
            masked: work.masked,
            requests: prompts.iter().take(SHOWN_MAX).cloned().collect(),
        };
        let task = wish.task();
        Ok(Prepared {
            work,
            prompts,
            task,
            plan,
        })
    }
}

/// Names what would be sent and where to: 32 hexadecimal digits.
fn token(url: &str, model: &str, prompts: &[Prompt]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [url, model] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    for prompt in prompts {
        hasher.update(prompt.system.as_bytes()).update(&[0]);
        hasher.update(prompt.user.as_bytes()).update(&[0]);
        hasher.update(&prompt.answer_tokens_max.to_le_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

pub(super) fn turn_on() -> LocalText {
    LocalText::en_ru(
        "the assistant is off; to switch it on, start the server with TROPA_ASSISTANT_URL (an OpenAI-compatible address, \
         such as http://localhost:11434/v1) and TROPA_ASSISTANT_MODEL",
        "помощник выключен; чтобы включить, запустите сервер с TROPA_ASSISTANT_URL (адрес с протоколом OpenAI, например \
         http://localhost:11434/v1) и TROPA_ASSISTANT_MODEL",
    )
}
