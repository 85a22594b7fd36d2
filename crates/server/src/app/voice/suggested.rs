//! Words of an interview that are worth a code.

use super::heard::HeardItem;
use super::interviews::{Coding, SuggestedCoding};
use tropa_catalog::VoiceDismissal;
use tropa_model::{Feedback, LocalText, Span};
use tropa_voice::interview::{SuggestSettings, suggest};
use tropa_voice::{Reading, SpeechAct};

/// What the analyser would quote, no coding covers yet and nobody dismissed, in the order of the turns.
pub(crate) fn in_turns(
    turns: &[HeardItem<'_>],
    codings: &[Coding],
    dismissed: &[VoiceDismissal],
) -> Vec<SuggestedCoding> {
    let said: Vec<(&Feedback, &Reading)> = turns.iter().map(|turn| (turn.said, turn.reading)).collect();
    let mut found = suggest(&said, &SuggestSettings::default());
    found.sort_by_key(|one| (one.turn, one.span));
    found
        .into_iter()
        .filter_map(|one| {
            let turn = &turns[one.turn];
            let covered = codings
                .iter()
                .any(|coding| coding.item == turn.said.id && meet(coding.span, one.span));
            let unwanted = dismissed
                .iter()
                .any(|place| place.item == turn.said.id && meet(place.span, one.span));
            let text = one.span.of(turn.said).filter(|_| !covered && !unwanted)?;
            let act = act_at(turn, one.span);
            Some(SuggestedCoding {
                item: turn.said.id.clone(),
                span: one.span,
                text: text.to_owned(),
                name: act.map_or_else(
                    || LocalText::en_ru("Worth quoting", "Стоит процитировать"),
                    act_name,
                ),
                act,
                why: one.because,
                score: one.score,
            })
        })
        .collect()
}

fn meet(a: Span, b: Span) -> bool {
    a.part == b.part && a.start < b.end && b.start < a.end
}

/// What the words do most surely.
fn act_at(turn: &HeardItem<'_>, span: Span) -> Option<SpeechAct> {
    let sentences = turn
        .reading
        .sentences
        .iter()
        .filter(|sentence| meet(sentence.span, span));
    let acts = sentences.flat_map(|sentence| &sentence.acts);
    acts.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(act, _)| *act)
}

/// What it is called.
pub(crate) fn act_name(act: SpeechAct) -> LocalText {
    let (en, ru) = match act {
        SpeechAct::Question => ("Question", "Вопрос"),
        SpeechAct::Need => ("Need", "Потребность"),
        SpeechAct::Expectation => ("Expectation", "Ожидание"),
        SpeechAct::Thought => ("Thought", "Мысль"),
        SpeechAct::Barrier => ("Barrier", "Барьер"),
        SpeechAct::Delight => ("Delight", "Восторг"),
        SpeechAct::Churn => ("Leaving", "Уход"),
        SpeechAct::Recommends => ("Recommends", "Рекомендует"),
        SpeechAct::WarnsOthers => ("Warns others", "Отговаривает"),
        SpeechAct::MissingFunction => ("Missing function", "Не хватает функции"),
        SpeechAct::AsExpected => ("As expected", "Как ожидалось"),
        SpeechAct::BetterThanExpected => ("Better than expected", "Лучше ожиданий"),
        SpeechAct::WorseThanExpected => ("Worse than expected", "Хуже ожиданий"),
    };
    LocalText::en_ru(en, ru)
}
