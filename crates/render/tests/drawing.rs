//! What drawings promise: the same bytes, nothing cut, nothing harmful, nothing invented.

#[path = "../../map/tests/retailer/mod.rs"]
mod retailer;

use expect_test::expect_file;
use tropa_map::document::{Card, LaneRole, Map, Quote};
use tropa_map::{adopt, parse};
use tropa_model::proposal::LocalText;
use tropa_render::scene::{Area, Node};
use tropa_render::{Format, RenderError, RenderOptions, Scene, Theme, pages, render};

const FORMATS: [Format; 4] = [Format::Svg, Format::Png, Format::Pdf, Format::Html];

fn retailer(scores: bool) -> Map {
    adopt(
        &retailer::proposal(scores),
        LocalText::en_ru("Buying furniture", "Покупка мебели"),
        "map-1".into(),
    )
}

fn small() -> Map {
    parse(include_str!("golden/workshop.tropa.json")).expect("the golden map is sound")
}

fn options(lang: &str) -> RenderOptions {
    RenderOptions {
        lang: lang.into(),
        scale: 0.5,
        ..RenderOptions::default()
    }
}

fn scene(map: &Map, options: &RenderOptions) -> Scene {
    pages(map, options)
        .expect("the grid is always drawn")
        .pages
        .remove(0)
}

fn svg(map: &Map, lang: &str) -> String {
    String::from_utf8(render(map, Format::Svg, &options(lang)).expect("SVG is always drawn"))
        .expect("SVG is text")
}

/// The drawing without the fonts it carries: what a person can compare.
fn without_fonts(svg: &str) -> String {
    let (before, rest) = svg.split_once("<style>").expect("fonts are inside");
    let (_, after) = rest.split_once("</style>").expect("the style ends");
    format!("{before}{after}")
}

#[test]
fn a_workshop_map_is_drawn_like_this() {
    expect_file!["golden/workshop.en.svg"].assert_eq(&without_fonts(&svg(&small(), "en")));
    expect_file!["golden/workshop.ru.svg"].assert_eq(&without_fonts(&svg(&small(), "ru")));
}

#[test]
fn the_same_map_gives_the_same_bytes_in_every_format() {
    for format in FORMATS {
        let draw = || render(&retailer(true), format, &options("ru")).unwrap();
        assert!(draw() == draw(), "{format:?}");
    }
}

#[test]
fn a_map_without_scores_says_so_instead_of_drawing_a_curve() {
    for (lang, words) in [
        ("ru", "В этом журнале нет оценок"),
        ("en", "No scores in this log"),
    ] {
        assert!(svg(&retailer(false), lang).contains(words));
        assert!(!svg(&retailer(true), lang).contains(words));
    }
    assert!(
        !svg(&retailer(false), "en").contains("linearGradient"),
        "there is no curve to colour"
    );
}

#[test]
fn what_stands_out_is_said_once() {
    let mut map = retailer(true);
    let tiles = |map: &Map| svg(map, "en").matches("Most common obstacle").count();
    assert_eq!(tiles(&map), 1);
    let only_losses = |card: &Card| {
        card.pain
            .as_ref()
            .is_none_or(|p| p.kind == tropa_model::proposal::PainKind::Loss)
    };
    map.cards.retain(only_losses);
    assert_eq!(tiles(&map), 0, "a loss is told by the stage that loses most");
}

#[test]
fn an_assumption_is_never_among_what_stands_out() {
    let text = svg(&small(), "en");
    assert!(
        !text.contains("Lowest feeling") && text.contains("Highest feeling"),
        "one point is checked, the other is not"
    );
}

#[test]
fn numbers_and_fixed_texts_follow_the_language() {
    let (en, ru) = (svg(&retailer(true), "en"), svg(&retailer(true), "ru"));
    assert!(en.contains(">48,210<") && ru.contains(">48\u{a0}210<"));
    assert!(en.contains(">2 d") || en.contains("2\u{a0}d 4\u{a0}h"));
    assert!(ru.contains("2\u{a0}д 4\u{a0}ч"));
    assert!(en.contains("evidence-backed") && ru.contains("карточек с основанием"));
    assert!(en.contains("furniture_shop@42"));
}

/// All texts with the innermost cell they must stay in.
fn texts<'a>(
    nodes: &'a [Node],
    cell: Option<Area>,
    found: &mut Vec<(&'a tropa_render::scene::Text, Option<Area>)>,
) {
    for node in nodes {
        match node {
            Node::Group(group) => texts(&group.nodes, group.cell.or(cell), found),
            Node::Text(text) => found.push((text, cell)),
            _ => {}
        }
    }
}

fn check_nothing_overflows(map: &Map, what: &str) {
    for lang in ["ru", "en"] {
        let scene = scene(map, &options(lang));
        let mut found = Vec::new();
        texts(&scene.nodes, None, &mut found);
        assert!(!found.is_empty());
        for (text, cell) in found {
            let sheet = Area::new(0.0, 0.0, scene.width, scene.height);
            let cell = cell.unwrap_or(sheet);
            let (left, right) = (text.left(), text.left() + text.width);
            assert!(
                left >= cell.x - 1.0 && right <= cell.right() + 1.0,
                "{what} {lang}: «{}» {left}..{right} leaves {}..{}",
                text.text.chars().take(60).collect::<String>(),
                cell.x,
                cell.right()
            );
            let (top, bottom) = (text.y - text.size, text.y + 0.25 * text.size);
            assert!(
                top >= cell.y - 3.0 && bottom <= cell.bottom() + 3.0,
                "{what} {lang}: «{}» {top}..{bottom} leaves {}..{}",
                text.text,
                cell.y,
                cell.bottom()
            );
        }
    }
}

#[test]
fn no_text_leaves_its_cell() {
    check_nothing_overflows(&retailer(true), "retailer");
    check_nothing_overflows(&small(), "workshop");
    let mut long = small();
    for card in &mut long.cards {
        card.text = LocalText::plain("Высокопревосходительственнейшее неудовлетворение ".repeat(12));
    }
    for stage in &mut long.stages {
        stage.name = LocalText::plain("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz");
        stage
            .steps
            .iter_mut()
            .for_each(|s| s.name = LocalText::plain("W_Nabellen_incomplete_dossiers_automatically_2"));
    }
    check_nothing_overflows(&long, "long");
}

#[test]
fn rows_grow_with_their_text_and_nothing_is_shortened() {
    let mut map = small();
    map.cards[0].text = LocalText::plain("слово ".repeat(200));
    let text = svg(&map, "ru");
    assert_eq!(
        text.matches("слово").count() - text.matches("<title>слово").count() * 200,
        200
    );
    assert!(!text.contains('…'));
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "]]><svg onload=alert(1)>",
    "\"'><img src=x onerror=alert(1)>",
    "</title></style></script><script>alert(1)</script>",
    "a\u{0}b\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{fffe}\u{ffff}c",
    "\u{202e}gnissecorp\u{202c} שלום مرحبا",
    "&amp;lt;script&gt; &#60;script&#62; %3Cscript%3E",
    "javascript:alert(1) http://evil.example/x.png",
    "{{7*7}} ${7*7} `x` \\u003cscript\\u003e",
    "👩‍🚀🏳️‍🌈 emoji \u{1f9ff}",
    "=HYPERLINK(\"http://evil.example\")",
    "\n\n\n\r\t   ",
    "",
];

/// The workshop map with the text in every place a person can write to.
fn poisoned(text: &str) -> Map {
    let mut map = small();
    let local = LocalText::plain(text);
    for place in [
        &mut map.title,
        &mut map.purpose,
        &mut map.scenario,
        &mut map.scope,
        &mut map.department,
    ] {
        *place = local.clone();
    }
    map.owner = Some(text.to_owned());
    map.review_date = Some(text.to_owned());
    for stage in &mut map.stages {
        (stage.name, stage.goal) = (local.clone(), local.clone());
        stage.steps.iter_mut().for_each(|step| step.name = local.clone());
    }
    map.lanes.iter_mut().for_each(|lane| lane.name = local.clone());
    map.paths.iter_mut().for_each(|path| path.name = local.clone());
    for channel in &mut map.channels {
        (channel.name, channel.icon) = (local.clone(), text.to_owned());
    }
    for (i, card) in map.cards.iter_mut().enumerate() {
        card.id = format!("{text}{i}");
        card.text = local.clone();
        for evidence in &mut card.evidence {
            evidence.reason = local.clone();
            for place in [&mut evidence.rule, &mut evidence.records, &mut evidence.snapshot] {
                *place = Some(text.to_owned());
            }
            evidence.quote = Some(Quote {
                text: text.to_owned(),
                ..Quote::default()
            });
        }
    }
    if let Some(origin) = &mut map.origin {
        (origin.snapshot, origin.base, origin.from) = (text.to_owned(), text.to_owned(), text.to_owned());
        origin.filter = Some(text.to_owned());
        origin.notes = vec![local];
    }
    map
}

/// Names of elements, and fails on anything that is not well-formed.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("well-formed");
                    let key = attribute.key.as_ref().to_owned();
                    assert!(!key.starts_with("on") && key != "href" && key != "src", "{key}");
                }
                names.push(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Eof => return names,
            _ => {}
        }
    }
}

#[test]
fn what_people_write_stays_text() {
    let known = [
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "linearGradient",
        "stop",
        "rect",
        "circle",
        "path",
        "g",
        "text",
    ];
    for hostile in HOSTILE {
        let map = poisoned(hostile);
        let svg = svg(&map, "ru");
        for name in elements(&svg) {
            assert!(known.contains(&name.as_str()), "<{name}> from {hostile:?}");
        }
        let forbidden =
            |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202e}'));
        if let Some(at) = svg.find(forbidden) {
            let around: String = svg[..at]
                .chars()
                .rev()
                .take(120)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            panic!("{:?} after {around}", svg[at..].chars().next());
        }
        check_nothing_overflows(&map, hostile);

        let page = String::from_utf8(render(&map, Format::Html, &options("en")).unwrap()).unwrap();
        assert_eq!(page.matches("<script").count(), 3, "{hostile:?}");
        assert_eq!(page.matches("</script").count(), 3, "{hostile:?}");
        for tag in ["<img", "<svg onload", "<iframe", "<link", "<object"] {
            assert!(!page.contains(tag), "{tag} from {hostile:?}");
        }
        assert!(
            render(&map, Format::Pdf, &options("ru"))
                .unwrap()
                .starts_with(b"%PDF-")
        );
        assert!(
            render(&map, Format::Png, &options("ru"))
                .unwrap()
                .starts_with(b"\x89PNG")
        );
    }
}

#[test]
fn a_word_of_ten_thousand_letters_is_broken_and_kept() {
    for letter in ["ж", "W", "ש"] {
        let mut map = small();
        map.cards[0].text = LocalText::plain(letter.repeat(10_000));
        check_nothing_overflows(&map, letter);
        assert!(without_fonts(&svg(&map, "en")).matches(letter).count() >= 10_000);
    }
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let page = String::from_utf8(render(&retailer(true), Format::Html, &options("en")).unwrap()).unwrap();
    let allowed = "http://www.w3.org/2000/svg";
    assert_eq!(
        page.matches("http").count(),
        page.matches(allowed).count() + page.matches("http-equiv").count()
    );
    for part in ["src=", "@import", "href=", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn maps_with_little_or_nothing_on_them_are_drawn() {
    let mut map = small();
    map.cards.clear();
    check_nothing_overflows(&map, "no cards");
    map.lanes.clear();
    map.stages[0].steps.clear();
    check_nothing_overflows(&map, "a stage without steps");
    map.stages.clear();
    map.paths.clear();
    map.origin = None;
    for format in FORMATS {
        assert!(!render(&map, format, &options("ru")).unwrap().is_empty());
    }
}

#[test]
fn values_beyond_all_reason_do_not_break_the_drawing() {
    let mut map = retailer(true);
    let extremes = [f64::MAX, f64::MIN, 0.0, -0.0, 1e-300, 9.0, -9.0];
    for (i, card) in map.cards.iter_mut().enumerate() {
        let value = extremes[i % extremes.len()];
        if let Some(metric) = &mut card.metric {
            (metric.value, metric.n, metric.count) = (value, u64::MAX, Some(u64::MAX));
        }
        if let Some(feeling) = &mut card.feeling {
            (feeling.value, feeling.lo, feeling.hi) = (value, Some(f64::MIN), Some(f64::MAX));
        }
    }
    map.paths.iter_mut().for_each(|path| path.share = f64::MAX);
    elements(&svg(&map, "en"));
    assert!(render(&map, Format::Png, &options("en")).is_ok());
}

#[test]
fn a_picture_too_large_is_refused_with_the_scale_that_fits() {
    let map = retailer(true);
    let error = render(
        &map,
        Format::Png,
        &RenderOptions {
            scale: 40.0,
            ..options("en")
        },
    )
    .unwrap_err();
    let RenderError::TooManyPixels { fits, .. } = error else {
        panic!("{error}")
    };
    assert!(error.to_string().contains("use a scale of"));
    assert!(fits > 0.5 && fits < 40.0);
}

#[test]
fn the_dark_theme_changes_colours_only() {
    let draw = |theme| {
        scene(
            &retailer(true),
            &RenderOptions {
                theme,
                ..options("ru")
            },
        )
    };
    let (light, dark) = (draw(Theme::Light), draw(Theme::Dark));
    assert_eq!((light.width, light.height), (dark.width, dark.height));
    assert_ne!(light.background, dark.background);
}

#[test]
fn text_of_the_pdf_can_be_selected() {
    let Ok(version) = std::process::Command::new("pdftotext").arg("-v").output() else {
        eprintln!("skipped: pdftotext is not installed");
        return;
    };
    assert!(!version.stderr.is_empty() || !version.stdout.is_empty());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.pdf");
    std::fs::write(
        &file,
        render(&retailer(true), Format::Pdf, &options("ru")).unwrap(),
    )
    .unwrap();
    let read = |tool: &str, last: &[&str]| {
        let output = std::process::Command::new(tool)
            .arg(&file)
            .args(last)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).replace('\u{a0}', " ")
    };
    let text = read("pdftotext", &["-"]);
    for words in [
        "Покупка мебели",
        "Каждая пятая",
        "Кривая эмоций",
        "48 210",
        "Использование и поддержка",
    ] {
        assert!(text.contains(words), "«{words}» is not in:\n{text}");
    }
    let facts = read("pdfinfo", &[]);
    assert!(facts.contains("Tagged:") && facts.contains("yes"), "{facts}");
    assert!(facts.contains("Title:           Покупка мебели"), "{facts}");
}

/// 100 steps × 30 lanes with 6,000 cards: the size an ordinary large map may have.
fn large() -> Map {
    let mut map = small();
    let (stage, step, lane) = (
        map.stages[0].clone(),
        map.stages[0].steps[0].clone(),
        map.lanes[0].clone(),
    );
    map.stages = (0..10)
        .map(|s| {
            let mut stage = stage.clone();
            stage.id = format!("s{s}");
            stage.steps = (0..10)
                .map(|i| {
                    let mut step = step.clone();
                    step.id = format!("s{s}p{i}");
                    step
                })
                .collect();
            stage
        })
        .collect();
    map.lanes = (0..30)
        .map(|l| {
            let mut lane = lane.clone();
            lane.id = format!("l{l}");
            lane.role = LaneRole::Text;
            lane
        })
        .collect();
    let card = map
        .cards
        .iter()
        .find(|card| card.feeling.is_none() && card.metric.is_none())
        .expect("the golden map has a card of words")
        .clone();
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
    map.cards = (0..6_000)
        .map(|i| {
            let text: Vec<String> = (0..9)
                .map(|k| format!("{}{}", words[(i * 7 + k * 3) % 10], (i + k) % 13))
                .collect();
            Card {
                id: format!("c{i}"),
                lane: format!("l{}", i % 30),
                at: format!("s{}p{}", i / 30 % 10, i / 300 % 10),
                text: LocalText::plain(text.join(" ")),
                ..card.clone()
            }
        })
        .collect();
    map.paths.clear();
    map
}

#[test]
fn six_thousand_cards_are_all_drawn() {
    let svg = svg(&large(), "ru");
    assert_eq!(svg.matches("data-card").count(), 6_000);
}
