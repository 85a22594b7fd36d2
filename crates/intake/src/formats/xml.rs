//! XML read as a stream with a bounded depth, in any encoding the file states.

use crate::text::stream::{Consumed, Decoded, head, io_trouble, unpacked};
use crate::{Input, IntakeError, limits};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{BufReader, Read};
use tropa_model::LocalText;

/// A pull reader that knows how deep it is.
pub struct Xml<'a> {
    reader: Reader<BufReader<Box<dyn Read + Send + 'a>>>,
    buffer: Vec<u8>,
    file: String,
    /// Open elements, the one just started included.
    pub depth: usize,
    pub consumed: Consumed,
}

/// What a reader of logs cares about.
pub enum Node<'n> {
    /// `empty`: has no content and is closed already; the depth does not count it.
    Start {
        element: BytesStart<'n>,
        empty: bool,
    },
    End,
    Text(Cow<'n, str>),
    Eof,
}

impl<'a> Xml<'a> {
    pub fn open(input: &Input<'a>) -> Result<Self, IntakeError> {
        let consumed = Consumed::default();
        let raw = unpacked(input.bytes, &consumed);
        let stream: Box<dyn Read + Send + 'a> = match stated_encoding(input)? {
            Some(encoding) => Box::new(Decoded::with(raw, encoding)),
            None => raw,
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(256 << 10, stream));
        reader.config_mut().check_end_names = false;
        Ok(Self {
            reader,
            buffer: Vec::with_capacity(1 << 10),
            file: input.name.into(),
            depth: 0,
            consumed,
        })
    }

    /// The next start, end or text. A file that ends inside an element is cut off.
    pub fn next_node(&mut self) -> Result<Node<'_>, IntakeError> {
        self.buffer.clear();
        let position = self.reader.buffer_position();
        let file = &self.file;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(io_trouble(file, &error)),
            Err(error) if ends_early(&error) => {
                return Err(IntakeError::Truncated {
                    file: file.clone(),
                    cause: LocalText::en_ru(
                        format!("inside an element: {error}"),
                        format!("внутри элемента: {error}"),
                    ),
                });
            }
            Err(error) => {
                let place = LocalText::en_ru(format!("byte {position}"), format!("байт {position}"));
                let expected = LocalText::en_ru(
                    "well-formed XML; correct the file or export it again",
                    "правильный XML; исправьте файл или выгрузите его заново",
                );
                return Err(IntakeError::Malformed {
                    file: file.clone(),
                    place,
                    saw: LocalText::plain(error.to_string()),
                    expected,
                });
            }
        };
        match event {
            Event::Start(element) => {
                self.depth += 1;
                if self.depth > limits::XML_DEPTH_MAX {
                    return Err(IntakeError::TooDeep {
                        file: file.clone(),
                        at: position,
                        max: limits::XML_DEPTH_MAX,
                    });
                }
                Ok(Node::Start {
                    element,
                    empty: false,
                })
            }
            Event::Empty(element) => Ok(Node::Start { element, empty: true }),
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::End)
            }
            Event::Text(text) => Ok(Node::Text(text.into_inner())),
            Event::CData(text) => Ok(Node::Text(text.into_inner())),
            Event::GeneralRef(reference) => {
                let known = reference.resolve_char_ref().ok().flatten().map(String::from);
                let name = reference.into_inner();
                let text =
                    known.or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned));
                Ok(Node::Text(Cow::Owned(text.unwrap_or_default())))
            }
            Event::Eof if self.depth > 0 => Err(IntakeError::Truncated {
                file: file.clone(),
                cause: LocalText::en_ru(
                    format!("{} elements are still open", self.depth),
                    format!("незакрытых элементов: {}", self.depth),
                ),
            }),
            Event::Eof => Ok(Node::Eof),
            _ => Ok(Node::Text(Cow::Borrowed(""))),
        }
    }
}

fn ends_early(error: &quick_xml::Error) -> bool {
    use quick_xml::errors::{IllFormedError, SyntaxError};
    match error {
        quick_xml::Error::Syntax(syntax) => !matches!(syntax, SyntaxError::InvalidBangMarkup),
        quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(_)) => true,
        _ => false,
    }
}

/// The values of two attributes of an element, unescaped; an absent one is empty.
pub fn attributes<'n>(
    element: &'n BytesStart<'_>,
    first: &str,
    second: &str,
) -> (Cow<'n, str>, Cow<'n, str>) {
    let (mut a, mut b) = (Cow::Borrowed(""), Cow::Borrowed(""));
    for attribute in element.attributes().with_checks(false).flatten() {
        let target = match attribute.key.as_ref() {
            key if key == first => &mut a,
            key if key == second => &mut b,
            _ => continue,
        };
        let plain = !attribute.value.contains(['&', '\n', '\r', '\t']);
        *target = if plain {
            attribute.value
        } else {
            match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => Cow::Owned(value.into_owned()),
                Err(_) => attribute.value,
            }
        };
    }
    (a, b)
}

/// The encoding of the byte order mark or of `<?xml … encoding="…"?>` when it is not UTF-8.
fn stated_encoding(input: &Input) -> Result<Option<&'static encoding_rs::Encoding>, IntakeError> {
    let start = head(input, 256)?;
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&start) {
        return Ok((encoding != encoding_rs::UTF_8).then_some(encoding));
    }
    if let Some((found @ (crate::Encoding::Utf16Le | crate::Encoding::Utf16Be), _)) =
        crate::text::encoding::detect(&start)
    {
        return Ok(Some(found.rs()));
    }
    let text = String::from_utf8_lossy(&start);
    let declaration = text.split("?>").next().unwrap_or_default();
    let label = declaration.split("encoding=").nth(1).and_then(|rest| {
        let quote = rest.chars().next()?;
        rest[1..].split(quote).next()
    });
    let encoding = label.and_then(|l| encoding_rs::Encoding::for_label(l.as_bytes()));
    Ok(encoding
        .filter(|e| *e != encoding_rs::UTF_8 && *e != encoding_rs::UTF_16LE && *e != encoding_rs::UTF_16BE))
}
