//! How a delimited text is laid out: found from its beginning where the mapping does not say.

use super::chunks::Chunks;
use super::encoding;
use super::records::{Cells, Dialect, quoted_record, quoted_records};
use super::stream::{Consumed, Decoded, head, io_trouble, is_gzip, unpacked};
use crate::mapping::{Decimal, Layout};
use crate::time::guess_format;
use crate::{Encoding, Input, IntakeError, limits, number};
use std::collections::HashMap;
use std::io::Read;
use tropa_model::LocalText;

/// Everything needed to read the records of a delimited text.
#[derive(Clone, Debug)]
pub struct TextLayout {
    pub encoding: Encoding,
    /// Bytes of the byte order mark.
    pub mark: usize,
    pub dialect: Dialect,
    pub header: bool,
    /// One per column, all different.
    pub names: Vec<String>,
    /// UTF-8 bytes before the first record of data, the mark not counted.
    pub data_start: usize,
    /// Line of the first record of data, from 1.
    pub data_line: u64,
}

/// The beginning of a text in UTF-8, without its mark and without a character cut in two.
pub struct Sample {
    pub text: Vec<u8>,
    /// The text goes on.
    pub cut: bool,
    pub encoding: Encoding,
    pub mark: usize,
}

/// Reads and decodes the beginning of a text file.
pub fn sample(input: &Input, given: Option<Encoding>) -> Result<Sample, IntakeError> {
    let raw = head(input, limits::SAMPLE_BYTES)?;
    let cut = raw.len() >= limits::SAMPLE_BYTES;
    let unknown = || IntakeError::UnknownFormat {
        file: input.name.into(),
        saw: LocalText::en_ru("binary data", "двоичные данные"),
    };
    let (found, found_mark) = encoding::detect(&raw)
        .or(given.map(|e| (e, 0)))
        .ok_or_else(unknown)?;
    let (encoding, mark) = match given {
        Some(given) if given != found => (given, 0),
        _ => (found, found_mark),
    };
    let text = match encoding {
        Encoding::Utf8 => raw[mark..].to_vec(),
        _ => encoding
            .rs()
            .decode_without_bom_handling(&raw[mark..])
            .0
            .into_owned()
            .into_bytes(),
    };
    Ok(Sample {
        text,
        cut,
        encoding,
        mark,
    })
}

/// Finds what `layout` leaves open.
pub fn resolve(input: &Input, layout: &Layout) -> Result<(TextLayout, Sample), IntakeError> {
    let sample = sample(input, layout.encoding)?;
    let mut text = &sample.text[..];
    if text.trim_ascii().is_empty() {
        return Err(IntakeError::Empty {
            file: input.name.into(),
        });
    }
    let terminator = if memchr::memchr(b'\n', text).is_none() && text.contains(&b'\r') {
        b'\r'
    } else {
        b'\n'
    };
    let quote = Some(ascii(layout.quote.unwrap_or('"'), ("quote", "кавычкой"))?);
    let mut delimiter = layout
        .delimiter
        .map(|d| ascii(d, ("delimiter", "разделителем")))
        .transpose()?;
    let mut data_start = 0;
    let mut data_line = 1;
    // Excel's own way of saying which delimiter follows.
    if let Some(stated) = text
        .strip_prefix(b"sep=")
        .filter(|rest| matches!(rest.get(1), Some(b'\r' | b'\n')))
    {
        delimiter = delimiter.or(Some(stated[0]));
        data_start = memchr::memchr(terminator, text).map_or(text.len(), |n| n + 1);
        data_line += 1;
        text = &text[data_start..];
    }
    let delimiter = delimiter.unwrap_or_else(|| guess_delimiter(text, quote, terminator, sample.cut));
    let dialect = Dialect {
        delimiter,
        quote,
        terminator,
    };
    while let Some(rest) = text
        .strip_prefix(&[terminator])
        .or_else(|| text.strip_prefix(b"\r\n"))
    {
        data_start += text.len() - rest.len();
        data_line += 1;
        text = rest;
    }
    let (mut fields, mut ends) = (Vec::new(), Vec::new());
    let first = quoted_record(text, 0, dialect, &mut fields, &mut ends);
    if ends.len() > limits::COLUMNS_MAX {
        let delimiter = char::from(delimiter).escape_default().to_string();
        let (file, columns, max) = (input.name.into(), ends.len(), limits::COLUMNS_MAX);
        return Err(IntakeError::TooManyColumns {
            file,
            columns,
            max,
            delimiter,
        });
    }
    let cells = Cells {
        bytes: &fields,
        start: 0,
        ends: &ends,
        gap: 0,
        columns: &[],
        header: &[],
    };
    let first_row: Vec<String> = (0..ends.len())
        .map(|c| String::from_utf8_lossy(cells.cell(c)).trim().to_owned())
        .collect();
    let header = layout.header.unwrap_or_else(|| looks_like_names(&first_row));
    let names = if header {
        distinct_names(first_row)
    } else {
        distinct_names(vec![String::new(); ends.len()])
    };
    if header {
        data_line += memchr::memchr_iter(terminator, &text[..first.next]).count() as u64;
        data_start += first.next;
    }
    let (encoding, mark) = (sample.encoding, sample.mark);
    Ok((
        TextLayout {
            encoding,
            mark,
            dialect,
            header,
            names,
            data_start,
            data_line,
        },
        sample,
    ))
}

fn ascii(character: char, (what, what_ru): (&str, &str)) -> Result<u8, IntakeError> {
    u8::try_from(character)
        .ok()
        .filter(|b| b.is_ascii() && !matches!(b, b'\r' | b'\n'))
        .ok_or_else(|| IntakeError::Mapping {
            place: LocalText::en_ru("layout", "вид файла"),
            problem: LocalText::en_ru(
                format!("«{}» cannot be a {what}", character.escape_default()),
                format!("«{}» не может быть {what_ru}", character.escape_default()),
            ),
            help: LocalText::en_ru("give one ASCII character", "укажите один знак ASCII"),
        })
}

/// The candidate that gives most of the first records the same number of fields, more than one.
fn guess_delimiter(text: &[u8], quote: Option<u8>, terminator: u8, cut: bool) -> u8 {
    const RECORDS: usize = 200;
    let mut best = (0.0, b',');
    for delimiter in [b',', b';', b'\t', b'|'] {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        let mut records = 0;
        let mut last = 0;
        quoted_records(
            text,
            Dialect {
                delimiter,
                quote,
                terminator,
            },
            |_, ends, _, _| {
                *counts.entry(ends.len()).or_default() += 1;
                last = ends.len();
                records += 1;
                records < RECORDS && ends.len() <= limits::COLUMNS_MAX
            },
        );
        // The last record of a cut sample is usually half a record.
        if cut && records < RECORDS && records > 1 {
            *counts.entry(last).or_default() -= 1;
            records -= 1;
        }
        let Some((fields, agreeing)) = counts.into_iter().max_by_key(|(fields, n)| (*n, *fields)) else {
            continue;
        };
        if fields < 2 {
            continue;
        }
        let score = agreeing as f64 / records as f64 + (fields.min(50) as f64) * 0.002;
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Names are texts: no number and no time among them.
pub fn looks_like_names(first_row: &[String]) -> bool {
    let is_value = |cell: &String| {
        let text = cell.as_bytes();
        number::parse(text, Decimal::Point).is_some()
            || number::parse(text, Decimal::Comma).is_some()
            || guess_format(std::iter::once(text)).is_some()
    };
    let filled = first_row.iter().filter(|c| !c.is_empty()).count();
    filled > 0 && !first_row.iter().any(is_value)
}

/// Empty names become `column_3`, repeated ones `name_2`.
pub fn distinct_names(names: Vec<String>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<String> = Vec::with_capacity(names.len());
    for (index, name) in names.into_iter().enumerate() {
        let name = if name.is_empty() {
            format!("column_{}", index + 1)
        } else {
            name
        };
        let times = seen.get(&name).copied().unwrap_or(0) + 1;
        let mut candidate = if times == 1 {
            name.clone()
        } else {
            format!("{name}_{times}")
        };
        while times > 1 && seen.contains_key(&candidate) {
            candidate.push('_');
        }
        seen.insert(name, times);
        seen.entry(candidate.clone()).or_insert(1);
        out.push(candidate);
    }
    out
}

/// The data of the file in chunks of whole records.
pub fn chunks<'a>(
    input: &Input<'a>,
    layout: &TextLayout,
    consumed: &Consumed,
) -> Result<Chunks<'a>, IntakeError> {
    let total = input.bytes.len() as u64;
    if layout.encoding == Encoding::Utf8 && !is_gzip(input.bytes) {
        let text = &input.bytes[(layout.mark + layout.data_start).min(input.bytes.len())..];
        return Ok(
            Chunks::of_slice(input.name, text, layout.dialect, consumed.clone(), total)
                .starting_at_line(layout.data_line),
        );
    }
    let mut raw = unpacked(input.bytes, consumed);
    skip(&mut raw, layout.mark).map_err(|e| io_trouble(input.name, &e))?;
    let mut text: Box<dyn Read + Send + 'a> = if layout.encoding == Encoding::Utf8 {
        raw
    } else {
        Box::new(Decoded::new(raw, layout.encoding))
    };
    skip(&mut text, layout.data_start).map_err(|e| io_trouble(input.name, &e))?;
    Ok(
        Chunks::of_stream(input.name, text, layout.dialect, consumed.clone(), total)
            .starting_at_line(layout.data_line),
    )
}

fn skip(reader: &mut impl Read, bytes: usize) -> std::io::Result<()> {
    std::io::copy(&mut reader.take(bytes as u64), &mut std::io::sink()).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], delimiter: char, names: &[&str]) -> TextLayout {
        let layout = resolve(
            &Input {
                name: "x.csv",
                bytes: text,
            },
            &Layout::default(),
        )
        .unwrap()
        .0;
        assert_eq!(
            (char::from(layout.dialect.delimiter), &layout.names[..]),
            (delimiter, &names.map_names()[..])
        );
        layout
    }

    trait MapNames {
        fn map_names(&self) -> Vec<String>;
    }
    impl MapNames for &[&str] {
        fn map_names(&self) -> Vec<String> {
            self.iter().map(|n| (*n).to_owned()).collect()
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        check(
            b"user;event;price\n1;buy;1,5\n2;see;2,5\n",
            ';',
            &["user", "event", "price"],
        );
        check(b"user\tevent\n1\tbuy, again\n", '\t', &["user", "event"]);
        check(b"user|text\n1|\"a|b;c\"\n", '|', &["user", "text"]);
        check(b"user,text\n1,\"a\nb;c\"\n2,\"x;y;z\"\n", ',', &["user", "text"]);
        check(b"sep=;\r\nuser;event\r\n1;b\r\n", ';', &["user", "event"]);
        check(b"one\ntwo\n", ',', &["one"]);
    }

    #[test]
    fn a_first_row_of_values_is_no_header() {
        let layout = check(
            b"1_1\t-0.9\ttroubleshooting\n1_2\t-0.15\trepost\n",
            '\t',
            &["column_1", "column_2", "column_3"],
        );
        assert!(!layout.header);
        let layout = check(b"\n\n,a,a\n0,b,c\n", ',', &["column_1", "a", "a_2"]);
        assert_eq!((layout.header, layout.data_start, layout.data_line), (true, 7, 4));
    }
}
