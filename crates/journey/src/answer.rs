//! What every answer has around its rows.

use crate::bits::Selection;
use crate::error::AskError;
use crate::filter::Filter;
use crate::fold::{self, Piece};
use crate::index::Index;
use crate::partition::Partition;
use tropa_model::expr::Expr;
use tropa_model::{Answer, Question, Rows, TimeWindow, Unit, expr, time};

/// A question with its filter applied: which journeys of which buckets are looked at.
pub(crate) struct Base<'a> {
    pub index: &'a Index,
    pub question: &'a Question,
    /// One per bucket.
    pub selections: Vec<Selection>,
    /// Selected journeys.
    pub n: u64,
}

impl<'a> Base<'a> {
    pub fn new(index: &'a Index, question: &'a Question, idle_s: Option<u64>) -> Result<Self, AskError> {
        let filter = question.filter.as_deref().filter(|text| !text.trim().is_empty());
        let selections: Vec<Selection> = match filter {
            None => index.partitions.iter().map(|_| Selection::All).collect(),
            Some(text) => {
                let expr = expr::parse(text)?;
                let idle_s = if speaks_of_idleness(&expr) {
                    idle_s.unwrap_or_else(|| index.idle_s())
                } else {
                    0
                };
                let columns = index.column_names();
                let filter = Filter {
                    index,
                    columns: &columns,
                    idle_s,
                };
                let each = |p: &Partition| filter.journeys(&expr, p).map(Selection::Some);
                fold::map(index.threads, &index.partitions, each)
                    .into_iter()
                    .collect::<Result<_, _>>()?
            }
        };
        let n = selections
            .iter()
            .zip(&index.partitions)
            .map(|(s, p)| s.count(p.journeys()))
            .sum();
        Ok(Self {
            index,
            question,
            selections,
            n,
        })
    }

    /// Folds all pieces; `step` is given the bucket and its selection.
    pub fn fold<P: Send>(
        &self,
        init: impl Fn() -> P + Sync,
        step: impl Fn(&mut P, &Partition, &Selection, &Piece) + Sync,
        merge: impl FnMut(&mut P, P),
    ) -> P {
        let step = |partial: &mut P, piece: &Piece| {
            step(
                partial,
                &self.index.partitions[piece.partition],
                &self.selections[piece.partition],
                piece,
            );
        };
        fold::fold(self.index.threads, &self.index.pieces, init, step, merge)
    }

    /// The answer with these rows; `n` as selected.
    pub fn answer(&self, unit: Unit, rows: Rows) -> Answer {
        let mut base = format!("journeys of {}", self.index.manifest.snapshot.source);
        if let Some(cut) = &self.index.cut {
            base.push_str(&format!(" cut {cut}"));
        }
        if let Some(filter) = self
            .question
            .filter
            .as_deref()
            .filter(|text| !text.trim().is_empty())
        {
            base.push_str(&format!(" where {}", filter.trim()));
        }
        Answer {
            schema: format!("tropa.answer.{}/1", self.question.ask.name()),
            question: Question {
                cut: self.index.cut.clone(),
                ..self.question.clone()
            },
            unit,
            base,
            window: self.window(),
            n: self.n,
            snapshot: self.index.manifest.snapshot.clone(),
            rows,
            idle_s: None,
            notes: Vec::new(),
        }
    }

    /// First and last event of the selected journeys.
    fn window(&self) -> TimeWindow {
        let all = self.selections.iter().all(|s| matches!(s, Selection::All));
        let observed = if all {
            self.index.manifest.observed_us
        } else {
            self.fold(
                || None,
                |observed: &mut Option<(i64, i64)>, p, selection, piece| {
                    selection.each(piece.journeys.clone(), |j| {
                        *observed = join(*observed, Some((p.start_us[j], p.end_us(j))));
                    });
                },
                |all, more| *all = join(*all, more),
            )
        };
        observed.map_or_else(TimeWindow::default, |(from, to)| TimeWindow {
            from: time::rfc3339(from),
            to: time::rfc3339(to),
        })
    }

    /// Last event of the whole snapshot: observation ends with it.
    pub fn observed_until_us(&self) -> i64 {
        self.index.manifest.observed_us.map_or(0, |(_, until)| until)
    }
}

fn join(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

pub(crate) fn speaks_of_idleness(expr: &Expr) -> bool {
    match expr {
        Expr::Open | Expr::Lost => true,
        Expr::Not(inner) | Expr::Event(inner) => speaks_of_idleness(inner),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(speaks_of_idleness),
        _ => false,
    }
}

/// `part / whole`, 0 when there is nothing.
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
