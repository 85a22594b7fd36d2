//! From the text of a diagram to tokens: first what Mermaid does before it lexes, then its own lexer.

/// Marks of an escaped character while it passes through the lexer; taken out of the source beforehand.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// The text that is lexed, with the line each of its lines had in the file.
pub(super) struct Prepared {
    pub source: String,
    /// Number in the file of each line of `source`, counted from 1.
    pub lines: Vec<usize>,
    /// `title:` of the front matter.
    pub front_title: Option<String>,
}

/// Line ends, front matter, directives, comments and entities, in Mermaid's order.
pub(super) fn prepared(text: &str) -> Prepared {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let text = text.replace([OPEN, CLOSE], "");
    let all: Vec<&str> = text.split('\n').collect();
    let (front_title, first) = front_matter(&all);

    let mut source = String::new();
    let mut lines = Vec::new();
    let mut in_directive = false;
    for (i, line) in all.iter().enumerate().skip(first) {
        let line = without_directives(line, &mut in_directive);
        let start = line.trim_start();
        let comment = start.strip_prefix("%%").is_some_and(|rest| !rest.is_empty());
        let before_text = source.trim().is_empty() && start.is_empty();
        if comment || before_text {
            continue;
        }
        if !lines.is_empty() {
            source.push('\n');
        }
        source.push_str(&line);
        lines.push(i + 1);
    }
    Prepared {
        source: with_entities_hidden(&source),
        lines,
        front_title,
    }
}

/// Title, and the first line after the block. The block must begin in the first line.
fn front_matter(lines: &[&str]) -> (Option<String>, usize) {
    let Some(first) = lines.first() else {
        return (None, 0);
    };
    let indent = &first[..first.len() - first.trim_start().len()];
    if first.trim() != "---" {
        return (None, 0);
    }
    let is_end = |line: &&str| {
        line.strip_prefix(indent)
            .is_some_and(|rest| rest.trim_end() == "---")
    };
    let Some(length) = lines[1..].iter().position(is_end) else {
        return (None, 0);
    };
    let title = lines[1..=length].iter().find_map(|line| {
        let value = line.strip_prefix(indent)?.strip_prefix("title:")?.trim();
        let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
        Some(quoted('"').or(quoted('\'')).unwrap_or(value).to_owned())
    });
    (title, length + 2)
}

/// `%%{init: …}%%` is configuration of the drawing.
fn without_directives(line: &str, inside: &mut bool) -> String {
    let mut kept = String::new();
    let mut rest = line;
    loop {
        if *inside {
            match rest.split_once("}%%") {
                Some((_, after)) => (*inside, rest) = (false, after),
                None => return kept,
            }
        }
        match rest.split_once("%%{") {
            Some((before, after)) => {
                kept.push_str(before);
                (*inside, rest) = (true, after);
            }
            None => {
                kept.push_str(rest);
                return kept;
            }
        }
    }
}

/// `#58;` and `#colon;` become placeholders, so that an escaped sign never splits anything.
fn with_entities_hidden(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        hidden.push_str(before);
        let word = after.len() - after.trim_start_matches(is_word).len();
        if word > 0 && after[word..].starts_with(';') {
            hidden.push(OPEN);
            hidden.push_str(&after[..word]);
            hidden.push(CLOSE);
            rest = &after[word + 1..];
        } else {
            hidden.push('#');
            rest = after;
        }
    }
    hidden.push_str(rest);
    hidden
}

/// JavaScript's `\w`.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Escaped characters as what they stand for; a name nobody knows stays as it was written.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        shown.push_str(before);
        let Some((name, after)) = after.split_once(CLOSE) else {
            rest = after;
            break;
        };
        match character(name) {
            Some(c) => shown.push(c),
            None => shown.push_str(&format!("#{name};")),
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

fn character(name: &str) -> Option<char> {
    if name.bytes().all(|b| b.is_ascii_digit()) {
        return Some(
            name.parse()
                .ok()
                .and_then(char::from_u32)
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        );
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "colon" => ':',
        "semi" => ';',
        "comma" => ',',
        "num" => '#',
        "percnt" => '%',
        "lbrace" | "lcub" => '{',
        "rbrace" | "rcub" => '}',
        "lpar" => '(',
        "rpar" => ')',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "laquo" => '«',
        "raquo" => '»',
        "euro" => '€',
        "hellip" => '…',
        _ => return None,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    NewLine,
    Journey,
    Title(&'t str),
    AccTitle(&'t str),
    AccDescription(&'t str),
    Section(&'t str),
    TaskName(&'t str),
    /// With its leading colon.
    TaskData(&'t str),
    /// Dropped without a word: a comment by the rules of the lexer.
    Dropped(&'t str),
    Other,
}

/// The next token, and the text after it: the first rule that matches wins, not the longest.
pub(super) fn next(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    let second = &text[first.len_utf8()..];
    let to_line_end = |from: &str| from.find('\n').unwrap_or(from.len());

    if first == '%' && !second.starts_with('{') {
        return Some(split(text, to_line_end(text), Token::Dropped));
    }
    if first != '}' && second.starts_with("%%") {
        let length = first.len_utf8() + to_line_end(second);
        return Some(split(text, length, Token::Dropped));
    }
    if first == '\n' {
        return Some((Token::NewLine, text.trim_start_matches('\n')));
    }
    if first.is_whitespace() {
        return next(text.trim_start());
    }
    if first == '#' {
        return Some(split(text, to_line_end(text), Token::Dropped));
    }
    if let Some(rest) = keyword(text, "journey")
        && !rest.starts_with(is_word)
    {
        return Some((Token::Journey, rest));
    }
    if let Some(found) = named(text, "title", &['#', '\n', ';']) {
        return Some((Token::Title(found.0), found.1));
    }
    for (word, make) in [
        ("accTitle", Token::AccTitle as fn(_) -> _),
        ("accDescr", Token::AccDescription),
    ] {
        if let Some(rest) = keyword(text, word)
            .map(str::trim_start)
            .and_then(|r| r.strip_prefix(':'))
        {
            let value = rest.trim_start();
            return Some(split(value, to_line_end(value), make));
        }
    }
    if let Some(rest) = keyword(text, "accDescr")
        .map(str::trim_start)
        .and_then(|r| r.strip_prefix('{'))
    {
        let rest = rest.trim_start();
        let end = rest.find('}').unwrap_or(rest.len());
        let after = rest.get(end + 1..).unwrap_or_default();
        return Some((Token::AccDescription(&rest[..end]), after));
    }
    if let Some(found) = named(text, "section", &['#', ':', '\n', ';']) {
        return Some((Token::Section(found.0), found.1));
    }
    let name = text.find(['#', ':', '\n', ';']).unwrap_or(text.len());
    if name > 0 {
        return Some(split(text, name, Token::TaskName));
    }
    if first == ':' {
        let data = 1 + second.find(['#', '\n', ';']).unwrap_or(second.len());
        if data > 1 {
            return Some(split(text, data, Token::TaskData));
        }
    }
    Some((Token::Other, second))
}

fn split<'t>(text: &'t str, at: usize, token: impl FnOnce(&'t str) -> Token<'t>) -> (Token<'t>, &'t str) {
    (token(&text[..at]), &text[at..])
}

fn keyword<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// `word`, one white space (which may be the end of the line), then at least one character that does not stop it.
fn named<'t>(text: &'t str, word: &str, stops: &[char]) -> Option<(&'t str, &'t str)> {
    let rest = keyword(text, word)?;
    let space = rest.chars().next().filter(|c| c.is_whitespace())?;
    let rest = &rest[space.len_utf8()..];
    let end = rest.find(stops).unwrap_or(rest.len());
    (end > 0).then(|| (&rest[..end], &rest[end..]))
}
