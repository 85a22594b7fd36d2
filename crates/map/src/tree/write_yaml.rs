//! YAML for people and for git: short records on one line, long ones as blocks, texts of several lines as they read.
//!
//! Written by hand rather than by a library, because the same map must give the same bytes for years.

use super::records::looks_like_number;
use super::{Node, Value};
use std::fmt::Write as _;

/// Characters of a line up to which a small record or list stays on it.
const LINE_CHARS: usize = 100;
/// Fields up to which a record may stand on one line.
const FIELDS_ON_LINE: usize = 6;
/// A name longer than this cannot stand before a colon in every YAML reader (1,024 characters with quotes and escapes).
const NAME_CHARS: usize = 150;

/// Lists of the document whose items are set apart by an empty line.
const AIRY: [&str; 4] = ["personas", "stages", "cards", "items"];

pub(crate) fn write_yaml(document: &Node) -> String {
    let mut out = String::new();
    let Value::Fields(fields) = &document.value else {
        value(document, 0, false, &mut out);
        return out;
    };
    for (name, node) in fields {
        let airy = matches!(&node.value, Value::List(items) if !items.is_empty()) && on_line(node).is_none();
        if airy && !out.is_empty() {
            out.push('\n');
        }
        if airy && AIRY.contains(&name.as_str()) {
            write_name(name, &mut out);
            let Value::List(items) = &node.value else { continue };
            for (i, node) in items.iter().enumerate() {
                out.push_str(if i == 0 { "\n" } else { "\n\n" });
                item(node, 2, &mut out);
            }
        } else {
            field(name, node, 0, &mut out);
        }
        out.push('\n');
    }
    out
}

fn indent(columns: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', columns));
}

fn field(name: &str, node: &Node, column: usize, out: &mut String) {
    if name.chars().count() > NAME_CHARS {
        out.push_str("? ");
        word(name, out);
        out.push('\n');
        indent(column, out);
        out.push(':');
    } else {
        write_name(name, out);
    }
    value(node, column, true, out);
}

fn write_name(name: &str, out: &mut String) {
    word(name, out);
    out.push(':');
}

/// `- …`, its fields below each other two columns to the right.
fn item(node: &Node, column: usize, out: &mut String) {
    indent(column, out);
    out.push('-');
    match &node.value {
        Value::Fields(fields) if !fields.is_empty() && on_line(node).is_none() => {
            for (i, (name, node)) in fields.iter().enumerate() {
                if i == 0 {
                    out.push(' ');
                } else {
                    out.push('\n');
                    indent(column + 2, out);
                }
                field(name, node, column + 2, out);
            }
        }
        _ => value(node, column, true, out),
    }
}

/// The value behind a name or a dash at `column`; `spaced` puts a space before what stays on the line.
fn value(node: &Node, column: usize, spaced: bool, out: &mut String) {
    if let Value::Text(text) = &node.value
        && reads_as_block(text)
    {
        let (body, sign) = match text.strip_suffix('\n') {
            Some(body) => (body, "|"),
            None => (text.as_str(), "|-"),
        };
        write!(out, " {sign}").expect("writing to a String cannot fail");
        for line in body.split('\n') {
            out.push('\n');
            if !line.is_empty() {
                indent(column + 2, out);
                out.push_str(line);
            }
        }
        return;
    }
    if let Some(line) = on_line(node) {
        if spaced {
            out.push(' ');
        }
        out.push_str(&line);
        return;
    }
    match &node.value {
        Value::List(items) => {
            for node in items {
                out.push('\n');
                item(node, column + 2, out);
            }
        }
        Value::Fields(fields) => {
            for (name, node) in fields {
                out.push('\n');
                indent(column + 2, out);
                field(name, node, column + 2, out);
            }
        }
        Value::Plain(_) | Value::Text(_) => {}
    }
}

/// The value as one line, where it reads well so: single values, short lists, small records without an id.
fn on_line(node: &Node) -> Option<String> {
    let mut line = String::new();
    match &node.value {
        Value::Plain(plain) => line.push_str(plain),
        Value::Text(text) => word(text, &mut line),
        Value::List(items) => {
            line.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    line.push_str(", ");
                }
                match &item.value {
                    Value::Plain(plain) => line.push_str(plain),
                    Value::Text(text) if !text.contains('\n') => word(text, &mut line),
                    _ => return None,
                }
                if line.len() > LINE_CHARS * 4 {
                    return None;
                }
            }
            line.push(']');
        }
        Value::Fields(fields) => {
            if fields.len() > FIELDS_ON_LINE || fields.iter().any(|(name, _)| name == "id") {
                return None;
            }
            line.push('{');
            for (i, (name, value)) in fields.iter().enumerate() {
                if i > 0 {
                    line.push_str(", ");
                }
                write_name(name, &mut line);
                line.push(' ');
                match &value.value {
                    Value::Plain(plain) => line.push_str(plain),
                    Value::Text(text) if !text.contains('\n') => word(text, &mut line),
                    _ => return None,
                }
                if line.len() > LINE_CHARS * 4 {
                    return None;
                }
            }
            line.push('}');
        }
    }
    let single = matches!(node.value, Value::Plain(_) | Value::Text(_));
    (single || line.chars().count() <= LINE_CHARS).then_some(line)
}

/// Several lines that come back as they are: nothing invisible, no indent of its own, one line end at the end at most.
fn reads_as_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && !text.ends_with("\n\n")
        && text
            .lines()
            .all(|line| line.is_empty() || !line.trim().is_empty())
        && text.chars().all(|c| c == '\n' || is_visible(c))
}

fn word(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_visible(c) => out.push(c),
            c if (c as u32) < 0x100 => {
                write!(out, "\\x{:02X}", c as u32).expect("writing to a String cannot fail")
            }
            c if (c as u32) < 0x1_0000 => {
                write!(out, "\\u{:04X}", c as u32).expect("writing to a String cannot fail")
            }
            c => write!(out, "\\U{:08X}", c as u32).expect("writing to a String cannot fail"),
        }
    }
    out.push('"');
}

/// Reads as itself without quotes in every YAML reader, also between braces, also in those of version 1.1, where `no`
/// and `2026-12-31` are not texts.
fn is_plain(text: &str) -> bool {
    // `y` and `n` were such words on paper only; no reader in use takes them for `true` and `false`.
    const WORDS: [&str; 9] = ["yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !text.ends_with(' ')
        && !looks_like_number(text)
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        && !text.contains(" #")
        && text
            .chars()
            .all(|c| is_visible(c) && !matches!(c, ',' | '[' | ']' | '{' | '}' | ':' | '"' | '\\' | '\t'))
}

/// Not a control, not a mark that reorders or hides text, not a line end of another alphabet.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{85}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'
            | '\u{e0000}'..='\u{10ffff}')
}
