//! Ids that say what they name and come out the same for the same names.

use std::collections::{BTreeMap, BTreeSet};

/// Characters of an id made from a name; enough to tell names apart, short enough to read in a diff.
const SLUG_CHARS_MAX: usize = 40;

/// Hands out ids that are unique within one map.
#[derive(Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
    /// Last number given out to a name: thousands of equal names must not each count from one.
    last: BTreeMap<String, u32>,
}

impl Ids {
    /// `step-order-placed` for (`step`, `Order placed`); a second one of the same name ends in `-2`.
    pub fn take(&mut self, kind: &str, name: &str) -> String {
        let slug = slug(name);
        let base = if slug.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}-{slug}")
        };
        if self.taken.insert(base.clone()) {
            return base;
        }
        let mut ordinal = self.last.get(&base).copied().unwrap_or(1);
        let id = loop {
            ordinal += 1;
            let id = format!("{base}-{ordinal}");
            if self.taken.insert(id.clone()) {
                break id;
            }
        };
        self.last.insert(base, ordinal);
        id
    }

    /// Takes an id as it is; `false` where it is taken already.
    pub fn keep(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }
}

/// Lower-case ASCII letters and digits of the name, all else as single dashes; Cyrillic is written in Latin letters.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match latin(c) {
            Some(letters) => slug.push_str(letters),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            None if slug.is_empty() || slug.ends_with('-') => {}
            None => slug.push('-'),
        }
        if slug.len() >= SLUG_CHARS_MAX {
            break;
        }
    }
    slug.truncate(SLUG_CHARS_MAX);
    slug.trim_end_matches('-').to_owned()
}

fn latin(c: char) -> Option<&'static str> {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    match c {
        'ё' => Some("e"),
        'а'..='я' => Some(LETTERS[c as usize - 'а' as usize]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_like_its_name_and_is_unique() {
        let mut ids = Ids::default();
        assert_eq!(
            ids.take("step", "Заказ оформлен (щётка)"),
            "step-zakaz-oformlen-shchetka"
        );
        assert_eq!(ids.take("step", "A_SUBMITTED"), "step-a-submitted");
        assert_eq!(ids.take("step", "a submitted!"), "step-a-submitted-2");
        assert_eq!(ids.take("step", "注文"), "step");
        assert_eq!(
            ids.take("step", &"x".repeat(500)).len(),
            "step-".len() + SLUG_CHARS_MAX
        );
    }
}
