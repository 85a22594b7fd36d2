//! Two maps on one drawing.

use tropa_map::Map;
use tropa_map::change::{Change, RecordKind, apply};
use tropa_render::{Format, RenderOptions, compare};

fn map() -> Map {
    tropa_map::parse(include_str!("golden/workshop.tropa.json")).expect("the golden map is sound")
}

fn changed() -> Map {
    let mut map = map();
    let steps: Vec<String> = map
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .map(|step| step.id.clone())
        .collect();
    let cards: Vec<String> = map.cards.iter().map(|card| card.id.clone()).collect();
    for change in [
        Change::rename(RecordKind::Step, &steps[0], "en", "Renamed <b>step</b>"),
        Change::remove(RecordKind::Card, &cards[cards.len() - 1]),
    ] {
        apply(&mut map, &change).expect("the change is possible");
    }
    map
}

fn drawn(format: Format, lang: &str) -> String {
    let options = RenderOptions {
        lang: lang.to_owned(),
        ..RenderOptions::default()
    };
    let file = compare(&map(), &changed(), format, &options).expect("maps can be compared");
    String::from_utf8(file).expect("the drawing is text")
}

#[test]
fn what_is_gone_is_still_drawn_and_everything_is_told_in_words() {
    let removed = map()
        .cards
        .last()
        .map(|card| card.id.clone())
        .expect("the map has cards");
    let svg = drawn(Format::Svg, "en");
    assert!(
        svg.contains(&format!("data-card=\"{removed}\"")),
        "the removed card is on the drawing"
    );
    assert!(svg.contains("stroke-dasharray=\"7 4\""), "its outline is broken");
    assert!(
        svg.contains("2 differences: 1 removed, 1 renamed."),
        "the summary is told"
    );
    let russian = drawn(Format::Svg, "ru");
    assert!(
        russian.contains("Отличий: 2, из них удалено 1, переименовано 1."),
        "and in Russian"
    );
}

#[test]
fn the_same_maps_give_the_same_bytes_and_what_they_say_is_never_markup() {
    assert_eq!(drawn(Format::Html, "ru"), drawn(Format::Html, "ru"));
    let html = drawn(Format::Html, "en");
    assert!(html.contains("Renamed &lt;b&gt;step&lt;/b&gt;"), "{}", html.len());
    assert!(!html.contains("<b>step"), "a text of the map is no markup");
    assert!(
        !html.contains("http://") || !html.contains("src=\"http"),
        "nothing is asked of anybody"
    );
}

#[test]
fn equal_maps_are_drawn_without_a_mark() {
    let svg = compare(&map(), &map(), Format::Svg, &RenderOptions::default()).expect("maps can be compared");
    let svg = String::from_utf8(svg).expect("the drawing is text");
    assert!(svg.contains("The maps say the same."), "said in words");
    assert!(!svg.contains("stroke-dasharray=\"7 4\""), "no removed outline");
}

#[test]
fn a_curve_that_moved_is_drawn_beside_the_old_one() {
    let mut newer = map();
    let feelings = newer.cards.iter_mut().filter_map(|card| card.feeling.as_mut());
    feelings.for_each(|feeling| feeling.value = -2.0);
    let draw = |a: &Map, b: &Map| {
        let file = compare(a, b, Format::Svg, &RenderOptions::default()).expect("maps can be compared");
        String::from_utf8(file).expect("the drawing is text")
    };
    assert!(
        draw(&map(), &newer).contains(">earlier<"),
        "the old curve has its name"
    );
    assert!(
        !draw(&map(), &map()).contains(">earlier<"),
        "an equal one is not drawn twice"
    );
}
