//! Events on their way in: columns, not rows, so that ten million of them cost seconds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a column of events means. One role per column; attribute roles carry their name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Channel,
    Content,
    Campaign,
    Session,
    /// A score on the scale stated in the mapping. Stored raw; the scale is kept beside it.
    Score,
    /// What the person wrote or said.
    Text,
    Amount,
    Currency,
    /// How the journey ended, when the log says so (`won`, `declined`).
    Outcome,
    /// An id that makes the event unique across files of the source.
    EventId,
    /// Seconds from start to completion of the activity.
    DurationS,
    ActorAttribute(String),
    EventAttribute(String),
}

impl Role {
    /// The column's name in the lake and in filters: `channel`, `actor_segment`, `event_resource`.
    pub fn column_name(&self) -> String {
        match self {
            Role::Channel => "channel".into(),
            Role::Content => "content".into(),
            Role::Campaign => "campaign".into(),
            Role::Session => "session".into(),
            Role::Score => "score".into(),
            Role::Text => "text".into(),
            Role::Amount => "amount".into(),
            Role::Currency => "currency".into(),
            Role::Outcome => "outcome".into(),
            Role::EventId => "event_id".into(),
            Role::DurationS => "duration_s".into(),
            Role::ActorAttribute(name) => format!("actor_{}", clean(name)),
            // `event_id` means what makes an event unique; an attribute that is merely called so steps aside.
            Role::EventAttribute(name) if clean(name) == "id" => "event_id_value".into(),
            Role::EventAttribute(name) => format!("event_{}", clean(name)),
        }
    }

    /// The inverse of [`Role::column_name`] for names found in a table's schema.
    pub fn from_column_name(name: &str) -> Option<Role> {
        Some(match name {
            "channel" => Role::Channel,
            "content" => Role::Content,
            "campaign" => Role::Campaign,
            "session" => Role::Session,
            "score" => Role::Score,
            "text" => Role::Text,
            "amount" => Role::Amount,
            "currency" => Role::Currency,
            "outcome" => Role::Outcome,
            "event_id" => Role::EventId,
            "duration_s" => Role::DurationS,
            _ => match (name.strip_prefix("actor_"), name.strip_prefix("event_")) {
                (Some(rest), _) => Role::ActorAttribute(rest.into()),
                (_, Some(rest)) => Role::EventAttribute(rest.into()),
                _ => return None,
            },
        })
    }

    /// Attributes of the actor hold for the whole journey; everything else belongs to one event.
    pub fn is_of_actor(&self) -> bool {
        matches!(self, Role::ActorAttribute(_))
    }
}

/// Attribute names as they may stand in a Delta table: no spaces, no ` ,;{}()=`, lower case.
fn clean(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let kept: String = lower
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    if kept.is_empty() { "_".into() } else { kept }
}

/// Texts one after another in one buffer. Row `i` is `bytes[offsets[i]..offsets[i + 1]]`, valid UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextColumn {
    /// `rows + 1` ends; the first is 0.
    pub offsets: Vec<u32>,
    pub bytes: Vec<u8>,
}

impl Default for TextColumn {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            bytes: Vec::new(),
        }
    }
}

impl TextColumn {
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends one text. The column holds at most 4 GiB of bytes: batches are cut long before.
    pub fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.offsets
            .push(u32::try_from(self.bytes.len()).expect("a batch's texts stay under 4 GiB"));
    }

    pub fn get(&self, row: usize) -> &str {
        std::str::from_utf8(self.get_bytes(row)).expect("only &str is pushed")
    }

    pub fn get_bytes(&self, row: usize) -> &[u8] {
        &self.bytes[self.offsets[row] as usize..self.offsets[row + 1] as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|row| self.get(row))
    }
}

impl<'a> FromIterator<&'a str> for TextColumn {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut column = Self::default();
        for text in texts {
            column.push(text);
        }
        column
    }
}

/// Repeating texts as small numbers: `names[codes[row]]`. [`CodedColumn::MISSING`] is a missing value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodedColumn {
    pub codes: Vec<u32>,
    pub names: Vec<String>,
}

impl CodedColumn {
    pub const MISSING: u32 = u32::MAX;

    pub fn get(&self, row: usize) -> Option<&str> {
        let code = self.codes[row];
        (code != Self::MISSING).then(|| self.names[code as usize].as_str())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// Few distinct values (channels, segments).
    Coded(CodedColumn),
    /// Many distinct values (texts, ids). An empty text is a missing value.
    Text(TextColumn),
    /// NaN is a missing value.
    Number(Vec<f64>),
}

impl ColumnValues {
    pub fn len(&self) -> usize {
        match self {
            ColumnValues::Coded(column) => column.codes.len(),
            ColumnValues::Text(column) => column.len(),
            ColumnValues::Number(values) => values.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub role: Role,
    pub values: ColumnValues,
}

/// Some events in arrival order. All columns have the same number of rows; dictionaries are local to the batch.
///
/// Around 64 Ki to 1 Mi rows: large enough to amortise dictionary merging, small enough to stay in cache and to show
/// progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventBatch {
    /// Never empty text.
    pub actor: TextColumn,
    pub activity: CodedColumn,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub time_us: Vec<i64>,
    pub columns: Vec<Column>,
}

impl EventBatch {
    pub fn len(&self) -> usize {
        self.time_us.len()
    }

    pub fn is_empty(&self) -> bool {
        self.time_us.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_called_id_is_not_the_id_of_the_event() {
        assert_eq!(Role::EventAttribute("ID".into()).column_name(), "event_id_value");
        for role in [
            Role::EventId,
            Role::EventAttribute("id_value".into()),
            Role::ActorAttribute("id".into()),
        ] {
            assert_eq!(Role::from_column_name(&role.column_name()), Some(role));
        }
    }
}
