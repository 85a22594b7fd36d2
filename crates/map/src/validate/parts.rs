//! Everything on a map but its cards.

use super::found::{CHANNEL, COLUMN, COMMENT, Found, IMAGE, ITEM, PERSONA, STEP, shown};
use super::{Known, ProblemCode};
use crate::document::{Image, Map, Wish};
use std::collections::BTreeSet;

/// Words for −2, −1, 0, +1, +2.
const FEELING_WORDS: usize = 5;
/// Bytes of one picture: a photo of a screen's width, well compressed, is a tenth of it.
const IMAGE_BYTES_MAX: usize = 5 << 20;

pub(super) fn head(map: &Map, known: &Known<'_>, found: &mut Found) {
    if map.format != crate::FORMAT {
        found.add(
            ProblemCode::WrongFormat,
            "format",
            format!("expected \"{}\"", crate::FORMAT),
            format!("нужно \"{}\"", crate::FORMAT),
        );
    }
    if map.version == 0 || map.version > crate::VERSION {
        found.add(
            ProblemCode::WrongFormat,
            "version",
            format!("expected 1..={}", crate::VERSION),
            format!("нужно от 1 до {}", crate::VERSION),
        );
    }
    if map.id.is_empty() {
        found.add(ProblemCode::EmptyId, "id", "the map has no id", "у карты нет id");
    } else {
        found.plain_id("id", &map.id);
    }
    found.name("title", &map.title);
    found.date("review_date", map.review_date.as_ref());
    found.date("edited", map.edited.as_ref());
    if !map.feeling_words.is_empty() && map.feeling_words.len() != FEELING_WORDS {
        found.add(
            ProblemCode::OutOfRange,
            "feeling_words",
            format!(
                "{} words; expected five, from the worst to the best",
                map.feeling_words.len()
            ),
            format!(
                "слов: {}; нужно пять, от худшего к лучшему",
                map.feeling_words.len()
            ),
        );
    }
    let mut ids = BTreeSet::new();
    for (i, link) in map.links.iter().enumerate() {
        let place = format!("links[{i}]");
        found.id(&mut ids, &place, &link.id);
        if link.map.is_empty() {
            found.add(
                ProblemCode::EmptyId,
                &format!("{place}.map"),
                "the link names no map",
                "ссылка не называет карту",
            );
        }
        found.maybe(&known.columns, &format!("{place}.at"), link.at.as_ref(), COLUMN);
    }
    if let Some(brand) = &map.brand {
        for (name, color) in [("color", &brand.color), ("accent", &brand.accent)] {
            if let Some(color) = color.as_ref().filter(|color| !is_color(color)) {
                found.add(
                    ProblemCode::NotAColor,
                    &format!("brand.{name}"),
                    format!("«{}» is not a colour like #1A7F5A", shown(color)),
                    format!("«{}» — не цвет вида #1A7F5A", shown(color)),
                );
            }
        }
        found.maybe(&known.images, "brand.logo", brand.logo.as_ref(), IMAGE);
    }
}

fn is_color(color: &str) -> bool {
    color.len() == 7 && color.starts_with('#') && color[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

pub(super) fn personas(map: &Map, known: &Known<'_>, found: &mut Found) {
    let (mut ids, mut traits) = (BTreeSet::new(), BTreeSet::new());
    for (i, persona) in map.personas.iter().enumerate() {
        let place = format!("personas[{i}]");
        found.id(&mut ids, &place, &persona.id);
        found.name(&format!("{place}.name"), &persona.name);
        found.maybe(
            &known.images,
            &format!("{place}.image"),
            persona.image.as_ref(),
            IMAGE,
        );
        found.metric(&format!("{place}.size"), persona.size.as_ref(), false);
        for (k, known) in persona.traits.iter().enumerate() {
            let place = format!("{place}.traits[{k}]");
            found.id(&mut traits, &place, &known.id);
            found.metric(&format!("{place}.metric"), known.metric.as_ref(), false);
            found.evidence(&place, &known.evidence);
        }
    }
}

pub(super) fn stages(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut columns = BTreeSet::new();
    for (i, stage) in map.stages.iter().enumerate() {
        let place = format!("stages[{i}]");
        found.id(&mut columns, &place, &stage.id);
        found.name(&format!("{place}.name"), &stage.name);
        for (k, step) in stage.steps.iter().enumerate() {
            let place = format!("{place}.steps[{k}]");
            found.id(&mut columns, &place, &step.id);
            found.name(&format!("{place}.name"), &step.name);
            found.references(
                &known.items,
                &format!("{place}.touchpoints"),
                &step.touchpoints,
                ITEM,
            );
            wish(step.intended.as_ref(), &format!("{place}.intended"), found);
            wish(step.expected.as_ref(), &format!("{place}.expected"), found);
            if let Some(seconds) = step.typical_s {
                found.range(&format!("{place}.typical_s"), seconds, 0.0, f64::MAX);
            }
        }
    }
}

fn wish(wish: Option<&Wish>, place: &str, found: &mut Found) {
    if let Some(feeling) = wish.and_then(|wish| wish.feeling) {
        found.range(&format!("{place}.feeling"), feeling, -2.0, 2.0);
    }
}

pub(super) fn moves(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, way) in map.moves.iter().enumerate() {
        let place = format!("moves[{i}]");
        found.id(&mut ids, &place, &way.id);
        found.reference(&known.steps, &format!("{place}.from"), &way.from, STEP);
        found.reference(&known.steps, &format!("{place}.to"), &way.to, STEP);
        found.references(
            &known.personas,
            &format!("{place}.personas"),
            &way.personas,
            PERSONA,
        );
        if let Some(share) = way.share {
            found.range(&format!("{place}.share"), share, 0.0, 1.0);
        }
        found.evidence(&place, &way.evidence);
    }
}

pub(super) fn lanes(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, lane) in map.lanes.iter().enumerate() {
        let place = format!("lanes[{i}]");
        found.id(&mut ids, &place, &lane.id);
        found.maybe(
            &known.personas,
            &format!("{place}.persona"),
            lane.persona.as_ref(),
            PERSONA,
        );
    }
}

pub(super) fn channels(map: &Map, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, channel) in map.channels.iter().enumerate() {
        let place = format!("channels[{i}]");
        found.id(&mut ids, &place, &channel.id);
        found.name(&format!("{place}.name"), &channel.name);
    }
}

pub(super) fn items(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, item) in map.items.iter().enumerate() {
        let place = format!("items[{i}]");
        found.id(&mut ids, &place, &item.id);
        found.name(&format!("{place}.name"), &item.name);
        found.maybe(
            &known.channels,
            &format!("{place}.channel"),
            item.channel.as_ref(),
            CHANNEL,
        );
        found.link(&format!("{place}.link"), item.link.as_ref());
    }
}

pub(super) fn paths(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, path) in map.paths.iter().enumerate() {
        let place = format!("paths[{i}]");
        found.id(&mut ids, &place, &path.id);
        found.references(&known.steps, &format!("{place}.steps"), &path.steps, STEP);
        found.range(&format!("{place}.share"), path.share, 0.0, 1.0);
        found.evidence(&place, &path.evidence);
    }
}

pub(super) fn images(map: &Map, _: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, image) in map.images.iter().enumerate() {
        let place = format!("images[{i}]");
        found.id(&mut ids, &place, &image.id);
        if let Err((en, ru)) = picture(image) {
            found.add(ProblemCode::NotAnImage, &place, en, ru);
        }
    }
}

/// What a picture must be to be drawn; that an SVG holds nothing but a drawing is the business of who draws it.
fn picture(image: &Image) -> Result<(), (String, String)> {
    let begins: &[&[u8]] = match image.media_type.as_str() {
        "image/png" => &[b"\x89PNG"],
        "image/jpeg" => &[b"\xff\xd8\xff"],
        "image/svg+xml" => &[],
        other => {
            let kinds = "image/png, image/jpeg, image/svg+xml";
            let other = shown(other);
            return Err((
                format!("«{other}» is not a kind of picture maps hold: {kinds}"),
                format!("«{other}» — не из видов изображений, что бывают на картах: {kinds}"),
            ));
        }
    };
    let text = image.bytes.as_bytes();
    if text.len() / 4 * 3 > IMAGE_BYTES_MAX {
        let bytes = text.len() / 4 * 3;
        return Err((
            format!("the picture has {bytes} bytes; at most {IMAGE_BYTES_MAX} are allowed"),
            format!("в изображении {bytes} байт, а можно не больше {IMAGE_BYTES_MAX}"),
        ));
    }
    let digits = text
        .strip_suffix(b"==")
        .or(text.strip_suffix(b"="))
        .unwrap_or(text);
    let digit = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    if text.is_empty() || !text.len().is_multiple_of(4) || !digits.iter().all(digit) {
        return Err((
            "`bytes` is not base64".to_owned(),
            "в `bytes` не base64".to_owned(),
        ));
    }
    let first: Vec<u8> = digits.chunks(4).take(2).flat_map(three_bytes).collect();
    if !begins.is_empty() && !begins.iter().any(|sign| first.starts_with(sign)) {
        let kind = &image.media_type;
        return Err((
            format!("`bytes` does not begin as {kind} does"),
            format!("`bytes` начинается не так, как {kind}"),
        ));
    }
    Ok(())
}

/// The bytes of up to four base64 digits that have been checked.
fn three_bytes(digits: &[u8]) -> Vec<u8> {
    let value = |digit: u8| match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let bits = digits
        .iter()
        .fold(0_u32, |bits, digit| bits << 6 | u32::from(value(*digit)));
    let bits = bits << (6 * (4 - digits.len()));
    bits.to_be_bytes()[1..digits.len().max(1)].to_vec()
}

pub(super) fn comments(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, comment) in map.comments.iter().enumerate() {
        let place = format!("comments[{i}]");
        found.id(&mut ids, &place, &comment.id);
        let at = comment.at.as_str();
        let stands = known.cards.contains(at)
            || known.columns.contains_key(at)
            || known.lanes.contains(at)
            || known.personas.contains(at);
        if !stands {
            found.add(
                ProblemCode::UnknownReference,
                &format!("{place}.at"),
                format!(
                    "there is no card, step, stage, lane or persona «{}» on this map",
                    shown(at)
                ),
                format!(
                    "на этой карте нет ни карточки, ни шага, ни этапа, ни дорожки, ни персоны «{}»",
                    shown(at)
                ),
            );
        }
        if tropa_model::time::parse_rfc3339(&comment.when).is_none() {
            found.add(
                ProblemCode::NotATime,
                &format!("{place}.when"),
                format!(
                    "«{}» is not a time like 2026-12-31T10:00:00Z",
                    shown(&comment.when)
                ),
                format!("«{}» — не время вида 2026-12-31T10:00:00Z", shown(&comment.when)),
            );
        }
        found.maybe(
            &known.comments,
            &format!("{place}.answers"),
            comment.answers.as_ref(),
            COMMENT,
        );
    }
    let mut ids = BTreeSet::new();
    for (i, former) in map.former.iter().enumerate() {
        found.id(&mut ids, &format!("former[{i}]"), &former.id);
    }
}
