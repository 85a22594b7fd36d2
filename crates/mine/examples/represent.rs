//! `represent FILE…`: the representative journeys of files with one journey per line, activities joined by `-`.

use std::collections::HashMap;
use std::time::Instant;
use tropa_mine::represent::{RepresentOptions, representatives};
use tropa_model::Journeys;

fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        let mut codes: HashMap<&str, u32> = HashMap::new();
        let mut journeys = Journeys {
            starts: vec![0],
            ..Journeys::default()
        };
        for line in text.lines().filter(|line| !line.is_empty()) {
            for name in line.split('-') {
                let next = codes.len() as u32;
                let code = *codes.entry(name).or_insert(next);
                if code == next {
                    journeys.activities.push(name.to_owned());
                }
                journeys.codes.push(code);
                journeys.times_us.push(0);
            }
            journeys.starts.push(journeys.codes.len());
        }
        let (variants, _) = journeys.variants();
        let clock = Instant::now();
        let found = representatives(&variants, &RepresentOptions::default());
        println!("{path}: {} variants, {:?}", variants.len(), clock.elapsed());
        for way in &found.ways {
            println!(
                "  {:>6} {:>6} exact  −{:.2} +{:.2} ↔{:.2}  {}",
                way.journeys,
                way.exact,
                way.left_out,
                way.added,
                way.moved,
                way.activities.join("-")
            );
        }
        println!("  {:>6} others", found.other);
    }
}
