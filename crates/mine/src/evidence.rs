//! The answers as tables over the drawn touchpoints, so that rules can be written as arithmetic.

use crate::error::MineError;
use std::collections::HashMap;
use tropa_model::LocalText;
use tropa_model::answer::{Answer, GraphRow, Rows, StageRow, TouchpointRow, VariantRow};
use tropa_model::expr::Expr;
use tropa_model::question::Question;

/// Most touchpoints a map shows: more cannot be read, and a set of them fits one `u64`.
pub const DRAWN_MAX: usize = 40;
/// Touchpoints reached by fewer journeys than this share are told as a count, not drawn.
pub const DRAWN_REACH_MIN: f64 = 0.01;
/// Nor are those that fewer journeys meet than this: in a small log one per cent is a single person.
const DRAWN_JOURNEYS_MIN: u64 = 3;
/// This many are drawn in any case, so that a log of thousands of rare pages still gives a map.
const DRAWN_AT_LEAST: usize = 8;

/// Variants that stand for fewer journeys than this say too little alone.
const COVERED_MIN: f64 = 0.3;

/// The three answers that come before the stages are known, over the touchpoints worth drawing.
///
/// Touchpoints have indices `0..len()` in the order of reach; [`crate::order`] finds the order of the map.
pub struct Log<'a> {
    pub n: u64,
    pub touchpoints: Vec<&'a TouchpointRow>,
    index: HashMap<&'a str, usize>,
    /// Transitions and journeys between drawn touchpoints.
    edges: Vec<Option<&'a GraphRow>>,
    /// Journeys that go from a touchpoint to a mark such as `lost` and end with it.
    marked: Vec<Vec<(&'a str, u64)>>,
    /// The same where the mark does not always end the journey: the most frequent such mark, because one journey may
    /// meet several.
    strayed: Vec<Option<(&'a str, u64)>>,
    pub variants: &'a [VariantRow],
    /// Marks at the edges of journeys: outcomes, not touchpoints.
    pub marks: Vec<&'a TouchpointRow>,
    /// Activities too rare to draw, and their events.
    pub rare: usize,
    pub rare_events: u64,
}

impl<'a> Log<'a> {
    /// # Errors
    /// [`MineError::NotEnoughData`] where there is no journey or no activity; [`MineError::UnexpectedAnswer`] and
    /// [`MineError::MixedAnswers`] where the answers are not the three that belong together.
    pub fn new(touchpoints: &'a Answer, graph: &'a Answer, variants: &'a Answer) -> Result<Self, MineError> {
        same_base(touchpoints, graph)?;
        same_base(touchpoints, variants)?;
        let all = touchpoint_rows(touchpoints)?;
        if touchpoints.n == 0 || all.is_empty() {
            let missing = LocalText::en_ru(
                "there is no journey in it; import events, or widen the filter",
                "путей нет; импортируйте события или смягчите фильтр",
            );
            return Err(MineError::NotEnoughData { missing });
        }
        let (marks, mut rest): (Vec<_>, Vec<_>) = all.iter().partition(|row| crate::ends::is_mark(row));
        if rest.is_empty() {
            let missing = LocalText::en_ru(
                "it holds only marks such as `start` and `lost`, no touchpoint",
                "в событиях только отметки вроде «start» и «lost», а точек контакта нет",
            );
            return Err(MineError::NotEnoughData { missing });
        }
        rest.sort_by(|a, b| {
            b.journeys
                .cmp(&a.journeys)
                .then_with(|| a.activity.cmp(&b.activity))
        });
        let wide_enough = rest
            .iter()
            .filter(|row| row.reach >= DRAWN_REACH_MIN && row.journeys >= DRAWN_JOURNEYS_MIN)
            .count();
        let drawn = wide_enough.clamp(DRAWN_AT_LEAST, DRAWN_MAX).min(rest.len());
        let rare = rest.split_off(drawn);

        let index: HashMap<&str, usize> = rest
            .iter()
            .enumerate()
            .map(|(i, row)| (row.activity.as_str(), i))
            .collect();
        let mut edges = vec![None; drawn * drawn];
        let (mut marked, mut strayed) = (vec![Vec::new(); drawn], vec![None::<(&str, u64)>; drawn]);
        for row in graph_rows(graph)? {
            let (Some(from), Some(to)) = (&row.from, &row.to) else {
                continue;
            };
            let Some(&from) = index.get(from.as_str()) else {
                continue;
            };
            if let Some(&to) = index.get(to.as_str()) {
                edges[from * drawn + to] = Some(row);
            } else if let Some(mark) = marks
                .iter()
                .find(|mark| mark.activity == *to && crate::words::is_failure(to))
            {
                if mark.ends == mark.events {
                    marked[from].push((to.as_str(), row.journeys));
                } else if strayed[from].is_none_or(|(_, most)| most < row.journeys) {
                    strayed[from] = Some((to.as_str(), row.journeys));
                }
            }
        }
        Ok(Self {
            n: touchpoints.n,
            index,
            edges,
            marked,
            strayed,
            variants: whole_classes(variant_rows(variants)?, touchpoints.n),
            marks,
            rare: rare.len(),
            rare_events: rare.iter().map(|row| row.events).sum(),
            touchpoints: rest,
        })
    }

    pub fn len(&self) -> usize {
        self.touchpoints.len()
    }

    pub fn name(&self, touchpoint: usize) -> &'a str {
        &self.touchpoints[touchpoint].activity
    }

    pub fn find(&self, activity: &str) -> Option<usize> {
        self.index.get(activity).copied()
    }

    pub fn edge(&self, from: usize, to: usize) -> Option<&'a GraphRow> {
        self.edges[from * self.len() + to]
    }

    /// Journeys that go directly from one to the other.
    pub fn flow(&self, from: usize, to: usize) -> u64 {
        self.edge(from, to).map_or(0, |row| row.journeys)
    }

    /// Journeys that end with the touchpoint and a mark of loss.
    pub fn marked(&self, touchpoint: usize) -> u64 {
        self.marked[touchpoint].iter().map(|(_, journeys)| journeys).sum()
    }

    /// Lost at the touchpoint: idle after it, or marked as lost right after it.
    pub fn lost(&self, touchpoint: usize) -> u64 {
        self.loss(touchpoint).journeys
    }

    /// The loss at the touchpoint with what selects its journeys.
    pub fn loss(&self, touchpoint: usize) -> Loss {
        let (name, silent) = (self.name(touchpoint), self.touchpoints[touchpoint].lost);
        let marked = self.marked(touchpoint);
        if let Some((mark, journeys)) = self.strayed[touchpoint]
            && journeys > silent + marked
        {
            return Loss {
                journeys,
                by_mark: true,
                records: Expr::Follows(name.to_owned(), mark.to_owned()),
            };
        }
        let ends = |activities: &[&str]| Expr::Ends(activities.iter().map(|a| (*a).to_owned()).collect());
        let mut parts: Vec<Expr> = self.marked[touchpoint]
            .iter()
            .map(|(mark, _)| ends(&[name, mark]))
            .collect();
        // Some are marked as lost, some just fell silent here: both are behind the number.
        if silent > 0 || parts.is_empty() {
            parts.push(Expr::And(vec![ends(&[name]), Expr::Lost]));
        }
        Loss {
            journeys: silent + marked,
            by_mark: marked > 0,
            records: if parts.len() > 1 {
                Expr::Or(parts)
            } else {
                parts.remove(0)
            },
        }
    }

    /// Drawn touchpoints of a variant at their first occurrence.
    pub fn first_occurrences(&self, variant: &VariantRow) -> Vec<usize> {
        let mut seen = 0_u64;
        let mut firsts = Vec::new();
        for activity in &variant.activities {
            if let Some(touchpoint) = self.find(activity)
                && seen & (1 << touchpoint) == 0
            {
                seen |= 1 << touchpoint;
                firsts.push(touchpoint);
            }
        }
        firsts
    }
}

/// Journeys lost at one touchpoint.
pub struct Loss {
    pub journeys: u64,
    /// Told by a mark, not by silence alone.
    pub by_mark: bool,
    /// Selects exactly them.
    pub records: Expr,
}

/// The variants without those of the last frequency where the answer was cut inside it.
///
/// Which of the equally rare ones an answer keeps is decided by their names; counting them would let the alphabet
/// decide what is common. Where little else is left they are kept: a biased sample is better than none.
fn whole_classes(rows: &[VariantRow], n: u64) -> &[VariantRow] {
    let Some(last) = rows.last().filter(|last| last.variants > rows.len() as u64) else {
        return rows;
    };
    let whole = rows.partition_point(|row| row.journeys > last.journeys);
    let covered: u64 = rows[..whole].iter().map(|row| row.journeys).sum();
    if covered as f64 >= COVERED_MIN * n as f64 {
        &rows[..whole]
    } else {
        rows
    }
}

fn same_base(a: &Answer, b: &Answer) -> Result<(), MineError> {
    if a.snapshot == b.snapshot && a.question.filter == b.question.filter {
        return Ok(());
    }
    let said = |x: &Answer| {
        format!(
            "{} where {}",
            x.snapshot,
            x.question.filter.as_deref().unwrap_or("anything")
        )
    };
    Err(MineError::MixedAnswers {
        first: said(a),
        second: said(b),
    })
}

fn unexpected(expected: &'static str, answer: &Answer) -> MineError {
    MineError::UnexpectedAnswer {
        expected,
        found: answer.schema.clone(),
    }
}

/// Rows without a kind of their own come back as some other kind when they are empty.
fn is_empty(rows: &Rows) -> bool {
    matches!(rows, Rows::Graph(rows) if rows.is_empty())
}

pub fn touchpoint_rows(answer: &Answer) -> Result<&[TouchpointRow], MineError> {
    match &answer.rows {
        Rows::Touchpoints(rows) => Ok(rows),
        rows if is_empty(rows) => Ok(&[]),
        _ => Err(unexpected("touchpoints", answer)),
    }
}

pub fn graph_rows(answer: &Answer) -> Result<&[GraphRow], MineError> {
    match &answer.rows {
        Rows::Graph(rows) => Ok(rows),
        _ => Err(unexpected("graph", answer)),
    }
}

pub fn variant_rows(answer: &Answer) -> Result<&[VariantRow], MineError> {
    match &answer.rows {
        Rows::Variants(rows) => Ok(rows),
        rows if is_empty(rows) => Ok(&[]),
        _ => Err(unexpected("variants", answer)),
    }
}

pub fn stage_rows<'a>(answer: &'a Answer, touchpoints: &Answer) -> Result<&'a [StageRow], MineError> {
    same_base(touchpoints, answer)?;
    match &answer.rows {
        Rows::Stages(rows) => Ok(rows),
        rows if is_empty(rows) => Ok(&[]),
        _ => Err(unexpected("stages", answer)),
    }
}

/// Where a number came from: the question again, and a filter for the journeys behind it.
pub struct Source<'a> {
    answer: &'a Answer,
}

impl<'a> Source<'a> {
    pub fn of(answer: &'a Answer) -> Self {
        Self { answer }
    }

    pub fn question(&self) -> Question {
        self.answer.question.clone()
    }

    /// The expression inside the filter of the base.
    pub fn records(&self, expression: &Expr) -> String {
        match self.answer.question.filter.as_deref().map(str::trim) {
            None | Some("") => expression.to_string(),
            Some(filter) => match expression {
                Expr::Or(_) => format!("({filter}) and ({expression})"),
                _ => format!("({filter}) and {expression}"),
            },
        }
    }
}
