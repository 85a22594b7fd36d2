//! Pictures of a map in every drawing: on cards, in panels, as portraits and logo; whole, told in words, and harmless.

use std::io::Read as _;
use tropa_map::document::{Brand, Card, Image, Lane, LaneRole, Map, Persona};
use tropa_map::parse;
use tropa_model::proposal::LocalText;
use tropa_render::scene::{Node, Role};
use tropa_render::{Format, Layout, Paper, RenderOptions, Theme, pages, render};

const FORMATS: [Format; 6] = [
    Format::Svg,
    Format::Png,
    Format::Pdf,
    Format::Html,
    Format::Pptx,
    Format::Markdown,
];
const RED: [u8; 3] = [0xD0, 0x20, 0x20];

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|i| u32::from(chunk.get(i).copied().unwrap_or_default()));
        let bits = a << 16 | b << 8 | c;
        for i in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * i) & 63) as usize] as char;
            text.push(if i > chunk.len() { '=' } else { letter });
        }
    }
    text
}

/// One red picture of 64 × 36.
fn red() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 64, 36);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("memory takes all");
    writer
        .write_image_data(&RED.repeat(64 * 36))
        .expect("as many as the sides ask");
    writer.finish().expect("memory takes all");
    bytes
}

fn image(id: &str, media_type: &str, bytes: &[u8], alt: &str) -> Image {
    Image {
        id: id.to_owned(),
        media_type: media_type.to_owned(),
        bytes: base64(bytes),
        alt: LocalText::plain(alt),
        ..Image::default()
    }
}

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='50' onload='alert(1)'><script>alert(2)</script>\
    <rect width='50' height='50' fill='#0B5D1E'/><text x='60' y='36' font-size='32'>Тропа</text></svg>";

/// The workshop map with a picture at a step, a portrait and a logo.
fn map() -> Map {
    let mut map = parse(include_str!("golden/workshop.tropa.json")).expect("the golden map is sound");
    map.images = vec![
        image("plan", "image/png", &red(), "A plan drawn on squared paper"),
        image("anna", "image/jpeg", &red(), "Anna at her window"),
        image("logo", "image/svg+xml", LOGO.as_bytes(), "Logo of the sofa shop"),
    ];
    map.brand = Some(Brand {
        color: Some("#0B5D1E".to_owned()),
        accent: Some("#F2B705".to_owned()),
        logo: Some("logo".to_owned()),
        ..Brand::default()
    });
    map.lanes.push(Lane {
        id: "pictures".to_owned(),
        role: LaneRole::Images,
        ..Lane::default()
    });
    map.cards.push(Card {
        id: "photo".to_owned(),
        lane: "pictures".to_owned(),
        at: "measure".to_owned(),
        image: Some("plan".to_owned()),
        ..Card::default()
    });
    map.personas.push(Persona {
        id: "anna".to_owned(),
        name: LocalText::plain("Anna"),
        image: Some("anna".to_owned()),
        ..Persona::default()
    });
    map
}

fn options(layout: Layout) -> RenderOptions {
    RenderOptions {
        layout,
        scale: 1.0,
        ..RenderOptions::default()
    }
}

/// What the pictures among the nodes show.
fn shown(nodes: &[Node]) -> Vec<String> {
    nodes
        .iter()
        .flat_map(|node| match node {
            Node::Group(group) => shown(&group.nodes),
            Node::Picture { alt, .. } => vec![alt.clone()],
            _ => Vec::new(),
        })
        .collect()
}

fn shown_in(map: &Map, options: &RenderOptions) -> Vec<Vec<String>> {
    let drawn = pages(map, options).expect("every layout is drawn");
    drawn.pages.iter().map(|page| shown(&page.nodes)).collect()
}

fn text(map: &Map, format: Format, options: &RenderOptions) -> String {
    let bytes = render(map, format, options).expect("it is always drawn");
    String::from_utf8(bytes).expect("it is text")
}

/// The walk is a film of its steps, without the block above a map.
fn with_header() -> impl Iterator<Item = &'static Layout> {
    Layout::ALL.iter().filter(|layout| **layout != Layout::Walk)
}

#[test]
fn pictures_stand_where_they_belong() {
    let logo = "Logo of the sofa shop";
    for (layout, picture) in [
        (Layout::Grid, "A plan drawn on squared paper"),
        (Layout::Storyboard, "A plan drawn on squared paper"),
        (Layout::Personas, "Anna at her window"),
    ] {
        let shown = shown_in(&map(), &options(layout)).remove(0);
        assert!(
            shown.iter().any(|alt| alt == picture),
            "{}: {shown:?}",
            layout.word()
        );
    }
    for layout in with_header() {
        let shown = shown_in(&map(), &options(*layout)).remove(0);
        assert!(shown.iter().any(|alt| alt == logo), "{}", layout.word());
    }
}

#[test]
fn every_sheet_of_paper_carries_the_logo() {
    let mut map = map();
    let stages: Vec<_> = (0..6)
        .map(|i| {
            let mut stage = map.stages[0].clone();
            stage.id = format!("more{i}");
            stage
                .steps
                .iter_mut()
                .enumerate()
                .for_each(|(k, step)| step.id = format!("more{i}-{k}"));
            stage
        })
        .collect();
    map.stages.extend(stages);
    for layout in [Layout::Grid, Layout::Table] {
        let options = RenderOptions {
            paper: Paper::of("a4"),
            ..options(layout)
        };
        let sheets = shown_in(&map, &options);
        assert!(sheets.len() > 1, "{}", layout.word());
        for (i, sheet) in sheets.iter().enumerate() {
            assert!(
                sheet.iter().any(|alt| alt == "Logo of the sofa shop"),
                "{} {i}: {sheet:?}",
                layout.word()
            );
        }
    }
}

#[test]
fn drawings_hold_their_pictures_and_ask_nobody_for_them() {
    for layout in with_header() {
        let svg = text(&map(), Format::Svg, &options(*layout));
        assert!(svg.contains("xlink:href=\"data:image/png;base64,"));
        let page = text(&map(), Format::Html, &options(*layout));
        assert!(page.contains("img-src data:") && page.contains("data:image/png;base64,"));
        for text in [svg, page] {
            for forbidden in [
                "alert(",
                "onload=",
                "foreignObject",
                "href=\"http",
                "xlink:href=\"/",
            ] {
                assert!(!text.contains(forbidden), "{} {forbidden}", layout.word());
            }
        }
    }
}

#[test]
fn a_picture_shown_twice_is_held_once() {
    let mut twice = map();
    let mut again = twice.cards.last().unwrap().clone();
    (again.id, again.at) = ("again".to_owned(), "compare".to_owned());
    twice.cards.push(again);
    let svg = text(&twice, Format::Svg, &options(Layout::Grid));
    assert_eq!(svg.matches("<image ").count(), 2, "the plan and the logo");
    assert_eq!(svg.matches("<use ").count(), 3);
}

#[test]
fn the_same_pictures_give_the_same_bytes_in_every_format() {
    for format in FORMATS {
        let drawn = || render(&map(), format, &options(Layout::Grid)).unwrap();
        assert!(drawn() == drawn(), "{format:?}");
    }
}

#[test]
fn a_png_shows_the_picture_and_greyscale_shows_it_without_colour() {
    let pixels = |theme: Theme| {
        let options = RenderOptions {
            theme,
            ..options(Layout::Storyboard)
        };
        let bytes = render(&map(), Format::Png, &options).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(frame.color_type, png::ColorType::Rgba);
        pixels
    };
    let is_red = |p: &&[u8]| p[..3] == RED;
    assert!(pixels(Theme::Light).chunks(4).filter(is_red).count() > 5_000);
    for p in pixels(Theme::Greyscale).chunks(4) {
        assert!(p[0].abs_diff(p[1]) <= 1 && p[1].abs_diff(p[2]) <= 1, "{p:?}");
    }
}

#[test]
fn a_pdf_holds_each_picture_and_tells_it() {
    let with = render(&map(), Format::Pdf, &options(Layout::Grid)).unwrap();
    let has = |what: &[u8]| with.windows(what.len()).any(|window| window == what);
    assert!(has(b"/Subtype /Image") || has(b"/Subtype/Image"));
    for alt in ["A plan drawn on squared paper", "Logo of the sofa shop"] {
        let wide: Vec<u8> = alt.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(has(alt.as_bytes()) || has(&wide), "{alt}");
    }
    assert!(has(b"pdfuaid"), "the accessible form holds pictures too");
}

#[test]
fn slides_hold_the_pictures_as_files_with_their_words() {
    let deck = render(&map(), Format::Pptx, &options(Layout::Grid)).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(deck)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    for layout in 2..=3 {
        assert!(
            read(&format!("ppt/slideLayouts/slideLayout{layout}.xml"))
                .contains("descr=\"Logo of the sofa shop\"")
        );
        assert!(
            read(&format!("ppt/slideLayouts/_rels/slideLayout{layout}.xml.rels"))
                .contains("media/image3.png")
        );
    }
    let mut first = Vec::new();
    archive
        .by_name("ppt/media/image1.png")
        .unwrap()
        .read_to_end(&mut first)
        .unwrap();
    assert!(first.starts_with(b"\x89PNG"));
}

#[test]
fn a_picture_that_cannot_be_shown_says_so() {
    let mut broken = map();
    let mut cut = red();
    cut.truncate(60);
    broken.images[0].bytes = base64(&cut);
    for (lang, words) in [
        ("en", ["The picture cannot", "the file is damaged"]),
        ("ru", ["Картинку нельзя показать", "файл повреждён"]),
    ] {
        let options = RenderOptions {
            lang: lang.to_owned(),
            ..options(Layout::Grid)
        };
        let drawn = pages(&broken, &options).unwrap();
        let mut lines = Vec::new();
        texts(&drawn.pages[0].nodes, &mut lines);
        let told = lines.join(" ");
        for word in words {
            assert!(told.contains(word), "{told}");
        }
    }
    for format in FORMATS {
        for layout in Layout::ALL {
            render(&broken, format, &options(*layout)).unwrap();
        }
    }
}

fn texts(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Group(group) if group.role != Role::Decoration => texts(&group.nodes, found),
            Node::Text(text) => found.push(text.text.clone()),
            _ => {}
        }
    }
}

#[test]
fn what_calls_itself_a_picture_is_judged_by_its_bytes() {
    for (media_type, bytes) in [
        ("image/png", b"<script>alert(1)</script>".to_vec()),
        ("image/jpeg", LOGO.as_bytes().to_vec()),
        ("image/svg+xml", red()),
        ("text/html", b"<img src=x onerror=alert(1)>".to_vec()),
        (
            "image/svg+xml",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        ),
        ("image/png", vec![0; 100_000]),
    ] {
        let mut lying = map();
        for picture in &mut lying.images {
            picture.media_type = media_type.to_owned();
            picture.bytes = base64(&bytes);
        }
        for format in FORMATS {
            let drawn = render(&lying, format, &options(Layout::Grid)).unwrap();
            let has = |what: &[u8]| drawn.windows(what.len()).any(|window| window == what);
            assert!(!has(b"alert(1)"), "{media_type} {format:?}");
        }
    }
}
