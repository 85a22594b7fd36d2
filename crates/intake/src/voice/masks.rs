//! Personal data in texts: found by rules that can be seen and tuned, replaced before anything is kept, and known to
//! nobody afterwards.

mod builtin;
mod luhn;
mod names;

use regex::Regex;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::LocalText;
use utoipa::ToSchema;

pub const MASKS_SCHEMA: &str = "tropa.masks/1";

/// Patterns and words people may add. Every text is looked at by all of them.
const OWN_MAX: usize = 500;
/// Characters of a pattern; longer ones are lists, and lists are words.
const PATTERN_CHARS_MAX: usize = 1_000;
/// Bytes of a compiled pattern: what keeps a pattern of a person from filling the memory.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaskKind {
    Email,
    /// Of a bank: 13 to 19 digits with a right check digit.
    Card,
    /// Russian (with the word near it) and Belarusian.
    Passport,
    Phone,
    /// The number after «заказ №», «договор», `order`, `ticket`, `tracking number`.
    Number,
    /// After «меня зовут», `my name is`, under a letter, with a patronymic or initials, after a job with a known first
    /// name.
    Name,
    /// A pattern or word that people of the workspace added.
    Own,
}

impl MaskKind {
    /// In the order in which they are applied, people's own before all.
    pub const ALL: [Self; 7] = [
        Self::Email,
        Self::Card,
        Self::Passport,
        Self::Number,
        Self::Phone,
        Self::Name,
        Self::Own,
    ];

    /// What stands in the text instead, in the text's language.
    pub fn label(self) -> LocalText {
        let (en, ru) = match self {
            Self::Email => ("[e-mail]", "[e-mail]"),
            Self::Card => ("[card]", "[карта]"),
            Self::Passport => ("[passport]", "[паспорт]"),
            Self::Phone => ("[phone]", "[телефон]"),
            Self::Number => ("[number]", "[номер]"),
            Self::Name => ("[name]", "[имя]"),
            Self::Own => ("[masked]", "[скрыто]"),
        };
        LocalText::en_ru(en, ru)
    }

    /// What the rule looks for, for people who tune the rules.
    pub fn rule(self) -> LocalText {
        let (en, ru) = match self {
            Self::Email => ("e-mail addresses", "адреса электронной почты"),
            Self::Card => (
                "bank cards: 13–19 digits with a right check digit",
                "банковские карты: 13–19 цифр с верной контрольной цифрой",
            ),
            Self::Passport => (
                "passports: 4 + 6 digits near the word «паспорт», and Belarusian ones (MP1234567)",
                "паспорта: 4 + 6 цифр рядом со словом «паспорт», а также белорусские (MP1234567)",
            ),
            Self::Phone => (
                "telephones with a country or city code, and seven digits after «тел.» or «phone»",
                "телефоны с кодом страны или города и семь цифр после «тел.» или «phone»",
            ),
            Self::Number => (
                "numbers after order, contract, ticket, tracking, invoice, «заказ», «договор», «заявка»",
                "номера после слов «заказ», «договор», «заявка», «обращение», «трек», order, contract, ticket",
            ),
            Self::Name => (
                "names after «меня зовут», «my name is», under a letter, with a patronymic or initials, and known first names after a job",
                "имена после «меня зовут», «my name is», в подписи, с отчеством или инициалами, а после должности — известные имена",
            ),
            Self::Own => (
                "patterns and words added here",
                "добавленные здесь образцы и слова",
            ),
        };
        LocalText::en_ru(en, ru)
    }
}

/// What is masked in a workspace. A decision of its people, kept with its version; imports say which they used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskRules {
    /// Always `tropa.masks/1`.
    pub schema: String,
    /// Counts the changes from 1; given by the workspace.
    #[serde(default)]
    pub version: u64,
    /// Rules of our own that are switched off.
    #[serde(default)]
    pub off: BTreeSet<MaskKind>,
    #[serde(default)]
    pub patterns: Vec<MaskPattern>,
    #[serde(default)]
    pub words: Vec<MaskWord>,
}

/// A regular expression (syntax of the Rust crate `regex`: linear time, no look-around). With a group `m` only the
/// group is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskPattern {
    pub pattern: String,
    /// Stands in the text instead, in brackets; absent: `[masked]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A word or words, found as they are, whole, in any case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskWord {
    pub word: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

impl Default for MaskRules {
    fn default() -> Self {
        Self {
            schema: MASKS_SCHEMA.into(),
            version: 1,
            off: BTreeSet::new(),
            patterns: Vec::new(),
            words: Vec::new(),
        }
    }
}

/// A text after the masks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Masked {
    pub text: String,
    /// How many places each rule took out.
    pub found: BTreeMap<MaskKind, u64>,
}

/// Rules ready for use.
#[derive(Default)]
pub struct Masks {
    rules: MaskRules,
    own: Vec<(Regex, Option<String>)>,
}

impl Masks {
    /// Compiles the rules; a pattern that cannot be read, or could take much memory, is named.
    pub fn new(rules: MaskRules) -> Result<Masks, LocalText> {
        if rules.patterns.len() + rules.words.len() > OWN_MAX {
            return Err(LocalText::en_ru(
                format!("more than {OWN_MAX} patterns and words"),
                format!("больше {OWN_MAX} образцов и слов"),
            ));
        }
        let mut own = Vec::new();
        for MaskPattern { pattern, label } in &rules.patterns {
            own.push((compile(pattern)?, label.clone()));
        }
        for MaskWord { word, label } in &rules.words {
            let word = word.trim();
            if word.is_empty() {
                return Err(LocalText::en_ru("an empty word", "пустое слово"));
            }
            let escaped = regex::escape(word);
            let start = if word.starts_with(char::is_alphanumeric) {
                r"\b"
            } else {
                ""
            };
            let end = if word.ends_with(char::is_alphanumeric) {
                r"\b"
            } else {
                ""
            };
            own.push((compile(&format!("(?i){start}{escaped}{end}"))?, label.clone()));
        }
        Ok(Masks { rules, own })
    }

    pub fn rules(&self) -> &MaskRules {
        &self.rules
    }

    /// Whether anything of the text would be masked.
    pub fn touches(&self, text: &str) -> bool {
        !self.apply(text).found.is_empty()
    }

    /// The text without what the rules find. Where two rules find overlapping places, the one named first in
    /// [`MaskKind::ALL`] has its way, people's own before all.
    pub fn apply(&self, text: &str) -> Masked {
        let mut found = BTreeMap::new();
        let mut out = Cow::Borrowed(text);
        let russian = text
            .chars()
            .any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
        let language = if russian { "ru" } else { "en" };
        for (pattern, label) in &self.own {
            let places: Vec<_> = pattern
                .captures_iter(&out)
                .filter_map(|hit| hit.name("m").or(hit.get(0)))
                .map(|place| place.range())
                .filter(|range| !range.is_empty())
                .collect();
            let label = label.as_ref().map_or_else(
                || MaskKind::Own.label().get(language).to_owned(),
                |l| format!("[{l}]"),
            );
            replace(&mut out, places, &label, MaskKind::Own, &mut found);
        }
        for kind in MaskKind::ALL {
            if kind != MaskKind::Own && !self.rules.off.contains(&kind) {
                let places = builtin::places(kind, &out);
                let label = kind.label();
                replace(&mut out, places, label.get(language), kind, &mut found);
            }
        }
        Masked {
            text: out.into_owned(),
            found,
        }
    }
}

type Places = Vec<std::ops::Range<usize>>;

fn replace(
    text: &mut Cow<'_, str>,
    mut places: Places,
    label: &str,
    kind: MaskKind,
    found: &mut BTreeMap<MaskKind, u64>,
) {
    if places.is_empty() {
        return;
    }
    places.sort_by_key(|place| place.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        if place.start < from {
            continue;
        }
        out.push_str(&text[from..place.start]);
        out.push_str(label);
        from = place.end;
        *found.entry(kind).or_default() += 1;
    }
    out.push_str(&text[from..]);
    *text = Cow::Owned(out);
}

fn compile(pattern: &str) -> Result<Regex, LocalText> {
    let bad = |what: String| {
        LocalText::en_ru(
            format!("«{pattern}» is not a pattern: {what}"),
            format!("«{pattern}» — не образец: {what}"),
        )
    };
    if pattern.chars().count() > PATTERN_CHARS_MAX {
        return Err(bad(format!("> {PATTERN_CHARS_MAX}")));
    }
    regex::RegexBuilder::new(pattern)
        .size_limit(PATTERN_BYTES_MAX)
        .dfa_size_limit(PATTERN_BYTES_MAX)
        .build()
        .map_err(|e| bad(e.to_string()))
}
