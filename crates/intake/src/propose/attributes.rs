//! The columns beside actor, activity and time.

use super::names::{Part, fit, normal};
use super::{Draft, has_named_meaning, mapped};
use crate::detect::{Detected, DetectedColumn, ValueKind};
use crate::mapping::{ColumnKind, ColumnMapping, Lifecycle, Value};
use rustc_hash::FxHashMap;
use tropa_model::{LocalText, Role, Scale};

/// Columns taken as attributes; wider tables name theirs in a mapping file.
const ATTRIBUTES_MAX: usize = 100;

/// Actors with several rows that must agree before a column counts as theirs.
const ACTORS_MIN: usize = 5;

impl Draft<'_> {
    /// Roles of all columns that are left.
    pub(super) fn columns(
        &mut self,
        actor: &Value,
        object_type: Option<&str>,
        scale: &mut Option<Scale>,
    ) -> Vec<ColumnMapping> {
        let mut columns: Vec<ColumnMapping> = Vec::new();
        let file = self.file;
        let constancy = Constancy::of(file, actor);
        for (part, role) in [
            (Part::EventId, Role::EventId),
            (Part::Session, Role::Session),
            (Part::Channel, Role::Channel),
            (Part::Campaign, Role::Campaign),
            (Part::Content, Role::Content),
            (Part::Score, Role::Score),
            (Part::Text, Role::Text),
            (Part::Amount, Role::Amount),
            (Part::Currency, Role::Currency),
            (Part::Outcome, Role::Outcome),
        ] {
            let open = file.columns.iter().filter(|c| {
                !self.taken.contains(&c.name) && !c.name.starts_with("case:") && suits(part, c, file)
            });
            let open = open.filter(|c| !(part == Part::Amount && constancy.holds(&c.name)));
            let best = open
                .map(|c| (fit(part, &c.name), c))
                .filter(|(score, _)| *score > 0)
                .max_by_key(|(score, _)| *score);
            let Some((_, column)) = best else { continue };
            let name = column.name.clone();
            if part == Part::Score {
                match scale.or_else(|| usual_scale(&name, column)) {
                    None => continue,
                    Some(found) => {
                        let Scale { lo, hi } = found;
                        self.proposed.notes.push(LocalText::en_ru(
                            format!("scores in «{name}» are taken on a scale of {lo} to {hi}"),
                            format!("оценки в «{name}» читаются по шкале от {lo} до {hi}"),
                        ));
                        *scale = Some(found);
                    }
                }
            }
            self.reason(&name, &role.column_name(), super::called_so());
            self.taken.push(name.clone());
            columns.push(mapped(&name, role.clone(), ColumnKind::of(&role)));
        }
        let of_type = object_type
            .and_then(|t| file.object_types.iter().find(|o| o.name == t))
            .map_or(&[][..], |o| &o.attributes[..]);
        let own = file
            .columns
            .iter()
            .filter(|c| of_type.is_empty() || !c.name.starts_with("case:"));
        for column in own.chain(of_type) {
            self.attribute(column, &constancy, &mut columns);
        }
        self.lifecycle_note(&columns);
        columns
    }

    fn attribute(
        &mut self,
        column: &DetectedColumn,
        constancy: &Constancy,
        columns: &mut Vec<ColumnMapping>,
    ) {
        let name = &column.name;
        if self.taken.contains(name) {
            return;
        }
        if column.kind == ValueKind::Empty {
            self.proposed.notes.push(LocalText::en_ru(
                format!("«{name}» is empty and left out"),
                format!("«{name}» пуст и пропущен"),
            ));
            return;
        }
        if is_row_number(column, self.file) {
            self.proposed.notes.push(LocalText::en_ru(
                format!("«{name}» only numbers the rows and is left out"),
                format!("в «{name}» только номера строк, он пропущен"),
            ));
            return;
        }
        if columns.len() >= ATTRIBUTES_MAX {
            self.proposed.notes.push(LocalText::en_ru(
                format!("«{name}» is left out: more than {ATTRIBUTES_MAX} columns; name those you need in a mapping file"),
                format!("«{name}» пропущен: столбцов больше {ATTRIBUTES_MAX}; нужные опишите в файле соответствия"),
            ));
            return;
        }
        let (of_actor, why) = if has_named_meaning(self.file.format) {
            (
                name.starts_with("case:"),
                if name.starts_with("case:") {
                    LocalText::en_ru("an attribute of the case", "признак дела")
                } else {
                    LocalText::en_ru("an attribute of the event", "признак события")
                },
            )
        } else if constancy.holds(name) {
            (
                true,
                LocalText::en_ru(
                    "the same in all rows of an actor",
                    "у одного человека или дела всегда одинаков",
                ),
            )
        } else {
            (
                false,
                LocalText::en_ru(
                    "differs inside an actor's rows, or too few rows tell",
                    "меняется от события к событию, или строк мало, чтобы судить",
                ),
            )
        };
        let short = short_name(name);
        let role = |short: String| {
            if of_actor {
                Role::ActorAttribute(short)
            } else {
                Role::EventAttribute(short)
            }
        };
        let taken = |r: &Role| columns.iter().any(|c| c.role.column_name() == r.column_name());
        let mut wanted = role(short.clone());
        let mut number = 2;
        while taken(&wanted) {
            wanted = role(format!("{short}_{number}"));
            number += 1;
        }
        self.reason(name, &wanted.column_name(), why);
        columns.push(mapped(name, wanted, kind_of(column, self.file)));
    }

    /// Says what start and complete records would become.
    fn lifecycle_note(&mut self, columns: &[ColumnMapping]) {
        let role = Role::EventAttribute("lifecycle".into());
        let Some(Value::Column(name)) = columns.iter().find(|c| c.role == role).map(|c| &c.from) else {
            return;
        };
        let Some(place) = self.file.columns.iter().position(|c| c.name == *name) else {
            return;
        };
        let Some(values) = self.file.sample.get(place) else {
            return;
        };
        let count = |word: &str| values.iter().filter(|v| v.eq_ignore_ascii_case(word)).count();
        let (starts, completes) = (count("start"), count("complete"));
        if starts == 0 || completes == 0 {
            return;
        }
        let sampled = self.file.rows_sampled;
        let note = match self.options.lifecycle.unwrap_or_default() {
            Lifecycle::Keep => LocalText::en_ru(
                format!(
                    "of the first {sampled} records {starts} are starts and {completes} completions; each stays an event of its own. \
                     They can also become one event with a duration (lifecycle «pair»)"
                ),
                format!(
                    "среди первых записей ({sampled}) начал {starts}, завершений {completes}; каждая запись останется отдельным событием. \
                     Их можно читать и как одно событие с длительностью"
                ),
            ),
            Lifecycle::Pair => LocalText::en_ru(
                "a start and its completion become one event with a duration; the summary says how many",
                "начало и завершение станут одним событием с длительностью; сколько таких, покажет итог",
            ),
        };
        self.proposed.notes.push(note);
    }
}

/// `org:resource` and `resource` are one name to a person.
fn short_name(name: &str) -> String {
    let name = name.strip_prefix("case:").unwrap_or(name);
    match name {
        "lifecycle:transition" => return "lifecycle".into(),
        "concept:instance" => return "instance".into(),
        _ => {}
    }
    for prefix in ["concept:", "org:", "lifecycle:", "time:", "ocel:"] {
        if let Some(rest) = name.strip_prefix(prefix) {
            return rest.to_owned();
        }
    }
    name.to_owned()
}

/// Whether the values of a column can play a part.
fn suits(part: Part, column: &DetectedColumn, file: &Detected) -> bool {
    let filled = file.rows_sampled - column.missing;
    let is_number = matches!(column.kind, ValueKind::Integer | ValueKind::Number);
    match part {
        Part::Score | Part::Amount => is_number,
        // A status that is a number is a code, not a channel.
        Part::Channel | Part::Campaign | Part::Currency | Part::Outcome => {
            column.kind == ValueKind::Text && column.distinct <= 500
        }
        Part::Content => matches!(column.kind, ValueKind::Text | ValueKind::Integer),
        Part::Session => matches!(column.kind, ValueKind::Text | ValueKind::Integer),
        Part::Text => column.kind == ValueKind::Text && column.distinct > 1,
        // An id that repeats would make events vanish as duplicates.
        Part::EventId => {
            filled == file.rows_sampled
                && column.distinct == filled
                && !matches!(column.kind, ValueKind::Time)
        }
        Part::Actor | Part::Activity | Part::Time => true,
    }
}

/// The scale that a score's name and values suggest, both ends included.
fn usual_scale(name: &str, column: &DetectedColumn) -> Option<Scale> {
    let (lo, hi) = column.range?;
    let name = normal(name);
    let within = |a: f64, b: f64| (lo >= a && hi <= b).then(|| Scale::new(a, b)).flatten();
    if name.contains("nps") {
        return within(0.0, 10.0);
    }
    if name.contains("ces") {
        return within(1.0, 7.0).or_else(|| within(1.0, 5.0));
    }
    within(1.0, 5.0)
        .or_else(|| within(0.0, 10.0))
        .or_else(|| within(0.0, 100.0))
}

fn kind_of(column: &DetectedColumn, file: &Detected) -> ColumnKind {
    const CODED_MAX: u64 = 1_000;
    let name = normal(&column.name);
    let codes = [
        "id",
        "code",
        "type",
        "group",
        "index",
        "zip",
        "prefix",
        "phone",
        "os",
        "country",
        "region",
        "environment",
        "resource",
        "user",
        "employee",
        "agent",
        "код",
        "номер",
        "тип",
        "индекс",
    ];
    let is_code = name.split('_').any(|word| codes.contains(&word));
    let long = column.samples.iter().any(|s| s.len() > 15);
    let repeats = column.distinct <= CODED_MAX || column.distinct * 10 <= file.rows_sampled;
    match column.kind {
        ValueKind::Integer | ValueKind::Number if !is_code && !long => ColumnKind::Number,
        ValueKind::Time => ColumnKind::Text,
        _ if repeats && !(column.distinct > 50 && column.distinct * 2 > file.rows_sampled) => {
            ColumnKind::Coded
        }
        _ => ColumnKind::Text,
    }
}

/// A column without a name that counts rows, as data frames write it.
fn is_row_number(column: &DetectedColumn, file: &Detected) -> bool {
    let unnamed = column.name.starts_with("column_") && file.header == Some(true);
    unnamed && column.kind == ValueKind::Integer && column.distinct == file.rows_sampled
}

/// Which columns have one value in all rows of each actor.
struct Constancy<'f> {
    constant: FxHashMap<&'f str, bool>,
}

impl<'f> Constancy<'f> {
    fn of(file: &'f Detected, actor: &Value) -> Self {
        let mut constant = FxHashMap::default();
        let place = |name: &str| file.columns.iter().position(|c| c.name == name);
        let keys = match actor {
            Value::Column(name) => place(name).and_then(|p| file.sample.get(p)),
            _ => None,
        };
        for (column, values) in file.columns.iter().zip(&file.sample) {
            let Some(keys) = keys else { break };
            let mut seen: FxHashMap<&[u8], (&[u8], u32)> = FxHashMap::default();
            let agree = (0..values.len()).all(|row| {
                let (key, value) = (keys.get_bytes(row), values.get_bytes(row));
                let known = seen.entry(key).or_insert((value, 0));
                known.1 += 1;
                known.0 == value
            });
            let repeated = seen.values().filter(|(_, rows)| *rows > 1).count();
            // One value for all rows belongs to the file, not to its actors.
            constant.insert(
                column.name.as_str(),
                agree && repeated >= ACTORS_MIN && column.distinct > 1,
            );
        }
        Self { constant }
    }

    fn holds(&self, column: &str) -> bool {
        self.constant.get(column).copied().unwrap_or(false)
    }
}
