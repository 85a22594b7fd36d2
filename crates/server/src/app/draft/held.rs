//! What people have said no to is not proposed again until its evidence moves beyond its interval.

use super::{DraftPart, target};
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use tropa_catalog::{MapId, SuggestionSource, SuggestionState};
use tropa_map::change::{Change, RecordKind};
use tropa_map::pieces;
use utoipa::ToSchema;

/// Decisions looked back at.
const DECISIONS: u32 = 300;
/// Without an interval a number has moved when it differs by more than this part of itself.
const MOVED_SHARE: f64 = 0.2;
/// Standard normal quantile of a 95 % interval.
const Z: f64 = 1.959_964;

/// A part that was rejected before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Held {
    /// Who said no, by name.
    pub by: String,
    /// RFC 3339 in UTC.
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Workspace {
    /// Marks the parts somebody has rejected, unless what they say has moved since.
    pub(super) fn hold(&self, id: &MapId, parts: &mut [DraftPart]) -> Result<(), AppError> {
        if parts.is_empty() {
            return Ok(());
        }
        // The newest decision on an element is the one that counts.
        let mut rejected: BTreeMap<(RecordKind, String, bool), (Change, Held)> = BTreeMap::new();
        for suggestion in self.wait(self.catalog.suggestions(id, DECISIONS))? {
            let is_no = suggestion.state == SuggestionState::Rejected
                && suggestion.source == SuggestionSource::Discovery;
            if !is_no {
                continue;
            }
            let by = match &suggestion.decided_by {
                Some(person) => self.wait(self.catalog.person_name(person))?,
                None => None,
            };
            let held = Held {
                by: by.unwrap_or(suggestion.by_name),
                at: suggestion.decided_at.unwrap_or(suggestion.at),
                reason: suggestion.decision,
            };
            for change in suggestion.changes {
                let Some((of, record)) = target(&change) else {
                    continue;
                };
                let key = (of, record, is_removal(&change));
                let is_newer = rejected.get(&key).is_none_or(|(_, known)| known.at < held.at);
                if is_newer {
                    rejected.insert(key, (change, held.clone()));
                }
            }
        }
        for part in parts {
            let key = (part.of, part.id.clone(), is_removal(&part.change));
            if let Some((change, held)) = rejected.get(&key)
                && !moved(change, &part.change)
            {
                part.held = Some(held.clone());
            }
        }
        Ok(())
    }
}

fn is_removal(change: &Change) -> bool {
    matches!(change, Change::Remove { .. })
}

/// Whether a number inside has left its interval.
fn moved(then: &Change, now: &Change) -> bool {
    ["metric", "feeling"]
        .iter()
        .any(|field| match (set(then, field), set(now, field)) {
            (Some(then), Some(now)) => numbers_differ(&then, &now),
            _ => false,
        })
}

/// What a change gives a field.
fn set(change: &Change, field: &str) -> Option<Value> {
    match change {
        Change::Add { record, .. } => pieces::value(record).get(field).cloned(),
        Change::Set {
            field: path, value, ..
        } if path.first().is_some_and(|first| first == field) => value.clone(),
        Change::Several { changes, .. } => changes.iter().find_map(|change| set(change, field)),
        _ => None,
    }
}

fn numbers_differ(then: &Value, now: &Value) -> bool {
    let number = |of: &Value, field: &str| of.get(field).and_then(Value::as_f64);
    let (Some(a), Some(b)) = (number(then, "value"), number(now, "value")) else {
        return false;
    };
    let interval = |of: &Value, value: f64| match (number(of, "lo"), number(of, "hi")) {
        (Some(lo), Some(hi)) => Some((lo, hi)),
        _ if of.get("unit").and_then(Value::as_str) == Some("share") => {
            number(of, "n").map(|n| wilson(value, n))
        }
        _ => None,
    };
    match (interval(then, a), interval(now, b)) {
        (Some((lo, hi)), Some((new_lo, new_hi))) => new_lo > hi || new_hi < lo,
        _ => (a - b).abs() > MOVED_SHARE * a.abs().max(b.abs()),
    }
}

/// Wilson's 95 % interval of a share.
fn wilson(share: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    (middle - half, middle + half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn share(value: f64, n: u64) -> Change {
        Change::Set {
            of: RecordKind::Card,
            id: "c".into(),
            field: vec!["metric".into()],
            value: Some(
                json!({"name": "reach", "value": value, "unit": "share", "n": n, "base": {"en": "all"}}),
            ),
        }
    }

    #[test]
    fn a_share_has_moved_when_its_intervals_part() {
        assert!(!moved(&share(0.30, 100), &share(0.36, 100)));
        assert!(moved(&share(0.30, 10_000), &share(0.36, 10_000)));
    }

    #[test]
    fn a_number_without_an_interval_has_moved_by_a_fifth() {
        let seconds = |value: f64| Change::Set {
            of: RecordKind::Card,
            id: "c".into(),
            field: vec!["metric".into()],
            value: Some(json!({"name": "wait", "value": value, "unit": "seconds", "n": 9, "base": {}})),
        };
        assert!(!moved(&seconds(100.0), &seconds(115.0)));
        assert!(moved(&seconds(100.0), &seconds(130.0)));
    }
}
