//! The text of a DOCX: paragraphs as lines. Office Open XML, part 1, `word/document.xml`.

use crate::text::stream::whole;
use crate::{Input, IntakeError};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use tropa_model::LocalText;

/// The document part unpacked. A thousand pages are under ten megabytes.
const DOCUMENT_BYTES_MAX: u64 = 64 << 20;
const PART: &str = "word/document.xml";

/// Whether a file is a text document of Word, LibreOffice or their like.
pub fn is_docx(input: &Input) -> Result<bool, IntakeError> {
    if !input.bytes.starts_with(b"PK\x03\x04") {
        return Ok(false);
    }
    let bytes = whole(input)?;
    let archive = zip::ZipArchive::new(Cursor::new(&bytes[..]));
    Ok(archive.is_ok_and(|archive| archive.index_for_name(PART).is_some()))
}

/// Its text, a line per paragraph.
pub fn text(input: &Input) -> Result<String, IntakeError> {
    let broken = |saw: String| IntakeError::Malformed {
        file: input.name.into(),
        place: LocalText::plain(PART),
        saw: LocalText::plain(saw),
        expected: LocalText::en_ru(
            "a .docx document; open and save it again",
            "документ .docx; откройте и сохраните его заново",
        ),
    };
    let bytes = whole(input)?;
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).map_err(|e| broken(e.to_string()))?;
    let part = archive.by_name(PART).map_err(|e| broken(e.to_string()))?;
    let mut xml = String::new();
    part.take(DOCUMENT_BYTES_MAX + 1)
        .read_to_string(&mut xml)
        .map_err(|e| broken(e.to_string()))?;
    if xml.len() as u64 > DOCUMENT_BYTES_MAX {
        return Err(IntakeError::Bomb {
            file: input.name.into(),
            bytes: DOCUMENT_BYTES_MAX,
            reason: LocalText::en_ru("text of a document", "текст документа"),
        });
    }
    let mut reader = Reader::from_str(&xml);
    let (mut text, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().map_err(|e| broken(e.to_string()))? {
            Event::Start(element) if element.name().as_ref() == "w:t" => inside = true,
            Event::End(element) if element.name().as_ref() == "w:t" => inside = false,
            Event::End(element) if element.name().as_ref() == "w:p" => text.push('\n'),
            Event::Empty(element) => match element.name().as_ref() {
                "w:tab" => text.push('\t'),
                "w:br" | "w:cr" | "w:p" => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if inside => text.push_str(&part.into_inner()),
            Event::GeneralRef(reference) if inside => {
                let known = reference.resolve_char_ref().ok().flatten().map(String::from);
                let name = reference.into_inner();
                let named = || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                text.push_str(&known.or_else(named).unwrap_or_default());
            }
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}
