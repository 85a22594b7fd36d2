//! What is wrong with a survey or with answers to it, and where.

use super::{Answers, ChoiceOption, Given, QuestionKind, Survey, SurveyQuestion, Test, asked, emotion_word};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tropa_model::LocalText;
use utoipa::ToSchema;

/// Questions of one survey: people leave long before this.
const QUESTIONS_MAX: usize = 60;
const OPTIONS_MAX: usize = 40;
const TEXT_CHARS_MAX: usize = 1_000;
const ID_CHARS_MAX: usize = 40;
/// Of one answer in words.
pub(super) const ANSWER_CHARS_MAX: usize = 5_000;

/// Something to mend, with its place in the document: `questions[2].kind.options[0].text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    pub path: String,
    pub message: LocalText,
}

/// A place in the document as it grows.
#[derive(Clone, Debug)]
pub struct ProblemPlace(String);

impl ProblemPlace {
    fn problem(&self, en: impl Into<String>, ru: impl Into<String>) -> Problem {
        Problem {
            path: self.0.clone(),
            message: LocalText::en_ru(en, ru),
        }
    }

    fn in_(&self, part: &str) -> Self {
        Self(if self.0.is_empty() {
            part.to_owned()
        } else {
            format!("{}.{part}", self.0)
        })
    }
}

/// All that is wrong with the survey, in the order of the document; empty where it can be asked.
pub fn check(survey: &Survey) -> Vec<Problem> {
    let mut problems = Vec::new();
    let root = ProblemPlace(String::new());
    languages(survey, &mut problems);
    let text = |text: &LocalText, place: &ProblemPlace, problems: &mut Vec<Problem>| {
        every_language(survey, text, place, problems);
    };
    text(&survey.title, &root.in_("title"), &mut problems);
    if survey.questions.is_empty() {
        problems.push(
            root.in_("questions")
                .problem("ask at least one question", "нужен хотя бы один вопрос"),
        );
    }
    if survey.questions.len() > QUESTIONS_MAX {
        problems.push(root.in_("questions").problem(
            format!("at most {QUESTIONS_MAX} questions"),
            format!("не больше {QUESTIONS_MAX} вопросов"),
        ));
    }
    let mut before: Vec<&SurveyQuestion> = Vec::new();
    for (at, question) in survey.questions.iter().enumerate() {
        let place = root.in_(&format!("questions[{at}]"));
        id(&question.id, &place.in_("id"), &mut problems);
        if before.iter().any(|earlier| earlier.id == question.id) {
            problems.push(place.in_("id").problem(
                "two questions have this id",
                "такой id уже есть у другого вопроса",
            ));
        }
        text(&question.text, &place.in_("text"), &mut problems);
        for (name, optional) in [("help", &question.help), ("comment", &question.comment)] {
            if !optional.is_empty() {
                text(optional, &place.in_(name), &mut problems);
            }
        }
        kind(survey, question, &place.in_("kind"), &mut problems);
        conditions(question, &before, &place, &mut problems);
        before.push(question);
    }
    problems
}

fn languages(survey: &Survey, problems: &mut Vec<Problem>) {
    let place = ProblemPlace("languages".to_owned());
    if survey.languages.is_empty() {
        problems.push(place.problem("name at least one language", "укажите хотя бы один язык"));
    }
    let mut seen = BTreeSet::new();
    for language in &survey.languages {
        if !matches!(language.as_str(), "ru" | "en") {
            let given: String = language.chars().take(20).collect();
            problems.push(place.problem(
                format!("«{given}»: a survey can be asked in `ru` and `en`"),
                format!("«{given}»: опрос может быть на `ru` и `en`"),
            ));
        } else if !seen.insert(language) {
            problems.push(place.problem("a language stands twice", "язык указан дважды"));
        }
    }
}

/// A text is there in each language of the survey, and short enough to be read on a telephone.
fn every_language(survey: &Survey, text: &LocalText, place: &ProblemPlace, problems: &mut Vec<Problem>) {
    for language in &survey.languages {
        let found = text.0.get(language).or_else(|| text.0.get("und"));
        if found.is_none_or(|text| text.trim().is_empty()) {
            let (en, ru) = if language == "ru" {
                ("Russian", "русском")
            } else {
                ("English", "английском")
            };
            problems.push(place.in_(language).problem(
                format!("the text in {en} is missing"),
                format!("нет текста на {ru}"),
            ));
        }
    }
    if text.0.values().any(|text| text.chars().count() > TEXT_CHARS_MAX) {
        problems.push(place.problem(
            format!("at most {TEXT_CHARS_MAX} characters"),
            format!("не больше {TEXT_CHARS_MAX} знаков"),
        ));
    }
}

fn id(given: &str, place: &ProblemPlace, problems: &mut Vec<Problem>) {
    let fits = (1..=ID_CHARS_MAX).contains(&given.len())
        && given
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    if !fits {
        problems.push(place.problem(
            format!("an id has 1 to {ID_CHARS_MAX} of a-z, 0-9, _ and -"),
            format!("id — от 1 до {ID_CHARS_MAX} знаков a-z, 0-9, _ и -"),
        ));
    }
}

fn kind(survey: &Survey, question: &SurveyQuestion, place: &ProblemPlace, problems: &mut Vec<Problem>) {
    match &question.kind {
        QuestionKind::Csat { points } | QuestionKind::Ces { points } => {
            if !(2..=10).contains(points) {
                problems.push(
                    place
                        .in_("points")
                        .problem("from 2 to 10 points", "от 2 до 10 баллов"),
                );
            }
        }
        QuestionKind::Rating { lo, hi, .. } => {
            if lo >= hi || i64::from(*hi) - i64::from(*lo) > 10 {
                problems.push(place.problem(
                    "the lower end must be below the upper one, at most 10 steps apart",
                    "нижний край должен быть меньше верхнего, не больше чем на 10 делений",
                ));
            }
        }
        QuestionKind::Choice {
            options: given,
            other,
        } => options(survey, given, *other, place, problems),
        QuestionKind::Multi {
            options: given,
            other,
            ..
        } => options(survey, given, *other, place, problems),
        QuestionKind::Emotion { emotions, .. } => {
            let distinct: BTreeSet<_> = emotions.iter().collect();
            if distinct.len() != emotions.len() {
                problems.push(
                    place
                        .in_("emotions")
                        .problem("a feeling stands twice", "чувство указано дважды"),
                );
            }
        }
        QuestionKind::Nps {} | QuestionKind::Faces {} | QuestionKind::Text { .. } => {}
    }
    if matches!(question.kind, QuestionKind::Text { .. }) && !question.comment.is_empty() {
        problems.push(place.problem(
            "an open question has no comment below it",
            "под открытым вопросом нет отдельного комментария",
        ));
    }
}

fn options(
    survey: &Survey,
    given: &[ChoiceOption],
    other: bool,
    place: &ProblemPlace,
    problems: &mut Vec<Problem>,
) {
    let place = place.in_("options");
    if given.len() + usize::from(other) < 2 || given.len() > OPTIONS_MAX {
        problems.push(place.problem(
            format!("from 2 to {OPTIONS_MAX} options"),
            format!("от 2 до {OPTIONS_MAX} вариантов"),
        ));
    }
    let mut seen = BTreeSet::new();
    for (at, option) in given.iter().enumerate() {
        let place = ProblemPlace(format!("{}[{at}]", place.0));
        id(&option.id, &place.in_("id"), problems);
        if !seen.insert(&option.id) {
            problems.push(
                place
                    .in_("id")
                    .problem("two options have this id", "такой id уже есть у другого варианта"),
            );
        }
        every_language(survey, &option.text, &place.in_("text"), problems);
    }
}

/// Conditions look back, at what the earlier question can answer.
fn conditions(
    question: &SurveyQuestion,
    before: &[&SurveyQuestion],
    place: &ProblemPlace,
    problems: &mut Vec<Problem>,
) {
    for (at, condition) in question.show_if.iter().enumerate() {
        let place = place.in_(&format!("show_if[{at}]"));
        let Some(earlier) = before.iter().find(|earlier| earlier.id == condition.question) else {
            problems.push(place.in_("question").problem(
                format!("there is no earlier question «{}»", condition.question),
                format!("раньше нет вопроса «{}»", condition.question),
            ));
            continue;
        };
        match &condition.is {
            Test::AtLeast(end) | Test::AtMost(end) => match earlier.scale() {
                None => problems.push(place.in_("is").problem(
                    format!("«{}» has no score to compare", earlier.id),
                    format!("у вопроса «{}» нет оценки", earlier.id),
                )),
                Some((_, scale)) if !(scale.lo..=scale.hi).contains(end) => {
                    problems.push(place.in_("is").problem(
                        format!("{end} is not on the scale {} to {}", scale.lo, scale.hi),
                        format!("{end} вне шкалы {}–{}", scale.lo, scale.hi),
                    ));
                }
                Some(_) => {}
            },
            Test::AnyOf(words) | Test::NoneOf(words) => {
                let offered: Vec<&str> = match earlier.options() {
                    Some((options, _)) => options.iter().map(|option| option.id.as_str()).collect(),
                    None => earlier.emotions().iter().map(|e| emotion_word(*e)).collect(),
                };
                for word in words.iter().filter(|word| !offered.contains(&word.as_str())) {
                    problems.push(place.in_("is").problem(
                        format!("«{}» does not offer «{word}»", earlier.id),
                        format!("в вопросе «{}» нет варианта «{word}»", earlier.id),
                    ));
                }
            }
            Test::Answered(_) => {}
        }
    }
}

/// All that is wrong with the answers; a path is `answers.ID`. Answers to questions that are not asked after the others
/// are passed over, not refused: the person went back and took another way.
pub fn check_answers(survey: &Survey, answers: &Answers) -> Vec<Problem> {
    let root = ProblemPlace("answers".to_owned());
    let mut problems = Vec::new();
    for id in answers.keys() {
        if !survey.questions.iter().any(|question| question.id == *id) {
            let shown: String = id.chars().take(ID_CHARS_MAX).collect();
            problems.push(root.problem(
                format!("the survey has no question «{shown}»"),
                format!("в опросе нет вопроса «{shown}»"),
            ));
        }
    }
    let nothing = Given::default();
    for question in asked(survey, answers) {
        let given = answers.get(&question.id).unwrap_or(&nothing);
        let place = root.in_(&question.id);
        if !given.is_empty() {
            one_answer(question, given, &place, &mut problems);
        }
        if question.required && !says_what_is_asked(question, given) {
            problems.push(place.problem(
                "please answer this question",
                "ответьте, пожалуйста, на этот вопрос",
            ));
        }
    }
    problems
}

fn says_what_is_asked(question: &SurveyQuestion, given: &Given) -> bool {
    let is_said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    match &question.kind {
        QuestionKind::Text { .. } => is_said(&given.text),
        QuestionKind::Emotion { .. } => !given.emotions.is_empty(),
        QuestionKind::Choice { .. } | QuestionKind::Multi { .. } => {
            !given.choices.is_empty() || is_said(&given.other)
        }
        _ => given.score.is_some(),
    }
}

fn one_answer(question: &SurveyQuestion, given: &Given, place: &ProblemPlace, problems: &mut Vec<Problem>) {
    match (question.scale(), given.score) {
        (Some((_, scale)), Some(score))
            if !(scale.lo..=scale.hi).contains(&score) || score.fract() != 0.0 =>
        {
            problems.push(place.in_("score").problem(
                format!("a whole number from {} to {}", scale.lo, scale.hi),
                format!("целое число от {} до {}", scale.lo, scale.hi),
            ));
        }
        (None, Some(_)) => problems.push(
            place
                .in_("score")
                .problem("this question has no score", "у этого вопроса нет оценки"),
        ),
        _ => {}
    }
    let (offered, may_add) = question.options().unwrap_or((&[], false));
    for choice in &given.choices {
        if !offered.iter().any(|option| option.id == *choice) {
            problems.push(
                place
                    .in_("choices")
                    .problem("there is no such option", "такого варианта нет"),
            );
        }
    }
    if given.other.is_some() && !may_add {
        problems.push(place.in_("other").problem(
            "this question takes no answer of one's own",
            "свой вариант здесь не предусмотрен",
        ));
    }
    let distinct: BTreeSet<&String> = given.choices.iter().collect();
    let chosen = given.choices.len() + usize::from(given.other.is_some());
    let most = match &question.kind {
        QuestionKind::Choice { .. } => 1,
        QuestionKind::Multi { most, .. } if *most > 0 => usize::from(*most),
        _ => usize::MAX,
    };
    if distinct.len() != given.choices.len() || chosen > most {
        problems.push(place.in_("choices").problem(
            format!("choose at most {}, each once", most.min(offered.len() + 1)),
            format!(
                "выберите не больше {}, каждый один раз",
                most.min(offered.len() + 1)
            ),
        ));
    }
    emotions(question, given, place, problems);
    let long = |text: &Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.chars().count() > ANSWER_CHARS_MAX)
    };
    if long(&given.text) || long(&given.other) {
        problems.push(place.in_("text").problem(
            format!("at most {ANSWER_CHARS_MAX} characters"),
            format!("не больше {ANSWER_CHARS_MAX} знаков"),
        ));
    }
    if given.text.is_some()
        && question.comment.is_empty()
        && !matches!(question.kind, QuestionKind::Text { .. })
    {
        problems.push(
            place
                .in_("text")
                .problem("this question takes no text", "текст здесь не предусмотрен"),
        );
    }
}

fn emotions(question: &SurveyQuestion, given: &Given, place: &ProblemPlace, problems: &mut Vec<Problem>) {
    let offered = question.emotions();
    let distinct: BTreeSet<_> = given.emotions.iter().collect();
    let most = match &question.kind {
        QuestionKind::Emotion { most, .. } if *most > 0 => usize::from(*most),
        _ => usize::MAX,
    };
    let is_offered = given.emotions.iter().all(|emotion| offered.contains(emotion));
    if !is_offered || distinct.len() != given.emotions.len() || given.emotions.len() > most {
        problems.push(place.in_("emotions").problem(
            format!("choose at most {} of those offered", most.min(offered.len())),
            format!("выберите не больше {} из предложенных", most.min(offered.len())),
        ));
    }
}
