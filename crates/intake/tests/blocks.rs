//! Rows taken block by block become what they become one by one.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Kept, Random};
use tropa_intake::{Input, Mapping, read};
use tropa_model::ColumnValues;

const MAPPING: &str = r#"{
  "schema": "tropa.mapping/1",
  "inputs": [{
    "name": "log",
    "layout": {"format": "csv", "delimiter": ",", "header": true},
    "actor": "who",
    "columns": [
      {"from": "note", "role": "text"},
      {"from": "sum", "role": "amount"},
      {"from": "by", "role": "channel"}
    ],
    "events": [{"activity": "what", "time": {"column": "when", "format": "iso"}}]
  }]
}"#;

/// One line of a log; one in `rarity` is at fault or odd in some way.
fn line(random: &mut Random, rarity: usize) -> String {
    let who = *random.pick(&[
        "u1",
        "a much longer name of somebody",
        "Ы",
        "sixteen-letters!",
        "u2",
    ]);
    let what = *random.pick(&["see", "buy", "an activity with a long name", "x"]);
    let when = format!(
        "2026-01-{:02} 08:00:{:02}",
        1 + random.below(28),
        random.below(60)
    );
    let by = *random.pick(&["web", "", "call_center", "a channel of many words"]);
    let sum = *random.pick(&["", "12.5", "0"]);
    if random.below(rarity) > 0 {
        return format!("{who},{what},{when},{sum},{by},a note");
    }
    match random.below(14) {
        0 => String::new(),
        1 => format!("{who},{what}"),
        2 => format!("{who},{what},{when},{sum},{by},a note,more"),
        3 => format!("{who},{what},{when},{sum},{by},a note,"),
        4 => format!("{who},{what},never,{sum},{by},a note"),
        5 => format!(",{what},{when},{sum},{by},a note"),
        6 => format!("null,{what},{when},{sum},{by},a note"),
        7 => format!("{who}, ,{when},{sum},{by},a note"),
        8 => format!("{who},{what},{when},much,{by},a note"),
        9 => format!("  {who} , {what}\t, {when} , {sum} , {by} ,  a note  "),
        10 => format!("{who},{what},{when},{sum},{by},"),
        11 => format!("{},{what},{when},{sum},{by},a note", "k".repeat(2_000)),
        12 => format!("{who},{what},{when},n/a,{by},\u{feff}"),
        _ => format!("{who},{what},{when}+03:00,{sum},{by},{}", "long ".repeat(30_000)),
    }
}

/// Everything that came of a text, row by row.
fn told(text: &str) -> (Vec<String>, Vec<String>) {
    let mapping = Mapping::from_json(MAPPING).unwrap();
    let (name, bytes) = ("log.csv", text.as_bytes());
    let mut kept = Kept::default();
    let summary = read(&[Input { name, bytes }], &mapping, &mut kept).unwrap();
    let mut events = Vec::new();
    for batch in &kept.batches {
        for row in 0..batch.len() {
            let values: Vec<String> = batch
                .columns
                .iter()
                .map(|column| match &column.values {
                    ColumnValues::Coded(coded) => format!("{:?}", coded.get(row)),
                    ColumnValues::Text(texts) => texts.get(row).to_owned(),
                    ColumnValues::Number(numbers) => numbers[row].to_string(),
                })
                .collect();
            let (actor, activity) = (batch.actor.get(row), batch.activity.get(row));
            events.push(format!("{actor} {activity:?} {} {values:?}", batch.time_us[row]));
        }
    }
    assert_eq!(summary.rows as usize, events.len() + kept.rejected.len());
    let rejected = kept.rejected.iter().map(|row| format!("{row:?}")).collect();
    (events, rejected)
}

#[test]
fn blocks_and_single_rows_give_the_same_events_and_rejections() {
    for (seed, rarity) in [2, 50, 1_000, 5_000, usize::MAX].into_iter().enumerate() {
        let mut random = Random(seed as u64);
        let mut lines: Vec<String> = vec![
            "who,what,when,sum,by,note".into(),
            "u1,see,2026-01-01,1,web,first".into(),
        ];
        let mut bytes = 0;
        // One chunk of several blocks: a quote in it makes the reader go row by row.
        while bytes < 700_000 {
            lines.push(line(&mut random, rarity));
            bytes += lines[lines.len() - 1].len();
        }
        for line_end in ["\n", "\r\n"] {
            for last in ["", line_end] {
                let plain = lines.join(line_end) + last;
                let quoted = plain.replacen("u1,see,", "\"u1\",see,", 1);
                assert_ne!(plain, quoted);
                let (block, single) = (told(&plain), told(&quoted));
                assert!(block.0.len() > 100);
                assert_eq!(block.1.first(), single.1.first(), "rarity {rarity}, {line_end:?}");
                assert!(block == single, "rarity {rarity}, {line_end:?}, {last:?}");
            }
        }
    }
}
