//! What sheets of paper promise: real size, text one can read, nothing outside the sheet, nothing over another, nothing
//! left out.

#[path = "../../map/tests/retailer/mod.rs"]
mod retailer;

use std::collections::HashSet;
use tropa_map::document::{Card, Lane, LaneRole, Map, Stage, Step};
use tropa_map::{adopt, parse};
use tropa_model::proposal::LocalText;
use tropa_render::scene::{Area, Node, Role, Scene, Text};
use tropa_render::{Format, Pages, Paper, RenderOptions, pages, render};

const MM: f32 = 96.0 / 25.4;

fn small() -> Map {
    parse(include_str!("golden/workshop.tropa.json")).expect("the golden map is sound")
}

fn several() -> Map {
    parse(include_str!("golden/several.tropa.json")).expect("the golden map is sound")
}

fn shop() -> Map {
    adopt(
        &retailer::proposal(true),
        LocalText::en_ru("Buying furniture", "Покупка мебели"),
        "map-1".into(),
    )
}

/// `stages` of `steps` each; cards of nine words spread evenly over all cells of `lanes`.
fn grown(stages: usize, steps: usize, lanes: usize, cards: usize) -> Map {
    let words = [
        "заказ",
        "доставка",
        "клиент",
        "ждёт",
        "звонит",
        "магазин",
        "the",
        "order",
        "arrives",
        "late",
    ];
    let mut map = small();
    map.stages = (0..stages)
        .map(|s| Stage {
            id: format!("s{s}"),
            name: LocalText::plain(format!("Этап номер {}", s + 1)),
            steps: (0..steps)
                .map(|i| Step {
                    id: format!("s{s}p{i}"),
                    name: LocalText::plain(format!("Делает шаг {}", s * steps + i + 1)),
                    ..Step::default()
                })
                .collect(),
            ..Stage::default()
        })
        .collect();
    map.lanes = (0..lanes)
        .map(|l| Lane {
            id: format!("l{l}"),
            role: LaneRole::Text,
            name: LocalText::plain(format!("Дорожка {}", l + 1)),
            ..Lane::default()
        })
        .collect();
    map.cards = (0..cards)
        .map(|i| {
            let text: Vec<String> = (0..9)
                .map(|k| format!("{}{}", words[(i * 7 + k * 3) % 10], (i + k) % 13))
                .collect();
            Card {
                id: format!("c{i}"),
                lane: format!("l{}", i % lanes),
                at: format!("s{}p{}", i / lanes % stages, i / (lanes * stages) % steps),
                text: LocalText::plain(text.join(" ")),
                ..Card::default()
            }
        })
        .collect();
    map.paths.clear();
    map
}

/// Names and cards far too long for any sheet.
fn endless() -> Map {
    let mut map = grown(2, 3, 3, 20);
    map.stages[0].name = LocalText::plain("Долгое название этапа ".repeat(60));
    map.stages[1].steps[1].name = LocalText::plain("Шаг, о котором много сказано ".repeat(80));
    map.lanes[1].name = LocalText::plain("Дорожка с очень длинным названием ".repeat(40));
    map.cards[4].text = LocalText::plain("слово за словом ".repeat(700));
    map.purpose = LocalText::plain("Затем, чтобы понять. ".repeat(300));
    map
}

fn draw(map: &Map, paper: &str) -> Pages {
    let options = RenderOptions {
        lang: "ru".into(),
        paper: Some(Paper::of(paper).expect("a known paper")),
        ..RenderOptions::default()
    };
    pages(map, &options).expect("the grid fits any paper")
}

fn texts<'a>(nodes: &'a [Node], found: &mut Vec<&'a Text>) {
    for node in nodes {
        match node {
            Node::Group(group) => texts(&group.nodes, found),
            Node::Text(text) => found.push(text),
            _ => {}
        }
    }
}

fn texts_of(page: &Scene) -> Vec<&Text> {
    let mut found = Vec::new();
    texts(&page.nodes, &mut found);
    found
}

/// What the letters cover, without the room above capitals and below the line.
fn ink(text: &Text) -> Area {
    Area::new(
        text.left(),
        text.y - 0.72 * text.size,
        text.width,
        0.72 * text.size,
    )
}

fn overlap(a: Area, b: Area) -> bool {
    let (x, y) = (
        a.right().min(b.right()) - a.x.max(b.x),
        a.bottom().min(b.bottom()) - a.y.max(b.y),
    );
    x > 1.0 && y > 1.0
}

/// Card ids on the pages, and all words drawn within cards.
fn cards(nodes: &[Node], ids: &mut HashSet<String>, said: &mut String, inside: bool) {
    for node in nodes {
        match node {
            Node::Group(group) => {
                let card = matches!(group.role, Role::Card(_));
                if let Role::Card(id) = &group.role {
                    ids.insert(id.clone());
                }
                cards(&group.nodes, ids, said, inside || card);
            }
            Node::Text(text) if inside => {
                // A hyphen at the end of a line is no letter.
                said.push_str(text.text.strip_suffix('-').unwrap_or(&text.text));
            }
            _ => {}
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn check(map: &Map, what: &str, paper: &str) -> Pages {
    let drawn = draw(map, paper);
    for (i, page) in drawn.pages.iter().enumerate() {
        let at = format!("{what} on {paper}, page {}", i + 1);
        let found = texts_of(page);
        assert!(!found.is_empty(), "{at} is empty");
        for text in &found {
            let points = text.size * 0.75;
            assert!(points >= 7.0, "{at}: «{}» has {points} pt", text.text);
            let area = ink(text);
            let inside =
                area.x >= 0.0 && area.y >= 0.0 && area.right() <= page.width && area.bottom() <= page.height;
            assert!(
                inside,
                "{at}: «{}» at {area:?} is outside {} × {}",
                text.text, page.width, page.height
            );
            assert!(!text.text.contains('…'), "{at}: «{}»", text.text);
        }
        let mut sorted: Vec<(Area, &str)> =
            found.iter().map(|text| (ink(text), text.text.as_str())).collect();
        sorted.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
        for (k, (area, text)) in sorted.iter().enumerate() {
            let near = sorted[k + 1..]
                .iter()
                .take_while(|(other, _)| other.y < area.bottom());
            for (other, second) in near {
                assert!(
                    !overlap(*area, *other),
                    "{at}: «{text}» and «{second}» overlap: {area:?} {other:?}"
                );
            }
        }
    }
    let (mut ids, mut said) = (HashSet::new(), String::new());
    for page in &drawn.pages {
        cards(&page.nodes, &mut ids, &mut said, false);
    }
    let said = letters(&said);
    for card in &map.cards {
        assert!(
            ids.contains(&card.id),
            "{what} on {paper}: card {} is missing",
            card.id
        );
        // A figure has its own words. A long text may go on on another page, with parts of
        // other cards between.
        let figure = map
            .lanes
            .iter()
            .any(|lane| lane.id == card.lane && lane.role == LaneRole::Kpis);
        let text = letters(card.text.get("ru"));
        if !figure && text.chars().count() < 400 {
            assert!(
                said.contains(&text),
                "{what} on {paper}: card {} lacks its text",
                card.id
            );
        }
    }
    drawn
}

#[test]
fn every_paper_holds_every_map_readably_and_whole() {
    for paper in ["a4", "a3", "a1", "a4-portrait", "slides", "auto"] {
        check(&small(), "workshop", paper);
        check(&shop(), "shop", paper);
        check(&several(), "several", paper);
        check(&grown(4, 5, 8, 300), "middle", paper);
    }
}

#[test]
fn names_and_cards_longer_than_a_page_go_on_on_the_next() {
    for paper in ["a4", "a3", "slides"] {
        let map = endless();
        let drawn = check(&map, "endless", paper);
        let all: String = drawn
            .pages
            .iter()
            .flat_map(|page| texts_of(page))
            .map(|text| text.text.as_str())
            .collect();
        let count = |word: &str| letters(&all).matches(word).count();
        assert!(
            count("словозасловом") >= 690,
            "{paper}: {}",
            count("словозасловом")
        );
        assert!(letters(&all.replace('-', "")).matches("Долгоеназвание").count() >= 55);
    }
}

#[test]
fn a_hundred_steps_by_thirty_lanes_with_six_thousand_cards_are_sheets_one_can_read() {
    let map = grown(10, 10, 30, 6_000);
    let drawn = check(&map, "large", "a3");
    assert!(drawn.pages.len() > 10);
    check(&map, "large", "a0");
}

#[test]
fn sheets_have_their_real_size() {
    for (paper, width, height) in [
        ("a4", 297.0, 210.0),
        ("a4-portrait", 210.0, 297.0),
        ("a0", 1189.0, 841.0),
        ("slides", 338.667, 190.5),
    ] {
        let drawn = draw(&small(), paper);
        assert!(drawn.on_paper);
        for page in drawn.pages {
            assert!(
                (page.width - width * MM).abs() < 0.1 && (page.height - height * MM).abs() < 0.1,
                "{paper}"
            );
        }
    }
}

#[test]
fn the_next_size_up_is_found() {
    assert_eq!(draw(&small(), "auto").pages.len(), 1);
    let shop = draw(&shop(), "auto").pages;
    assert_eq!(shop.len(), 1, "fifteen steps fit one sheet");
    assert!(
        shop[0].width > 420.0 * MM,
        "larger than A3, where they take several"
    );
    assert!(draw(&self::shop(), "a3").pages.len() > 1);
    assert!(
        draw(&grown(10, 10, 30, 600), "auto").pages.len() > 1,
        "not even A0 holds a hundred steps"
    );
}

#[test]
fn each_sheet_says_which_part_it_is() {
    let drawn = draw(&grown(6, 4, 4, 100), "a4");
    let said = |page: &Scene, words: &str| texts_of(page).iter().any(|text| text.text.contains(words));
    let count = drawn.pages.len();
    for (i, page) in drawn.pages.iter().enumerate() {
        assert!(
            said(page, &format!("лист {} из {count}", i + 1)),
            "page {}",
            i + 1
        );
    }
    assert!(drawn.pages.iter().any(|page| said(page, "из 6 · лист")));
    let marks: Vec<&str> = drawn
        .pages
        .iter()
        .flat_map(|page| &page.marks)
        .map(|mark| mark.0.as_str())
        .collect();
    assert_eq!(marks.len(), 6, "a bookmark per stage: {marks:?}");
}

#[test]
fn one_page_of_several_may_be_asked_for() {
    let mut options = RenderOptions {
        paper: Paper::of("a4"),
        page: Some(2),
        scale: 0.5,
        ..RenderOptions::default()
    };
    assert_eq!(pages(&shop(), &options).unwrap().pages.len(), 1);
    assert!(render(&shop(), Format::Png, &options).is_ok());
    options.page = Some(99);
    assert!(
        render(&shop(), Format::Svg, &options)
            .unwrap_err()
            .to_string()
            .contains("no page 99")
    );
    options.page = None;
    let together = String::from_utf8(render(&shop(), Format::Svg, &options).unwrap()).unwrap();
    assert!(together.contains("page 1 of") && together.contains("page 2 of"));
}

#[test]
fn one_stage_may_be_asked_for_by_id_name_or_number() {
    let map = grown(3, 2, 2, 12);
    let steps = |stage: &str| {
        let options = RenderOptions {
            stage: Some(stage.to_owned()),
            ..RenderOptions::default()
        };
        let drawn = pages(&map, &options).map_err(|error| error.to_string())?;
        let found = texts_of(&drawn.pages[0]);
        Ok::<_, String>(
            found
                .iter()
                .filter(|text| text.text.starts_with("Делает шаг"))
                .count(),
        )
    };
    for stage in ["s1", "этап номер 2", "2"] {
        assert_eq!(steps(stage), Ok(2), "{stage}");
    }
    let refused = steps("покупка").unwrap_err();
    assert!(
        refused.contains("покупка") && refused.contains("Этап номер 1"),
        "{refused}"
    );
}

#[test]
fn a_pdf_is_read_stage_after_stage_step_after_step() {
    let options = RenderOptions {
        lang: "ru".into(),
        paper: Paper::of("a4"),
        ..RenderOptions::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.pdf");
    std::fs::write(&file, render(&grown(3, 8, 3, 60), Format::Pdf, &options).unwrap()).unwrap();
    let Ok(output) = std::process::Command::new("pdfinfo")
        .arg("-struct-text")
        .arg(&file)
        .output()
    else {
        eprintln!("skipped: pdfinfo is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).replace('\n', " ");
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("«{words}» is not in the structure"))
    };
    let order = [
        "Этап номер 1",
        "Делает шаг 1",
        "Делает шаг 2",
        "Этап номер 2",
        "Делает шаг 9",
        "Этап номер 3",
    ];
    let places: Vec<usize> = order.iter().map(|words| at(words)).collect();
    assert!(places.is_sorted(), "{order:?} at {places:?}");
}
