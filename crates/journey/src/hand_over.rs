//! Whole journeys in columns, for those who learn from sequences rather than from answers.

use crate::answer::Base;
use crate::bits::Selection;
use crate::error::AskError;
use crate::fold;
use crate::index::{Index, is_of_actor};
use crate::partition::{Partition, Values};
use rustc_hash::FxHashMap;
use tropa_model::question::GraphAsk;
use tropa_model::{Ask, ColumnOf, JourneyColumn, JourneyValues, Journeys, Question};

/// The key of the journey, handed over as if it were a column of the actor.
const ACTOR: &str = "actor";

impl Index {
    /// The journeys that a filter selects, in the order of the index, with the columns that are named.
    ///
    /// The same snapshot and filter give the same value on any number of threads. A column named `actor` is the
    /// journey's key. Sixteen bytes per event and no more than the columns need beside.
    ///
    /// # Errors
    /// [`AskError`] for a filter that cannot be read, a column that is not there, or a damaged derived file.
    pub fn journeys(&self, filter: Option<&str>, columns: &[&str]) -> Result<Journeys, AskError> {
        let known = self.column_names();
        for name in columns {
            if *name != ACTOR && known.binary_search_by(|k| k.as_str().cmp(name)).is_err() {
                return Err(AskError::UnknownName {
                    name: (*name).to_owned(),
                    known,
                });
            }
        }
        let question = Question {
            source: None,
            filter: filter.map(str::to_owned),
            cut: None,
            ask: Ask::Graph(GraphAsk::default()),
        };
        let base = Base::new(self, &question, None)?;
        let buckets: Vec<(&Partition, &Selection)> = self.partitions.iter().zip(&base.selections).collect();
        let mut columns: Vec<&str> = columns.to_vec();
        columns.sort_unstable();
        columns.dedup();
        let parts = fold::map(self.threads, &buckets, |(partition, selection)| {
            part(partition, selection, &columns)
        });
        let mut all = Journeys {
            activities: self.manifest.activities.clone(),
            starts: vec![0],
            ..Journeys::default()
        };
        let mut given: Vec<Vec<_>> = columns.iter().map(|_| Vec::new()).collect();
        for part in parts {
            let part = part?;
            let first = all.codes.len();
            all.starts.extend(part.ends.iter().map(|end| first + end));
            all.codes.extend_from_slice(&part.codes);
            all.times_us.extend_from_slice(&part.times_us);
            let (journeys, events) = (part.ends.len(), part.codes.len());
            for ((column, values), name) in given.iter_mut().zip(part.columns).zip(&columns) {
                let rows = match of(name) {
                    ColumnOf::Journey => journeys,
                    ColumnOf::Event => events,
                };
                column.push((values, rows));
            }
        }
        all.columns = columns
            .iter()
            .zip(given)
            .map(|(name, parts)| JourneyColumn {
                name: (*name).to_owned(),
                of: of(name),
                values: join(parts),
            })
            .collect();
        Ok(all)
    }
}

fn of(name: &str) -> ColumnOf {
    if name == ACTOR || is_of_actor(name) {
        ColumnOf::Journey
    } else {
        ColumnOf::Event
    }
}

/// What one bucket gives.
struct Part {
    /// End of each journey among the events of the part.
    ends: Vec<usize>,
    codes: Vec<u32>,
    times_us: Vec<i64>,
    /// `None` where the bucket has no value of the column.
    columns: Vec<Option<JourneyValues>>,
}

fn part(p: &Partition, selection: &Selection, columns: &[&str]) -> Result<Part, AskError> {
    let mut chosen = Vec::new();
    selection.each(0..p.journeys(), |journey| chosen.push(journey));
    let events: usize = chosen.iter().map(|&journey| p.events_of(journey).len()).sum();
    let mut part = Part {
        ends: Vec::with_capacity(chosen.len()),
        codes: Vec::with_capacity(events),
        times_us: Vec::with_capacity(events),
        columns: Vec::with_capacity(columns.len()),
    };
    for &journey in &chosen {
        for event in p.events_of(journey) {
            part.codes.push(p.codes.get(event) as u32);
            part.times_us.push(p.time_us(journey, event));
        }
        part.ends.push(part.codes.len());
    }
    for name in columns {
        let rows = |each: &mut dyn FnMut(usize)| match of(name) {
            ColumnOf::Journey => chosen.iter().for_each(|&journey| each(journey)),
            ColumnOf::Event => chosen.iter().flat_map(|&j| p.events_of(j)).for_each(each),
        };
        part.columns.push(if *name == ACTOR {
            let actors = p.actors()?;
            Some(coded(rows, |row| Some(actors.value(row))))
        } else {
            p.values(name)?.map(|values| match values {
                Values::Coded { codes, names } => {
                    let mut given = Vec::new();
                    rows(&mut |row| given.push(codes.get(row) as u32));
                    JourneyValues::Coded {
                        codes: given,
                        names: names.clone(),
                    }
                }
                Values::Number(numbers) => {
                    let mut given = Vec::new();
                    rows(&mut |row| given.push(numbers[row]));
                    JourneyValues::Number(given)
                }
                Values::Text(texts) => coded(rows, |row| Some(texts.value(row)).filter(|t| !t.is_empty())),
            })
        });
    }
    Ok(part)
}

fn coded<'a>(rows: impl Fn(&mut dyn FnMut(usize)), text: impl Fn(usize) -> Option<&'a str>) -> JourneyValues {
    let mut places: FxHashMap<&str, u32> = FxHashMap::default();
    let (mut codes, mut names) = (Vec::new(), Vec::new());
    rows(&mut |row| {
        codes.push(text(row).map_or(0, |text| {
            *places.entry(text).or_insert_with(|| {
                names.push(text.to_owned());
                names.len() as u32
            })
        }));
    });
    JourneyValues::Coded { codes, names }
}

/// One column of all buckets, whose codes differ from bucket to bucket.
fn join(parts: Vec<(Option<JourneyValues>, usize)>) -> JourneyValues {
    let is_number = |values: &JourneyValues| matches!(values, JourneyValues::Number(_));
    let mut given = parts.iter().filter_map(|(values, _)| values.as_ref()).peekable();
    // Some bucket may have text where others have numbers: then all of it is told as text.
    if given.peek().is_some() && given.all(is_number) {
        let mut all = Vec::new();
        for (values, rows) in parts {
            match values {
                Some(JourneyValues::Number(numbers)) => all.extend(numbers),
                _ => all.resize(all.len() + rows, f64::NAN),
            }
        }
        return JourneyValues::Number(all);
    }
    let (mut places, mut names, mut all) = (FxHashMap::default(), Vec::new(), Vec::new());
    let mut code = |name: String| {
        *places.entry(name).or_insert_with_key(|name| {
            names.push(name.clone());
            names.len() as u32
        })
    };
    for (values, rows) in parts {
        match values {
            None => all.resize(all.len() + rows, 0),
            Some(JourneyValues::Coded { codes, names }) => {
                let new: Vec<u32> = names.into_iter().map(&mut code).collect();
                all.extend(
                    codes
                        .iter()
                        .map(|code| code.checked_sub(1).map_or(0, |at| new[at as usize])),
                );
            }
            Some(JourneyValues::Number(numbers)) => {
                all.extend(
                    numbers
                        .iter()
                        .map(|n| if n.is_nan() { 0 } else { code(n.to_string()) }),
                );
            }
        }
    }
    JourneyValues::Coded { codes: all, names }
}
