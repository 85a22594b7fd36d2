//! Whether a reader can believe it.

use super::LintCode as C;
use super::Severity::{Note, Warning};
use super::{Notes, View, names};
use crate::document::{Card, LaneRole};
use tropa_model::feeling::EvidenceState;

pub(super) fn check(view: &View<'_>, notes: &mut Notes) {
    cards(view, notes);
    moments(view, notes);
    // Where nothing at all is backed, one note about the map says it.
    if crate::coverage(view.map).backed == 0 {
        return;
    }
    for (i, stage) in view.map.stages.iter().enumerate() {
        let cards: Vec<&Card> = view.of_stage(i).collect();
        if !cards.is_empty() && cards.iter().all(|card| card.state == EvidenceState::Assumption) {
            let (en, ru) = names(&stage.name);
            notes.add(
                Note,
                C::AssumptionOnlyStage,
                format!("stages[{i}]"),
                format!("Everything on stage «{en}» is assumed: ask people or count"),
                format!("На этапе «{ru}» одни предположения: спросите людей или посчитайте"),
            );
        }
    }
}

fn cards(view: &View<'_>, notes: &mut Notes) {
    for (i, card) in view.map.cards.iter().enumerate() {
        let place = || format!("cards[{i}]");
        if card.state != EvidenceState::Assumption && card.evidence.is_empty() {
            notes.add(
                Warning,
                C::ClaimWithoutEvidence,
                place(),
                "The card says it is more than an assumption and shows nothing to check: add its evidence",
                "Карточка выдаёт себя за проверенную, но основания нет: добавьте его",
            );
        }
        let measured = card.state == EvidenceState::Measured;
        if measured && card.feeling.as_ref().is_some_and(|feeling| feeling.n.is_none()) {
            notes.add(
                Warning,
                C::FeelingWithoutN,
                format!("{}.feeling", place()),
                "A measured feeling without n: say how many answers it is the mean of",
                "Измеренное чувство без n: укажите, по скольким ответам оно посчитано",
            );
        }
        if measured && card.metric.as_ref().is_some_and(|metric| metric.n == 0) {
            notes.add(
                Warning,
                C::MetricWithoutN,
                format!("{}.metric.n", place()),
                "A measured number without n: say how many it was counted over",
                "Измеренное число без n: укажите, по скольким случаям оно посчитано",
            );
        }
    }
}

fn is_backed(card: &Card) -> bool {
    card.state != EvidenceState::Assumption && !card.evidence.is_empty()
}

fn moments(view: &View<'_>, notes: &mut Notes) {
    let has_curve = view.map.cards.iter().any(|card| card.feeling.is_some());
    for (i, k) in &view.steps {
        let step = &view.map.stages[*i].steps[*k];
        if !step.moment_of_truth {
            continue;
        }
        let place = format!("stages[{i}].steps[{k}]");
        let (en, ru) = names(&step.name);
        if !view.at(&step.id).any(is_backed) {
            notes.add(
                Warning,
                C::MomentWithoutEvidence,
                place.clone(),
                format!("«{en}» is called a moment of truth, and nothing shows it: what does it decide, and for how many?"),
                format!("«{ru}» назван моментом истины без основания: что он решает и для скольких?"),
            );
        }
        if has_curve && !view.at(&step.id).any(|card| card.feeling.is_some()) {
            notes.add(
                Warning,
                C::MomentWithoutFeeling,
                place,
                format!("The emotion curve has a gap at the moment of truth «{en}»"),
                format!("На кривой эмоций пропуск в момент истины «{ru}»"),
            );
        }
    }
    for (i, card) in view.map.cards.iter().enumerate() {
        if view.role(card) == LaneRole::MomentsOfTruth && !is_backed(card) {
            notes.add(
                Warning,
                C::MomentWithoutEvidence,
                format!("cards[{i}]"),
                "A moment of truth without evidence: what shows that the outcome is decided here?",
                "Момент истины без основания: откуда известно, что исход решается здесь?",
            );
        }
    }
}
