//! Words, numbers, signs and emoji of a text.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    Number,
    /// One punctuation mark, or a run of the same mark: `...`, `!!!`.
    Mark,
    /// An emoji or a smiley of punctuation: `☕`, `:)`, `)))`.
    Emoji,
}

/// One token: where it stands, and its letters in the form the word lists use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Characters of the text.
    pub chars: Range<u32>,
    /// Bytes of the text.
    pub bytes: Range<u32>,
    /// Two or more letters and all of them capitals.
    pub shouted: bool,
    normal: Range<u32>,
}

/// The tokens of one text in their order; white space is in none of them.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    normal: String,
}

impl<'t> Tokens<'t> {
    /// Cuts `text`. Characters are counted from `first_char`, for a sentence inside a longer text.
    pub fn new(text: &'t str, first_char: u32) -> Self {
        let mut tokens = Tokens {
            text,
            tokens: Vec::with_capacity(text.len() / 6),
            normal: String::with_capacity(text.len()),
        };
        tokens.cut(first_char);
        tokens
    }

    /// The token's letters: lower case, ё as е, straight apostrophes, a letter drawn out («ооочень», "sooo") once in
    /// Russian and twice in English.
    pub fn normal(&self, at: usize) -> &str {
        let range = &self.tokens[at].normal;
        &self.normal[range.start as usize..range.end as usize]
    }

    /// The token as it was written.
    pub fn written(&self, at: usize) -> &'t str {
        let range = &self.tokens[at].bytes;
        &self.text[range.start as usize..range.end as usize]
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The words among the tokens, in their order, as [`Tokens::normal`] gives them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.len())
            .filter(|at| self.tokens[*at].kind == TokenKind::Word)
            .map(|at| self.normal(at))
    }

    fn cut(&mut self, first_char: u32) {
        let mut rest = self.text.char_indices().peekable();
        let mut at_char = first_char;
        while let Some((start, first)) = rest.next() {
            let start_char = at_char;
            at_char += 1;
            if first.is_whitespace() {
                continue;
            }
            let mut end = start + first.len_utf8();
            let kind = if first.is_alphabetic() {
                while let Some((at, next)) = rest.peek().copied() {
                    let inside = next.is_alphanumeric()
                        || is_combining(next)
                        || (is_joiner(next) && follows_letter(self.text, at, next));
                    if !inside {
                        break;
                    }
                    end = at + next.len_utf8();
                    at_char += 1;
                    rest.next();
                }
                TokenKind::Word
            } else if first.is_numeric() {
                while let Some((at, next)) = rest.peek().copied() {
                    let inside = next.is_numeric()
                        || (matches!(next, '.' | ',') && follows_digit(self.text, at, next));
                    if !inside {
                        break;
                    }
                    end = at + next.len_utf8();
                    at_char += 1;
                    rest.next();
                }
                TokenKind::Number
            } else if is_emoji(first) {
                while let Some((at, next)) = rest.peek().copied() {
                    if !is_emoji_tail(next) {
                        break;
                    }
                    end = at + next.len_utf8();
                    at_char += 1;
                    rest.next();
                }
                TokenKind::Emoji
            } else {
                let smiley = smiley_chars(&self.text[start..]);
                let length = if smiley > 0 {
                    smiley
                } else {
                    run_chars(&self.text[start..])
                };
                for _ in 1..length {
                    if let Some((at, next)) = rest.next() {
                        end = at + next.len_utf8();
                        at_char += 1;
                    }
                }
                if smiley > 0 {
                    TokenKind::Emoji
                } else {
                    TokenKind::Mark
                }
            };
            self.push(kind, start..end, start_char..at_char);
        }
    }

    fn push(&mut self, kind: TokenKind, bytes: Range<usize>, chars: Range<u32>) {
        let written = &self.text[bytes.clone()];
        let start = self.normal.len() as u32;
        let mut shouted = false;
        if kind == TokenKind::Word {
            let mut letters = written.chars().filter(|c| c.is_alphabetic());
            shouted = chars.len() > 1 && letters.all(char::is_uppercase);
            normal_into(written, &mut self.normal);
        } else {
            self.normal.push_str(written);
        }
        self.tokens.push(Token {
            kind,
            chars,
            bytes: bytes.start as u32..bytes.end as u32,
            shouted,
            normal: start..self.normal.len() as u32,
        });
    }
}

/// A word in the form the word lists use; see [`Tokens::normal`].
pub fn normal(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    normal_into(word, &mut out);
    out
}

fn normal_into(written: &str, out: &mut String) {
    let (mut last, mut run) = ('\0', 0);
    for c in written.chars() {
        let lower = match c {
            'ё' | 'Ё' => 'е',
            '’' | '‘' | 'ʼ' | '`' => '\'',
            '‑' | '–' => '-',
            'A'..='Z' => c.to_ascii_lowercase(),
            'a'..='z' | 'а'..='я' => c,
            'А'..='Я' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
            _ if is_combining(c) => continue,
            _ => c.to_lowercase().next().unwrap_or(c),
        };
        run = if lower == last { run + 1 } else { 1 };
        last = lower;
        if run < 3 {
            out.push(lower);
        } else if run == 3 && !lower.is_ascii() {
            // «ооочень»: Russian words hold two of a letter seldom, three never.
            out.pop();
        }
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '-' | '‑')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn follows_letter(text: &str, at: usize, joiner: char) -> bool {
    text[at + joiner.len_utf8()..]
        .chars()
        .next()
        .is_some_and(char::is_alphanumeric)
}

fn follows_digit(text: &str, at: usize, mark: char) -> bool {
    text[at + mark.len_utf8()..]
        .chars()
        .next()
        .is_some_and(char::is_numeric)
}

fn is_emoji(c: char) -> bool {
    matches!(c as u32,
        0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0x2B50 | 0x2B55 | 0x1F1E6..=0x1F1FF | 0x203C | 0x2049)
}

fn is_emoji_tail(c: char) -> bool {
    matches!(c as u32, 0xFE0F | 0x200D | 0x1F3FB..=0x1F3FF)
}

/// Characters of the same mark at the start of `text`, at least 1.
fn run_chars(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    1 + chars.take_while(|c| *c == first).count()
}

/// Characters of the smiley at the start of `text`; 0 where there is none. Russian smileys need no eyes: `))`, `(((`.
fn smiley_chars(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    match first {
        ':' | ';' | '=' => {
            let mut length = 1;
            let mut next = chars.next();
            if matches!(next, Some('-' | '\'' | '^')) {
                length += 1;
                next = chars.next();
            }
            match next {
                Some(mouth @ (')' | '(' | ']' | '[')) => {
                    length + 1 + chars.take_while(|c| *c == mouth).count()
                }
                Some('D' | 'P' | 'p' | '/' | '|' | '*' | '3')
                    if !chars.next().is_some_and(|c| c.is_alphanumeric() || c == '/') =>
                {
                    length + 1
                }
                _ => 0,
            }
        }
        ')' | '(' => {
            let length = run_chars(text);
            if length >= 2 { length } else { 0 }
        }
        '<' if text.starts_with("<3") => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = Tokens::new(text, 0);
        let shown: Vec<String> = (0..tokens.len())
            .map(|at| {
                let token = &tokens.tokens[at];
                let sign = match token.kind {
                    TokenKind::Word => "",
                    TokenKind::Number => "#",
                    TokenKind::Mark => "!",
                    TokenKind::Emoji => "@",
                };
                format!("{sign}{}", tokens.normal(at))
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
        let chars: Vec<char> = text.chars().collect();
        for (at, token) in tokens.tokens.iter().enumerate() {
            let by_chars: String = chars[token.chars.start as usize..token.chars.end as usize]
                .iter()
                .collect();
            assert_eq!(by_chars, tokens.written(at));
        }
    }

    #[test]
    fn words_numbers_marks_and_smileys() {
        check("Всё отлично, спасибо!!!", "все отлично !, спасибо !!!!");
        check("I didn’t pay £12.50 :)", "i didn't pay !£ #12.50 @:)");
        check("Ооочень долго(((", "очень долго @(((");
        check("Sooo good )) ☕", "soo good @)) @☕");
        check("интернет-банк (мобильный)", "интернет-банк !( мобильный !)");
        check("https://bank.by 24/7", "https !: !// bank !. by #24 !/ #7");
        check("👍🏽👍", "@👍🏽 @👍");
    }

    #[test]
    fn shouting_is_seen() {
        let tokens = Tokens::new("ЭТО ужас А я NOT", 0);
        let shouted: Vec<bool> = tokens.tokens.iter().map(|token| token.shouted).collect();
        assert_eq!(shouted, [true, false, false, false, true]);
    }
}
