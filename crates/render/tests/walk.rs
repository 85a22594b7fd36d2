//! The walk: every step is told whole, frame after frame, and becomes a film.

use std::collections::BTreeSet;
use tropa_map::document::{Card, Map};
use tropa_map::templates;
use tropa_model::proposal::LocalText;
use tropa_render::scene::{Node, Text};
use tropa_render::{Film, Layout, RenderError, RenderOptions, pages};

fn options(lang: &str) -> RenderOptions {
    RenderOptions {
        lang: lang.to_owned(),
        layout: Layout::Walk,
        scale: 0.5,
        ..RenderOptions::default()
    }
}

fn bank() -> Map {
    let template = templates::template("bank_product").expect("there is a template of a bank's product");
    tropa_map::read(template.text, Some(tropa_map::Form::Yaml)).expect("a template is sound")
}

fn texts<'a>(nodes: &'a [Node], into: &mut Vec<&'a Text>) {
    for node in nodes {
        match node {
            Node::Group(group) => texts(&group.nodes, into),
            Node::Text(text) => into.push(text),
            _ => {}
        }
    }
}

#[test]
fn every_step_has_its_frame_between_a_title_and_an_end() {
    let map = bank();
    let steps: usize = map.stages.iter().map(|stage| stage.steps.len()).sum();
    let frames = pages(&map, &options("ru")).unwrap().pages;
    assert_eq!(frames.len(), steps + 2);
    let told: Vec<&str> = frames.iter().map(|frame| frame.title.as_str()).collect();
    let names = map.stages.iter().flat_map(|stage| &stage.steps);
    for (step, told) in names.zip(&told[1..]) {
        assert_eq!(step.name.get("ru"), *told);
    }
}

#[test]
fn a_text_too_long_for_a_frame_goes_on_in_the_next_and_nothing_is_lost() {
    let mut map = bank();
    let words: Vec<String> = (0..900).map(|i| format!("слово{i}")).collect();
    let card = map
        .cards
        .iter_mut()
        .find(|card| {
            map.stages
                .iter()
                .flat_map(|s| &s.steps)
                .any(|step| step.id == card.at)
                && card.metric.is_none()
        })
        .expect("a step has a card");
    card.text = LocalText::plain(words.join(" "));
    let frames = pages(&map, &options("ru")).unwrap().pages;
    let mut all = String::new();
    for frame in &frames {
        let mut found = Vec::new();
        texts(&frame.nodes, &mut found);
        for text in found {
            assert!(
                text.left() >= 0.0 && text.left() + text.width <= frame.width,
                "{text:?}"
            );
            assert!(text.y > 0.0 && text.y < frame.height, "{text:?}");
            all.push_str(&text.text);
            all.push(' ');
        }
    }
    let told: BTreeSet<&str> = all.split_whitespace().collect();
    let missing: Vec<&String> = words
        .iter()
        .filter(|word| !told.contains(word.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_walk_is_one_persons() {
    let mut map = bank();
    let persona = |id: &str, name: &str| tropa_map::document::Persona {
        id: id.to_owned(),
        name: LocalText::plain(name),
        ..Default::default()
    };
    map.personas = vec![persona("anna", "Анна"), persona("boris", "Борис")];
    let step = map.stages[0].steps[0].id.clone();
    let lane = map
        .lanes
        .iter()
        .find(|lane| lane.role == tropa_map::document::LaneRole::Actions)
        .unwrap()
        .id
        .clone();
    for (who, text) in [("anna", "Сравнивает ставки"), ("boris", "Спрашивает соседа")]
    {
        map.cards.push(Card {
            id: format!("card-{who}"),
            lane: lane.clone(),
            at: step.clone(),
            text: LocalText::plain(text),
            personas: vec![who.to_owned()],
            ..Card::default()
        });
    }
    let told = |persona: Option<&str>| {
        let options = RenderOptions {
            persona: persona.map(str::to_owned),
            ..options("ru")
        };
        let frames = pages(&map, &options).unwrap().pages;
        let mut found = Vec::new();
        frames.iter().for_each(|frame| texts(&frame.nodes, &mut found));
        found
            .iter()
            .map(|text| text.text.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(told(None).contains("Сравнивает ставки") && !told(None).contains("Спрашивает соседа"));
    assert!(
        told(Some("boris")).contains("Спрашивает соседа")
            && !told(Some("boris")).contains("Сравнивает ставки")
    );
}

#[test]
fn a_film_has_the_pictures_it_promises_and_moves_between_its_frames() {
    let mut map = bank();
    map.stages.truncate(1);
    let film = Film::new(&map, &options("ru")).unwrap();
    let (width, height) = film.size();
    assert_eq!((width, height), (640, 360));
    let mut different = 0;
    let mut count = 0;
    let mut last: Vec<u8> = Vec::new();
    film.pictures(|picture| {
        assert_eq!(picture.rgba.len(), (width * height * 4) as usize);
        assert_eq!(picture.number, count);
        assert!(
            picture.rgba.chunks_exact(4).all(|pixel| pixel[3] == 255),
            "paper is opaque"
        );
        count += 1;
        if picture.rgba != last.as_slice() {
            different += 1;
            last = picture.rgba.to_vec();
        }
        Ok::<(), RenderError>(())
    })
    .unwrap();
    assert_eq!(count, film.len());
    let frames = pages(&map, &options("ru")).unwrap().pages.len();
    // Each frame, and the fifteen pictures of each turn between two.
    assert_eq!(different, frames + 15 * (frames - 1));
}
