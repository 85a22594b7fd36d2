//! What two people did that does not go together.

use crate::change::RecordKind;
use crate::diff::Names;
use crate::document::{Comment, Map};
use crate::format::Lang;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// One place people have to look at: where, and both values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapConflict)]
pub struct Conflict {
    pub why: ConflictKind,
    pub of: RecordKind,
    pub id: String,
    /// What people call the record.
    #[serde(default, skip_serializing_if = "crate::document::is_empty")]
    pub name: LocalText,
    /// `text.ru`; left out where the record as a whole is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A value that is left out was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable)]
    pub base: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable)]
    pub ours: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable)]
    pub theirs: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MapConflictKind)]
pub enum ConflictKind {
    /// Ours stands.
    BothChanged,
    /// Both put it elsewhere; our place stands.
    BothMoved,
    /// We removed it, they changed it: it stays as they have it.
    RemovedByUs,
    /// They removed it, we changed it: it stays as we have it.
    RemovedByThem,
    /// We merged or split it, they changed it: what they changed is told here only.
    ReplacedByUs,
    /// They merged or split it, we changed it: what we changed is told here only.
    ReplacedByThem,
    /// One side removed it, the other uses it: it is back.
    StillUsed,
}

impl Conflict {
    /// The conflict in one line, with both values.
    pub fn text(&self, map: &Map, lang: Lang) -> String {
        let names = Names::new(map, map, lang);
        let place = names.record(self.of, &self.id, &self.name);
        let field = self
            .field
            .as_deref()
            .map(|field| names.field(self.of, field))
            .unwrap_or_default();
        let place = if field.is_empty() {
            place
        } else {
            format!("{place}, {field}")
        };
        let side = |value: &Option<Value>| match (value, &self.field) {
            (Some(value), Some(field)) => names.value(field, value),
            _ => "–".to_owned(),
        };
        let both = || {
            let (ours, theirs) = (side(&self.ours), side(&self.theirs));
            match lang {
                Lang::En => format!("ours {ours} stands, theirs was {theirs}"),
                Lang::Ru => format!("осталось наше {ours}, у них было {theirs}"),
            }
        };
        let what = match self.why {
            ConflictKind::BothChanged => both(),
            ConflictKind::BothMoved if self.field.is_some() => both(),
            ConflictKind::BothMoved => lang
                .pick(
                    "both moved it, our place stands",
                    "перенесли обе стороны, осталось наше место",
                )
                .to_owned(),
            ConflictKind::RemovedByUs => lang
                .pick(
                    "we removed it, they changed it: it stays",
                    "мы удалили, они изменили: осталось",
                )
                .to_owned(),
            ConflictKind::RemovedByThem => lang
                .pick(
                    "they removed it, we changed it: it stays",
                    "они удалили, мы изменили: осталось",
                )
                .to_owned(),
            ConflictKind::ReplacedByUs => format!(
                "{} {}",
                lang.pick(
                    "we merged or split it, they had changed it to",
                    "мы объединили или разделили, у них стало"
                ),
                side(&self.theirs)
            ),
            ConflictKind::ReplacedByThem => format!(
                "{} {}",
                lang.pick(
                    "they merged or split it, we had changed it to",
                    "они объединили или разделили, у нас стало"
                ),
                side(&self.ours)
            ),
            ConflictKind::StillUsed => lang
                .pick(
                    "one side removed it, the other uses it: it is back",
                    "одна сторона удалила, другая использует: вернулось",
                )
                .to_owned(),
        };
        format!("{place}: {what}")
    }
}

/// Writes each conflict as a comment at its record (or the nearest a comment can stand at), so that nothing of either
/// side is only in a terminal that was closed.
///
/// `when` is RFC 3339. Comments of an earlier merge that say the same are not repeated.
pub fn note_conflicts(map: &mut Map, conflicts: &[Conflict], by: &str, when: &str, lang: Lang) {
    let notes: Vec<(String, String)> = conflicts
        .iter()
        .filter_map(|c| Some((stand(map, c.of, &c.id)?, c.text(map, lang))))
        .collect();
    for (at, text) in notes {
        if map
            .comments
            .iter()
            .any(|comment| comment.at == at && comment.text == text)
        {
            continue;
        }
        let mut ordinal = map.comments.len() + 1;
        while map
            .comments
            .iter()
            .any(|comment| comment.id == format!("merge-{ordinal}"))
        {
            ordinal += 1;
        }
        map.comments.push(Comment {
            id: format!("merge-{ordinal}"),
            at,
            when: when.to_owned(),
            by: by.to_owned(),
            text,
            ..Comment::default()
        });
    }
}

/// The record a comment about another can stand at.
fn stand(map: &Map, of: RecordKind, id: &str) -> Option<String> {
    let stands = |kind, id: &str| crate::change::record::stands(map, kind, id);
    let own = RecordKind::COMMENTED.contains(&of) && stands(of, id);
    let near = match of {
        _ if own => Some(id.to_owned()),
        RecordKind::Trait => {
            let persona = map
                .personas
                .iter()
                .find(|persona| persona.traits.iter().any(|one| one.id == id));
            persona.map(|persona| persona.id.clone())
        }
        RecordKind::Move => map
            .moves
            .iter()
            .find(|way| way.id == id)
            .map(|way| way.from.clone()),
        RecordKind::Path => map
            .paths
            .iter()
            .find(|path| path.id == id)
            .and_then(|path| path.steps.first().cloned()),
        RecordKind::Link => map
            .links
            .iter()
            .find(|link| link.id == id)
            .and_then(|link| link.at.clone()),
        RecordKind::Comment => map
            .comments
            .iter()
            .find(|one| one.id == id)
            .map(|one| one.at.clone()),
        _ => None,
    };
    let became = || {
        let now = crate::change::resolve(map, id).into_iter();
        now.into_iter()
            .find(|id| RecordKind::COMMENTED.iter().any(|kind| stands(*kind, id)))
    };
    near.or_else(became)
        .or_else(|| map.stages.first().map(|stage| stage.id.clone()))
        .or_else(|| map.lanes.first().map(|lane| lane.id.clone()))
}
