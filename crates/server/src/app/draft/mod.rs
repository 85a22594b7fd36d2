//! Discovery as a conversation: a draft that is kept nowhere yet, beside the map people have, element by element.

mod changes;
mod gone;
mod held;

use crate::app::progress::Watch;
use crate::app::suggestions::SuggestionView;
use crate::app::{AppError, Author, DiscoverOrder, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::{MapId, Suggestion, SuggestionSource, SuggestionState};
use tropa_map::Map;
use tropa_map::change::{Change, RecordKind, apply, record};
use tropa_map::pieces;
use tropa_mine::StagesWish;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;
use uuid::Uuid;

pub use held::Held;

/// A map found in facts and, where there is a map already, what it would change there.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Draft {
    /// What was asked: the same recipe over the same snapshot gives the same draft.
    pub recipe: DiscoverOrder,
    pub map: Map,
    /// In the order they can be made in; empty where there is no map to compare with, or nothing differs.
    pub parts: Vec<DraftPart>,
}

/// One element that is new, says something else, or is not found any more.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DraftPart {
    /// The same for the same element in every draft: `new:card:reach-cart`.
    pub key: String,
    pub what: DraftWhat,
    pub of: RecordKind,
    /// Of the record.
    pub id: String,
    /// How people call it; empty where it has no name.
    pub name: LocalText,
    /// The step or stage a card is at, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The lane of a card, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<String>,
    pub change: Change,
    /// The record as it is on the map; absent for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    pub was: Option<Value>,
    /// The record as it was found; absent for one that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    pub is: Option<Value>,
    /// Why discovery says so.
    #[serde(skip_serializing_if = "LocalText::is_empty")]
    pub reason: LocalText,
    /// Rule, by its name in the guide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// `where` expression that selects the journeys behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<String>,
    /// Keys of parts that must be taken with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Somebody has said no to it, and its evidence has not moved since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftWhat {
    New,
    Changed,
    Gone,
}

/// What a person decides about the parts of a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftDecision {
    /// The recipe of the draft that was looked at.
    pub recipe: DiscoverOrder,
    /// Keys of the parts to put on the map; what they need is taken with them.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Keys of the parts not wanted: they are not proposed again until their evidence moves beyond its interval.
    #[serde(default)]
    pub reject: Vec<String>,
    /// Why they are not wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftDecided {
    pub accepted: usize,
    pub rejected: usize,
    /// Revision of the map.
    pub revision: u64,
}

impl Workspace {
    /// Finds a map and keeps it nowhere. With `against`, what it would change on that map.
    pub fn draft(
        &self,
        order: &DiscoverOrder,
        against: Option<&MapId>,
        watch: &mut Watch<'_>,
    ) -> Result<Draft, AppError> {
        let now = against.map(|id| self.map(id)).transpose()?;
        let map = self.discover(order, watch)?.map;
        let parts = match (against, &now) {
            (Some(id), Some(now)) => {
                // Where stages were asked for, steps go where they were asked; else the order is people's.
                let mut parts = parts(&now.map, &map, order.stages != StagesWish::Auto);
                self.hold(id, &mut parts)?;
                parts
            }
            _ => Vec::new(),
        };
        Ok(Draft {
            recipe: order.clone(),
            map,
            parts,
        })
    }

    /// The same beside a map of a file: nobody has decided anything about it here.
    pub fn draft_beside(
        &self,
        order: &DiscoverOrder,
        now: &Map,
        watch: &mut Watch<'_>,
    ) -> Result<Draft, AppError> {
        let map = self.discover(order, watch)?.map;
        Ok(Draft {
            recipe: order.clone(),
            parts: parts(now, &map, order.stages != StagesWish::Auto),
            map,
        })
    }

    /// Makes the wanted parts of a draft on the map, as one change of `by`, and remembers those not wanted. The draft is
    /// found again from its recipe, so nothing but what discovery says can come in this way.
    pub fn decide_draft(
        &self,
        id: &MapId,
        decision: &DraftDecision,
        by: &Author,
        watch: &mut Watch<'_>,
    ) -> Result<DraftDecided, AppError> {
        let draft = self.draft(&decision.recipe, Some(id), watch)?;
        // A step that moves and is measured anew is two changes of one record: one key, one decision.
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, part) in draft.parts.iter().enumerate() {
            places.entry(&part.key).or_default().push(place);
        }
        let find = |keys: &[String]| -> Result<Vec<usize>, Fault> {
            let found = keys
                .iter()
                .map(|key| places.get(key.as_str()).ok_or_else(|| not_there(key)));
            Ok(found
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .flatten()
                .copied()
                .collect())
        };
        let mut wanted: BTreeSet<usize> = BTreeSet::new();
        let mut waiting = find(&decision.accept)?;
        while let Some(place) = waiting.pop() {
            if wanted.insert(place) {
                waiting.extend(find(&draft.parts[place].needs)?);
            }
        }
        let unwanted = find(&decision.reject)?;
        if let Some(both) = unwanted.iter().find(|place| wanted.contains(place)) {
            return Err(both_ways(&draft.parts[*both].key).into());
        }
        let revision = if wanted.is_empty() {
            self.wait(self.catalog.map_seq(id))?
        } else {
            let changes: Vec<Change> = wanted.iter().map(|&at| draft.parts[at].change.clone()).collect();
            let apply_all = |map: &mut Map| crate::app::edit::apply_all(map, &changes);
            self.edit_map(id, by, "discovery", apply_all)?.revision
        };
        if !unwanted.is_empty() {
            let changes = unwanted.iter().map(|&at| draft.parts[at].change.clone());
            let reason = decision.reason.as_deref().unwrap_or_default();
            let reason = crate::app::versions::sound_text("reason", reason, REASON_CHARS_MAX)?;
            let rejected = Suggestion {
                id: Uuid::now_v7().to_string(),
                at: now_rfc3339(),
                by_person: Some(by.id.clone()),
                by_name: by.name.clone(),
                title: draft.map.origin.map(|origin| origin.snapshot).unwrap_or_default(),
                reason: None,
                changes: changes.collect(),
                state: SuggestionState::Open,
                decided_by: None,
                decided_at: None,
                decision: None,
                source: SuggestionSource::Discovery,
            };
            self.wait(self.catalog.put_suggestion(id, &rejected))?;
            let (from, to) = (SuggestionState::Open, SuggestionState::Rejected);
            self.decide(id, &rejected.id, from, to, by, reason.as_deref())?;
            self.tell_room(id, "suggestions", by);
        }
        Ok(DraftDecided {
            accepted: wanted.len(),
            rejected: unwanted.len(),
            revision,
        })
    }

    /// Discovers again and proposes what is new or different as one suggestion on the map `id`, each change a part of
    /// its own; without what people have said no to. `None` where the facts say what the map says.
    pub fn discover_over(
        &self,
        id: &MapId,
        order: &DiscoverOrder,
        by: &Author,
        watch: &mut Watch<'_>,
    ) -> Result<Option<SuggestionView>, AppError> {
        let draft = self.draft(order, Some(id), watch)?;
        let mut left_out: BTreeSet<String> = BTreeSet::new();
        let mut changes = Vec::new();
        for part in draft.parts {
            let is_left_out = part.held.is_some()
                || part.what == DraftWhat::Gone
                || part.needs.iter().any(|need| left_out.contains(need));
            if is_left_out {
                left_out.insert(part.key);
            } else {
                changes.push(part.change);
            }
        }
        if changes.is_empty() {
            return Ok(None);
        }
        if changes.len() > crate::app::edit::CHANGES_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                "the map found is another one altogether: keep it as a map of its own",
                "найденная карта — совсем другая: сохраните её отдельно",
            )
            .into());
        }
        let title = draft.map.origin.map(|origin| origin.snapshot).unwrap_or_default();
        let source = SuggestionSource::Discovery;
        self.keep_suggestion(id, title, None, changes, by, source)
            .map(Some)
    }
}

const REASON_CHARS_MAX: usize = 4_000;

/// What differs, in an order the changes can be made in: what is gone last.
fn parts(now: &Map, found: &Map, restage: bool) -> Vec<DraftPart> {
    let mut parts: Vec<DraftPart> = Vec::new();
    // Ids that do not stand on the map yet, and the part that brings each.
    let mut brought: BTreeMap<String, String> = BTreeMap::new();
    // Gone things are tried after all the others were made.
    let mut tried = now.clone();
    let changes = changes::changes(now, found, restage);
    for change in &changes {
        apply(&mut tried, change).ok();
    }
    for change in changes.into_iter().chain(gone::changes(now, found, tried)) {
        let (what, of, id) = match &change {
            Change::Add { record, .. } => (DraftWhat::New, record.kind(), record.id().to_owned()),
            Change::Remove { of, id } => (DraftWhat::Gone, *of, id.clone()),
            change => match target(change) {
                Some((of, id)) => (DraftWhat::Changed, of, id),
                None => continue,
            },
        };
        let word = serde_json::to_value(what).ok();
        let kind = serde_json::to_value(of).ok();
        let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or("").to_owned();
        let key = format!("{}:{}:{id}", text(&word), text(&kind));
        let (was, is) = (record(now, of, &id), record(found, of, &id));
        let shown = if what == DraftWhat::New { &is } else { &was };
        let name = shown
            .as_ref()
            .map(tropa_map::change::Record::name)
            .unwrap_or_default();
        let (was, is) = (
            was.as_ref().map(pieces::value),
            is.filter(|_| what != DraftWhat::Gone).as_ref().map(pieces::value),
        );
        let needs: BTreeSet<String> = match &change {
            Change::Add { record, parent, .. } => {
                let mut words = Vec::new();
                strings(&pieces::value(record), &mut words);
                words.extend(parent.clone());
                words
                    .iter()
                    .filter_map(|word| brought.get(word))
                    .cloned()
                    .collect()
            }
            _ => BTreeSet::new(),
        };
        if let Change::Add { record, .. } = &change {
            brought.insert(id.clone(), key.clone());
            for step in pieces::value(record)
                .get("steps")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                if let Some(step) = step.get("id").and_then(Value::as_str) {
                    brought.insert(step.to_owned(), key.clone());
                }
            }
        }
        let known = is.as_ref().or(was.as_ref());
        let evidence = known
            .and_then(|record| record.get("evidence"))
            .and_then(|list| list.get(0));
        let of_record = |field: &str| {
            let value = known.and_then(|record| record.get(field));
            value.and_then(Value::as_str).map(str::to_owned)
        };
        let of_evidence = |field: &str| {
            let value = evidence.and_then(|evidence| evidence.get(field));
            value.and_then(Value::as_str).map(str::to_owned)
        };
        let reason = evidence.and_then(|evidence| evidence.get("reason")).cloned();
        parts.push(DraftPart {
            at: of_record("at").filter(|_| of == RecordKind::Card),
            lane: of_record("lane").filter(|_| of == RecordKind::Card),
            reason: reason
                .and_then(|reason| serde_json::from_value(reason).ok())
                .unwrap_or_default(),
            rule: of_evidence("rule"),
            records: of_evidence("records"),
            needs: needs.into_iter().filter(|need| *need != key).collect(),
            held: None,
            key,
            what,
            of,
            id,
            name,
            change,
            was,
            is,
        });
    }
    parts
}

/// The one record a change is about; several changes of one record are one part.
fn target(change: &Change) -> Option<(RecordKind, String)> {
    match change {
        Change::Set { of, id, .. } | Change::Move { of, id, .. } | Change::Remove { of, id } => {
            Some((*of, id.clone()))
        }
        Change::Add { record, .. } => Some((record.kind(), record.id().to_owned())),
        Change::Several { changes, .. } => changes.first().and_then(target),
        _ => None,
    }
}

/// All texts inside a value.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| strings(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

fn not_there(key: &str) -> Fault {
    let key: String = key.chars().take(120).collect();
    Fault::new(
        ErrorCode::NotFound,
        format!("«{key}» is not in this draft: the facts or the map have changed, look at it anew"),
        format!("«{key}» нет в этом наброске: данные или карта изменились, посмотрите его заново"),
    )
}

fn both_ways(key: &str) -> Fault {
    Fault::new(
        ErrorCode::BadRequest,
        format!("«{key}» is wanted (or needed by what is wanted) and not wanted at once"),
        format!("«{key}» одновременно принимают (или это нужно для принятого) и отклоняют"),
    )
    .at("reject")
}
