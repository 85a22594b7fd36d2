//! What the demo's customers say, and a survey and a study of the team that listens to them.

use crate::app::surveys::survey_templates;
use crate::app::{AppError, AskedIn, Author, Study, StudyQuestion, Via, Workspace, now_rfc3339};
use std::collections::BTreeMap;
use tropa_catalog::{SurveySitting, SurveyState};
use tropa_model::time::rfc3339;
use tropa_model::{Feedback, SourceName, TextPart};
use tropa_sim::{Activity, Language, Voice};
use tropa_voice::questionnaire::{Answers, Given, Sitting, Survey, feedback};

/// Sittings of the demo's own survey: enough that its numbers are shown.
const SITTINGS: usize = 120;
/// The question of the survey that is answered by everybody.
const SCORE: &str = "felt";

impl Workspace {
    /// Keeps what the customers say, source by source where it is missing. `newly`: the demo is made now, and its team
    /// has a survey and a study.
    pub(super) fn listen_to_demo(&self, mut voice: Voice, newly: bool) -> Result<(), AppError> {
        let known = self.voice_source_infos()?;
        let is_there = |name: &str| known.iter().any(|info| info.name.as_str() == name);
        // What is answered in our own survey is not said a second time elsewhere.
        let answered = after_delivery(&mut voice.surveys);
        if newly && self.surveys("", 1)?.is_empty() {
            let survey = self.demo_survey(&answered)?;
            self.demo_study(&survey)?;
        }
        let said = [
            ("retailer_surveys", voice.surveys),
            ("retailer_reviews", voice.reviews),
            ("retailer_chats", voice.chats),
            ("retailer_interviews", voice.interviews),
        ];
        for (name, items) in said {
            if !is_there(name) {
                self.keep_feedback(&SourceName::new(name).expect("an allowed name"), items)?;
            }
        }
        Ok(())
    }

    /// An open survey with its answers; its id.
    fn demo_survey(&self, answered: &[Feedback]) -> Result<String, AppError> {
        let templates = survey_templates();
        let template = templates.iter().find(|one| one.id == "after_delivery");
        let mut document = template.expect("a survey there is").document.clone();
        document.step = Some(Activity::Delivered.name(Language::English).to_owned());
        let survey = self
            .add_survey(&document, &Author::local(Via::CommandLine))?
            .head
            .id;
        self.open_survey(&survey, Some(SurveyState::Open), None)?;
        for item in answered {
            let items = feedback(&document, &answers(&document, item), &sitting(&survey, item));
            let kept = SurveySitting {
                id: format!("{survey}-{}", item.id),
                survey_id: survey.clone(),
                actor: item.actor.clone(),
                at: item.time_us.map_or_else(now_rfc3339, rfc3339),
                items: serde_json::to_string(&items).expect("feedback has a JSON form"),
            };
            self.wait(self.catalog.add_sitting(&kept, None))?;
        }
        self.store_answers()?;
        Ok(survey)
    }

    fn demo_study(&self, survey: &str) -> Result<(), AppError> {
        let question = |id: &str, text: &str, asked: &[&str], finding: &str| StudyQuestion {
            id: id.into(),
            text: text.into(),
            asked_in: asked
                .iter()
                .map(|question| AskedIn {
                    survey: survey.into(),
                    question: (*question).into(),
                })
                .collect(),
            finding: finding.into(),
            settled: !finding.is_empty(),
        };
        self.add_study(&Study {
            title: "Доставка глазами покупателя / Delivery as customers see it".into(),
            about: "Что портит впечатление от доставки и чего от неё ждут. What spoils a delivery and what is expected of it.".into(),
            questions: vec![
                question("satisfied", "Насколько довольны доставкой? / How satisfied are customers?", &[SCORE], ""),
                question("wrong", "Что идёт не так чаще всего? / What goes wrong most often?", &["wrong"], ""),
                question(
                    "cost",
                    "Где узнают стоимость доставки? / Where do customers learn the delivery cost?",
                    &[],
                    "Только в корзине, и это неприятный сюрприз (интервью). Only in the cart, and it is a nasty surprise (interviews).",
                ),
                question("hour", "Какой интервал времени устроит? / Which delivery window would do?", &[], ""),
            ],
        })?;
        Ok(())
    }
}

/// Takes out the last answers given after a delivery.
fn after_delivery(said: &mut Vec<Feedback>) -> Vec<Feedback> {
    let step = Activity::Delivered.name(Language::English);
    let fits = |item: &Feedback| item.step.as_deref() == Some(step) && item.score.is_some();
    let mut times: Vec<i64> = said
        .iter()
        .filter(|item| fits(item))
        .filter_map(|item| item.time_us)
        .collect();
    times.sort_unstable();
    let from = times.len().saturating_sub(SITTINGS);
    let Some(from_us) = times.get(from).copied() else {
        return Vec::new();
    };
    let (answered, rest) = std::mem::take(said)
        .into_iter()
        .partition(|item| fits(item) && item.time_us >= Some(from_us));
    *said = rest;
    answered
}

fn sitting(survey: &str, item: &Feedback) -> Sitting {
    Sitting {
        id: format!("{survey}-{}", item.id),
        survey: survey.to_owned(),
        actor: item.actor.clone(),
        segment: item.segment.clone(),
        time_us: item.time_us.unwrap_or_default(),
        channel: Some("link".into()),
        step: None,
        language: "ru".into(),
        attributes: item.attributes.clone(),
    }
}

/// What somebody with this score and these words answers to the survey.
fn answers(document: &Survey, item: &Feedback) -> Answers {
    let score = item.score.map_or(3.0, |score| score.value);
    let mut answers = BTreeMap::new();
    let text = item.text(TextPart::Body);
    let felt = Given {
        score: Some(score),
        text: (!text.is_empty()).then(|| text.to_owned()),
        ..Given::default()
    };
    answers.insert(SCORE.to_owned(), felt);
    let chosen = |id: &str| Given {
        choices: vec![id.to_owned()],
        ..Given::default()
    };
    let late = [
        "перен",
        "Жда",
        "жда",
        "moved",
        "Waited",
        "Rescheduled",
        "never came",
        "не приехал",
    ];
    let is_late = late.iter().any(|word| text.contains(word));
    let wrong = match text {
        _ if is_late => "late",
        text if text.contains("омят") || text.contains("crushed") => "damaged",
        text if text.contains("урьер") || text.contains("courier") => "courier",
        _ if score < 2.0 => "late",
        _ => "news",
    };
    if score <= 3.0 {
        answers.insert("wrong".into(), chosen(wrong));
    }
    let expected = match score {
        low if low < 3.0 => "worse",
        high if high >= 5.0 && !text.is_empty() => "better",
        _ => "as_expected",
    };
    answers.insert("expected".into(), chosen(expected));
    debug_assert!(
        answers
            .keys()
            .all(|id| document.questions.iter().any(|question| question.id == *id))
    );
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_voice::questionnaire::check_answers;

    #[test]
    fn the_demos_answers_fit_its_survey() {
        let document = &survey_templates()[1].document;
        let shop = tropa_sim::retailer(&tropa_sim::RetailerOptions {
            actors: 2_000,
            ..Default::default()
        });
        let mut said = shop.voice().surveys;
        let before = said.len();
        let answered = after_delivery(&mut said);
        assert!(
            (SITTINGS..SITTINGS + 5).contains(&answered.len()),
            "{}",
            answered.len()
        );
        assert_eq!(said.len() + answered.len(), before);
        for item in &answered {
            assert_eq!(check_answers(document, &answers(document, item)), []);
        }
    }
}
