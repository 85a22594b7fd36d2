//! The checks all parts share.

use super::{Problem, ProblemCode};
use crate::document::{Evidence, Metric, MetricUnit};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::proposal::LocalText;

/// Characters of an id; longer ones are no names.
const ID_CHARS_MAX: usize = 200;

#[derive(Default)]
pub(super) struct Found {
    pub problems: Vec<Problem>,
}

/// What a reference leads to: «there is no persona», «нет персоны».
#[derive(Clone, Copy)]
pub(super) struct Kind(&'static str, &'static str);

pub(super) const CARD: Kind = Kind("card", "карточки");
pub(super) const CHANNEL: Kind = Kind("channel", "канала");
pub(super) const COLUMN: Kind = Kind("stage or step", "этапа или шага");
pub(super) const COMMENT: Kind = Kind("comment", "комментария");
pub(super) const IMAGE: Kind = Kind("image", "изображения");
pub(super) const ITEM: Kind = Kind("item", "записи библиотеки");
pub(super) const LANE: Kind = Kind("lane", "дорожки");
pub(super) const PERSONA: Kind = Kind("persona", "персоны");
pub(super) const STEP: Kind = Kind("step", "шага");

/// What has ids.
pub(super) trait Ids {
    fn has(&self, id: &str) -> bool;
}

impl Ids for BTreeSet<&str> {
    fn has(&self, id: &str) -> bool {
        self.contains(id)
    }
}

impl<T> Ids for BTreeMap<&str, T> {
    fn has(&self, id: &str) -> bool {
        self.contains_key(id)
    }
}

impl Found {
    /// A problem in English and Russian.
    pub fn add(&mut self, code: ProblemCode, place: &str, en: impl Into<String>, ru: impl Into<String>) {
        self.problems.push(Problem {
            code,
            place: place.to_owned(),
            message: LocalText::en_ru(en, ru),
        });
    }

    pub fn id<'a>(&mut self, taken: &mut BTreeSet<&'a str>, place: &str, id: &'a str) {
        let place = format!("{place}.id");
        if id.is_empty() {
            self.add(ProblemCode::EmptyId, &place, "the id is empty", "пустой id");
        } else if !taken.insert(id) {
            self.add(
                ProblemCode::DuplicateId,
                &place,
                format!("«{}» stands here for the second time", shown(id)),
                format!("«{}» стоит здесь второй раз", shown(id)),
            );
        } else {
            self.plain_id(&place, id);
        }
    }

    /// An id is shown in addresses, messages and diffs.
    pub fn plain_id(&mut self, place: &str, id: &str) {
        if id.chars().count() > ID_CHARS_MAX {
            self.add(
                ProblemCode::WrongId,
                place,
                format!("an id has at most {ID_CHARS_MAX} characters"),
                format!("в id не больше {ID_CHARS_MAX} знаков"),
            );
        } else if id.chars().any(is_hidden) {
            self.add(
                ProblemCode::WrongId,
                place,
                "the id has characters nobody can see",
                "в id есть невидимые знаки",
            );
        }
    }

    pub fn name(&mut self, place: &str, name: &LocalText) {
        if name.0.values().all(|text| text.trim().is_empty()) {
            self.add(
                ProblemCode::MissingName,
                place,
                "there is no name in any language",
                "нет названия ни на одном языке",
            );
        }
    }

    pub fn reference(&mut self, known: &impl Ids, place: &str, id: &str, what: Kind) {
        if !known.has(id) {
            self.add(
                ProblemCode::UnknownReference,
                place,
                format!("there is no {} «{}» on this map", what.0, shown(id)),
                format!("на этой карте нет {} «{}»", what.1, shown(id)),
            );
        }
    }

    pub fn maybe(&mut self, known: &impl Ids, place: &str, id: Option<&String>, what: Kind) {
        if let Some(id) = id {
            self.reference(known, place, id, what);
        }
    }

    pub fn references(&mut self, known: &impl Ids, place: &str, ids: &[String], what: Kind) {
        for (i, id) in ids.iter().enumerate() {
            if !known.has(id) {
                self.reference(known, &format!("{place}[{i}]"), id, what);
            }
        }
    }

    pub fn range(&mut self, place: &str, value: f64, lo: f64, hi: f64) {
        // A value that is not a number lies in no range.
        if !(lo..=hi).contains(&value) {
            let (en, ru) = if hi == f64::MAX {
                (
                    format!("{value} is less than {lo}"),
                    format!("{value} меньше {lo}"),
                )
            } else {
                (
                    format!("{value} is not in {lo}..={hi}"),
                    format!("{value} не лежит между {lo} и {hi}"),
                )
            };
            self.add(ProblemCode::OutOfRange, place, en, ru);
        }
    }

    pub fn interval(&mut self, place: &str, value: f64, lo: Option<f64>, hi: Option<f64>) {
        if lo.is_some_and(|lo| lo > value) || hi.is_some_and(|hi| hi < value) {
            self.add(
                ProblemCode::OutOfRange,
                place,
                format!("{value} lies outside its own interval"),
                format!("{value} лежит вне собственного интервала"),
            );
        }
    }

    pub fn date(&mut self, place: &str, date: Option<&String>) {
        if let Some(date) = date.filter(|date| !is_date(date)) {
            self.add(
                ProblemCode::NotADate,
                place,
                format!("«{}» is not a date like 2026-12-31", shown(date)),
                format!("«{}» — не дата вида 2026-12-31", shown(date)),
            );
        }
    }

    /// A link is opened by a click: only what opens a page or a letter is let through.
    pub fn link(&mut self, place: &str, link: Option<&String>) {
        if let Some(link) = link.filter(|link| !is_safe_link(link)) {
            self.add(
                ProblemCode::UnsafeLink,
                place,
                format!(
                    "«{}» is neither a web address (https://…) nor mailto:",
                    shown(link)
                ),
                format!("«{}» — не адрес страницы (https://…) и не mailto:", shown(link)),
            );
        }
    }

    /// `change` says how much a number becomes larger or smaller: then it may be negative.
    pub fn metric(&mut self, place: &str, metric: Option<&Metric>, change: bool) {
        let Some(metric) = metric else { return };
        let highest = if metric.unit == MetricUnit::Share {
            1.0
        } else {
            f64::MAX
        };
        let lowest = match metric.unit {
            MetricUnit::Share if change => -1.0,
            MetricUnit::Points | MetricUnit::Money | MetricUnit::Number => f64::MIN,
            _ if change => f64::MIN,
            _ => 0.0,
        };
        let values = [
            ("value", Some(metric.value)),
            ("lo", metric.lo),
            ("hi", metric.hi),
        ];
        for (part, value) in values {
            if let Some(value) = value.filter(|value| !(lowest..=highest).contains(value)) {
                self.range(&format!("{place}.{part}"), value, lowest, highest);
            }
        }
        self.interval(place, metric.value, metric.lo, metric.hi);
        if let Some(count) = metric.count.filter(|count| *count > metric.n) {
            self.add(
                ProblemCode::OutOfRange,
                &format!("{place}.count"),
                format!("{count} of {} is more than all", metric.n),
                format!("{count} из {} — больше, чем всего", metric.n),
            );
        }
        self.date(&format!("{place}.from"), metric.from.as_ref());
        self.date(&format!("{place}.to"), metric.to.as_ref());
        if let (Some(from), Some(to)) = (&metric.from, &metric.to)
            && from > to
        {
            let (from, to) = (shown(from), shown(to));
            self.add(
                ProblemCode::OutOfRange,
                &format!("{place}.to"),
                format!("it ends on {to} before it begins on {from}"),
                format!("кончается {to}, раньше начала {from}"),
            );
        }
    }

    pub fn evidence(&mut self, place: &str, evidence: &[Evidence]) {
        for (i, reason) in evidence.iter().enumerate() {
            let place = || format!("{place}.evidence[{i}]");
            if let Some(answer) = &reason.answer {
                self.metric(&format!("{}.answer", place()), Some(answer), false);
            }
            if let Some(quote) = &reason.quote
                && let (Some(from), Some(to)) = (quote.from, quote.to)
                && from >= to
            {
                self.add(
                    ProblemCode::OutOfRange,
                    &format!("{}.quote.to", place()),
                    format!("the quote ends at {to} before it begins at {from}"),
                    format!("цитата кончается на знаке {to}, раньше своего начала на {from}"),
                );
            }
            if let Some(note) = &reason.note {
                self.date(&format!("{}.note.on", place()), note.on.as_ref());
                self.link(&format!("{}.note.link", place()), note.link.as_ref());
            }
        }
    }
}

/// As much of a value as a message needs, without what cannot be seen.
pub(super) fn shown(text: &str) -> String {
    const CHARS_MAX: usize = 80;
    text.chars().filter(|c| !is_hidden(*c)).take(CHARS_MAX).collect()
}

/// Controls, and marks that hide or reorder what stands beside them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What may be an id at all.
pub(crate) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().count() <= ID_CHARS_MAX && !id.chars().any(is_hidden)
}

pub(crate) fn is_date(date: &str) -> bool {
    date.len() == 10 && tropa_model::time::parse_rfc3339(date).is_some()
}

fn is_safe_link(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"];
    known
        .iter()
        .any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
        && !link.chars().any(|c| is_hidden(c) || c.is_whitespace())
}
