//! Russian, English, or something else: by letters first, then by the little words no language does without.

use super::token::{TokenKind, Tokens};
use crate::reading::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Letters Russian does not have and its neighbours do: Ukrainian, Belarusian, Kazakh, Serbian and others.
const NOT_RUSSIAN: &str = "іїєґўјљњћђџәғқңөұүһѕѓќ";

/// Words of Russian's neighbours that are written with Russian letters only.
const OTHER_CYRILLIC: &str = "та що не як це дуже але був була були від для також гэта вельмі але таксама няма калі за мен \
    бен жоқ емес және това беше много съм със няма какво";

const RUSSIAN: &str = "и в не на я что с по а как это но у к за из от то же все так мне для если или был была было были \
    бы его ее их они мы вы он она при до ли уже только еще нет да очень можно когда чтобы меня вас нас там тут под через \
    после где кто чем быть есть будет этот эта эти того этом свой";

const ENGLISH: &str = "the and to of a i in is it that was for on with my you this have but not are as be at so they had \
    were we me if would there very from or an been just all when your what one their has which will more out up no can do \
    don't didn't it's i'm who how than them she he about because after get got other our too only these his her its then \
    ever never could should did does am by us also really even into over still any some most much many few why where";

const OTHER_LATIN: &str = "que não nao um uma com para por mais foi muito produto o os as meu minha está esta ainda são \
    sao ao do da dos das em no na se eu ele pelo pela mas como bem el la los las una con por pero muy es lo del y en \
    le les des et un une est pas je vous nous pour dans sur avec très tres der die das und ist nicht ich ein eine mit zu \
    auf für war sehr il di che non sono per della het een van niet ik dat op zijn w z nie się jest na do to że bardzo ve \
    bir çok bu için da de och att det som på är inte";

fn votes() -> &'static HashMap<&'static str, (u8, u8)> {
    static VOTES: LazyLock<HashMap<&'static str, (u8, u8)>> = LazyLock::new(|| {
        let mut votes: HashMap<&'static str, (u8, u8)> = HashMap::new();
        for word in ENGLISH.split_whitespace().chain(RUSSIAN.split_whitespace()) {
            votes.entry(word).or_default().0 = 1;
        }
        for word in OTHER_LATIN
            .split_whitespace()
            .chain(OTHER_CYRILLIC.split_whitespace())
        {
            votes.entry(word).or_default().1 = 1;
        }
        votes
    });
    &VOTES
}

/// The language of one sentence. `Unknown` where it has no letters, or Latin ones that tell nothing.
///
/// `known_english` says whether a word stands in the English word lists: short sentences ("Great product") have no
/// little words to go by.
pub fn language_of(tokens: &Tokens, known_english: impl Fn(&str) -> bool) -> Language {
    let (mut cyrillic, mut latin, mut strange) = (0u32, 0u32, 0u32);
    let (mut ours, mut others, mut familiar) = (0u32, 0u32, 0u32);
    let (mut foreign_cyrillic, mut english_words) = (0u32, 0u32);
    for at in 0..tokens.len() {
        if tokens.tokens[at].kind != TokenKind::Word {
            continue;
        }
        let word = tokens.normal(at);
        let mut of_cyrillic = false;
        for c in word.chars() {
            match c {
                'а'..='я' => {
                    cyrillic += 1;
                    of_cyrillic = true;
                }
                'a'..='z' => latin += 1,
                '\'' | '-' => {}
                _ if NOT_RUSSIAN.contains(c) => {
                    cyrillic += 1;
                    foreign_cyrillic += 1;
                }
                'ß'..='ɏ' => {
                    latin += 1;
                    strange += 1;
                }
                _ if c.is_alphabetic() => strange += 4,
                _ => {}
            }
        }
        if let Some((our, other)) = votes().get(word) {
            ours += u32::from(*our);
            others += u32::from(*other);
            english_words += u32::from(*our == 1 && !of_cyrillic);
        } else if !of_cyrillic && word.len() > 2 && known_english(word) {
            familiar += 1;
        }
    }
    if cyrillic + latin + strange == 0 {
        return Language::Unknown;
    }
    if strange > cyrillic + latin {
        return Language::Other;
    }
    // Names of companies are Latin in Russian sentences, too: «Пользуюсь Apple Pay».
    if cyrillic > latin || (3 * cyrillic >= latin && english_words == 0 && cyrillic > 0) {
        let foreign = foreign_cyrillic * 25 >= cyrillic || (others > ours && others >= 2);
        return if foreign { Language::Other } else { Language::Ru };
    }
    let english = 2 * ours + familiar;
    let other = 2 * others + strange;
    if english > other {
        Language::En
    } else if other > 0 {
        Language::Other
    } else {
        Language::Unknown
    }
}

/// The language of a whole text from those of its sentences, each with its length in characters.
///
/// `Mixed` where both Russian and English hold at least a fifth of what is understood.
pub fn language_of_text(sentences: impl IntoIterator<Item = (Language, u32)>) -> Language {
    let (mut ru, mut en, mut other) = (0u32, 0u32, 0u32);
    for (language, chars) in sentences {
        match language {
            Language::Ru => ru += chars,
            Language::En => en += chars,
            Language::Other => other += chars,
            Language::Mixed | Language::Unknown => {}
        }
    }
    let understood = ru + en;
    if understood == 0 && other == 0 {
        Language::Unknown
    } else if other > understood {
        Language::Other
    } else if 5 * ru >= understood && 5 * en >= understood {
        Language::Mixed
    } else if ru > en {
        Language::Ru
    } else {
        Language::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Language) {
        let known = |word: &str| matches!(word, "great" | "product" | "love");
        assert_eq!(language_of(&Tokens::new(text, 0), known), expected, "{text}");
    }

    #[test]
    fn letters_tell_russian_and_little_words_tell_english() {
        check("Карта пришла через неделю", Language::Ru);
        check("Great product", Language::En);
        check("It broke after two days", Language::En);
        check("Recebi o produto antes do prazo, muito bom", Language::Other);
        check("Das Produkt ist nicht gut", Language::Other);
        check("Дуже добре, але довго чекав, дякую за це", Language::Other);
        check("Вельмі добры банк, гэта праўда і ўсё", Language::Other);
        check("商品很好", Language::Other);
        check("10/10 !!!", Language::Unknown);
        check("Xpto", Language::Unknown);
        check("Пользуюсь MTBank и Apple Pay", Language::Ru);
    }

    #[test]
    fn a_text_of_both_languages_is_mixed() {
        use Language::{En, Mixed, Other, Ru, Unknown};
        assert_eq!(language_of_text([(Ru, 60), (En, 40)]), Mixed);
        assert_eq!(language_of_text([(Ru, 90), (En, 10)]), Ru);
        assert_eq!(language_of_text([(Unknown, 10), (En, 40)]), En);
        assert_eq!(language_of_text([(Other, 50), (En, 10)]), Other);
        assert_eq!(language_of_text([(Unknown, 5)]), Unknown);
    }
}
