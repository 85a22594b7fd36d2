//! The fast reader gives what the slow obvious one gives.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Kept, Random};
use tropa_intake::{Input, Mapping, RejectCode, read};
use tropa_model::ColumnValues;

/// A table with everything that makes CSV hard; the last column is text.
fn table(random: &mut Random, rows: usize) -> (String, bool) {
    let line_end = *random.pick(&["\n", "\r\n"]);
    let quotes = random.below(2) == 0;
    let mut text = format!("who,what,when,note{line_end}");
    let plain = [
        "a",
        "bb",
        "ю",
        "é x",
        "",
        "0",
        "long enough to cross a block of sixty-four bytes, or nearly so, perhaps",
    ];
    let hard = [
        "\"a,b\"",
        "\"say \"\"no\"\"\"",
        "\"two\nlines\"",
        "\"\"",
        "\"tail\"x",
        "5\" pipe",
        "\"\r\n\"",
        "a\"b\"c",
    ];
    for row in 0..rows {
        let cell = |random: &mut Random| {
            let words: &[&str] = if quotes && random.below(3) == 0 {
                &hard
            } else {
                &plain[..6]
            };
            (*random.pick(words)).to_owned()
        };
        let who = format!("u{}", random.below(50));
        let what = *random.pick(&["see", "buy", "\"see\"", "pay"]);
        let what = if quotes { what } else { what.trim_matches('"') };
        let when = format!(
            "2026-01-{:02} {:02}:00:{:02}",
            1 + row % 28,
            random.below(24),
            random.below(60)
        );
        let note = cell(random);
        match random.below(40) {
            0 => text.push_str(line_end),
            1 => text.push_str(&format!("{who},{what}{line_end}")),
            2 => text.push_str(&format!("{who},{what},{when},{note},more{line_end}")),
            3 => text.push_str(&format!("{who},{what},{when},{note},{line_end}")),
            _ => text.push_str(&format!("{who},{what},{when},{note}{line_end}")),
        }
    }
    if random.below(3) == 0 {
        text.push_str("last,see,2026-01-01 00:00:00,end");
    }
    (text, quotes)
}

const MAPPING: &str = r#"{
  "schema": "tropa.mapping/1",
  "inputs": [{
    "name": "log",
    "layout": {"format": "csv", "delimiter": ",", "header": true},
    "actor": "who",
    "columns": [{"from": "note", "role": "text"}],
    "events": [{"activity": "what", "time": {"column": "when", "format": "iso"}}]
  }]
}"#;

/// (actor, activity, note) of each accepted row and the number of rows with a wrong number of fields.
type Told = (Vec<[String; 3]>, usize);

fn by_csv_crate(text: &str) -> Told {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut wrong) = (Vec::new(), 0);
    for record in reader.records() {
        let record = record.unwrap();
        let surplus = record.iter().skip(4).any(|f| !f.trim().is_empty());
        if record.len() < 4 || surplus {
            wrong += 1;
        } else {
            rows.push([record[0].to_owned(), record[1].to_owned(), record[3].to_owned()]);
        }
    }
    (rows, wrong)
}

fn by_intake(name: &str, bytes: &[u8], mapping: &Mapping) -> Told {
    let mut kept = Kept::default();
    let summary = read(&[Input { name, bytes }], mapping, &mut kept).unwrap();
    let mut rows = Vec::new();
    for batch in &kept.batches {
        let ColumnValues::Text(notes) = &batch.columns[0].values else {
            panic!("notes are texts")
        };
        for row in 0..batch.len() {
            rows.push([
                batch.actor.get(row).to_owned(),
                batch.activity.get(row).unwrap().to_owned(),
                notes.get(row).to_owned(),
            ]);
        }
    }
    assert!(
        kept.rejected
            .iter()
            .all(|r| r.code == RejectCode::WrongFieldCount),
        "{:?}",
        kept.rejected.first()
    );
    assert_eq!(summary.rows, (rows.len() + kept.rejected.len()) as u64);
    (rows, kept.rejected.len())
}

#[test]
fn seeded_tables_are_read_as_the_csv_crate_reads_them() {
    let mapping = Mapping::from_json(MAPPING).unwrap();
    for seed in 0..300 {
        let mut random = Random(seed);
        let rows = 1 + random.below(200);
        let (text, _) = table(&mut random, rows);
        assert_eq!(
            by_intake("log.csv", text.as_bytes(), &mapping),
            by_csv_crate(&text),
            "seed {seed}\n{text}"
        );
    }
}

#[test]
fn tables_of_many_chunks_are_read_as_the_csv_crate_reads_them() {
    let mapping = Mapping::from_json(MAPPING).unwrap();
    for seed in 0..4 {
        let (text, _) = table(&mut Random(1_000 + seed), 330_000);
        assert!(text.len() > 9 << 20, "{}", text.len());
        let expected = by_csv_crate(&text);
        let same = by_intake("log.csv", text.as_bytes(), &mapping) == expected;
        assert!(same, "seed {seed}");
        // The same through gzip and UTF-16: a stream instead of a slice.
        if seed == 0 {
            let wide: Vec<u8> = [0xFF, 0xFE]
                .into_iter()
                .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
                .collect();
            assert!(by_intake("log.csv", &wide, &mapping) == expected, "UTF-16");
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
            assert!(
                by_intake("log.csv.gz", &packed.finish().unwrap(), &mapping) == expected,
                "gzip"
            );
        }
    }
}

#[test]
fn rows_of_rejections_are_lines_of_the_file() {
    let mapping = Mapping::from_json(MAPPING).unwrap();
    let text =
        "who,what,when,note\n\nu1,see,2026-01-01,\"two\nlines\"\nu1,see,never,x\nu2,\nu3,see,2026-01-02,ok\n";
    let mut kept = Kept::default();
    read(
        &[Input {
            name: "log.csv",
            bytes: text.as_bytes(),
        }],
        &mapping,
        &mut kept,
    )
    .unwrap();
    let told: Vec<_> = kept
        .rejected
        .iter()
        .map(|r| (r.row, r.code, r.column.as_deref(), r.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (5, RejectCode::BadTime, Some("when"), "never"),
            (6, RejectCode::WrongFieldCount, None, "u2")
        ]
    );
    assert!(
        kept.rejected[0].reason.to_string().contains("yyyy-mm-dd"),
        "{}",
        kept.rejected[0].reason
    );
}

#[test]
fn a_rejected_row_corrected_is_read_again_by_the_same_mapping() {
    let mut mapping = Mapping::from_json(MAPPING).unwrap();
    let text = "who,what,when,note\nu1,see,31.02.2026,\"a \"\"quoted\"\" note, with comma\"\n";
    let mut kept = Kept::default();
    read(
        &[Input {
            name: "log.csv",
            bytes: text.as_bytes(),
        }],
        &mapping,
        &mut kept,
    )
    .unwrap();
    let line = kept.rejected[0].raw.replace("31.02.2026", "2026-02-28");
    mapping.inputs[0].layout = tropa_intake::Layout::default();
    let (rows, wrong) = by_intake("replay.jsonl", line.as_bytes(), &mapping);
    assert_eq!(
        (rows, wrong),
        (
            vec![["u1".into(), "see".into(), "a \"quoted\" note, with comma".into()]],
            0
        )
    );
}
