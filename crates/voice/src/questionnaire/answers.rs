//! Answers become feedback, one item for each thing said.

use super::{Answers, Given, Survey, SurveyQuestion, asked, emotion_word};
use std::collections::BTreeMap;
use tropa_model::{Feedback, FeedbackKind, Score, TextPart};

/// Who answered, when and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// Unique among all sittings: ids of items begin with it.
    pub id: String,
    /// Id of the survey.
    pub survey: String,
    pub actor: Option<String>,
    pub segment: Option<String>,
    /// Microseconds since 1970 UTC.
    pub time_us: i64,
    /// `link`, `invitation`, `embed`, `qr`.
    pub channel: Option<String>,
    /// The touchpoint the answer came from, where the link says it; stands before the survey's own.
    pub step: Option<String>,
    /// What the person read it in.
    pub language: String,
    /// What the link carried along: campaign, product.
    pub attributes: BTreeMap<String, String>,
}

/// Items in the order of questions. Questions that were skipped, or not asked after these answers, give none.
///
/// The question is named in the survey's first language whatever it was read in: the same question asked in two
/// languages is one question.
pub fn feedback(survey: &Survey, answers: &Answers, sitting: &Sitting) -> Vec<Feedback> {
    let mut items = Vec::new();
    for (turn, question) in asked(survey, answers).into_iter().enumerate() {
        let Some(given) = answers.get(&question.id).filter(|given| !given.is_empty()) else {
            continue;
        };
        let before = items.len();
        said(question, given, |part, fill| {
            let mut item = blank(survey, question, sitting, turn as u32);
            if let Some(part) = part {
                item.id = format!("{}:{part}", item.id);
            }
            fill(&mut item);
            items.push(item);
        });
        // What was written below belongs to the first thing said.
        if let (Some(text), Some(item)) = (spoken(&given.text), items.get_mut(before)) {
            match item.texts.first_mut() {
                Some((_, own)) => *own = format!("{own}\n{text}"),
                None => item.texts = vec![(TextPart::Body, text.to_owned())],
            }
        }
    }
    items
}

fn said<'a>(
    question: &SurveyQuestion,
    given: &'a Given,
    mut item: impl FnMut(Option<&'a str>, &dyn Fn(&mut Feedback)),
) {
    if let (Some((measure, scale)), Some(value)) = (question.scale(), given.score) {
        item(None, &|item| {
            item.score = Some(Score {
                value,
                scale,
                measure,
            })
        });
        return;
    }
    let other = spoken(&given.other);
    let words = given.choices.iter().map(String::as_str);
    let words: Vec<&'a str> = words
        .chain(given.emotions.iter().map(|e| emotion_word(*e)))
        .collect();
    let several = words.len() + usize::from(other.is_some()) > 1;
    for word in &words {
        item(several.then_some(*word), &|item| {
            item.choice = Some((*word).to_owned())
        });
    }
    if let Some(other) = other {
        item(several.then_some("other"), &|item| {
            item.choice = Some("other".to_owned());
            item.texts = vec![(TextPart::Body, other.to_owned())];
        });
    }
    if words.is_empty() && other.is_none() {
        item(None, &|_| {});
    }
}

fn spoken(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn blank(survey: &Survey, question: &SurveyQuestion, sitting: &Sitting, turn: u32) -> Feedback {
    let language = survey.languages.first().map_or("en", String::as_str);
    let mut item = Feedback::new(format!("{}:{}", sitting.id, question.id), FeedbackKind::Answer);
    item.actor = sitting.actor.clone();
    item.segment = sitting.segment.clone();
    item.time_us = Some(sitting.time_us);
    let own = [&question.step, &sitting.step, &survey.step];
    item.step = own.into_iter().flatten().next().cloned();
    item.channel = sitting.channel.clone();
    item.question = Some(question.text.get(language).to_owned());
    item.conversation = Some(sitting.id.clone());
    item.turn = Some(turn);
    item.attributes = sitting.attributes.clone();
    let own = [
        ("survey", sitting.survey.as_str()),
        ("survey_question", &question.id),
        ("language", &sitting.language),
    ];
    for (name, value) in own {
        item.attributes.insert(name.to_owned(), value.to_owned());
    }
    item
}
