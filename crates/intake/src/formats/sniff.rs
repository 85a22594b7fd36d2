//! Which format a file is in, judged by its bytes.

use crate::text::stream::head;
use crate::{Input, IntakeError, limits};
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Delimited text, tabs included.
    Csv,
    Xlsx,
    /// One JSON object per line, or one array of objects.
    Jsonl,
    Parquet,
    Xes,
    OcelJson,
    OcelXml,
    OcelSqlite,
}

impl Format {
    pub fn shown(self) -> &'static str {
        match self {
            Self::Csv => "delimited text",
            Self::Xlsx => "XLSX",
            Self::Jsonl => "JSONL",
            Self::Parquet => "Parquet",
            Self::Xes => "XES",
            Self::OcelJson => "OCEL 2.0 JSON",
            Self::OcelXml => "OCEL 2.0 XML",
            Self::OcelSqlite => "OCEL 2.0 SQLite",
        }
    }
}

/// How OCEL JSON made from the rows of an SQLite file begins.
pub const FROM_SQLITE: &[u8] = b"{\"tropa:from_sqlite\":true";

/// The bytes of an SQLite database; its rows are read by the caller.
pub fn is_sqlite(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}

/// The format of a file, plain or gzipped.
pub fn sniff(input: &Input) -> Result<Format, IntakeError> {
    let bytes = head(input, limits::SAMPLE_BYTES)?;
    if bytes.is_empty() {
        return Err(IntakeError::Empty {
            file: input.name.into(),
        });
    }
    let unknown = |en: &str, ru: &str| {
        Err(IntakeError::UnknownFormat {
            file: input.name.into(),
            saw: LocalText::en_ru(en, ru),
        })
    };
    if bytes.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if is_sqlite(&bytes) {
        return Ok(Format::OcelSqlite);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Xlsx);
    }
    for (magic, en, ru) in [
        (&b"%PDF"[..], "a PDF document", "документ PDF"),
        (
            b"\xD0\xCF\x11\xE0",
            "an old Excel or Word file (.xls, .doc); save it as .xlsx",
            "старый файл Excel или Word (.xls, .doc); сохраните его как .xlsx",
        ),
        (b"7z\xBC\xAF", "a 7z archive", "архив 7z"),
        (
            b"\x28\xB5\x2F\xFD",
            "zstd-compressed data; unpack it",
            "данные, сжатые zstd; распакуйте их",
        ),
        (
            b"BZh",
            "bzip2-compressed data; unpack it",
            "данные, сжатые bzip2; распакуйте их",
        ),
        (b"\x89PNG", "a PNG picture", "картинка PNG"),
        (
            b"ARROW1",
            "an Arrow file; save it as Parquet",
            "файл Arrow; сохраните его как Parquet",
        ),
    ] {
        if bytes.starts_with(magic) {
            return unknown(en, ru);
        }
    }
    let sample = crate::text::layout::sample(input, None)?;
    let text = sample.text.trim_ascii_start();
    let holds = |word: &[u8]| memchr::memmem::find(text, word).is_some();
    match text.first() {
        None => Err(IntakeError::Empty {
            file: input.name.into(),
        }),
        Some(b'<') => {
            if holds(b"<object-types") || holds(b"<event-types") {
                Ok(Format::OcelXml)
            } else if holds(b"<log") {
                Ok(Format::Xes)
            } else {
                unknown(
                    "XML that is neither XES nor OCEL 2.0",
                    "XML, но не XES и не OCEL 2.0",
                )
            }
        }
        Some(b'{') => {
            let ocel = holds(b"\"objectTypes\"") || holds(b"\"eventTypes\"");
            Ok(if text.starts_with(FROM_SQLITE) {
                Format::OcelSqlite
            } else if ocel {
                Format::OcelJson
            } else {
                Format::Jsonl
            })
        }
        Some(b'[') if text[1..].trim_ascii_start().first().is_none_or(|b| *b == b'{') => Ok(Format::Jsonl),
        Some(_) => Ok(Format::Csv),
    }
}
