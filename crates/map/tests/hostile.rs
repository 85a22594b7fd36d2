//! Files made to break a reader end in a clear error or in harmless text: never in a panic, never in growth.
#![allow(clippy::unwrap_used)] // test code

use std::time::{Duration, Instant};
use tropa_map::{Form, Written, coverage, lines, lint, parse, read, read_bytes, to_json, to_yaml, validate};

const EVERYTHING: &str = include_str!("golden/versions/everything.v2.tropa.yaml");
const SOFA_V1: &str = include_str!("golden/versions/sofa.v1.tropa.json");

/// xorshift64*: the same seed gives the same files.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }
}

/// Pieces that have broken readers.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ":",
    ": ",
    ",",
    "- ",
    "\n",
    "\n  ",
    "\t",
    "&a ",
    "*a",
    "!!binary ",
    "|",
    ">-",
    "#",
    "---\n",
    "%YAML 9.9\n",
    "null",
    "~",
    "-1e999",
    "1e-400",
    "0x10",
    "99999999999999999999",
    "\\u0000",
    "\\ud800",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "\u{85}",
    "newer:role: x\n",
    "\"newer:role\": \"x\",",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "? ",
    "<<: ",
    "version: 1\n",
    "\"version\": 1,",
    "ж",
    "😀",
    "\r\n",
];

fn mutated(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len().max(1));
        match dice.roll(6) {
            0 if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
            1 => {
                let end = (at + dice.roll(40)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            2 => {
                let end = (at + dice.roll(300)).min(bytes.len());
                let copy = bytes[at.min(end)..end].to_vec();
                let to = dice.roll(bytes.len().max(1));
                bytes.splice(to..to, copy);
            }
            3 => bytes.truncate(at.max(40)),
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

/// Everything a program does with a file somebody sent.
fn look(bytes: &[u8], form: Option<Form>) -> bool {
    let map = match read_bytes(bytes, form) {
        Ok(map) => map,
        Err(error) => {
            assert!(error.to_string().chars().count() < 900, "{error}");
            return false;
        }
    };
    validate(&map);
    lint(&map, "2026-06-01");
    coverage(&map);
    lines(&map);
    let (json, yaml) = (to_json(&map), to_yaml(&map));
    let from_json = parse(&json).unwrap_or_else(|e| panic!("{e}\n{json}"));
    let from_yaml = read(&yaml, Some(Form::Yaml)).unwrap_or_else(|e| panic!("{e}\n{yaml}"));
    assert_eq!(to_json(&from_json), json);
    assert_eq!(to_json(&from_yaml), json, "{yaml}");
    Written::of(&yaml)
        .unwrap_or_else(|| panic!("{yaml}"))
        .line_of("cards[0].text");
    true
}

#[test]
fn damaged_files_end_in_an_error_or_in_a_map_that_is_written_and_read_the_same() {
    let json = to_json(&parse(EVERYTHING).unwrap());
    let seed = std::env::var("TROPA_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(20_260_601);
    println!("TROPA_SEED={seed}");
    let mut dice = Dice(seed);
    let mut opened = 0;
    for round in 0..900 {
        let (text, form) = match round % 3 {
            0 => (EVERYTHING, Form::Yaml),
            1 => (json.as_str(), Form::Json),
            _ => (SOFA_V1, Form::Json),
        };
        opened += usize::from(look(&mutated(text, &mut dice), Some(form)));
    }
    // Both ends of the promise are met: some are refused, some open.
    assert!((30..880).contains(&opened), "{opened}");
}

#[track_caller]
fn refused_quickly(text: &str, what: &str) {
    let since = Instant::now();
    for form in [Form::Json, Form::Yaml] {
        assert!(read(text, Some(form)).is_err(), "{what}");
    }
    assert!(
        since.elapsed() < Duration::from_secs(20),
        "{what}: {:?}",
        since.elapsed()
    );
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let laughs: String = (1..12)
        .map(|i| format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", ")))
        .collect();
    refused_quickly(&format!("a0: &a0 ha\n{laughs}"), "a billion laughs");
    refused_quickly(&"[".repeat(200_000), "open brackets");
    refused_quickly(&"- ".repeat(100_000), "nested lists");
    refused_quickly(&"a: {".repeat(50_000), "nested records");
    refused_quickly(&"? ".repeat(50_000), "nested names");
    let many = format!("{{\"format\":\"tropa.map\",\"x\":[{}0]}}", "0,".repeat(4_200_000));
    assert!(parse(&many).is_err(), "four million values");
    refused_quickly(&format!("\"{}", "\\".repeat(1_000_000)), "a text without an end");
    refused_quickly(&"&a ".repeat(50_000), "anchors");
}

#[test]
fn what_hides_in_texts_stays_text() {
    let attacks = [
        "<script>alert(1)</script>",
        "=HYPERLINK(\"http://evil\")",
        "../../../etc/passwd",
        "nul\u{0}byte",
        "\u{202e}desrever",
        "a: b\n---\nc: d",
        "# no remark",
        "\u{feff}bom",
        "  leading\n  lines",
        "trailing \n",
        "tab\tand\r\nline",
        "'quotes' \"both\" \\ back",
        "- dash",
        "*alias &anchor !tag",
        "no",
        "1.0",
        "",
        "\n",
        "\n\nx\n\n",
        "line\n \n  x",
        "x\u{85}y\u{2028}z",
        "😀 👩‍👩‍👧",
        "@at `tick` %percent",
        "key: {a: [b, c]}",
    ];
    let mut map = parse(EVERYTHING).unwrap();
    for (i, attack) in attacks.iter().enumerate() {
        let card = &mut map.cards[0];
        card.text = tropa_model::proposal::LocalText::en_ru(*attack, format!("{attack}{attack}"));
        card.unknown
            .insert((*attack).to_owned(), serde_json::json!({*attack: [*attack]}));
        map.owner = Some((*attack).to_owned());
        assert_eq!(parse(&to_json(&map)).unwrap(), map, "{i}");
        let yaml = to_yaml(&map);
        assert_eq!(
            read(&yaml, Some(Form::Yaml)).unwrap_or_else(|e| panic!("{i}: {e}\n{yaml}")),
            map,
            "{i}\n{yaml}"
        );
    }
    let hidden = to_yaml(&map);
    assert!(
        !hidden.contains('\u{202e}') && !hidden.contains('\u{0}'),
        "what nobody can see is written as an escape"
    );
}

#[test]
fn ids_links_and_pictures_made_to_mislead_are_named() {
    let check = |from: &str, to: &str, expected: &str| {
        let text = EVERYTHING.replace(from, to);
        assert_ne!(text, EVERYTHING, "{from}");
        let told: Vec<String> = validate(&parse(&text).unwrap())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            told.iter().any(|t| t.starts_with(expected)),
            "{expected}: {told:?}"
        );
    };
    check(
        "\"https://example.com/T-1\"",
        "\"javascript:alert(1)\"",
        "cards[4].action.link: «javascript:alert(1)» is neither",
    );
    check(
        "\"https://example.com/door\"",
        "\"file:///etc/passwd\"",
        "items[0].link",
    );
    check(
        "\"https://example.com/notes/7\"",
        "\"data:text/html,x\"",
        "cards[0].evidence[3].note.link",
    );
    check(
        "id: everything",
        "id: \"every\\u202ething\"",
        "id: the id has characters nobody can see",
    );
    check(
        "image/png",
        "text/html",
        "images[0]: «text/html» is not a kind of picture",
    );
    check(
        "iVBORw0KGgo",
        "AAAAAAAAAAA",
        "images[0]: `bytes` does not begin as image/png does",
    );
    check("RU5ErkJggg==", "<script>", "images[0]: `bytes` is not base64");
    check("\"#1A7F5A\"", "\"red;x:url(//e)\"", "brand.color");
    check(
        "confidence: 0.7",
        "confidence: 7",
        "cards[3].opportunity.confidence: 7 is not in 0..=1",
    );
    check(
        "due: 2026-10-01",
        "due: tomorrow",
        "cards[4].action.due: «tomorrow» is not a date",
    );
    check(
        "when: 2026-05-01T10:00:00Z",
        "when: yesterday",
        "comments[0].when",
    );
    check(
        "answers: [c2]",
        "answers: [c99]",
        "cards[3].opportunity.answers[0]: there is no card «c99»",
    );
    check(
        "at: wait\n    until: build",
        "at: build\n    until: wait",
        "cards[0].until: «wait» stands before «build»",
    );
    check(
        "title: {en:",
        "title: {not a language:",
        "title: «not a language»",
    );
}
