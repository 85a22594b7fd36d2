//! What the grid and its neighbours tell: whose curve is which, what a point rests on, ways beside the order, targets, cards
//! over several steps, personas side by side.

use std::sync::Arc;
use tropa_map::document::{Card, FeelingPoint, Map, MapState};
use tropa_model::feeling::EvidenceState;
use tropa_render::scene::{Node, Role, Stroke};
use tropa_render::{Format, Layout, Pages, Paper, RenderOptions, pages, render};

fn several() -> Map {
    tropa_map::parse(include_str!("golden/several.tropa.json")).expect("the golden map is sound")
}

fn options(layout: Layout) -> RenderOptions {
    RenderOptions {
        lang: "ru".into(),
        layout,
        ..RenderOptions::default()
    }
}

fn drawn(map: &Map, options: &RenderOptions) -> Pages {
    pages(map, options).expect("it is drawn")
}

fn said_in(nodes: &[Node], said: &mut String) {
    for node in nodes {
        match node {
            Node::Group(group) => said_in(&group.nodes, said),
            Node::Text(text) => {
                said.push_str(&text.text);
                said.push(' ');
            }
            _ => {}
        }
    }
}

fn said(pages: &Pages) -> String {
    let mut said = String::new();
    pages
        .pages
        .iter()
        .for_each(|page| said_in(&page.nodes, &mut said));
    said.replace("- ", "").replace('\u{a0}', " ")
}

/// The markers of a card, without their colours.
fn shapes_of(nodes: &[Node], card: &str, found: &mut Vec<String>) {
    for node in nodes {
        let Node::Group(group) = node else { continue };
        if group.role == Role::Card(card.to_owned()) {
            outlines(&group.nodes, found);
        } else {
            shapes_of(&group.nodes, card, found);
        }
    }
}

fn outlines(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Group(group) => outlines(&group.nodes, found),
            Node::Path { segs, fill, stroke } => {
                let dash = stroke.as_ref().and_then(|stroke: &Stroke| stroke.dash);
                found.push(format!(
                    "{} segments, filled {}, line {} {dash:?}",
                    segs.len(),
                    fill.is_some(),
                    stroke.is_some()
                ));
            }
            _ => {}
        }
    }
}

#[test]
fn what_a_point_rests_on_is_seen_without_colour() {
    let mut looks = Vec::new();
    for state in [
        EvidenceState::Measured,
        EvidenceState::SupportedByText,
        EvidenceState::SingleVoice,
        EvidenceState::Assumption,
    ] {
        let mut map = several();
        map.cards.retain(|card| card.feeling.is_none());
        map.cards.push(Card {
            id: "one".into(),
            lane: "feeling".into(),
            at: "wait".into(),
            feeling: Some(FeelingPoint {
                value: 1.0,
                ..FeelingPoint::default()
            }),
            state,
            ..Card::default()
        });
        let mut found = Vec::new();
        for page in &drawn(&map, &options(Layout::Grid)).pages {
            shapes_of(&page.nodes, "one", &mut found);
        }
        assert!(!found.is_empty(), "{state:?} is drawn");
        looks.push(found);
    }
    for (i, look) in looks.iter().enumerate() {
        assert!(!looks[i + 1..].contains(look), "two states look alike: {look:?}");
    }
}

/// Dashes of the lines that are thick enough to be a curve.
fn dashes(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Group(group) => dashes(&group.nodes, found),
            Node::Path {
                segs,
                fill: None,
                stroke: Some(stroke),
            } if segs.len() > 1
                && segs
                    .iter()
                    .skip(1)
                    .all(|seg| matches!(seg, tropa_render::scene::Seg::Cubic(..)))
                && [2.5, 1.5].contains(&stroke.width) =>
            {
                found.push(format!("{:?}", stroke.dash));
            }
            _ => {}
        }
    }
}

#[test]
fn each_persona_has_a_dash_a_marker_and_a_name_of_its_own() {
    let map = several();
    let page = &drawn(&map, &options(Layout::Grid)).pages[0];
    let mut curve = Vec::new();
    dashes(&page.nodes, &mut curve);
    curve.sort();
    curve.dedup();
    assert_eq!(curve.len(), 4, "four dashes: {curve:?}");
    let text = said(&drawn(&map, &options(Layout::Grid)));
    for name in ["Анна", "Олег", "Ира, офис-менеджер", "Макс, сдаёт квартиры"]
    {
        assert!(text.contains(name), "{name}");
    }
    let first = |card: &str| {
        let mut found = Vec::new();
        shapes_of(&page.nodes, card, &mut found);
        found.first().cloned().expect("it has a marker")
    };
    let outlines = ["fa-wait", "fo-wait", "fi3", "fm2"].map(first);
    assert_ne!(outlines[0], outlines[1]);
    assert_ne!(outlines[1], outlines[2]);
}

#[test]
fn the_curve_of_the_linked_map_stands_in_the_same_lane() {
    let mut map = several();
    map.personas.truncate(1);
    map.cards
        .retain(|card| card.personas.iter().all(|id| id == "anna"));
    let mut to_be = map.clone();
    to_be.state = MapState::ToBe;
    for card in &mut to_be.cards {
        if let Some(feeling) = &mut card.feeling {
            feeling.value = 1.9;
        }
    }
    let mut options = options(Layout::Grid);
    let alone = said(&drawn(&map, &options));
    options.beside = Some(Arc::new(to_be));
    let both = said(&drawn(&map, &options));
    let count = |text: &str| text.matches("как должно быть").count();
    assert_eq!(count(&alone), 0);
    assert!(count(&both) >= 2, "named beside the lane and at its end");
}

#[test]
fn what_was_expected_and_intended_stands_beside_what_was_felt() {
    let text = said(&drawn(&several(), &options(Layout::Grid)));
    for words in [
        "Чего ждут",
        "Один звонок, один день",
        "Что должны чувствовать",
        "Чувствует заботу",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn other_ways_and_optional_steps_are_on_the_grid() {
    let text = said(&drawn(&several(), &options(Layout::Grid)));
    for words in [
        "никто не приехал · 17 %",
        "модель уже выбрана",
        "покупает в другом",
        "ещё один салон",
        "необязательный",
        "ЛИНИЯ ВЗАИМОДЕЙСТВИЯ",
        "ЛИНИЯ ВИДИМОСТИ",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn a_target_says_whether_it_is_met() {
    let text = said(&drawn(&several(), &options(Layout::Grid)));
    assert!(text.contains("не меньше 80 %: достигнута"), "{text}");
    assert!(text.contains("к 31.12.2026: не достигнута"));
    let mut map = several();
    for card in &mut map.cards {
        if card.id == "k5" {
            card.target.as_mut().expect("it has a target").value = 0.81;
        }
    }
    let text = said(&drawn(&map, &options(Layout::Grid)));
    assert!(
        text.contains("в пределах погрешности"),
        "0.80–0.84 neither meets nor misses 0.81"
    );
}

fn width_of(nodes: &[Node], card: &str) -> Vec<f32> {
    let mut found = Vec::new();
    for node in nodes {
        let Node::Group(group) = node else { continue };
        if let (true, Some(cell)) = (group.role == Role::Card(card.to_owned()), group.cell) {
            found.push(cell.w);
        }
        found.extend(width_of(&group.nodes, card));
    }
    found
}

#[test]
fn a_card_over_several_steps_is_as_wide_as_they_are_and_goes_on_on_the_next_sheet() {
    let map = several();
    let page = &drawn(&map, &options(Layout::Grid)).pages[0];
    let wide = width_of(&page.nodes, "span1")[0];
    assert!(wide > 3.5 * 200.0, "four columns: {wide}");

    let mut long = several();
    for k in 0..6 {
        let mut stage = long.stages[1].clone();
        stage.id = format!("more{k}");
        stage
            .steps
            .iter_mut()
            .for_each(|step| step.id = format!("{}{k}", step.id));
        long.stages.push(stage);
    }
    for card in &mut long.cards {
        if card.id == "span1" {
            card.until = Some("unpack5".into());
        }
    }
    let paper = RenderOptions {
        paper: Paper::of("a4"),
        ..options(Layout::Grid)
    };
    let drawn = drawn(&long, &paper);
    let sheets = drawn
        .pages
        .iter()
        .filter(|page| !width_of(&page.nodes, "span1").is_empty());
    assert!(sheets.count() >= 3, "each sheet whose steps it covers shows it");
    for page in &drawn.pages {
        assert!(width_of(&page.nodes, "span1").iter().all(|w| *w <= page.width));
    }
}

#[test]
fn only_the_persona_that_is_asked_for_speaks_in_every_layout_and_format() {
    let map = several();
    let asked = |layout| RenderOptions {
        persona: Some("Ира, офис-менеджер".into()),
        ..options(layout)
    };
    let others = ["Олег", "Макс", "Анна, переезжает"];
    for layout in Layout::ALL {
        let text = said(&drawn(&map, &asked(*layout)));
        for other in others {
            assert!(!text.contains(other), "{layout:?}: {other}");
        }
        assert!(!text.contains("Привык"), "{layout:?}: a card of another persona");
    }
    for format in [Format::Markdown, Format::Html, Format::Svg] {
        let file = render(&map, format, &asked(Layout::Grid)).expect("it is written");
        let text = String::from_utf8(file).expect("it is text");
        assert!(text.contains("Ира"), "{format:?}");
        for other in others {
            assert!(!text.contains(other), "{format:?}: {other}");
        }
    }
    let wrong = RenderOptions {
        persona: Some("nobody".into()),
        ..options(Layout::Grid)
    };
    for format in [Format::Markdown, Format::Pptx, Format::Html] {
        let error = render(&map, format, &wrong).expect_err("there is no such persona");
        assert!(error.to_string().contains("Макс"), "{format:?}: {error}");
    }
}

/// All slides of a deck as XML.
fn slides(map: &Map, options: &RenderOptions) -> Vec<String> {
    let file = render(map, Format::Pptx, options).expect("slides are written");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("it is a ZIP file");
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| name.starts_with("ppt/slides/slide") && name.ends_with(".xml"))
        .collect();
    let mut texts = Vec::new();
    for name in names {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(&name).expect("it is there"), &mut text)
            .expect("it is text");
        texts.push(text);
    }
    texts
}

#[test]
fn slides_and_markdown_hold_the_stage_and_persona_that_are_asked_for() {
    let map = several();
    let all = slides(&map, &options(Layout::Grid));
    let one = RenderOptions {
        stage: Some("Получение".into()),
        ..options(Layout::Grid)
    };
    let part = slides(&map, &one);
    assert!(part.len() < all.len(), "{} of {}", part.len(), all.len());
    let has = |slides: &[String], words: &str| slides.iter().any(|slide| slide.contains(words));
    assert!(has(&all, "Рисует план на бумаге") && !has(&part, "Рисует план на бумаге"));
    assert!(has(&part, "Звонит дважды"));
    let text =
        String::from_utf8(render(&map, Format::Markdown, &one).expect("it is written")).expect("it is text");
    assert!(text.contains("## 2. Получение") && !text.contains("## 1. Выбор"));
    assert!(text.contains("### 3. "), "steps keep their numbers");
    let persona = RenderOptions {
        persona: Some("max".into()),
        ..options(Layout::Grid)
    };
    let part = slides(&map, &persona);
    assert!(has(&part, "Макс") && !has(&part, "Олег"));
}

#[test]
fn personas_stand_side_by_side_with_what_differs_marked() {
    let text = said(&drawn(&several(), &options(Layout::Comparison)));
    for words in [
        "Что они чувствуют",
        "Где их чувства расходятся сильнее всего",
        "различаются",
        "не участвует",
        "Счёт, к которому нет вопросов",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let mut alone = several();
    alone.personas.truncate(1);
    assert!(said(&drawn(&alone, &options(Layout::Comparison))).contains("нет двух персон"));
}

#[test]
fn a_page_can_fold_every_lane_and_put_every_persona_first() {
    let map = several();
    let html = String::from_utf8(render(&map, Format::Html, &options(Layout::Grid)).unwrap()).unwrap();
    for lane in &map.lanes {
        let rows = html.matches(&format!("data-row=\"{}\"", lane.id)).count();
        assert_eq!(rows, 2, "{}: in the columns and on the rail", lane.id);
        assert!(
            html.contains(&format!("name=\"lane\" value=\"{}\"", lane.id)),
            "{}",
            lane.id
        );
    }
    for persona in &map.personas {
        assert!(html.contains(&format!("name=\"persona\" value=\"{}\"", persona.id)));
        assert!(
            html.contains(&format!("data-persona=\"{}\"", persona.id)),
            "{} has a curve",
            persona.id
        );
    }
}

#[test]
fn the_page_for_screen_readers_tells_feelings_wishes_and_ways() {
    let file = render(&several(), Format::Html, &options(Layout::Grid)).expect("it is written");
    let page = String::from_utf8(file)
        .expect("it is text")
        .replace('\u{a0}', " ");
    let outline = page
        .split("<details class=\"outline\">")
        .nth(1)
        .expect("there is an outline");
    for words in [
        "Анна, переезжает с детьми: Начинается",
        "+0,5 (+0,3…+0,7), n = 310 (Анна",
        "Чего ждут: Один звонок, один день — +1,0 — доверие",
        "4. Ждёт машину → 3. Согласовывает день доставки: никто не приехал (возврат, 17 %)",
        "не меньше 80 %: достигнута",
        "(до шага 4)",
    ] {
        assert!(outline.contains(words), "{words}");
    }
}
