//! Surveys of our own: questions, the order they are asked in, what an answer must be, and what becomes of it.

mod answers;
mod check;
mod flow;

pub use answers::{Sitting, feedback};
pub use check::{Problem, ProblemPlace, check, check_answers};
pub use flow::{asked, next_question};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::{Emotion, LocalText, Measure, Scale};
use utoipa::ToSchema;

/// A survey as people build it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    pub title: LocalText,
    /// Read before the first question.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub intro: LocalText,
    /// Read after the last answer.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub thanks: LocalText,
    /// `ru`, `en`: those it can be read in, the first is shown where the reader's own is none of them.
    pub languages: Vec<String>,
    /// The touchpoint all questions are about, unless one says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    pub questions: Vec<SurveyQuestion>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyQuestion {
    /// Short and the same for the life of the survey: `nps`, `why`.
    pub id: String,
    pub text: LocalText,
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub help: LocalText,
    pub kind: QuestionKind,
    /// Must be answered to go on.
    #[serde(default)]
    pub required: bool,
    /// Asked below a score or a choice, in an open field: «What is the main reason?».
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub comment: LocalText,
    /// The touchpoint this question is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Asked only where all of these hold; conditions look at earlier questions only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub show_if: Vec<Condition>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum QuestionKind {
    /// Likelihood to recommend, 0..=10.
    Nps {},
    /// Satisfaction, 1..=`points`.
    Csat { points: u8 },
    /// How easy it was, 1 (very hard)..=`points` (very easy).
    Ces { points: u8 },
    /// The same as satisfaction, answered with faces, 1..=5.
    Faces {},
    /// Any other scale, both ends included and named.
    Rating {
        lo: i32,
        hi: i32,
        #[serde(default)]
        lo_name: LocalText,
        #[serde(default)]
        hi_name: LocalText,
    },
    /// One of the options.
    Choice {
        options: Vec<ChoiceOption>,
        /// A field for an answer of one's own.
        #[serde(default)]
        other: bool,
    },
    /// Several of the options, at most `most` of them (0: as many as there are).
    Multi {
        options: Vec<ChoiceOption>,
        #[serde(default)]
        other: bool,
        #[serde(default)]
        most: u8,
    },
    /// Named feelings, at most `most` (0: as many as there are); without a list all eleven are offered.
    Emotion {
        #[serde(default)]
        emotions: Vec<Emotion>,
        #[serde(default)]
        most: u8,
    },
    /// In one's own words.
    Text {
        /// Several lines.
        #[serde(default)]
        long: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Kept as the answer: `courier`.
    pub id: String,
    pub text: LocalText,
}

/// Something an earlier answer must be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Id of an earlier question.
    pub question: String,
    pub is: Test,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// The score is this or more.
    AtLeast(f64),
    /// The score is this or less.
    AtMost(f64),
    /// One of these options or feelings was chosen.
    AnyOf(Vec<String>),
    /// None of these was chosen, also where nothing was answered.
    NoneOf(Vec<String>),
    /// Something was answered (`true`) or the question was skipped or not asked (`false`).
    Answered(bool),
}

/// What somebody said to one question; only the fields of its kind are filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Ids of options.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// An option of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<Emotion>,
    /// The answer to an open question, or the comment below another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// By id of the question.
pub type Answers = BTreeMap<String, Given>;

impl Given {
    /// Nothing was said: spaces are nothing.
    pub fn is_empty(&self) -> bool {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        self.score.is_none()
            && self.choices.is_empty()
            && self.emotions.is_empty()
            && blank(&self.other)
            && blank(&self.text)
    }
}

impl SurveyQuestion {
    /// The scale of a scored question and what it measures.
    pub fn scale(&self) -> Option<(Measure, Scale)> {
        let scale = |lo: f64, hi: f64| Scale { lo, hi };
        match &self.kind {
            QuestionKind::Nps {} => Some((Measure::Nps, scale(0.0, 10.0))),
            QuestionKind::Csat { points } => Some((Measure::Csat, scale(1.0, f64::from(*points)))),
            QuestionKind::Ces { points } => Some((Measure::Ces, scale(1.0, f64::from(*points)))),
            QuestionKind::Faces {} => Some((Measure::Csat, scale(1.0, 5.0))),
            QuestionKind::Rating { lo, hi, .. } => {
                Some((Measure::Other, scale(f64::from(*lo), f64::from(*hi))))
            }
            _ => None,
        }
    }

    /// The options of a question with options, and whether one may add one's own.
    pub fn options(&self) -> Option<(&[ChoiceOption], bool)> {
        match &self.kind {
            QuestionKind::Choice { options, other } | QuestionKind::Multi { options, other, .. } => {
                Some((options, *other))
            }
            _ => None,
        }
    }

    /// The feelings offered, in the order of their names in the list.
    pub fn emotions(&self) -> &[Emotion] {
        match &self.kind {
            QuestionKind::Emotion { emotions, .. } if !emotions.is_empty() => emotions,
            QuestionKind::Emotion { .. } => &EMOTIONS,
            _ => &[],
        }
    }
}

/// All that are offered where a question names none.
pub const EMOTIONS: [Emotion; 11] = [
    Emotion::Joy,
    Emotion::Satisfaction,
    Emotion::Confidence,
    Emotion::Trust,
    Emotion::Hope,
    Emotion::Interest,
    Emotion::Confusion,
    Emotion::Doubt,
    Emotion::Impatience,
    Emotion::Irritation,
    Emotion::Disappointment,
];

/// The word of a feeling in answers: `joy`.
pub fn emotion_word(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Interest => "interest",
        Emotion::Confusion => "confusion",
        Emotion::Hope => "hope",
        Emotion::Doubt => "doubt",
        Emotion::Trust => "trust",
        Emotion::Irritation => "irritation",
        Emotion::Impatience => "impatience",
        Emotion::Confidence => "confidence",
        Emotion::Satisfaction => "satisfaction",
        Emotion::Joy => "joy",
        Emotion::Disappointment => "disappointment",
    }
}
