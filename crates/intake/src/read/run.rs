//! The whole reading: which file is which input, tables first, then the events of every file in order.

use super::builder::{Builder, Counts, Parsed};
use super::join::JoinTable;
use super::lifecycle::Pairer;
use super::plan::{Ends, OutColumn, Plan, compile, in_input, out_columns, trouble, wanted_of_join};
use super::rows::{Visitor, Wanted, format_of, visit};
use super::{csv, rows};
use crate::formats::parquet;
use crate::mapping::{InputMapping, Lifecycle, MAPPING_SCHEMA, Mapping};
use crate::text::records::Fields;
use crate::time::Zone;
use crate::{Format, Input, IntakeError, Progress, ReadSummary, RejectedRow, Sink};
use std::sync::Arc;
use tropa_model::{EventBatch, LocalText};

/// A mapping laid over the given files.
pub struct Prepared<'m, 'a> {
    pub mapping: &'m Mapping,
    /// The files of each input, by place in `mapping.inputs`.
    pub files: Vec<Vec<Input<'a>>>,
    pub out: Arc<[OutColumn]>,
    pub notes: Vec<LocalText>,
}

/// Checks the mapping and gives every file to its input.
pub fn prepare<'m, 'a>(inputs: &[Input<'a>], mapping: &'m Mapping) -> Result<Prepared<'m, 'a>, IntakeError> {
    if mapping.schema != MAPPING_SCHEMA {
        return Err(trouble(
            LocalText::plain("schema"),
            LocalText::plain(format!("«{}»", mapping.schema)),
            LocalText::en_ru("expected tropa.mapping/1", "должно быть tropa.mapping/1"),
        ));
    }
    if mapping.inputs.iter().all(|i| i.events.is_empty()) {
        return Err(trouble(
            LocalText::plain("inputs"),
            LocalText::en_ru("no input has events", "ни у одного входа нет событий"),
            LocalText::en_ru(
                "give at least one input an event",
                "опишите событие хотя бы у одного",
            ),
        ));
    }
    for (index, input) in mapping.inputs.iter().enumerate() {
        if mapping.inputs[..index].iter().any(|i| i.name == input.name) {
            return Err(trouble(
                LocalText::plain("inputs"),
                LocalText::en_ru(
                    format!("two are called «{}»", input.name),
                    format!("имя «{}» встречается дважды", input.name),
                ),
                LocalText::en_ru("give each its own name", "дайте каждому своё имя"),
            ));
        }
    }
    let mut files: Vec<Vec<Input>> = vec![Vec::new(); mapping.inputs.len()];
    for input in inputs {
        let by_pattern = mapping
            .inputs
            .iter()
            .position(|i| i.files.as_deref().is_some_and(|p| fits(p, input.name)));
        let fallback = || mapping.inputs.iter().position(|i| i.files.is_none());
        let Some(place) = by_pattern.or_else(fallback) else {
            let patterns: Vec<&str> = mapping.inputs.iter().filter_map(|i| i.files.as_deref()).collect();
            return Err(IntakeError::UnmappedFile {
                file: input.name.into(),
                patterns: patterns.join(", "),
            });
        };
        files[place].push(*input);
    }
    for (input, files) in mapping.inputs.iter().zip(&files) {
        if files.is_empty() {
            let given = inputs.iter().map(|i| i.name).collect::<Vec<_>>().join(", ");
            let pattern = input.files.clone().unwrap_or_else(|| "*".into());
            return Err(IntakeError::NoFile {
                input: input.name.clone(),
                pattern,
                given,
            });
        }
    }
    Zone::named(mapping.time_zone.as_deref())?;
    Ok(Prepared {
        mapping,
        files,
        out: out_columns(mapping)?.into(),
        notes: Vec::new(),
    })
}

/// Whether a file's name (without folders) fits a pattern in which `*` stands for any characters.
pub fn fits(pattern: &str, name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(place) = rest.find(part) else {
            return false;
        };
        rest = &rest[place + part.len()..];
    }
    rest.ends_with(last)
}

impl<'a> Prepared<'_, 'a> {
    fn files(&self, input: &str) -> Option<(&InputMapping, &[Input<'a>])> {
        let place = self.mapping.inputs.iter().position(|i| i.name == input)?;
        Some((&self.mapping.inputs[place], &self.files[place]))
    }

    /// The tables that an input is joined with, in order of its joins.
    fn tables(&mut self, input: &InputMapping) -> Result<Vec<Arc<JoinTable>>, IntakeError> {
        let mut tables = Vec::new();
        for join in &input.joins {
            let place = in_input(&input.name);
            let (other, files) = self.files(&join.input).ok_or_else(|| {
                trouble(
                    place.clone(),
                    LocalText::en_ru(
                        format!("joins «{}», which is no input", join.input),
                        format!("связь с «{}», но такого входа нет", join.input),
                    ),
                    LocalText::en_ru(
                        "name an input of this mapping",
                        "назовите один из описанных входов",
                    ),
                )
            })?;
            let wanted = wanted_of_join(input, &join.input);
            let mut slots = vec![join.key.clone()];
            slots.extend(wanted.iter().cloned());
            let mut table = JoinTable::new(&join.input, wanted);
            for file in files {
                visit(
                    file,
                    &other.layout,
                    Wanted::Slots(&slots),
                    &mut IntoTable {
                        table: &mut table,
                        file: file.name,
                    },
                )?;
            }
            if table.repeated > 0 {
                let (n, input, key) = (table.repeated, &join.input, &join.key);
                self.notes.push(LocalText::en_ru(
                    format!(
                        "{n} rows of «{input}» repeat a {key} seen before; the first row of each is used"
                    ),
                    format!(
                        "в «{input}» повторяется {key}, строк с повтором: {n}; взята первая строка каждого"
                    ),
                ));
            }
            tables.push(Arc::new(table));
        }
        Ok(tables)
    }

    /// Looks for artificial ends in all files, so that every event of an actor can carry its outcome.
    fn ends(&mut self) -> Result<Arc<Ends>, IntakeError> {
        let mut ends = Ends {
            activities: self.mapping.ends.iter().map(|e| e.clone().into_bytes()).collect(),
            ..Ends::default()
        };
        if ends.activities.is_empty() {
            return Ok(Arc::new(ends));
        }
        for place in 0..self.mapping.inputs.len() {
            let input = &self.mapping.inputs[place];
            if input.events.is_empty() {
                continue;
            }
            let tables = self.tables(input)?;
            let bare = InputMapping {
                columns: Vec::new(),
                events: input
                    .events
                    .iter()
                    .cloned()
                    .map(|e| crate::EventMapping {
                        columns: Vec::new(),
                        end: None,
                        ..e
                    })
                    .collect(),
                ..input.clone()
            };
            let plan = compile(self.mapping, &bare, Vec::new().into(), Arc::default(), tables)?;
            for file in &self.files[place] {
                let mut finder = FindEnds {
                    plan: &plan,
                    ends: &mut ends,
                    file: file.name,
                };
                visit(file, &input.layout, Wanted::Slots(&plan.slots), &mut finder)?;
            }
        }
        Ok(Arc::new(ends))
    }

    /// The plans of the inputs that have events, in order.
    pub fn plans(&mut self) -> Result<Vec<(usize, Plan)>, IntakeError> {
        let ends = self.ends()?;
        let mut plans = Vec::new();
        for place in 0..self.mapping.inputs.len() {
            let input = &self.mapping.inputs[place];
            if !input.events.is_empty() {
                let tables = self.tables(input)?;
                plans.push((
                    place,
                    compile(self.mapping, input, self.out.clone(), ends.clone(), tables)?,
                ));
            }
        }
        self.notes.dedup();
        Ok(plans)
    }

    pub fn pairer(&self) -> Result<Option<Pairer>, IntakeError> {
        if self.mapping.lifecycle == Lifecycle::Keep {
            return Ok(None);
        }
        let roles: Vec<_> = self.out.iter().map(|c| c.role.clone()).collect();
        let help = LocalText::en_ru(
            "map the column with start and complete to {\"event_attribute\": \"lifecycle\"}",
            "столбец с отметками start и complete читайте как {\"event_attribute\": \"lifecycle\"}",
        );
        let problem = LocalText::en_ru(
            "«pair» without a lifecycle column",
            "«pair» есть, а столбца с началом и концом нет",
        );
        Pairer::new(&roles)
            .map(Some)
            .ok_or_else(|| trouble(LocalText::plain("lifecycle"), problem, help))
    }
}

struct IntoTable<'t> {
    table: &'t mut JoinTable,
    file: &'t str,
}

impl Visitor for IntoTable<'_> {
    fn row(&mut self, fields: &dyn Fields, _row: u64) -> Result<bool, IntakeError> {
        self.table.add(self.file, fields).map(|()| true)
    }
}

struct FindEnds<'t> {
    plan: &'t Plan,
    ends: &'t mut Ends,
    file: &'t str,
}

impl Visitor for FindEnds<'_> {
    fn row(&mut self, fields: &dyn Fields, row: u64) -> Result<bool, IntakeError> {
        // A builder of one row: the same rules decide here and in the reading itself.
        let mut builder = Builder::new(self.plan, self.file, 0);
        builder.push(fields, row);
        let Parsed { batch, .. } = builder.finish();
        for event in 0..batch.len() {
            let activity = batch.activity.get(event).unwrap_or_default().as_bytes();
            if let Some(end) = self.ends.activities.iter().position(|a| a == activity) {
                self.ends
                    .of_actor
                    .insert(batch.actor.get_bytes(event).to_vec(), end as u32);
            }
        }
        Ok(true)
    }
}

/// Hands rows to a builder and full batches on.
pub struct Feed<'f, 'p> {
    builder: Builder<'p>,
    plan: &'p Plan,
    file: &'p str,
    used: u64,
    notes: &'f mut Vec<LocalText>,
    give: &'f mut dyn FnMut(Parsed, u64) -> Result<(), IntakeError>,
}

impl<'f, 'p> Feed<'f, 'p> {
    fn flush(&mut self) -> Result<(), IntakeError> {
        let full = std::mem::replace(&mut self.builder, Builder::new(self.plan, self.file, 0));
        (self.give)(full.finish(), self.used)
    }
}

impl Visitor for Feed<'_, '_> {
    fn row(&mut self, fields: &dyn Fields, row: u64) -> Result<bool, IntakeError> {
        self.builder.push(fields, row);
        if self.builder.is_full() {
            self.flush()?;
        }
        Ok(true)
    }

    fn bad(&mut self, row: RejectedRow) -> Result<bool, IntakeError> {
        self.builder.counts.rows += 1;
        self.builder.rejected.push(row);
        Ok(true)
    }

    fn note(&mut self, note: LocalText) {
        self.notes.push(note);
    }

    fn used(&mut self, bytes: u64) -> Result<(), IntakeError> {
        self.used = bytes;
        Ok(())
    }
}

/// Reads one file by the fastest way its format has.
fn read_file(
    input: &Input,
    mapping: &InputMapping,
    plan: &Plan,
    notes: &mut Vec<LocalText>,
    give: &mut dyn FnMut(Parsed, u64) -> Result<(), IntakeError>,
) -> Result<(), IntakeError> {
    match format_of(input, &mapping.layout)? {
        Format::Parquet if parquet::is_columnar(plan) => parquet::read(input, plan, give),
        Format::Csv => {
            let (layout, _) = crate::text::layout::resolve(input, &mapping.layout)?;
            csv::read(input, &layout, plan, give)
        }
        _ => {
            let mut feed = Feed {
                builder: Builder::new(plan, input.name, 0),
                plan,
                file: input.name,
                used: 0,
                notes,
                give,
            };
            rows::visit(input, &mapping.layout, Wanted::Slots(&plan.slots), &mut feed)?;
            feed.flush()
        }
    }
}

/// Reads all files into the sink; see [`crate::read`].
pub fn read(inputs: &[Input], mapping: &Mapping, sink: &mut dyn Sink) -> Result<ReadSummary, IntakeError> {
    let mut prepared = prepare(inputs, mapping)?;
    let plans = prepared.plans()?;
    let mut pairer = prepared.pairer()?;
    let bytes_total: u64 = plans
        .iter()
        .flat_map(|(place, _)| &prepared.files[*place])
        .map(|f| f.bytes.len() as u64)
        .sum();
    let mut summary = ReadSummary {
        notes: std::mem::take(&mut prepared.notes),
        ..ReadSummary::default()
    };
    let mut bytes_before = 0;
    let mut notes = Vec::new();
    for (place, plan) in &plans {
        for file in &prepared.files[*place] {
            let mut give = |parsed: Parsed, used: u64| -> Result<(), IntakeError> {
                let Parsed {
                    batch,
                    rejected,
                    counts,
                } = parsed;
                summary.add(file.name, &counts, rejected.iter().map(|r| r.code));
                for row in rejected {
                    sink.reject(row)?;
                }
                let batch = match &mut pairer {
                    Some(pairer) => pairer.apply(batch, file.name)?,
                    None => batch,
                };
                give_events(batch, &mut summary, sink)?;
                let bytes_done = bytes_before + used.min(file.bytes.len() as u64);
                sink.progress(Progress {
                    file: file.name.into(),
                    bytes_done,
                    bytes_total,
                    rows: summary.rows,
                })?;
                Ok(())
            };
            read_file(file, &mapping.inputs[*place], plan, &mut notes, &mut give)?;
            bytes_before += file.bytes.len() as u64;
        }
    }
    if let Some(pairer) = &mut pairer {
        give_events(pairer.finish(), &mut summary, sink)?;
        summary.merged = pairer.merged;
    }
    summary.notes.append(&mut notes);
    sink.progress(Progress {
        file: String::new(),
        bytes_done: bytes_total,
        bytes_total,
        rows: summary.rows,
    })?;
    Ok(summary)
}

fn give_events(batch: EventBatch, summary: &mut ReadSummary, sink: &mut dyn Sink) -> Result<(), IntakeError> {
    if batch.is_empty() {
        return Ok(());
    }
    summary.events += batch.len() as u64;
    Ok(sink.events(batch)?)
}

/// Reads only until `rows` rows have become events or rejections; see [`crate::preview`].
pub fn first_rows(
    inputs: &[Input],
    mapping: &Mapping,
    rows: usize,
) -> Result<(Vec<Parsed>, Vec<LocalText>), IntakeError> {
    let mut prepared = prepare(inputs, mapping)?;
    let plans = prepared.plans()?;
    let mut parts = Vec::new();
    for (place, plan) in &plans {
        for file in &prepared.files[*place] {
            let mut first = FirstRows {
                builder: Builder::new(plan, file.name, rows),
                rows,
            };
            visit(
                file,
                &mapping.inputs[*place].layout,
                Wanted::Slots(&plan.slots),
                &mut first,
            )?;
            parts.push(first.builder.finish());
        }
    }
    Ok((parts, prepared.notes))
}

struct FirstRows<'p> {
    builder: Builder<'p>,
    rows: usize,
}

impl Visitor for FirstRows<'_> {
    fn row(&mut self, fields: &dyn Fields, row: u64) -> Result<bool, IntakeError> {
        self.builder.push(fields, row);
        Ok(self.builder.counts.rows < self.rows as u64)
    }

    fn bad(&mut self, row: RejectedRow) -> Result<bool, IntakeError> {
        self.builder.counts.rows += 1;
        self.builder.rejected.push(row);
        Ok(self.builder.counts.rows < self.rows as u64)
    }
}

impl ReadSummary {
    fn add(&mut self, file: &str, counts: &Counts, codes: impl Iterator<Item = crate::RejectCode>) {
        self.rows += counts.rows;
        self.not_happened += counts.not_happened;
        self.ended += counts.ended;
        for code in codes {
            self.rejected += 1;
            *self.rejected_by_code.entry(code).or_default() += 1;
        }
        match self.files.last_mut().filter(|f| f.file == file) {
            Some(known) => known.rows += counts.rows,
            None => self.files.push(crate::FileRows {
                file: file.into(),
                rows: counts.rows,
            }),
        }
    }
}
