//! What an import costs: `cargo run --release -p tropa-lake --example lake_speed -- [events] [folder]`.
//!
//! Makes events in memory (one actor per ten events, ids of ten bytes, 40 activities, a channel, a segment), brings them
//! into a lake, reads them back, and prints CPU and wall time of each phase. The making is not counted. With a third
//! argument `grouped` the events come actor by actor, as exports often do; otherwise in order of time.

use std::path::PathBuf;
use std::time::Instant;
use tropa_lake::{ImportOptions, Lake};
use tropa_model::{CodedColumn, Column, ColumnValues, EventBatch, Role, SourceName, TextColumn};

const BATCH_ROWS: u64 = 128 * 1024;

fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{prefix}_{n}")).collect()
}

fn batch(rows: std::ops::Range<u64>, events: u64, grouped: bool) -> EventBatch {
    let actors = (events / 10).max(1);
    let of = |row: u64| if grouped { row / 10 } else { mix(row) % actors };
    let mut actor = TextColumn::default();
    for row in rows.clone() {
        actor.push(&format!("u{:09}", of(row)));
    }
    let coded = |salt: u64, prefix: &str, count: u64, by: &dyn Fn(u64) -> u64| {
        let codes = rows
            .clone()
            .map(|row| (mix(by(row) ^ salt) % count) as u32)
            .collect();
        CodedColumn {
            codes,
            names: names(prefix, count as usize),
        }
    };
    let column = |role, codes| Column {
        role,
        values: ColumnValues::Coded(codes),
    };
    EventBatch {
        actor,
        activity: coded(1, "activity", 40, &|row| row),
        // Whole seconds over some months, in order.
        time_us: rows
            .clone()
            .map(|row| 1_700_000_000_000_000 + row * 10_000_000 / events * 1_000_000)
            .map(|t| t as i64)
            .collect(),
        columns: vec![
            column(Role::Channel, coded(2, "channel", 5, &|row| row)),
            column(
                Role::ActorAttribute("segment".into()),
                coded(3, "segment", 4, &of),
            ),
        ],
    }
}

/// User and system time of the process so far, in seconds.
fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|t| t.parse::<u64>().ok())
        .sum();
    ticks as f64 / 100.0
}

fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .unwrap_or_default();
    line.trim()
        .split(' ')
        .next()
        .and_then(|kb| kb.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

struct Phase(Instant, f64);

impl Phase {
    fn begin() -> Phase {
        Phase(Instant::now(), cpu_s())
    }

    fn end(self, name: &str, (cpu_total, wall_total): &mut (f64, f64)) {
        let (cpu, wall) = (cpu_s() - self.1, self.0.elapsed().as_secs_f64());
        *cpu_total += cpu;
        *wall_total += wall;
        if !name.is_empty() {
            println!("{name:<28} {cpu:>7.2} CPU s {wall:>7.2} s");
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let events: u64 = arguments.first().map_or(Ok(10_000_000), |n| n.parse())?;
    let dir = arguments
        .get(1)
        .map_or_else(|| std::env::temp_dir().join("lake_speed"), PathBuf::from);
    let grouped = arguments.get(2).is_some_and(|a| a == "grouped");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let source = SourceName::new("speed")?;
    let mut total = (0.0, 0.0);
    let lake = Lake::open(&dir)?;
    let mut import = lake.begin(&source, ImportOptions::default())?;
    let mut pushing = (0.0, 0.0);
    let mut at = 0;
    while at < events {
        let end = (at + BATCH_ROWS).min(events);
        let batch = batch(at..end, events, grouped);
        let phase = Phase::begin();
        import.push(batch)?;
        phase.end("", &mut pushing);
        at = end;
    }
    println!("{:<28} {:>7.2} CPU s {:>7.2} s", "push", pushing.0, pushing.1);
    let phase = Phase::begin();
    let receipt = import.commit(&mut |_, _| Ok(()))?;
    phase.end("sort, write, flush, commit", &mut total);
    println!(
        "{:<28} {:>7.2} CPU s {:>7.2} s",
        "import in all",
        total.0 + pushing.0,
        total.1 + pushing.1
    );
    println!(
        "{} events of {} actors; peak memory {} MB",
        receipt.accepted,
        receipt.actors,
        peak_mb()
    );

    let phase = Phase::begin();
    let snapshot = lake.snapshot(&source, None)?;
    phase.end("open a snapshot", &mut total);
    let phase = Phase::begin();
    let mut read = 0;
    for bucket in 0..snapshot.buckets() {
        read += snapshot.read(bucket)?.events();
    }
    phase.end("read all", &mut total);
    assert_eq!(read as u64, receipt.accepted);
    let phase = Phase::begin();
    let found = snapshot.actor("u000012345")?.events();
    phase.end("one actor", &mut total);
    let phase = Phase::begin();
    let sources = lake.sources()?;
    phase.end("list sources", &mut total);
    let bytes: u64 = walk(&dir)?;
    println!(
        "actor u000012345: {found} events; {} source; {:.1} bytes on disk per event",
        sources.len(),
        bytes as f64 / events as f64
    );
    Ok(())
}

fn walk(dir: &std::path::Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            walk(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes)
}
