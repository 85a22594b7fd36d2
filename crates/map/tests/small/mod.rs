//! Small maps that are seen at one glance, built of parts.

#![allow(dead_code, reason = "each test file uses its part")]

use tropa_map::Map;
use tropa_map::document::{Card, Lane, LaneRole, Stage, Step};
use tropa_model::proposal::LocalText;

/// A step called as its id in capitals, with the activity `act ID`.
pub fn step(id: &str) -> Step {
    Step {
        id: id.into(),
        name: LocalText::plain(id.to_uppercase()),
        activities: vec![format!("act {id}")],
        ..Step::default()
    }
}

pub fn stage(id: &str, steps: &[&str]) -> Stage {
    Stage {
        id: id.into(),
        name: LocalText::plain(id),
        steps: steps.iter().map(|id| step(id)).collect(),
        ..Stage::default()
    }
}

pub fn lane(id: &str, role: LaneRole) -> Lane {
    Lane {
        id: id.into(),
        role,
        ..Lane::default()
    }
}

/// A card in the lane `do` that says `says ID` in English and Russian.
pub fn card(id: &str, at: &str) -> Card {
    Card {
        id: id.into(),
        lane: "do".into(),
        at: at.into(),
        text: LocalText::en_ru(format!("says {id}"), format!("говорит {id}")),
        ..Card::default()
    }
}

/// Steps a b | c d in the stages one and two, the lane `do`, and the cards given.
pub fn map(cards: Vec<Card>) -> Map {
    Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: "small".into(),
        title: LocalText::plain("Small"),
        stages: vec![stage("one", &["a", "b"]), stage("two", &["c", "d"])],
        lanes: vec![lane("do", LaneRole::Actions)],
        cards,
        ..Map::default()
    }
}
