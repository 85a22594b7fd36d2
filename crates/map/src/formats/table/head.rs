//! The columns of a list: what they are called, and by which names of others they are known.

use crate::Lang;
use crate::formats::text::line;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Stage,
    Step,
    Lane,
    LaneType,
    Text,
    Persona,
    /// −2..=+2.
    Feeling,
    /// On a scale of the writer's own, told from the values.
    Score,
    Emotions,
    Channel,
    MomentOfTruth,
    Until,
    Metric,
    Value,
    Low,
    High,
    Unit,
    Count,
    N,
    Base,
    Status,
    Owner,
    Department,
    Due,
    Link,
    Quote,
    QuoteSource,
    State,
    EvidenceCount,
    Map,
    MapId,
    LaneOrder,
    StageId,
    StepId,
    LaneId,
    CardId,
}

use Column::*;

/// In the order they are written: what people edit first, what programs need last.
pub const COLUMNS: &[(Column, &str, &str, &[&str])] = &[
    (
        Stage,
        "stage",
        "этап",
        &["phase", "фаза", "стадия", "stages", "этапы"],
    ),
    (
        Step,
        "step",
        "шаг",
        &["schritt", "activity", "активность", "шаги", "steps"],
    ),
    (
        Lane,
        "lane",
        "дорожка",
        &[
            "row",
            "swimlane",
            "section",
            "category",
            "строка",
            "категория",
            "раздел",
        ],
    ),
    (
        LaneType,
        "lane type",
        "тип дорожки",
        &["lane_type", "type", "тип", "typ"],
    ),
    (
        Text,
        "text",
        "текст",
        &[
            "card",
            "description",
            "content",
            "карточка",
            "описание",
            "title",
            "beschreibung",
        ],
    ),
    (
        Persona,
        "persona",
        "персона",
        &["actor", "personas", "персоны", "кто"],
    ),
    (
        Feeling,
        "feeling",
        "оценка чувства",
        &["feeling (-2..+2)", "emotion score"],
    ),
    (
        Score,
        "score",
        "балл",
        &["rating", "оценка", "bewertung", "emotion", "эмоция"],
    ),
    (Emotions, "emotions", "чувства", &["feelings", "эмоции"]),
    (Channel, "channel", "канал", &["kanal"]),
    (
        MomentOfTruth,
        "moment of truth",
        "момент истины",
        &["moment_of_truth", "mot"],
    ),
    (Until, "until step", "до шага", &["until_step"]),
    (Metric, "figure", "показатель", &["metric", "kpi", "метрика"]),
    (Value, "value", "значение", &["wert"]),
    (Low, "from", "от", &["lo", "low"]),
    (High, "to", "до", &["hi", "high"]),
    (Unit, "unit", "единица", &["einheit"]),
    (Count, "count", "число", &[]),
    (N, "n", "n (база)", &["respondents"]),
    (Base, "base", "база", &[]),
    (Status, "status", "статус", &["состояние"]),
    (
        Owner,
        "owner",
        "ответственный",
        &["responsible", "владелец", "verantwortlich"],
    ),
    (Department, "department", "отдел", &["подразделение", "abteilung"]),
    (Due, "due", "срок", &["due date", "due_date", "deadline"]),
    (Link, "link", "ссылка", &["url"]),
    (Quote, "quote", "цитата", &["verbatim", "zitat"]),
    (
        QuoteSource,
        "quote source",
        "чья цитата",
        &["quote_source", "источник цитаты"],
    ),
    (State, "rests on", "основано на", &[]),
    (EvidenceCount, "evidence count", "оснований", &["evidence_count"]),
    (Map, "map", "карта", &["journey", "journey map"]),
    (MapId, "map_id", "map_id", &[]),
    (LaneOrder, "lane_order", "lane_order", &[]),
    (StageId, "stage_id", "stage_id", &[]),
    (StepId, "step_id", "step_id", &[]),
    (LaneId, "lane_id", "lane_id", &[]),
    (CardId, "card_id", "card_id", &["id"]),
];

/// What the column is called.
pub fn name(lang: Lang, column: Column) -> &'static str {
    COLUMNS
        .iter()
        .find(|(known, ..)| *known == column)
        .map_or("", |(_, en, ru, _)| lang.pick(en, ru))
}

/// Where the header of a list stands and which of its columns is what.
pub struct Header {
    pub row: usize,
    /// Per column of the table; `None` for columns nobody knows.
    pub columns: Vec<Option<Column>>,
    /// Names of those nobody knows.
    pub unknown: Vec<String>,
}

/// Rows above the header: a title, an empty row, a note.
const ROWS_ABOVE_MAX: usize = 20;

/// The header of a list; `None` where the table is none. A grid has stages beside its first cell, a list has not.
pub fn list_header(rows: &[Vec<String>]) -> Option<Header> {
    rows.iter()
        .take(ROWS_ABOVE_MAX)
        .enumerate()
        .find_map(|(row, cells)| {
            let mut columns: Vec<Option<Column>> = Vec::new();
            let mut unknown = Vec::new();
            for cell in cells {
                let found = known(cell).filter(|column| !columns.contains(&Some(*column)));
                if found.is_none() && !line(cell).is_empty() {
                    unknown.push(line(cell));
                }
                columns.push(found);
            }
            let has = |wanted: &[Column]| wanted.iter().any(|column| columns.contains(&Some(*column)));
            let fits = has(&[Stage, Step])
                && has(&[Text, Lane, Feeling, Score])
                && columns.iter().flatten().count() >= 2;
            fits.then_some(Header {
                row,
                columns,
                unknown,
            })
        })
}

fn known(cell: &str) -> Option<Column> {
    let cell = line(cell).to_lowercase();
    COLUMNS
        .iter()
        .find(|(_, en, ru, others)| cell == *en || cell == *ru || others.contains(&cell.as_str()))
        .map(|(column, ..)| *column)
}
