//! Surveys of our own: built, opened, answered by link, QR code, frame or signed invitation, and counted.

mod answer;
mod invite;
mod live;
mod results;
mod store;
mod templates;

pub use answer::{AnswerOutcome, Came, OpenedSurvey};
pub use invite::{InvitationView, MadeInvitation, SampleWish, invitations_csv};
pub(crate) use live::Answered;
pub use results::{ChoiceCount, QuestionResult, SaidText, SurveyResults};
pub use templates::{SurveyTemplate, survey_templates};

use crate::app::accounts::fresh_id;
use crate::app::secret::fresh_secret;
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_catalog::{InvitationCounts, StoredSurvey, SurveyState};
use tropa_model::LocalText;
pub use tropa_voice::questionnaire::check as check_survey;
use tropa_voice::questionnaire::{Problem, Survey, check};
use utoipa::ToSchema;

/// Surveys of one workspace; more is a program that runs away.
const SURVEYS_MAX: u64 = 2_000;
/// A document of sixty questions in two languages with options is far smaller.
const DOCUMENT_BYTES_MAX: usize = 256 << 10;
/// Characters of the key in a link: 96 bits.
const KEY_CHARS: usize = 16;

/// A survey in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyHead {
    pub id: String,
    pub title: LocalText,
    pub state: SurveyState,
    /// Whoever has the link may answer.
    pub public: bool,
    pub languages: Vec<String>,
    /// The touchpoint it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    pub questions: u32,
    /// Sittings kept, ever.
    pub answers: u64,
    pub created_at: String,
    pub updated_at: String,
}

/// A survey with its document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyWhole {
    #[serde(flatten)]
    pub head: SurveyHead,
    pub document: Survey,
    pub revision: u64,
    /// What must be mended before it can be opened.
    pub problems: Vec<Problem>,
    pub invitations: InvitationCounts,
    /// Names the survey in links: `/s/KEY`, `/embed/KEY.js`.
    pub key: String,
}

pub(crate) fn no_such_survey() -> AppError {
    Fault::new(
        ErrorCode::NotFound,
        "there is no such survey in the workspace",
        "такого опроса в пространстве нет",
    )
    .into()
}

fn document_of(stored: &StoredSurvey) -> Result<Survey, AppError> {
    serde_json::from_str(&stored.document).map_err(|error| {
        tracing::error!("the survey {} cannot be read: {error}", stored.id);
        Fault::ours().into()
    })
}

fn head(stored: &StoredSurvey, document: &Survey) -> SurveyHead {
    SurveyHead {
        id: stored.id.clone(),
        title: document.title.clone(),
        state: stored.state,
        public: stored.public,
        languages: document.languages.clone(),
        step: document.step.clone(),
        questions: document.questions.len() as u32,
        answers: stored.answers,
        created_at: stored.created_at.clone(),
        updated_at: stored.updated_at.clone(),
    }
}

/// The document as it is stored; refused where it is larger than any survey people would answer.
fn text_of(document: &Survey) -> Result<String, AppError> {
    let text = serde_json::to_string(document).expect("a survey has a JSON form");
    if text.len() > DOCUMENT_BYTES_MAX {
        return Err(Fault::new(
            ErrorCode::TooLarge,
            "the survey is too large: at most 256 KiB",
            "опрос слишком велик: не больше 256 КиБ",
        )
        .at("document")
        .into());
    }
    Ok(text)
}

impl Workspace {
    /// Surveys after this id, the oldest first.
    pub fn surveys(&self, after: &str, limit: u32) -> Result<Vec<SurveyHead>, AppError> {
        let stored = self.wait(self.catalog.surveys(after, limit))?;
        stored
            .iter()
            .map(|stored| Ok(head(stored, &document_of(stored)?)))
            .collect()
    }

    pub fn survey(&self, id: &str) -> Result<SurveyWhole, AppError> {
        self.whole(&self.stored_survey(id)?)
    }

    pub(crate) fn stored_survey(&self, id: &str) -> Result<StoredSurvey, AppError> {
        self.wait(self.catalog.survey(id))?.ok_or_else(no_such_survey)
    }

    fn whole(&self, stored: &StoredSurvey) -> Result<SurveyWhole, AppError> {
        let document = document_of(stored)?;
        Ok(SurveyWhole {
            head: head(stored, &document),
            problems: check(&document),
            document,
            revision: stored.revision,
            invitations: self.wait(self.catalog.survey_invitation_counts(&stored.id))?,
            key: stored.key.clone(),
        })
    }

    /// Keeps a new survey as a draft; it may have problems still.
    pub fn add_survey(&self, document: &Survey, by: &Author) -> Result<SurveyWhole, AppError> {
        let now = now_rfc3339();
        let mut key = fresh_secret();
        key.truncate(KEY_CHARS);
        let stored = StoredSurvey {
            id: fresh_id(),
            document: text_of(document)?,
            state: SurveyState::Draft,
            public: true,
            key,
            secret: blake3::hash(fresh_secret().as_bytes()).as_bytes().to_vec(),
            revision: 1,
            answers: 0,
            created_by: by.id.clone(),
            created_at: now.clone(),
            updated_at: now,
        };
        if !self.wait(self.catalog.add_survey(&stored, SURVEYS_MAX))? {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("a workspace has at most {SURVEYS_MAX} surveys; delete one first"),
                format!("в пространстве не больше {SURVEYS_MAX} опросов; сначала удалите какой-нибудь"),
            )
            .into());
        }
        self.whole(&stored)
    }

    /// Writes the document over the revision its writer saw. A survey that is open must stay one that can be asked.
    pub fn put_survey(&self, id: &str, document: &Survey, seen: u64) -> Result<SurveyWhole, AppError> {
        let stored = self.stored_survey(id)?;
        if stored.state == SurveyState::Open {
            must_be_sound(document)?;
        }
        let text = text_of(document)?;
        let now = now_rfc3339();
        match self.wait(self.catalog.put_survey(id, &text, seen, &now))? {
            Some(_) => self.survey(id),
            None => Err(changed_meanwhile(seen, stored.revision)),
        }
    }

    /// Opens or closes it, or lets everybody with the link in; `None` stays.
    pub fn open_survey(
        &self,
        id: &str,
        state: Option<SurveyState>,
        public: Option<bool>,
    ) -> Result<SurveyWhole, AppError> {
        let stored = self.stored_survey(id)?;
        let state = state.unwrap_or(stored.state);
        if state == SurveyState::Open {
            must_be_sound(&document_of(&stored)?)?;
        }
        let public = public.unwrap_or(stored.public);
        let now = now_rfc3339();
        if self.wait(self.catalog.open_survey(id, state, public, &now))? {
            return self.survey(id);
        }
        Err(no_such_survey())
    }

    /// Deletes a survey and its invitations. Answers given stay among the facts.
    pub fn delete_survey(&self, id: &str) -> Result<(), AppError> {
        self.stored_survey(id)?;
        self.store_answers()?;
        if self.wait(self.catalog.delete_survey(id))? {
            return Ok(());
        }
        Err(no_such_survey())
    }
}

fn must_be_sound(document: &Survey) -> Result<(), AppError> {
    let Some(first) = check(document).into_iter().next() else {
        return Ok(());
    };
    let [en, ru] = ["en", "ru"].map(|language| first.message.get(language).to_owned());
    let fault = Fault::new(
        ErrorCode::BadRequest,
        format!("the survey cannot be opened yet: {}: {en}", first.path),
        format!("опрос пока нельзя открыть: {}: {ru}", first.path),
    );
    Err(fault.at(format!("document.{}", first.path)).into())
}

pub(crate) fn changed_meanwhile(seen: u64, now: u64) -> AppError {
    let fault = Fault::new(
        ErrorCode::MapChanged,
        format!(
            "it was changed meanwhile: you have revision {seen}, the workspace has {now}; fetch it again and repeat your change"
        ),
        format!(
            "тем временем её изменили: у вас ревизия {seen}, в пространстве {now}; загрузите заново и повторите правку"
        ),
    );
    fault.at("revision").into()
}
