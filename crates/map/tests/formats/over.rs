//! A file brought back over the map it was written from.

use super::random;
use tropa_map::diff::diff;
use tropa_map::document::{Comment, Evidence, FeelingPoint, Map};
use tropa_map::formats::{
    ExportOptions, Format, ImportOptions, Imported, Shape, export, import, import_over,
};
use tropa_map::{Form, read, validate};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

const ALL: [(Format, Option<Shape>); 7] = [
    (Format::Csv, Some(Shape::List)),
    (Format::Csv, Some(Shape::Grid)),
    (Format::Xlsx, Some(Shape::List)),
    (Format::Xlsx, Some(Shape::Grid)),
    (Format::Markdown, None),
    (Format::Cjml, None),
    (Format::Ojf, None),
];

fn written(map: &Map, format: Format, shape: Option<Shape>, lang: &str) -> Vec<u8> {
    let options = ExportOptions {
        lang: lang.to_owned(),
        shape,
        ..ExportOptions::default()
    };
    export(map, format, &options).unwrap().bytes
}

fn over(bytes: &[u8], format: Format, base: &Map) -> Imported {
    import_over(bytes, format, &ImportOptions::default(), base).unwrap()
}

/// A retailer's template with everything tables cannot carry.
fn rich() -> Map {
    let template = tropa_map::templates::template("retail_delivery").unwrap();
    let mut map = read(template.text, Some(Form::Yaml)).unwrap();
    for (i, card) in map.cards.iter_mut().enumerate() {
        if i % 2 == 0 {
            card.state = EvidenceState::Measured;
            card.evidence.push(Evidence {
                reason: LocalText::en_ru(format!("counted {i}"), format!("посчитано {i}")),
                snapshot: Some("shop@4".into()),
                ..Evidence::default()
            });
        }
        if let Some(feeling) = &mut card.feeling {
            *feeling = FeelingPoint {
                lo: Some(feeling.value - 0.2),
                hi: Some(feeling.value + 0.2),
                n: Some(120),
                ..feeling.clone()
            };
            let within = |value: &mut Option<f64>| *value = value.map(|v| v.clamp(-2.0, 2.0));
            within(&mut feeling.lo);
            within(&mut feeling.hi);
        }
    }
    map.comments.push(Comment {
        id: "comment-1".into(),
        at: map.cards[3].id.clone(),
        when: "2026-03-01T09:00:00Z".into(),
        by: "Ann".into(),
        text: "Is it so?".into(),
        ..Comment::default()
    });
    assert_eq!(validate(&map), []);
    map
}

fn lines(a: &Map, b: &Map) -> Vec<String> {
    diff(a, b)
        .iter()
        .map(|d| format!("{:?} {} {}", d.what, d.of, d.name.get("en")))
        .collect()
}

#[test]
fn a_file_nobody_edited_changes_nothing_in_any_format_and_language() {
    let map = rich();
    for (format, shape) in ALL {
        for lang in ["en", "ru"] {
            let Imported { map: back, .. } = over(&written(&map, format, shape, lang), format, &map);
            assert_eq!(lines(&map, &back), [""; 0], "{format:?} {shape:?} {lang}");
            assert_eq!(back, map, "{format:?} {shape:?} {lang}");
        }
    }
}

#[test]
fn a_file_of_any_map_nobody_edited_changes_nothing() {
    for seed in 0..40 {
        let map = random::map(seed, true);
        for (format, shape) in ALL {
            for lang in ["en", "ru"] {
                let bytes = written(&map, format, shape, lang);
                // A format may not carry this map at all; then there is nothing to bring back.
                if import(&bytes, format, &ImportOptions::default()).is_err() {
                    continue;
                }
                let options = ImportOptions {
                    lang: Some(lang.to_owned()),
                    ..ImportOptions::default()
                };
                let back = import_over(&bytes, format, &options, &map).unwrap().map;
                assert_eq!(
                    lines(&map, &back),
                    [""; 0],
                    "seed {seed} {format:?} {shape:?} {lang}"
                );
            }
        }
    }
}

#[test]
fn a_changed_text_changes_that_language_and_keeps_all_else() {
    let map = rich();
    let card = map
        .cards
        .iter()
        .find(|card| !card.evidence.is_empty() && card.text.0.len() == 2)
        .unwrap();
    for (format, shape) in [
        (Format::Csv, Some(Shape::List)),
        (Format::Csv, Some(Shape::Grid)),
        (Format::Markdown, None),
    ] {
        for (lang, other) in [("en", "ru"), ("ru", "en")] {
            let text = String::from_utf8(written(&map, format, shape, lang)).unwrap();
            let edited = text.replacen(card.text.get(lang), "ZZZ", 1);
            assert_ne!(text, edited);
            let Imported { map: back, notes } = over(edited.as_bytes(), format, &map);
            assert_eq!(notes, [], "{format:?}");
            let now = back.cards.iter().find(|now| now.id == card.id).unwrap();
            assert_eq!(now.text.get(lang), "ZZZ", "{format:?} {shape:?} {lang}");
            assert_eq!(now.text.get(other), card.text.get(other));
            assert_eq!((&now.evidence, now.state), (&card.evidence, card.state));
            assert_eq!(diff(&map, &back).len(), 1, "{:?}", lines(&map, &back));
            assert_eq!(back.comments, map.comments);
        }
    }
}

#[test]
fn rows_added_and_deleted_are_cards_added_and_deleted() {
    let map = rich();
    let text = String::from_utf8(written(&map, Format::Csv, Some(Shape::List), "en")).unwrap();
    let gone = &map.cards[5];
    let step = &map.stages[0].steps[0];
    let lane = &map.lanes[1];
    let mut rows: Vec<&str> = text.lines().filter(|row| !row.contains(&gone.id)).collect();
    assert_eq!(rows.len() + 1, text.lines().count());
    let new = format!(
        "{},{},{},,A new thought",
        map.stages[0].name.get("en"),
        step.name.get("en"),
        lane_name(lane)
    );
    rows.push(&new);
    let Imported { map: back, .. } = over(rows.join("\r\n").as_bytes(), Format::Csv, &map);
    assert_eq!(
        lines(&map, &back),
        [
            format!("Removed card {}", gone.text.get("en")),
            "Added card A new thought".to_owned(),
        ]
    );
    let added = back
        .cards
        .iter()
        .find(|card| card.text.get("en") == "A new thought")
        .unwrap();
    assert_eq!((&added.lane, &added.at), (&lane.id, &step.id));
    assert_eq!(validate(&back), []);
}

fn lane_name(lane: &tropa_map::document::Lane) -> String {
    match lane.name.get("en") {
        "" => tropa_map::lane_name(tropa_map::Lang::En, lane.role).to_owned(),
        name => name.to_owned(),
    }
}

#[test]
fn a_renamed_step_of_a_format_without_ids_keeps_its_cards_and_their_evidence() {
    let map = rich();
    let text = String::from_utf8(written(&map, Format::Markdown, None, "en")).unwrap();
    let step = &map.stages[1].steps[0];
    let edited = text.replacen(&format!("### {}", step.name.get("en")), "### Another name", 1);
    assert_ne!(text, edited);
    let Imported { map: back, .. } = over(edited.as_bytes(), Format::Markdown, &map);
    assert_eq!(lines(&map, &back), ["Renamed step Another name"]);
    assert_eq!(back.stages[1].steps[0].name.get("ru"), step.name.get("ru"));
    assert_eq!(back.cards, map.cards);
}

#[test]
fn a_feeling_typed_over_a_measured_one_drops_its_interval_and_says_so() {
    let mut map = rich();
    let at = map.cards.iter().position(|card| card.feeling.is_some()).unwrap();
    map.cards[at].feeling = Some(FeelingPoint {
        value: 1.125,
        lo: Some(1.0),
        hi: Some(1.25),
        n: Some(77),
        ..FeelingPoint::default()
    });
    let text = String::from_utf8(written(&map, Format::Csv, Some(Shape::List), "en")).unwrap();
    let edited = text.replacen("1.125", "-1.5", 1);
    assert_ne!(text, edited);
    let Imported { map: back, notes } = over(edited.as_bytes(), Format::Csv, &map);
    let feeling = back.cards[at].feeling.as_ref().unwrap();
    assert_eq!(
        (feeling.value, feeling.lo, feeling.hi, feeling.n),
        (-1.5, None, None, None)
    );
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].text.get("ru").contains("интервал"));
    assert_eq!(back.cards[at].evidence, map.cards[at].evidence);
}

#[test]
fn a_list_sorted_by_its_texts_keeps_the_order_of_the_map() {
    let map = rich();
    let text = String::from_utf8(written(&map, Format::Csv, Some(Shape::List), "en")).unwrap();
    let mut rows: Vec<&str> = text.lines().collect();
    rows[1..].sort_by_key(|row| row.split(',').nth(4).unwrap_or_default().to_owned());
    let Imported { map: back, notes } = over(rows.join("\r\n").as_bytes(), Format::Csv, &map);
    assert_eq!(lines(&map, &back), [""; 0]);
    assert!(
        notes.iter().any(|note| note.text.get("en").contains("sorted")),
        "{notes:?}"
    );
}

#[test]
fn a_map_file_stands_as_it_is_under_the_id_it_is_brought_over() {
    let map = rich();
    let mut other = map.clone();
    other.id = "another".into();
    other.title = LocalText::plain("New");
    let back = over(tropa_map::to_yaml(&other).as_bytes(), Format::Yaml, &map).map;
    assert_eq!(back.id, map.id);
    assert_eq!(back.title, other.title);
}

#[test]
fn a_table_of_quite_another_map_leaves_a_sound_map() {
    for seed in 0..30 {
        let (base, other) = (random::map(seed, true), random::map(seed + 1000, true));
        for (format, shape) in ALL {
            let bytes = written(&other, format, shape, "en");
            let Ok(Imported { map, .. }) = import_over(&bytes, format, &ImportOptions::default(), &base)
            else {
                continue;
            };
            assert_eq!(validate(&map), [], "seed {seed} {format:?} {shape:?}");
        }
    }
}
