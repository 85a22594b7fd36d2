//! How fast files become batches: rows, wall and CPU seconds of each file named.
//!
//! `cargo run --release -p tropa-intake --example intake_speed -- log.csv log.parquet`

use std::time::Instant;
use tropa_intake::{Input, MapOptions, ReadOptions, RejectedRow, Sink, SinkError, detect, propose, read};
use tropa_model::EventBatch;

/// Looks at every batch just enough that nothing can be left out.
#[derive(Default)]
struct Seen {
    events: u64,
    rejected: u64,
    batches: u64,
    checksum: u64,
}

impl Sink for Seen {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError> {
        self.events += batch.len() as u64;
        self.batches += 1;
        self.checksum ^= batch.time_us.last().map_or(0, |t| *t as u64) ^ batch.actor.bytes.len() as u64;
        Ok(())
    }

    fn reject(&mut self, _row: RejectedRow) -> Result<(), SinkError> {
        self.rejected += 1;
        Ok(())
    }
}

/// User and system seconds of this process so far, from Linux's `/proc`; ticks are hundredths of a second.
fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Vec<f64> = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|t| t.parse().ok())
        .collect();
    ticks.iter().sum::<f64>() / 100.0
}

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).expect("the file named can be read");
        let input = Input {
            name: &path,
            bytes: &bytes,
        };
        let (cpu, wall) = (cpu_s(), Instant::now());
        let detected = detect(&input, &ReadOptions::default()).expect("a format that is known");
        let proposed = propose(&[detected], &MapOptions::default());
        let mapping = proposed.mapping.expect("a file whose columns tell what they are");
        let (found_cpu, found_wall) = (cpu_s() - cpu, wall.elapsed().as_secs_f64());
        let mut seen = Seen::default();
        let summary = read(&[input], &mapping, &mut seen).expect("a file that can be read");
        let (cpu, wall) = (cpu_s() - cpu, wall.elapsed().as_secs_f64());
        println!(
            "{path}: {} rows, {} events in {} batches, {} rejected; {wall:.2} s wall, {cpu:.2} s CPU \
             ({found_wall:.2} and {found_cpu:.2} of them to detect), {:.0} ns of CPU per row, {:.1} million rows/s [{:x}]",
            summary.rows,
            seen.events,
            seen.batches,
            seen.rejected,
            cpu / summary.rows.max(1) as f64 * 1e9,
            summary.rows as f64 / wall / 1e6,
            seen.checksum
        );
    }
}
