//! The templates are sound maps that say everything in both languages.

use std::collections::BTreeSet;
use tropa_map::document::{Map, MapKind, Persona};
use tropa_map::templates::{MAPS, WORK_SHEETS, WorkSheetKind};
use tropa_map::{Form, Lang, read, to_yaml, validate};
use tropa_model::feeling::EvidenceState;

fn maps() -> Vec<(&'static str, Map)> {
    MAPS.iter()
        .map(|template| {
            let map = read(template.text, Some(Form::Yaml))
                .unwrap_or_else(|error| panic!("{}: {error}", template.name));
            (template.name, map)
        })
        .collect()
}

/// Every object that looks like a text of one or more languages.
fn texts<'a>(
    value: &'a serde_json::Value,
    place: &str,
    found: &mut Vec<(String, &'a serde_json::Map<String, serde_json::Value>)>,
) {
    match value {
        serde_json::Value::Object(fields) if fields.contains_key("en") || fields.contains_key("ru") => {
            found.push((place.to_owned(), fields));
        }
        serde_json::Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| texts(value, &format!("{place}.{name}"), found)),
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, value)| texts(value, &format!("{place}[{i}]"), found)),
        _ => {}
    }
}

#[test]
fn every_template_is_a_sound_map() {
    for (name, map) in maps() {
        assert_eq!(validate(&map), [], "{name}");
        assert!(!map.stages.is_empty() && !map.lanes.is_empty(), "{name}");
        let steps = map.stages.iter().map(|stage| stage.steps.len());
        assert!(
            steps.sum::<usize>() <= 12,
            "{name}: a template is read at one glance"
        );
    }
    let names: BTreeSet<&str> = MAPS.iter().map(|template| template.name).collect();
    assert_eq!(names.len(), MAPS.len());
}

#[test]
fn every_text_stands_in_both_languages() {
    for (name, map) in maps() {
        let value = serde_json::to_value(&map).unwrap();
        let mut found = Vec::new();
        texts(&value, name, &mut found);
        assert!(!found.is_empty());
        for (place, text) in found {
            for lang in ["en", "ru"] {
                let said = text.get(lang).and_then(|text| text.as_str()).unwrap_or_default();
                assert!(!said.trim().is_empty(), "{place} is not said in {lang}");
            }
            assert_ne!(text["en"], text["ru"], "{place} is not translated");
        }
    }
}

#[test]
fn a_template_claims_nothing() {
    for (name, map) in maps() {
        for card in &map.cards {
            assert_eq!(card.state, EvidenceState::Assumption, "{name}: {}", card.id);
            assert!(
                card.evidence.is_empty() && card.metric.is_none(),
                "{name}: {}",
                card.id
            );
        }
    }
}

#[test]
fn each_kind_of_map_has_its_template() {
    let kinds: BTreeSet<MapKind> = maps().iter().map(|(_, map)| map.kind).collect();
    assert_eq!(kinds.len(), 3);
    let (_, sale) = maps().into_iter().find(|(name, _)| *name == "b2b_sale").unwrap();
    assert!(
        sale.personas
            .iter()
            .all(|persona| !persona.buying_roles.is_empty())
    );
    let speaking = |id: &str| {
        sale.cards
            .iter()
            .any(|card| card.feeling.is_some() && card.personas == [id])
    };
    assert!(
        sale.personas.iter().all(|persona| speaking(&persona.id)),
        "each has a curve of their own"
    );
}

#[test]
fn a_template_written_out_reads_back_the_same() {
    for (name, map) in maps() {
        assert_eq!(
            read(&to_yaml(&map), Some(Form::Yaml)).as_ref(),
            Ok(&map),
            "{name}"
        );
    }
}

#[test]
fn work_sheets_are_there_in_both_languages() {
    for sheet in WORK_SHEETS {
        match sheet.kind {
            WorkSheetKind::Persona => {
                // A persona stands on a map: put on the empty one it must be sound.
                let map = format!(
                    "{}personas:\n- {}",
                    MAPS.last().expect("there are templates").text,
                    indented(sheet.text(Lang::En))
                );
                let map =
                    read(&map, Some(Form::Yaml)).unwrap_or_else(|error| panic!("{}: {error}", sheet.name));
                assert_eq!(validate(&map), [], "{}", sheet.name);
                let persona: &Persona = &map.personas[0];
                assert!(persona.traits.len() >= 10, "{}", sheet.name);
            }
            WorkSheetKind::Interview => {
                assert_ne!(sheet.text(Lang::En), sheet.text(Lang::Ru));
                assert!(sheet.text(Lang::Ru).starts_with("# "), "{}", sheet.name);
            }
        }
    }
}

/// The document of a persona as an item of a list.
fn indented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n  ")
}
