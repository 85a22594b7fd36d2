//! Which record of the older map is which of the newer one.

use super::{MatchReason, Matched};
use crate::change::record::{Entry, RecordKind};
use crate::change::references::{Field, Slot, scan};
use crate::change::resolve;
use crate::document::{Map, MapLink};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use tropa_model::proposal::LocalText;

/// The older map with the ids of the newer one.
pub(super) struct Aligned<'a> {
    pub map: Cow<'a, Map>,
    /// By kind and id on the newer map: records that had another id.
    pub matched: HashMap<(RecordKind, String), Matched>,
    /// By kind and id on the older map: what split and merged records became.
    pub became: BTreeMap<(RecordKind, String), Vec<String>>,
}

pub(super) fn align<'a>(a: &'a Map, b: &Map) -> Aligned<'a> {
    let mut aligned = Aligned {
        map: Cow::Borrowed(a),
        matched: HashMap::new(),
        became: became(a, b),
    };
    if !aligned.became.is_empty() {
        follow(aligned.map.to_mut(), b, &aligned.became);
    }
    if a.id != b.id || a.state != b.state {
        for pair in PAIRINGS {
            let found = pair(&aligned.map, b, a);
            take_over(&mut aligned, found);
        }
    }
    aligned
}

/// Records of the older map whose ids the newer one knows as former.
fn became(a: &Map, b: &Map) -> BTreeMap<(RecordKind, String), Vec<String>> {
    let mut became = BTreeMap::new();
    if b.former.is_empty() {
        return became;
    }
    let (old, new) = (by_kind(a), by_kind(b));
    for former in &b.former {
        for kind in RecordKind::LISTS {
            if kind == RecordKind::Former || !old[&kind].contains(former.id.as_str()) {
                continue;
            }
            let now: Vec<String> = resolve(b, &former.id)
                .into_iter()
                .filter(|id| new[&kind].contains(id.as_str()))
                .collect();
            if !now.is_empty() && !new[&kind].contains(former.id.as_str()) {
                became.insert((kind, former.id.clone()), now);
            }
        }
    }
    became
}

fn by_kind(map: &Map) -> BTreeMap<RecordKind, HashSet<&str>> {
    fn of<'a, T: Entry + 'a>(list: impl IntoIterator<Item = &'a T>) -> HashSet<&'a str> {
        list.into_iter().map(|record| record.id()).collect()
    }
    BTreeMap::from([
        (RecordKind::Image, of(&map.images)),
        (RecordKind::Channel, of(&map.channels)),
        (RecordKind::Item, of(&map.items)),
        (RecordKind::Persona, of(&map.personas)),
        (
            RecordKind::Trait,
            of(map.personas.iter().flat_map(|persona| &persona.traits)),
        ),
        (RecordKind::Stage, of(&map.stages)),
        (
            RecordKind::Step,
            of(map.stages.iter().flat_map(|stage| &stage.steps)),
        ),
        (RecordKind::Lane, of(&map.lanes)),
        (RecordKind::Card, of(&map.cards)),
        (RecordKind::Move, of(&map.moves)),
        (RecordKind::Path, of(&map.paths)),
        (RecordKind::Link, of(&map.links)),
        (RecordKind::Comment, of(&map.comments)),
        (RecordKind::Former, of(&map.former)),
    ])
}

/// References to what was split or merged become what they would be had only that been done: what moved besides is
/// still seen as moved.
fn follow(a: &mut Map, b: &Map, became: &BTreeMap<(RecordKind, String), Vec<String>>) {
    // What the same field of the same record holds on the newer map: a split may have sent it to any part.
    let mut there: HashMap<(RecordKind, String, &'static str), Vec<String>> = HashMap::new();
    if became.values().any(|now| now.len() > 1) {
        scan(&mut b.clone(), &mut |kind, id, field| {
            let ids = field.slot.ids().into_iter().map(str::to_owned).collect();
            there.insert((kind, id.to_owned(), field.name), ids);
        });
    }
    scan(a, &mut |kind, id, field| {
        let now = |held: &str| field.to.iter().find_map(|to| became.get(&(*to, held.to_owned())));
        let known = field.slot.ids().into_iter().any(|held| now(held).is_some());
        if !known || kind == RecordKind::Former {
            return;
        }
        let on_b = there.get(&(kind, id.to_owned(), field.name));
        let chosen = |now: &Vec<String>| -> Vec<String> {
            let there: Vec<String> = now
                .iter()
                .filter(|id| on_b.is_some_and(|ids| ids.contains(id)))
                .cloned()
                .collect();
            if there.is_empty() { now.clone() } else { there }
        };
        match field.slot {
            Slot::Must(held) => {
                if let Some(first) = now(held).and_then(|now| chosen(now).into_iter().next()) {
                    *held = first;
                }
            }
            Slot::May(held) => {
                if let Some(first) = held
                    .as_deref()
                    .and_then(now)
                    .and_then(|now| chosen(now).into_iter().next())
                {
                    *held = Some(first);
                }
            }
            Slot::List(ids) => {
                let followed = ids.drain(..).flat_map(|id| match now(&id) {
                    Some(now) => chosen(now),
                    None => vec![id],
                });
                *ids = followed.collect();
                match field.name {
                    "steps" => ids.dedup(),
                    _ => crate::change::unite::once_each(ids),
                }
            }
        }
    });
}

/// (kind, id on the older map, id on the newer, why)
type Pairs = Vec<(RecordKind, String, String, MatchReason)>;

/// What is told by others is matched after them: cards when steps and lanes are.
const PAIRINGS: [fn(&Map, &Map, &Map) -> Pairs; 4] = [columns, shared, lanes_and_traits, cards_and_ways];

fn take_over(aligned: &mut Aligned, pairs: Pairs) {
    if pairs.is_empty() {
        return;
    }
    let ids: HashMap<(RecordKind, &str), &str> = pairs
        .iter()
        .map(|(kind, was, now, _)| ((*kind, was.as_str()), now.as_str()))
        .collect();
    rename(aligned.map.to_mut(), &ids);
    for (kind, was, now, by) in pairs {
        aligned.matched.insert((kind, now), Matched { was, by });
    }
}

/// Gives records new ids, by kind and id, everywhere they are named.
pub(crate) fn rename(map: &mut Map, ids: &HashMap<(RecordKind, &str), &str>) {
    let renamed = |kind: RecordKind, id: &mut String| {
        if let Some(now) = ids.get(&(kind, id.as_str())) {
            *id = (*now).to_owned();
        }
    };
    scan(map, &mut |_, _, field| rename_in(field, ids));
    map.stages.iter_mut().for_each(|stage| {
        stage
            .steps
            .iter_mut()
            .for_each(|step| renamed(RecordKind::Step, &mut step.id));
        renamed(RecordKind::Stage, &mut stage.id);
    });
    map.personas.iter_mut().for_each(|persona| {
        persona
            .traits
            .iter_mut()
            .for_each(|one| renamed(RecordKind::Trait, &mut one.id));
        renamed(RecordKind::Persona, &mut persona.id);
    });
    map.lanes
        .iter_mut()
        .for_each(|lane| renamed(RecordKind::Lane, &mut lane.id));
    map.cards
        .iter_mut()
        .for_each(|card| renamed(RecordKind::Card, &mut card.id));
    map.channels
        .iter_mut()
        .for_each(|channel| renamed(RecordKind::Channel, &mut channel.id));
    map.items
        .iter_mut()
        .for_each(|item| renamed(RecordKind::Item, &mut item.id));
    map.moves
        .iter_mut()
        .for_each(|way| renamed(RecordKind::Move, &mut way.id));
    map.paths
        .iter_mut()
        .for_each(|path| renamed(RecordKind::Path, &mut path.id));
}

fn rename_in(field: Field<'_>, ids: &HashMap<(RecordKind, &str), &str>) {
    let now = |id: &str| {
        field
            .to
            .iter()
            .find_map(|kind| ids.get(&(*kind, id)))
            .map(|id| (*id).to_owned())
    };
    match field.slot {
        Slot::Must(id) => {
            if let Some(now) = now(id) {
                *id = now;
            }
        }
        Slot::May(id) => {
            if let Some(now) = id.as_deref().and_then(now) {
                *id = Some(now);
            }
        }
        Slot::List(held) => held.iter_mut().for_each(|id| {
            if let Some(now) = now(id) {
                *id = now;
            }
        }),
    }
}

/// Records of one kind that the other map does not have, and the pairs found so far.
struct Open<'a, T> {
    kind: RecordKind,
    old: Vec<&'a T>,
    new: Vec<&'a T>,
    pairs: Pairs,
}

impl<'a, T: Entry> Open<'a, T> {
    fn new(old: impl Iterator<Item = &'a T>, new: impl Iterator<Item = &'a T>) -> Self {
        let (old, new): (Vec<&T>, Vec<&T>) = (old.collect(), new.collect());
        let old_ids: HashSet<&str> = old.iter().map(|r| r.id()).collect();
        let new_ids: HashSet<&str> = new.iter().map(|r| r.id()).collect();
        Self {
            kind: T::KIND,
            pairs: Vec::new(),
            old: old
                .iter()
                .filter(|r| !new_ids.contains(r.id()))
                .copied()
                .collect(),
            new: new
                .iter()
                .filter(|r| !old_ids.contains(r.id()))
                .copied()
                .collect(),
        }
    }

    /// Pairs records with an equal key, in order; each once.
    fn by<K: Ord>(&mut self, reason: MatchReason, key: impl Fn(&T) -> Vec<K>) -> &mut Self {
        let mut waiting: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (i, record) in self.new.iter().enumerate().rev() {
            for key in key(record) {
                waiting.entry(key).or_default().push(i);
            }
        }
        let mut taken = BTreeSet::new();
        let pairs = &mut self.pairs;
        let (kind, new) = (self.kind, &self.new);
        self.old.retain(|record| {
            let free = key(record).into_iter().find_map(|key| {
                let waiting = waiting.get_mut(&key)?;
                while let Some(i) = waiting.pop() {
                    if taken.insert(i) {
                        return Some(i);
                    }
                }
                None
            });
            if let Some(i) = free {
                pairs.push((kind, record.id().to_owned(), new[i].id().to_owned(), reason));
            }
            free.is_none()
        });
        let mut i = 0;
        self.new.retain(|_| {
            i += 1;
            !taken.contains(&(i - 1))
        });
        self
    }
}

/// The name in each language, as compared.
fn names(name: &LocalText) -> Vec<(String, String)> {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let names = name
        .0
        .iter()
        .map(|(language, text)| (language.clone(), plain(text)));
    names.filter(|(_, text)| !text.is_empty()).collect()
}

/// Stages and steps: by links between the maps, by activities, by name.
fn columns(a: &Map, b: &Map, older: &Map) -> Pairs {
    let linked = |from: &Map, to: &Map| -> Vec<(String, String)> {
        let there = |link: &MapLink| Some((link.at.clone()?, link.there.clone()?));
        from.links
            .iter()
            .filter(|link| link.map == to.id)
            .filter_map(there)
            .collect()
    };
    let mut links: HashMap<String, String> = linked(older, b).into_iter().collect();
    links.extend(linked(b, older).into_iter().map(|(new, old)| (old, new)));
    let ends: BTreeSet<&String> = links.values().collect();
    let link = |id: &str| -> Vec<String> {
        links
            .get(id)
            .or_else(|| ends.get(&id.to_owned()).copied())
            .cloned()
            .into_iter()
            .collect()
    };

    let mut stages = Open::new(a.stages.iter(), b.stages.iter());
    stages
        .by(MatchReason::Link, |stage| link(&stage.id))
        .by(MatchReason::Name, |stage| names(&stage.name));
    let mut steps = Open::new(
        a.stages.iter().flat_map(|stage| &stage.steps),
        b.stages.iter().flat_map(|stage| &stage.steps),
    );
    steps.by(MatchReason::Link, |step| link(&step.id));
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    for (i, old) in steps.old.iter().enumerate() {
        for (k, new) in steps.new.iter().enumerate() {
            let both = old
                .activities
                .iter()
                .filter(|activity| new.activities.contains(activity))
                .count();
            let all = old.activities.len() + new.activities.len() - both;
            if both > 0 && both * 2 >= all {
                alike.push((both * 1000 / all, i, k));
            }
        }
    }
    alike.sort_by_key(|(share, i, k)| (std::cmp::Reverse(*share), *i, *k));
    let (mut old_taken, mut new_taken) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, k) in alike {
        if !old_taken.contains(&i) && !new_taken.contains(&k) {
            old_taken.insert(i);
            new_taken.insert(k);
            let (old, new) = (steps.old[i].id.clone(), steps.new[k].id.clone());
            steps
                .pairs
                .push((RecordKind::Step, old, new, MatchReason::Activities));
        }
    }
    let paired: HashSet<String> = steps
        .pairs
        .iter()
        .flat_map(|(_, old, new, _)| [old.clone(), new.clone()])
        .collect();
    steps.old.retain(|step| !paired.contains(&step.id));
    steps.new.retain(|step| !paired.contains(&step.id));
    steps.by(MatchReason::Name, |step| names(&step.name));
    [stages.pairs, steps.pairs].concat()
}

/// Personas, channels and items: by their id in the library, by name.
fn shared(a: &Map, b: &Map, _: &Map) -> Pairs {
    let library = |id: &Option<String>| id.iter().cloned().collect::<Vec<String>>();
    let mut personas = Open::new(a.personas.iter(), b.personas.iter());
    personas
        .by(MatchReason::Library, |r| library(&r.library))
        .by(MatchReason::Name, |r| names(&r.name));
    let mut channels = Open::new(a.channels.iter(), b.channels.iter());
    channels
        .by(MatchReason::Library, |r| library(&r.library))
        .by(MatchReason::Name, |r| names(&r.name));
    let mut items = Open::new(a.items.iter(), b.items.iter());
    items
        .by(MatchReason::Library, |r| library(&r.library))
        .by(MatchReason::Name, |r| {
            names(&r.name).into_iter().map(|name| (r.kind, name)).collect()
        });
    [personas.pairs, channels.pairs, items.pairs].concat()
}

fn lanes_and_traits(a: &Map, b: &Map, _: &Map) -> Pairs {
    let mut lanes = Open::new(a.lanes.iter(), b.lanes.iter());
    lanes
        .by(MatchReason::Name, |lane| {
            names(&lane.name)
                .into_iter()
                .map(|name| (lane.role, lane.persona.clone(), name))
                .collect()
        })
        .by(MatchReason::Role, |lane| match lane.role {
            // Notes are about anything.
            crate::document::LaneRole::Text => vec![],
            role => vec![(role, lane.persona.clone())],
        });
    let mut pairs = lanes.pairs;
    for persona in &a.personas {
        if let Some(other) = b.personas.iter().find(|other| other.id == persona.id) {
            let mut traits = Open::new(persona.traits.iter(), other.traits.iter());
            traits.by(MatchReason::Name, |one| {
                names(&one.text)
                    .into_iter()
                    .map(|text| (one.kind, text))
                    .collect()
            });
            pairs.append(&mut traits.pairs);
        }
    }
    pairs
}

/// Cards of the same cell that say the same or show the same kind of number; moves between the same steps; paths.
fn cards_and_ways(a: &Map, b: &Map, _: &Map) -> Pairs {
    let mut cards = Open::new(a.cards.iter(), b.cards.iter());
    cards
        .by(MatchReason::Place, |card| {
            names(&card.text)
                .into_iter()
                .map(|text| (card.lane.clone(), card.at.clone(), text))
                .collect()
        })
        .by(MatchReason::Place, |card| {
            let metric = card
                .metric
                .as_ref()
                .map(|metric| (metric.name, names(&metric.label)));
            let place = (
                card.lane.clone(),
                card.at.clone(),
                card.personas.clone(),
                card.channel.clone(),
            );
            let shows = metric.is_some() || card.feeling.is_some();
            shows
                .then_some((place, metric, card.feeling.is_some()))
                .into_iter()
                .collect::<Vec<_>>()
        });
    let mut moves = Open::new(a.moves.iter(), b.moves.iter());
    moves.by(MatchReason::Place, |way| {
        vec![(way.from.clone(), way.to.clone(), way.kind)]
    });
    let mut paths = Open::new(a.paths.iter(), b.paths.iter());
    paths.by(MatchReason::Name, |path| names(&path.name));
    [cards.pairs, moves.pairs, paths.pairs].concat()
}
