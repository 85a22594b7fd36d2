//! Needs in words.

use super::{Need, NeedKind};
use crate::text::{journeys_en, journeys_ru, percent_en, percent_ru};
use tropa_model::LocalText;

/// Title and hypothesis.
pub fn need(need: &Need) -> (LocalText, LocalText) {
    let name = &need.activity;
    let then = need.then.as_deref().unwrap_or_default();
    let (en, ru, ask_en, ask_ru) = match need.kind {
        NeedKind::FailedSearch => (
            format!("«{name}» ends in nothing"),
            format!("«{name}» ни к чему не приводит"),
            "People look for something that is not there or is called otherwise. What did they type?".to_owned(),
            "Люди ищут то, чего здесь нет или что называется иначе. Какие слова они вводили?".to_owned(),
        ),
        NeedKind::Help => (
            format!("After «{name}» people turn to «{then}»"),
            format!("После «{name}» идут в «{then}»"),
            format!("Something about «{name}» is not clear by itself. What do they ask?"),
            format!("В «{name}» что-то непонятно без помощи. О чём спрашивают?"),
        ),
        NeedKind::Repeat => (
            format!("«{name}» is done again at once"),
            format!("«{name}» сразу делают ещё раз"),
            "Once was not enough: an answer, a confirmation or a way to do several at once may be missing.".to_owned(),
            "Одного раза не хватило: возможно, нет ответа, подтверждения или способа сделать всё за один раз."
                .to_owned(),
        ),
        NeedKind::Workaround => (
            format!("«{name}» is done once more through another channel"),
            format!("«{name}» повторяют через другой канал"),
            "The first channel did not do. What did they get in the second that the first did not give?".to_owned(),
            "Первый канал не справился. Что они получили во втором такого, чего не дал первый?".to_owned(),
        ),
        NeedKind::Return => (
            format!("After «{name}» something is given back («{then}»)"),
            format!("После «{name}» возвращают купленное («{then}»)"),
            "What came was not what was expected. What would have told it before?".to_owned(),
            "Получили не то, чего ждали. Что помогло бы понять это заранее?".to_owned(),
        ),
    };
    let title = LocalText::en_ru(
        format!(
            "{en}: {} ({} of those who are there; {} elsewhere)",
            journeys_en(need.journeys),
            percent_en(need.share.value),
            percent_en(need.usual)
        ),
        format!(
            "{ru}: {} ({} тех, кто здесь был; в других точках — {})",
            journeys_ru(need.journeys),
            percent_ru(need.share.value),
            percent_ru(need.usual)
        ),
    );
    (
        title,
        LocalText::en_ru(format!("Hypothesis: {ask_en}"), format!("Гипотеза: {ask_ru}")),
    )
}
