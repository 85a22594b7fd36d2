//! Writes XML that is always well-formed: elements close themselves, and whatever a text holds it cannot end one.

use std::fmt::{Display, Write as _};

/// Name and value; values are escaped.
pub(super) type Attribute<'a> = (&'a str, &'a dyn Display);

pub(super) struct Xml(String);

impl Xml {
    pub fn document() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with what `inner` writes inside.
    pub fn element(&mut self, name: &str, attributes: &[Attribute], inner: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.0.push('>');
        inner(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    pub fn empty(&mut self, name: &str, attributes: &[Attribute]) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    pub fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    /// An element that holds nothing but text.
    pub fn value(&mut self, name: &str, text: &str) {
        self.element(name, &[], |xml| xml.text(text));
    }

    /// XML written by this crate, never by others.
    pub fn fixed(&mut self, xml: &str) {
        self.0.push_str(xml);
    }

    pub fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn start(&mut self, name: &str, attributes: &[Attribute]) {
        self.0.push('<');
        self.0.push_str(name);
        let mut value = String::new();
        for (attribute, shown) in attributes {
            value.clear();
            write!(value, "{shown}").expect("writing to a String cannot fail");
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            escape(&mut self.0, &value);
            self.0.push('"');
        }
    }
}

/// Only characters that XML 1.0 allows reach the file: a reader refuses a whole deck for a single one of the others.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}' => out.push(c),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_text_holds_the_document_stays_the_same_document() {
        let hostile = "</a:t>\"'<&\u{0}\u{1b}\u{ffff}]]>\n\t<!--";
        let mut xml = Xml::document();
        xml.element("p", &[("name", &hostile)], |xml| xml.value("t", hostile));
        let text = String::from_utf8(xml.finish()).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(start) => {
                    names.push(start.name().as_ref().to_owned());
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(names, ["p", "t"]);
        assert!(!text.contains(['\u{0}', '\u{1b}', '\u{ffff}']));
    }
}
