//! Prints the segments of an event log: `cargo run -p tropa-mine --example segments -- log.csv [N|auto] [en|ru]`.
//!
//! The file has columns actor, activity, time (RFC 3339), then attributes of the journey, under a header; lines of one
//! actor stand together. An attribute is a number where every value is. Without a file, or with `planted`, journeys are
//! made whose segments are known.

use std::collections::HashMap;
use tropa_mine::segments::{ClusterOptions, adjusted_rand, by_journeys, compare, describe};
use tropa_model::time::parse_rfc3339;
use tropa_model::{ColumnOf, JourneyColumn, JourneyValues, Journeys};
use tropa_sim::segments::{SegmentsOptions, planted_segments};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (journeys, truth) = match arguments.first().map(String::as_str) {
        None | Some("planted") => {
            let planted = planted_segments(&SegmentsOptions {
                apart: 1.2,
                journeys: arguments.get(3).map_or(Ok(4_000), |text| text.parse())?,
                ..SegmentsOptions::default()
            });
            (planted.journeys, Some(planted.truth))
        }
        Some(path) => (read(path)?, None),
    };
    let options = ClusterOptions {
        segments: arguments.get(1).and_then(|text| text.parse().ok()),
        ..ClusterOptions::default()
    };
    let language = arguments.get(2).map_or("en", String::as_str);
    let began = std::time::Instant::now();
    let (division, _) = by_journeys(&journeys, &options);
    println!(
        "{} journeys divided in {:.1} s",
        journeys.len(),
        began.elapsed().as_secs_f64()
    );
    if let Some(truth) = truth {
        println!(
            "agreement with the planted segments {:.3}",
            adjusted_rand(&truth, &division.of)
        );
    }
    let segments = describe(&journeys, &division);
    if let Some(choice) = &segments.choice {
        println!("{} journeys. {}", segments.n, choice.reason.get(language));
        for tried in &choice.tried {
            println!(
                "  {} segments: gain {:+.3} ± {:.3}, by Schwarz {:+.3}, doubt {:.3}",
                tried.segments, tried.gain, tried.gain_se, tried.bayes, tried.doubt
            );
        }
    }
    for segment in &segments.segments {
        println!(
            "\n# {} | {} journeys, {:.1}% ({:.1}–{:.1}), certainty {:.2}",
            segment.name.get(language),
            segment.n,
            segment.share.value * 100.0,
            segment.share.lo * 100.0,
            segment.share.hi * 100.0,
            segment.certainty
        );
        if let Some(near) = &segment.near {
            println!(
                "  near: {} (precision {:.2}, recall {:.2})",
                near.filter, near.precision, near.recall
            );
        }
        if let Some(typical) = &segment.typical {
            println!(
                "  like {:.2}: {}",
                typical.likeness,
                typical.activities.join(" > ")
            );
        }
        for difference in &segment.differences {
            println!("  {:+.2} {}", difference.effect, difference.text.get(language));
        }
    }
    if let Some(compared) = compare(&journeys, &division, 0, 1, &Default::default()) {
        println!("\n{} touchpoints compared", compared.touchpoints.len());
    }
    Ok(())
}

fn read(path: &str) -> Result<Journeys, Box<dyn std::error::Error>> {
    let mut file = csv::Reader::from_path(path)?;
    let names: Vec<String> = file.headers()?.iter().skip(3).map(str::to_owned).collect();
    type Person = (String, Vec<(i64, u32)>, Vec<String>);
    let mut people: Vec<Person> = Vec::new();
    let mut codes: HashMap<String, u32> = HashMap::new();
    let mut journeys = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    for row in file.records() {
        let row = row?;
        if people.last().is_none_or(|(actor, ..)| *actor != row[0]) {
            people.push((
                row[0].to_owned(),
                Vec::new(),
                row.iter().skip(3).map(str::to_owned).collect(),
            ));
        }
        let code = *codes.entry(row[1].to_owned()).or_insert_with(|| {
            journeys.activities.push(row[1].to_owned());
            journeys.activities.len() as u32 - 1
        });
        let at = parse_rfc3339(&row[2]).ok_or_else(|| format!("«{}» is no time", &row[2]))?;
        if let Some((_, events, _)) = people.last_mut() {
            events.push((at, code));
        }
    }
    for (_, events, _) in &mut people {
        events.sort_by_key(|event| event.0);
        journeys.codes.extend(events.iter().map(|event| event.1));
        journeys.times_us.extend(events.iter().map(|event| event.0));
        journeys.starts.push(journeys.codes.len());
    }
    for (place, name) in names.iter().enumerate() {
        let values: Vec<&str> = people
            .iter()
            .map(|(_, _, values)| values[place].as_str())
            .collect();
        let numbers: Option<Vec<f64>> = values
            .iter()
            .map(|v| {
                if v.is_empty() {
                    Some(f64::NAN)
                } else {
                    v.parse().ok()
                }
            })
            .collect();
        let values = numbers.map_or_else(|| coded(&values), JourneyValues::Number);
        journeys.columns.push(JourneyColumn {
            name: name.clone(),
            of: ColumnOf::Journey,
            values,
        });
    }
    journeys.columns.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(journeys)
}

fn coded(values: &[&str]) -> JourneyValues {
    let mut names: Vec<String> = values
        .iter()
        .filter(|v| !v.is_empty())
        .map(|v| (*v).to_owned())
        .collect();
    names.sort();
    names.dedup();
    let code = |value: &&str| {
        names
            .binary_search(&(*value).to_owned())
            .map_or(0, |place| place as u32 + 1)
    };
    JourneyValues::Coded {
        codes: values.iter().map(code).collect(),
        names,
    }
}
