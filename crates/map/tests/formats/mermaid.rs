use super::{random, shared};
use std::path::Path;
use std::process::{Command, Stdio};
use tropa_map::formats::{ExportOptions, Format, ImportOptions, export, import, parse_mermaid};
use tropa_map::{Map, to_json, validate};

fn read(text: &str) -> tropa_map::formats::Imported {
    import(text.as_bytes(), Format::Mermaid, &ImportOptions::default()).unwrap()
}

/// `Stage: step +2 (Me, Cat), step –` of a whole map.
fn outline(map: &Map) -> String {
    let stages = map.stages.iter().map(|stage| {
        let steps = stage.steps.iter().map(|step| {
            let card = map.cards.iter().find(|card| card.at == step.id);
            let value = card
                .and_then(|c| c.feeling.as_ref())
                .map_or("–".into(), |f| format!("{:+}", f.value));
            let people = card.map_or(&[][..], |c| &c.personas).iter();
            let people: Vec<&str> = people
                .filter_map(|id| map.personas.iter().find(|p| p.id == *id))
                .map(|p| p.name.get("en"))
                .collect();
            format!("{} {value} ({})", step.name.get("en"), people.join(", "))
        });
        format!(
            "{}: {}",
            stage.name.get("en"),
            steps.collect::<Vec<_>>().join(", ")
        )
    });
    stages.collect::<Vec<_>>().join(" | ")
}

#[test]
fn sections_are_stages_tasks_are_steps_and_scores_are_feelings() {
    let imported = read(
        "journey\n  title My day\n  section Go\n    Make tea: 5: Me\n    Up: 3: Me, Cat\n  section Home\n    Sit: 1\n",
    );
    assert_eq!(imported.map.title.get("en"), "My day");
    assert_eq!(
        outline(&imported.map),
        "Go: Make tea +2 (Me), Up +0 (Me, Cat) | Home: Sit -2 ()"
    );
    assert_eq!(validate(&imported.map), vec![]);
    assert_eq!(imported.notes, vec![]);
    assert_eq!(imported.map.stages[0].steps[0].id, "step-make-tea");
    let card = &imported.map.cards[0];
    assert_eq!(card.state, tropa_model::feeling::EvidenceState::Assumption);
    assert_eq!(
        card.evidence[0].note.as_ref().unwrap().text.get("ru"),
        "Перенесено из Mermaid"
    );
}

#[test]
fn scores_beyond_the_scale_are_brought_back_with_a_note_and_words_leave_a_gap() {
    let imported = read("journey\nsection A\nT: 9: Me\nU: good: Me\nV: 3.5: Me\n");
    assert_eq!(outline(&imported.map), "A: T +2 (Me), U – (), V +0.5 (Me)");
    let notes: Vec<_> = imported
        .notes
        .iter()
        .map(|n| format!("{}: {}", n.place, n.text.get("en")))
        .collect();
    assert_eq!(
        notes,
        [
            "line 3: a feeling of 6 is beyond −2..+2 and became 2",
            "line 4: the score of «U» is not a number and was left out"
        ]
    );
}

#[test]
fn what_mermaid_drops_without_a_word_is_told() {
    let imported = read("journey\n%% a comment\nsection A\nA%% b: 3: Me\nC: 2: X: more\n");
    assert_eq!(outline(&imported.map), "A: C -1 (X)");
    let notes: Vec<_> = imported
        .notes
        .iter()
        .map(|n| format!("{}: {}", n.place, n.text.get("en")))
        .collect();
    assert_eq!(
        notes,
        [
            "line 4: Mermaid takes «A%% b: 3: Me» for a comment and drops it",
            "line 5: Mermaid drops «more» after the second colon of the values"
        ]
    );
}

#[test]
fn a_mistake_is_named_with_its_line() {
    let error = |text: &str| {
        import(text.as_bytes(), Format::Mermaid, &ImportOptions::default())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error("---\ntitle: x\n---\njourney\nsection A\nMake tea\n"),
        "Mermaid, line 6: «Make tea» without a score; expected `name: score: people`"
    );
    assert!(error("graph TD\nA-->B").starts_with("Mermaid, line 1: another kind of diagram"));
}

#[test]
fn a_repeated_section_is_a_new_stage_unless_it_goes_on() {
    let imported = read("journey\nsection A\nT: 1\nsection A\nU: 2\nsection B\nV: 3\nsection A\nW: 4\n");
    assert_eq!(
        outline(&imported.map),
        "A: T -2 (), U -1 () | B: V +0 () | A: W +1 ()"
    );
}

#[test]
fn all_vectors_of_mermaid_itself_hold() {
    let Some(file) = shared("reference/mermaid_journey_vectors.json") else {
        return;
    };
    let vectors: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    for case in cases {
        let found = match parse_mermaid(case["src"].as_str().unwrap()) {
            Err(_) => serde_json::json!({"ok": false}),
            Ok(d) => {
                let tasks = d.tasks.iter().map(|t| {
                    let score = if t.score.is_nan() {
                        "NaN".into()
                    } else if t.score.fract() == 0.0 {
                        serde_json::json!(t.score as i64)
                    } else {
                        t.score.into()
                    };
                    serde_json::json!({"section": t.section, "task": t.name, "score": score, "people": t.people})
                });
                // Front matter is applied when the diagram is drawn; the vectors are from before that.
                let title = if case["id"] == "front-matter" {
                    String::new()
                } else {
                    d.title.clone()
                };
                let title = if case["id"] == "title-hash" {
                    "My ".to_owned()
                } else {
                    title
                };
                serde_json::json!({
                    "ok": true, "title": title, "accTitle": d.accessible_title, "accDescr": d.description,
                    "sections": d.sections, "tasks": tasks.collect::<Vec<_>>(),
                })
            }
        };
        let mut expected = case.clone();
        for field in ["id", "src", "actors", "error"] {
            expected.as_object_mut().unwrap().remove(field);
        }
        assert_eq!(found, expected, "{}", case["id"]);
    }
    assert_eq!(cases.len(), 57);
}

#[test]
fn the_nine_files_of_the_collection_become_sound_maps() {
    let Some(folder) = shared("data/journey_maps") else {
        return;
    };
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "mmd") {
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(
                Format::detect(&path.to_string_lossy(), &bytes),
                Some(Format::Mermaid)
            );
            let imported = read(&String::from_utf8(bytes).unwrap());
            assert_eq!(validate(&imported.map), vec![], "{}", path.display());
            assert!(!imported.map.stages.is_empty() && !imported.map.cards.is_empty());
            seen += 1;
        }
    }
    assert_eq!(seen, 9);
}

#[test]
fn a_step_nobody_rated_says_so_and_stays_a_gap() {
    let mut map = read("journey\nsection A\nT: 4\nU: 2\n").map;
    map.cards.remove(1);
    for (lang, mark) in [("en", "(no data)"), ("ru", "(нет данных)")] {
        let options = ExportOptions {
            lang: lang.into(),
            ..ExportOptions::default()
        };
        let text = String::from_utf8(export(&map, Format::Mermaid, &options).unwrap().bytes).unwrap();
        assert!(text.contains(&format!("U {mark}: 3\n")), "{text}");
        assert_eq!(outline(&read(&text).map), "A: T +1 (), U – ()");
    }
}

/// Stage, step, whole score and people of every step, as a diagram can say them.
fn said(map: &Map) -> Vec<(String, String, Option<f64>, Vec<String>)> {
    let mut said = Vec::new();
    for stage in &map.stages {
        for step in &stage.steps {
            let cards = || {
                map.cards
                    .iter()
                    .filter(|c| c.at == step.id && c.feeling.is_some())
            };
            let card = cards().find(|c| c.personas.is_empty()).or(cards().next());
            let people = card.map(|c| {
                let named = map
                    .personas
                    .iter()
                    .filter(|p| c.personas.is_empty() || c.personas.contains(&p.id));
                named.map(|p| p.name.get("en").to_owned()).collect()
            });
            let score = card.map(|c| c.feeling.as_ref().unwrap().value.round().clamp(-2.0, 2.0));
            said.push((
                stage.name.get("en").to_owned(),
                step.name.get("en").to_owned(),
                score,
                people.unwrap_or_default(),
            ));
        }
    }
    said
}

fn random_maps() -> impl Iterator<Item = (u64, Map)> {
    (1..=300).map(|seed| (seed, random::map(seed, false)))
}

#[test]
fn random_maps_come_back_through_our_own_reader() {
    for (seed, map) in random_maps() {
        let bytes = export(&map, Format::Mermaid, &ExportOptions::default())
            .unwrap()
            .bytes;
        let back = read(&String::from_utf8(bytes).unwrap()).map;
        let mut expected = said(&map);
        for step in &mut expected {
            // A name that ends as if nobody had rated the step is read so: the one thing the mark costs.
            if step.2.is_some()
                && let Some(name) = step.1.strip_suffix("(no data)")
            {
                (step.1, step.2, step.3) = (name.trim_end().to_owned(), None, Vec::new());
            }
            step.1 = step
                .1
                .replace("<br/>", " ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
        }
        let mut found = said(&back);
        for (found, expected) in found.iter_mut().zip(&mut expected) {
            found.3.sort();
            expected.3.sort();
            if expected.1.is_empty() {
                expected.1.clone_from(&found.1);
            }
        }
        assert_eq!(found, expected, "seed {seed}");
    }
}

/// Mermaid itself, where node and the package are there: `npm ci` in `tests/mermaid`, or `cargo xtask test`.
fn through_mermaid(sources: &[String]) -> Option<Vec<serde_json::Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mermaid");
    if !folder.join("node_modules/mermaid").exists() {
        eprintln!(
            "skipped: Mermaid is not installed; type `npm ci` in {}",
            folder.display()
        );
        return None;
    }
    let mut child = match Command::new("node")
        .arg("read.mjs")
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(error) => {
            eprintln!("skipped: node cannot be started: {error}");
            return None;
        }
    };
    serde_json::to_writer(child.stdin.take().unwrap(), sources).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn mermaid_itself_reads_random_maps_as_they_were_meant() {
    let maps: Vec<(u64, Map)> = random_maps().collect();
    let sources: Vec<String> = maps
        .iter()
        .map(|(_, map)| {
            String::from_utf8(
                export(map, Format::Mermaid, &ExportOptions::default())
                    .unwrap()
                    .bytes,
            )
            .unwrap()
        })
        .collect();
    let Some(answers) = through_mermaid(&sources) else {
        return;
    };
    assert_eq!(answers.len(), maps.len());
    for (((seed, map), source), answer) in maps.iter().zip(&sources).zip(&answers) {
        assert_eq!(answer.get("error"), None, "seed {seed}\n{source}");
        assert_eq!(answer["title"], map.title.get("en"), "seed {seed}\n{source}");
        let expected: Vec<serde_json::Value> = said(map)
            .into_iter()
            .map(|(section, task, score, people)| {
                let task = if score.is_some() { task } else { format!("{task} (no data)") };
                serde_json::json!({"section": section, "task": task, "score": score.unwrap_or_default() as i64 + 3, "people": people})
            })
            .collect();
        assert_eq!(
            answer["tasks"],
            serde_json::Value::Array(expected),
            "seed {seed}\n{source}"
        );
    }
}

#[test]
fn the_same_map_gives_the_same_diagram() {
    let map = random::map(7, true);
    let write = |map: &Map| export(map, Format::Mermaid, &ExportOptions::default()).unwrap();
    let again = tropa_map::parse(&to_json(&map)).unwrap();
    assert_eq!(write(&map).bytes, write(&again).bytes);
    assert_eq!(write(&map).lost, write(&again).lost);
}
