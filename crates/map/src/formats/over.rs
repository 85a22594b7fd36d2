//! A table or another drawing brought back over the map it was written from.
//!
//! The map is written once more as the file was, and read back: what the file says otherwise than that is what people
//! changed. Only this is done to the map; what the format cannot carry stays as the map has it.

mod edits;
mod pairs;

use super::{ExportOptions, Format, FormatError, ImportOptions, Imported, Shape, import};
use crate::document::{Card, Map};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::proposal::LocalText;

/// A file of any known format over the map `base` it was written from.
///
/// Stages, steps, lanes and cards are told by the ids the file carries, then by their names and words, then by what
/// stands between the same neighbours. Evidence, comments, earlier ids, other languages and whatever else the format
/// cannot carry are those of `base`; what was added, removed, changed or moved in the file is so in the map, and
/// [`crate::diff::diff`] of both says which. Personas, channels and items nobody names any more stay: a table that was
/// filtered forgets them too. A map file stands as it is, under the id of `base`.
///
/// Notes tell what was not taken over and why.
///
/// # Errors
/// As [`import`].
pub fn import_over(
    bytes: &[u8],
    format: Format,
    options: &ImportOptions,
    base: &Map,
) -> Result<Imported, FormatError> {
    if matches!(format, Format::Tropa | Format::Yaml) {
        let mut imported = import(bytes, format, options)?;
        imported.map.id.clone_from(&base.id);
        return Ok(imported);
    }
    if !format.can_export() {
        return Err(FormatError::OnlyRead(format.title()));
    }
    let Told {
        lang,
        writing,
        reading,
        mut before,
        mut after,
        mut notes,
    } = told(bytes, format, options, base)?;
    let nothing = BTreeSet::new();
    let written = pairs::pairs(&before, base, &lang, &nothing, true);
    pairs::rename(&mut before, &written, base);
    let carried = pairs::carried(base, format, &writing, &reading)?;
    let kept = pairs::pairs(&after, &before, &lang, &carried, false);
    pairs::rename(&mut after, &kept, base);
    let ordered = writing.shape != Some(Shape::List) || grouped(&after);
    if !ordered {
        notes.push(super::Note {
            place: LocalText::default(),
            text: LocalText::en_ru(
                "the rows are sorted in another way than by steps: the order of stages, steps and cards was kept",
                "строки отсортированы не по шагам: порядок этапов, шагов и карточек оставлен прежним",
            ),
        });
    }
    let map = edits::take_over(base, &before, &after, &lang, ordered, &mut notes);
    Ok(Imported { map, notes })
}

/// The file, and the map as the file said it when it was written.
struct Told {
    lang: String,
    writing: ExportOptions,
    reading: ImportOptions,
    before: Map,
    after: Map,
    notes: Vec<super::Note>,
}

/// Finds the language the file was written in: the one that agrees best with the map.
fn told(bytes: &[u8], format: Format, options: &ImportOptions, base: &Map) -> Result<Told, FormatError> {
    let shape = super::table::shape_of(bytes, format)?;
    let mut best: Option<(usize, Told)> = None;
    for lang in languages(options, base) {
        let reading = ImportOptions {
            lang: Some(lang.clone()),
            ..options.clone()
        };
        let writing = ExportOptions {
            lang: lang.clone(),
            shape,
            ..ExportOptions::default()
        };
        let Imported { map: after, notes } = import(bytes, format, &reading)?;
        let before = import(&super::to_bytes(base, format, &writing)?, format, &reading)?.map;
        let alike = common(&words(&after, &lang), &words(&before, &lang));
        if best.as_ref().is_none_or(|(most, _)| alike > *most) {
            let told = Told {
                lang,
                writing,
                reading,
                before,
                after,
                notes,
            };
            best = Some((alike, told));
        }
    }
    best.map(|(_, told)| told)
        .ok_or(FormatError::OnlyRead(format.title()))
}

/// The language the caller names, else every language the map has texts in, the one with most texts first.
fn languages(options: &ImportOptions, base: &Map) -> Vec<String> {
    if let Some(lang) = &options.lang {
        return vec![lang.clone()];
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    crate::walk::texts(base, &mut |_, words| {
        if let crate::walk::Words::Local(text) = words {
            for tag in text.0.keys() {
                *counts.entry(tag.clone()).or_default() += 1;
            }
        }
    });
    let mut tags: Vec<(usize, String)> = counts.into_iter().map(|(tag, n)| (n, tag)).collect();
    tags.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    tags.truncate(LANGUAGES_MAX);
    let mut tags: Vec<String> = tags.into_iter().map(|(_, tag)| tag).collect();
    if tags.is_empty() {
        tags.push("und".to_owned());
    }
    tags
}

/// Languages tried; each writes and reads the map anew.
const LANGUAGES_MAX: usize = 6;

/// The cards of each step stand together, as a list is written.
fn grouped(map: &Map) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut last = "";
    map.cards.iter().all(|card| {
        let goes_on = card.at == last;
        last = &card.at;
        goes_on || seen.insert(last)
    })
}

/// What a map says where: names of columns and lanes, texts of cells.
fn words(map: &Map, lang: &str) -> BTreeMap<(String, String), usize> {
    let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut add = |place: &str, text: &str| {
        let text = super::text::line(text);
        if !text.is_empty() {
            *found.entry((place.to_owned(), text)).or_default() += 1;
        }
    };
    for stage in &map.stages {
        add(&stage.id, stage.name.get(lang));
        for step in &stage.steps {
            add(&step.id, step.name.get(lang));
        }
    }
    for lane in &map.lanes {
        add(&lane.id, lane.name.get(lang));
    }
    for card in &map.cards {
        add(&format!("{} {}", card.lane, card.at), card.text.get(lang));
        add(&card.id, card.text.get(lang));
    }
    found
}

fn common(a: &BTreeMap<(String, String), usize>, b: &BTreeMap<(String, String), usize>) -> usize {
    a.iter()
        .map(|(key, n)| b.get(key).copied().unwrap_or_default().min(*n))
        .sum()
}

/// Where a card stands.
fn cell(card: &Card) -> (&str, &str) {
    (card.lane.as_str(), card.at.as_str())
}

/// Ids of every record of a map.
fn taken(map: &Map) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for stage in &map.stages {
        ids.insert(stage.id.clone());
        ids.extend(stage.steps.iter().map(|step| step.id.clone()));
    }
    for persona in &map.personas {
        ids.insert(persona.id.clone());
        ids.extend(persona.traits.iter().map(|held| held.id.clone()));
    }
    ids.extend(map.lanes.iter().map(|record| record.id.clone()));
    ids.extend(map.cards.iter().map(|record| record.id.clone()));
    ids.extend(map.channels.iter().map(|record| record.id.clone()));
    ids.extend(map.items.iter().map(|record| record.id.clone()));
    ids.extend(map.moves.iter().map(|record| record.id.clone()));
    ids.extend(map.paths.iter().map(|record| record.id.clone()));
    ids.extend(map.images.iter().map(|record| record.id.clone()));
    ids.extend(map.links.iter().map(|record| record.id.clone()));
    ids.extend(map.comments.iter().map(|record| record.id.clone()));
    ids.extend(map.former.iter().map(|record| record.id.clone()));
    ids
}
