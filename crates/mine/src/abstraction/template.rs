//! Names as templates: an address or a title whose changing parts are taken out.

use std::collections::{BTreeMap, BTreeSet};

/// More different words than this at one place of an address are names of things, not of pages.
const WORDS_MAX: usize = 15;
/// A word that this share of the events at its place has is a page of its own among them.
const OWN_SHARE_MIN: f64 = 0.2;
/// Digits in a word that make it a number of something.
const DIGITS_MIN: usize = 3;

/// Whether the name is an address: `/cart`, `https://shop/cart?x=1`, `shop.ru/cart`.
pub fn is_address(name: &str) -> bool {
    let name = name.trim();
    !name.contains(char::is_whitespace)
        && (name.starts_with('/') || name.contains("://") || name.contains(".html"))
}

/// The places of an address: no scheme, host, question or fragment; small letters.
fn places(name: &str) -> Vec<String> {
    let name = name.trim();
    let path = match name.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => name,
    };
    let path = path.split(['?', '#']).next().unwrap_or("");
    path.split('/')
        .filter(|place| !place.is_empty())
        .map(|place| {
            let place = place.to_lowercase();
            match is_variable(&place) {
                Some(kind) => kind.to_owned(),
                None => place,
            }
        })
        .collect()
}

/// What kind of changing part a word is: a date, a long code, a number, a name with a number in it.
fn is_variable(word: &str) -> Option<&'static str> {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain: String = word.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    let is_hex = plain.len() >= 8 && plain.chars().all(|c| c.is_ascii_hexdigit()) && digits > 0;
    let parts: Vec<&str> = word.split(['-', '.']).collect();
    let is_date = parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
        && parts.iter().any(|part| part.len() == 4);
    if is_date {
        Some("{date}")
    } else if digits > 0 && letters == 0 {
        Some("{id}")
    } else if is_hex {
        Some(if plain.len() == 32 { "{uuid}" } else { "{id}" })
    } else if digits >= DIGITS_MIN {
        Some("{id}")
    } else {
        None
    }
}

/// A title with its numbers taken out: «Заказ 48213 оплачен» is «Заказ {id} оплачен».
fn title(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_number = core.chars().filter(char::is_ascii_digit).count() >= DIGITS_MIN
            && is_variable(&core.to_lowercase()).is_some();
        if is_number {
            word.replace(core, "{id}")
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A template for every name; `kept` holds templates that people want told apart word by word.
pub fn templates(names: &[(&str, u64)], kept: &BTreeSet<String>) -> Vec<String> {
    let mut found: Vec<Vec<String>> = names
        .iter()
        .map(|(name, _)| {
            if is_address(name) {
                places(name)
            } else {
                Vec::new()
            }
        })
        .collect();
    let depth = found.iter().map(Vec::len).max().unwrap_or(0);
    // Place by place, so that what stands before is settled.
    for place in 0..depth {
        let mut words: BTreeMap<(Vec<String>, usize), BTreeMap<String, u64>> = BTreeMap::new();
        for (path, (_, events)) in found.iter().zip(names) {
            if path.len() > place && !path[place].starts_with('{') {
                let key = (path[..place].to_vec(), path.len());
                *words
                    .entry(key)
                    .or_default()
                    .entry(path[place].clone())
                    .or_default() += events;
            }
        }
        for ((before, length), words) in words {
            let template = format!(
                "/{}",
                [before.clone(), vec!["{name}".to_owned()]].concat().join("/")
            );
            if words.len() <= WORDS_MAX || kept.contains(&template) {
                continue;
            }
            let all: u64 = words.values().sum();
            for path in &mut found {
                if path.len() == length
                    && path[..place] == before[..]
                    && words
                        .get(&path[place])
                        .is_some_and(|&events| (events as f64) < OWN_SHARE_MIN * all as f64)
                {
                    path[place] = "{name}".to_owned();
                }
            }
        }
    }
    names
        .iter()
        .zip(found)
        .map(|((name, _), path)| {
            if is_address(name) {
                format!("/{}", path.join("/"))
            } else {
                title(name)
            }
        })
        .collect()
}
