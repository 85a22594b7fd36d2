//! Prints the map proposed for an event log: `cargo run -p tropa-mine --example propose -- log.csv [auto|N|template]`.
//!
//! The file has columns actor, activity, time (RFC 3339), channel, score, in this order, under a header. Without a
//! file the demo's retailer is taken. Counting is done the slow way, so that this needs nothing but this crate.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Event, Log};
use std::collections::BTreeMap;
use tropa_mine::{DiscoverOptions, plan, propose};
use tropa_model::Scale;
use tropa_model::time::parse_rfc3339;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let log = match arguments.first().map(String::as_str) {
        None | Some("demo") => common::retailer(50_000, 1, tropa_sim::Language::English).0,
        Some("demo_ru") => common::retailer(50_000, 1, tropa_sim::Language::Russian).0,
        Some(path) => read(path)?,
    };
    let stages = arguments
        .get(1)
        .map_or(Ok(Default::default()), |text| text.parse())?;
    let (touchpoints, graph, variants) = (log.touchpoints(), log.graph(), log.variants(10_000));
    let options = DiscoverOptions {
        stages,
        ..Default::default()
    };
    let plan = plan(&touchpoints, &graph, &variants, &options)?;
    let answer = log.stages(&plan.stages_ask());
    let proposal = propose(&plan, &touchpoints, &graph, &variants, &answer)?;

    let language = arguments.get(2).map_or("en", String::as_str);
    println!("{} journeys, idle after {:?} s", proposal.n, proposal.idle_s);
    for stage in &proposal.stages {
        println!(
            "\n# {} | reached {} continued {} completed {} open {} lost {} ({:.1}%) purity {:.2}\n  {}",
            stage.name.get(language),
            stage.reached,
            stage.continued,
            stage.completed,
            stage.open,
            stage.lost,
            stage.loss * 100.0,
            stage.purity,
            stage.because.reason.get(language),
        );
        for t in &stage.touchpoints {
            let feeling = t
                .feeling
                .map(|f| format!(" feeling {:+.2} (n {})", f.value.0, f.n))
                .unwrap_or_default();
            let wait = t.wait.map(|w| w.p50_s).unwrap_or_default();
            let main = if t.main { "*" } else { " " };
            println!(
                "  {main} {:<28} {:>7} {:>5.1}% lost {:>6} wait {wait:>9.0} s{feeling}",
                t.activity,
                t.journeys,
                t.reach * 100.0,
                t.lost
            );
        }
    }
    println!(
        "\nmain path, {} journeys ({:.1}%): {}",
        proposal.main_path.journeys,
        proposal.main_path.share * 100.0,
        proposal.main_path.activities.join(" → ")
    );
    for path in &proposal.alternatives {
        println!(
            "alternative, {} ({:.1}%): {}",
            path.journeys,
            path.share * 100.0,
            path.activities.join(" → ")
        );
    }
    println!();
    for pain in &proposal.pains {
        println!(
            "{:?}: {} [{} of {}]\n    {}\n    {}",
            pain.kind,
            pain.title.get(language),
            pain.journeys,
            pain.of,
            pain.because.reason.get(language),
            pain.because.records.as_deref().unwrap_or("-")
        );
    }
    println!();
    for note in &proposal.notes {
        println!("note: {}", note.get(language));
    }
    Ok(())
}

fn read(path: &str) -> Result<Log, Box<dyn std::error::Error>> {
    let mut journeys: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut scores: Option<(f64, f64)> = None;
    for row in csv::Reader::from_path(path)?.records() {
        let row = row?;
        let text = |column| row.get(column).unwrap_or_default();
        let score: Option<f64> = text(4).parse().ok();
        if let Some(score) = score {
            let (lo, hi) = scores.unwrap_or((score, score));
            scores = Some((lo.min(score), hi.max(score)));
        }
        journeys.entry(text(0).to_owned()).or_default().push(Event {
            activity: text(1).to_owned(),
            time_us: parse_rfc3339(text(2)).ok_or_else(|| format!("not a time: {}", text(2)))?,
            channel: Some(text(3).to_owned()).filter(|c| !c.is_empty()),
            score,
        });
    }
    let mut journeys: Vec<Vec<Event>> = journeys.into_values().collect();
    for journey in &mut journeys {
        journey.sort_by_key(|event| event.time_us);
    }
    Ok(Log {
        journeys,
        scale: scores.and_then(|(lo, hi)| Scale::new(lo, hi)),
        filter: None,
    })
}
