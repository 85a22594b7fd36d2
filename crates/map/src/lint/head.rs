//! What is said about the map as a whole.

use super::LintCode as C;
use super::Notes;
use super::Severity::{Note, Warning};
use crate::coverage;
use crate::document::Map;
use tropa_model::proposal::LocalText;

fn blank(text: &LocalText) -> bool {
    text.0.values().all(|t| t.trim().is_empty())
}

pub(super) fn check(map: &Map, today: &str, notes: &mut Notes) {
    if map.owner.as_ref().is_none_or(|owner| owner.trim().is_empty()) {
        notes.add(
            Warning,
            C::NoOwner,
            "owner",
            "Nobody owns the map: name the person who keeps it true",
            "У карты нет владельца: назовите, кто отвечает за то, что она верна",
        );
    }
    if blank(&map.purpose) {
        notes.add(
            Warning,
            C::NoPurpose,
            "purpose",
            "It is not said why the map is made: write what will be decided with it",
            "Не сказано, зачем карта: напишите, какое решение по ней примут",
        );
    }
    if blank(&map.scenario) {
        notes.add(
            Warning,
            C::NoScenario,
            "scenario",
            "There is no scenario: write the situation and the task of the person",
            "Нет сценария: опишите ситуацию и задачу человека",
        );
    }
    if map.personas.is_empty() {
        notes.add(
            Warning,
            C::NoPersona,
            "personas",
            "It is not said whose journey it is: add a persona",
            "Не сказано, чей это путь: добавьте персону",
        );
    }
    match &map.review_date {
        None => notes.add(
            Note,
            C::NoReviewDate,
            "review_date",
            "No date is set for looking at the map again",
            "Не назначен день пересмотра карты",
        ),
        // Dates of this shape sort as they follow each other.
        Some(date) if crate::validate::is_date(date) && date.as_str() < today => notes.add(
            Warning,
            C::ReviewOverdue,
            "review_date",
            format!("The map was to be looked at again by {date}"),
            format!("Карту должны были пересмотреть до {date}"),
        ),
        Some(_) => {}
    }
    let all = coverage(map);
    if all.total > 0 && all.backed == 0 {
        notes.add(
            Note,
            C::NothingBacked,
            "cards",
            format!(
                "None of {} cards rests on evidence: the map is a guess so far",
                all.total
            ),
            format!(
                "Ни одна карточка из {} не имеет основания: пока карта — догадка",
                all.total
            ),
        );
    }
    for (i, image) in map.images.iter().enumerate() {
        if blank(&image.alt) {
            notes.add(
                Note,
                C::ImageWithoutAlt,
                format!("images[{i}].alt"),
                "Say what the picture shows, for those who do not see it",
                "Опишите, что на картинке, для тех, кто её не видит",
            );
        }
    }
    for (word, place) in crate::newer::words(map) {
        notes.add(
            super::Severity::Error,
            C::UnknownWord,
            place,
            format!(
                "«{word}» is not a word of version {}; it is kept as it is",
                crate::VERSION
            ),
            format!(
                "Слова «{word}» нет в версии {}; оно сохранено как есть",
                crate::VERSION
            ),
        );
    }
}
