//! From a place in a document to the records that stand there.

use crate::document::Map;

/// Ids of the records a place such as `stages[0].steps[2].name` or `cards[12].metric` leads through, the outermost
/// first; of a card its own id alone. Empty for the map as a whole and for places that do not exist.
pub fn records_at(map: &Map, place: &str) -> Vec<String> {
    let mut parts = place.split('.').filter_map(indexed);
    let Some((list, i)) = parts.next() else {
        return Vec::new();
    };
    let inner = parts.next();
    let mut ids: Vec<&String> = Vec::new();
    match list {
        "stages" => {
            if let Some(stage) = map.stages.get(i) {
                ids.push(&stage.id);
                if let Some(step) = inner
                    .filter(|(list, _)| *list == "steps")
                    .and_then(|(_, k)| stage.steps.get(k))
                {
                    ids.push(&step.id);
                }
            }
        }
        "personas" => {
            if let Some(persona) = map.personas.get(i) {
                ids.push(&persona.id);
                let held = inner.filter(|(list, _)| *list == "traits");
                ids.extend(held.and_then(|(_, k)| persona.traits.get(k)).map(|held| &held.id));
            }
        }
        "lanes" => ids.extend(map.lanes.get(i).map(|record| &record.id)),
        "cards" => ids.extend(map.cards.get(i).map(|record| &record.id)),
        "moves" => ids.extend(map.moves.get(i).map(|record| &record.id)),
        "channels" => ids.extend(map.channels.get(i).map(|record| &record.id)),
        "items" => ids.extend(map.items.get(i).map(|record| &record.id)),
        "paths" => ids.extend(map.paths.get(i).map(|record| &record.id)),
        "images" => ids.extend(map.images.get(i).map(|record| &record.id)),
        "links" => ids.extend(map.links.get(i).map(|record| &record.id)),
        "comments" => ids.extend(map.comments.get(i).map(|record| &record.id)),
        _ => {}
    }
    ids.into_iter().filter(|id| !id.is_empty()).cloned().collect()
}

/// `steps[2]` as its name and number.
fn indexed(part: &str) -> Option<(&str, usize)> {
    let (name, number) = part.strip_suffix(']')?.split_once('[')?;
    Some((name, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Card, Stage, Step};

    #[test]
    fn a_place_leads_through_its_records() {
        let map = Map {
            stages: vec![Stage {
                id: "stage-buy".into(),
                steps: vec![Step {
                    id: "step-pay".into(),
                    ..Step::default()
                }],
                ..Stage::default()
            }],
            cards: vec![Card {
                id: "card-1".into(),
                ..Card::default()
            }],
            ..Map::default()
        };
        assert_eq!(
            records_at(&map, "stages[0].steps[0].name.ru"),
            ["stage-buy", "step-pay"]
        );
        assert_eq!(records_at(&map, "stages[0].goal"), ["stage-buy"]);
        assert_eq!(records_at(&map, "cards[0].evidence[3].note"), ["card-1"]);
        for nowhere in ["", "title", "cards", "cards[7]", "cards[x]", "stages[9].steps[0]"] {
            assert_eq!(records_at(&map, nowhere), [""; 0], "{nowhere}");
        }
    }
}
