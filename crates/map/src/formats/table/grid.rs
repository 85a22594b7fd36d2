//! The map as on the wall: stages and steps are columns, lanes are rows.
//!
//! One row and one column hold ids and are hidden in workbooks: they travel with their column or row when somebody
//! inserts, moves or deletes one.

use super::cell::{joined, parted, said, shown, value};
use super::{Cell, Read};
use crate::Lang;
use crate::document::{Card, LaneRole, Map};
use crate::formats::build::Builder;
use crate::formats::place::at_row;
use crate::formats::text::{clean, line};
use crate::formats::words::{lane_name, role_of};
use crate::formats::{Format, FormatError, ImportOptions, Imported};
use std::collections::{BTreeSet, HashMap};
use tropa_model::proposal::LocalText;

/// Marks the row and the column of ids.
pub const IDS: &str = "id";
/// Lane, type of lane, id.
pub const COLUMNS_BEFORE: usize = 3;

/// A grid as it is written.
pub struct Written {
    pub rows: Vec<Vec<Cell>>,
    pub stage_row: usize,
    pub step_row: usize,
    pub id_row: usize,
    /// First column and width of each stage.
    pub stages: Vec<(usize, usize)>,
    /// Of the rows below `id_row`, in their order.
    pub lanes: Vec<LaneRole>,
    /// Lane id, step or stage id, what the card shows, card id.
    pub cards: Vec<[String; 4]>,
    /// Columns of moments of truth.
    pub moments: Vec<usize>,
}

impl Written {
    /// For formats without merged cells: the stage stands in every column of its steps.
    pub fn repeated_rows(mut self) -> Vec<Vec<Cell>> {
        for (first, width) in &self.stages {
            let name = self.rows[self.stage_row][*first].clone();
            for column in *first..first + width {
                self.rows[self.stage_row][column] = name.clone();
            }
        }
        self.rows
    }
}

/// Words that begin the rows above the lanes, English and Russian.
const MAP: [&str; 2] = ["Map", "Карта"];
const PERSONAS: [&str; 2] = ["Personas", "Персоны"];
const STAGE: [&str; 2] = ["Stage", "Этап"];
const STEP: [&str; 2] = ["Step", "Шаг"];
const TYPE: [&str; 2] = ["Lane type", "Тип дорожки"];
/// After the name of a step.
const MOMENT: &str = " ★";

pub fn write(map: &Map, lang: &str, decimal: char) -> Written {
    let words = Lang::of(lang);
    let word = |pair: [&'static str; 2]| Cell::text(words.pick(pair[0], pair[1]));
    let width = COLUMNS_BEFORE
        + map
            .stages
            .iter()
            .map(|stage| stage.steps.len().max(1))
            .sum::<usize>();
    let empty_row = || vec![Cell::Empty; width];

    let title = Cell::text(line(map.title.get(lang)));
    let mut rows = vec![vec![word(MAP), Cell::Empty, Cell::text(&map.id), title]];
    if !map.personas.is_empty() {
        let names = map.personas.iter().map(|p| Cell::text(line(p.name.get(lang))));
        rows.push(
            [word(PERSONAS), Cell::Empty, Cell::Empty]
                .into_iter()
                .chain(names)
                .collect(),
        );
    }
    let stage_row = rows.len();
    let (step_row, id_row) = (stage_row + 1, stage_row + 2);
    rows.extend([empty_row(), empty_row(), empty_row()]);
    rows[stage_row][0] = word(STAGE);
    rows[step_row][0] = word(STEP);
    rows[step_row][1] = word(TYPE);
    rows[id_row][0] = Cell::text(IDS);
    rows[step_row][2] = Cell::text(IDS);

    let mut columns: HashMap<&str, usize> = HashMap::new();
    let (mut stages, mut moments) = (Vec::new(), Vec::new());
    let mut column = COLUMNS_BEFORE;
    for stage in &map.stages {
        stages.push((column, stage.steps.len().max(1)));
        rows[stage_row][column] = Cell::text(line(stage.name.get(lang)));
        columns.insert(&stage.id, column);
        if stage.steps.is_empty() {
            rows[id_row][column] = Cell::text(format!("{} /", stage.id));
            column += 1;
        }
        for step in &stage.steps {
            let mark = if step.moment_of_truth { MOMENT } else { "" };
            rows[step_row][column] = Cell::text(format!("{}{mark}", line(step.name.get(lang))));
            rows[id_row][column] = Cell::text(format!("{} / {}", stage.id, step.id));
            if step.moment_of_truth {
                moments.push(column);
            }
            columns.insert(&step.id, column);
            column += 1;
        }
    }

    let mut cells: HashMap<(&str, usize), Vec<&Card>> = HashMap::new();
    for card in &map.cards {
        if let Some(column) = columns.get(card.at.as_str()) {
            cells.entry((card.lane.as_str(), *column)).or_default().push(card);
        }
    }
    let mut ids = Vec::new();
    for lane in &map.lanes {
        let usual = lane_name(words, lane.role);
        let own = line(lane.name.get(lang));
        let mut row = empty_row();
        row[0] = Cell::text(if own.is_empty() { usual.to_owned() } else { own });
        row[1] = Cell::text(usual);
        row[2] = Cell::text(&lane.id);
        for (column, cell) in row.iter_mut().enumerate().skip(COLUMNS_BEFORE) {
            let Some(cards) = cells.get(&(lane.id.as_str(), column)) else {
                continue;
            };
            let texts: Vec<String> = cards
                .iter()
                .map(|card| shown(map, card, lane.role, lang, decimal))
                .collect();
            ids.extend(
                cards
                    .iter()
                    .zip(&texts)
                    .map(|(card, text)| [lane.id.clone(), card.at.clone(), text.clone(), card.id.clone()]),
            );
            let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
            *cell = match texts.as_slice() {
                [] => Cell::Empty,
                // A lone value is a number a spreadsheet can reckon with.
                [one] if lane.role == LaneRole::Feelings => {
                    value(one).map_or_else(|| Cell::text(joined(&texts)), Cell::Number)
                }
                _ => Cell::text(joined(&texts)),
            };
        }
        rows.push(row);
    }
    Written {
        rows,
        stage_row,
        step_row,
        id_row,
        stages,
        lanes: map.lanes.iter().map(|lane| lane.role).collect(),
        cards: ids,
        moments,
    }
}

/// Where things stand in a grid somebody else may have made.
#[derive(Default)]
struct Layout {
    title: String,
    map_id: String,
    personas: Vec<String>,
    stage_row: usize,
    step_row: Option<usize>,
    id_row: Option<usize>,
    type_column: Option<usize>,
    id_column: Option<usize>,
    /// The first column of steps.
    first: usize,
    first_lane: usize,
}

/// Words of other tools for the rows of stages and steps.
const STAGE_WORDS: [&str; 10] = [
    "stage",
    "stages",
    "phase",
    "phases",
    "этап",
    "этапы",
    "фаза",
    "фазы",
    "стадия",
    "phasen",
];
const STEP_WORDS: [&str; 9] = [
    "step",
    "steps",
    "шаг",
    "шаги",
    "schritt",
    "schritte",
    "activity",
    "substage",
    "подэтап",
];
const TYPE_WORDS: [&str; 5] = ["lane type", "type", "тип дорожки", "тип", "typ"];
const TITLE_WORDS: [&str; 6] = [
    "map",
    "journey",
    "title",
    "карта",
    "название",
    "customer journey map",
];
const PERSONA_WORDS: [&str; 5] = ["persona", "personas", "персона", "персоны", "actors"];

fn is(text: &str, words: &[&str]) -> bool {
    let text = line(text).to_lowercase();
    words.contains(&text.trim_end_matches(':'))
}

fn at(rows: &[Vec<String>], row: usize, column: usize) -> &str {
    rows.get(row)
        .and_then(|r| r.get(column))
        .map_or("", |text| text.trim())
}

/// A row of stages with a row of steps below it: no list, whatever the stages are called.
pub fn is_grid(rows: &[Vec<String>]) -> bool {
    let first = |row: usize| at(rows, row, 0);
    (0..rows.len().min(ROWS_ABOVE_MAX))
        .any(|row| is(first(row), &STAGE_WORDS) && is(first(row + 1), &STEP_WORDS))
}

/// Rows above the stages: title, personas, notes.
const ROWS_ABOVE_MAX: usize = 20;

fn layout(rows: &[Vec<String>]) -> Option<Layout> {
    let filled = |row: &[String]| row.iter().skip(1).filter(|text| !text.trim().is_empty()).count();
    let mut layout = Layout::default();
    let mut stage_row = rows
        .iter()
        .position(|row| is(row.first().map_or("", |t| t), &STAGE_WORDS));
    let above = stage_row.unwrap_or(rows.len());
    for row in rows.iter().take(above) {
        let first = row.first().map_or("", |text| text.as_str());
        if is(first, &TITLE_WORDS) {
            // Ours leaves the second cell empty and hides the id in the third; others put the title beside the word.
            let texts: Vec<&str> = row.iter().map(|text| text.trim()).collect();
            (layout.map_id, layout.title) = match texts.as_slice() {
                [_, "", id, title, ..] if !title.is_empty() => ((*id).to_owned(), (*title).to_owned()),
                [_, rest @ ..] => (
                    String::new(),
                    rest.iter()
                        .find(|t| !t.is_empty())
                        .map_or(String::new(), |t| (*t).to_owned()),
                ),
                [] => continue,
            };
        } else if is(first, &PERSONA_WORDS) {
            let names = row
                .iter()
                .skip(1)
                .map(|name| line(name))
                .filter(|name| !name.is_empty());
            layout.personas = names.collect();
        } else if layout.title.is_empty() && !first.trim().is_empty() && filled(row) == 0 {
            layout.title = line(first);
        } else if stage_row.is_none() && filled(row) > 0 {
            break;
        }
    }
    if stage_row.is_none() {
        stage_row = rows.iter().position(|row| {
            let first = row.first().map_or("", |text| text.as_str());
            filled(row) > 0 && !is(first, &TITLE_WORDS) && !is(first, &PERSONA_WORDS)
        });
    }
    layout.stage_row = stage_row?;
    let next = layout.stage_row + 1;
    let label = at(rows, next, 0);
    let stage_label = at(rows, layout.stage_row, 0);
    let is_step_row =
        is(label, &STEP_WORDS) || (label.is_empty() && rows.get(next).is_some_and(|row| filled(row) > 0));
    if is_step_row && (is(label, &STEP_WORDS) || is(stage_label, &STAGE_WORDS) || stage_label.is_empty()) {
        layout.step_row = Some(next);
    }
    let heads = [Some(layout.stage_row), layout.step_row];
    let header_has = |column: usize, fits: &dyn Fn(&str) -> bool| {
        heads.iter().flatten().any(|row| fits(at(rows, *row, column)))
    };
    layout.first = 1;
    if header_has(1, &|text| is(text, &TYPE_WORDS)) {
        layout.type_column = Some(1);
        layout.first = 2;
    }
    if header_has(layout.first, &|text| text == IDS) {
        layout.id_column = Some(layout.first);
        layout.first += 1;
    }
    layout.first_lane = layout.step_row.unwrap_or(layout.stage_row) + 1;
    if at(rows, layout.first_lane, 0) == IDS {
        layout.id_row = Some(layout.first_lane);
        layout.first_lane += 1;
    }
    Some(layout)
}

/// A map from a grid.
pub fn import(read: &Read, format: Format, options: &ImportOptions) -> Result<Imported, FormatError> {
    let rows = &read.rows;
    let Some(layout) = layout(rows) else {
        return Err(FormatError::Malformed {
            format: format.title(),
            place: at_row(1),
            saw: LocalText::en_ru("no table of a journey", "нет таблицы с путём"),
            expected: LocalText::en_ru(
                "a header with the columns stage, step, lane and text, or a row of stages above rows of lanes",
                "заголовок со столбцами «этап», «шаг», «дорожка» и «текст» или строка этапов над строками дорожек",
            ),
        });
    };
    let mut build = Builder::new(format, options);
    for name in &layout.personas {
        build.persona("", name);
    }
    let columns = columns(&mut build, read, &layout);
    for (r, row) in rows.iter().enumerate().skip(layout.first_lane) {
        if build.is_full() {
            break;
        }
        let name = at(rows, r, 0);
        let kind = layout.type_column.map_or("", |column| at(rows, r, column));
        let id = layout.id_column.map_or("", |column| at(rows, r, column));
        let filled = row.iter().skip(layout.first).any(|text| !text.trim().is_empty());
        if name.is_empty() && kind.is_empty() && id.is_empty() && !filled {
            continue;
        }
        let role = if kind.is_empty() {
            role_of(name)
        } else {
            role_of(kind)
        };
        let usual = [Lang::En, Lang::Ru]
            .iter()
            .any(|lang| lane_name(*lang, role) == line(name));
        let lane = build.lane(id, role, if usual { "" } else { name });
        for (column, place) in &columns {
            cell(&mut build, read, r, *column, role, &lane, place);
        }
    }
    build.finish(&layout.map_id, &layout.title)
}

/// Ids of the stage and, where the column has one, the step.
struct Place {
    stage: String,
    step: Option<String>,
}

fn columns(build: &mut Builder, read: &Read, layout: &Layout) -> Vec<(usize, Place)> {
    let rows = &read.rows;
    let lane_rows = layout.first_lane..rows.len();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut columns = Vec::new();
    let mut current: Option<(String, String, String)> = None;
    let mut taken = BTreeSet::new();
    for column in layout.first..width {
        let stage_name = at(rows, layout.stage_row, column);
        let step_name = layout.step_row.map_or("", |row| at(rows, row, column));
        let ids = layout.id_row.map_or("", |row| at(rows, row, column));
        let (stage_id, step_id) = ids.split_once(" / ").unwrap_or((ids.trim_end_matches(" /"), ""));
        let used = !stage_name.is_empty()
            || !step_name.is_empty()
            || lane_rows.clone().any(|row| !at(rows, row, column).is_empty());
        if !used {
            continue;
        }
        // The same stage goes on: no name, or the same name again where names are repeated.
        let goes_on = current.as_ref().is_some_and(|(_, name, id)| {
            let same_id = stage_id.is_empty() || id.is_empty() || id == stage_id;
            stage_name.is_empty() || (read.stages_repeat && *name == stage_name && same_id)
        });
        let stage = match current.as_ref().filter(|_| goes_on) {
            Some((stage, ..)) => stage.clone(),
            None => build.stage(stage_id, stage_name).id.clone(),
        };
        if !goes_on {
            current = Some((stage.clone(), stage_name.to_owned(), stage_id.to_owned()));
        }
        // Without a row of steps each column of the stage is one, called as the stage is.
        let step_name = if layout.step_row.is_none() {
            stage_name
        } else {
            step_name
        };
        let has_step = layout.step_row.is_none() || !step_name.is_empty() || goes_on;
        let step = has_step.then(|| {
            let (name, moment) = match step_name.strip_suffix(MOMENT.trim()) {
                Some(name) => (name.trim_end(), true),
                None => (step_name, false),
            };
            let id = if taken.insert(step_id.to_owned()) {
                step_id
            } else {
                ""
            };
            let step = build.step(id, name);
            step.moment_of_truth = moment;
            step.id.clone()
        });
        columns.push((column, Place { stage, step }));
    }
    columns
}

fn cell(
    build: &mut Builder,
    read: &Read,
    row: usize,
    column: usize,
    role: LaneRole,
    lane: &str,
    place: &Place,
) {
    let text = clean(at(&read.rows, row, column));
    if text.is_empty() {
        return;
    }
    let where_ = format!("row {}, column {}", row + 1, column + 1);
    let step = place.step.as_ref().unwrap_or(&place.stage);
    let cards = parted(&text);
    let mut known: Vec<&(String, String)> = [step, &place.stage]
        .into_iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|at| read.cards.get(&(lane.to_owned(), at.clone())))
        .flatten()
        .collect();
    // First the cards nobody touched, then by their order: an edited card keeps its id.
    let mut ids: Vec<Option<String>> = cards
        .iter()
        .map(|card| {
            let same = known.iter().position(|(shown, _)| shown == card)?;
            Some(known.remove(same).1.clone())
        })
        .collect();
    for id in ids.iter_mut().filter(|id| id.is_none()) {
        if !known.is_empty() {
            *id = Some(known.remove(0).1.clone());
        }
    }
    for (card, id) in cards.iter().zip(ids) {
        let names: BTreeSet<String> = build.map.personas.iter().map(|p| line(p.name.get(""))).collect();
        let said = said(card, role, &|name| names.contains(name));
        let people: Vec<String> = said.people.iter().map(|name| build.persona("", name)).collect();
        let (mut feeling, mut channel) = (None, None);
        match (role, said.head) {
            (LaneRole::Feelings, Some(head)) => {
                feeling = value(head).map(|value| build.feeling(value, &where_));
            }
            (LaneRole::Channels, Some(head)) => channel = Some(build.channel("", &head.replace("||", "|"))),
            _ => {}
        }
        if said.text.is_empty() && feeling.is_none() && channel.is_none() {
            continue;
        }
        let at = if said.whole_stage { &place.stage } else { step };
        let card = build.card(id.as_deref().unwrap_or_default(), lane, at, said.text);
        card.feeling = feeling;
        card.channel = channel;
        card.personas = people;
    }
}
