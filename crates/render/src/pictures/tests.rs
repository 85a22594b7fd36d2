use super::raster::{Pixels, SIDE_MAX};
use super::*;

/// Four colours in four quarters.
fn quarters(width: u32, height: u32, opacity: u8) -> Pixels {
    let rgba = (0..width * height).flat_map(|i| {
        let (x, y) = (i % width, i / width);
        let [r, g, b] = match (x * 2 < width, y * 2 < height) {
            (true, true) => [200, 30, 30],
            (false, true) => [30, 160, 40],
            (true, false) => [30, 40, 200],
            (false, false) => [240, 240, 240],
        };
        [r, g, b, opacity]
    });
    Pixels {
        width,
        height,
        rgba: rgba.collect(),
    }
}

fn coded(bytes: &[u8]) -> String {
    crate::fonts::base64(bytes)
}

fn opened(bytes: &[u8]) -> Result<Picture, Fault> {
    open(&coded(bytes), false)
}

fn shown(picture: &Picture) -> Pixels {
    match picture.kind {
        Kind::Png => raster::png(&picture.bytes),
        Kind::Jpeg => raster::jpeg(&picture.bytes),
    }
    .expect("what is written here can be read here")
}

fn file(pixels: Pixels, photograph: bool) -> Vec<u8> {
    pixels.written(false, photograph).bytes.to_vec()
}

/// The colour in the middle of a quarter; `across` and `down` of 0 or 1.
fn quarter(pixels: &Pixels, across: u32, down: u32) -> [u8; 4] {
    let x = pixels.width / 4 + across * pixels.width / 2;
    let y = pixels.height / 4 + down * pixels.height / 2;
    let at = ((y * pixels.width + x) * 4) as usize;
    [0, 1, 2, 3].map(|i| pixels.rgba[at + i])
}

fn near(a: [u8; 4], b: [u8; 4]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 6)
}

#[test]
fn a_png_keeps_its_pixels_and_loses_all_else() {
    let mut png = file(quarters(40, 20, 128), false);
    // A comment before the pixels and an appendage behind the end.
    let mut text = b"tEXtComment\0taken at 55.75, 37.61".to_vec();
    let mut crc = flate_crc(&text).to_be_bytes().to_vec();
    text.append(&mut crc);
    let mut chunk = (29_u32).to_be_bytes().to_vec();
    chunk.append(&mut text);
    png.splice(33..33, chunk);
    png.extend(b"<script>alert(1)</script>");
    let picture = opened(&png).unwrap();
    assert_eq!((picture.kind, picture.width, picture.height), (Kind::Png, 40, 20));
    let has = |what: &[u8]| picture.bytes.windows(what.len()).any(|window| window == what);
    assert!(!has(b"taken at") && !has(b"script"));
    assert_eq!(shown(&picture).rgba, quarters(40, 20, 128).rgba);
}

/// CRC-32 of PNG (ISO 3309), bit by bit.
fn flate_crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn a_photograph_looks_the_same_after_it_was_written_anew() {
    let jpeg = file(quarters(64, 48, 255), true);
    assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]));
    let picture = opened(&jpeg).unwrap();
    assert_eq!(
        (picture.kind, picture.width, picture.height),
        (Kind::Jpeg, 64, 48)
    );
    let (was, is) = (quarters(64, 48, 255), shown(&picture));
    for (across, down) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let (was, is) = (quarter(&was, across, down), quarter(&is, across, down));
        assert!(near(was, is), "{was:?} {is:?}");
    }
}

#[test]
fn a_photograph_stands_as_the_camera_was_held() {
    let jpeg = file(quarters(64, 32, 255), true);
    for (turn, sides, top_left) in [
        (1, (64, 32), [200, 30, 30, 255]),
        (3, (64, 32), [240, 240, 240, 255]),
        (6, (32, 64), [30, 40, 200, 255]),
        (8, (32, 64), [30, 160, 40, 255]),
        (99, (64, 32), [200, 30, 30, 255]),
    ] {
        let mut exif = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
        exif.extend([0, turn, 0, 0, 0, 0, 0, 0]);
        let mut held = jpeg.clone();
        held.splice(2..2, exif);
        let picture = opened(&held).unwrap();
        assert_eq!((picture.width, picture.height), sides, "{turn}");
        let found = quarter(&shown(&picture), 0, 0);
        assert!(near(found, top_left), "{turn}: {found:?}");
    }
}

#[test]
fn large_pictures_are_made_smaller_and_keep_their_proportions() {
    let picture = opened(&file(quarters(3_200, 64, 255), false)).unwrap();
    assert_eq!((picture.width, picture.height), (SIDE_MAX, 32));
    let line = opened(&file(quarters(5_000, 1, 255), false)).unwrap();
    assert_eq!((line.width, line.height), (SIDE_MAX, 1));
}

#[test]
fn without_colour_every_pixel_is_grey() {
    for photograph in [false, true] {
        let bytes = file(quarters(32, 32, 255), photograph);
        let picture = open(&coded(&bytes), true).unwrap();
        for p in shown(&picture).rgba.as_chunks::<4>().0 {
            assert!(p[0].abs_diff(p[1]) <= 1 && p[1].abs_diff(p[2]) <= 1, "{p:?}");
        }
    }
}

#[test]
fn what_is_no_picture_is_told() {
    for (bytes, fault) in [
        (&b""[..], Fault::Unknown),
        (b"GIF89a\x01\0\x01\0", Fault::Unknown),
        (b"RIFF\0\0\0\0WEBPVP8 ", Fault::Unknown),
        (b"<html><body/></html>", Fault::Unknown),
        (b"\x89PNG\r\n\x1a\n", Fault::Broken),
        (b"\xff\xd8\xff", Fault::Broken),
        (b"<svg xmlns='http://www.w3.org/2000/svg'", Fault::Broken),
    ] {
        assert_eq!(opened(bytes), Err(fault), "{:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(open("Zm9*", false), Err(Fault::Unknown), "no base64");
    assert_eq!(open(&"A".repeat(9 << 20), false), Err(Fault::TooLarge));
}

#[test]
fn a_small_file_of_very_many_pixels_is_refused_before_they_are_made() {
    let mut png = file(quarters(8, 8, 255), false);
    for side in [30_000_u32, 19_999] {
        png[16..20].copy_from_slice(&side.to_be_bytes());
        png[20..24].copy_from_slice(&side.to_be_bytes());
        let crc = flate_crc(&png[12..29]).to_be_bytes();
        png[29..33].copy_from_slice(&crc);
        assert_eq!(opened(&png), Err(Fault::TooLarge), "{side}");
    }
    let mut jpeg = file(quarters(8, 8, 255), true);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x4e, 0x1f, 0x4e, 0x1f]);
    assert_eq!(opened(&jpeg), Err(Fault::TooLarge));
}

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 80 40'>{inside}</svg>"
    )
}

/// A red left half: what the hostile things around it must not change.
const LEFT: &str = "<rect width='40' height='40' fill='#C81E1E'/>";

#[test]
fn an_svg_is_drawn_and_its_scripts_and_addresses_are_not() {
    let plain = opened(svg(LEFT).as_bytes()).unwrap();
    assert_eq!((plain.kind, plain.width, plain.height), (Kind::Png, 1_200, 600));
    assert_eq!(quarter(&shown(&plain), 0, 0), [0xc8, 0x1e, 0x1e, 255]);
    assert_eq!(
        quarter(&shown(&plain), 1, 0)[3],
        0,
        "the right half is transparent"
    );
    let secret = std::env::temp_dir().join("tropa-secret-picture.png");
    std::fs::write(&secret, file(quarters(8, 8, 255), false)).unwrap();
    let path = secret.display();
    for harmless in [
        "<script>alert(1)</script>".to_owned(),
        "<script href='https://evil.example/x.js'/>".to_owned(),
        "<foreignObject x='40' width='40' height='40'><body xmlns='http://www.w3.org/1999/xhtml'><img src='x' onerror='alert(1)'/></body></foreignObject>".to_owned(),
        format!("<image x='40' width='40' height='40' href='{path}'/>"),
        format!("<image x='40' width='40' height='40' xlink:href='file://{path}'/>"),
        "<image x='40' width='40' height='40' href='https://evil.example/x.png'/>".to_owned(),
        "<use href='https://evil.example/x.svg#a'/>".to_owned(),
        "<style>@import url(https://evil.example/x.css);</style>".to_owned(),
        "<style>@font-face{font-family:a;src:url(https://evil.example/a.woff)}</style>".to_owned(),
        "<a href='javascript:alert(1)'><g onclick='alert(1)'/></a>".to_owned(),
        "<animate attributeName='x' onbegin='alert(1)'/>".to_owned(),
        "<image x='40' width='40' height='40' href='data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;'/>".to_owned(),
        "<image x='40' width='40' height='40' href='data:image/svg+xml;base64,PHN2Zy8+'/>".to_owned(),
    ] {
        let picture = opened(svg(&format!("{LEFT}{harmless}")).as_bytes()).unwrap();
        assert!(picture == plain, "{harmless}");
    }
    std::fs::remove_file(secret).unwrap();
}

#[test]
fn a_picture_inside_an_svg_is_drawn() {
    let inner = coded(&file(quarters(8, 8, 255), false));
    let image = format!(
        "<image width='80' height='40' preserveAspectRatio='none' href='data:image/png;base64,{inner}'/>"
    );
    let picture = opened(svg(&image).as_bytes()).unwrap();
    assert_eq!(quarter(&shown(&picture), 1, 1), [240, 240, 240, 255]);
}

#[test]
fn an_svg_that_would_grow_without_end_is_refused() {
    let bomb = |link: &dyn Fn(usize) -> String, levels: usize| {
        let defs: String = (1..=levels).map(link).collect();
        svg(&format!(
            "<defs><rect id='b0' width='1' height='1'/>{defs}</defs><use href='#b{levels}'/>"
        ))
    };
    let uses = |level: usize| {
        let to = format!("<use href='#b{}'/>", level - 1);
        format!("<g id='b{level}'>{}</g>", to.repeat(10))
    };
    let patterns = |level: usize| {
        let to = format!("<rect width='9' height='9' fill='url(#b{})'/>", level - 1);
        format!(
            "<pattern id='b{level}' width='10' height='10'>{}</pattern>",
            to.repeat(10)
        )
    };
    let chain = |level: usize| format!("<g id='b{level}'><use href='#b{}'/></g>", level - 1);
    let laughs = |levels: usize| {
        let more: String = (1..=levels)
            .map(|level| format!("<!ENTITY e{level} '{}'>", format!("&e{};", level - 1).repeat(10)))
            .collect();
        format!(
            "<!DOCTYPE svg [<!ENTITY e0 'ha'>{more}]><svg xmlns='http://www.w3.org/2000/svg'><text>&e{levels};</text></svg>"
        )
    };
    let quadratic = format!(
        "<!DOCTYPE svg [<!ENTITY e '{}'>]><svg xmlns='http://www.w3.org/2000/svg'><text>{}</text></svg>",
        "x".repeat(50_000),
        "&e;".repeat(50_000)
    );
    let markers = svg(&format!(
        "<defs><marker id='m' markerWidth='9' markerHeight='9'>{}</marker></defs><g marker-mid='url(#m)'><path d='M0 0{}'/></g>",
        "<rect width='1' height='1'/>".repeat(100),
        "L1 1L2 2".repeat(9_000)
    ));
    let classes = svg(&format!(
        "<style>.a{{fill:url(#p)}}</style><pattern id='p' width='1' height='1'>{}</pattern>{}",
        "<rect width='1' height='1'/>".repeat(500),
        "<rect class='a' width='1' height='1'/>".repeat(500)
    ));
    for (name, text) in [
        ("uses of uses", bomb(&uses, 9)),
        ("patterns of patterns", bomb(&patterns, 9)),
        ("a long chain", bomb(&chain, 5_000)),
        ("itself", svg("<g id='a'><use href='#a'/></g>")),
        (
            "a circle",
            svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"),
        ),
        (
            "very deep",
            svg(&format!("{}{}", "<g>".repeat(200_000), "</g>".repeat(200_000))),
        ),
        (
            "deep and never closed",
            "<svg xmlns='http://www.w3.org/2000/svg'>".repeat(30_000),
        ),
        ("very many", svg(&"<g/>".repeat(150_000))),
        ("laughs", laughs(9)),
        ("one laugh many times", quadratic),
        ("markers", markers),
        ("rules of style", classes),
        (
            "layers",
            svg(&"<g opacity='.5'><rect width='80' height='40'/></g>".repeat(5_000)),
        ),
        (
            "a slow filter",
            svg(
                "<filter id='f'><feMorphology radius='9999'/></filter><rect filter='url(#f)' width='9' height='9'/>",
            ),
        ),
    ] {
        assert_eq!(opened(text.as_bytes()), Err(Fault::TooComplex), "{name}");
    }
    assert_eq!(opened(svg(&" ".repeat(3 << 20)).as_bytes()), Err(Fault::TooLarge));
}

#[test]
fn what_drawing_programs_write_is_drawn() {
    let names = "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [\
        <!ENTITY ns_svg 'http://www.w3.org/2000/svg'>]>\n<!-- made by hand: < > -->\n\
        <svg xmlns='&ns_svg;' width='20' height='10'><style>.a{fill:url(#g)}</style><defs>\
        <linearGradient id='g'><stop class='s' stop-color='red'/><stop offset='1' stop-color='red'/></linearGradient></defs>\
        <![CDATA[ <g><g> ]]><rect class='a' width='20' height='10'/></svg>";
    let picture = opened(format!("\u{feff}<?xml version='1.0'?>{names}").as_bytes()).unwrap();
    assert_eq!((picture.width, picture.height), (1_200, 600));
    assert_eq!(quarter(&shown(&picture), 1, 1), [255, 0, 0, 255]);
}

#[test]
fn sides_out_of_all_proportion_end_in_a_small_picture_or_a_word() {
    for sides in [
        "width='1e9' height='1'",
        "width='1' height='1e9'",
        "width='0' height='0'",
        "width='-5' height='NaN'",
        "width='1e-9' height='1e-9'",
        "viewBox='0 0 1e38 1e38'",
        "viewBox='0 0 0 0'",
    ] {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {sides}>{LEFT}</svg>");
        if let Ok(picture) = opened(text.as_bytes()) {
            assert!((1..=1_200).contains(&picture.width) && (1..=1_200).contains(&picture.height));
        }
    }
}

/// xorshift64*, seeded: the same inputs every time.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below
    }
}

#[test]
fn thousands_of_damaged_files_end_in_a_picture_or_a_word() {
    let rich = svg(
        "<style>.a{fill:url(#g);marker-end:url(#m)}</style><defs><linearGradient id='g'><stop offset='.5'/></linearGradient>\
         <marker id='m'><path d='M0 0L9 9z'/></marker><clipPath id='c'><circle r='9'/></clipPath><mask id='k'><rect width='9' \
         height='9'/></mask><pattern id='p' width='3' height='3'><use href='#x'/></pattern></defs><g id='x' class='a' \
         clip-path='url(#c)' mask='url(#k)' transform='rotate(30) scale(2 .5)'><path d='M1 1C2 3 4 5 6 7A1 2 3 0 1 9 9' \
         stroke='red' stroke-dasharray='2 1'/><text x='3' y='9' font-size='8'>Тропа 🙂</text></g>",
    );
    let seeds = [
        file(quarters(24, 16, 255), false),
        file(quarters(24, 16, 90), false),
        file(quarters(24, 16, 255), true),
        rich.into_bytes(),
    ];
    const WORDS: &[&[u8]] = &[
        b"<g>",
        b"</g>",
        b"url(#x)",
        b"'#p'",
        b"1e38",
        b"-1",
        b"0",
        b"NaN",
        b"\xff\xd9",
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"IDAT",
        b"&#0;",
        b"<use href='#x'/>",
        b"%",
        b"\xf0\x9f\x99\x82",
    ];
    let mut shown = 0;
    for (kind, seed) in seeds.iter().enumerate() {
        let mut random = Seeded(0x7209_a5ee_d000_0001 + kind as u64);
        for turn in 0..700 {
            let mut bytes = seed.clone();
            for _ in 0..=random.next(4) {
                let at = random.next(bytes.len());
                match random.next(5) {
                    0 => bytes[at] = random.next(256) as u8,
                    1 => bytes.truncate(at.max(4)),
                    2 => drop(bytes.drain(at..(at + random.next(9)).min(bytes.len()))),
                    3 => {
                        let word = WORDS[random.next(WORDS.len())];
                        bytes.splice(at..at, word.iter().copied());
                    }
                    _ => {
                        let from = random.next(bytes.len());
                        let part = bytes[from..(from + random.next(40)).min(bytes.len())].to_vec();
                        bytes.splice(at..at, part);
                    }
                }
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
            if let Ok(picture) = opened(&bytes) {
                let sound = |side: u32| (1..=SIDE_MAX).contains(&side);
                assert!(sound(picture.width) && sound(picture.height), "{kind} {turn}");
                shown += 1;
            }
        }
    }
    assert!(shown > 100, "{shown}: some damage is slight");
}
