//! Expressions cut into words, values and signs.

use super::display::write_text;
use super::{ExprError, Op, Wanted};
use crate::proposal::LocalText;
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Word(String),
    /// A name in backquotes: never a word of the language.
    Quoted(String),
    Text(String),
    Number(f64),
    Op(Op),
    Open,
    Close,
    Comma,
    End,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Word(word) => write!(f, "`{word}`"),
            Token::Quoted(name) => write!(f, "`{name}`"),
            Token::Text(text) => write_text(f, text),
            Token::Number(number) => write!(f, "{number}"),
            Token::Op(op) => write!(f, "`{op}`"),
            Token::Open => f.write_str("`(`"),
            Token::Close => f.write_str("`)`"),
            Token::Comma => f.write_str("`,`"),
            Token::End => f.write_str("the end"),
        }
    }
}

impl Token {
    /// What a person reads of it.
    pub(super) fn shown(&self) -> LocalText {
        match self {
            Token::End => LocalText::en_ru("the end", "конец"),
            token => LocalText::plain(token.to_string()),
        }
    }
}

pub(super) fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

pub(super) fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Tokens with their places, 1-based in characters; the last is `End`.
pub(super) fn lex(text: &str) -> Result<Vec<(usize, Token)>, ExprError> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (start, c) = (i, chars[i]);
        let next = chars.get(i + 1).copied();
        let token = match c {
            _ if c.is_whitespace() => {
                i += 1;
                continue;
            }
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '=' => Token::Op(Op::Eq),
            '!' if next == Some('=') => Token::Op(Op::Ne),
            '<' if next == Some('=') => Token::Op(Op::Le),
            '>' if next == Some('=') => Token::Op(Op::Ge),
            '<' => Token::Op(Op::Lt),
            '>' => Token::Op(Op::Gt),
            '"' | '\'' | '`' => {
                let (text, end) = quoted(&chars, i)?;
                i = end;
                if c == '`' {
                    Token::Quoted(text)
                } else {
                    Token::Text(text)
                }
            }
            _ if is_name_start(c) => {
                let word: String = chars[i..].iter().take_while(|c| is_name_part(**c)).collect();
                i += word.chars().count();
                Token::Word(word)
            }
            _ if c.is_ascii_digit() || c == '-' || c == '.' => {
                let number: String = number_text(&chars[i..]);
                i += number.len();
                match number.parse::<f64>() {
                    Ok(value) if value.is_finite() => Token::Number(value),
                    _ => {
                        return Err(expected_at(
                            start,
                            Wanted("a number", "число"),
                            LocalText::plain(format!("`{number}`")),
                        ));
                    }
                }
            }
            _ => {
                return Err(expected_at(
                    start,
                    Wanted(
                        "a name, a value, an operator or a parenthesis",
                        "имя, значение, сравнение или скобка",
                    ),
                    LocalText::plain(format!("`{c}`")),
                ));
            }
        };
        if i == start {
            i += if matches!(token, Token::Op(Op::Ne | Op::Le | Op::Ge)) {
                2
            } else {
                1
            };
        }
        tokens.push((start + 1, token));
    }
    tokens.push((chars.len() + 1, Token::End));
    Ok(tokens)
}

fn expected_at(place: usize, expected: Wanted, found: LocalText) -> ExprError {
    ExprError {
        at: place + 1,
        expected: expected.into(),
        found,
    }
}

/// The longest run that may belong to a number: digits, dots, an exponent with its sign.
fn number_text(chars: &[char]) -> String {
    let mut text = String::new();
    for &c in chars {
        let after_exponent = matches!(text.chars().last(), Some('e' | 'E'));
        let fits = c.is_ascii_digit()
            || c == '.'
            || (c == '-' && (text.is_empty() || after_exponent))
            || (c == '+' && after_exponent)
            || (matches!(c, 'e' | 'E') && !text.is_empty());
        if !fits {
            break;
        }
        text.push(c);
    }
    text
}

/// The text between the quote at `start` and its twin, and the place after it. `\n`, `\t`, `\\` and `\` + quote.
fn quoted(chars: &[char], start: usize) -> Result<(String, usize), ExprError> {
    let quote = chars[start];
    let mut text = String::new();
    let mut i = start + 1;
    while let Some(&c) = chars.get(i) {
        match c {
            _ if c == quote => return Ok((text, i + 1)),
            '\\' => {
                i += 1;
                match chars.get(i) {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some(&c) if c == '\\' || c == quote => text.push(c),
                    Some(c) => {
                        return Err(expected_at(
                            i,
                            Wanted("one of \\n \\t \\\\ or a quote", "\\n, \\t, \\\\ или кавычка"),
                            LocalText::plain(format!("`{c}`")),
                        ));
                    }
                    None => break,
                }
            }
            _ => text.push(c),
        }
        i += 1;
    }
    Err(ExprError {
        at: chars.len() + 1,
        expected: LocalText::en_ru(
            format!("the closing {quote} of character {}", start + 1),
            format!("закрывающая {quote} к символу {}", start + 1),
        ),
        found: Token::End.shown(),
    })
}
