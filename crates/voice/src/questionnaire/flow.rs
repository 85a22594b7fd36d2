//! Which question comes next.

use super::{Answers, Condition, Given, Survey, SurveyQuestion, Test, emotion_word};

/// The questions that are asked after these answers, in order: those whose conditions hold.
///
/// An answer to a question that is not asked any more (its condition changed on the way back) counts as not given.
pub fn asked<'a>(survey: &'a Survey, answers: &Answers) -> Vec<&'a SurveyQuestion> {
    let mut asked: Vec<&SurveyQuestion> = Vec::new();
    for question in &survey.questions {
        let holds = |condition: &Condition| {
            let was_asked = asked.iter().any(|earlier| earlier.id == condition.question);
            let given = answers.get(&condition.question).filter(|_| was_asked);
            condition.is.holds(given.filter(|given| !given.is_empty()))
        };
        if question.show_if.iter().all(holds) {
            asked.push(question);
        }
    }
    asked
}

/// The first question that is asked and was not answered yet; `None` at the end. A question that was shown and skipped
/// is answered by an empty [`Given`].
pub fn next_question<'a>(survey: &'a Survey, answers: &Answers) -> Option<&'a SurveyQuestion> {
    asked(survey, answers)
        .into_iter()
        .find(|question| !answers.contains_key(&question.id))
}

impl Test {
    fn holds(&self, given: Option<&Given>) -> bool {
        let score = given.and_then(|given| given.score);
        let chosen = |words: &[String]| {
            given.is_some_and(|given| {
                let emotions = given.emotions.iter().map(|emotion| emotion_word(*emotion));
                let mut all = given.choices.iter().map(String::as_str).chain(emotions);
                all.any(|word| words.iter().any(|wanted| wanted == word))
            })
        };
        match self {
            Test::AtLeast(least) => score.is_some_and(|score| score >= *least),
            Test::AtMost(most) => score.is_some_and(|score| score <= *most),
            Test::AnyOf(words) => chosen(words),
            Test::NoneOf(words) => !chosen(words),
            Test::Answered(wanted) => given.is_some() == *wanted,
        }
    }
}
