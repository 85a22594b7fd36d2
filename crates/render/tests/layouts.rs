//! Every layout on every kind of paper: nothing beside the page, no text below 7 points, no text on another.

#[path = "../../map/tests/retailer/mod.rs"]
mod retailer;

use tropa_map::document::Map;
use tropa_map::{adopt, parse};
use tropa_model::proposal::LocalText;
use tropa_render::scene::{Node, Role, Text};
use tropa_render::{Format, Layout, Paper, RenderOptions, pages, render};

/// 7 points in units of 1/96 inch, less a hair for rounding.
const TEXT_MIN: f32 = 7.0 / 72.0 * 96.0 * 0.999;

fn maps() -> Vec<Map> {
    let title = LocalText::en_ru("Buying furniture", "Покупка мебели");
    let workshop = include_str!("golden/workshop.tropa.json");
    let templates = ["b2b_sale", "service_blueprint", "saas_onboarding"].map(|name| {
        let template = tropa_map::templates::template(name).expect("it is there");
        tropa_map::read(template.text, Some(tropa_map::Form::Yaml)).expect("a template is sound")
    });
    templates
        .into_iter()
        .chain([
            adopt(&retailer::proposal(true), title.clone(), "map-1".into()),
            adopt(&retailer::proposal(false), title, "map-2".into()),
            parse(workshop).expect("the golden map is sound"),
            parse(include_str!("golden/several.tropa.json")).expect("the golden map is sound"),
            Map {
                id: "nothing".into(),
                ..Map::default()
            },
        ])
        .collect()
}

fn papers() -> Vec<Option<Paper>> {
    let words = ["a4", "a4-portrait", "a3", "a1", "slides", "auto"];
    std::iter::once(None)
        .chain(words.iter().map(|word| Paper::of(word)))
        .collect()
}

/// Texts outside of decoration, which may lie on lines of the drawing.
fn texts<'a>(nodes: &'a [Node], found: &mut Vec<&'a Text>) {
    for node in nodes {
        match node {
            Node::Text(text) => found.push(text),
            Node::Group(group) if group.role != Role::Decoration => texts(&group.nodes, found),
            _ => {}
        }
    }
}

fn overlap(a: &Text, b: &Text) -> bool {
    let apart_x = a.left() + a.width <= b.left() + 0.5 || b.left() + b.width <= a.left() + 0.5;
    let (top, bottom) = (|t: &Text| t.y - t.size * 0.7, |t: &Text| t.y);
    let apart_y = bottom(a) <= top(b) + 0.5 || bottom(b) <= top(a) + 0.5;
    !apart_x && !apart_y
}

#[test]
fn text_stays_on_its_page_is_large_enough_and_alone_in_its_place() {
    for map in maps() {
        for layout in Layout::ALL
            .iter()
            .copied()
            .filter(|layout| *layout != Layout::Grid)
        {
            for paper in papers() {
                for lang in ["ru", "en"] {
                    let options = RenderOptions {
                        lang: lang.into(),
                        layout,
                        paper,
                        ..RenderOptions::default()
                    };
                    let what = format!("{} {layout:?} {paper:?} {lang}", map.id);
                    let drawn = pages(&map, &options).expect("any map is drawn");
                    assert!(!drawn.pages.is_empty(), "{what}");
                    for (i, page) in drawn.pages.iter().enumerate() {
                        let mut found = Vec::new();
                        texts(&page.nodes, &mut found);
                        for text in &found {
                            let inside = text.left() >= -0.5
                                && text.left() + text.width <= page.width + 0.5
                                && text.y - text.size >= -1.0
                                && text.y <= page.height + 0.5;
                            assert!(inside, "{what}, page {}: «{}» leaves the page", i + 1, text.text);
                            if drawn.on_paper {
                                assert!(text.size >= TEXT_MIN, "{what}: «{}» is too small", text.text);
                            }
                        }
                        for (k, a) in found.iter().enumerate() {
                            for b in &found[k + 1..] {
                                assert!(
                                    !overlap(a, b),
                                    "{what}, page {}: «{}» lies on «{}»",
                                    i + 1,
                                    a.text,
                                    b.text
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_layout_comes_out_in_every_format_and_twice_the_same() {
    let map = &maps()[0];
    for layout in Layout::ALL {
        let options = RenderOptions {
            layout: *layout,
            scale: 0.25,
            ..RenderOptions::default()
        };
        for format in [Format::Svg, Format::Pdf, Format::Html] {
            let draw = || render(map, format, &options).expect("it is drawn");
            assert!(draw() == draw(), "{layout:?} {format:?}");
        }
    }
}

#[test]
fn a_blueprint_shows_its_three_lines_from_top_to_bottom() {
    let map = maps().remove(1);
    assert_eq!(map.id, "service-blueprint");
    let options = RenderOptions {
        layout: Layout::Blueprint,
        ..RenderOptions::default()
    };
    let drawn = pages(&map, &options).expect("it is drawn");
    let mut found = Vec::new();
    texts(&drawn.pages[0].nodes, &mut found);
    let lines: Vec<&str> = found
        .iter()
        .map(|text| text.text.as_str())
        .filter(|text| text.starts_with("LINE OF"))
        .collect();
    assert_eq!(
        lines,
        [
            "LINE OF INTERACTION",
            "LINE OF VISIBILITY",
            "LINE OF INTERNAL INTERACTION"
        ]
    );
}

#[test]
fn a_heading_never_ends_a_page_and_a_table_goes_on_under_its_head() {
    let papers = ["a4", "slides"].map(Paper::of);
    for map in maps() {
        for paper in papers {
            let options = RenderOptions {
                layout: Layout::Table,
                paper,
                ..RenderOptions::default()
            };
            for (i, page) in pages(&map, &options)
                .expect("it is drawn")
                .pages
                .iter()
                .enumerate()
            {
                // The last group is the foot of the page.
                let content = page.nodes.len().checked_sub(2).map(|at| &page.nodes[at]);
                let heading =
                    matches!(content, Some(Node::Group(group)) if matches!(group.role, Role::Heading(2 | 3)));
                assert!(!heading, "{} {paper:?}, page {}", map.id, i + 1);
            }
        }
    }
    let options = RenderOptions {
        layout: Layout::Blueprint,
        paper: Paper::of("a4"),
        ..RenderOptions::default()
    };
    let drawn = pages(&maps()[1], &options).expect("it is drawn");
    assert!(drawn.pages.len() > 1);
    for (i, page) in drawn.pages.iter().enumerate() {
        fn said(nodes: &[Node]) -> String {
            let one = |node: &Node| match node {
                Node::Text(text) => format!("{} ", text.text),
                Node::Group(group) => said(&group.nodes),
                _ => String::new(),
            };
            nodes.iter().map(one).collect()
        }
        assert!(
            said(&page.nodes).contains("1. "),
            "page {} names the steps",
            i + 1
        );
    }
}
