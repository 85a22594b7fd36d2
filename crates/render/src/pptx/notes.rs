//! What the one who speaks needs at hand: for every statement of the slide what it rests on.

use super::{Ctx, words};
use crate::layout::metric_text;
use crate::tell;
use crate::words as fixed;
use tropa_map::document::Card;

/// One paragraph per card; what is said twice for a card is said once.
pub(super) fn of(ctx: &Ctx, cards: &[&Card]) -> Vec<String> {
    let mut notes = Vec::new();
    for card in cards {
        let note = card_note(ctx, card);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if !notes.is_empty() {
        notes.insert(0, words::evidence_below(ctx.lang).to_owned());
    }
    notes
}

/// `11. Звонит в поддержку · Болевые точки: … (измерено). Правило: … Вопрос: … Снимок: …`
fn card_note(ctx: &Ctx, card: &Card) -> String {
    let lane = ctx.map.lanes.iter().find(|lane| lane.id == card.lane);
    let place: Vec<String> = [Some(ctx.place(&card.at)), lane.map(|lane| ctx.lane_name(lane))]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let said: Vec<String> = [
        Some(ctx.say(&card.text)),
        card.metric.as_ref().map(|metric| metric_text(ctx.lang, metric)),
        card.feeling
            .as_ref()
            .map(|point| tell::feeling(ctx.lang, point, card.text.0.is_empty())),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect();
    let mut note = format!(
        "{}: {} [{}]",
        place.join(" · "),
        said.join(" — "),
        fixed::evidence(ctx.lang, card.state)
    );
    if card.evidence.is_empty() {
        note.push_str(". ");
        note.push_str(fixed::no_evidence(ctx.lang));
    }
    for evidence in &card.evidence {
        note.push_str(". ");
        note.push_str(&tell::evidence(ctx.lang, evidence));
    }
    note
}
