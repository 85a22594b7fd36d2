//! XML with one element per item: reviews, forum exports, answers.

use super::forms::Rows;
use crate::formats::xml::{Node, Xml};
use crate::read::rows::Visitor;
use crate::text::stream::head;
use crate::{Input, IntakeError, limits};
use quick_xml::XmlVersion;

/// Bytes of one value. Longer ones are cut off by the limit of fields when they are read.
const VALUE_BYTES_MAX: usize = limits::FIELD_BYTES_MAX + 1;

/// XML that is no log of events.
pub fn is_records(input: &Input) -> Result<bool, IntakeError> {
    let start = head(input, 4_096)?;
    let text = String::from_utf8_lossy(&start);
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    Ok(begins.starts_with('<') && !begins.contains("<html") && !begins.contains("<log"))
}

/// Visits the children of the root as rows. A value is called by its path inside the child (`scores.food`), an
/// attribute of the child by its name; of values with one path the first counts.
pub fn visit(input: &Input, visitor: &mut dyn Visitor) -> Result<(), IntakeError> {
    let mut xml = Xml::open(input)?;
    let mut rows = Rows::new(&[]);
    let mut path: Vec<String> = Vec::new();
    let mut values: Vec<(String, String)> = Vec::new();
    let mut text = String::new();
    let mut place = 0;
    loop {
        match xml.next_node()? {
            Node::Start { element, empty } => {
                let name = element.name().as_ref().to_owned();
                text.clear();
                if path.len() == 1 {
                    for attribute in element.attributes().with_checks(false).flatten() {
                        let value = attribute
                            .normalized_value(XmlVersion::Implicit1_0)
                            .map(|value| value.into_owned())
                            .unwrap_or_default();
                        put(&mut values, attribute.key.as_ref().to_owned(), &value);
                    }
                }
                if !empty {
                    path.push(name);
                }
            }
            Node::Text(part) => {
                if text.len() < VALUE_BYTES_MAX {
                    text.push_str(&part);
                }
            }
            Node::End => {
                if path.len() > 2 && !text.trim().is_empty() {
                    put(&mut values, path[2..].join("."), text.trim());
                }
                if path.len() == 2 {
                    if !text.trim().is_empty() {
                        put(&mut values, "text".into(), text.trim());
                    }
                    place += 1;
                    rows.push_named(place, std::mem::take(&mut values));
                }
                text.clear();
                path.pop();
            }
            Node::Eof => break,
        }
    }
    rows.visit(visitor)
}

fn put(values: &mut Vec<(String, String)>, name: String, value: &str) {
    if !values.iter().any(|(known, _)| *known == name) && values.len() < limits::COLUMNS_MAX {
        values.push((name, value.to_owned()));
    }
}
