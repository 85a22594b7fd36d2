//! `cargo run -p tropa-sim --example retailer_csv -- [customers] [seed] > shop.csv`; the counts go to standard error.

use std::io::{BufWriter, Write};
use tropa_sim::{Activity, RetailerOptions, Stage, retailer};

fn main() -> std::io::Result<()> {
    let number = |place| std::env::args().nth(place).and_then(|text| text.parse().ok());
    let defaults = RetailerOptions::default();
    let shop = retailer(&RetailerOptions {
        actors: number(1).unwrap_or(defaults.actors),
        seed: number(2).unwrap_or(defaults.seed),
        ..defaults
    });
    let mut out = BufWriter::new(std::io::stdout().lock());
    shop.write_csv(&mut out)?;
    out.flush()?;

    let counts = shop.counts();
    eprintln!(
        "{} customers, {} events, {} cut, {} ties",
        counts.actors, counts.events, counts.cut, counts.ties
    );
    for (stage, counted) in Stage::ALL.iter().zip(&counts.stages) {
        eprintln!(
            "{stage:?}: {} reached, {} gave up",
            counted.reached, counted.gave_up
        );
    }
    for (activity, (reached, gave_up)) in Activity::ALL
        .iter()
        .zip(counts.reached.iter().zip(&counts.gave_up))
    {
        eprintln!("  {activity:?}: {reached} reached, {gave_up} gave up");
    }
    Ok(())
}
