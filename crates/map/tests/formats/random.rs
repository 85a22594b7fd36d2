//! Maps nobody would draw, from a seed.

use tropa_map::document::*;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

/// Everything that means something to some format.
const PIECES: &[&str] = &[
    "Make tea",
    "Ждёт доставку",
    "title",
    "Section chief",
    "journey",
    "accDescr",
    ": ",
    ";",
    "#35;",
    "#1",
    "%%",
    "50% off",
    "<br/>",
    "<b>",
    "&amp;",
    "\"",
    "'",
    "{x}",
    "=1+1",
    "-5",
    "+7 495",
    "@you",
    ", ",
    "a | b",
    "[x]",
    "• ",
    "↔ ",
    "‹›",
    "\u{2028}",
    "😀",
    "é",
    "§",
    "\\",
    "/",
    "(no data)",
    "|",
    "* ",
    "# ",
    "- ",
    "1. ",
    "```",
    "]]>",
    "--",
    "~",
    "_it_",
    "**b**",
    "Клиент №1",
    "null",
    "0x3",
    "true",
];

pub fn text(random: &mut Random) -> String {
    let n = 1 + random.below(4);
    let pieces: Vec<&str> = (0..n).map(|_| random.of(PIECES)).collect();
    let text = pieces.join(random.of(&["", " "]));
    // A name of nothing but white space is no name.
    if text.split_whitespace().next().is_none() {
        "x".to_owned()
    } else {
        text
    }
}

/// On one line, with one space between words, as names are.
pub fn name(random: &mut Random) -> String {
    text(random).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: String) -> LocalText {
    LocalText::plain(text)
}

/// Stages, steps, lanes, personas, channels and cards of every kind; `rich` maps also say what few formats can carry.
pub fn map(seed: u64, rich: bool) -> Map {
    let random = &mut Random::new(seed);
    let mut map = Map {
        format: tropa_map::FORMAT.to_owned(),
        version: tropa_map::VERSION,
        id: format!("map-{seed}"),
        title: words(name(random)),
        ..Map::default()
    };
    for i in 0..random.below(4) {
        // Two people of one name are one person to every format that knows names only.
        map.personas.push(Persona {
            id: format!("p{i}"),
            name: words(format!("{} {i}", name(random))),
            ..Persona::default()
        });
    }
    for i in 0..1 + random.below(3) {
        map.channels.push(Channel {
            id: format!("c{i}"),
            name: words(format!("{} {i}", name(random))),
            icon: "web".into(),
            ..Channel::default()
        });
    }
    for i in 0..1 + random.below(4) {
        let mut stage = Stage {
            id: format!("s{i}"),
            name: words(format!("{} {i}", name(random))),
            ..Stage::default()
        };
        for k in 0..random.below(4) {
            stage.steps.push(Step {
                id: format!("s{i}-{k}"),
                name: words(name(random)),
                moment_of_truth: random.chance(20),
                ..Step::default()
            });
        }
        map.stages.push(stage);
    }
    let roles = [
        LaneRole::Actions,
        LaneRole::Feelings,
        LaneRole::Channels,
        LaneRole::Pains,
        LaneRole::Opportunities,
        LaneRole::ActionItems,
        LaneRole::Text,
        LaneRole::Kpis,
    ];
    for i in 0..1 + random.below(6) {
        let own = if random.chance(50) {
            words(format!("{} {i}", name(random)))
        } else {
            LocalText::default()
        };
        map.lanes.push(Lane {
            id: format!("l{i}"),
            role: random.of(&roles),
            name: own,
            ..Lane::default()
        });
    }
    let places: Vec<String> = map
        .stages
        .iter()
        .flat_map(|stage| std::iter::once(stage.id.clone()).chain(stage.steps.iter().map(|s| s.id.clone())))
        .collect();
    for i in 0..random.below(30) {
        let lane = random.of(&map.lanes);
        let mut card = Card {
            id: format!("k{i}"),
            lane: lane.id.clone(),
            at: random.of(&places),
            ..Card::default()
        };
        match lane.role {
            LaneRole::Feelings => {
                card.feeling = Some(FeelingPoint {
                    value: (random.below(401) as f64 - 200.0) / 100.0,
                    ..FeelingPoint::default()
                });
                if random.chance(40) {
                    card.text = words(text(random));
                }
            }
            LaneRole::Channels => card.channel = Some(random.of(&map.channels).id),
            _ => card.text = words(text(random)),
        }
        if random.chance(30) && !map.personas.is_empty() {
            card.personas.push(random.of(&map.personas).id);
        }
        if rich {
            enrich(random, &mut card, lane.role);
        }
        map.cards.push(card);
    }
    map
}

fn enrich(random: &mut Random, card: &mut Card, role: LaneRole) {
    if random.chance(30) {
        card.metric = Some(Metric {
            name: MetricName::Reach,
            value: 0.5,
            unit: MetricUnit::Share,
            n: 40,
            count: Some(20),
            base: words(name(random)),
            ..Metric::default()
        });
    }
    if role == LaneRole::ActionItems && random.chance(60) {
        card.action = Some(ActionItem {
            status: Status::Doing,
            owner: Some("Anna".into()),
            due: Some("2026-12-31".into()),
            ..ActionItem::default()
        });
    }
    if role == LaneRole::Opportunities && random.chance(60) {
        card.opportunity = Some(Opportunity {
            status: Status::Planned,
            owner: Some("Oleg".into()),
            ..Opportunity::default()
        });
    }
    if random.chance(20) {
        card.state = EvidenceState::Measured;
        card.evidence.push(Evidence {
            rule: Some("rule".into()),
            ..Evidence::default()
        });
    }
    if random.chance(20) {
        card.emotions.push(Emotion::Joy);
    }
}
