//! Files that are broken, hostile or no logs at all end in a clear error, never in a panic or a full memory.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Kept, Random, shared};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use tropa_intake::{Input, MapOptions, Mapping, ReadOptions, detect, propose, read};

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// The code of the error that detecting, proposing and reading a file ends in, or `fine`.
fn outcome(bytes: &[u8]) -> &'static str {
    let input = Input { name: "given", bytes };
    let detected = match detect(&input, &ReadOptions::default()) {
        Ok(detected) => detected,
        Err(error) => {
            let text = error.to_string();
            assert!(text.contains("given") && text.len() > 20, "{text}");
            return error.code();
        }
    };
    let Some(mapping) = propose(&[detected], &MapOptions::default()).mapping else {
        return "asks";
    };
    match read(&[input], &mapping, &mut Kept::default()) {
        Ok(_) => "fine",
        Err(error) => error.code(),
    }
}

#[test]
fn what_is_no_log_is_named() {
    assert_eq!(outcome(b""), "empty_file");
    assert_eq!(outcome(b"\n \n"), "empty_file");
    assert_eq!(outcome(&gz(b"")), "empty_file");
    assert_eq!(
        outcome(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x10\x20\x30"),
        "unknown_format"
    );
    assert_eq!(outcome(b"%PDF-1.7 ..."), "unknown_format");
    assert_eq!(outcome(b"<html><body>404</body></html>"), "unknown_format");
    assert_eq!(outcome(b"SQLite format 3\0and so on"), "sqlite_needs_rows");
    assert_eq!(outcome(b"PK\x03\x04 cut"), "truncated_file");
    assert_eq!(outcome(b"PAR1 cut"), "truncated_file");
    assert_eq!(outcome(b"<log><trace></trace>"), "truncated_file");
    assert_eq!(outcome(b"<log></log>"), "malformed_file");
    assert_eq!(outcome(br#"{"objectTypes": [], "events": [{"#), "truncated_file");
    assert_eq!(outcome(br#"{"objectTypes": [], "events": []}"#), "malformed_file");
    assert_eq!(outcome(br#"{"objectTypes": 5}"#), "malformed_file");
    assert_eq!(outcome(b"just one line"), "asks");
}

#[test]
fn a_file_cut_short_anywhere_is_an_error_or_reads_what_is_whole() {
    for path in [
        "xes/running_example.xes",
        "ocel/ocel20_example.jsonocel",
        "ocel/ocel20_example.xmlocel",
    ] {
        let Some(bytes) = shared(path) else { continue };
        let mut random = Random(7);
        for _ in 0..40 {
            let cut = bytes.len() / 8 + random.below(bytes.len() * 7 / 8 - 16);
            let outcome = outcome(&bytes[..cut]);
            assert!(
                ["truncated_file", "malformed_file"].contains(&outcome),
                "{path} cut at {cut}: {outcome}"
            );
        }
    }
    let Some(bytes) = shared("clickstream/retentioneering_simple_onlineshop.csv.gz") else {
        return;
    };
    assert_eq!(outcome(&bytes[..bytes.len() / 2]), "truncated_file");
    let Some(bytes) = shared("clickstream/globo_news_clicks_2017-10-01_08.parquet") else {
        return;
    };
    assert_eq!(outcome(&bytes[..bytes.len() / 2]), "truncated_file");
}

#[test]
fn hostile_sizes_end_at_their_limits() {
    let columns: Vec<String> = (0..1_000_000).map(|i| format!("c{i}")).collect();
    assert_eq!(
        outcome(format!("{}\n1,2\n", columns.join(",")).as_bytes()),
        "too_many_columns"
    );
    // A gigabyte of zeros packs into a megabyte.
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(b"user_id,event,timestamp\n").unwrap();
    let block = vec![b'0'; 1 << 20];
    (0..256).for_each(|_| packed.write_all(&block).unwrap());
    let bomb = packed.finish().unwrap();
    let mapping = r#"{"schema":"tropa.mapping/1","inputs":[{"name":"log","actor":"user_id","events":[{"activity":"event","time":{"column":"timestamp"}}]}]}"#;
    let input = [Input {
        name: "bomb.csv.gz",
        bytes: &bomb,
    }];
    let error = read(
        &input,
        &Mapping::from_json(mapping).unwrap(),
        &mut Kept::default(),
    )
    .unwrap_err();
    assert!(
        ["unpacks_too_large", "record_too_long"].contains(&error.code()),
        "{error}"
    );
    let deep = format!("<log>{}<trace/></log>", "<list>".repeat(100_000));
    assert_eq!(outcome(deep.as_bytes()), "nested_too_deep");
    let rows = "1,a,2026-01-01\n".repeat(400_000);
    let open_quote = format!("user_id,event,timestamp\n{rows}1,\"{}", "x,\n".repeat(9 << 20));
    for bytes in [open_quote.clone().into_bytes(), gz(open_quote.as_bytes())] {
        let detected = detect(
            &Input {
                name: "given",
                bytes: &bytes,
            },
            &ReadOptions::default(),
        )
        .unwrap();
        let mapping = propose(&[detected], &MapOptions::default()).mapping.unwrap();
        let input = [Input {
            name: "given",
            bytes: &bytes,
        }];
        let error = read(&input, &mapping, &mut Kept::default()).unwrap_err();
        assert_eq!(error.code(), "record_too_long");
        assert!(error.to_string().contains("line 400002 "), "{error}");
    }
    let deep_json = format!(
        "{{\"user_id\":{}1{}}}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(outcome(deep_json.as_bytes()), "asks");
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let block = vec![b' '; 16 << 20];
    (0..140).for_each(|_| archive.write_all(&block).unwrap());
    assert_eq!(outcome(archive.finish().unwrap().get_ref()), "unpacks_too_large");
}

#[test]
fn seeded_noise_never_panics() {
    let seeds: Vec<Vec<u8>> = [
        "xes/running_example.xes",
        "ocel/ocel20_example.jsonocel",
        "ocel/ocel20_example.xmlocel",
    ]
    .iter()
    .filter_map(|p| shared(p))
    .chain([
        b"user_id,event,timestamp\n1,a,2026-01-01\n2,\"b\",2026-01-02 10:00:00\n".to_vec(),
        b"{\"user\":{\"id\":1},\"event\":\"a\",\"time\":\"2026-01-01T00:00:00Z\"}\n".to_vec(),
        b"PAR1\x15\x04\x15\x10PAR1".to_vec(),
        gz(b"user_id;event;timestamp\n1;a;01.02.2026\n"),
    ])
    .collect();
    for seed in 0..1_500 {
        let mut random = Random(seed);
        let bytes = if seed % 3 == 0 {
            (0..random.below(400)).map(|_| random.next() as u8).collect()
        } else {
            let mut bytes = random.pick(&seeds).clone();
            for _ in 0..1 + random.below(8) {
                let place = random.below(bytes.len());
                match random.below(3) {
                    0 => bytes[place] = random.next() as u8,
                    1 => bytes.truncate(place.max(1)),
                    _ => {
                        let copy = bytes[place..(place + 20).min(bytes.len())].to_vec();
                        bytes.splice(place..place, copy);
                    }
                }
            }
            bytes
        };
        let _ = std::panic::catch_unwind(|| outcome(&bytes)).unwrap_or_else(|_| panic!("seed {seed}"));
    }
}
