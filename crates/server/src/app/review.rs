//! What is wrong with a map and what would make it better; what is different between two; what several share.

use crate::app::{AppError, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_catalog::MapId;
use tropa_map::diff::{Difference, Report, diff, report};
use tropa_map::{CoverageParts, Lang, LibraryEntry, LintRules, Map, Severity};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// One thing to know about a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MapRemark {
    /// `unknown_reference`, `no_owner`.
    pub code: String,
    pub severity: Severity,
    /// In the document: `cards[12].metric`; empty for the map as a whole.
    pub place: String,
    /// Ids of the records the place leads through, the outermost first: a stage and its step, a card.
    pub ids: Vec<String>,
    /// What is the matter and what to do.
    pub text: LocalText,
}

/// What is wrong with a map, what would make it better, and how much of it rests on evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MapReview {
    /// In the order of the document; empty for a sound map.
    pub problems: Vec<MapRemark>,
    /// The weightiest first.
    pub advice: Vec<MapRemark>,
    pub coverage: CoverageParts,
}

/// Looks at a map as it stands on `today` (`2026-12-31`).
pub fn review(map: &Map, today: &str, rules: &LintRules) -> MapReview {
    let advice = tropa_map::lint_with(map, today, rules).into_iter();
    MapReview {
        problems: problems(map),
        advice: advice
            .map(|note| remark(map, word(&note.code), note.severity, note.place, note.message))
            .collect(),
        coverage: tropa_map::coverage_parts(map),
    }
}

/// What is wrong with a map, in the order of the document.
pub fn problems(map: &Map) -> Vec<MapRemark> {
    let found = tropa_map::validate(map).into_iter();
    found
        .map(|problem| {
            remark(
                map,
                word(&problem.code),
                Severity::Error,
                problem.place,
                problem.message,
            )
        })
        .collect()
}

fn remark(map: &Map, code: String, severity: Severity, place: String, text: LocalText) -> MapRemark {
    MapRemark {
        code,
        severity,
        ids: tropa_map::records_at(map, &place),
        place,
        text,
    }
}

/// The word a code has in documents.
fn word(code: &impl Serialize) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// One of two maps that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparedMap {
    pub id: String,
    pub title: LocalText,
    pub revision: u64,
}

/// What is different in `b`, the newer map, from `a`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapDiff {
    pub a: ComparedMap,
    pub b: ComparedMap,
    /// In words, in the language asked for.
    pub words: Report,
    /// As data, in the order of the map.
    pub differences: Vec<Difference>,
}

impl Workspace {
    /// See [`review`]; as of today.
    pub fn review_map(&self, id: &MapId) -> Result<MapReview, AppError> {
        let today = now_rfc3339();
        let day = today.split('T').next().unwrap_or_default();
        Ok(review(&self.map(id)?.map, day, &LintRules::default()))
    }

    /// What is different in `b` from `a`, in words of `lang` and as data.
    pub fn diff_maps(&self, a: &MapId, b: &MapId, lang: Lang) -> Result<MapDiff, AppError> {
        let (a, b) = (self.map(a)?, self.map(b)?);
        let differences = diff(&a.map, &b.map);
        let head = |stored: &crate::StoredMap| ComparedMap {
            id: stored.map.id.clone(),
            title: stored.map.title.clone(),
            revision: stored.revision,
        };
        Ok(MapDiff {
            words: report(&a.map, &b.map, &differences, lang),
            a: head(&a),
            b: head(&b),
            differences,
        })
    }

    /// Everything maps of the workspace share, with where it is used; only those that `sees` says may be seen.
    pub fn library(&self, sees: impl Fn(&str) -> bool) -> Result<Vec<LibraryEntry>, AppError> {
        let mut maps = self.all_maps()?;
        maps.retain(|map| sees(&map.id));
        Ok(tropa_map::library(&maps))
    }
}
