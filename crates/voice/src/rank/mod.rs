//! What is asked for, grouped by what it is about and ranked by how many people ask: questions, missing functions,
//! needs, barriers.

mod addressed;

use crate::reading::{Reading, SpeechAct};
use crate::text::{TokenKind, Tokens};
use crate::topics::terms::{known_name, term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use tropa_model::{Feedback, LocalText, Span, Speaker};

/// One sentence in which somebody asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask<'a> {
    /// Place of the item in the caller's list.
    pub item: usize,
    pub span: Span,
    pub text: &'a str,
    /// Who asks; one person counts once. Items without an actor count each for one.
    pub who: Option<&'a str>,
    pub step: Option<String>,
    pub segment: Option<&'a str>,
    pub confidence: f64,
}

/// Sentences that ask for the same.
#[derive(Clone, Debug, PartialEq)]
pub struct AskGroup {
    /// The words they share, in both languages where known in both; empty where nobody else asks it.
    pub name: LocalText,
    /// The same as keys: stable for links.
    pub terms: Vec<String>,
    pub n_items: usize,
    pub n_people: usize,
    /// People by step, and by segment; «» where unknown.
    pub by_step: BTreeMap<String, usize>,
    pub by_segment: BTreeMap<String, usize>,
    /// Places in the asks, the clearest first.
    pub asks: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GroupSettings {
    /// What fewer people share is no group: each such ask stands alone, after the groups.
    pub people_min: usize,
    /// Groups and single asks together.
    pub groups_max: usize,
}

impl Default for GroupSettings {
    fn default() -> Self {
        Self {
            people_min: 2,
            groups_max: 200,
        }
    }
}

/// Grouped are at most this many asks, the first ones.
const ASKS_MAX: usize = 50_000;
/// Terms of one ask that are looked at.
const TERMS_MAX: usize = 12;
/// A pair of terms tells more than a term, and less than both apart.
const PAIR: f64 = 0.75;
/// What is shared by more than this share of all different asks tells nothing («карта» at a bank). The same sentence said
/// forty times is one ask said often, not forty that make its words common.
const SHARE_MAX: f64 = 0.3;
/// One word alone makes a question only where few asks have it: thirteen hundred people who say «банк» ask thirteen hundred
/// things, and two words they share tell them apart.
const ALONE_SHARE_MAX: f64 = 0.03;
const ALONE_MAX: f64 = 8.0;

/// The sentences of the items in which their actors do `act`; of `(place in the caller's list, item, reading)`.
pub fn asks<'a>(items: &[(usize, &'a Feedback, &Reading)], act: SpeechAct) -> Vec<Ask<'a>> {
    let mut asks = Vec::new();
    for (at, item, reading) in items {
        if item.speaker != Speaker::Actor {
            continue;
        }
        for sentence in &reading.sentences {
            let confidence = sentence
                .acts
                .iter()
                .find(|(of, _)| *of == act)
                .map(|(_, confidence)| *confidence);
            let span = addressed::without_addressee(sentence.span, item);
            if let (Some(confidence), Some(text)) = (confidence, span.of(item)) {
                asks.push(Ask {
                    item: *at,
                    span,
                    text,
                    who: item.actor.as_deref(),
                    step: item.step.clone(),
                    segment: item.segment.as_deref(),
                    confidence,
                });
            }
        }
    }
    asks
}

/// Groups asks by the terms they share: again and again the term, or pair of terms, that says most about most of the
/// asks that are left (a greedy cover). Groups come by people, then by items, then by name; asks that nobody shares stand
/// alone after them.
pub fn group(asks: &[Ask], settings: &GroupSettings) -> Vec<AskGroup> {
    let asks = &asks[..asks.len().min(ASKS_MAX)];
    let (terms, names) = terms(asks);
    let mut holders: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
    for (at, terms) in terms.iter().enumerate() {
        for (n, first) in terms.iter().enumerate() {
            holders.entry((*first, *first)).or_default().push(at as u32);
            for second in &terms[n + 1..] {
                let pair = (*first.min(second), *first.max(second));
                holders.entry(pair).or_default().push(at as u32);
            }
        }
    }
    let (n, common) = commonness(&terms, names.len());
    let alone_max = (n * ALONE_SHARE_MAX).max(ALONE_MAX);
    let weight: Vec<f64> = common
        .iter()
        .map(|&df| {
            if n > 20.0 && df > n * SHARE_MAX {
                0.0
            } else {
                (1.0 + n / df).ln()
            }
        })
        .collect();
    let tells = |key: (u32, u32)| {
        let (a, b) = (weight[key.0 as usize], weight[key.1 as usize]);
        match key.0 == key.1 {
            true if common[key.0 as usize] > alone_max => 0.0,
            true => a,
            false => PAIR * (a + b),
        }
    };
    let mut left: Vec<bool> = vec![true; asks.len()];
    let mut keys: Vec<((u32, u32), f64)> = holders
        .iter()
        .filter(|(_, of)| of.len() >= settings.people_min.max(2))
        .map(|(key, of)| (*key, tells(*key) * of.len() as f64))
        .filter(|(_, worth)| *worth > 0.0)
        .collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut groups: Vec<AskGroup> = Vec::new();
    // Lazily: a key's worth only falls as asks are taken, so the first whose worth is still above the next one's is best.
    let mut queue: std::collections::BinaryHeap<Worth> = keys
        .into_iter()
        .map(|(key, worth)| Worth { worth, key })
        .collect();
    while let Some(Worth { key, .. }) = queue.pop() {
        let of: Vec<usize> = holders[&key]
            .iter()
            .map(|at| *at as usize)
            .filter(|at| left[*at])
            .collect();
        if of.len() < settings.people_min.max(2) {
            continue;
        }
        let worth = tells(key) * of.len() as f64;
        if queue.peek().is_some_and(|next| next.worth > worth + 1e-9) {
            queue.push(Worth { worth, key });
            continue;
        }
        if people(asks, &of) < settings.people_min {
            continue;
        }
        of.iter().for_each(|at| left[*at] = false);
        let shared: Vec<&str> = if key.0 == key.1 {
            vec![&names[key.0 as usize].0]
        } else {
            vec![&names[key.0 as usize].0, &names[key.1 as usize].0]
        };
        groups.push(make(asks, &terms, of, &shared, &names));
        if groups.len() == settings.groups_max {
            break;
        }
    }
    groups.sort_by(|a, b| {
        (b.n_people, b.n_items)
            .cmp(&(a.n_people, a.n_items))
            .then_with(|| a.terms.cmp(&b.terms))
    });
    let alone = (0..asks.len()).filter(|at| left[*at] && !terms[*at].is_empty());
    let room = settings.groups_max - groups.len();
    groups.extend(
        alone
            .take(room)
            .map(|at| make(asks, &terms, vec![at], &[], &names)),
    );
    groups
}

/// How many different asks there are, and in how many of them each term stands. Asks differ where their terms do.
fn commonness(terms: &[Vec<u32>], n_terms: usize) -> (f64, Vec<f64>) {
    let different: FxHashSet<Vec<u32>> = terms
        .iter()
        .map(|of| {
            let mut of = of.clone();
            of.sort_unstable();
            of
        })
        .collect();
    let mut common = vec![0.0; n_terms];
    for term in different.iter().flatten() {
        common[*term as usize] += 1.0;
    }
    (different.len() as f64, common)
}

#[derive(PartialEq)]
struct Worth {
    worth: f64,
    key: (u32, u32),
}

impl Eq for Worth {}

impl Ord for Worth {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.worth.total_cmp(&other.worth).then(other.key.cmp(&self.key))
    }
}

impl PartialOrd for Worth {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Words that ask, and tell nothing of what is asked for.
const ASKING: &[&str] = &[
    "подскаж",
    "хотел",
    "добав",
    "сдела",
    "возможн",
    "wish",
    "add",
    "option",
    "ability",
    "tell",
    "help",
    "missing",
    "lack",
    "suggestion",
    "пожелан",
    "функц",
    "feature",
    "function",
    "помог",
    "нужн",
    "уточн",
    "верн",
    "здравств",
    "добр",
    "hello",
    "please",
    "пожалуйст",
    "спасибо",
    "thank",
];

/// The terms of each ask, and each term with the word it is mostly written with.
fn terms(asks: &[Ask]) -> (Vec<Vec<u32>>, Vec<(String, String)>) {
    let mut places: FxHashMap<String, u32> = FxHashMap::default();
    let mut written: Vec<FxHashMap<String, u32>> = Vec::new();
    let mut terms = Vec::with_capacity(asks.len());
    for ask in asks {
        let tokens = Tokens::new(ask.text, 0);
        let mut of: Vec<u32> = Vec::new();
        let said = (0..tokens.len()).filter(|at| {
            let token = &tokens.tokens[*at];
            token.kind == TokenKind::Word
                && !addressed::is_in_link_or_handle(ask.text, token.bytes.start as usize)
        });
        for at in said {
            let word = tokens.normal(at);
            let Some(term) = term(word).filter(|term| !ASKING.iter().any(|asking| term.starts_with(asking)))
            else {
                continue;
            };
            let place = *places.entry(term.to_owned()).or_insert_with(|| {
                written.push(FxHashMap::default());
                written.len() as u32 - 1
            });
            *written[place as usize].entry(word.to_owned()).or_default() += 1;
            if !of.contains(&place) && of.len() < TERMS_MAX {
                of.push(place);
            }
        }
        terms.push(of);
    }
    let mut names = vec![(String::new(), String::new()); written.len()];
    for (term, place) in places {
        let mut forms: Vec<(&String, &u32)> = written[place as usize].iter().collect();
        forms.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let form = forms
            .first()
            .map_or_else(String::new, |(word, _)| (*word).clone());
        names[place as usize] = (term, form);
    }
    (terms, names)
}

fn people(asks: &[Ask], of: &[usize]) -> usize {
    let known: FxHashSet<&str> = of.iter().filter_map(|at| asks[*at].who).collect();
    let unknown: FxHashSet<usize> = of
        .iter()
        .filter(|at| asks[**at].who.is_none())
        .map(|at| asks[*at].item)
        .collect();
    known.len() + unknown.len()
}

fn make(
    asks: &[Ask],
    terms: &[Vec<u32>],
    mut of: Vec<usize>,
    shared: &[&str],
    names: &[(String, String)],
) -> AskGroup {
    let in_language = |language: &str| {
        let words = shared.iter().map(|term| match known_name(term) {
            Some(name) => name.get(language).to_owned(),
            None => names
                .iter()
                .find(|(of, _)| of == term)
                .map_or_else(String::new, |(_, form)| form.clone()),
        });
        crate::topics::capitalised(&words.collect::<Vec<_>>().join(", "))
    };
    let by = |value: &dyn Fn(&Ask) -> String| {
        let mut counted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        of.iter()
            .for_each(|at| counted.entry(value(&asks[*at])).or_default().push(*at));
        counted
            .into_iter()
            .map(|(value, of)| (value, people(asks, &of)))
            .collect::<BTreeMap<_, _>>()
    };
    let by_step = by(&|ask| ask.step.clone().unwrap_or_default());
    let by_segment = by(&|ask| ask.segment.unwrap_or_default().to_owned());
    let (n_people, items) = (
        people(asks, &of),
        of.iter().map(|at| asks[*at].item).collect::<FxHashSet<_>>(),
    );
    let mut held: FxHashMap<u32, f64> = FxHashMap::default();
    for term in of.iter().flat_map(|at| &terms[*at]) {
        *held.entry(*term).or_default() += 1.0 / of.len() as f64;
    }
    // Short, surely an ask, and in words that others of the group use, too.
    let clarity = |at: usize| {
        let words = asks[at].text.split_whitespace().count();
        let length = if (4..=20).contains(&words) { 1.0 } else { 0.5 };
        let own = &terms[at];
        let typical = own.iter().map(|term| held[term]).sum::<f64>() / own.len().max(1) as f64;
        asks[at].confidence * length * (0.5 + typical)
    };
    of.sort_by(|a, b| clarity(*b).total_cmp(&clarity(*a)).then(a.cmp(b)));
    AskGroup {
        name: LocalText::en_ru(in_language("en"), in_language("ru")),
        terms: shared.iter().map(|term| (*term).to_owned()).collect(),
        n_items: items.len(),
        n_people,
        by_step,
        by_segment,
        asks: of,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reader, read};
    use tropa_model::{FeedbackKind, TextPart};

    fn items(texts: &[(&str, &str, &str)]) -> Vec<(Feedback, Reading)> {
        let reader = Reader::seed();
        texts
            .iter()
            .enumerate()
            .map(|(at, (who, step, text))| {
                let mut item = Feedback::new(at.to_string(), FeedbackKind::Review);
                item.actor = (!who.is_empty()).then(|| (*who).to_owned());
                item.step = Some((*step).to_owned());
                item.texts = vec![(TextPart::Body, (*text).to_owned())];
                let reading = read(&item, &reader);
                (item, reading)
            })
            .collect()
    }

    /// `name: people of items, steps` of each group.
    fn ranked(texts: &[(&str, &str, &str)], act: SpeechAct) -> Vec<String> {
        let items = items(texts);
        let listed: Vec<(usize, &Feedback, &Reading)> =
            items.iter().enumerate().map(|(at, (i, r))| (at, i, r)).collect();
        group(&asks(&listed, act), &GroupSettings::default())
            .into_iter()
            .map(|g| {
                format!(
                    "{}: {} of {}, {:?}",
                    g.name.get("ru"),
                    g.n_people,
                    g.n_items,
                    g.by_step
                )
            })
            .collect()
    }

    #[test]
    fn missing_functions_are_ranked_by_how_many_people_ask() {
        let found = ranked(
            &[
                ("ann", "app", "Не хватает чата с поддержкой."),
                ("ann", "app", "Очень не хватает чата!"),
                ("bob", "site", "Хотелось бы, чтобы появился чат."),
                ("cid", "app", "Добавьте темную тему."),
                ("dan", "app", "Было бы здорово иметь темную тему, и ещё виджет."),
                ("eve", "app", "Добавьте темную тему, пожалуйста."),
                ("fay", "app", "Всё работает отлично."),
            ],
            SpeechAct::MissingFunction,
        );
        assert_eq!(
            found,
            [
                "Темную, тему: 3 of 3, {\"app\": 3}",
                "Чат: 2 of 3, {\"app\": 1, \"site\": 1}"
            ]
        );
    }

    #[test]
    fn questions_in_two_languages_are_one_question() {
        let found = ranked(
            &[
                ("", "bank", "Как закрыть вклад?"),
                ("", "bank", "How do I close my deposit?"),
                ("", "bank", "Где находится ближайший банкомат?"),
            ],
            SpeechAct::Question,
        );
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("2 of 2"), "{found:?}");
        assert_eq!(
            found[1], ": 1 of 1, {\"bank\": 1}",
            "asked by one, it stands alone"
        );
    }

    #[test]
    fn what_many_name_is_not_what_many_ask() {
        let mut texts: Vec<(String, String)> = Vec::new();
        let about = [
            "вклад",
            "кредит",
            "перевод",
            "залог",
            "валюту",
            "пенсию",
            "зарплату",
            "страховку",
            "ипотеку",
            "кэшбэк",
        ];
        for (at, thing) in about.iter().enumerate() {
            for way in ["оформит", "закроет", "вернёт"] {
                texts.push((format!("a{at}{way}"), format!("Когда банк {way} {thing}?")));
            }
        }
        let texts: Vec<(&str, &str, &str)> = texts
            .iter()
            .map(|(who, text)| (who.as_str(), "", text.as_str()))
            .collect();
        let items = items(&texts);
        let listed: Vec<(usize, &Feedback, &Reading)> =
            items.iter().enumerate().map(|(at, (i, r))| (at, i, r)).collect();
        let groups = group(&asks(&listed, SpeechAct::Question), &GroupSettings::default());
        let largest = groups.iter().map(|group| group.n_people).max().unwrap();
        assert!(
            largest <= 10,
            "{largest} people ask about a bank: {:?}",
            groups[0].terms
        );
    }

    #[test]
    fn whom_one_writes_to_is_no_part_of_what_one_asks() {
        let items = items(&[
            (
                "ann",
                "",
                "@ShopHelp @12345 When will my parcel arrive? https://t.co/x1",
            ),
            ("bob", "", "@ShopHelp Where is the nearest branch?"),
        ]);
        let listed: Vec<(usize, &Feedback, &Reading)> =
            items.iter().enumerate().map(|(at, (i, r))| (at, i, r)).collect();
        let asks = asks(&listed, SpeechAct::Question);
        assert_eq!(asks[0].text, "When will my parcel arrive?");
        assert_eq!(group(&asks, &GroupSettings::default()).len(), 2);
    }

    #[test]
    fn what_forty_people_ask_in_the_same_words_is_asked_by_forty() {
        let same = [("", "delivery", "Когда придёт мой заказ?"); 40];
        let found = ranked(&same, SpeechAct::Question);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("40 of 40"), "{found:?}");
    }
}
