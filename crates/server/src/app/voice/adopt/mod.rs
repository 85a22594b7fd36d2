//! What people say put on a map's cards: exact words with their places, counts, measured points of the curve.

mod words;
mod writer;

use super::filter::refused;
use super::heard::{Heard, HeardItem};
use super::items::found;
use super::places::no_such_place;
use super::steps::{Column, StepVoiceKind, at_columns, of_map};
use crate::app::{AppError, Author, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tropa_catalog::MapId;
use tropa_map::Map;
use tropa_map::document::{Card, Evidence, LaneRole};
use tropa_model::{EvidenceState, LocalText, Span};
use tropa_voice::survey::Rules;
use utoipa::ToSchema;
use words::{counted, lane, quoted, words_of};
use writer::Writer;

const CARDS_MAX: usize = 200;
const QUOTES_MAX: usize = 20;
const TEXT_CHARS_MAX: usize = 2_000;
const PER_CELL_DEFAULT: u32 = 3;
const PER_CELL_MAX: u32 = 10;
/// Lanes that words are put on.
const LANES: [LaneRole; 10] = [
    LaneRole::Quotes,
    LaneRole::Thoughts,
    LaneRole::Questions,
    LaneRole::Pains,
    LaneRole::Delights,
    LaneRole::Needs,
    LaneRole::Expectations,
    LaneRole::Feelings,
    LaneRole::Ideas,
    LaneRole::Opportunities,
];

/// What to put on a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptOrder {
    /// Cards one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<AdoptCard>,
    /// All that is said at the map's own steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub everything: Option<AdoptEverything>,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptCard {
    /// The lane it goes to; made where the map has none of the role.
    pub lane: LaneRole,
    /// Id of a step or stage.
    pub at: String,
    /// Absent: the words of the first quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<QuotePlace>,
    /// How many say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// What one click opens: `step=Order&feeling=bad`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Id of the persona who says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
}

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotePlace {
    pub source: String,
    pub item: String,
    pub span: Span,
}

/// Which of all that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AdoptEverything {
    pub quotes: bool,
    pub pains: bool,
    pub delights: bool,
    pub questions: bool,
    /// Points of the curve, with indices such as NPS beside them.
    pub feelings: bool,
    /// Cards of one kind at one step, at most ten.
    pub per_cell_max: u32,
}

impl Default for AdoptEverything {
    fn default() -> Self {
        Self {
            quotes: true,
            pains: true,
            delights: true,
            questions: true,
            feelings: true,
            per_cell_max: PER_CELL_DEFAULT,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Adopted {
    /// The map's position after it.
    pub revision: u64,
    /// Ids of cards that are new or said anew.
    pub cards: Vec<String>,
}

impl Workspace {
    /// Puts what people say on a map, as a change of `by`; who has the map open sees it at once.
    pub fn adopt_voice(&self, id: &MapId, order: &AdoptOrder, by: &Author) -> Result<Adopted, AppError> {
        let heard = self.heard()?;
        let edited = self.edit_map(id, by, "voice", |map| {
            let mut cards = Vec::new();
            if order.cards.len() > CARDS_MAX {
                return Err(refused(
                    "cards",
                    format!("at most {CARDS_MAX} at once"),
                    format!("за один раз — не больше {CARDS_MAX}"),
                )
                .into());
            }
            for (place, card) in order.cards.iter().enumerate() {
                cards.push(put_one(map, &heard, card, place)?);
            }
            if let Some(everything) = &order.everything {
                cards.extend(put_everything(map, &heard, everything));
            }
            Ok(cards)
        })?;
        Ok(Adopted {
            revision: edited.revision,
            cards: edited.outcome,
        })
    }

    /// What is said at the steps of a map found in events, put on it before anybody sees it. Nothing where nobody said
    /// anything.
    pub(crate) fn with_voice(&self, map: &mut Map) -> Result<(), AppError> {
        if self.voice_snapshots()?.is_empty() {
            return Ok(());
        }
        let heard = self.heard()?;
        let everything = AdoptEverything {
            questions: false,
            ..AdoptEverything::default()
        };
        put_everything(map, &heard, &everything);
        Ok(())
    }
}

fn put_one(map: &mut Map, heard: &Heard, wanted: &AdoptCard, place: usize) -> Result<String, AppError> {
    let at_field = |field: &str| format!("cards[{place}].{field}");
    if !LANES.contains(&wanted.lane) {
        return Err(refused(
            &at_field("lane"),
            "words are put on lanes of quotes, thoughts, questions, pains, delights, needs, expectations, feelings, ideas or opportunities".into(),
            "слова кладут на линии цитат, мыслей, вопросов, болей, восторгов, потребностей, ожиданий, чувств, идей или возможностей".into(),
        )
        .into());
    }
    let is_there = |stage: &tropa_map::document::Stage| {
        stage.id == wanted.at || stage.steps.iter().any(|step| step.id == wanted.at)
    };
    if !map.stages.iter().any(is_there) {
        return Err(no_such_place(&wanted.at).at(at_field("at")).into());
    }
    if let Some(persona) = &wanted.persona
        && !map.personas.iter().any(|one| one.id == *persona)
    {
        return Err(refused(
            &at_field("persona"),
            "there is no such persona on the map".into(),
            "такой персоны на карте нет".into(),
        )
        .into());
    }
    if wanted.quotes.len() > QUOTES_MAX {
        return Err(refused(
            &at_field("quotes"),
            format!("at most {QUOTES_MAX} on one card"),
            format!("на одной карточке — не больше {QUOTES_MAX}"),
        )
        .into());
    }
    let mut quotes = Vec::new();
    let mut people = BTreeSet::new();
    for (number, one) in wanted.quotes.iter().enumerate() {
        let item = found(heard, &one.source, &one.item)?;
        let quote = super::quotes::quote(&item, one.span, item.feeling());
        quotes.push(quote.ok_or_else(|| {
            refused(
                &format!("{}[{number}].span", at_field("quotes")),
                "there are no words at this place".into(),
                "на этом месте нет слов".into(),
            )
        })?);
        people.insert(who(&item));
    }
    let text = match wanted
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        Some(text) if text.chars().count() > TEXT_CHARS_MAX => {
            return Err(refused(
                &at_field("text"),
                format!("at most {TEXT_CHARS_MAX} characters"),
                format!("не больше {TEXT_CHARS_MAX} знаков"),
            )
            .into());
        }
        Some(text) => LocalText::plain(text),
        None => match quotes.first() {
            Some(quote) => words_of(quote),
            None => {
                return Err(refused(
                    &at_field("quotes"),
                    "a card needs words of its own or a quote".into(),
                    "карточке нужен свой текст или цитата".into(),
                )
                .into());
            }
        },
    };
    let said = wanted.n.unwrap_or(people.len() as u64);
    let state = match said.max(people.len() as u64) {
        0 => EvidenceState::Assumption,
        1 => EvidenceState::SingleVoice,
        _ => EvidenceState::SupportedByText,
    };
    let mut evidence: Vec<Evidence> = quotes
        .iter()
        .map(|quote| quoted(heard, quote, "voice.quote", LocalText::default(), None))
        .collect();
    if wanted.filter.is_some() || wanted.n.is_some() {
        evidence.insert(0, counted(heard, said, wanted.filter.clone()));
    }
    let id = format!("voice-{}", uuid::Uuid::now_v7().simple());
    let lane = lane(map, wanted.lane);
    map.cards.push(Card {
        id: id.clone(),
        lane,
        at: wanted.at.clone(),
        text,
        personas: wanted.persona.iter().cloned().collect(),
        state,
        evidence,
        ..Card::default()
    });
    Ok(id)
}

/// Who says it, as far as people are told apart.
fn who(item: &HeardItem<'_>) -> String {
    match &item.said.actor {
        Some(actor) => actor.clone(),
        None => format!("{}/{}", item.source, item.said.id),
    }
}

/// Puts all that is said at the steps on the map; ids of cards that are new or said anew. Cards that people made their
/// own stay as they are.
pub(crate) fn put_everything(map: &mut Map, heard: &Heard, wanted: &AdoptEverything) -> Vec<String> {
    let rules = Rules::default();
    let columns = of_map(heard, map);
    // What is said at a step belongs on the step; a stage is given what belongs to none of its steps.
    let of_steps: BTreeSet<usize> = columns
        .iter()
        .filter(|c| c.kind == StepVoiceKind::Step)
        .flat_map(|c| c.places.iter().copied())
        .collect();
    let columns: Vec<Column> = columns
        .into_iter()
        .map(|mut column| {
            if column.kind == StepVoiceKind::Stage {
                column.places.retain(|place| !of_steps.contains(place));
            }
            column
        })
        .filter(|column| !column.places.is_empty())
        .collect();
    let items: Vec<HeardItem<'_>> = heard.own_words().collect();
    let said = at_columns(heard, &columns, &items, &rules);
    let mut writer = Writer {
        map,
        heard,
        written: Vec::new(),
    };
    for step in &said.items {
        if step.n_items > 0 {
            writer.step(step, wanted, &said);
        }
    }
    writer.written
}
