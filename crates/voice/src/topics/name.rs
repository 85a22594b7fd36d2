//! Names of topics: the words that tell a topic from the others, in both languages where they are known in both.

use super::Forms;
use super::cluster::{Vector, Vocabulary};
use super::terms::known_name;
use tropa_model::LocalText;

/// Words that describe a topic.
const WORDS_MAX: usize = 10;
/// Words in its name.
const NAME_WORDS_MAX: usize = 3;

/// The terms whose share inside the topic exceeds their share outside most (class-based TF-IDF, Grootendorst 2022),
/// among those that a twentieth of its texts has.
pub(super) fn telling(
    topic: usize,
    texts: &[Vector],
    nearest: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let mut inside = vec![0u32; vocabulary.terms.len()];
    let mut n = 0u32;
    for (text, _) in texts.iter().zip(nearest).filter(|(_, at)| **at == topic) {
        n += 1;
        text.iter().for_each(|(term, _)| inside[*term as usize] += 1);
    }
    let least = (n / 20).max(2);
    let mut scored: Vec<(f32, usize)> = inside
        .iter()
        .enumerate()
        .filter(|(_, held)| **held >= least)
        .map(|(term, held)| {
            let share = *held as f32 / n as f32;
            let everywhere = vocabulary.df[term] as f32 / texts.len().max(1) as f32;
            (share * (share / everywhere).max(1.0).ln_1p(), term)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored
        .into_iter()
        .take(WORDS_MAX)
        .map(|(_, term)| vocabulary.terms[term].clone())
        .collect()
}

/// The first words of a topic: «Доставка, курьер».
pub(crate) fn name(terms: &[String], forms: &Forms) -> LocalText {
    let in_language = |language: &str| {
        let words = terms
            .iter()
            .take(NAME_WORDS_MAX)
            .map(|term| match known_name(term) {
                Some(name) => name.get(language).to_owned(),
                None => written(term, forms),
            });
        capitalised(&words.collect::<Vec<_>>().join(", "))
    };
    LocalText::en_ru(in_language("en"), in_language("ru"))
}

/// A term as people write it most often.
pub(crate) fn written(term: &str, forms: &Forms) -> String {
    let mut written: Vec<(&String, &u32)> = forms.get(term).into_iter().flatten().collect();
    written.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    written
        .first()
        .map_or_else(|| term.to_owned(), |(word, _)| (*word).clone())
}

pub(crate) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
