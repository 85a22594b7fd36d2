//! Which record of one map is which of another, where ids may have been made anew on the way through a file.

use super::{cell, taken};
use crate::change::RecordKind;
use crate::diff::rename_records;
use crate::document::{Card, Map};
use crate::formats::text::line;
use crate::formats::{ExportOptions, Format, FormatError, ImportOptions, import, to_bytes};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// Id of a record on one map → its id on the other, by kind.
pub type Pairs = HashMap<(RecordKind, String), String>;

/// Kinds of record whose ids the file carries: there a row without its id is a new one.
///
/// Told by sending ids nobody would make from a name through the format.
pub fn carried(
    base: &Map,
    format: Format,
    writing: &ExportOptions,
    reading: &ImportOptions,
) -> Result<BTreeSet<RecordKind>, FormatError> {
    let mut odd = base.clone();
    let ids: BTreeSet<String> = taken(base);
    let numbered: HashMap<&str, String> = ids
        .iter()
        .enumerate()
        .map(|(n, id)| (id.as_str(), format!("{ODD}{n}")))
        .collect();
    let mut renamed: HashMap<(RecordKind, &str), &str> = HashMap::new();
    for kind in RecordKind::LISTS {
        renamed.extend(numbered.iter().map(|(was, now)| ((kind, *was), now.as_str())));
    }
    rename_records(&mut odd, &renamed);
    let back = import(&to_bytes(&odd, format, writing)?, format, reading)?.map;
    let kinds = [
        RecordKind::Stage,
        RecordKind::Step,
        RecordKind::Lane,
        RecordKind::Card,
    ];
    Ok(kinds
        .into_iter()
        .filter(|kind| {
            let ids = ids_of(&back, *kind);
            !ids.is_empty() && ids.iter().all(|id| id.starts_with(ODD))
        })
        .collect())
}

const ODD: &str = "k7z-";

fn ids_of(map: &Map, kind: RecordKind) -> Vec<&str> {
    match kind {
        RecordKind::Stage => map.stages.iter().map(|r| r.id.as_str()).collect(),
        RecordKind::Step => map
            .stages
            .iter()
            .flat_map(|s| &s.steps)
            .map(|r| r.id.as_str())
            .collect(),
        RecordKind::Lane => map.lanes.iter().map(|r| r.id.as_str()).collect(),
        RecordKind::Card => map.cards.iter().map(|r| r.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Pairs `map`, which came out of a file, with `known`, where it came from; `lang` is the language of the file.
///
/// `trusted` tells the kinds whose ids mean the same on both. `same`: nobody edited between, so that equal ids with
/// equal words are the same record in any case.
pub fn pairs(map: &Map, known: &Map, lang: &str, trusted: &BTreeSet<RecordKind>, same: bool) -> Pairs {
    let mut found = Pairs::new();
    let said = |text: &tropa_model::proposal::LocalText| line(text.get(lang)).to_lowercase();
    let columns = |kind: RecordKind,
                   found: &mut Pairs,
                   a: Vec<(&str, String, String)>,
                   b: Vec<(&str, String, String)>| {
        let mut matching = Matching::new(a.len(), b.len());
        let trust = trusted.contains(&kind);
        if same {
            matching.by(
                &a.iter()
                    .map(|(id, _, name)| Some((*id, name)))
                    .collect::<Vec<_>>(),
                &b.iter()
                    .map(|(id, _, name)| Some((*id, name)))
                    .collect::<Vec<_>>(),
            );
        } else if trust {
            matching.by(
                &a.iter().map(|(id, ..)| Some(*id)).collect::<Vec<_>>(),
                &b.iter().map(|(id, ..)| Some(*id)).collect::<Vec<_>>(),
            );
        }
        let place = |(_, place, name): &(&str, String, String)| Some((place.clone(), name.clone()));
        matching.by(
            &a.iter().map(place).collect::<Vec<_>>(),
            &b.iter().map(place).collect::<Vec<_>>(),
        );
        // A lane that is only of the same kind is another one where ids are carried.
        if same || !trust || kind != RecordKind::Lane {
            matching.by(
                &a.iter().map(|(.., name)| Some(name)).collect::<Vec<_>>(),
                &b.iter().map(|(.., name)| Some(name)).collect::<Vec<_>>(),
            );
        }
        if same || !trust {
            matching.by_neighbours();
        }
        for (i, k) in matching.found() {
            found.insert((kind, a[i].0.to_owned()), b[k].0.to_owned());
        }
    };

    let stages = |map: &'_ Map| -> Vec<(String, String, String)> {
        let stages = map.stages.iter();
        stages
            .map(|stage| (stage.id.clone(), String::new(), said(&stage.name)))
            .collect()
    };
    let (a, b) = (stages(map), stages(known));
    columns(RecordKind::Stage, &mut found, borrowed(&a), borrowed(&b));

    let steps = |map: &'_ Map, ids: &Pairs, theirs: bool| -> Vec<(String, String, String)> {
        let of_stage = |id: &String| match theirs {
            true => ids
                .get(&(RecordKind::Stage, id.clone()))
                .cloned()
                .unwrap_or_default(),
            false => id.clone(),
        };
        let stages = map.stages.iter();
        stages
            .flat_map(|stage| {
                let place = of_stage(&stage.id);
                let steps = stage.steps.iter();
                steps
                    .map(|step| (step.id.clone(), place.clone(), said(&step.name)))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (a, b) = (steps(map, &found, true), steps(known, &found, false));
    columns(RecordKind::Step, &mut found, borrowed(&a), borrowed(&b));

    let lanes = |map: &'_ Map| -> Vec<(String, String, String)> {
        let lanes = map.lanes.iter();
        lanes
            .map(|lane| (lane.id.clone(), said(&lane.name), format!("{:?}", lane.role)))
            .collect()
    };
    let (a, b) = (lanes(map), lanes(known));
    columns(RecordKind::Lane, &mut found, borrowed(&a), borrowed(&b));

    let named = |names: Vec<(&String, &tropa_model::proposal::LocalText)>| -> Vec<(String, String, String)> {
        let names = names.into_iter();
        names
            .map(|(id, name)| (id.clone(), String::new(), said(name)))
            .collect()
    };
    let personas = |map: &'_ Map| named(map.personas.iter().map(|r| (&r.id, &r.name)).collect());
    let (a, b) = (personas(map), personas(known));
    columns(RecordKind::Persona, &mut found, borrowed(&a), borrowed(&b));
    let channels = |map: &'_ Map| named(map.channels.iter().map(|r| (&r.id, &r.name)).collect());
    let (a, b) = (channels(map), channels(known));
    columns(RecordKind::Channel, &mut found, borrowed(&a), borrowed(&b));
    let items = |map: &'_ Map| -> Vec<(String, String, String)> {
        let items = map.items.iter();
        items
            .map(|item| (item.id.clone(), format!("{:?}", item.kind), said(&item.name)))
            .collect()
    };
    let (a, b) = (items(map), items(known));
    columns(RecordKind::Item, &mut found, borrowed(&a), borrowed(&b));

    cards(
        map,
        known,
        lang,
        trusted.contains(&RecordKind::Card),
        same,
        &mut found,
    );
    found
}

fn borrowed(list: &[(String, String, String)]) -> Vec<(&str, String, String)> {
    list.iter()
        .map(|(id, place, name)| (id.as_str(), place.clone(), name.clone()))
        .collect()
}

/// By id where it is carried; then what says the same in the same cell, what stands at the same place of a cell, what
/// says the same elsewhere.
fn cards(map: &Map, known: &Map, lang: &str, trust: bool, same: bool, found: &mut Pairs) {
    let lane_of = |id: &str| found.get(&(RecordKind::Lane, id.to_owned())).cloned();
    let column_of = |id: &str| {
        let of = |kind| found.get(&(kind, id.to_owned())).cloned();
        of(RecordKind::Step).or_else(|| of(RecordKind::Stage))
    };
    // The cell as `known` calls it; `None` for one it does not have.
    let theirs: Vec<Option<(String, String)>> = map
        .cards
        .iter()
        .map(|card| Some((lane_of(&card.lane)?, column_of(&card.at)?)))
        .collect();
    let ours: Vec<Option<(String, String)>> = known
        .cards
        .iter()
        .map(|card| Some((cell(card).0.to_owned(), cell(card).1.to_owned())))
        .collect();
    let text = |card: &Card| line(card.text.get(lang)).to_lowercase();
    let (said_there, said_here): (Vec<String>, Vec<String>) = (
        map.cards.iter().map(text).collect(),
        known.cards.iter().map(text).collect(),
    );

    let mut matching = Matching::new(map.cards.len(), known.cards.len());
    if same || trust {
        let key = |card: &Card, said: &String| match same {
            true => Some((card.id.clone(), said.clone())),
            false => Some((card.id.clone(), String::new())),
        };
        matching.by(
            &map.cards
                .iter()
                .zip(&said_there)
                .map(|(c, s)| key(c, s))
                .collect::<Vec<_>>(),
            &known
                .cards
                .iter()
                .zip(&said_here)
                .map(|(c, s)| key(c, s))
                .collect::<Vec<_>>(),
        );
    }
    let in_cell =
        |cells: &[Option<(String, String)>], said: &[String]| -> Vec<Option<((String, String), String)>> {
            cells
                .iter()
                .zip(said)
                .map(|(cell, said)| Some((cell.clone()?, said.clone())))
                .collect()
        };
    matching.by(&in_cell(&theirs, &said_there), &in_cell(&ours, &said_here));
    if same || !trust {
        matching.by_place_in(&theirs, &ours);
    }
    if !same {
        // Moved to another cell: the same words, of the same lane first.
        let moved = |cells: &[Option<(String, String)>],
                     said: &[String],
                     lane: bool|
         -> Vec<Option<(String, String)>> {
            cells
                .iter()
                .zip(said)
                .map(|(cell, said)| {
                    let lane = match (lane, cell) {
                        (true, Some((lane, _))) => lane.clone(),
                        (true, None) => return None,
                        (false, _) => String::new(),
                    };
                    (!said.is_empty()).then(|| (lane, said.clone()))
                })
                .collect()
        };
        for lane in [true, false] {
            matching.by(
                &moved(&theirs, &said_there, lane),
                &moved(&ours, &said_here, lane),
            );
        }
    }
    for (i, k) in matching.found() {
        found.insert(
            (RecordKind::Card, map.cards[i].id.clone()),
            known.cards[k].id.clone(),
        );
    }
}

/// Gives the records of `map` the ids of their partners; those without one get ids that are free on `base`.
pub fn rename(map: &mut Map, pairs: &Pairs, base: &Map) {
    let used: BTreeSet<String> = taken(base);
    let mut fresh: BTreeMap<(RecordKind, String), String> = BTreeMap::new();
    let mut given = used;
    for (kind, id) in all(map) {
        if pairs.contains_key(&(kind, id.clone())) {
            continue;
        }
        let mut free = id.clone();
        let mut number = 1;
        while !given.insert(free.clone()) {
            number += 1;
            free = format!("{id}-{number}");
        }
        fresh.insert((kind, id), free);
    }
    let mut ids: HashMap<(RecordKind, &str), &str> = HashMap::new();
    ids.extend(
        pairs
            .iter()
            .map(|((kind, was), now)| ((*kind, was.as_str()), now.as_str())),
    );
    ids.extend(
        fresh
            .iter()
            .map(|((kind, was), now)| ((*kind, was.as_str()), now.as_str())),
    );
    rename_records(map, &ids);
}

fn all(map: &Map) -> Vec<(RecordKind, String)> {
    let mut ids = Vec::new();
    let mut add = |kind: RecordKind, id: &String| ids.push((kind, id.clone()));
    for stage in &map.stages {
        add(RecordKind::Stage, &stage.id);
        stage
            .steps
            .iter()
            .for_each(|step| add(RecordKind::Step, &step.id));
    }
    map.lanes.iter().for_each(|r| add(RecordKind::Lane, &r.id));
    map.personas.iter().for_each(|r| add(RecordKind::Persona, &r.id));
    map.channels.iter().for_each(|r| add(RecordKind::Channel, &r.id));
    map.items.iter().for_each(|r| add(RecordKind::Item, &r.id));
    map.cards.iter().for_each(|r| add(RecordKind::Card, &r.id));
    ids
}

/// Two lists, and which of one is which of the other.
struct Matching {
    /// Per record of the first list.
    to: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Matching {
    fn new(first: usize, second: usize) -> Self {
        Self {
            to: vec![None; first],
            taken: vec![false; second],
        }
    }

    fn pair(&mut self, i: usize, k: usize) {
        self.to[i] = Some(k);
        self.taken[k] = true;
    }

    /// Those with an equal key that are still alone, in order.
    fn by<K: Hash + Eq + Clone>(&mut self, first: &[Option<K>], second: &[Option<K>]) {
        let mut waiting: HashMap<K, Vec<usize>> = HashMap::new();
        for (k, key) in second.iter().enumerate().rev().filter(|(k, _)| !self.taken[*k]) {
            if let Some(key) = key {
                waiting.entry(key.clone()).or_default().push(k);
            }
        }
        for (i, key) in first.iter().enumerate() {
            if self.to[i].is_none()
                && let Some(k) = key
                    .as_ref()
                    .and_then(|key| waiting.get_mut(key))
                    .and_then(Vec::pop)
            {
                self.pair(i, k);
            }
        }
    }

    /// Runs of records that are still alone between the same neighbours, where both runs are equally long: renamed.
    fn by_neighbours(&mut self) {
        let (mut i, mut previous) = (0, None::<usize>);
        while i < self.to.len() {
            if let Some(k) = self.to[i] {
                previous = Some(k);
                i += 1;
                continue;
            }
            let end = (i..self.to.len())
                .find(|j| self.to[*j].is_some())
                .unwrap_or(self.to.len());
            let from = previous.map_or(0, |k| k + 1);
            let until = self.to.get(end).copied().flatten().unwrap_or(self.taken.len());
            let alone: Vec<usize> = (from..until.max(from)).filter(|k| !self.taken[*k]).collect();
            if alone.len() == end - i {
                (i..end).zip(alone).for_each(|(i, k)| self.pair(i, k));
            }
            i = end;
        }
    }

    /// Records of one cell that are still alone, in order, where there are equally many on both sides: reworded.
    fn by_place_in<K: Ord + Clone>(&mut self, first: &[Option<K>], second: &[Option<K>]) {
        let mut cells: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (i, cell) in first.iter().enumerate().filter(|(i, _)| self.to[*i].is_none()) {
            if let Some(cell) = cell {
                cells.entry(cell.clone()).or_default().0.push(i);
            }
        }
        for (k, cell) in second.iter().enumerate().filter(|(k, _)| !self.taken[*k]) {
            if let Some(cell) = cell {
                cells.entry(cell.clone()).or_default().1.push(k);
            }
        }
        for (first, second) in cells.into_values().filter(|(a, b)| a.len() == b.len()) {
            first.into_iter().zip(second).for_each(|(i, k)| self.pair(i, k));
        }
    }

    fn found(&self) -> impl Iterator<Item = (usize, usize)> {
        self.to.iter().enumerate().filter_map(|(i, k)| Some((i, (*k)?)))
    }
}
