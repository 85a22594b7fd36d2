//! Real logs, where they are at hand: what discovery says of them must make sense to people who know the business.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use common::{Event, Log};
use flate2::read::GzDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use tropa_mine::{DiscoverOptions, plan, propose};
use tropa_model::Proposal;
use tropa_model::time::parse_rfc3339;

/// Opens a gzipped file of the developers' data, or says that the test is skipped.
fn open(path: &str) -> Option<GzDecoder<BufReader<File>>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let full = std::env::var_os("TROPA_SHARED")
        .map_or(here, PathBuf::from)
        .join("data")
        .join(path);
    match File::open(&full) {
        Ok(file) => Some(GzDecoder::new(BufReader::new(file))),
        Err(error) => {
            println!(
                "skipped: {} cannot be read ({error}); set TROPA_SHARED",
                full.display()
            );
            None
        }
    }
}

fn discover(log: &Log) -> Proposal {
    let (touchpoints, graph, variants) = (log.touchpoints(), log.graph(), log.variants(10_000));
    let plan = plan(&touchpoints, &graph, &variants, &DiscoverOptions::default()).unwrap();
    propose(
        &plan,
        &touchpoints,
        &graph,
        &variants,
        &log.stages(&plan.stages_ask()),
    )
    .unwrap()
}

fn stage_of(proposal: &Proposal, activity: &str) -> usize {
    let holds = |stage: &tropa_model::proposal::StageProposal| {
        stage.touchpoints.iter().any(|t| t.activity == activity)
    };
    proposal
        .stages
        .iter()
        .position(holds)
        .unwrap_or_else(|| panic!("{activity} is not drawn"))
}

/// Events of an XES file; a start and its complete are one event, schedules are none.
fn read_xes(reader: impl std::io::Read) -> Log {
    let mut xml = Reader::from_reader(BufReader::new(reader));
    let mut buffer = Vec::new();
    let (mut journeys, mut journey, mut event) = (Vec::new(), Vec::new(), None::<HashMap<String, String>>);
    let mut running: HashMap<String, usize> = HashMap::new();
    loop {
        match xml.read_event_into(&mut buffer).unwrap() {
            Xml::Eof => break,
            Xml::Start(tag) if tag.name().as_ref() == "trace" => {
                journey = Vec::new();
                running.clear();
            }
            Xml::Start(tag) if tag.name().as_ref() == "event" => event = Some(HashMap::new()),
            Xml::Start(tag) | Xml::Empty(tag) => {
                if let Some(event) = &mut event {
                    event.insert(attribute(&tag, "key"), attribute(&tag, "value"));
                }
            }
            Xml::End(tag) if tag.name().as_ref() == "event" => {
                let event = event.take().unwrap();
                let activity = event["concept:name"].clone();
                match event
                    .get("lifecycle:transition")
                    .map(|word| word.to_lowercase())
                    .as_deref()
                {
                    Some("schedule") => continue,
                    Some("start") => *running.entry(activity.clone()).or_default() += 1,
                    _ if running.get(&activity).is_some_and(|n| *n > 0) => {
                        *running.get_mut(&activity).unwrap() -= 1;
                        continue;
                    }
                    _ => {}
                }
                let time_us = parse_rfc3339(&event["time:timestamp"]).unwrap();
                journey.push(Event {
                    activity,
                    time_us,
                    ..Event::default()
                });
            }
            Xml::End(tag) if tag.name().as_ref() == "trace" => {
                journey.sort_by_key(|event: &Event| event.time_us);
                journeys.push(std::mem::take(&mut journey));
            }
            _ => {}
        }
        buffer.clear();
    }
    Log {
        journeys,
        ..Log::default()
    }
}

fn attribute(tag: &BytesStart, name: &str) -> String {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name);
    found
        .map(|attribute| attribute.value.into_owned())
        .unwrap_or_default()
}

#[test]
fn a_bank_knows_its_loan_applications_again() {
    let Some(file) = open("xes/bpic2012_loan_applications.xes.gz") else {
        return;
    };
    let proposal = discover(&read_xes(file));
    assert_eq!(proposal.n, 13_087);
    let reached: HashMap<&str, u64> = proposal
        .stages
        .iter()
        .flat_map(|s| &s.touchpoints)
        .map(|t| (t.activity.as_str(), t.journeys))
        .collect();
    // Published counts of the challenge.
    for (activity, journeys) in [
        ("A_PREACCEPTED", 7_367),
        ("O_SENT", 5_015),
        ("O_SENT_BACK", 3_254),
        ("A_APPROVED", 2_246),
        ("A_DECLINED", 7_635),
    ] {
        assert_eq!(reached[activity], journeys, "{activity}");
    }
    // Application, completing it, offer, going after the answer and validating, decision: five phases in this order.
    let phases = [
        "A_SUBMITTED",
        "A_PREACCEPTED",
        "O_SENT",
        "W_Valideren aanvraag",
        "A_APPROVED",
    ];
    assert_eq!(
        phases.map(|activity| stage_of(&proposal, activity)),
        [0, 1, 2, 3, 4]
    );
    for (a, b) in [
        ("A_SUBMITTED", "A_PARTLYSUBMITTED"),
        ("A_PREACCEPTED", "W_Completeren aanvraag"),
        ("O_CREATED", "O_SENT"),
        ("A_APPROVED", "A_ACTIVATED"),
        ("A_APPROVED", "A_DECLINED"),
    ] {
        assert_eq!(stage_of(&proposal, a), stage_of(&proposal, b), "{a} and {b}");
    }
    assert_eq!(
        (
            proposal.stages[0].name.get("en"),
            proposal.stages[4].name.get("ru")
        ),
        ("Application", "Решение")
    );
    let main = &proposal.main_path.activities;
    assert_eq!(
        (main[0].as_str(), main.contains(&"A_APPROVED".to_owned())),
        ("A_SUBMITTED", true)
    );
    assert!(
        !main.contains(&"A_DECLINED".to_owned()) && !main.contains(&"A_CANCELLED".to_owned()),
        "{main:?}"
    );
    assert_eq!(
        proposal.alternatives[0].activities,
        ["A_SUBMITTED", "A_PARTLYSUBMITTED", "A_DECLINED"]
    );
}

#[test]
fn a_shop_knows_its_funnel_again() {
    let Some(file) = open("clickstream/retentioneering_simple_onlineshop.csv.gz") else {
        return;
    };
    let mut journeys: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for row in csv::Reader::from_reader(file).records() {
        let row = row.unwrap();
        let time_us = parse_rfc3339(&row[2]).unwrap();
        journeys.entry(row[0].to_owned()).or_default().push(Event {
            activity: row[1].to_owned(),
            time_us,
            ..Event::default()
        });
    }
    let mut journeys: Vec<Vec<Event>> = journeys.into_values().collect();
    journeys
        .iter_mut()
        .for_each(|journey| journey.sort_by_key(|event| event.time_us));
    let proposal = discover(&Log {
        journeys,
        ..Log::default()
    });
    assert_eq!(proposal.n, 3_751);
    let names: Vec<&str> = proposal.stages.iter().map(|stage| stage.name.get("en")).collect();
    assert_eq!(names, ["Choose", "Cart", "Payment"]);
    let stages = [
        "catalog",
        "main",
        "cart",
        "delivery_choice",
        "payment_choice",
        "payment_done",
    ];
    assert_eq!(
        stages.map(|activity| stage_of(&proposal, activity)),
        [0, 0, 1, 1, 2, 2]
    );
    let of = |activity: &str| {
        let stage = &proposal.stages[stage_of(&proposal, activity)];
        stage
            .touchpoints
            .iter()
            .find(|t| t.activity == activity)
            .map(|t| t.journeys)
    };
    assert_eq!(
        ["cart", "delivery_choice", "payment_done"].map(of),
        [Some(1_924), Some(1_356), Some(653)]
    );
    assert!(
        proposal
            .notes
            .iter()
            .any(|note| note.get("en").starts_with("«lost» (3,098 journeys) is a mark"))
    );
}
