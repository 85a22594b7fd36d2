//! Texts that are missing in a language the map otherwise has.

use super::LintCode as C;
use super::Notes;
use super::Severity::Note;
use crate::document::Map;
use crate::walk::{self, Words};
use std::collections::BTreeMap;

pub(super) fn check(map: &Map, notes: &mut Notes) {
    let (mut all, mut in_language) = (0_usize, BTreeMap::<&str, usize>::new());
    walk::texts(map, &mut |_, words| {
        if let Words::Local(text) = words
            && !text.0.is_empty()
        {
            all += 1;
            for language in text.0.keys().filter(|l| *l != "und") {
                *in_language.entry(language).or_default() += 1;
            }
        }
    });
    // A language of less than half of the texts is an exception, not a language of the map.
    let languages: Vec<&str> = in_language
        .into_iter()
        .filter(|(_, count)| count * 2 >= all)
        .map(|(language, _)| language)
        .collect();
    if languages.is_empty() {
        return;
    }
    walk::texts(map, &mut |spot, words| {
        let Words::Local(text) = words else { return };
        // Text in the language of the data stands for all.
        if text.0.is_empty() || text.0.contains_key("und") {
            return;
        }
        for language in &languages {
            if text.0.get(*language).is_none_or(|t| t.trim().is_empty()) {
                notes.add(
                    Note,
                    C::MissingTranslation,
                    spot.to_string(),
                    format!("There is no text in «{language}», a language most of the map has"),
                    format!("Нет текста на языке «{language}», а на нём большая часть карты"),
                );
            }
        }
    });
}
