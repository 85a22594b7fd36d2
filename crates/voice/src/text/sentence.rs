//! Where sentences begin and end.

use std::ops::Range;

/// A sentence of a text, without white space at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceSpan {
    pub bytes: Range<usize>,
    /// Characters of the text.
    pub chars: Range<u32>,
}

/// More sentences than this in one text are not cut apart: the rest is the last one. No customer writes so many; a
/// file that was taken for a text may.
const SENTENCES_MAX: usize = 2_000;

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "т",
    "е",
    "д",
    "п",
    "к",
    "г",
    "гг",
    "ул",
    "пр",
    "просп",
    "руб",
    "коп",
    "тыс",
    "млн",
    "млрд",
    "см",
    "стр",
    "тел",
    "им",
    "др",
    "проч",
    "напр",
    "обл",
    "р",
    "м",
    "мин",
    "сек",
    "ч",
    "кв",
    "шт",
    "д-р",
    "бел",
    "б",
    "у",
    "св",
    "пос",
    "mr",
    "mrs",
    "ms",
    "dr",
    "st",
    "e.g",
    "i.e",
    "eg",
    "ie",
    "etc",
    "vs",
    "approx",
    "no",
    "inc",
    "ltd",
    "co",
    "jr",
    "sr",
    "prof",
    "min",
    "max",
    "a.m",
    "p.m",
    "u.s",
    "u.k",
];

/// The sentences of `text` in their order. They do not overlap, and only white space lies between them.
pub fn sentences(text: &str) -> Vec<SentenceSpan> {
    let mut found = Vec::new();
    let (mut start, mut start_char) = (0, 0u32);
    let mut chars = text.char_indices().peekable();
    let mut at_char = 0u32;
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        at_char += 1;
        let after = at + c.len_utf8();
        let ends = match c {
            '\n' | '\r' => true,
            '!' | '?' | '…' => !chars
                .peek()
                .is_some_and(|(_, next)| matches!(next, '!' | '?' | '.' | '…')),
            '.' => {
                let next = chars.peek().map(|(_, next)| *next);
                match next {
                    Some('.' | '!' | '?' | '…') => false,
                    _ => full_stop_ends(&text[start..at], previous, &text[after..]),
                }
            }
            _ => false,
        };
        previous = c;
        if !ends || found.len() + 1 >= SENTENCES_MAX {
            continue;
        }
        // Closing quotes, brackets and smileys belong to the sentence they end.
        let mut end = after;
        if !matches!(c, '\n' | '\r') {
            while let Some((at, next)) = chars.peek().copied() {
                if !matches!(next, '"' | '»' | '”' | ')' | '(' | '\'') {
                    break;
                }
                if next == '(' && text[at + 1..].starts_with(char::is_alphanumeric) {
                    break;
                }
                end = at + next.len_utf8();
                at_char += 1;
                chars.next();
            }
        }
        push_trimmed(text, start..end, start_char, &mut found);
        (start, start_char) = (end, at_char);
    }
    push_trimmed(text, start..text.len(), start_char, &mut found);
    found
}

fn full_stop_ends(before: &str, previous: char, rest: &str) -> bool {
    let mut next = rest.chars();
    let Some(first) = next.next() else { return true };
    if previous.is_ascii_digit() && first.is_ascii_digit() {
        return false;
    }
    if !first.is_whitespace() && !matches!(first, '"' | '»' | '”' | ')' | '(') {
        // «Кошмар.Больше не приду»: a capital after a small letter and a stop begins a sentence; `bank.by` does not.
        return previous.is_lowercase() && first.is_uppercase();
    }
    let word = before
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
        .next()
        .unwrap_or("");
    let last = word.rsplit_once('.').map_or(word, |(_, last)| last);
    let lower_word = word.to_lowercase();
    let lower_last = last.to_lowercase();
    let abbreviated =
        ABBREVIATIONS.contains(&lower_word.as_str()) || ABBREVIATIONS.contains(&lower_last.as_str());
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    if !abbreviated && !initial {
        return true;
    }
    // After an abbreviation only a capital that is no initial begins a sentence: «… и т.д. Потом», not «ул. Ленина».
    let begins = next.find(|c| !c.is_whitespace()).is_some_and(char::is_uppercase);
    begins
        && matches!(
            lower_last.as_str(),
            "д" | "п" | "др" | "руб" | "etc" | "мин" | "шт" | "m"
        )
}

fn push_trimmed(text: &str, bytes: Range<usize>, start_char: u32, found: &mut Vec<SentenceSpan>) {
    let piece = &text[bytes.clone()];
    let trimmed = piece.trim_start();
    let skipped = &piece[..piece.len() - trimmed.len()];
    let trimmed = trimmed.trim_end();
    if !trimmed
        .chars()
        .any(|c| !c.is_whitespace() && !matches!(c, '-' | '*' | '•' | '.'))
    {
        return;
    }
    let start = bytes.start + skipped.len();
    let first = start_char + skipped.chars().count() as u32;
    found.push(SentenceSpan {
        bytes: start..start + trimmed.len(),
        chars: first..first + trimmed.chars().count() as u32,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = sentences(text);
        let shown: Vec<&str> = found.iter().map(|s| &text[s.bytes.clone()]).collect();
        assert_eq!(shown, expected);
        let chars: Vec<char> = text.chars().collect();
        for span in found {
            let by_chars: String = chars[span.chars.start as usize..span.chars.end as usize]
                .iter()
                .collect();
            assert_eq!(by_chars, text[span.bytes]);
        }
    }

    #[test]
    fn sentences_end_at_stops_and_lines_but_not_at_abbreviations() {
        check("Пришла карта. Спасибо!", &["Пришла карта.", "Спасибо!"]);
        check(
            "Отделение на ул. Ленина, 5. Очередь.",
            &["Отделение на ул. Ленина, 5.", "Очередь."],
        );
        check(
            "Кредит, карта и т.д. Потом отказ.",
            &["Кредит, карта и т.д.", "Потом отказ."],
        );
        check("Сняли 12.50 руб. без спроса", &["Сняли 12.50 руб. без спроса"]);
        check("Кошмар.Больше не приду", &["Кошмар.", "Больше не приду"]);
        check(
            "Ждал час... и ушёл))) Ужас?!",
            &["Ждал час...", "и ушёл))) Ужас?!"],
        );
        check(
            "Dr. Smith was great! \"Really?\" Yes.",
            &["Dr. Smith was great!", "\"Really?\"", "Yes."],
        );
        check("one\n\n- two\n---\nthree", &["one", "- two", "three"]);
        check("see bank.by e.g. today", &["see bank.by e.g. today"]);
        check("", &[]);
    }
}
