//! OpenJourney, Markdown, TheyDo, and what every importer does with files that mean harm.

use super::random::{self, Random};
use tropa_map::document::LaneRole;
use tropa_map::formats::{ExportOptions, Format, ImportOptions, Imported, Part, Shape, export, import};
use tropa_map::{Map, validate};

fn read(text: &str, format: Format) -> Imported {
    let imported = import(text.as_bytes(), format, &ImportOptions::default()).unwrap();
    assert_eq!(validate(&imported.map), vec![]);
    imported
}

/// `lane-pains step-x +1 text` per card.
fn cards(map: &Map) -> Vec<String> {
    let say = |c: &tropa_map::document::Card| {
        let feeling = c
            .feeling
            .as_ref()
            .map_or(String::new(), |f| format!(" {:+}", f.value));
        format!(
            "{} {}{feeling} {}",
            c.lane,
            c.at,
            c.text.get("en").replace('\n', " / ")
        )
    };
    map.cards.iter().map(say).collect()
}

const OJF: &str = r#"{"version": "1.0", "persona": "Anna", "stages": [{"id": "s", "name": "Buy"}],
  "swimlanes": [{"id": "pain", "name": "Pain points"}, {"id": "emo", "name": "Emotions"}],
  "nodes": [{"stageId": "s", "swimlaneId": "pain", "title": "Slow", "description": "Two weeks", "score": -5, "isMomentOfTruth": true,
             "blueprint": {"backstage": [{"actor": "Clerk", "action": "checks"}]}},
            {"stage": "s", "swimlaneId": "emo", "title": "", "score": 0},
            {"stageId": "nowhere", "swimlaneId": "pain", "title": "x"}]}"#;

#[test]
fn openjourney_is_read_in_both_shapes() {
    for text in [
        OJF.to_owned(),
        OJF.replace(
            "\"persona\": \"Anna\"",
            "\"metadata\": {\"title\": \"T\", \"persona\": \"Anna\"}",
        ),
    ] {
        assert_eq!(Format::detect("a.json", text.as_bytes()), Some(Format::Ojf));
        let Imported { map, notes } = read(&text, Format::Ojf);
        assert_eq!(
            cards(&map),
            [
                "pain step-buy -2 Slow / Two weeks",
                "lane-back-stage step-buy Clerk: checks",
                "emo step-buy +0 "
            ]
        );
        assert!(map.stages[0].steps[0].moment_of_truth);
        assert_eq!(map.personas[0].name.get("en"), "Anna");
        assert_eq!(notes[0].place.get("en"), "nodes[2]");
    }
}

#[test]
fn an_outline_is_stages_steps_lanes_and_cards() {
    let text = "# Sofa\n\nBuys the first sofa.\n\n**Personas**\n\n- Anna\n\n## Buy\n\n*Goal:* sit soon\n\n### Pay \u{2605}\n\n#### Emotion curve\n\n- [Anna] -1.5 | angry\n\n#### Voice of Anna (Quotes)\n\n- one \\*line\\*\\\n  and more\n- two\n";
    let Imported { map, notes } = read(text, Format::Markdown);
    assert_eq!(
        cards(&map),
        [
            "lane-feelings step-pay -1.5 angry",
            "lane-voice-of-anna step-pay one *line* / and more",
            "lane-voice-of-anna step-pay two"
        ]
    );
    assert_eq!(
        (map.title.get("en"), map.scenario.get("en")),
        ("Sofa", "Buys the first sofa.")
    );
    assert_eq!(
        (
            map.stages[0].goal.get("en"),
            map.stages[0].steps[0].moment_of_truth
        ),
        ("sit soon", true)
    );
    assert_eq!(
        (map.lanes[1].role, map.cards[0].personas.len(), notes.len()),
        (LaneRole::Quotes, 1, 0)
    );
    let again = export(&map, Format::Markdown, &ExportOptions::default())
        .unwrap()
        .bytes;
    assert_eq!(String::from_utf8(again).unwrap(), text);
}

fn texts(map: &Map) -> Vec<String> {
    let plain = |text: &str| {
        let text = text.replace('\u{2028}', "\n");
        text.trim()
            .lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mut texts: Vec<String> = map.cards.iter().map(|c| plain(c.text.get("en"))).collect();
    texts.retain(|text| !text.is_empty());
    texts.sort();
    texts
}

#[test]
fn random_maps_keep_their_words_in_an_outline_and_in_openjourney() {
    for seed in 1..=300 {
        let map = random::map(seed, true);
        for (format, kept) in [
            (
                Format::Markdown,
                &[
                    Part::Title,
                    Part::Stages,
                    Part::Steps,
                    Part::MomentsOfTruth,
                    Part::Personas,
                ][..],
            ),
            (
                Format::Ojf,
                &[
                    Part::Title,
                    Part::Stages,
                    Part::Steps,
                    Part::MomentsOfTruth,
                    Part::Lanes,
                    Part::Texts,
                    Part::Feelings,
                    Part::Channels,
                ][..],
            ),
        ] {
            let exported = export(&map, format, &ExportOptions::default()).unwrap();
            let text = String::from_utf8(exported.bytes).unwrap();
            let broken: Vec<_> = exported.lost.iter().filter(|l| kept.contains(&l.what)).collect();
            assert!(broken.is_empty(), "{format:?}, seed {seed}: {broken:?}");
            assert_eq!(
                texts(&read(&text, format).map),
                texts(&map),
                "{format:?}, seed {seed}"
            );
        }
    }
}

#[test]
fn theydo_keys_are_ids_so_that_a_newer_file_updates_the_same_cards() {
    let text = r#"{"format": "THEYDO_INSIGHTS_V1", "insights": [
      {"importKey": "ins-7", "title": "Waits too long", "description": "Two weeks", "type": "Pain", "empathyScore": -1},
      {"title": "no key"}]}"#;
    let Imported { map, notes } = read(text, Format::TheyDo);
    assert_eq!(Format::detect("x.json", text.as_bytes()), Some(Format::TheyDo));
    assert_eq!(
        (map.cards[0].id.as_str(), cards(&map)),
        (
            "ins-7",
            vec!["lane-pains step-unplaced -1 Waits too long / Two weeks".to_owned()]
        )
    );
    assert_eq!(notes[0].place.get("en"), "insights[1]");
    let solutions = r#"{"format": "THEYDO_SOLUTIONS_V1", "solutions": [{"importKey": "s1", "title": "Text first", "priority": "HIGH", "status": "In progress", "ownerEmail": "a@example.org"}]}"#;
    let card = &read(solutions, Format::TheyDo).map.cards[0];
    assert_eq!(
        serde_json::to_value(&card.opportunity).unwrap(),
        serde_json::json!({"status": "doing", "impact": "high", "owner": "a@example.org"})
    );
}

#[test]
fn theydo_metrics_are_reckoned_from_their_counts_with_n() {
    let text = r#"{"format": "THEYDO_METRICS_V1", "metrics": [
      {"type": "NPS", "importKey": "m", "title": "NPS", "target": 30, "dataPoints": [
        {"dateOfMeasurement": "2026-01-31", "detractors": 9, "passives": 0, "promoters": 1},
        {"dateOfMeasurement": "2026-02-28", "detractors": 10, "passives": 30, "promoters": 60}]},
      {"type": "CSAT", "importKey": "c", "title": "CSAT", "target": 80, "dataPoints": [
        {"dateOfMeasurement": "2026-02-28", "veryUnsatisfied": 5, "unsatisfied": 5, "neutral": 10, "satisfied": 50, "verySatisfied": 30}]}]}"#;
    let map = read(text, Format::TheyDo).map;
    let said: Vec<_> = map
        .cards
        .iter()
        .map(|c| {
            (
                c.metric.as_ref().unwrap().value,
                c.metric.as_ref().unwrap().n,
                c.target.as_ref().unwrap().value,
            )
        })
        .collect();
    assert_eq!(said, [(50.0, 100, 30.0), (0.8, 100, 0.8)]);
}

#[test]
fn theydo_answers_are_quotes_of_one_voice() {
    let text = r#"{"format": "THEYDO_SURVEY_RESPONSES_V1", "metadata": {"id": "st", "name": "After delivery", "fields": [
        {"fieldId": "q", "fieldName": "Why", "fieldType": "TEXT"}, {"fieldId": "p", "fieldName": "Who", "fieldType": "PERSONA"}]},
      "responses": [{"responseId": "r1", "responseFields": [{"fieldId": "q", "textValue": "Too late"}, {"fieldId": "p", "textValue": "Anna"}]}]}"#;
    let map = read(text, Format::TheyDo).map;
    assert_eq!(map.title.get("en"), "After delivery");
    let quote = map.cards[0].evidence[1].quote.as_ref().unwrap();
    assert_eq!(
        (quote.text.as_str(), quote.record.as_deref()),
        ("Too late", Some("st/r1"))
    );
    assert_eq!(map.personas[0].name.get("en"), "Anna");
}

/// Files of every format, one per seed.
fn files(seed: u64) -> Vec<(Format, Vec<u8>)> {
    let map = random::map(seed, true);
    let mut files: Vec<(Format, Vec<u8>)> = Vec::new();
    for format in Format::ALL.into_iter().filter(|f| f.can_export()) {
        for shape in [Shape::Grid, Shape::List] {
            let options = ExportOptions {
                shape: Some(shape),
                ..ExportOptions::default()
            };
            files.push((format, export(&map, format, &options).unwrap().bytes));
        }
    }
    files.push((Format::Ojf, OJF.into()));
    files.push((Format::TheyDo, br#"{"format": "THEYDO_METRICS_V1", "metrics": [{"type": "NPS", "importKey": "m", "title": "NPS", "dataPoints": [{"dateOfMeasurement": "2026-02-28", "detractors": 1}]}]}"#.to_vec()));
    files
}

fn damaged(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8] = b"<>&{}[]\"',;:\n\r\t|#%=-+ 0~\\/*_\xff\xc3\x00";
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len().max(1));
        match random.below(5) {
            0 if !bytes.is_empty() => bytes[at] = random.of(SIGNS),
            1 => bytes.insert(at.min(bytes.len()), random.of(SIGNS)),
            2 => bytes.truncate(at),
            3 if !bytes.is_empty() => {
                let end = (at + random.below(60)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ if !bytes.is_empty() => {
                let end = (at + random.below(30)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {}
        }
    }
    bytes
}

#[test]
fn damaged_files_end_in_an_error_or_in_a_sound_map_never_in_a_panic() {
    for seed in 1..=60 {
        let mut random = Random::new(seed);
        for (format, bytes) in files(seed) {
            for _ in 0..12 {
                let bytes = damaged(&mut random, &bytes);
                let _ = Format::detect("file", &bytes);
                // A map file may say anything: what is wrong with it is told by `validate`.
                if let Ok(imported) = import(&bytes, format, &ImportOptions::default())
                    && !matches!(format, Format::Tropa | Format::Yaml)
                {
                    assert_eq!(
                        validate(&imported.map),
                        vec![],
                        "{format:?}, seed {seed}\n{}",
                        String::from_utf8_lossy(&bytes)
                    );
                }
            }
        }
    }
}

#[test]
fn huge_and_endless_files_are_refused_with_the_limit_they_break() {
    let error = |text: String, format| {
        import(text.as_bytes(), format, &ImportOptions::default())
            .unwrap_err()
            .to_string()
    };
    let tasks = format!("journey\n{}", "a: 1\n".repeat(300_000));
    assert_eq!(
        error(tasks, Format::Mermaid),
        "Mermaid: more steps than a map may have; divide the file"
    );
    let cell = format!("stage,step,lane,text\nA,B,Notes,{}\n", "x".repeat(40_000));
    assert_eq!(
        error(cell, Format::Csv),
        "CSV, row 2, column 4: a cell of 40000 characters; expected at most 32767"
    );
    assert!(error("[".repeat(1_000_000), Format::Ojf).contains("recursion limit"));
    let rows = format!("stage,step,lane,text\n{}", "A,B,Notes,x\n".repeat(60_000));
    assert_eq!(
        error(rows, Format::Csv),
        "CSV: more cards than a map may have; divide the file"
    );
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    use std::io::Write;
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    archive
        .start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..300 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    let error = import(bytes.get_ref(), Format::Xlsx, &ImportOptions::default()).unwrap_err();
    assert!(error.to_string().contains("bytes when unpacked"), "{error}");
}
