//! What people answered, counted.

use super::document_of;
use crate::app::{AppError, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use tropa_catalog::InvitationCounts;
use tropa_model::time::rfc3339;
use tropa_model::{Feedback, LocalText, TextPart};
use tropa_voice::questionnaire::{QuestionKind, Survey, SurveyQuestion, emotion_word};
use tropa_voice::survey::{Estimate, Rules, Sample, Statistic, Wave, WavePoint, estimate, of_measure, waves};
use utoipa::ToSchema;

/// Texts of one question in the answer; all of them are among the voice's items.
const TEXTS_MAX: usize = 50;
/// Own options of people in the answer, most frequent first.
const OTHERS_MAX: usize = 50;

/// What a survey found out so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyResults {
    pub survey: String,
    /// People who answered at least one question, in the window asked for.
    pub sittings: u64,
    pub invitations: InvitationCounts,
    /// Share of invited people who answered, per cent; absent where nobody was invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Estimate>,
    /// In the order of the survey.
    pub questions: Vec<QuestionResult>,
    /// Of the first question with a score, by month.
    pub waves: Vec<WavePoint>,
    /// Id of the question the waves are of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waves_of: Option<String>,
    /// Of the first and last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<String>,
    /// When this was counted.
    pub at: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuestionResult {
    pub id: String,
    pub text: LocalText,
    /// `nps`, `choice`, …
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// People who answered it.
    pub n: u64,
    /// The number by which the measure is usually told: NPS in points, CSAT and CES in per cent, others as means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// In points of the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<Estimate>,
    /// Scores from the lowest, options as in the survey: those nobody chose, too.
    pub counts: Vec<ChoiceCount>,
    /// The newest first.
    pub texts: Vec<SaidText>,
    /// Texts there are, shown or not.
    pub n_texts: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChoiceCount {
    /// Id of an option, word of a feeling, or a score.
    pub value: String,
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub text: LocalText,
    pub n: u64,
    /// Of those who answered the question, 0..=1; several options may be chosen by one person.
    pub share: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SaidText {
    /// Id of the item among what people say.
    pub item: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    pub at: String,
}

impl Workspace {
    /// Counts the answers given from `from_us` (included) to `to_us` (not included), of one touchpoint or of all.
    pub fn survey_results(
        &self,
        id: &str,
        window: (Option<i64>, Option<i64>),
        step: Option<&str>,
    ) -> Result<SurveyResults, AppError> {
        let stored = self.stored_survey(id)?;
        let document = document_of(&stored)?;
        let mut items = self.survey_items_unsorted(id)?;
        items.retain(|item| {
            let at = item.time_us.unwrap_or(0);
            window.0.is_none_or(|from| at >= from)
                && window.1.is_none_or(|to| at < to)
                && step.is_none_or(|step| item.step.as_deref() == Some(step))
        });
        let invitations = self.wait(self.catalog.survey_invitation_counts(id))?;
        Ok(count(id, &document, &items, invitations))
    }
}

fn count(
    id: &str,
    document: &Survey,
    items: &[Arc<Feedback>],
    invitations: InvitationCounts,
) -> SurveyResults {
    let mut by_question: BTreeMap<&str, Vec<&Feedback>> = BTreeMap::new();
    for item in items {
        if let Some(question) = item.attributes.get("survey_question") {
            by_question.entry(question).or_default().push(item);
        }
    }
    let nothing = Vec::new();
    let questions: Vec<QuestionResult> = document
        .questions
        .iter()
        .map(|question| {
            let items = by_question.get(question.id.as_str()).unwrap_or(&nothing);
            one_question(document, question, items)
        })
        .collect();
    let scored = document
        .questions
        .iter()
        .find(|question| question.scale().is_some());
    let of_scored = scored.and_then(|question| by_question.get(question.id.as_str()));
    let times = || items.iter().filter_map(|item| item.time_us);
    SurveyResults {
        survey: id.to_owned(),
        sittings: people(items.iter().map(|item| &**item)),
        response: (invitations.sent > 0).then(|| response(invitations)),
        invitations,
        questions,
        waves: match (scored, of_scored) {
            (Some(question), Some(items)) => by_month(question, items),
            _ => Vec::new(),
        },
        waves_of: scored.map(|question| question.id.clone()),
        first_at: times().min().map(rfc3339),
        last_at: times().max().map(rfc3339),
        at: now_rfc3339(),
    }
}

fn people<'a>(items: impl Iterator<Item = &'a Feedback>) -> u64 {
    let sittings: HashSet<&str> = items.filter_map(|item| item.conversation.as_deref()).collect();
    sittings.len() as u64
}

fn response(invitations: InvitationCounts) -> Estimate {
    let answered = (0..invitations.sent).map(|at| f64::from(u8::from(at < invitations.answered)));
    let answered: Vec<f64> = answered.collect();
    let share = Statistic::TopBox { at_least: 1.0 };
    let mut rate = estimate(Sample::of(&answered), share, &Rules::default().show_all());
    rate.base = LocalText::en_ru(
        format!(
            "{} of {} who were invited",
            invitations.answered, invitations.sent
        ),
        format!("{} из {} приглашённых", invitations.answered, invitations.sent),
    );
    rate
}

fn one_question(document: &Survey, question: &SurveyQuestion, items: &[&Feedback]) -> QuestionResult {
    let n = people(items.iter().copied());
    let scores: Vec<f64> = items.iter().filter_map(|item| Some(item.score?.value)).collect();
    let rules = Rules::default();
    let scale = question.scale();
    let statistic = scale.map(|(measure, scale)| of_measure(measure, scale));
    let told = |statistic| estimate(Sample::of(&scores), statistic, &rules);
    let mut texts: Vec<&&Feedback> = items
        .iter()
        .filter(|item| !item.text(TextPart::Body).is_empty())
        .collect();
    texts.sort_by(|a, b| b.time_us.cmp(&a.time_us).then_with(|| a.id.cmp(&b.id)));
    QuestionResult {
        id: question.id.clone(),
        text: question.text.clone(),
        kind: kind_word(&question.kind).to_owned(),
        step: question.step.clone().or_else(|| document.step.clone()),
        n,
        estimate: statistic.map(told),
        mean: statistic
            .filter(|statistic| *statistic != Statistic::Mean)
            .map(|_| told(Statistic::Mean)),
        counts: counts(question, items, &scores, n),
        n_texts: texts.len() as u64,
        texts: texts
            .into_iter()
            .take(TEXTS_MAX)
            .map(|item| SaidText {
                item: item.id.clone(),
                text: item.text(TextPart::Body).to_owned(),
                score: item.score.map(|score| score.value),
                at: rfc3339(item.time_us.unwrap_or(0)),
            })
            .collect(),
    }
}

fn kind_word(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Nps {} => "nps",
        QuestionKind::Csat { .. } => "csat",
        QuestionKind::Ces { .. } => "ces",
        QuestionKind::Faces {} => "faces",
        QuestionKind::Rating { .. } => "rating",
        QuestionKind::Choice { .. } => "choice",
        QuestionKind::Multi { .. } => "multi",
        QuestionKind::Emotion { .. } => "emotion",
        QuestionKind::Text { .. } => "text",
    }
}

fn counts(question: &SurveyQuestion, items: &[&Feedback], scores: &[f64], n: u64) -> Vec<ChoiceCount> {
    let share = |hit: u64| if n > 0 { hit as f64 / n as f64 } else { 0.0 };
    let row = |value: String, text: LocalText, hit: u64| ChoiceCount {
        value,
        text,
        n: hit,
        share: share(hit),
    };
    if let Some((_, scale)) = question.scale() {
        return (scale.lo as i64..=scale.hi as i64)
            .map(|score| {
                let hit = scores.iter().filter(|given| **given == score as f64).count();
                row(score.to_string(), LocalText::default(), hit as u64)
            })
            .collect();
    }
    let chosen = |word: &str| {
        let hit = items.iter().filter(|item| item.choice.as_deref() == Some(word));
        hit.count() as u64
    };
    if let Some((options, other)) = question.options() {
        let mut rows: Vec<ChoiceCount> = options
            .iter()
            .map(|option| row(option.id.clone(), option.text.clone(), chosen(&option.id)))
            .collect();
        if other {
            let text = LocalText::en_ru("Other", "Другое");
            rows.push(row("other".to_owned(), text, chosen("other")));
        }
        rows.truncate(OTHERS_MAX);
        return rows;
    }
    question
        .emotions()
        .iter()
        .map(|emotion| {
            let word = emotion_word(*emotion);
            row(word.to_owned(), LocalText::default(), chosen(word))
        })
        .collect()
}

/// Waves of the question's number by calendar month in UTC.
fn by_month(question: &SurveyQuestion, items: &[&Feedback]) -> Vec<WavePoint> {
    let Some((measure, scale)) = question.scale() else {
        return Vec::new();
    };
    let mut months: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for item in items {
        if let (Some(score), Some(time_us)) = (item.score, item.time_us) {
            let month: String = rfc3339(time_us).chars().take(7).collect();
            months.entry(month).or_default().push(score.value);
        }
    }
    let all: Vec<Wave<'_>> = months
        .iter()
        .map(|(name, scores)| Wave {
            name: name.clone(),
            of: Sample::of(scores),
        })
        .collect();
    waves(&all, of_measure(measure, scale), &Rules::default())
}
