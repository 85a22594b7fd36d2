//! A map of 100 steps × 30 lanes with 6,000 cards: how long reading, checking, comparing and drawing it take, on one core.
//!
//! `cargo bench -p tropa-render` prints the least and the median of several turns of each. The map is the same every time;
//! its words are as many and as long as those of real cards, so that nothing is quick only because it repeats.

use std::hint::black_box;
use std::time::{Duration, Instant};
use tropa_map::document::*;
use tropa_map::{Map, diff, lint, merge, parse, to_json, to_yaml, validate};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::{LocalText, PainKind};
use tropa_render::{Format, Layout, Paper, RenderOptions, render};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STAGES: usize = 10;
const STEPS_OF_A_STAGE: usize = 10;
const CARDS: usize = 6_000;
const TURNS: usize = 9;

fn main() {
    // Cargo asks benchmarks for their tests too.
    if std::env::args().any(|word| word == "--test" || word == "--list") {
        return;
    }
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let map = large_map();
    assert!(validate(&map).is_empty(), "{:?}", validate(&map));
    let (json, yaml) = (to_json(&map), to_yaml(&map));
    let (ours, theirs) = (edited(&map, 7), edited(&map, 11));
    println!(
        "{} steps, {} lanes, {} cards; JSON {} KB, YAML {} KB\n",
        STAGES * STEPS_OF_A_STAGE,
        map.lanes.len(),
        map.cards.len(),
        json.len() / 1024,
        yaml.len() / 1024
    );
    println!("{:<34} {:>10} {:>10} {:>10}", "", "least, ms", "median, ms", "KB");
    let say = |name: &str, work: &dyn Fn() -> usize| {
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            return;
        }
        let mut bytes = work();
        let mut times: Vec<Duration> = (0..TURNS)
            .map(|_| {
                let start = Instant::now();
                bytes = black_box(work());
                start.elapsed()
            })
            .collect();
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        // Where nothing is written there is no size.
        let size = if bytes == 0 {
            String::new()
        } else {
            (bytes / 1024).to_string()
        };
        println!(
            "{name:<34} {:>10.1} {:>10.1} {size:>10}",
            ms(times[0]),
            ms(times[TURNS / 2])
        );
    };
    say("read JSON", &|| {
        nothing(parse(&json).expect("it was written by us"))
    });
    say("read YAML", &|| {
        nothing(parse(&yaml).expect("it was written by us"))
    });
    say("write JSON", &|| to_json(&map).len());
    say("write YAML", &|| to_yaml(&map).len());
    say("validate", &|| nothing(validate(&map)));
    say("advice", &|| nothing(lint(&map, "2026-11-22")));
    say("difference of two versions", &|| nothing(diff::diff(&map, &ours)));
    say("merge of two edits", &|| {
        nothing(merge::merge(&map, &ours, &theirs))
    });
    let draw =
        |format: Format, options: &RenderOptions| render(&map, format, options).expect("it is drawn").len();
    let options = RenderOptions::default();
    say("SVG", &|| draw(Format::Svg, &options));
    say("PDF, one sheet", &|| draw(Format::Pdf, &options));
    let paper = RenderOptions {
        paper: Paper::of("a1"),
        ..RenderOptions::default()
    };
    say("PDF, A1", &|| draw(Format::Pdf, &paper));
    say("HTML", &|| draw(Format::Html, &options));
    say("PPTX", &|| draw(Format::Pptx, &options));
    say("Markdown", &|| draw(Format::Markdown, &options));
    let table = RenderOptions {
        layout: Layout::Table,
        ..RenderOptions::default()
    };
    say("SVG, layout table", &|| draw(Format::Svg, &table));
}

/// The work is done, and there are no bytes to show for it.
fn nothing<T>(result: T) -> usize {
    black_box(result);
    0
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// A made-up word of two to five syllables; some 600 of them are ever said.
    fn word(&mut self, russian: bool) -> String {
        const EN: [&str; 12] = [
            "de", "li", "ver", "or", "der", "pay", "ment", "wai", "ting", "sto", "re", "call",
        ];
        const RU: [&str; 12] = [
            "до", "ста", "вка", "за", "каз", "о", "пла", "та", "жи", "да", "ни", "е",
        ];
        let mut own = Random(self.below(600) as u64);
        let syllables = if russian { RU } else { EN };
        (0..2 + own.below(4)).map(|_| syllables[own.below(12)]).collect()
    }

    fn words(&mut self, count: usize, russian: bool) -> String {
        (0..count)
            .map(|_| self.word(russian))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn text(&mut self, count: usize) -> LocalText {
        let (en, ru) = (self.words(count, false), self.words(count, true));
        LocalText::en_ru(en, ru)
    }
}

const ROLES: [LaneRole; 30] = {
    use LaneRole::*;
    [
        Goals,
        Actions,
        Touchpoints,
        Channels,
        Content,
        Thoughts,
        Feelings,
        Needs,
        Expectations,
        Pains,
        Delights,
        MomentsOfTruth,
        Quotes,
        Questions,
        Kpis,
        Opportunities,
        Ideas,
        ActionItems,
        Owner,
        FrontStage,
        BackStage,
        Support,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
    ]
};

fn large_map() -> Map {
    let mut random = Random(42);
    let mut map = Map {
        format: tropa_map::FORMAT.to_owned(),
        version: tropa_map::VERSION,
        id: "large".to_owned(),
        title: LocalText::en_ru("A large map", "Большая карта"),
        ..Map::default()
    };
    map.personas = (0..4)
        .map(|i| Persona {
            id: format!("p{i}"),
            name: random.text(2),
            ..Persona::default()
        })
        .collect();
    map.channels = (0..8)
        .map(|i| Channel {
            id: format!("ch{i}"),
            name: random.text(1),
            ..Channel::default()
        })
        .collect();
    map.stages = (0..STAGES)
        .map(|s| Stage {
            id: format!("s{s}"),
            name: random.text(2),
            steps: (0..STEPS_OF_A_STAGE)
                .map(|i| Step {
                    id: format!("s{s}-{i}"),
                    name: random.text(3),
                    main: true,
                    ..Step::default()
                })
                .collect(),
            ..Stage::default()
        })
        .collect();
    map.lanes = ROLES
        .iter()
        .enumerate()
        .map(|(i, role)| Lane {
            id: format!("l{i}"),
            role: *role,
            name: random.text(2),
            ..Lane::default()
        })
        .collect();
    let cells = STAGES * STEPS_OF_A_STAGE * ROLES.len();
    map.cards = (0..CARDS).map(|i| card(&mut random, i, cells)).collect();
    map
}

fn card(random: &mut Random, i: usize, cells: usize) -> Card {
    let (cell, again) = (i % cells, i / cells);
    let (column, lane) = (cell / ROLES.len(), cell % ROLES.len());
    let words = 3 + random.below(9);
    let mut card = Card {
        id: format!("c{i}"),
        lane: format!("l{lane}"),
        at: format!("s{}-{}", column / STEPS_OF_A_STAGE, column % STEPS_OF_A_STAGE),
        text: random.text(words),
        state: EvidenceState::SingleVoice,
        evidence: vec![Evidence {
            reason: random.text(6),
            quote: Some(Quote {
                text: random.words(8, true),
                ..Quote::default()
            }),
            ..Evidence::default()
        }],
        ..Card::default()
    };
    match ROLES[lane] {
        LaneRole::Feelings => {
            let value = random.below(41) as f64 / 10.0 - 2.0;
            card.personas = vec![format!("p{}", again % 4)];
            card.feeling = Some(FeelingPoint {
                value,
                lo: Some((value - 0.4).max(-2.0)),
                hi: Some((value + 0.4).min(2.0)),
                n: Some(40),
                ..FeelingPoint::default()
            });
        }
        LaneRole::Kpis => {
            card.metric = Some(Metric {
                name: MetricName::Own,
                label: random.text(2),
                value: random.below(1000) as f64 / 10.0,
                unit: MetricUnit::Number,
                n: 100,
                base: LocalText::en_ru("orders", "заказов"),
                ..Metric::default()
            });
        }
        LaneRole::Channels => card.channel = Some(format!("ch{}", random.below(8))),
        LaneRole::Pains => {
            card.pain = Some(Pain {
                kind: PainKind::Waiting,
                severity: 1.0 + random.below(5) as f64,
                severity_unit: "h".to_owned(),
                ..Pain::default()
            });
        }
        _ => {}
    }
    card
}

/// Every `nth` card has other words.
fn edited(map: &Map, nth: usize) -> Map {
    let mut map = map.clone();
    let mut random = Random(nth as u64);
    for card in map.cards.iter_mut().step_by(nth) {
        card.text = random.text(6);
    }
    map
}
