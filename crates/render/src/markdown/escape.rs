//! Texts of others as Markdown that shows exactly them: no heading, link, table or HTML can be smuggled in.

use crate::text::clean;

/// For the middle of a line: one line, nothing in it has a meaning.
pub(super) fn line(text: &str) -> String {
    escaped(&clean(text).replace('\n', " "))
}

/// For a cell of a table: lines of the text are told apart by a stroke.
pub(super) fn cell(text: &str) -> String {
    escaped(&clean(text).replace('\n', " / "))
}

/// For a paragraph or an item of a list: lines of the text stay lines, `indent` spaces deep.
pub(super) fn block(text: &str, indent: usize) -> String {
    let text = clean(text);
    let lines: Vec<String> = text
        .split('\n')
        .filter(|line| !line.is_empty())
        .map(at_start)
        .collect();
    lines.join(&format!("\\\n{}", " ".repeat(indent)))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '$' | '@' => out.push('\\'),
            '&' => {
                out.push_str("&amp;");
                continue;
            }
            // Addresses become links by themselves.
            ':' if letters.peek() == Some(&'/') => out.push('\\'),
            '.' if ends_in_www(&out) => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}

/// A line that may stand at the left edge, where more signs have a meaning: of lists, and under headings.
fn at_start(line: &str) -> String {
    let escaped = escaped(line);
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &escaped[digits..];
    let sign = rest.chars().next().unwrap_or(' ');
    let alone = rest.chars().nth(1).is_none_or(|next| next == ' ' || next == sign);
    let means = match digits {
        0 => sign == '=' || (matches!(sign, '-' | '+') && alone),
        _ => matches!(sign, '.' | ')') && alone,
    };
    if means {
        format!("{}\\{rest}", &escaped[..digits])
    } else {
        escaped
    }
}

fn ends_in_www(text: &str) -> bool {
    text.len() >= 3
        && text.is_char_boundary(text.len() - 3)
        && text[text.len() - 3..].eq_ignore_ascii_case("www")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_a_meaning_lose_it() {
        for (text, shown) in [
            ("# no heading", "\\# no heading"),
            ("[a](http://b)", "\\[a\\](http\\://b)"),
            ("a | b", "a \\| b"),
            ("<b>", "\\<b\\>"),
            ("3.5 times - on average", "3.5 times - on average"),
            ("R&D &lt;", "R&amp;D &amp;lt;"),
            ("www.example.org", "www\\.example.org"),
            ("ad_seen", "ad\\_seen"),
        ] {
            assert_eq!(line(text), shown);
        }
        for (text, shown) in [
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("2026) item", "2026\\) item"),
            ("3.5 times", "3.5 times"),
            ("---", "\\---"),
            ("+5%", "+5%"),
        ] {
            assert_eq!(block(text, 0), shown);
        }
        assert_eq!(block("one\n# two", 2), "one\\\n  \\# two");
        assert_eq!(cell("one\ntwo"), "one / two");
    }
}
