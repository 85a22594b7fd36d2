//! JSON objects as rows: one per line, or the elements of one array.
//!
//! Nested objects become columns joined by `.`; lists stay JSON text; `null` is a missing value.

use crate::mapping::Layout;
use crate::read::rows::{Row, Visitor, Wanted};
use crate::rejected::shown;
use crate::text::chunks::Chunks;
use crate::text::layout::sample;
use crate::text::records::Dialect;
use crate::text::stream::{Consumed, Decoded, unpacked};
use crate::{Encoding, Input, IntakeError, RejectCode, RejectedRow, limits};
use rustc_hash::FxHashMap;
use serde::de::{DeserializeSeed, Error as _, SeqAccess};
use serde_json::Value;
use std::io::Read;
use tropa_model::LocalText;

/// Visits the objects of a file.
pub fn visit(
    input: &Input,
    layout: &Layout,
    wanted: Wanted,
    visitor: &mut dyn Visitor,
) -> Result<(), IntakeError> {
    let sample = sample(input, layout.encoding)?;
    let text = sample.text.trim_ascii_start();
    if text.is_empty() {
        return Err(IntakeError::Empty {
            file: input.name.into(),
        });
    }
    let consumed = Consumed::default();
    let raw = unpacked(input.bytes, &consumed);
    // The decoder also takes off the byte order mark.
    let stream: Box<dyn Read + Send + '_> = match (sample.encoding, sample.mark) {
        (Encoding::Utf8, 0) => raw,
        (encoding, _) => Box::new(Decoded::new(raw, encoding)),
    };
    let mut objects = Objects {
        flat: Flat::new(wanted),
        visitor,
        file: input.name,
        outcome: Ok(true),
    };
    if let Wanted::Slots(names) = wanted {
        objects.visitor.names(names);
    }
    if text[0] == b'[' {
        array(input, stream, &consumed, &mut objects)
    } else {
        lines(input, stream, consumed, &mut objects)
    }
}

fn lines<'a>(
    input: &Input<'a>,
    stream: Box<dyn Read + Send + 'a>,
    consumed: Consumed,
    objects: &mut Objects,
) -> Result<(), IntakeError> {
    let dialect = Dialect {
        delimiter: b'\n',
        quote: None,
        terminator: b'\n',
    };
    let mut chunks = Chunks::of_stream(
        input.name,
        stream,
        dialect,
        consumed.clone(),
        input.bytes.len() as u64,
    );
    let mut row = 0;
    while let Some(chunk) = chunks.next_chunk()? {
        for line in chunk.text.split_inclusive(|b| *b == b'\n') {
            row += 1;
            if !line.trim_ascii().is_empty() && !objects.line(line.trim_ascii(), row)? {
                return Ok(());
            }
        }
        objects.visitor.used(consumed.get())?;
    }
    Ok(())
}

fn array(
    input: &Input,
    stream: Box<dyn Read + Send + '_>,
    consumed: &Consumed,
    objects: &mut Objects,
) -> Result<(), IntakeError> {
    let buffered = std::io::BufReader::with_capacity(256 << 10, stream);
    let mut deserializer = serde_json::Deserializer::from_reader(buffered);
    let read = Elements { objects, consumed }.deserialize(&mut deserializer);
    let file = || input.name.to_owned();
    match (std::mem::replace(&mut objects.outcome, Ok(true)), read) {
        (Err(error), _) => Err(error),
        (Ok(false), _) | (Ok(true), Ok(())) => Ok(()),
        (Ok(true), Err(error)) if error.is_eof() => Err(IntakeError::Truncated {
            file: file(),
            cause: LocalText::plain(error.to_string()),
        }),
        (Ok(true), Err(error)) => {
            let (place, expected) = (
                crate::error::line(error.line()),
                LocalText::en_ru("an array of JSON objects", "список объектов JSON"),
            );
            Err(IntakeError::Malformed {
                file: file(),
                place,
                saw: LocalText::plain(error.to_string()),
                expected,
            })
        }
    }
}

/// Gives the elements of an array one after another, so that the array never lies in memory.
struct Elements<'o, 'v> {
    objects: &'o mut Objects<'v>,
    consumed: &'o Consumed,
}

impl<'de> DeserializeSeed<'de> for Elements<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> serde::de::Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut row = 0;
        while let Some(value) = elements.next_element::<Value>()? {
            row += 1;
            self.objects.outcome = self.objects.value(&value, row);
            if row % 1_024 == 0 && matches!(self.objects.outcome, Ok(true)) {
                self.objects.outcome = self.objects.visitor.used(self.consumed.get()).map(|()| true);
            }
            if !matches!(self.objects.outcome, Ok(true)) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

struct Objects<'v> {
    flat: Flat,
    visitor: &'v mut dyn Visitor,
    file: &'v str,
    outcome: Result<bool, IntakeError>,
}

impl Objects<'_> {
    fn line(&mut self, line: &[u8], row: u64) -> Result<bool, IntakeError> {
        match serde_json::from_slice::<Value>(line) {
            Ok(value) => self.value(&value, row),
            Err(error) => self.bad(
                line,
                row,
                LocalText::en_ru(
                    format!("{error}; expected one JSON object per line"),
                    format!("{error}; в каждой строке должен стоять один объект JSON"),
                ),
            ),
        }
    }

    fn bad(&mut self, line: &[u8], row: u64, reason: LocalText) -> Result<bool, IntakeError> {
        let (file, value) = (self.file.to_owned(), shown(line));
        // Not JSON, so it is kept as the text it is: corrected, it is a line again.
        let raw = if line.len() <= limits::RAW_BYTES_MAX {
            String::from_utf8_lossy(line).into_owned()
        } else {
            String::new()
        };
        self.visitor.bad(RejectedRow {
            code: RejectCode::BadJson,
            file,
            row,
            column: None,
            value,
            reason,
            raw,
        })
    }

    fn value(&mut self, value: &Value, row: u64) -> Result<bool, IntakeError> {
        let Value::Object(object) = value else {
            return self.bad(
                value.to_string().as_bytes(),
                row,
                LocalText::en_ru("expected a JSON object", "должен быть объект JSON"),
            );
        };
        self.flat.take(object);
        if std::mem::take(&mut self.flat.grown) {
            self.visitor.names(&self.flat.names);
        }
        let Flat {
            bytes, values, names, ..
        } = &self.flat;
        self.visitor.row(&Row { bytes, values, names }, row)
    }
}

/// One object as values by slot.
struct Flat {
    names: Vec<String>,
    slots: FxHashMap<String, usize>,
    grows: bool,
    grown: bool,
    bytes: Vec<u8>,
    values: Vec<(u32, u32)>,
    path: String,
}

impl Flat {
    fn new(wanted: Wanted) -> Self {
        let names: Vec<String> = match wanted {
            Wanted::All => Vec::new(),
            Wanted::Slots(names) => names.to_vec(),
        };
        let slots = names
            .iter()
            .enumerate()
            .map(|(slot, name)| (name.clone(), slot))
            .collect();
        let grows = matches!(wanted, Wanted::All);
        Self {
            names,
            slots,
            grows,
            grown: false,
            bytes: Vec::new(),
            values: Vec::new(),
            path: String::new(),
        }
    }

    fn take(&mut self, object: &serde_json::Map<String, Value>) {
        self.bytes.clear();
        self.values.clear();
        self.values.resize(self.names.len(), (0, 0));
        self.path.clear();
        self.walk(object);
    }

    fn walk(&mut self, object: &serde_json::Map<String, Value>) {
        let before = self.path.len();
        for (key, value) in object {
            if before > 0 {
                self.path.push('.');
            }
            self.path.push_str(key);
            match value {
                Value::Object(inner) => self.walk(inner),
                Value::Null => {}
                Value::String(text) => self.keep(text.as_bytes()),
                other => self.keep(other.to_string().as_bytes()),
            }
            self.path.truncate(before);
        }
    }

    fn keep(&mut self, text: &[u8]) {
        let slot = match self.slots.get(&self.path) {
            Some(slot) => *slot,
            None if self.grows && self.names.len() < limits::NAMES_MAX => {
                let slot = self.names.len();
                self.slots.insert(self.path.clone(), slot);
                self.names.push(self.path.clone());
                self.values.push((0, 0));
                self.grown = true;
                slot
            }
            None => return,
        };
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(text);
        self.values[slot] = (start, self.bytes.len() as u32);
    }
}
