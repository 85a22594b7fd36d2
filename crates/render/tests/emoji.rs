//! Emoji in every drawing: drawn in the embedded font, selectable in a PDF, never an empty box.

use tropa_map::document::Map;
use tropa_map::parse;
use tropa_model::proposal::LocalText;
use tropa_render::{Format, Layout, RenderOptions, Theme, render};

const SIGNS: [&str; 7] = ["🙂", "👩‍🚀", "👍🏽", "🇷🇺", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"];

fn map(sign: &str) -> Map {
    let mut map = parse(include_str!("golden/workshop.tropa.json")).expect("the golden map is sound");
    map.title = LocalText::plain(format!("Sofa {sign} диван"));
    for card in &mut map.cards {
        card.text = LocalText::plain(format!("{sign} «Ура» {sign}{sign} done {sign}"));
    }
    map
}

fn drawn(map: &Map, format: Format, layout: Layout, theme: Theme) -> Vec<u8> {
    let options = RenderOptions {
        layout,
        theme,
        scale: 0.5,
        ..RenderOptions::default()
    };
    render(map, format, &options).expect("it is always drawn")
}

/// What stands in the `<text>` elements.
fn letters(svg: &str) -> String {
    let parts = svg.split("<text ").skip(1);
    parts
        .filter_map(|part| part.split_once('>')?.1.split_once("</text>"))
        .map(|(text, _)| text)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn an_svg_holds_the_shapes_of_its_emoji_and_their_words() {
    for sign in SIGNS {
        let svg = String::from_utf8(drawn(&map(sign), Format::Svg, Layout::Grid, Theme::Light)).unwrap();
        let letters = letters(&svg);
        assert!(letters.contains("«Ура»") && letters.contains("done"));
        let first = sign.chars().next().unwrap();
        assert!(first.is_ascii() || !letters.contains(first), "{sign}");
        assert!(
            svg.contains(&format!("<g role=\"img\"><title>{sign}</title><path fill=\"#")),
            "{sign}"
        );
        assert!(!svg.contains("d=\"\""), "{sign} has no shape");
    }
}

#[test]
fn a_pdf_with_emoji_is_accessible_and_its_emoji_can_be_selected() {
    let bytes = drawn(&map("🙂🚚"), Format::Pdf, Layout::Grid, Theme::Light);
    assert!(bytes.windows(7).any(|window| window == b"pdfuaid"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.pdf");
    std::fs::write(&file, bytes).unwrap();
    let Ok(output) = std::process::Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
    else {
        eprintln!("skipped: pdftotext is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains('🙂') && text.contains('🚚'), "{text}");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "",
        "readers have nothing to warn of"
    );
}

#[test]
fn a_png_draws_them_in_the_colour_of_the_text() {
    let ink = |sign: &str| {
        let png = drawn(&map(sign), Format::Png, Layout::Grid, Theme::Light);
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        pixels.chunks(4).filter(|p| p[0] < 128).count()
    };
    let without = ink("");
    for sign in SIGNS {
        assert!(ink(sign) > without, "{sign}");
    }
}

#[test]
fn every_layout_and_format_takes_any_of_them() {
    let many = SIGNS.concat();
    for text in [
        many.as_str(),
        "\u{fe0f}\u{200d}\u{20e3}",
        "🇷",
        "👨‍👩‍👧‍👦🏽\u{200d}",
        "漢字 🙂 עברית",
    ] {
        for layout in Layout::ALL {
            for format in [Format::Svg, Format::Pdf] {
                drawn(&map(text), format, *layout, Theme::Dark);
            }
        }
        for format in [Format::Png, Format::Html, Format::Pptx, Format::Markdown] {
            drawn(&map(text), format, Layout::Grid, Theme::Light);
        }
    }
}
