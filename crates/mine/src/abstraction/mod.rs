//! From low-level activities (addresses with numbers, screens, ticket states) to touchpoints a person would name.
//!
//! Three steps, each explained in the answer: what people decided before ([`AbstractionRules`]) comes first; then names
//! become templates ([`template`]); then, while there are more touchpoints than asked for, those of one section that
//! have the same neighbours in journeys are put together. The same input gives the same answer.

mod template;

use crate::text::{count_en, count_ru, local, percent_en, percent_ru};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::{LocalText, Variants};
use utoipa::ToSchema;

/// Touchpoints a map shows at most.
const TOUCHPOINTS_MAX: u32 = 40;
/// Two touchpoints are put together only when their neighbours are at least so alike (cosine).
const ALIKE_MIN: f64 = 0.6;
/// Names kept as examples of a touchpoint.
const EXAMPLES_MAX: usize = 5;

/// What people decided about activities; applied first, and kept for the next time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbstractionRules {
    /// Activities or templates that are one touchpoint, under the name given.
    #[serde(default)]
    pub merges: Vec<Merge>,
    /// Templates such as `/help/{name}` whose words are touchpoints of their own.
    #[serde(default)]
    pub splits: Vec<String>,
    /// Most touchpoints wanted; absent: 40.
    #[serde(default)]
    pub touchpoints_max: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// As in the log, or templates; `*` at the end stands for anything.
    pub activities: Vec<String>,
    pub into: String,
}

impl Merge {
    fn takes(&self, name: &str) -> bool {
        self.activities
            .iter()
            .any(|wanted| match wanted.strip_suffix('*') {
                Some(beginning) => name.starts_with(beginning),
                None => name == wanted,
            })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Abstraction {
    /// Most events first.
    pub touchpoints: Vec<AbstractTouchpoint>,
    /// For every activity code of the input: its place in `touchpoints`.
    pub of: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AbstractTouchpoint {
    /// What the rule made: a template, a section, or the name people gave. Unique.
    pub key: String,
    /// Proposed to people.
    pub name: LocalText,
    /// Distinct activities behind it.
    pub activities: u64,
    pub events: u64,
    /// The most frequent activities behind it.
    pub examples: Vec<String>,
    /// `abstraction.people`, `abstraction.same`, `abstraction.template` or `abstraction.neighbours`.
    pub rule: String,
    /// The rule applied here, in words a person can check.
    pub reason: LocalText,
}

struct Group {
    key: String,
    codes: Vec<usize>,
    events: u64,
    rule: &'static str,
    alike: Option<f64>,
}

/// Proposes touchpoints for the activities of a log.
pub fn abstraction(variants: &Variants, rules: &AbstractionRules) -> Abstraction {
    let mut events = vec![0_u64; variants.activities.len()];
    for variant in 0..variants.len() {
        for &code in variants.codes_of(variant) {
            events[code as usize] += variants.journeys[variant];
        }
    }
    let names: Vec<(&str, u64)> = variants
        .activities
        .iter()
        .map(String::as_str)
        .zip(events.iter().copied())
        .collect();
    let kept: BTreeSet<String> = rules.splits.iter().cloned().collect();
    let templates = template::templates(&names, &kept);
    let mut by_key: BTreeMap<String, Group> = BTreeMap::new();
    for (code, ((name, n), template)) in names.iter().zip(templates).enumerate() {
        let decided = rules
            .merges
            .iter()
            .find(|merge| merge.takes(name) || merge.takes(&template));
        let (key, rule) = match decided {
            Some(merge) => (merge.into.clone(), "abstraction.people"),
            None if template == *name => (template, "abstraction.same"),
            None => (template, "abstraction.template"),
        };
        let group = by_key.entry(key.clone()).or_insert(Group {
            key,
            codes: Vec::new(),
            events: 0,
            rule,
            alike: None,
        });
        // A decision outranks a template, a template a name that happens to look like it.
        if rule == "abstraction.people" || group.rule == "abstraction.same" {
            group.rule = rule;
        }
        group.codes.push(code);
        group.events += n;
    }
    let wanted = rules.touchpoints_max.unwrap_or(TOUCHPOINTS_MAX).max(1) as usize;
    let mut groups: Vec<Group> = by_key.into_values().collect();
    gather(variants, &mut groups, wanted);
    groups.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.key.cmp(&b.key)));
    let mut of = vec![0; variants.activities.len()];
    for (place, group) in groups.iter().enumerate() {
        for &code in &group.codes {
            of[code] = place as u32;
        }
    }
    let touchpoints = groups
        .into_iter()
        .map(|mut group| {
            group
                .codes
                .sort_by(|&a, &b| events[b].cmp(&events[a]).then_with(|| names[a].0.cmp(names[b].0)));
            AbstractTouchpoint {
                name: named(&group.key),
                activities: group.codes.len() as u64,
                events: group.events,
                examples: group
                    .codes
                    .iter()
                    .take(EXAMPLES_MAX)
                    .map(|&code| names[code].0.to_owned())
                    .collect(),
                rule: group.rule.to_owned(),
                reason: reason(&group),
                key: group.key,
            }
        })
        .collect();
    Abstraction { touchpoints, of }
}

impl Abstraction {
    /// The log told in touchpoints: several in a row of the same one are one event.
    pub fn applied(&self, variants: &Variants) -> Variants {
        let mut counts: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
        for variant in 0..variants.len() {
            let mut codes: Vec<u32> = variants
                .codes_of(variant)
                .iter()
                .map(|&code| self.of[code as usize])
                .collect();
            codes.dedup();
            *counts.entry(codes).or_default() += variants.journeys[variant];
        }
        let mut rows: Vec<(Vec<u32>, u64)> = counts.into_iter().collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut told = Variants {
            activities: self.touchpoints.iter().map(|t| t.key.clone()).collect(),
            starts: vec![0],
            ..Variants::default()
        };
        for (codes, journeys) in rows {
            told.codes.extend(codes);
            told.starts.push(told.codes.len());
            told.journeys.push(journeys);
        }
        told
    }
}

/// The section of a key: the first place of an address, the first word of a title.
fn section(key: &str) -> &str {
    if template::is_address(key) {
        key[1..].split('/').next().unwrap_or("")
    } else {
        key.split_whitespace().next().unwrap_or("")
    }
}

/// Puts together touchpoints of one section with the same neighbours, the most alike first, while there are too many.
fn gather(variants: &Variants, groups: &mut Vec<Group>, wanted: usize) {
    if groups.len() <= wanted {
        return;
    }
    let mut of = vec![0; variants.activities.len()];
    for (place, group) in groups.iter().enumerate() {
        group.codes.iter().for_each(|&code| of[code] = place);
    }
    // What comes before (even) and after (odd) each touchpoint.
    let mut around: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); groups.len()];
    for variant in 0..variants.len() {
        let n = variants.journeys[variant] as f64;
        for pair in variants.codes_of(variant).windows(2) {
            let (a, b) = (of[pair[0] as usize], of[pair[1] as usize]);
            if a != b {
                *around[a].entry(2 * b + 1).or_default() += n;
                *around[b].entry(2 * a).or_default() += n;
            }
        }
    }
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        if group.rule != "abstraction.people" {
            sections
                .entry(section(&group.key).to_owned())
                .or_default()
                .push(place);
        }
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for members in sections.values() {
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                let alike = cosine(&around[a], &around[b]);
                if alike >= ALIKE_MIN {
                    pairs.push((alike, a, b));
                }
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut left = groups.len();
    let mut into: Vec<usize> = (0..groups.len()).collect();
    for (alike, a, b) in pairs {
        if left <= wanted {
            break;
        }
        let (a, b) = (root(&into, a), root(&into, b));
        if a == b {
            continue;
        }
        let (a, b) = (a.min(b), a.max(b));
        into[b] = a;
        left -= 1;
        let codes = std::mem::take(&mut groups[b].codes);
        groups[a].events += std::mem::take(&mut groups[b].events);
        groups[a].codes.extend(codes);
        groups[a].rule = "abstraction.neighbours";
        groups[a].alike = Some(alike);
    }
    // Several groups of one section need several names: the section, and the most common member.
    let mut used: BTreeSet<String> = groups
        .iter()
        .filter(|group| group.rule != "abstraction.neighbours")
        .map(|group| group.key.clone())
        .collect();
    groups.retain(|group| !group.codes.is_empty());
    for group in groups
        .iter_mut()
        .filter(|group| group.rule == "abstraction.neighbours")
    {
        let slash = if template::is_address(&group.key) { "/" } else { "" };
        let mut key = format!(
            "{slash}{}{}…",
            section(&group.key),
            if slash.is_empty() { " " } else { "/" }
        );
        if !used.insert(key.clone()) {
            key = format!("{} …", group.key);
            used.insert(key.clone());
        }
        group.key = key;
    }
}

fn root(into: &[usize], mut at: usize) -> usize {
    while into[at] != at {
        at = into[at];
    }
    at
}

fn cosine(a: &BTreeMap<usize, f64>, b: &BTreeMap<usize, f64>) -> f64 {
    let norm = |v: &BTreeMap<usize, f64>| v.values().map(|x| x * x).sum::<f64>().sqrt();
    let dot: f64 = a.iter().filter_map(|(key, x)| b.get(key).map(|y| x * y)).sum();
    let norms = norm(a) * norm(b);
    if norms > 0.0 { dot / norms } else { 0.0 }
}

fn reason(group: &Group) -> LocalText {
    let n = group.codes.len() as u64;
    match group.rule {
        "abstraction.people" => local(
            format!("people put {} activities together under this name", count_en(n)),
            format!(
                "под этим названием объединено вручную, активностей: {}",
                count_ru(n)
            ),
        ),
        "abstraction.template" => local(
            format!("{} activities differ only in the parts in braces", count_en(n)),
            format!(
                "различаются только частями в фигурных скобках, активностей: {}",
                count_ru(n)
            ),
        ),
        "abstraction.neighbours" => {
            let alike = group.alike.unwrap_or(0.0);
            local(
                format!(
                    "{} activities of one section; what comes before and after them is at least {} alike",
                    count_en(n),
                    percent_en(alike)
                ),
                format!(
                    "один раздел, активностей: {}; то, что бывает до и после них, совпадает не меньше чем на {}",
                    count_ru(n),
                    percent_ru(alike)
                ),
            )
        }
        _ => local("as in the log".to_owned(), "как в журнале".to_owned()),
    }
}

/// Words of addresses and what a person calls the page; the word alone, then with a changing part after it.
const PAGES: &[(&[&str], [&str; 2], [&str; 2])] = &[
    (
        &["product", "products", "item", "items", "goods", "tovar", "p"],
        ["Products", "Товары"],
        ["Product page", "Карточка товара"],
    ),
    (
        &[
            "catalog",
            "catalogue",
            "category",
            "categories",
            "shop",
            "collection",
            "collections",
        ],
        ["Catalogue", "Каталог"],
        ["Catalogue section", "Раздел каталога"],
    ),
    (
        &["search", "find", "poisk"],
        ["Search", "Поиск"],
        ["Search results", "Результаты поиска"],
    ),
    (
        &["cart", "basket", "korzina"],
        ["Cart", "Корзина"],
        ["Cart", "Корзина"],
    ),
    (
        &["checkout"],
        ["Checkout", "Оформление заказа"],
        ["Checkout", "Оформление заказа"],
    ),
    (
        &["payment", "pay", "oplata"],
        ["Payment", "Оплата"],
        ["Payment", "Оплата"],
    ),
    (
        &["delivery", "shipping", "dostavka"],
        ["Delivery", "Доставка"],
        ["Delivery", "Доставка"],
    ),
    (
        &["order", "orders", "zakaz"],
        ["Orders", "Заказы"],
        ["Order page", "Страница заказа"],
    ),
    (
        &["login", "signin", "auth"],
        ["Sign-in", "Вход"],
        ["Sign-in", "Вход"],
    ),
    (
        &["signup", "register", "registration"],
        ["Registration", "Регистрация"],
        ["Registration", "Регистрация"],
    ),
    (
        &["account", "profile", "user", "users", "lk"],
        ["Account", "Личный кабинет"],
        ["Profile", "Профиль"],
    ),
    (
        &["help", "faq", "support", "docs"],
        ["Help", "Справка"],
        ["Help article", "Статья справки"],
    ),
    (
        &["ticket", "tickets", "request", "requests"],
        ["Requests", "Обращения"],
        ["Request", "Обращение"],
    ),
    (
        &["blog", "news", "article", "articles"],
        ["Articles", "Статьи"],
        ["Article", "Статья"],
    ),
    (
        &["review", "reviews", "otzyvy"],
        ["Reviews", "Отзывы"],
        ["Review", "Отзыв"],
    ),
    (
        &["contact", "contacts", "kontakty"],
        ["Contacts", "Контакты"],
        ["Contacts", "Контакты"],
    ),
    (
        &["about"],
        ["About the company", "О компании"],
        ["About the company", "О компании"],
    ),
    (
        &["favorites", "favourites", "wishlist"],
        ["Favourites", "Избранное"],
        ["Favourites", "Избранное"],
    ),
];

/// A name for people: pages known by their address have one in both languages, others keep their key.
fn named(key: &str) -> LocalText {
    if !template::is_address(key) {
        return LocalText::plain(key);
    }
    let places: Vec<&str> = key.split('/').filter(|place| !place.is_empty()).collect();
    if places.is_empty() {
        return LocalText::en_ru("Home page", "Главная страница");
    }
    let is_one = |place: &str| place.starts_with('{');
    let (word, one) = match places[..] {
        [word] => (word, false),
        [.., word, last] if is_one(last) => (word, true),
        [word, "…"] => (word, false),
        _ => return LocalText::plain(key),
    };
    let word = word.split('.').next().unwrap_or(word);
    PAGES
        .iter()
        .find(|(words, ..)| words.contains(&word))
        .map_or_else(
            || LocalText::plain(key),
            |(_, many, page)| {
                let [en, ru] = if one { page } else { many };
                LocalText::en_ru(*en, *ru)
            },
        )
}

#[cfg(test)]
mod tests;
