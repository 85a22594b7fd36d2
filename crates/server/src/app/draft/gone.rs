//! What stands on a map because discovery once found it, and is not found any more.

use std::collections::BTreeSet;
use tropa_map::Map;
use tropa_map::change::{Change, RecordKind, apply, record};
use tropa_model::feeling::EvidenceState;

/// Rules of discovery begin with one of these; what people or their words put on a map does not.
const RULES: [&str; 4] = ["touchpoint.", "stage.", "path.", "pain."];

/// Takes out what newer facts do not show, from a map on which all that is new was `tried` already. Only what discovery
/// itself put there from the same source; only ever proposed, never done by itself.
pub fn changes(now: &Map, found: &Map, mut tried: Map) -> Vec<Change> {
    if source(now).is_none() || source(now) != source(found) {
        return Vec::new();
    }
    let known: BTreeSet<&String> = found
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .flat_map(|step| &step.activities)
        .collect();
    let steps = now.stages.iter().flat_map(|stage| &stage.steps);
    let gone_steps: BTreeSet<&str> = steps
        .filter(|step| !step.activities.is_empty() && !step.activities.iter().any(|a| known.contains(a)))
        .map(|step| step.id.as_str())
        .collect();
    let cards = now.cards.iter().filter(|card| {
        card.state == EvidenceState::Measured
            && !gone_steps.contains(card.at.as_str())
            && record(found, RecordKind::Card, &card.id).is_none()
            && rules(&card.evidence)
    });
    let paths = now
        .paths
        .iter()
        .filter(|path| record(found, RecordKind::Path, &path.id).is_none() && rules(&path.evidence));
    let mut wanted: Vec<Change> = Vec::new();
    wanted.extend(gone_steps.iter().map(|id| Change::remove(RecordKind::Step, id)));
    wanted.extend(cards.map(|card| Change::remove(RecordKind::Card, &card.id)));
    wanted.extend(paths.map(|path| Change::remove(RecordKind::Path, &path.id)));
    wanted.retain(|change| apply(&mut tried, change).is_ok());
    // A stage that the moves above have left empty, and that nobody has written anything into.
    let empty: Vec<Change> = now
        .stages
        .iter()
        .filter(|stage| record(found, RecordKind::Stage, &stage.id).is_none())
        .filter(|stage| {
            tried
                .stages
                .iter()
                .any(|s| s.id == stage.id && s.steps.is_empty())
        })
        .filter(|stage| {
            !tried
                .cards
                .iter()
                .any(|card| card.at == stage.id && !rules(&card.evidence))
        })
        .map(|stage| Change::remove(RecordKind::Stage, &stage.id))
        .collect();
    wanted.extend(
        empty
            .into_iter()
            .filter(|change| apply(&mut tried, change).is_ok()),
    );
    wanted
}

fn rules(evidence: &[tropa_map::document::Evidence]) -> bool {
    let rule = evidence.first().and_then(|evidence| evidence.rule.as_deref());
    rule.is_some_and(|rule| RULES.iter().any(|prefix| rule.starts_with(prefix)))
}

/// The source without its version.
fn source(map: &Map) -> Option<&str> {
    let snapshot = map.origin.as_ref()?.snapshot.as_str();
    Some(snapshot.rsplit_once('@').map_or(snapshot, |(source, _)| source))
}
