//! A part of a map as a map of its own: one persona's, one stage's.

use crate::change::{Change, RecordKind, apply};
use crate::document::Map;

/// Somebody asked for a persona or stage by a name nobody has on this map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} «{asked}» on the map; it has {}", known.join(", "))]
pub struct NotOnTheMap {
    /// `persona` or `stage`.
    pub what: &'static str,
    pub asked: String,
    /// What there is, as people call it.
    pub known: Vec<String>,
}

/// The map with one persona's cards and lanes only, or with one stage only, or both; `None` leaves all.
///
/// A persona is named by its id or its name in `lang`, a stage also by its number from 1. Cards that speak of everybody
/// stay.
///
/// # Errors
/// Where no persona or stage of the map is called so: with those there are.
pub fn only_of(
    map: &Map,
    persona: Option<&str>,
    stage: Option<&str>,
    lang: &str,
) -> Result<Map, NotOnTheMap> {
    let mut narrowed = map.clone();
    if let Some(asked) = persona {
        let known: Vec<(&str, &str)> = map
            .personas
            .iter()
            .map(|p| (p.id.as_str(), p.name.get(lang)))
            .collect();
        let kept = find("persona", asked, &known, false)?;
        leave_one(&mut narrowed, RecordKind::Persona, kept, &known);
    }
    if let Some(asked) = stage {
        let known: Vec<(&str, &str)> = map
            .stages
            .iter()
            .map(|s| (s.id.as_str(), s.name.get(lang)))
            .collect();
        let kept = find("stage", asked, &known, true)?;
        leave_one(&mut narrowed, RecordKind::Stage, kept, &known);
    }
    Ok(narrowed)
}

fn leave_one(map: &mut Map, of: RecordKind, kept: usize, known: &[(&str, &str)]) {
    for (i, (id, _)) in known.iter().enumerate() {
        // A record that cannot be taken out alone (an id that stands twice) stays: more is shown, nothing is wrong.
        if i != kept {
            let _ = apply(map, &Change::remove(of, id));
        }
    }
}

fn find(
    what: &'static str,
    asked: &str,
    known: &[(&str, &str)],
    by_number: bool,
) -> Result<usize, NotOnTheMap> {
    let name = asked.trim().to_lowercase();
    let number = asked.trim().parse::<usize>().ok().filter(|_| by_number);
    known
        .iter()
        .position(|(id, _)| *id == asked)
        .or_else(|| {
            known
                .iter()
                .position(|(_, known)| known.trim().to_lowercase() == name)
        })
        .or_else(|| number.and_then(|n| n.checked_sub(1)).filter(|i| *i < known.len()))
        .ok_or_else(|| NotOnTheMap {
            what,
            asked: asked.chars().take(80).collect(),
            known: known.iter().map(|(_, name)| (*name).to_owned()).collect(),
        })
}
