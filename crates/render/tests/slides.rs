//! What slides promise: native text and shapes, nothing lost, nothing over the edge, the evidence in the notes, and files
//! that other programs open.
#![allow(clippy::unwrap_used)] // test code

#[path = "../../map/tests/retailer/mod.rs"]
mod retailer;

use serde_json::Value;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use tropa_map::document::{LaneRole, Map, MapState};
use tropa_map::{adopt, parse};
use tropa_model::proposal::LocalText;
use tropa_render::{Format, RenderOptions, Theme, render};

fn retailer() -> Map {
    adopt(
        &retailer::proposal(true),
        LocalText::en_ru("Buying furniture", "Покупка мебели"),
        "map-1".into(),
    )
}

fn workshop() -> Map {
    parse(include_str!("golden/workshop.tropa.json")).expect("the golden map is sound")
}

/// Everything a map may say: personas, targets, opportunities, actions, pictures, wishes, moves.
fn board() -> Map {
    parse(include_str!("golden/board.tropa.json")).expect("the golden map is sound")
}

fn options(lang: &str, theme: Theme) -> RenderOptions {
    RenderOptions {
        lang: lang.into(),
        theme,
        ..RenderOptions::default()
    }
}

fn deck(map: &Map, lang: &str) -> Vec<u8> {
    render(map, Format::Pptx, &options(lang, Theme::Light)).expect("slides are always written")
}

/// A part of the file as text.
fn part(deck: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(deck)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn parts(deck: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(deck)).unwrap();
    archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

/// Every text of the slides or of the notes, one paragraph per line.
fn texts(deck: &[u8], folder: &str) -> String {
    let mut names: Vec<String> = parts(deck)
        .into_iter()
        .filter(|name| name.starts_with(folder) && name.ends_with(".xml"))
        .collect();
    names.sort();
    let mut all = String::new();
    for name in names {
        let xml = part(deck, &name);
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut inside = false;
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap() {
                Event::Start(e) => inside = e.name().as_ref() == "a:t",
                Event::End(e) => {
                    inside = false;
                    if e.name().as_ref() == "a:p" {
                        all.push('\n');
                    }
                }
                Event::Text(text) if inside => all.push_str(&text),
                Event::GeneralRef(entity) if inside => {
                    all.push_str(match &*entity {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        _ => " ",
                    });
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
    all
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    assert!(deck(&retailer(), "ru") == deck(&retailer(), "ru"));
}

#[test]
fn every_part_is_well_formed_and_every_relation_leads_to_a_part() {
    for map in [retailer(), workshop(), board()] {
        let deck = deck(&map, "ru");
        let names = parts(&deck);
        for name in names.iter().filter(|name| !name.contains("media")) {
            let xml = part(&deck, name);
            let mut reader = quick_xml::Reader::from_str(&xml);
            reader.config_mut().check_end_names = true;
            while reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}"))
                != quick_xml::events::Event::Eof
            {}
            if !name.ends_with(".rels") || name == "_rels/.rels" {
                continue;
            }
            let folder = Path::new(name).parent().unwrap().parent().unwrap();
            for target in xml
                .split("Target=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
                .filter(|target| !target.contains("://"))
            {
                let mut path = folder.to_owned();
                for step in Path::new(target).components() {
                    match step {
                        std::path::Component::ParentDir => drop(path.pop()),
                        other => path.push(other),
                    }
                }
                let path = path.to_string_lossy().into_owned();
                assert!(
                    names.contains(&path),
                    "{name} leads to {path}, which is not there"
                );
            }
        }
    }
}

#[test]
fn every_card_stands_on_a_slide_and_its_evidence_in_the_notes() {
    for (map, lang) in [
        (retailer(), "ru"),
        (retailer(), "en"),
        (workshop(), "ru"),
        (workshop(), "en"),
        (board(), "ru"),
        (board(), "en"),
    ] {
        let deck = deck(&map, lang);
        let shown = texts(&deck, "ppt/slides/slide");
        let notes = texts(&deck, "ppt/notesSlides/notesSlide");
        for card in &map.cards {
            // Points of the curve stand as numbers, figures everybody knows under their usual names.
            let lane = map.lanes.iter().find(|lane| lane.id == card.lane).unwrap();
            let only_number =
                card.feeling.is_some() || (lane.role == LaneRole::Kpis && card.metric.is_some());
            let text = card.text.get(lang);
            assert!(
                only_number || shown.contains(text) || shown.contains(&text.to_lowercase()),
                "{lang} «{text}» of {} is on no slide",
                card.id
            );
            for evidence in &card.evidence {
                let reason = evidence.reason.get(lang).trim_end_matches('.');
                assert!(notes.contains(reason), "{lang}: «{reason}» is in no notes");
            }
        }
    }
}

#[test]
fn long_texts_go_on_to_further_slides_word_by_word() {
    let mut map = workshop();
    let words: Vec<String> = (0..2_500).map(|i| format!("слово{i}")).collect();
    map.cards[1].text = LocalText::plain(words.join(" "));
    let deck = deck(&map, "ru");
    let shown = texts(&deck, "ppt/slides/slide");
    for word in &words {
        assert!(shown.split_whitespace().any(|w| w == word), "{word} is lost");
    }
    assert!(shown.contains("(2 из ") && shown.contains("продолжение"));
    assert!(!shown.lines().any(|line| line.ends_with('…')));
}

#[test]
fn the_deck_says_its_language_title_sections_and_descriptions() {
    let deck = deck(&retailer(), "ru");
    let core = part(&deck, "docProps/core.xml");
    assert!(
        core.contains("<dc:title>Покупка мебели</dc:title>")
            && core.contains("<dc:language>ru-RU</dc:language>")
    );
    assert!(
        !core.contains("dcterms"),
        "a date would change the bytes from day to day"
    );
    let presentation = part(&deck, "ppt/presentation.xml");
    assert_eq!(presentation.matches("<p14:section ").count(), 9, "{presentation}");
    assert!(presentation.contains("name=\"3. Покупка\""));
    let overview = part(&deck, "ppt/slides/slide2.xml");
    assert!(
        overview.contains("descr=\"Начинается:"),
        "the curve is told in words"
    );
    assert!(overview.contains("hlinksldjump"), "a stage leads to its slide");
    assert!(overview.contains("adec:decorative"));
    assert!(overview.contains("lang=\"ru-RU\"") && !overview.contains("lang=\"en-US\""));
}

#[test]
fn text_is_never_smaller_than_ten_points_and_never_a_picture() {
    for (map, lang) in [(retailer(), "ru"), (workshop(), "en")] {
        let deck = deck(&map, lang);
        for name in parts(&deck)
            .iter()
            .filter(|name| name.starts_with("ppt/slides/slide"))
        {
            let xml = part(&deck, name);
            assert!(!xml.contains("<p:pic>"), "{name}");
            for size in xml
                .split("sz=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok())
            {
                assert!(size >= 1_000, "{name}: {size}");
            }
        }
    }
}

const HOSTILE: &[&str] = &[
    "</a:t></a:r></a:p></p:txBody></p:sp><p:pic/>",
    "]]><!-- <script>alert(1)</script>",
    "a\u{0}b\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{fffe}\u{ffff}c",
    "\u{202e}gnissecorp\u{202c} שלום مرحبا 👩‍👩‍👧 漢字",
    "&amp;lt;&#60; \"quoted\" 'single'",
    "=HYPERLINK(\"http://evil.example\")",
    "",
    "   ",
];

fn hostile(text: &str) -> Map {
    let mut map = retailer();
    let text = LocalText::plain(text);
    map.title = text.clone();
    map.purpose = text.clone();
    map.owner = Some(text.get("en").to_owned());
    map.state = MapState::ToBe;
    for stage in &mut map.stages {
        (stage.name, stage.goal) = (text.clone(), text.clone());
        stage.steps.iter_mut().for_each(|step| step.name = text.clone());
    }
    map.lanes.iter_mut().for_each(|lane| lane.name = text.clone());
    map.channels
        .iter_mut()
        .for_each(|channel| channel.name = text.clone());
    map.paths.iter_mut().for_each(|path| path.name = text.clone());
    for card in &mut map.cards {
        card.text = text.clone();
        card.evidence
            .iter_mut()
            .for_each(|evidence| evidence.reason = text.clone());
    }
    map
}

#[test]
fn hostile_texts_stay_texts() {
    for text in HOSTILE {
        let deck = deck(&hostile(text), "en");
        for name in parts(&deck).iter().filter(|name| name.ends_with(".xml")) {
            let xml = part(&deck, name);
            let mut reader = quick_xml::Reader::from_str(&xml);
            loop {
                match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}")) {
                    quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                        assert_ne!(start.name().as_ref(), "p:pic", "{name}");
                    }
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert!(!xml.contains(['\u{0}', '\u{1}', '\u{b}', '\u{ffff}']), "{name}");
        }
        assert!(!parts(&deck).iter().any(|name| name.contains("media")));
    }
}

/// Deep enough that nothing is skipped, small enough for a test: 100 steps × 30 lanes.
#[test]
fn a_large_map_becomes_a_deck_quickly() {
    let mut map = workshop();
    let (stage, step) = (map.stages[0].clone(), map.stages[0].steps[0].clone());
    map.stages = (0..10)
        .map(|s| {
            let mut stage = stage.clone();
            stage.id = format!("s{s}");
            stage.steps = (0..10)
                .map(|i| tropa_map::document::Step {
                    id: format!("s{s}p{i}"),
                    ..step.clone()
                })
                .collect();
            stage
        })
        .collect();
    let (lane, card) = (map.lanes[1].clone(), map.cards[1].clone());
    map.lanes = (0..30)
        .map(|l| tropa_map::document::Lane {
            id: format!("l{l}"),
            ..lane.clone()
        })
        .collect();
    map.cards = (0..6_000)
        .map(|i| tropa_map::document::Card {
            id: format!("c{i}"),
            lane: format!("l{}", i % 30),
            at: format!("s{}p{}", i / 30 % 10, i / 300 % 10),
            text: LocalText::plain(format!("клиент ждёт доставку и звонит в магазин, случай {i}")),
            ..card.clone()
        })
        .collect();
    let start = std::time::Instant::now();
    let deck = deck(&map, "ru");
    let slides = parts(&deck)
        .iter()
        .filter(|name| name.starts_with("ppt/slides/slide"))
        .count();
    eprintln!(
        "6,000 cards on {slides} slides, {} KB, in {:.1?}",
        deck.len() / 1024,
        start.elapsed()
    );
    assert!(texts(&deck, "ppt/slides/slide").contains("случай 5999"));
    assert!(start.elapsed().as_secs() < 60);
}

/// What python-pptx sees.
const READ: &str = r#"
import sys, json
from pptx import Presentation
from pptx.util import Emu
deck = Presentation(sys.argv[1])
W, H = deck.slide_width, deck.slide_height
def walk(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from walk(shape.shapes)
slides = []
for slide in deck.slides:
    outside, kinds, texts, tables = [], set(), [], []
    for shape in walk(slide.shapes):
        kinds.add(str(shape.shape_type))
        if shape.left is not None and (shape.left < 0 or shape.top < 0 or shape.left + shape.width > W or shape.top + shape.height > H):
            outside.append([shape.name, shape.left, shape.top, shape.width, shape.height])
        if shape.has_text_frame and shape.text_frame.text.strip():
            texts.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            tables.append([[cell.text for cell in row.cells] for row in shape.table.rows])
    slides.append({"title": slide.shapes.title.text if slide.shapes.title is not None else None, "outside": outside,
        "kinds": sorted(kinds), "texts": texts, "tables": tables,
        "notes": slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""})
print(json.dumps({"width": W, "height": H, "title": deck.core_properties.title, "language": deck.core_properties.language, "slides": slides}))
"#;

fn python() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.venv/bin/python");
    let python = std::env::var_os("TROPA_PYTHON").map_or(beside, PathBuf::from);
    let works = Command::new(&python).args(["-c", "import pptx"]).output();
    if works.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    println!(
        "SKIPPED: {} with python-pptx is not there; TROPA_PYTHON names another",
        python.display()
    );
    None
}

#[test]
fn python_pptx_reads_titles_text_tables_and_notes() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deck.pptx");
    let maps = [
        (retailer(), "ru"),
        (retailer(), "en"),
        (workshop(), "ru"),
        (hostile(HOSTILE[0]), "en"),
        (hostile(HOSTILE[3]), "en"),
    ];
    for (i, (map, lang)) in maps.into_iter().enumerate() {
        std::fs::write(&file, deck(&map, lang)).unwrap();
        let output = Command::new(&python)
            .args(["-c", READ])
            .arg(&file)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let read: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (read["width"].as_u64(), read["height"].as_u64()),
            (Some(12_192_000), Some(6_858_000))
        );
        for slide in read["slides"].as_array().unwrap() {
            assert!(slide["title"].is_string(), "{slide}");
            assert_eq!(slide["outside"], serde_json::json!([]), "{}", slide["title"]);
            assert!(!slide["kinds"].to_string().contains("PICTURE"));
        }
        if i > 0 {
            continue;
        }
        assert_eq!(
            (read["title"].as_str(), read["language"].as_str()),
            (Some("Покупка мебели"), Some("ru-RU"))
        );
        let titles: Vec<&str> = read["slides"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|slide| slide["title"].as_str())
            .collect();
        let expected = [
            "Покупка мебели",
            "Весь путь на одном слайде",
            "Главное",
            "Болевые точки: от самых массовых",
        ];
        assert_eq!(titles[..4], expected);
        assert!(
            titles
                .iter()
                .any(|title| title.starts_with("Использование и поддержка")),
            "{titles:?}"
        );
        let pains = &read["slides"][3]["tables"][0];
        assert_eq!(pains[0][0], "Болевая точка");
        assert!(pains.to_string().contains("Каждая пятая"), "{pains}");
        assert!(
            read["slides"][3]["notes"]
                .as_str()
                .unwrap()
                .contains("Снимок: furniture_shop@42")
        );
    }
}

#[test]
fn libre_office_shows_every_slide() {
    let Ok(version) = Command::new("soffice").arg("--version").output() else {
        println!("SKIPPED: LibreOffice (soffice) is not installed");
        return;
    };
    println!("{}", String::from_utf8_lossy(&version.stdout).trim());
    let kept = std::env::var_os("TROPA_LOOK").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.as_deref().unwrap_or(temporary.path());
    let themes = [("light", Theme::Light), ("dark", Theme::Dark)];
    for (name, map) in [
        ("retailer", retailer()),
        ("workshop", workshop()),
        ("board", board()),
    ] {
        for (lang, theme) in [("ru", 0), ("en", 1)] {
            let (shade, theme) = themes[theme];
            let file = folder.join(format!("{name}.{lang}.{shade}.pptx"));
            let bytes = render(&map, Format::Pptx, &options(lang, theme)).unwrap();
            let slides = parts(&bytes)
                .iter()
                .filter(|part| part.starts_with("ppt/slides/slide"))
                .count();
            std::fs::write(&file, bytes).unwrap();
            // A profile of its own: another LibreOffice may be running.
            let profile = format!(
                "-env:UserInstallation=file://{}/profile",
                temporary.path().display()
            );
            let output = Command::new("soffice")
                .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
                .arg(folder)
                .arg(&file)
                .output()
                .unwrap();
            let pdf = file.with_extension("pdf");
            assert!(pdf.exists(), "{}", String::from_utf8_lossy(&output.stderr));
            let Ok(read) = Command::new("pdftotext").arg(&pdf).arg("-").output() else {
                println!("SKIPPED: pdftotext is not installed, the pages are not read");
                continue;
            };
            let text = String::from_utf8_lossy(&read.stdout).replace('\u{a0}', " ");
            assert_eq!(text.matches('\u{c}').count(), slides, "{name} {lang}");
            assert!(text.contains(map.title.get(lang)), "{text}");
        }
    }
}

#[test]
fn personas_targets_and_the_plan_are_on_slides() {
    for (lang, words) in [
        (
            "ru",
            [
                "Анна, переезжает с детьми",
                "цель: не меньше 95 % к 31.12.2026",
                "← Машина не приезжает в названный день",
                "30.09.2026",
                "никто не приехал",
                "закупает, пускает или не пускает",
                "нетерпение, сомнение",
                "+1,5 · уверенность, доверие",
            ],
        ),
        (
            "en",
            [
                "Anna, moves in with children",
                "target: at least 95% by 31 Dec 2026",
                "← The van does not come on the day",
                "30 Sep 2026",
                "nobody came",
                "buyer, gatekeeper",
                "impatience, doubt",
                "+1.5 · confidence, trust",
            ],
        ),
    ] {
        let shown = texts(&deck(&board(), lang), "ppt/slides/slide").replace('\u{a0}', " ");
        for word in words {
            assert!(shown.contains(word), "{lang}: «{word}» is not in {shown}");
        }
    }
}

#[test]
fn only_pictures_and_links_that_are_safe_reach_the_file() {
    let deck = deck(&board(), "en");
    let media: Vec<String> = parts(&deck)
        .into_iter()
        .filter(|name| name.contains("media"))
        .collect();
    assert_eq!(
        media,
        ["ppt/media/image1.png", "ppt/media/image2.png"],
        "what is no picture stays out"
    );
    let relations: String = parts(&deck)
        .iter()
        .filter(|name| name.starts_with("ppt/slides/_rels"))
        .map(|name| part(&deck, name))
        .collect();
    assert!(relations.contains("https://tracker.example/TASK-12") && !relations.contains("javascript"));
}
