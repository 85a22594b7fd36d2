//! XES (IEEE 1849): traces and events as rows, one trace in memory at a time.
//!
//! Attributes of a trace are columns called `case:key`; nested attributes, globals, classifiers and attributes of the
//! log itself are not rows and are passed over however deep they nest.

use super::xml::{Node, Xml, attributes};
use crate::read::rows::{Row, Visitor, Wanted};
use crate::{Input, IntakeError, limits};
use rustc_hash::FxHashMap;
use tropa_model::LocalText;

/// Keys to slots: fixed when the caller names its columns, growing when it wants all.
struct Slots {
    names: Vec<String>,
    of_trace: FxHashMap<String, u32>,
    of_event: FxHashMap<String, u32>,
    grows: bool,
    grown: bool,
}

impl Slots {
    fn new(wanted: Wanted) -> Self {
        let mut slots = Self {
            names: Vec::new(),
            of_trace: FxHashMap::default(),
            of_event: FxHashMap::default(),
            grows: true,
            grown: false,
        };
        if let Wanted::Slots(names) = wanted {
            for name in names {
                let slot = slots.names.len() as u32;
                match name.strip_prefix("case:") {
                    Some(key) => slots.of_trace.insert(key.to_owned(), slot),
                    None => slots.of_event.insert(name.clone(), slot),
                };
                slots.names.push(name.clone());
            }
            slots.grows = false;
        }
        slots
    }

    fn slot(&mut self, key: &str, of_event: bool) -> Option<u32> {
        let map = if of_event {
            &mut self.of_event
        } else {
            &mut self.of_trace
        };
        if let Some(slot) = map.get(key) {
            return Some(*slot);
        }
        if !self.grows || self.names.len() >= limits::NAMES_MAX {
            return None;
        }
        let slot = self.names.len() as u32;
        map.insert(key.to_owned(), slot);
        self.names.push(if of_event {
            key.to_owned()
        } else {
            format!("case:{key}")
        });
        self.grown = true;
        Some(slot)
    }
}

/// One trace while it is read.
#[derive(Default)]
struct Trace {
    bytes: Vec<u8>,
    /// Slot and place of its text, of the trace itself.
    own: Vec<(u32, u32, u32)>,
    /// The same for all events, one after another.
    cells: Vec<(u32, u32, u32)>,
    /// Ends of the events in `cells`.
    event_ends: Vec<usize>,
}

impl Trace {
    fn clear(&mut self) {
        self.bytes.clear();
        self.own.clear();
        self.cells.clear();
        self.event_ends.clear();
    }

    fn keep(&mut self, slot: u32, text: &str, of_event: bool) {
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(text.as_bytes());
        let place = (slot, start, self.bytes.len() as u32);
        if of_event {
            self.cells.push(place)
        } else {
            self.own.push(place)
        }
    }
}

/// Visits all events in order of the file; rows are counted over the whole log, from 1.
pub fn visit(input: &Input, wanted: Wanted, visitor: &mut dyn Visitor) -> Result<(), IntakeError> {
    let mut xml = Xml::open(input)?;
    let mut slots = Slots::new(wanted);
    if !slots.grows {
        visitor.names(&slots.names);
    }
    let mut trace = Trace::default();
    let (mut trace_depth, mut event_depth) = (None, None);
    let mut events_before = 0_u64;
    let mut traces = 0_u64;
    let mut values = Vec::new();
    let too_many = |en: &str, ru: &str| IntakeError::TooMany {
        file: input.name.into(),
        what: LocalText::en_ru(en, ru),
        max: limits::TRACE_EVENTS_MAX,
        help: LocalText::en_ru("is the case really one trace?", "точно ли дело — это один trace?"),
    };
    loop {
        // The depth at which an attribute would lie if this node is one: an empty element does not raise it.
        let depth_before = xml.depth;
        match xml.next_node()? {
            Node::Eof => break,
            Node::Text(_) => {}
            Node::Start { element, empty } => {
                let name = element.local_name();
                let parent = depth_before;
                match name.as_ref() {
                    "trace" if trace_depth.is_none() => {
                        traces += 1;
                        trace.clear();
                        if !empty {
                            trace_depth = Some(parent + 1);
                        }
                    }
                    "event" if event_depth.is_none() && trace_depth == Some(parent) => {
                        if trace.event_ends.len() >= limits::TRACE_EVENTS_MAX {
                            return Err(too_many("events in one trace", "событий в одном trace"));
                        }
                        if empty {
                            trace.event_ends.push(trace.cells.len());
                        } else {
                            event_depth = Some(parent + 1);
                        }
                    }
                    _ if event_depth == Some(parent)
                        || (event_depth.is_none() && trace_depth == Some(parent)) =>
                    {
                        let of_event = event_depth.is_some();
                        let (key, value) = attributes(&element, "key", "value");
                        if let Some(slot) = slots.slot(&key, of_event) {
                            if trace.bytes.len() + value.len() > u32::MAX as usize {
                                return Err(too_many("bytes in one trace", "байт в одном trace"));
                            }
                            trace.keep(slot, &value, of_event);
                        }
                    }
                    _ => {}
                }
            }
            Node::End => {
                if event_depth == Some(depth_before) {
                    event_depth = None;
                    trace.event_ends.push(trace.cells.len());
                } else if trace_depth == Some(depth_before) {
                    trace_depth = None;
                    if std::mem::take(&mut slots.grown) {
                        visitor.names(&slots.names);
                    }
                    if !give(&trace, &slots, &mut values, visitor, events_before)? {
                        return Ok(());
                    }
                    events_before += trace.event_ends.len() as u64;
                    visitor.used(xml.consumed.get())?;
                }
            }
        }
    }
    if traces == 0 {
        let expected = LocalText::en_ru(
            "at least one <trace>; is this an event log?",
            "хотя бы один <trace>; это точно журнал событий?",
        );
        let (file, saw) = (input.name.into(), LocalText::en_ru("no trace", "ни одного trace"));
        return Err(IntakeError::Malformed {
            file,
            place: crate::error::whole_file(),
            saw,
            expected,
        });
    }
    Ok(())
}

fn give(
    trace: &Trace,
    slots: &Slots,
    values: &mut Vec<(u32, u32)>,
    visitor: &mut dyn Visitor,
    events_before: u64,
) -> Result<bool, IntakeError> {
    let mut start = 0;
    for (index, end) in trace.event_ends.iter().enumerate() {
        values.clear();
        values.resize(slots.names.len(), (0, 0));
        for (slot, from, to) in trace.own.iter().chain(&trace.cells[start..*end]) {
            values[*slot as usize] = (*from, *to);
        }
        start = *end;
        let row = Row {
            bytes: &trace.bytes,
            values,
            names: &slots.names,
        };
        if !visitor.row(&row, events_before + index as u64 + 1)? {
            return Ok(false);
        }
    }
    Ok(true)
}
