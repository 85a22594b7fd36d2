//! OCEL 2.0 in XML.

use super::{Event, Log, Object};
use crate::formats::xml::{Node, Xml, attributes};
use crate::{Input, IntakeError};

/// What is being read inside `<objects>` or `<events>` of the log itself.
enum Current {
    Nothing,
    Object(Object),
    Event(Event),
}

pub fn parse(input: &Input) -> Result<Log, IntakeError> {
    let mut xml = Xml::open(input)?;
    let mut log = Log::default();
    let mut current = Current::Nothing;
    // Depth of the element of `current`, and the attribute whose text is being read.
    let mut current_depth = 0;
    let mut attribute: Option<(String, String)> = None;
    let mut text = String::new();
    loop {
        let parent = xml.depth;
        match xml.next_node()? {
            Node::Eof => return Ok(log),
            Node::Text(part) => {
                if attribute.is_some() {
                    text.push_str(&part);
                }
            }
            Node::Start { element, empty } => match (element.local_name().as_ref(), &mut current) {
                ("object-type", Current::Nothing) => log
                    .object_types
                    .push(attributes(&element, "name", "").0.into_owned()),
                ("object", Current::Nothing) => {
                    let (id, kind) = attributes(&element, "id", "type");
                    let object = Object {
                        id: id.into_owned(),
                        kind: kind.into_owned(),
                        attributes: Vec::new(),
                    };
                    if empty {
                        log.objects.push(object);
                    } else {
                        current = Current::Object(object);
                        current_depth = parent + 1;
                    }
                }
                ("event", Current::Nothing) => {
                    let (id, kind) = attributes(&element, "id", "type");
                    let time = attributes(&element, "time", "").0.into_owned();
                    let event = Event {
                        id: id.into_owned(),
                        kind: kind.into_owned(),
                        time,
                        ..Event::default()
                    };
                    if empty {
                        log.events.push(event);
                    } else {
                        current = Current::Event(event);
                        current_depth = parent + 1;
                    }
                }
                ("attribute", Current::Object(_) | Current::Event(_)) if !empty => {
                    let (name, time) = attributes(&element, "name", "time");
                    attribute = Some((name.into_owned(), time.into_owned()));
                    text.clear();
                }
                // The standard says `relationship`, older writers `relobj` or `object`.
                ("relationship" | "relobj" | "object", Current::Event(event)) => {
                    let id = attributes(&element, "object-id", "").0.into_owned();
                    if !id.is_empty() {
                        event.objects.push(id);
                    }
                }
                _ => {}
            },
            Node::End => {
                if let Some((name, time)) = attribute.take() {
                    let value = text.trim().to_owned();
                    match &mut current {
                        Current::Object(object) => object.attributes.push((name, time, value)),
                        Current::Event(event) => event.attributes.push((name, value)),
                        Current::Nothing => {}
                    }
                } else if parent == current_depth {
                    match std::mem::replace(&mut current, Current::Nothing) {
                        Current::Object(object) => log.objects.push(object),
                        Current::Event(event) => log.events.push(event),
                        Current::Nothing => {}
                    }
                }
            }
        }
    }
}
