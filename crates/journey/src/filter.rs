//! Filters become bitmaps over the journeys of a bucket.

use crate::bits::Bits;
use crate::error::AskError;
use crate::index::{Index, is_of_actor};
use crate::partition::{Partition, Values};
use tropa_model::LocalText;
use tropa_model::expr::{Expr, Op, Value};
use tropa_model::time::parse_rfc3339;

/// Facts of a journey that a filter may name, beside columns.
const JOURNEY_FIELDS: [&str; 5] = ["actor", "duration_s", "end", "events", "start"];

/// A filter being applied: what its names mean in this index.
pub(crate) struct Filter<'a> {
    pub index: &'a Index,
    /// Columns of the index, ascending.
    pub columns: &'a [String],
    pub idle_s: u64,
}

/// What a name means.
enum Target<'a> {
    Events,
    DurationS,
    Start,
    End,
    Actor,
    Activity,
    /// The time of an event, inside `event(…)`.
    Time,
    OfActor(&'a str),
    OfEvent(&'a str),
}

/// What is asked of one value.
enum Test<'a> {
    Compare(Op, &'a Value),
    In(&'a [Value], bool),
    Missing(bool),
}

impl<'a> Test<'a> {
    fn values(&self) -> &'a [Value] {
        match self {
            Test::Compare(_, value) => std::slice::from_ref(value),
            Test::In(values, _) => values,
            Test::Missing(_) => &[],
        }
    }

    fn text(&self, given: Option<&str>) -> bool {
        let Some(given) = given else {
            return matches!(self, Test::Missing(false));
        };
        let compare = |op: Op, value: &Value| match value {
            Value::Text(text) => op.holds(given, text.as_str()),
            Value::Number(number) => given
                .trim()
                .parse::<f64>()
                .is_ok_and(|given| op.holds(&given, number)),
        };
        match self {
            Test::Compare(op, value) => compare(*op, value),
            Test::In(values, negated) => values.iter().any(|value| compare(Op::Eq, value)) != *negated,
            Test::Missing(negated) => *negated,
        }
    }

    fn number(&self, given: f64) -> bool {
        if given.is_nan() {
            return matches!(self, Test::Missing(false));
        }
        let compare = |op: Op, value: &Value| number_of(value).is_some_and(|value| op.holds(&given, &value));
        match self {
            Test::Compare(op, value) => compare(*op, value),
            Test::In(values, negated) => values.iter().any(|value| compare(Op::Eq, value)) != *negated,
            Test::Missing(negated) => *negated,
        }
    }

    fn instant(&self, given_us: i64) -> bool {
        let compare = |op: Op, value: &Value| match value {
            Value::Text(text) => parse_rfc3339(text).is_some_and(|value| op.holds(&given_us, &value)),
            Value::Number(_) => false,
        };
        match self {
            Test::Compare(op, value) => compare(*op, value),
            Test::In(values, negated) => values.iter().any(|value| compare(Op::Eq, value)) != *negated,
            Test::Missing(negated) => *negated,
        }
    }
}

fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
    }
}

impl Filter<'_> {
    /// The journeys of a bucket for which the expression holds.
    pub fn journeys(&self, expr: &Expr, p: &Partition) -> Result<Bits, AskError> {
        let n = p.journeys();
        Ok(match expr {
            Expr::And(parts) => parts.iter().try_fold(Bits::filled(n, true), |bits, e| {
                Ok::<_, AskError>(bits.and(&self.journeys(e, p)?))
            })?,
            Expr::Or(parts) => parts.iter().try_fold(Bits::filled(n, false), |bits, e| {
                Ok::<_, AskError>(bits.or(&self.journeys(e, p)?))
            })?,
            Expr::Not(inner) => self.journeys(inner, p)?.not(),
            Expr::Compare { name, op, value } => self.journeys_by(name, &Test::Compare(*op, value), p)?,
            Expr::In {
                name,
                values,
                negated,
            } => self.journeys_by(name, &Test::In(values, *negated), p)?,
            Expr::Missing { name, negated } => self.journeys_by(name, &Test::Missing(*negated), p)?,
            Expr::Event(inner) => any_event(p, &self.events(inner, p)?),
            Expr::Has(activity) => {
                let code = self.code(activity)?;
                self.with(p, code, |j| p.events_of(j).any(|e| p.codes.get(e) == code))
            }
            Expr::Starts(activities) => {
                let codes = self.codes(activities)?;
                self.with(p, codes[0], |j| {
                    let events = p.events_of(j);
                    let end = events.start + codes.len();
                    end <= events.end
                        && (events.start..end)
                            .map(|e| p.codes.get(e))
                            .eq(codes.iter().copied())
                })
            }
            Expr::Ends(activities) => {
                let codes = self.codes(activities)?;
                self.with(p, codes[0], |j| {
                    let events = p.events_of(j);
                    events.len() >= codes.len()
                        && (events.end - codes.len()..events.end)
                            .map(|e| p.codes.get(e))
                            .eq(codes.iter().copied())
                })
            }
            Expr::Follows(first, second) => {
                let (first, second) = (self.code(first)?, self.code(second)?);
                self.with(p, first, |j| {
                    let events = p.events_of(j);
                    (events.start + 1..events.end)
                        .any(|e| p.codes.get(e - 1) == first && p.codes.get(e) == second)
                })
            }
            Expr::Then(first, second) => {
                let (first, second) = (self.set(first)?, self.set(second)?);
                Bits::from_fn(n, |j| {
                    let may = p.kinds[j] & first.kinds != 0 && p.kinds[j] & second.kinds != 0;
                    may && {
                        let mut codes = p.events_of(j).map(|e| p.codes.get(e));
                        codes.any(|code| first.holds[code]) && codes.any(|code| second.holds[code])
                    }
                })
            }
            Expr::Count { activity, op, value } => {
                let code = self.code(activity)?;
                Bits::from_fn(n, |j| {
                    let count = p.events_of(j).filter(|&e| p.codes.get(e) == code).count();
                    op.holds(&(count as f64), value)
                })
            }
            Expr::Open => Bits::from_fn(n, |j| !self.is_over(p, j)),
            Expr::Lost => Bits::from_fn(n, |j| self.is_over(p, j)),
        })
    }

    fn is_over(&self, p: &Partition, journey: usize) -> bool {
        let until = self.index.manifest.observed_us.map_or(0, |(_, until)| until);
        until - p.end_us(journey) > (self.idle_s * 1_000_000) as i64
    }

    /// Looks into a journey only if its bitmap of activities allows the code.
    fn with(&self, p: &Partition, code: usize, mut holds: impl FnMut(usize) -> bool) -> Bits {
        let bit = 1_u64 << (code % 64);
        Bits::from_fn(p.journeys(), |j| p.kinds[j] & bit != 0 && holds(j))
    }

    fn journeys_by(&self, name: &str, test: &Test, p: &Partition) -> Result<Bits, AskError> {
        let n = p.journeys();
        let target = self.target(name, false)?;
        check_types(name, &target, test)?;
        Ok(match target {
            Target::Events => Bits::from_fn(n, |j| test.number(p.events_of(j).len() as f64)),
            Target::DurationS => {
                let per_second = (1_000_000 / p.tick_us) as f64;
                Bits::from_fn(n, |j| test.number(p.spans.get(j) as f64 / per_second))
            }
            Target::Start => Bits::from_fn(n, |j| test.instant(p.start_us[j])),
            Target::End => Bits::from_fn(n, |j| test.instant(p.end_us(j))),
            Target::Actor => {
                let actors = p.actors()?;
                Bits::from_fn(n, |j| test.text(Some(actors.value(j))))
            }
            Target::OfActor(column) => rows(p.values(column)?, n, name, test)?,
            Target::OfEvent(_) | Target::Activity | Target::Time => {
                any_event(p, &self.events_by(name, test, p)?)
            }
        })
    }

    /// The events of a bucket for which the expression, standing in `event(…)`, holds.
    pub fn events(&self, expr: &Expr, p: &Partition) -> Result<Bits, AskError> {
        let n = p.entry.events as usize;
        Ok(match expr {
            Expr::And(parts) => parts.iter().try_fold(Bits::filled(n, true), |bits, e| {
                Ok::<_, AskError>(bits.and(&self.events(e, p)?))
            })?,
            Expr::Or(parts) => parts.iter().try_fold(Bits::filled(n, false), |bits, e| {
                Ok::<_, AskError>(bits.or(&self.events(e, p)?))
            })?,
            Expr::Not(inner) => self.events(inner, p)?.not(),
            Expr::Compare { name, op, value } => self.events_by(name, &Test::Compare(*op, value), p)?,
            Expr::In {
                name,
                values,
                negated,
            } => self.events_by(name, &Test::In(values, *negated), p)?,
            Expr::Missing { name, negated } => self.events_by(name, &Test::Missing(*negated), p)?,
            Expr::Event(inner) => self.events(inner, p)?,
            // A fact of the whole journey holds in each of its events.
            _ => self.spread(p, &self.journeys(expr, p)?),
        })
    }

    fn events_by(&self, name: &str, test: &Test, p: &Partition) -> Result<Bits, AskError> {
        let n = p.entry.events as usize;
        let target = self.target(name, true)?;
        check_types(name, &target, test)?;
        Ok(match target {
            Target::Activity => {
                let table: Vec<bool> = self
                    .index
                    .manifest
                    .activities
                    .iter()
                    .map(|activity| test.text(Some(activity)))
                    .collect();
                Bits::from_fn(n, |e| table[p.codes.get(e)])
            }
            Target::Time => {
                let mut journey = 0;
                Bits::from_fn(n, |e| {
                    while p.offsets[journey + 1] as usize <= e {
                        journey += 1;
                    }
                    test.instant(p.time_us(journey, e))
                })
            }
            Target::OfEvent(column) => rows(p.values(column)?, n, name, test)?,
            _ => self.spread(p, &self.journeys_by(name, test, p)?),
        })
    }

    fn spread(&self, p: &Partition, journeys: &Bits) -> Bits {
        let mut journey = 0;
        Bits::from_fn(p.entry.events as usize, |e| {
            while p.offsets[journey + 1] as usize <= e {
                journey += 1;
            }
            journeys.get(journey)
        })
    }

    /// Exact name first, then the shorthand without `actor_` or `event_`, then the same in lower case.
    fn target(&self, name: &str, in_event: bool) -> Result<Target<'_>, AskError> {
        match name {
            "activity" => return Ok(Target::Activity),
            "time" if in_event => return Ok(Target::Time),
            "actor" => return Ok(Target::Actor),
            "events" => return Ok(Target::Events),
            "start" => return Ok(Target::Start),
            "end" => return Ok(Target::End),
            "duration_s" if !in_event => return Ok(Target::DurationS),
            _ => {}
        }
        match resolve(self.columns, name) {
            Some(column) if is_of_actor(column) => Ok(Target::OfActor(column)),
            Some(column) => Ok(Target::OfEvent(column)),
            None => {
                let mut known: Vec<String> = self.columns.to_vec();
                known.extend(JOURNEY_FIELDS.map(str::to_owned));
                known.push("activity".to_owned());
                known.sort_unstable();
                Err(AskError::UnknownName {
                    name: name.to_owned(),
                    known,
                })
            }
        }
    }

    fn code(&self, activity: &str) -> Result<usize, AskError> {
        crate::ask::code_of(self.index, activity)
    }

    fn codes(&self, activities: &[String]) -> Result<Vec<usize>, AskError> {
        activities.iter().map(|activity| self.code(activity)).collect()
    }

    fn set(&self, activities: &[String]) -> Result<Set, AskError> {
        let mut set = Set {
            holds: vec![false; self.index.manifest.activities.len()],
            kinds: 0,
        };
        for code in self.codes(activities)? {
            set.holds[code] = true;
            set.kinds |= 1 << (code % 64);
        }
        Ok(set)
    }
}

/// Some activities of an index.
struct Set {
    /// Per code.
    holds: Vec<bool>,
    /// What [`Partition::kinds`] of a journey with any of them shares a bit with.
    kinds: u64,
}

/// The column a name means: itself, `actor_` + name, `event_` + name; also in lower case.
pub(crate) fn resolve<'a>(columns: &'a [String], name: &str) -> Option<&'a str> {
    let find = |wanted: String| {
        columns
            .binary_search(&wanted)
            .ok()
            .map(|place| columns[place].as_str())
    };
    [name.to_owned(), name.trim().to_lowercase()]
        .into_iter()
        .find_map(|n| {
            find(n.clone())
                .or_else(|| find(format!("actor_{n}")))
                .or_else(|| find(format!("event_{n}")))
        })
}

fn check_types(name: &str, target: &Target, test: &Test) -> Result<(), AskError> {
    let wrong = |en: &str, ru: &str, value: &Value| {
        Err(AskError::Type {
            name: name.to_owned(),
            is: LocalText::en_ru(en, ru),
            given: value.to_string(),
        })
    };
    for value in test.values() {
        match target {
            Target::Start | Target::End | Target::Time => match value {
                Value::Text(text) if parse_rfc3339(text).is_some() => {}
                _ => {
                    return wrong(
                        "an instant such as \"2024-05-31\" or \"2024-05-31T09:00:00Z\"",
                        "момент времени, например \"2024-05-31\" или \"2024-05-31T09:00:00Z\"",
                        value,
                    );
                }
            },
            Target::Events | Target::DurationS if number_of(value).is_none() => {
                return wrong("a number", "число", value);
            }
            Target::Actor | Target::Activity => {
                if let Value::Number(_) = value {
                    return wrong("a text", "текст", value);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn rows(values: Option<&Values>, n: usize, name: &str, test: &Test) -> Result<Bits, AskError> {
    Ok(match values {
        // A bucket without the column has only missing values.
        None => Bits::filled(n, test.text(None)),
        Some(Values::Coded { codes, names }) => {
            let mut table = vec![test.text(None)];
            table.extend(names.iter().map(|name| test.text(Some(name))));
            Bits::from_fn(n, |row| table[codes.get(row)])
        }
        Some(Values::Number(numbers)) => {
            if let Some(value) = test.values().iter().find(|v| number_of(v).is_none()) {
                return Err(AskError::Type {
                    name: name.to_owned(),
                    is: LocalText::en_ru("a number", "число"),
                    given: value.to_string(),
                });
            }
            Bits::from_fn(n, |row| test.number(numbers[row]))
        }
        Some(Values::Text(texts)) => Bits::from_fn(n, |row| {
            test.text(Some(texts.value(row)).filter(|t| !t.is_empty()))
        }),
    })
}

fn any_event(p: &Partition, events: &Bits) -> Bits {
    Bits::from_fn(p.journeys(), |j| p.events_of(j).any(|e| events.get(e)))
}
