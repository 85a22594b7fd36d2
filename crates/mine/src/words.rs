//! What an activity's name tells, in English and Russian: a small vocabulary of stems.
//!
//! Used to name stages, to fit templates, and to weigh flows and pains (who is waited for, what is browsing). It never
//! decides alone: a log whose names say nothing gets the same stages from its flow, only under plainer names.

mod stems;

use stems::{FAILURE, HELP, MARKERS, NOTHING_FOUND, OWN_ACTS, RETURNED, RULES, SEARCH, SUCCESS};
use tropa_model::proposal::LocalText;

/// What an activity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Discover,
    Choose,
    Cart,
    Order,
    Pay,
    Delivery,
    Assembly,
    Support,
    Loyalty,
    Application,
    Check,
    Offer,
    Decision,
    Contract,
}

/// Topics that belong together on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    Discover,
    Choose,
    Purchase,
    Delivery,
    Assembly,
    Support,
    Loyalty,
    Application,
    Check,
    Offer,
    Decision,
}

/// Whose time passes before the activity happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The customer's own: looking, thinking, coming back.
    Customer,
    /// The company's: delivering, checking, answering.
    Company,
    Unknown,
}

impl Topic {
    pub fn family(self) -> Family {
        match self {
            Topic::Discover => Family::Discover,
            Topic::Choose => Family::Choose,
            Topic::Cart | Topic::Order | Topic::Pay => Family::Purchase,
            Topic::Delivery => Family::Delivery,
            Topic::Assembly => Family::Assembly,
            Topic::Support => Family::Support,
            Topic::Loyalty => Family::Loyalty,
            Topic::Application => Family::Application,
            Topic::Check => Family::Check,
            Topic::Offer => Family::Offer,
            Topic::Decision | Topic::Contract => Family::Decision,
        }
    }

    fn pace(self) -> Pace {
        match self {
            Topic::Discover | Topic::Choose | Topic::Cart | Topic::Order | Topic::Pay | Topic::Loyalty => {
                Pace::Customer
            }
            Topic::Application => Pace::Unknown,
            Topic::Delivery | Topic::Assembly | Topic::Support | Topic::Check => Pace::Company,
            Topic::Offer | Topic::Decision | Topic::Contract => Pace::Company,
        }
    }

    pub fn name(self) -> LocalText {
        let (en, ru) = match self {
            Topic::Cart => ("Cart", "Корзина"),
            Topic::Pay => ("Payment", "Оплата"),
            Topic::Contract => ("Contract", "Договор"),
            other => return other.family().name(),
        };
        LocalText::en_ru(en, ru)
    }

    /// Going round and round here is how people look around, not a pain.
    fn is_browsing(self) -> bool {
        matches!(self, Topic::Discover | Topic::Choose | Topic::Loyalty)
    }
}

impl Family {
    pub fn name(self) -> LocalText {
        let (en, ru) = match self {
            Family::Discover => ("Discover", "Знакомство"),
            Family::Choose => ("Choose", "Выбор"),
            Family::Purchase => ("Order", "Заказ"),
            Family::Delivery => ("Delivery", "Доставка"),
            Family::Assembly => ("Assembly", "Сборка"),
            Family::Support => ("Use & support", "Использование и поддержка"),
            Family::Loyalty => ("Loyalty", "Лояльность"),
            Family::Application => ("Application", "Заявка"),
            Family::Check => ("Check", "Проверка"),
            Family::Offer => ("Offer", "Предложение"),
            Family::Decision => ("Decision", "Решение"),
        };
        LocalText::en_ru(en, ru)
    }
}

/// Stems this short must be whole words: "ad" is not "address".
const WHOLE_WORD_BELOW: usize = 4;
const WITHIN_WORD_FROM: usize = 6;

/// What the name says the activity is about, if it says anything.
pub fn topic(name: &str) -> Option<Topic> {
    let words = words(name);
    RULES
        .iter()
        .find(|(stems, _)| {
            stems
                .iter()
                .all(|stem| begins(&words, stem) || lies_within(&words, stem))
        })
        .map(|(_, topic)| *topic)
}

/// Whose time passes before the activity.
pub fn pace(name: &str) -> Pace {
    let words = words(name);
    if OWN_ACTS.iter().any(|stem| begins(&words, stem)) {
        return Pace::Customer;
    }
    topic(name).map_or(Pace::Unknown, Topic::pace)
}

/// Whether going round and round there is how people look around.
pub fn is_browsing(name: &str) -> bool {
    topic(name).is_some_and(Topic::is_browsing)
}

pub fn is_success(name: &str) -> bool {
    let words = words(name);
    SUCCESS.iter().any(|stem| begins(&words, stem)) && !is_failure(name)
}

pub fn is_failure(name: &str) -> bool {
    let words = words(name);
    FAILURE.iter().any(|stem| begins(&words, stem))
}

/// Whether the whole name is a mark such as `lost` or `exit`.
pub fn is_marker(name: &str) -> bool {
    let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
    MARKERS.contains(&plain.trim_matches('_'))
}

/// Whether something is looked for by words there.
pub fn is_search(name: &str) -> bool {
    let words = words(name);
    SEARCH.iter().any(|stem| begins(&words, stem))
}

/// Whether the name says that nothing was found.
pub fn is_nothing_found(name: &str) -> bool {
    let words = words(name);
    NOTHING_FOUND
        .iter()
        .any(|stems| stems.iter().all(|stem| begins(&words, stem)))
}

/// Whether people ask a text or a person for help there.
pub fn is_help(name: &str) -> bool {
    let words = words(name);
    HELP.iter().any(|stem| begins(&words, stem))
}

/// Whether something bought is given back there.
pub fn is_return(name: &str) -> bool {
    let words = words(name);
    RETURNED
        .iter()
        .any(|stems| stems.iter().all(|stem| begins(&words, stem)))
}

/// Whether two names share a word of at least five letters, endings aside: "Delivery scheduled" and "Delivered" do.
pub fn share_a_word(a: &str, b: &str) -> bool {
    const LETTERS: usize = 5;
    let stem = |word: &String| -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        (letters.len() >= LETTERS).then(|| {
            letters[..LETTERS.max(letters.len().saturating_sub(3)).min(7)]
                .iter()
                .collect()
        })
    };
    let ours: Vec<String> = words(a).iter().filter_map(stem).collect();
    words(b).iter().filter_map(stem).any(|theirs| {
        ours.iter().any(|our| {
            let same = our
                .chars()
                .zip(theirs.chars())
                .take_while(|(x, y)| x == y)
                .count();
            same >= LETTERS.max(our.chars().count().min(theirs.chars().count()))
        })
    })
}

fn begins(words: &[String], stem: &str) -> bool {
    let short = stem.chars().count() < WHOLE_WORD_BELOW;
    words.iter().any(|word| {
        if short {
            word == stem
        } else {
            word.starts_with(stem)
        }
    })
}

/// Long stems count inside a word too: "PARTLYSUBMITTED", "redelivery".
fn lies_within(words: &[String], stem: &str) -> bool {
    stem.chars().count() >= WITHIN_WORD_FROM && words.iter().any(|word| word.contains(stem))
}

/// Lower-case words; `camelCase`, `snake_case` and dots are taken apart.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before_is_lower = false;
    for c in name.chars() {
        let ends = !c.is_alphanumeric() || (c.is_uppercase() && before_is_lower);
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before_is_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_topic_in_both_languages() {
        for (name, expected) in [
            ("Saw an ad", Some(Topic::Discover)),
            ("Address changed", None),
            ("Saw delivery cost", Some(Topic::Cart)),
            ("delivery_choice", Some(Topic::Cart)),
            ("Узнал стоимость доставки", Some(Topic::Cart)),
            ("Delivery scheduled", Some(Topic::Delivery)),
            ("Доставка перенесена", Some(Topic::Delivery)),
            ("Picked up order", Some(Topic::Delivery)),
            ("Оформил заказ", Some(Topic::Order)),
            ("paymentDone", Some(Topic::Pay)),
            ("Мебель собрана", Some(Topic::Assembly)),
            ("Bought again", Some(Topic::Loyalty)),
            ("O_SENT_BACK", None),
            ("A_PARTLYSUBMITTED", Some(Topic::Application)),
            ("payment_card", Some(Topic::Pay)),
            ("W_Nabellen offertes", Some(Topic::Offer)),
            ("A_DECLINED", Some(Topic::Decision)),
        ] {
            assert_eq!(topic(name), expected, "{name}");
        }
    }

    #[test]
    fn a_delay_is_no_success_and_a_mark_is_a_whole_name() {
        assert!(is_success("Delivered") && is_success("Вопрос решён") && is_success("A_APPROVED"));
        assert!(!is_success("Delivery delayed") && !is_success("Order not delivered"));
        assert!(
            is_marker("lost")
                && is_marker("Session-Start")
                && !is_marker("Start page")
                && !is_marker("Lost card reported")
        );
    }

    #[test]
    fn names_tell_searching_helping_and_giving_back() {
        assert!(is_search("catalog_search") && is_search("Поиск по каталогу") && !is_search("Research lab"));
        assert!(is_nothing_found("Search: no results") && is_nothing_found("Ничего не найдено"));
        assert!(is_help("Opened FAQ") && is_help("Позвонил в поддержку") && !is_help("Paid"));
        assert!(is_return("Refund requested") && is_return("Возврат товара") && !is_return("Return visit"));
    }

    #[test]
    fn related_names_share_a_word() {
        assert!(share_a_word("Delivery scheduled", "Delivered"));
        assert!(share_a_word("Assembly booked", "Assembled"));
        assert!(share_a_word("Доставка назначена", "Доставлено"));
        assert!(!share_a_word("Opened catalogue", "Called support"));
    }
}
