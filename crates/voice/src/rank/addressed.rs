//! Whom a message is written to, and addresses in it: no part of what is asked.

use tropa_model::{Feedback, Span};

/// The span without the names (`@shop`) it begins with and the link it ends with; as it was where nothing is left.
pub(super) fn without_addressee(span: Span, item: &Feedback) -> Span {
    let Some(text) = span.of(item) else { return span };
    let mut rest = text.trim_start();
    while rest.starts_with('@') {
        let name = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = rest[name..].trim_start();
    }
    let before = text.len() - rest.len();
    let mut end = rest.trim_end().len();
    while let Some(last) = rest[..end]
        .rfind(char::is_whitespace)
        .filter(|at| is_link(rest[*at..end].trim()))
    {
        end = rest[..last].trim_end().len();
    }
    if rest[..end].trim().is_empty() {
        return span;
    }
    let chars = |text: &str| text.chars().count() as u32;
    let start = span.start + chars(&text[..before]);
    Span {
        start,
        end: start + chars(&rest[..end]),
        ..span
    }
}

/// Whether the byte of the text lies in an address of the network or of a person (`@shop`).
pub(super) fn is_in_link_or_handle(text: &str, at: usize) -> bool {
    let begins = text[..at].rfind(char::is_whitespace).unwrap_or(0);
    let word = text[begins..].trim_start();
    let word = &word[..word.find(char::is_whitespace).unwrap_or(word.len())];
    word.starts_with('@') || is_link(word)
}

fn is_link(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
}
