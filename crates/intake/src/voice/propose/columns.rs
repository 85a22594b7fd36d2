//! What the values of a column look like.

use crate::detect::{DetectedColumn, ValueKind, describe, detect};
use crate::mapping::{Decimal, Layout};
use crate::read::rows::Visitor;
use crate::text::records::Fields;
use crate::voice::forms::{Form, visit_rows};
use crate::voice::names::Part;
use crate::{Input, IntakeError, limits};
use tropa_model::TextColumn;

/// The first rows of a file.
pub struct Sampled {
    pub columns: Vec<Col>,
}

/// A column with the values that were looked at.
pub struct Col {
    pub found: DetectedColumn,
    pub values: TextColumn,
    /// Of the values that are there.
    pub words_mean: f64,
    present: u64,
}

pub fn sample_of(input: &Input, form: Form) -> Result<Sampled, IntakeError> {
    if form == Form::Table {
        let detected = detect(input, &Layout::default())?;
        let columns = detected.columns.into_iter().zip(detected.sample);
        let columns = columns.map(|(found, values)| Col::new(found, values)).collect();
        return Ok(Sampled { columns });
    }
    let mut sampler = Sampler::default();
    visit_rows(input, form, &Layout::default(), &mut sampler)?;
    let columns = sampler.names.iter().zip(sampler.columns).map(|(name, values)| {
        let found = describe(name, &values, Decimal::Point);
        Col::new(found, values)
    });
    Ok(Sampled {
        columns: columns.collect(),
    })
}

#[derive(Default)]
struct Sampler {
    names: Vec<String>,
    columns: Vec<TextColumn>,
    rows: usize,
}

impl Visitor for Sampler {
    fn names(&mut self, names: &[String]) {
        self.names = names.to_vec();
        while self.columns.len() < names.len() {
            let late = std::iter::repeat_n("", self.rows).collect();
            self.columns.push(late);
        }
    }

    fn row(&mut self, fields: &dyn Fields, _row: u64) -> Result<bool, IntakeError> {
        for (slot, column) in self.columns.iter_mut().enumerate() {
            let value = fields.field(slot);
            column.push(&String::from_utf8_lossy(&value[..value.len().min(1_000)]));
        }
        self.rows += 1;
        Ok(self.rows < limits::SAMPLE_ROWS)
    }
}

impl Col {
    fn new(found: DetectedColumn, values: TextColumn) -> Self {
        let filled = values.iter().map(str::trim).filter(|value| !value.is_empty());
        let (mut words, mut present) = (0, 0_u64);
        for value in filled {
            words += value.split_whitespace().count();
            present += 1;
        }
        Self {
            words_mean: words as f64 / present.max(1) as f64,
            present,
            found,
            values,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.present == 0 || self.found.name.trim().is_empty()
    }

    /// Words, mostly different from row to row.
    pub fn is_prose(&self) -> bool {
        self.found.kind == ValueKind::Text
            && self.words_mean >= 1.5
            && (self.found.distinct * 3 > self.present || self.words_mean >= 4.0)
    }

    /// A few values that come again and again.
    pub fn is_choice(&self) -> bool {
        matches!(self.found.kind, ValueKind::Text | ValueKind::Boolean)
            && self.found.distinct <= 20
            && (self.found.distinct * 3 <= self.present
                || (self.present < 30 && self.found.distinct < self.present))
            && self.words_mean < 5.0
    }

    pub fn is_time(&self) -> bool {
        self.found.kind == ValueKind::Time
    }

    pub fn is_unique(&self) -> bool {
        self.present > 0 && self.found.distinct * 1_000 >= self.present * 995
    }

    /// Names somebody or something: short values without much text.
    pub fn is_key(&self) -> bool {
        self.words_mean < 4.0 && !matches!(self.found.kind, ValueKind::Time | ValueKind::Boolean)
    }

    /// Numbers that only count the rows: another export of the same things counts them anew.
    pub fn is_counter(&self) -> bool {
        let mut numbers = self.values.iter().map(|value| value.trim().parse::<u64>());
        let Some(Ok(first)) = numbers.next() else {
            return false;
        };
        first <= 1
            && (first + 1..)
                .zip(numbers)
                .all(|(expected, number)| number == Ok(expected))
    }

    /// Whether the values may be what the name says.
    pub fn may_be(&self, part: Part) -> bool {
        let text = self.found.kind == ValueKind::Text;
        match part {
            Part::Title | Part::Pros | Part::Cons | Part::Reply | Part::Question => text,
            Part::Turn => self.found.range.is_some(),
            Part::Speaker => self.found.distinct <= 50,
            Part::Conversation => self.is_key() && !self.is_counter(),
            Part::Step | Part::Channel | Part::Segment => {
                text && self.words_mean < 8.0 && self.found.distinct <= 500 && !self.is_unique()
            }
            _ => true,
        }
    }
}
