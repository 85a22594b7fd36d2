//! Damaged files of every format end in an error or in a sound map, soon and without growth.

use super::random::{self, Random};
use std::io::{Cursor, Read, Write};
use tropa_map::formats::{ExportOptions, Format, ImportOptions, Shape, export, import, import_over};
use tropa_map::{Limits, validate};

/// Pieces that mean something to one format or another.
const PIECES: &[&str] = &[
    "\"",
    "'",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "{",
    "}",
    "[",
    "]",
    ":",
    ": 5: ",
    "#",
    "# ",
    "## ",
    "### ",
    "#### ",
    "- ",
    "• ",
    "↔ ",
    " | ",
    "‹›",
    "<",
    ">",
    "</",
    "/>",
    "<CJML>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&amp;",
    "&x;",
    "&#0;",
    "<!DOCTYPE a [<!ENTITY b \"b\">]>",
    "journey\n",
    "section ",
    "title ",
    "%%{init}%%",
    "sep=;\n",
    "stage",
    "step",
    "lane",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "=1+1",
    "-9e999",
    "1e400",
    "null",
    "nodes",
    "stages",
    "0",
    "9999999",
    "ж",
    "😀",
    "PK\u{3}\u{4}",
];

fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(5) {
        let at = random.below(bytes.len().max(1)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 => {
                let end = (at + random.below(60)).min(bytes.len());
                bytes.drain(at..end);
            }
            2 => {
                let end = (at + random.below(400)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len().max(1)).min(bytes.len());
                bytes.splice(to..to, copy);
            }
            3 => bytes.truncate(at.max(20)),
            _ => {
                let piece = PIECES[random.below(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

/// A workbook with a damaged sheet in a whole archive: one byte of an archive changed ends at its checksum.
fn damaged_inside(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        let texts = name.contains("sharedStrings") || name.contains("worksheets/");
        if texts && random.chance(70) {
            content = damaged(&content, random);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const ALL: [(Format, Option<Shape>); 8] = [
    (Format::Mermaid, None),
    (Format::Csv, Some(Shape::List)),
    (Format::Csv, Some(Shape::Grid)),
    (Format::Xlsx, Some(Shape::List)),
    (Format::Xlsx, Some(Shape::Grid)),
    (Format::Cjml, None),
    (Format::Ojf, None),
    (Format::Markdown, None),
];

#[test]
fn damaged_files_end_in_an_error_with_words_or_in_a_sound_map() {
    let seed: u64 = std::env::var("TROPA_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(20_260_601);
    println!("TROPA_SEED={seed}");
    let mut dice = Random::new(seed);
    for (format, shape) in ALL {
        let (mut opened, mut refused) = (0, 0);
        for round in 0..60_u64 {
            let options = ExportOptions {
                shape,
                ..ExportOptions::default()
            };
            let whole = export(&random::map(seed ^ round, round % 2 == 0), format, &options)
                .unwrap()
                .bytes;
            for _ in 0..4 {
                let bytes = match format {
                    Format::Xlsx if round % 3 > 0 => damaged_inside(&whole, &mut dice),
                    _ => damaged(&whole, &mut dice),
                };
                // Whatever it is taken for must hold too: people pick files of any kind.
                let taken = Format::detect("file", &bytes).unwrap_or(format);
                for format in [format, taken] {
                    match import(&bytes, format, &ImportOptions::default()) {
                        Ok(imported) if matches!(format, Format::Tropa | Format::Yaml) => {
                            drop(validate(&imported.map))
                        }
                        Ok(imported) => {
                            assert_eq!(validate(&imported.map), [], "round {round} {format:?}");
                            assert!(imported.notes.len() <= 201);
                            opened += 1;
                        }
                        Err(error) => {
                            let text = error.text();
                            for lang in ["en", "ru"] {
                                let said = text.get(lang);
                                assert!(!said.is_empty() && said.chars().count() < 2_000, "{said}");
                            }
                            refused += 1;
                        }
                    }
                }
            }
        }
        // A workbook whose sheet is no XML any more does not open; all others are read for what they still say.
        let few = if format == Format::Xlsx { 1 } else { 20 };
        assert!(
            opened >= few,
            "{format:?} {shape:?}: {opened} opened, {refused} refused"
        );
    }
}

#[test]
fn a_damaged_table_over_a_map_leaves_a_sound_map() {
    let mut dice = Random::new(7);
    for round in 0..40_u64 {
        let base = random::map(round, true);
        for (format, shape) in ALL {
            let options = ExportOptions {
                shape,
                ..ExportOptions::default()
            };
            let bytes = damaged(&export(&base, format, &options).unwrap().bytes, &mut dice);
            if let Ok(over) = import_over(&bytes, format, &ImportOptions::default(), &base) {
                assert_eq!(validate(&over.map), [], "round {round} {format:?} {shape:?}");
            }
        }
    }
}

/// Bytes that promise much and hold little, or the other way round. What grows with the square of its size never ends.
#[test]
fn bombs_in_every_format_are_refused_or_harmless_and_soon_over() {
    let bombs: Vec<(Format, Vec<u8>)> = vec![
        (
            Format::Mermaid,
            format!("journey\n{}", "section x\n".repeat(50_000)).into_bytes(),
        ),
        (
            Format::Mermaid,
            format!("journey\ntitle {}", "a".repeat(100_000)).into_bytes(),
        ),
        (
            Format::Csv,
            format!("stage,step\n{}", "a,b\n".repeat(60_000)).into_bytes(),
        ),
        (
            Format::Csv,
            format!("stage,step{}\n", ",x".repeat(100_000)).into_bytes(),
        ),
        (
            Format::Csv,
            format!("stage,step\n\"{}", "a\n".repeat(100_000)).into_bytes(),
        ),
        (
            Format::Csv,
            "stage,step,lane,text\n"
                .bytes()
                .chain((0..60_000).flat_map(|i| format!("s{i},t{i},l{i},x\n").into_bytes()))
                .collect(),
        ),
        (Format::Cjml, "<CJML>".repeat(100_000).into_bytes()),
        (
            Format::Cjml,
            format!("<CJML>{}</CJML>", "<a/>".repeat(200_000)).into_bytes(),
        ),
        (Format::Ojf, "[".repeat(100_000).into_bytes()),
        (
            Format::Ojf,
            format!("{{\"stages\":[{}{{}}]}}", "{},".repeat(60_000)).into_bytes(),
        ),
        (
            Format::Markdown,
            format!("# x\n{}", "## y\n".repeat(60_000)).into_bytes(),
        ),
        (
            Format::Markdown,
            format!("# x\n## y\n### z\n#### w\n{}", "- c\n".repeat(60_000)).into_bytes(),
        ),
        (Format::Xlsx, b"PK\x03\x04".repeat(20_000)),
        (
            Format::TheyDo,
            format!(
                "{{\"format\":\"THEYDO_INSIGHTS_V1\",\"insights\":[{}{{}}]}}",
                "{},".repeat(60_000)
            )
            .into_bytes(),
        ),
    ];
    for (i, (format, bytes)) in bombs.into_iter().enumerate() {
        if let Ok(imported) = import(&bytes, format, &ImportOptions::default()) {
            let (map, limits) = (&imported.map, Limits::DEFAULT);
            assert!(
                map.stages.len() <= limits.stages_max && map.cards.len() <= limits.cards_max,
                "bomb {i}"
            );
            assert_eq!(validate(map), [], "bomb {i} {format:?}");
        }
    }
}
