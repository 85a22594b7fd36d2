//! A mapping checked and resolved: every name is a slot, every problem is said before the first row.

use super::join::JoinTable;
use crate::IntakeError;
use crate::mapping::{ColumnKind, ColumnMapping, Decimal, InputMapping, Mapping, TimeValue, Value};
use crate::time::{TimeFormat, Zone};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use tropa_model::{LocalText, Role, Scale};

/// A column of every batch of the import, the same for all inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct OutColumn {
    pub role: Role,
    pub kind: ColumnKind,
}

/// Where a value of a row comes from.
#[derive(Clone, Debug)]
pub enum Source {
    Slot(usize),
    Constant(Vec<u8>),
    /// Column of a joined table.
    Joined {
        join: usize,
        column: usize,
    },
    /// File and row.
    Row,
    /// Seconds between the event's time and its end.
    Duration,
    /// What the artificial end of the actor was.
    Outcome,
}

#[derive(Clone, Debug)]
pub struct TimePlan {
    pub source: Source,
    pub format: TimeFormat,
}

#[derive(Clone, Debug)]
pub struct EventPlan {
    pub activity: Source,
    pub time: TimePlan,
    pub end: Option<TimePlan>,
    pub optional: bool,
    /// One per [`Plan::out`]; `None` is missing.
    pub columns: Vec<Option<Source>>,
}

#[derive(Clone)]
pub struct JoinPlan {
    pub on: Source,
    pub input: String,
    pub key: String,
    pub table: Arc<JoinTable>,
}

/// Artificial ends: which activities, and how each actor ended.
#[derive(Debug, Default)]
pub struct Ends {
    pub activities: Vec<Vec<u8>>,
    /// Place in `activities` of the actor's last one.
    pub of_actor: FxHashMap<Vec<u8>, u32>,
}

/// One input of a mapping, ready to read.
pub struct Plan {
    /// The columns wanted, in slot order.
    pub slots: Vec<String>,
    pub joins: Vec<JoinPlan>,
    pub actor: Source,
    pub events: Vec<EventPlan>,
    pub out: Arc<[OutColumn]>,
    pub ends: Arc<Ends>,
    pub zone: Zone,
    pub scale: Option<Scale>,
    pub decimal: Decimal,
}

impl Plan {
    /// The name a person knows the source by.
    pub fn column_name(&self, source: &Source) -> Option<String> {
        match source {
            Source::Slot(slot) => Some(self.slots[*slot].clone()),
            Source::Joined { join, column } => {
                let join = &self.joins[*join];
                Some(format!("{}.{}", join.input, join.table.names[*column]))
            }
            _ => None,
        }
    }
}

/// The columns of all batches: every role of every event of every input, in order of appearance.
pub fn out_columns(mapping: &Mapping) -> Result<Vec<OutColumn>, IntakeError> {
    let mut out: Vec<OutColumn> = Vec::new();
    let mut add = |role: &Role, kind: ColumnKind, place: &LocalText| {
        match out.iter().find(|c| c.role.column_name() == role.column_name()) {
            None => out.push(OutColumn {
                role: role.clone(),
                kind,
            }),
            Some(known) if known.kind == kind && known.role == *role => {}
            Some(known) => {
                let name = role.column_name();
                return Err(trouble(
                    place.clone(),
                    LocalText::en_ru(
                        format!("{name} is {kind:?} here and {:?} elsewhere", known.kind),
                        format!("{name} здесь {kind:?}, а в другом месте {:?}", known.kind),
                    ),
                    LocalText::en_ru(
                        "give the role the same kind everywhere, or another name",
                        "укажите везде один вид или дайте другое имя",
                    ),
                ));
            }
        }
        Ok(())
    };
    for input in &mapping.inputs {
        for (index, event) in input.events.iter().enumerate() {
            let place = LocalText::en_ru(
                format!("input «{}», event {}", input.name, index + 1),
                format!("вход «{}», событие {}", input.name, index + 1),
            );
            let mut names = Vec::new();
            for column in input.columns.iter().chain(&event.columns) {
                let name = column.role.column_name();
                if names.contains(&name) {
                    return Err(trouble(
                        place,
                        LocalText::en_ru(
                            format!("two columns for {name}"),
                            format!("два столбца для {name}"),
                        ),
                        LocalText::en_ru("keep one, or rename one", "оставьте один или переименуйте"),
                    ));
                }
                names.push(name);
                add(
                    &column.role,
                    column.kind.unwrap_or_else(|| ColumnKind::of(&column.role)),
                    &place,
                )?;
            }
            if event.end.is_some() {
                add(&Role::DurationS, ColumnKind::Number, &place)?;
            }
        }
    }
    if !mapping.ends.is_empty() {
        add(&Role::Outcome, ColumnKind::Coded, &LocalText::plain("ends"))?;
    }
    if mapping.lifecycle == crate::Lifecycle::Pair {
        add(
            &Role::DurationS,
            ColumnKind::Number,
            &LocalText::plain("lifecycle"),
        )?;
    }
    Ok(out)
}

/// Resolves one input with events. `tables` are the joined inputs, by place in `input.joins`.
pub fn compile(
    mapping: &Mapping,
    input: &InputMapping,
    out: Arc<[OutColumn]>,
    ends: Arc<Ends>,
    tables: Vec<Arc<JoinTable>>,
) -> Result<Plan, IntakeError> {
    let mut resolver = Resolver {
        input,
        slots: Vec::new(),
        tables: &tables,
    };
    let mut joins = Vec::new();
    for (index, join) in input.joins.iter().enumerate() {
        let on = resolver.column(&join.on, index)?;
        joins.push(JoinPlan {
            on,
            input: join.input.clone(),
            key: join.key.clone(),
            table: tables[index].clone(),
        });
    }
    let actor = input.actor.as_ref().ok_or_else(|| {
        trouble(
            in_input(&input.name),
            LocalText::en_ru("no actor", "не указано, чьё событие"),
            LocalText::en_ru(
                "name the column that says whose journey the event belongs to",
                "выберите столбец с человеком или делом",
            ),
        )
    })?;
    let actor = resolver.value(actor)?;
    let mut events = Vec::new();
    for event in &input.events {
        let mut columns: Vec<Option<Source>> = vec![None; out.len()];
        for ColumnMapping { from, role, .. } in input.columns.iter().chain(&event.columns) {
            let column = out
                .iter()
                .position(|c| c.role == *role)
                .expect("out_columns lists every role");
            columns[column] = Some(resolver.value(from)?);
        }
        let mut set = |role: Role, source: Source| {
            if let Some(column) = out.iter().position(|c| c.role == role) {
                columns[column].get_or_insert(source);
            }
        };
        if event.end.is_some() {
            set(Role::DurationS, Source::Duration);
        }
        if !ends.activities.is_empty() {
            set(Role::Outcome, Source::Outcome);
        }
        let time = |resolver: &mut Resolver, t: &TimeValue| -> Result<TimePlan, IntakeError> {
            Ok(TimePlan {
                source: resolver.value(&t.column.as_str().into())?,
                format: t.format,
            })
        };
        events.push(EventPlan {
            activity: resolver.value(&event.activity)?,
            time: time(&mut resolver, &event.time)?,
            end: event.end.as_ref().map(|t| time(&mut resolver, t)).transpose()?,
            optional: event.optional,
            columns,
        });
    }
    Ok(Plan {
        slots: resolver.slots,
        joins,
        actor,
        events,
        out,
        ends,
        zone: Zone::named(mapping.time_zone.as_deref())?,
        scale: mapping.score_scale,
        decimal: input.layout.decimal.unwrap_or_default(),
    })
}

/// The columns of `joined` that any value of `input` asks for, besides the key.
pub fn wanted_of_join(input: &InputMapping, joined: &str) -> Vec<String> {
    let mut wanted: Vec<String> = Vec::new();
    let mut look = |name: &str| {
        if let Some(column) = name.strip_prefix(joined).and_then(|rest| rest.strip_prefix('.'))
            && !wanted.iter().any(|w| w == column)
        {
            wanted.push(column.to_owned());
        }
    };
    let value = |v: &Value| {
        if let Value::Column(name) = v {
            name.clone()
        } else {
            String::new()
        }
    };
    input.joins.iter().for_each(|j| look(&j.on));
    input.actor.iter().for_each(|v| look(&value(v)));
    for event in &input.events {
        look(&value(&event.activity));
        look(&event.time.column);
        event.end.iter().for_each(|t| look(&t.column));
        event.columns.iter().for_each(|c| look(&value(&c.from)));
    }
    input.columns.iter().for_each(|c| look(&value(&c.from)));
    wanted
}

struct Resolver<'a> {
    input: &'a InputMapping,
    slots: Vec<String>,
    tables: &'a [Arc<JoinTable>],
}

impl Resolver<'_> {
    fn value(&mut self, value: &Value) -> Result<Source, IntakeError> {
        match value {
            Value::Constant(text) if text.is_empty() => Err(trouble(
                in_input(&self.input.name),
                LocalText::en_ru("an empty constant", "пустое постоянное значение"),
                LocalText::en_ru("write something after «=»", "напишите что-нибудь после «=»"),
            )),
            Value::Constant(text) => Ok(Source::Constant(text.clone().into_bytes())),
            Value::Row => Ok(Source::Row),
            Value::Column(name) => self.column(name, self.input.joins.len()),
        }
    }

    /// A column of one of the first `joins` joined inputs, else of the input itself.
    fn column(&mut self, name: &str, joins: usize) -> Result<Source, IntakeError> {
        for (index, join) in self.input.joins.iter().enumerate().take(joins) {
            let Some(column) = name
                .strip_prefix(&join.input)
                .and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            let table = &self.tables[index];
            let column = table
                .names
                .iter()
                .position(|n| n == column)
                .expect("wanted_of_join lists every column");
            return Ok(Source::Joined { join: index, column });
        }
        let known = self.slots.iter().position(|s| s == name);
        Ok(Source::Slot(known.unwrap_or_else(|| {
            self.slots.push(name.to_owned());
            self.slots.len() - 1
        })))
    }
}

pub fn trouble(place: LocalText, problem: LocalText, help: LocalText) -> IntakeError {
    IntakeError::Mapping { place, problem, help }
}

pub fn in_input(name: &str) -> LocalText {
    LocalText::en_ru(format!("input «{name}»"), format!("вход «{name}»"))
}
