//! Maps and changes at random, the same for the same seed.

#![allow(dead_code, reason = "each test file uses its part")]

use serde_json::json;
use tropa_map::Map;
use tropa_map::change::{Change, Part, Place, Record, RecordKind};
use tropa_map::document::*;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0..n
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn chance(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if list.is_empty() {
            None
        } else {
            list.get(self.below(list.len()))
        }
    }

    fn some(&mut self, ids: &[String], most: usize) -> Vec<String> {
        let mut some: Vec<String> = (0..self.below(most + 1))
            .filter_map(|_| self.of(ids).cloned())
            .collect();
        some.sort();
        some.dedup();
        some
    }

    pub fn text(&mut self) -> LocalText {
        const WORDS: [(&str, &str); 8] = [
            ("waits", "ждёт"),
            ("calls", "звонит"),
            ("pays", "платит"),
            ("doubts", "сомневается"),
            ("the courier", "курьер"),
            ("is late", "опаздывает"),
            ("again", "снова"),
            ("in the app", "в приложении"),
        ];
        let (mut en, mut ru) = (Vec::new(), Vec::new());
        for _ in 0..=self.below(3) {
            let (a, b) = WORDS[self.below(WORDS.len())];
            en.push(a);
            ru.push(b);
        }
        match self.below(3) {
            0 => LocalText::plain(en.join(" ")),
            _ => LocalText::en_ru(en.join(" "), ru.join(" ")),
        }
    }

    fn unknown(&mut self) -> Unknown {
        if self.chance(70) {
            return Unknown::new();
        }
        Unknown::from([(
            "x_note".to_owned(),
            json!({"of": self.below(9), "list": [1, null, "a"]}),
        )])
    }

    fn metric(&mut self) -> Metric {
        Metric {
            value: self.below(100) as f64 / 100.0,
            unit: MetricUnit::Share,
            n: 100 + self.below(1000) as u64,
            base: LocalText::en_ru("journeys", "путей"),
            ..Metric::default()
        }
    }

    fn evidence(&mut self) -> Vec<Evidence> {
        (0..self.below(3))
            .map(|_| Evidence {
                reason: self.text(),
                note: self.chance(50).then(|| Note {
                    text: self.text(),
                    by: "Anna".into(),
                    ..Note::default()
                }),
                log: self.chance(20).then(|| LogLink {
                    source: "shop".into(),
                    format: LogFormat::Ocel,
                    activities: vec!["pay".into()],
                    ..LogLink::default()
                }),
                unknown: self.unknown(),
                ..Evidence::default()
            })
            .collect()
    }
}

fn ids(kind: &str, n: usize) -> Vec<String> {
    (1..=n).map(|i| format!("{kind}{i}")).collect()
}

/// A sound map with some of everything.
pub fn map(seed: u64) -> Map {
    let r = &mut Random(seed);
    let personas = ids("persona", r.below(4));
    let images = ids("image", r.below(3));
    let channels = ids("channel", 1 + r.below(3));
    let items = ids("item", 2 + r.below(4));
    let mut n_steps = 0;
    let stages: Vec<Stage> = (1..=1 + r.below(4))
        .map(|i| Stage {
            id: format!("stage{i}"),
            name: r.text(),
            goal: if r.chance(50) {
                r.text()
            } else {
                LocalText::default()
            },
            steps: (0..r.below(4) + usize::from(i == 1))
                .map(|_| {
                    n_steps += 1;
                    Step {
                        id: format!("step{n_steps}"),
                        name: r.text(),
                        activities: (0..r.below(3)).map(|k| format!("act{n_steps}.{k}")).collect(),
                        touchpoints: r.some(&items, 2),
                        main: r.chance(50),
                        optional: r.chance(30),
                        typical_s: r.chance(50).then(|| r.below(9999) as f64),
                        intended: r.chance(30).then(|| Wish {
                            feeling: Some(1.0),
                            ..Wish::default()
                        }),
                        unknown: r.unknown(),
                        ..Step::default()
                    }
                })
                .collect(),
            unknown: r.unknown(),
            ..Stage::default()
        })
        .collect();
    let steps: Vec<String> = stages
        .iter()
        .flat_map(|s| &s.steps)
        .map(|s| s.id.clone())
        .collect();
    let columns: Vec<String> = steps
        .iter()
        .cloned()
        .chain(stages.iter().map(|s| s.id.clone()))
        .collect();
    let roles = [
        LaneRole::Actions,
        LaneRole::Feelings,
        LaneRole::Pains,
        LaneRole::Opportunities,
        LaneRole::ActionItems,
        LaneRole::Text,
    ];
    let lanes: Vec<Lane> = (0..2 + r.below(4))
        .map(|i| Lane {
            id: format!("lane{}", i + 1),
            role: roles[i],
            persona: if r.chance(20) {
                r.of(&personas).cloned()
            } else {
                None
            },
            unknown: r.unknown(),
            ..Lane::default()
        })
        .collect();
    let card_ids = ids("card", 3 + r.below(25));
    let cards: Vec<Card> = card_ids
        .iter()
        .map(|id| {
            let at = r.below(columns.len());
            let until = (at + 1 < steps.len() && r.chance(25))
                .then(|| steps[at + 1 + r.below(steps.len() - at - 1)].clone());
            let bare = r.chance(15);
            Card {
                id: id.clone(),
                lane: lanes[r.below(lanes.len())].id.clone(),
                at: columns[at].clone(),
                until,
                text: if bare { LocalText::default() } else { r.text() },
                channel: if bare || r.chance(20) {
                    r.of(&channels).cloned()
                } else {
                    None
                },
                personas: r.some(&personas, 2),
                items: r.some(&items, 2),
                image: if r.chance(20) {
                    r.of(&images).cloned()
                } else {
                    None
                },
                metric: r.chance(30).then(|| r.metric()),
                feeling: r.chance(30).then(|| FeelingPoint {
                    value: r.below(5) as f64 - 2.0,
                    ..FeelingPoint::default()
                }),
                moment: r.chance(15).then(|| Moment {
                    outcome: r.text(),
                    effect: r.chance(50).then(|| r.metric()),
                    touchpoint: r.of(&items).cloned(),
                    ..Moment::default()
                }),
                opportunity: r.chance(25).then(|| Opportunity {
                    rank: r.chance(50).then_some(1),
                    answers: r.some(&card_ids, 2),
                    solves: r.some(&card_ids, 1),
                    ..Opportunity::default()
                }),
                action: r.chance(20).then(|| ActionItem {
                    opportunity: r.of(&card_ids).cloned(),
                    measured: r.chance(50).then(|| MeasuredEffect {
                        change: r.metric(),
                        caveats: vec![r.text()],
                        ..MeasuredEffect::default()
                    }),
                    ..ActionItem::default()
                }),
                state: [EvidenceState::Measured, EvidenceState::Assumption][r.below(2)],
                evidence: r.evidence(),
                unknown: r.unknown(),
                ..Card::default()
            }
        })
        .collect();
    let commented: Vec<String> = columns
        .iter()
        .chain(&card_ids)
        .chain(&personas)
        .cloned()
        .chain(lanes.iter().map(|l| l.id.clone()))
        .collect();
    let comments: Vec<Comment> = (1..=r.below(8))
        .map(|i| Comment {
            id: format!("comment{i}"),
            at: r.of(&commented).expect("a map has lanes").clone(),
            when: "2026-03-01T10:00:00Z".into(),
            by: "Ivan".into(),
            text: "Is this so?".into(),
            answers: (i > 1 && r.chance(40)).then(|| format!("comment{}", i - 1)),
            unknown: r.unknown(),
            ..Comment::default()
        })
        .collect();
    Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: "random".into(),
        title: r.text(),
        owner: r.chance(50).then(|| "Anna".into()),
        personas: personas
            .iter()
            .map(|id| Persona {
                id: id.clone(),
                name: r.text(),
                image: if r.chance(50) {
                    r.of(&images).cloned()
                } else {
                    None
                },
                traits: (0..r.below(3))
                    .map(|k| Trait {
                        id: format!("{id}.trait{k}"),
                        text: r.text(),
                        evidence: r.evidence(),
                        ..Trait::default()
                    })
                    .collect(),
                unknown: r.unknown(),
                ..Persona::default()
            })
            .collect(),
        moves: (1..=r.below(4))
            .map(|i| Move {
                id: format!("move{i}"),
                from: r.of(&steps).expect("the first stage has a step").clone(),
                to: r.of(&steps).expect("the first stage has a step").clone(),
                kind: [MoveKind::Branch, MoveKind::Loop][r.below(2)],
                personas: r.some(&personas, 1),
                evidence: r.evidence(),
                ..Move::default()
            })
            .collect(),
        paths: (1..=r.below(3))
            .map(|i| Path {
                id: format!("path{i}"),
                name: r.text(),
                steps: (0..1 + r.below(5))
                    .filter_map(|_| r.of(&steps).cloned())
                    .collect(),
                share: 0.5,
                ..Path::default()
            })
            .collect(),
        channels: channels
            .iter()
            .map(|id| Channel {
                id: id.clone(),
                name: r.text(),
                icon: "web".into(),
                ..Channel::default()
            })
            .collect(),
        items: items
            .iter()
            .map(|id| Item {
                id: id.clone(),
                name: r.text(),
                channel: if r.chance(50) {
                    r.of(&channels).cloned()
                } else {
                    None
                },
                unknown: r.unknown(),
                ..Item::default()
            })
            .collect(),
        images: images
            .iter()
            .map(|id| Image {
                id: id.clone(),
                media_type: "image/svg+xml".into(),
                bytes: "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=".into(),
                ..Image::default()
            })
            .collect(),
        brand: r.chance(30).then(|| Brand {
            logo: r.of(&images).cloned(),
            ..Brand::default()
        }),
        links: (1..=r.below(3))
            .map(|i| MapLink {
                id: format!("link{i}"),
                map: "other".into(),
                at: r.of(&columns).cloned(),
                ..MapLink::default()
            })
            .collect(),
        stages,
        lanes,
        cards,
        comments,
        unknown: r.unknown(),
        ..Map::default()
    }
}

/// Ids of all records of a kind.
pub fn all(map: &Map, kind: RecordKind) -> Vec<String> {
    fn of<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
        ids.cloned().collect()
    }
    match kind {
        RecordKind::Map => vec![map.id.clone()],
        RecordKind::Stage => of(map.stages.iter().map(|r| &r.id)),
        RecordKind::Step => of(map.stages.iter().flat_map(|s| &s.steps).map(|r| &r.id)),
        RecordKind::Lane => of(map.lanes.iter().map(|r| &r.id)),
        RecordKind::Card => of(map.cards.iter().map(|r| &r.id)),
        RecordKind::Persona => of(map.personas.iter().map(|r| &r.id)),
        RecordKind::Trait => of(map.personas.iter().flat_map(|p| &p.traits).map(|r| &r.id)),
        RecordKind::Channel => of(map.channels.iter().map(|r| &r.id)),
        RecordKind::Item => of(map.items.iter().map(|r| &r.id)),
        RecordKind::Move => of(map.moves.iter().map(|r| &r.id)),
        RecordKind::Path => of(map.paths.iter().map(|r| &r.id)),
        RecordKind::Link => of(map.links.iter().map(|r| &r.id)),
        RecordKind::Image => of(map.images.iter().map(|r| &r.id)),
        RecordKind::Comment => of(map.comments.iter().map(|r| &r.id)),
        RecordKind::Former => of(map.former.iter().map(|r| &r.id)),
    }
}

const DIVISIBLE: [RecordKind; 7] = [
    RecordKind::Stage,
    RecordKind::Step,
    RecordKind::Lane,
    RecordKind::Card,
    RecordKind::Persona,
    RecordKind::Channel,
    RecordKind::Item,
];

/// A change that may or may not be possible on the map.
pub fn change(map: &Map, r: &mut Random) -> Change {
    let kind = RecordKind::LISTS[r.below(RecordKind::LISTS.len() - 1)];
    let known = all(map, kind);
    let Some(id) = r.of(&known).cloned() else {
        return Change::rename(RecordKind::Map, &map.id, "ru", "Другое имя");
    };
    let parents = kind.parent().map(|parent| all(map, parent)).unwrap_or_default();
    let place = match r.below(3) {
        0 => Place::First,
        1 => Place::Last,
        _ => r.of(&known).cloned().map_or(Place::Last, Place::After),
    };
    match r.below(9) {
        0 => Change::rename(kind, &id, ["en", "ru", "kk"][r.below(3)], "renamed"),
        1 => Change::Set {
            of: kind,
            id,
            field: vec!["x_new".into(), "inner".into()],
            value: Some(json!([1, {"a": null}])),
        },
        2 => {
            let mut record = tropa_map::change::record(map, kind, &id).expect("the id is known");
            give_id(&mut record, &format!("{id}+{}", r.below(1000)));
            Change::Add {
                record,
                parent: r.of(&parents).cloned(),
                place,
            }
        }
        3 => Change::Remove { of: kind, id },
        4 => Change::Move {
            of: kind,
            id,
            parent: if r.chance(50) {
                r.of(&parents).cloned()
            } else {
                None
            },
            place,
        },
        5 => Change::PlaceCard {
            id: r.of(&all(map, RecordKind::Card)).cloned().unwrap_or_default(),
            lane: r.of(&all(map, RecordKind::Lane)).cloned().unwrap_or_default(),
            at: r.of(&all(map, RecordKind::Step)).cloned().unwrap_or_default(),
            until: r
                .of(&all(map, RecordKind::Step))
                .cloned()
                .filter(|_| r.chance(40)),
            place: None,
        },
        6 => merge(map, r),
        7 => split(map, r),
        _ => {
            let field = ["purpose", "brand", "owner"][r.below(3)].to_owned();
            Change::Set {
                of: RecordKind::Map,
                id: map.id.clone(),
                field: vec![field],
                value: None,
            }
        }
    }
}

fn merge(map: &Map, r: &mut Random) -> Change {
    let of = DIVISIBLE[r.below(DIVISIBLE.len())];
    let known = all(map, of);
    let ids = (0..2 + r.below(2))
        .filter_map(|_| r.of(&known).cloned())
        .collect();
    Change::Merge { of, ids }
}

fn split(map: &Map, r: &mut Random) -> Change {
    let of = DIVISIBLE[r.below(DIVISIBLE.len())];
    let known = all(map, of);
    let id = r.of(&known).cloned().unwrap_or_default();
    let takes: Vec<String> = [
        RecordKind::Card,
        RecordKind::Step,
        RecordKind::Trait,
        RecordKind::Comment,
    ]
    .iter()
    .filter_map(|kind| r.of(&all(map, *kind)).cloned())
    .collect();
    let into = (0..2 + r.below(2))
        .filter_map(|i| {
            let mut record = tropa_map::change::record(map, of, &id)?;
            give_id(&mut record, &format!("{id}/{i}"));
            match &mut record {
                Record::Stage(stage) => stage.steps.clear(),
                Record::Persona(persona) => persona.traits.clear(),
                Record::Step(step) => step.activities.truncate(i),
                _ => {}
            }
            Some(Part {
                record,
                takes: if i == 1 { takes.clone() } else { Vec::new() },
            })
        })
        .collect();
    Change::Split { of, id, into }
}

fn give_id(record: &mut Record, id: &str) {
    let id = id.to_owned();
    match record {
        Record::Stage(record) => {
            record
                .steps
                .iter_mut()
                .for_each(|step| step.id = format!("{id}:{}", step.id));
            record.id = id;
        }
        Record::Persona(record) => {
            record
                .traits
                .iter_mut()
                .for_each(|t| t.id = format!("{id}:{}", t.id));
            record.id = id;
        }
        Record::Step(record) => record.id = id,
        Record::Lane(record) => record.id = id,
        Record::Card(record) => record.id = id,
        Record::Trait(record) => record.id = id,
        Record::Channel(record) => record.id = id,
        Record::Item(record) => record.id = id,
        Record::Move(record) => record.id = id,
        Record::Path(record) => record.id = id,
        Record::Link(record) => record.id = id,
        Record::Image(record) => record.id = id,
        Record::Comment(record) => record.id = id,
        Record::Former(record) => record.id = id,
    }
}
