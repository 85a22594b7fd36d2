//! Studies: what a team wants to know, and which of it stays unanswered.

use crate::app::accounts::fresh_id;
use crate::app::surveys::changed_meanwhile;
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::StoredStudy;
use utoipa::ToSchema;

const STUDIES_MAX: u64 = 1_000;
const QUESTIONS_MAX: usize = 200;
const LINE_CHARS_MAX: usize = 500;
const TEXT_CHARS_MAX: usize = 4_000;
/// From here on an answer in numbers is shown; see the rules of surveys.
const ENOUGH: u64 = 30;

/// A study as people write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Study {
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    pub questions: Vec<StudyQuestion>,
}

/// Something the team wants to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyQuestion {
    /// Unique in the study.
    pub id: String,
    pub text: String,
    /// Questions of surveys that ask it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_in: Vec<AskedIn>,
    /// What was found, in words: from interviews, observations, data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub finding: String,
    /// The team holds it for answered.
    #[serde(default)]
    pub settled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedIn {
    /// Id of a survey.
    pub survey: String,
    /// Id of its question.
    pub question: String,
}

/// How far a question of a study is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StudyAnswered {
    /// Nobody is asked, nothing was found.
    NotAsked,
    /// Asked, and nobody has answered.
    Unanswered,
    /// Fewer answers than a number is shown from.
    Few,
    /// Enough answers, or settled by the team with a finding.
    Answered,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StudyState {
    /// Id of the question.
    pub question: String,
    pub state: StudyAnswered,
    /// People who answered, in all surveys together.
    pub answers: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StudyView {
    pub id: String,
    pub document: Study,
    pub revision: u64,
    /// In the order of the questions.
    pub states: Vec<StudyState>,
    /// Questions that are neither answered nor settled.
    pub open: u32,
    pub created_at: String,
    pub updated_at: String,
}

fn no_such_study() -> AppError {
    Fault::new(
        ErrorCode::NotFound,
        "there is no such study in the workspace",
        "такого исследования в пространстве нет",
    )
    .into()
}

fn check(study: &Study) -> Result<(), AppError> {
    let bad = |path: String, en: &str, ru: &str| -> AppError {
        Fault::new(
            ErrorCode::BadRequest,
            format!("`{path}`: {en}"),
            format!("`{path}`: {ru}"),
        )
        .at(path)
        .into()
    };
    let fits = |text: &str, most: usize| text.chars().count() <= most;
    if study.title.trim().is_empty() || !fits(&study.title, LINE_CHARS_MAX) {
        return Err(bad("title".into(), "1 to 500 characters", "от 1 до 500 знаков"));
    }
    if !fits(&study.about, TEXT_CHARS_MAX) || study.questions.len() > QUESTIONS_MAX {
        return Err(bad(
            "questions".into(),
            "at most 200 questions",
            "не больше 200 вопросов",
        ));
    }
    let mut seen = BTreeSet::new();
    for (at, question) in study.questions.iter().enumerate() {
        let path = |field: &str| format!("questions[{at}].{field}");
        if question.id.is_empty() || question.id.len() > 64 || !seen.insert(&question.id) {
            return Err(bad(path("id"), "an id of its own", "нужен собственный id"));
        }
        if question.text.trim().is_empty() || !fits(&question.text, LINE_CHARS_MAX) {
            return Err(bad(path("text"), "1 to 500 characters", "от 1 до 500 знаков"));
        }
        if !fits(&question.finding, TEXT_CHARS_MAX) || question.asked_in.len() > 50 {
            return Err(bad(
                path("finding"),
                "at most 4000 characters",
                "не больше 4000 знаков",
            ));
        }
    }
    Ok(())
}

impl Workspace {
    /// After this id, the oldest first.
    pub fn studies(&self, after: &str, limit: u32) -> Result<Vec<StudyView>, AppError> {
        let stored = self.wait(self.catalog.studies(after, limit))?;
        let mut counts = BTreeMap::new();
        stored
            .iter()
            .map(|stored| self.study_view(stored, &mut counts))
            .collect()
    }

    pub fn study(&self, id: &str) -> Result<StudyView, AppError> {
        let stored = self.wait(self.catalog.study(id))?.ok_or_else(no_such_study)?;
        self.study_view(&stored, &mut BTreeMap::new())
    }

    pub fn add_study(&self, document: &Study) -> Result<StudyView, AppError> {
        check(document)?;
        let now = now_rfc3339();
        let stored = StoredStudy {
            id: fresh_id(),
            document: serde_json::to_string(document).expect("a study has a JSON form"),
            revision: 1,
            created_at: now.clone(),
            updated_at: now,
        };
        if !self.wait(self.catalog.add_study(&stored, STUDIES_MAX))? {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("a workspace has at most {STUDIES_MAX} studies"),
                format!("в пространстве не больше {STUDIES_MAX} исследований"),
            )
            .into());
        }
        self.study(&stored.id)
    }

    pub fn put_study(&self, id: &str, document: &Study, seen: u64) -> Result<StudyView, AppError> {
        check(document)?;
        let stored = self.wait(self.catalog.study(id))?.ok_or_else(no_such_study)?;
        let text = serde_json::to_string(document).expect("a study has a JSON form");
        match self.wait(self.catalog.put_study(id, &text, seen, &now_rfc3339()))? {
            Some(_) => self.study(id),
            None => Err(changed_meanwhile(seen, stored.revision)),
        }
    }

    pub fn delete_study(&self, id: &str) -> Result<(), AppError> {
        if self.wait(self.catalog.delete_study(id))? {
            return Ok(());
        }
        Err(no_such_study())
    }

    fn study_view(
        &self,
        stored: &StoredStudy,
        counts: &mut BTreeMap<String, BTreeMap<String, u64>>,
    ) -> Result<StudyView, AppError> {
        let document: Study = serde_json::from_str(&stored.document).map_err(|error| {
            tracing::error!("the study {} cannot be read: {error}", stored.id);
            Fault::ours()
        })?;
        let mut states = Vec::new();
        for question in &document.questions {
            let mut answers = 0;
            for asked in &question.asked_in {
                if !counts.contains_key(&asked.survey) {
                    counts.insert(asked.survey.clone(), self.answers_by_question(&asked.survey)?);
                }
                answers += counts[&asked.survey].get(&asked.question).copied().unwrap_or(0);
            }
            let found = question.settled && !question.finding.trim().is_empty();
            let state = match answers {
                _ if found => StudyAnswered::Answered,
                0 if question.asked_in.is_empty() => StudyAnswered::NotAsked,
                0 => StudyAnswered::Unanswered,
                few if few < ENOUGH => StudyAnswered::Few,
                _ => StudyAnswered::Answered,
            };
            states.push(StudyState {
                question: question.id.clone(),
                state,
                answers,
            });
        }
        let open = states
            .iter()
            .filter(|state| state.state != StudyAnswered::Answered);
        Ok(StudyView {
            id: stored.id.clone(),
            open: open.count() as u32,
            states,
            document,
            revision: stored.revision,
            created_at: stored.created_at.clone(),
            updated_at: stored.updated_at.clone(),
        })
    }

    /// People who answered each question; of a survey that is gone, nobody.
    fn answers_by_question(&self, survey: &str) -> Result<BTreeMap<String, u64>, AppError> {
        match self.survey_results(survey, (None, None), None) {
            Ok(results) => Ok(results
                .questions
                .into_iter()
                .map(|question| (question.id, question.n))
                .collect()),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(error),
        }
    }
}
