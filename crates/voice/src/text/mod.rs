//! Texts cut into sentences and words, and the language they are in. Everything remembers its place in characters.

mod language;
mod sentence;
mod token;

pub use language::{language_of, language_of_text};
pub use sentence::{SentenceSpan, sentences};
pub use token::{Token, TokenKind, Tokens, normal};
