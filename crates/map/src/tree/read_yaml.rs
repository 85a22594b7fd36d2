//! YAML 1.2 as far as a map needs it: no anchors, no aliases, no tags, one document. What they would add can be written
//! out, and a file that cannot refer to itself cannot grow while it is read.

use super::{Mark, Node, Value};
use crate::read::{Limits, MapError};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};
use std::collections::HashSet;

/// Fields up to which doubled names are looked for one by one.
const FEW_FIELDS: usize = 16;

pub(crate) fn read_yaml(text: &str, limits: &Limits) -> Result<Node, MapError> {
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    // It looks ahead further than a value at a time, so its own limits must hold too.
    options.flow_nesting_limit = limits.depth_max + 2;
    options.block_nesting_limit = limits.depth_max * 2 + 2;
    let mut reader = Reader {
        events: Parser::new_from_str_with_options(text, options),
        limits,
        values: 0,
    };
    let mut document = None;
    while let Some((event, mark)) = reader.next()? {
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
            _ if document.is_some() => {
                return Err(not_yaml(
                    mark,
                    "a second document begins here; a map is one document",
                ));
            }
            event => document = Some(reader.node(event, mark, 0)?),
        }
    }
    document.ok_or_else(|| not_yaml(Mark { line: 1, column: 1 }, "the file is empty"))
}

struct Reader<'a> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
    limits: &'a Limits,
    values: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Mark)>, MapError> {
        match self.events.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, mark(span.start)))),
            Some(Err(error)) => Err(wrong(&error, self.limits)),
        }
    }

    fn inside(&mut self) -> Result<(Event<'a>, Mark), MapError> {
        let end = Mark { line: 1, column: 1 };
        self.next()?
            .ok_or_else(|| not_yaml(end, "the file ends in the middle of a value"))
    }

    fn node(&mut self, event: Event<'a>, at: Mark, depth: usize) -> Result<Node, MapError> {
        self.values += 1;
        if self.values > self.limits.values_max {
            return Err(MapError::TooMany {
                place: "file".to_owned(),
                what: "values",
                found: self.values,
                max: self.limits.values_max,
            });
        }
        if event.anchor_id().is_some_and(|id| id != 0) {
            return Err(not_yaml(
                at,
                "anchors (&name) are not used in maps: write the value out",
            ));
        }
        let depth = depth
            + usize::from(matches!(
                event,
                Event::SequenceStart(..) | Event::MappingStart(..)
            ));
        if depth > self.limits.depth_max {
            return Err(MapError::TooDeep {
                line: at.line,
                column: at.column,
                max: self.limits.depth_max,
            });
        }
        let value = match event {
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => {
                return Err(not_yaml(at, "tags (!name) are not used in maps: leave them out"));
            }
            Event::Scalar(text, ScalarStyle::Plain, _, None) => Value::Plain(text.into_owned()),
            Event::Scalar(text, _, _, None) => Value::Text(text.into_owned()),
            Event::SequenceStart(_, _, None) => self.list(depth)?,
            Event::MappingStart(_, _, None) => self.fields(depth)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(not_yaml(
                    at,
                    "aliases (*name) are not used in maps: write the value out",
                ));
            }
            _ => return Err(not_yaml(at, "a value is expected here")),
        };
        Ok(Node { at, value })
    }

    fn list(&mut self, depth: usize) -> Result<Value, MapError> {
        let mut items = Vec::new();
        loop {
            let (event, at) = self.inside()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok(Value::List(items));
            }
            items.push(self.node(event, at, depth)?);
        }
    }

    fn fields(&mut self, depth: usize) -> Result<Value, MapError> {
        let mut fields: Vec<(String, Node)> = Vec::new();
        let mut names: HashSet<String> = HashSet::new();
        loop {
            let (event, at) = self.inside()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(Value::Fields(fields));
            }
            let name = match self.node(event, at, depth)?.value {
                Value::Plain(name) | Value::Text(name) => name,
                Value::List(_) | Value::Fields(_) => {
                    return Err(not_yaml(at, "a field's name must be a word"));
                }
            };
            let doubled = if fields.len() <= FEW_FIELDS {
                fields.iter().any(|(other, _)| *other == name)
            } else {
                if names.is_empty() {
                    names.extend(fields.iter().map(|(name, _)| name.clone()));
                }
                !names.insert(name.clone())
            };
            if doubled {
                let shown: String = name.chars().take(80).collect();
                return Err(not_yaml(
                    at,
                    &format!("the field «{shown}» stands here for the second time"),
                ));
            }
            let (event, at) = self.inside()?;
            fields.push((name, self.node(event, at, depth)?));
        }
    }
}

fn mark(marker: granit_parser::Marker) -> Mark {
    Mark {
        line: marker.line(),
        column: marker.col() + 1,
    }
}

fn wrong(error: &ScanError, limits: &Limits) -> MapError {
    let at = mark(*error.marker());
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => MapError::TooDeep {
            line: at.line,
            column: at.column,
            max: limits.depth_max,
        },
        _ => not_yaml(at, &error.info()),
    }
}

fn not_yaml(at: Mark, reason: &str) -> MapError {
    MapError::NotYaml {
        line: at.line,
        column: at.column,
        reason: crate::read::shortened(reason),
    }
}
