//! What the document promises: everything the map says, in text that shows exactly what people wrote.
#![allow(clippy::unwrap_used)] // test code

#[path = "../../map/tests/retailer/mod.rs"]
mod retailer;

use expect_test::expect_file;
use pulldown_cmark::{Event, Options, Parser, Tag};
use tropa_map::document::Map;
use tropa_map::{adopt, parse};
use tropa_model::proposal::LocalText;
use tropa_render::{Format, RenderOptions, render};

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

fn markdown(map: &Map, lang: &str) -> String {
    let options = RenderOptions {
        lang: lang.into(),
        ..RenderOptions::default()
    };
    String::from_utf8(render(map, Format::Markdown, &options).unwrap()).unwrap()
}

#[test]
fn a_workshop_map_reads_like_this() {
    expect_file!["golden/workshop.en.md"].assert_eq(&markdown(&workshop(), "en"));
    expect_file!["golden/workshop.ru.md"].assert_eq(&markdown(&workshop(), "ru"));
}

/// Headings, cells of tables, and whatever could do more than be read.
fn counted(text: &str) -> (usize, usize, Vec<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH;
    let (mut headings, mut cells, mut active) = (0, 0, Vec::new());
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::TableCell) => cells += 1,
            Event::Start(
                tag @ (Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::CodeBlock(_)),
            ) => {
                active.push(format!("{tag:?}"));
            }
            Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) | Event::InlineMath(text) => {
                active.push(text.to_string());
            }
            Event::FootnoteReference(name) => active.push(name.to_string()),
            _ => {}
        }
    }
    (headings, cells, active)
}

#[test]
fn what_people_wrote_never_becomes_structure() {
    let plain = |text: &str| {
        let mut map = retailer();
        let text = LocalText::plain(text);
        map.title = text.clone();
        map.purpose = text.clone();
        map.owner = Some(text.get("en").to_owned());
        for stage in &mut map.stages {
            (stage.name, stage.goal) = (text.clone(), text.clone());
            stage.steps.iter_mut().for_each(|step| step.name = text.clone());
        }
        map.lanes.iter_mut().for_each(|lane| lane.name = text.clone());
        map.paths.iter_mut().for_each(|path| path.name = text.clone());
        for card in &mut map.cards {
            card.text = text.clone();
            card.evidence
                .iter_mut()
                .for_each(|evidence| evidence.reason = text.clone());
        }
        markdown(&map, "en")
    };
    let expected = counted(&plain("words"));
    assert_eq!(expected.2, Vec::<String>::new());
    for text in [
        "# heading",
        "a\n# heading\n\n## another",
        "a\n===\nb\n---",
        "[link](http://evil.example)",
        "![image](http://evil.example/x.png)",
        "<script>alert(1)</script>",
        "<http://evil.example>",
        "a | b | c\n--- | ---",
        "`code` ```\nblock\n```",
        "- item\n- item\n1. item",
        "> quote\n> quote",
        "*bold* __bold__ ~~gone~~ $x$ [^1]",
        "&lt;b&gt; &#60;b&#62;",
        "\\[a\\](b) \\",
        "    indented\n\tcode",
        "[a]: http://evil.example",
        "\u{202e}txt.exe\u{0}",
    ] {
        assert_eq!(counted(&plain(text)), expected, "{text:?}");
    }
}

#[test]
fn numbers_pains_and_paths_are_there_in_both_languages() {
    let (en, ru) = (markdown(&retailer(), "en"), markdown(&retailer(), "ru"));
    for words in [
        "48,210",
        "## 3. Buy",
        "| One in five carts is abandoned |",
        "furniture\\_shop\\@42",
    ] {
        assert!(en.contains(words), "«{words}» is not in\n{en}");
    }
    for words in [
        "48\u{a0}210",
        "## 3. Покупка",
        "Каждая пятая",
        "Какими путями идут",
        "## Кривая эмоций",
    ] {
        assert!(ru.contains(words), "«{words}» is not in\n{ru}");
    }
}
