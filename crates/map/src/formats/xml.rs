//! Small XML documents as trees, with the line of every element. No document types, so no entities that grow.

use super::place::at_line;
use super::{Format, FormatError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use tropa_model::proposal::LocalText;

/// Elements inside one another; real files stay under ten.
const DEPTH_MAX: usize = 64;
/// A map of every limit has fewer.
const ELEMENTS_MAX: usize = 2_000_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// All text directly inside, trimmed.
    pub text: String,
    pub children: Vec<Element>,
    /// Counted from 1.
    pub line: usize,
}

impl Element {
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Text of the child of that name; empty where there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.as_str())
    }

    /// Value of an attribute without the stray blanks some writers leave.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known.trim() == name);
        found.map_or("", |(_, value)| value.trim())
    }
}

/// The root element.
pub(super) fn parse(text: &str, format: Format) -> Result<Element, FormatError> {
    let mut reader = Reader::from_str(text);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line_at = |position: u64| starts.partition_point(|start| *start as u64 <= position).max(1);
    let malformed = |position: u64, saw: LocalText, expected: (&str, &str)| FormatError::Malformed {
        format: format.title(),
        place: at_line(line_at(position)),
        saw,
        expected: LocalText::en_ru(expected.0, expected.1),
    };
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    let mut elements = 0;
    loop {
        let position = reader.buffer_position();
        let event = reader.read_event().map_err(|error| {
            malformed(
                reader.error_position(),
                LocalText::plain(error.to_string()),
                (
                    "well-formed XML; `&` is written `&amp;`",
                    "правильный XML; `&` пишется `&amp;`",
                ),
            )
        })?;
        let text = match event {
            Event::Start(start) | Event::Empty(start) if open.len() >= DEPTH_MAX => {
                let name = start.name().as_ref().to_string();
                let saw = LocalText::en_ru(
                    format!("<{name}> inside {DEPTH_MAX} others"),
                    format!("<{name}> внутри {DEPTH_MAX} других"),
                );
                return Err(malformed(position, saw, ("fewer levels", "меньше уровней")));
            }
            Event::Start(start) => {
                elements += 1;
                if elements > ELEMENTS_MAX {
                    return Err(FormatError::TooMuch {
                        format: format.title(),
                        what: "elements",
                        found: elements,
                        max: ELEMENTS_MAX,
                    });
                }
                open.push(element(&start, line_at(position)));
                continue;
            }
            Event::Empty(start) => {
                elements += 1;
                let element = element(&start, line_at(position));
                match open.last_mut() {
                    Some(parent) if elements <= ELEMENTS_MAX => parent.children.push(element),
                    Some(_) => {}
                    None => root = Some(element),
                }
                continue;
            }
            Event::End(_) => {
                let Some(mut element) = open.pop() else {
                    return Err(malformed(
                        position,
                        LocalText::en_ru("an end without a start", "конец без начала"),
                        ("well-formed XML", "правильный XML"),
                    ));
                };
                element.text = element.text.trim().to_owned();
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => root = Some(element),
                }
                continue;
            }
            Event::Text(text) => text.into_inner().to_string(),
            Event::CData(text) => text.into_inner().to_string(),
            Event::GeneralRef(reference) => {
                let sign = reference.resolve_char_ref().ok().flatten().map(String::from);
                let name = reference.into_inner();
                let known =
                    sign.or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned));
                match known {
                    Some(text) => text,
                    None => {
                        let name: String = name.chars().take(40).collect();
                        let saw =
                            LocalText::en_ru(format!("the entity &{name};"), format!("сущность &{name};"));
                        return Err(malformed(
                            position,
                            saw,
                            (
                                "a character; entities of a file's own are not read",
                                "знак; собственные сущности файла не читаются",
                            ),
                        ));
                    }
                }
            }
            Event::DocType(_) => {
                return Err(malformed(
                    position,
                    LocalText::en_ru(
                        "a document type (<!DOCTYPE …>)",
                        "объявление типа документа (<!DOCTYPE …>)",
                    ),
                    ("a file without one", "файл без него"),
                ));
            }
            Event::Eof => break,
            _ => continue,
        };
        if let Some(element) = open.last_mut() {
            element.text.push_str(&text);
        }
    }
    if let Some(element) = open.last() {
        let saw = LocalText::en_ru(
            format!("the file ends inside <{}> of line {}", element.name, element.line),
            format!("файл кончается внутри <{}> строки {}", element.name, element.line),
        );
        return Err(malformed(text.len() as u64, saw, ("a whole file", "целый файл")));
    }
    root.ok_or_else(|| {
        malformed(
            0,
            LocalText::en_ru("no element", "нет ни одного элемента"),
            ("an XML document", "документ XML"),
        )
    })
}

fn element(start: &BytesStart<'_>, line: usize) -> Element {
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten().map(|attribute| {
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.to_string(), |v| v.into_owned());
        (attribute.key.as_ref().to_owned(), value)
    });
    let name = start.name();
    // Prefixes of name spaces say nothing here.
    let local = name.as_ref().rsplit(':').next().unwrap_or_default().to_owned();
    Element {
        attributes: attributes.collect(),
        name: local,
        line,
        ..Element::default()
    }
}

/// A document written with two spaces of indent.
pub(super) struct Writer {
    text: String,
    open: Vec<&'static str>,
}

impl Writer {
    pub fn new() -> Self {
        Self {
            text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push_str(&"  ".repeat(self.open.len()));
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text
                .push_str(&format!(" {key}=\"{}\"", escaped(value).replace('"', "&quot;")));
        }
    }

    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text
                .push_str(&format!("{}</{name}>\n", "  ".repeat(self.open.len())));
        }
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// Nothing for an empty text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.start(name, &[]);
            self.text.push_str(&format!(">{}</{name}>\n", escaped(text)));
        }
    }

    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }
}

/// Text of an element; characters XML does not allow at all are left out.
fn escaped(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text
        .chars()
        .filter(allowed)
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
