//! Whether words stand in a text.

/// Where a quote stands in a text: characters `start..end`, `end` not included; the first such place.
///
/// Exact letter by letter, except that any run of white space equals one space, and that quotation marks around the whole
/// quote, which models like to add, may be missing in the text. Words that say nothing (no letter, no digit) stand nowhere.
pub fn find(text: &str, quote: &str) -> Option<(u32, u32)> {
    let bare = quote.trim_matches(|c: char| c.is_whitespace() || "\"'«»“”„‘’".contains(c));
    let hay = Spaced::of(text);
    hay.place(quote).or_else(|| hay.place(bare))
}

/// A text with single spaces, and where each of its characters came from.
struct Spaced {
    text: String,
    /// Of every character: its first place in the text it came from, and one past its last.
    from: Vec<(u32, u32)>,
}

impl Spaced {
    fn of(text: &str) -> Self {
        let mut spaced = Self {
            text: String::with_capacity(text.len()),
            from: Vec::new(),
        };
        for (at, letter) in text.chars().enumerate() {
            let (at, next) = (at as u32, at as u32 + 1);
            match spaced.from.last_mut() {
                Some((_, end)) if letter.is_whitespace() && spaced.text.ends_with(' ') => *end = next,
                _ => {
                    spaced
                        .text
                        .push(if letter.is_whitespace() { ' ' } else { letter });
                    spaced.from.push((at, next));
                }
            }
        }
        spaced
    }

    fn place(&self, quote: &str) -> Option<(u32, u32)> {
        let quote = Self::of(quote.trim());
        if !quote.text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let byte = self.text.find(&quote.text)?;
        let first = self.text[..byte].chars().count();
        let last = first + quote.from.len() - 1;
        Some((self.from[first].0, self.from[last].1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_with_any_white_space_and_in_nothing_else_than_itself() {
        let text = "Ждал  три\nнедели. It was “late”.";
        let at = |quote| {
            find(text, quote).map(|(start, end)| {
                text.chars()
                    .skip(start as usize)
                    .take((end - start) as usize)
                    .collect::<String>()
            })
        };
        assert_eq!(at("три недели").as_deref(), Some("три\nнедели"));
        assert_eq!(at("«Ждал три»").as_deref(), Some("Ждал  три"));
        assert_eq!(at("It was “late”").as_deref(), Some("It was “late”"));
        for other in ["ждал", "три недели подряд", "", "…", "\"\"", "It was late"] {
            assert_eq!(at(other), None, "{other}");
        }
    }
}
