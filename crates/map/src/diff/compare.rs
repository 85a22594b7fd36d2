//! Two maps whose records have the same ids.

use super::align::Aligned;
use super::fields::fields;
use super::{Difference, What, Whereabouts, unmoved};
use crate::change::RecordKind;
use crate::change::record::{Entry, head_of, plain};
use crate::document::{Card, Map};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use tropa_model::proposal::LocalText;

pub(super) fn compare(older: &Map, aligned: &Aligned, b: &Map) -> Vec<Difference> {
    let a = &*aligned.map;
    let mut comparing = Comparing {
        places: (Places::new(a), Places::new(b)),
        aligned,
        found: Vec::new(),
    };
    comparing.heads(a, b);
    let stages = |map: &'_ Map| -> Vec<(String, Vec<String>)> {
        map.stages
            .iter()
            .map(|s| (s.id.clone(), s.steps.iter().map(|s| s.id.clone()).collect()))
            .collect()
    };
    comparing.list(&a.stages, &b.stages);
    comparing.nested(
        a.stages.iter().flat_map(|stage| &stage.steps).collect(),
        b.stages.iter().flat_map(|stage| &stage.steps).collect(),
        &stages(a),
        &stages(b),
    );
    comparing.list(&a.lanes, &b.lanes);
    comparing.cards(a, b);
    comparing.list(&a.personas, &b.personas);
    let personas = |map: &'_ Map| -> Vec<(String, Vec<String>)> {
        map.personas
            .iter()
            .map(|p| (p.id.clone(), p.traits.iter().map(|t| t.id.clone()).collect()))
            .collect()
    };
    comparing.nested(
        a.personas.iter().flat_map(|persona| &persona.traits).collect(),
        b.personas.iter().flat_map(|persona| &persona.traits).collect(),
        &personas(a),
        &personas(b),
    );
    comparing.list(&a.moves, &b.moves);
    comparing.list(&a.paths, &b.paths);
    comparing.list(&a.channels, &b.channels);
    comparing.list(&a.items, &b.items);
    comparing.list(&a.links, &b.links);
    comparing.list(&a.images, &b.images);
    comparing.list(&a.comments, &b.comments);
    comparing.became(older);
    comparing.found
}

/// Where the records of one map stand.
struct Places<'a> {
    stage_of_step: HashMap<&'a str, &'a str>,
    stages: HashSet<&'a str>,
    cards: HashMap<&'a str, &'a Card>,
    persona_of_trait: HashMap<&'a str, &'a str>,
    map: &'a Map,
}

impl<'a> Places<'a> {
    fn new(map: &'a Map) -> Self {
        let steps = map
            .stages
            .iter()
            .flat_map(|stage| stage.steps.iter().map(move |step| (step, stage)));
        let traits = map
            .personas
            .iter()
            .flat_map(|persona| persona.traits.iter().map(move |one| (one, persona)));
        Self {
            stage_of_step: steps
                .map(|(step, stage)| (step.id.as_str(), stage.id.as_str()))
                .collect(),
            stages: map.stages.iter().map(|stage| stage.id.as_str()).collect(),
            cards: map.cards.iter().map(|card| (card.id.as_str(), card)).collect(),
            persona_of_trait: traits
                .map(|(one, persona)| (one.id.as_str(), persona.id.as_str()))
                .collect(),
            map,
        }
    }

    /// A stage or a step.
    fn column(&self, id: &str) -> Whereabouts {
        if self.stages.contains(id) {
            return Whereabouts {
                stage: Some(id.to_owned()),
                ..Whereabouts::default()
            };
        }
        Whereabouts {
            stage: self.stage_of_step.get(id).map(|stage| (*stage).to_owned()),
            step: Some(id.to_owned()),
            ..Whereabouts::default()
        }
    }

    fn card(&self, card: &Card) -> Whereabouts {
        Whereabouts {
            lane: Some(card.lane.clone()),
            until: card.until.clone(),
            ..self.column(&card.at)
        }
    }

    fn of(&self, kind: RecordKind, id: &str) -> Whereabouts {
        let at = match kind {
            RecordKind::Stage => {
                return Whereabouts {
                    stage: Some(id.to_owned()),
                    ..Whereabouts::default()
                };
            }
            RecordKind::Step => {
                return Whereabouts {
                    stage: self.stage_of_step.get(id).map(|stage| (*stage).to_owned()),
                    ..Whereabouts::default()
                };
            }
            RecordKind::Card => return self.cards.get(id).map(|card| self.card(card)).unwrap_or_default(),
            RecordKind::Trait => {
                let persona = self.persona_of_trait.get(id).map(|persona| (*persona).to_owned());
                return Whereabouts {
                    persona,
                    ..Whereabouts::default()
                };
            }
            RecordKind::Move => self
                .map
                .moves
                .iter()
                .find(|way| way.id == id)
                .map(|way| way.from.clone()),
            RecordKind::Link => self
                .map
                .links
                .iter()
                .find(|link| link.id == id)
                .and_then(|link| link.at.clone()),
            RecordKind::Comment => self
                .map
                .comments
                .iter()
                .find(|one| one.id == id)
                .map(|one| one.at.clone()),
            _ => None,
        };
        let Some(at) = at else {
            return Whereabouts::default();
        };
        match self.cards.get(at.as_str()) {
            Some(card) => self.card(card),
            None if self.stages.contains(at.as_str()) || self.stage_of_step.contains_key(at.as_str()) => {
                self.column(&at)
            }
            None => Whereabouts::default(),
        }
    }
}

struct Comparing<'a> {
    places: (Places<'a>, Places<'a>),
    aligned: &'a Aligned<'a>,
    found: Vec<Difference>,
}

/// Fields that are told as a new name, by kind.
fn name_field(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Map => "title",
        // The words of a card are what it says, not what it is called.
        RecordKind::Card | RecordKind::Trait | RecordKind::Comment | RecordKind::Former => "",
        RecordKind::Move | RecordKind::Link => "label",
        RecordKind::Image => "alt",
        _ => "name",
    }
}

impl Comparing<'_> {
    fn add(&mut self, what: What, of: RecordKind, id: &str, name: LocalText) -> &mut Difference {
        let gone = matches!(what, What::Removed | What::Split | What::Merged);
        let at = if gone {
            self.places.0.of(of, id)
        } else {
            self.places.1.of(of, id)
        };
        self.found.push(Difference {
            what,
            of,
            id: id.to_owned(),
            name,
            at,
            from: None,
            fields: Vec::new(),
            now: Vec::new(),
            matched: self.aligned.matched.get(&(of, id.to_owned())).cloned(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn heads(&mut self, a: &Map, b: &Map) {
        let (before, after) = (head_of(a), head_of(b));
        self.values(
            RecordKind::Map,
            &b.id,
            &b.title,
            &before,
            &after,
            &["format", "version"],
        );
    }

    fn values(
        &mut self,
        kind: RecordKind,
        id: &str,
        name: &LocalText,
        before: &Value,
        after: &Value,
        without: &[&str],
    ) {
        let named = name_field(kind);
        let is_name =
            |field: &str| !named.is_empty() && (field == named || field.starts_with(&format!("{named}.")));
        let (names, others): (Vec<_>, Vec<_>) = fields(before, after, without)
            .into_iter()
            .partition(|field| is_name(&field.field));
        if !names.is_empty() {
            self.add(What::Renamed, kind, id, name.clone()).fields = names;
        }
        if !others.is_empty() {
            self.add(What::Changed, kind, id, name.clone()).fields = others;
        }
    }

    /// Records on one map or on both, as such.
    fn records<T: Entry>(&mut self, a: &[&T], b: &[&T], without: &[&str]) {
        let old: HashMap<&str, &T> = a.iter().map(|record| (record.id(), *record)).collect();
        let new: HashSet<&str> = b.iter().map(|record| record.id()).collect();
        for record in a.iter().filter(|record| !new.contains(record.id())) {
            let became = &self.aligned.became;
            if !became.contains_key(&(T::KIND, record.id().to_owned())) {
                self.add(
                    What::Removed,
                    T::KIND,
                    record.id(),
                    (*record).clone().wrap().name(),
                );
            }
        }
        let parts: HashSet<&str> = self
            .aligned
            .became
            .iter()
            .filter(|((kind, _), now)| *kind == T::KIND && now.len() > 1)
            .flat_map(|(_, now)| now.iter().map(String::as_str))
            .collect();
        for record in b {
            match old.get(record.id()) {
                // A part of a split record is told with the split.
                None if parts.contains(record.id()) => {}
                None => {
                    self.add(What::Added, T::KIND, record.id(), (*record).clone().wrap().name());
                }
                Some(old) if old == record => {}
                Some(old) => {
                    let name = (*record).clone().wrap().name();
                    self.values(
                        T::KIND,
                        record.id(),
                        &name,
                        &plain(*old),
                        &plain(*record),
                        without,
                    );
                }
            }
        }
    }

    /// A list whose order is seen.
    fn list<T: Entry>(&mut self, a: &[T], b: &[T]) {
        let inner = T::KIND.children().map_or("", RecordKind::list_name);
        self.records(
            &a.iter().collect::<Vec<_>>(),
            &b.iter().collect::<Vec<_>>(),
            &["id", inner],
        );
        if !matches!(
            T::KIND,
            RecordKind::Comment | RecordKind::Image | RecordKind::Link | RecordKind::Move
        ) {
            let ids = |list: &[T]| {
                list.iter()
                    .map(|record| record.id().to_owned())
                    .collect::<Vec<_>>()
            };
            let names: HashMap<&str, &T> = b.iter().map(|record| (record.id(), record)).collect();
            for (id, before, after) in moved(&ids(a), &ids(b)) {
                let name = names
                    .get(id.as_str())
                    .map(|r| (*r).clone().wrap().name())
                    .unwrap_or_default();
                let difference = self.add(What::Moved, T::KIND, &id, name);
                difference.from = Some(Whereabouts {
                    after: before,
                    ..difference.at.clone()
                });
                difference.at.after = after;
            }
        }
    }

    /// Steps of stages and traits of personas: moved within their list or to another.
    fn nested<T: Entry>(
        &mut self,
        a: Vec<&T>,
        b: Vec<&T>,
        lists_a: &[(String, Vec<String>)],
        lists_b: &[(String, Vec<String>)],
    ) {
        self.records(&a, &b, &["id"]);
        let names: HashMap<&str, &T> = b.iter().map(|record| (record.id(), *record)).collect();
        let mut home: HashMap<&str, &str> = HashMap::new();
        for (list, ids) in lists_a {
            home.extend(ids.iter().map(|id| (id.as_str(), list.as_str())));
        }
        for (list, ids) in lists_b {
            let name = |id: &str| {
                names
                    .get(id)
                    .map(|r| (*r).clone().wrap().name())
                    .unwrap_or_default()
            };
            let empty = Vec::new();
            let before = lists_a
                .iter()
                .find(|(id, _)| id == list)
                .map_or(&empty, |(_, ids)| ids);
            for (i, id) in ids.iter().enumerate() {
                if home.get(id.as_str()).is_some_and(|was| was != list)
                    && !self.merged_list(home[id.as_str()], list)
                {
                    let difference = self.add(What::Moved, T::KIND, id, name(id));
                    difference.at.after = i.checked_sub(1).map(|i| ids[i].clone());
                    let from = self.places.0.of(T::KIND, id);
                    let last = self.found.len() - 1;
                    self.found[last].from = Some(from);
                }
            }
            for (id, was_after, after) in moved(before, ids) {
                let difference = self.add(What::Moved, T::KIND, &id, name(&id));
                difference.from = Some(Whereabouts {
                    after: was_after,
                    ..difference.at.clone()
                });
                difference.at.after = after;
            }
        }
    }

    /// The list a record stood in became (a part of) the one it stands in now.
    fn merged_list(&self, was: &str, list: &str) -> bool {
        let parents = [RecordKind::Stage, RecordKind::Persona];
        parents.iter().any(|kind| {
            let now = self.aligned.became.get(&(*kind, was.to_owned()));
            now.is_some_and(|now| now.iter().any(|id| id == list))
        })
    }

    fn cards(&mut self, a: &Map, b: &Map) {
        let (old, new): (Vec<&Card>, Vec<&Card>) = (a.cards.iter().collect(), b.cards.iter().collect());
        self.records(&old, &new, &["id", "lane", "at", "until"]);
        let before: HashMap<&str, &Card> = old.iter().map(|card| (card.id.as_str(), *card)).collect();
        for card in &new {
            let Some(was) = before.get(card.id.as_str()) else {
                continue;
            };
            if (&was.lane, &was.at, &was.until) != (&card.lane, &card.at, &card.until) {
                let from = self.places.0.card(was);
                self.add(What::Moved, RecordKind::Card, &card.id, card.text.clone())
                    .from = Some(from);
            }
        }
        // Only the order within a cell is seen.
        let cells = |cards: &[&Card]| {
            let mut cells: HashMap<(String, String), Vec<String>> = HashMap::new();
            for card in cards {
                cells
                    .entry((card.lane.clone(), card.at.clone()))
                    .or_default()
                    .push(card.id.clone());
            }
            cells
        };
        if old
            .iter()
            .map(|card| &card.id)
            .eq(new.iter().map(|card| &card.id))
        {
            return;
        }
        let old_cells = cells(&old);
        let names: HashMap<&str, &Card> = new.iter().map(|card| (card.id.as_str(), *card)).collect();
        let mut turned: Vec<(String, Option<String>, Option<String>)> = Vec::new();
        for (cell, ids) in cells(&new) {
            if let Some(was) = old_cells.get(&cell).filter(|was| **was != ids) {
                turned.extend(moved(was, &ids));
            }
        }
        turned.sort();
        for (id, was_after, after) in turned {
            let name = names
                .get(id.as_str())
                .map(|card| card.text.clone())
                .unwrap_or_default();
            let difference = self.add(What::Moved, RecordKind::Card, &id, name);
            difference.from = Some(Whereabouts {
                after: was_after,
                ..difference.at.clone()
            });
            difference.at.after = after;
        }
    }

    fn became(&mut self, older: &Map) {
        for ((kind, id), now) in &self.aligned.became {
            let name = crate::change::record(older, *kind, id)
                .map(|record| record.name())
                .unwrap_or_default();
            let what = if now.len() > 1 { What::Split } else { What::Merged };
            self.add(what, *kind, id, name).now.clone_from(now);
        }
    }
}

/// (id, its neighbour before, its neighbour after) of what does not stand in the order it stood in.
fn moved(a: &[String], b: &[String]) -> Vec<(String, Option<String>, Option<String>)> {
    let at: HashMap<&str, usize> = b.iter().enumerate().map(|(i, id)| (id.as_str(), i)).collect();
    let both: Vec<(usize, &String, usize)> = a
        .iter()
        .enumerate()
        .filter_map(|(i, id)| at.get(id.as_str()).map(|position| (i, id, *position)))
        .collect();
    let kept = unmoved(&both.iter().map(|(_, _, position)| *position).collect::<Vec<_>>());
    let neighbour = |list: &[String], i: usize| i.checked_sub(1).map(|i| list[i].clone());
    both.iter()
        .zip(kept)
        .filter(|(_, kept)| !kept)
        .map(|((i, id, position), _)| ((*id).clone(), neighbour(a, *i), neighbour(b, *position)))
        .collect()
}
