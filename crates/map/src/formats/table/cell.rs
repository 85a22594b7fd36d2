//! What stands in one cell of a grid: written for people, read back without doubt.

use crate::Lang;
use crate::document::{Card, LaneRole, Map, Metric, MetricUnit};
use crate::format::{count, duration, number, percent};
use std::collections::BTreeMap;

/// Begins each of several cards.
const BULLET: &str = "• ";
/// A card of the whole stage.
const WHOLE_STAGE: &str = "↔ ";
/// Between a feeling or channel and the text.
const BAR: &str = " | ";

/// A card as its cell shows it.
pub fn shown(map: &Map, card: &Card, role: LaneRole, lang: &str, decimal: char) -> String {
    let whole_stage = map.stages.iter().any(|stage| stage.id == card.at);
    let text = super::super::text::clean(card.text.get(lang));
    let head = match role {
        LaneRole::Feelings => card
            .feeling
            .as_ref()
            .map(|f| rounded(f.value, 2).to_string().replace('.', &decimal.to_string())),
        LaneRole::Channels => card.channel.as_ref().map(|id| {
            let channel = map.channels.iter().find(|c| c.id == *id);
            let name = super::super::text::line(channel.map_or(id.as_str(), |c| c.name.get(lang)));
            // A single bar divides; a bar of the name is written twice.
            name.replace('|', "||")
        }),
        _ => None,
    };
    let says = match head {
        // A channel that is called as it is called says it once.
        Some(head) if text.is_empty() || (role == LaneRole::Channels && text == head) => head,
        Some(head) => format!("{head}{BAR}{text}"),
        None => text,
    };

    let mut shown = String::new();
    if whole_stage {
        shown.push_str(WHOLE_STAGE);
    }
    let names: BTreeMap<&str, &str> = map
        .personas
        .iter()
        .map(|p| (p.id.as_str(), p.name.get(lang)))
        .collect();
    let people: Vec<&str> = card
        .personas
        .iter()
        .filter_map(|p| names.get(p.as_str()).copied())
        .collect();
    let ambiguous = says.starts_with('[') || says.starts_with(WHOLE_STAGE.trim_end());
    if !people.is_empty() || ambiguous {
        shown.push_str(&format!("[{}] ", people.join(", ")));
    }
    shown.push_str(&says);
    if let Some(metric) = &card.metric {
        shown.push_str(&format!(" ‹{}›", figure(Lang::of(lang), metric)));
    } else if shown.ends_with('›') {
        shown.push_str(" ‹›");
    }
    shown.trim().to_owned()
}

/// Without the tail that counting in binary leaves: 0.88, not 0.8799999999999999.
pub fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    // Never a minus before nothing.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// `87% · n = 1,200`.
pub fn figure(lang: Lang, metric: &Metric) -> String {
    let value = match metric.unit {
        MetricUnit::Share => percent(lang, metric.value),
        MetricUnit::Seconds => duration(lang, metric.value),
        _ => {
            let text = number(lang, metric.value, 2);
            text.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned()
        }
    };
    let label = metric.label.get(lang.tag());
    let label = if label.is_empty() {
        String::new()
    } else {
        format!("{label}: ")
    };
    match metric.n {
        0 => format!("{label}{value}"),
        n => format!("{label}{value} · n = {}", count(lang, n)),
    }
    .replace(['‹', '›'], "")
}

/// The cards of a cell as one text.
pub fn joined(cards: &[String]) -> String {
    match cards {
        [one] if !one.starts_with('•') => one.clone(),
        cards => {
            let lines: Vec<String> = cards
                .iter()
                .map(|c| format!("{BULLET}{}", c.replace('\n', "\n  ")))
                .collect();
            lines.join("\n")
        }
    }
}

/// The single cards of a cell.
pub fn parted(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Vec::new();
    }
    let begins = |line: &str| line.starts_with(BULLET) || line == BULLET.trim_end();
    if !begins(cell.lines().next().unwrap_or_default()) {
        return vec![cell.to_owned()];
    }
    let mut cards: Vec<String> = Vec::new();
    for line in cell.lines() {
        match cards.last_mut() {
            Some(card) if !begins(line) => {
                card.push('\n');
                card.push_str(line.strip_prefix("  ").unwrap_or(line));
            }
            _ => cards.push(line.strip_prefix(BULLET).unwrap_or_default().to_owned()),
        }
    }
    cards
        .into_iter()
        .map(|card| card.trim().to_owned())
        .filter(|card| !card.is_empty())
        .collect()
}

/// Names as one text: divided by semicolons, a semicolon of a name is written twice.
pub fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|name| name.replace(';', ";;"))
        .collect::<Vec<_>>()
        .join("; ")
}

/// The names of [`listed`].
pub fn unlisted(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let doubled = sign == ';' && signs.next_if_eq(&';').is_some();
        match names.last_mut() {
            Some(name) if sign != ';' || doubled => name.push(sign),
            _ => names.push(String::new()),
        }
    }
    let names = names.iter().map(|name| super::super::text::line(name));
    names.filter(|name| !name.is_empty()).collect()
}

/// What a card's text in a cell says.
#[derive(Debug, Default, PartialEq)]
pub struct Said<'t> {
    pub whole_stage: bool,
    pub people: Vec<&'t str>,
    /// Before the bar, in lanes of feelings and channels.
    pub head: Option<&'t str>,
    pub text: &'t str,
}

/// Takes apart what [`shown`] put together; `known` tells the names of personas.
pub fn said<'t>(card: &'t str, role: LaneRole, known: &dyn Fn(&str) -> bool) -> Said<'t> {
    let mut said = Said::default();
    let mut rest = card.trim();
    if let Some(text) = rest.strip_prefix(WHOLE_STAGE) {
        (said.whole_stage, rest) = (true, text.trim_start());
    }
    if let Some((people, text)) = in_brackets(rest, known) {
        (said.people, rest) = (people, text.trim_start());
    }
    if rest.ends_with('›')
        && let Some(at) = rest.rfind('‹')
    {
        rest = rest[..at].trim_end();
    }
    said.text = rest;
    if matches!(role, LaneRole::Feelings | LaneRole::Channels) {
        let (head, text) = at_single_bar(rest);
        let head = head.trim();
        let tells = !head.is_empty() && (role == LaneRole::Channels || value(head).is_some());
        if tells {
            (said.head, said.text) = (Some(head), text.trim());
        }
    }
    said
}

/// The names in brackets the text begins with, where all of them are known, and what follows.
fn in_brackets<'t>(text: &'t str, known: &dyn Fn(&str) -> bool) -> Option<(Vec<&'t str>, &'t str)> {
    let inner = text.strip_prefix('[')?;
    let ends = inner.match_indices(']').take(NAMES_MAX).map(|(end, _)| end);
    let at = |end: usize| Some((names(&inner[..end], known, NAMES_MAX)?, &inner[end + 1..]));
    // A name may begin with the bracket that closes: nobody at all is the last thing to believe.
    let found = ends.clone().filter(|end| *end > 0).find_map(at);
    found.or_else(|| ends.filter(|end| *end == 0).find_map(at))
}

/// Ends of brackets tried, and names in one; cells with more are texts.
const NAMES_MAX: usize = 20;

/// Names divided by commas, where a name may itself have one.
fn names<'t>(text: &'t str, known: &dyn Fn(&str) -> bool, max: usize) -> Option<Vec<&'t str>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    if max == 0 {
        return None;
    }
    let ends = text.match_indices(',').map(|(at, _)| at).chain([text.len()]);
    ends.take(NAMES_MAX).find_map(|end| {
        let name = text[..end].trim();
        let rest = text.get(end + 1..).unwrap_or_default();
        let mut all = vec![known(name).then_some(name)?];
        all.extend(names(rest, known, max - 1)?);
        Some(all)
    })
}

/// Parted at the first bar that stands alone between spaces.
fn at_single_bar(text: &str) -> (&str, &str) {
    let bar = text
        .match_indices(BAR)
        .find(|(at, _)| !text[..*at].ends_with('|') || text[..*at].ends_with("||"));
    bar.map_or((text, ""), |(at, _)| (&text[..at], &text[at + BAR.len()..]))
}

/// A number with a decimal point or comma, and any of the signs people type for minus.
pub fn value(text: &str) -> Option<f64> {
    let text = text.trim().replace(['−', '–'], "-").replace(',', ".");
    let plain = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    let value: f64 = plain.then(|| text.parse().ok())??;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_cards_of_a_cell_come_apart_as_they_were_put_together() {
        let all: [&[&str]; 5] = [
            &["one"],
            &["one\ntwo"],
            &["one\n• two", "three\n\nfour"],
            &["• one"],
            &["a", "b", "c"],
        ];
        for cards in all {
            let cards: Vec<String> = cards.iter().map(|c| (*c).to_owned()).collect();
            assert_eq!(parted(&joined(&cards)), cards);
        }
        assert_eq!(parted(" \n "), Vec::<String>::new());
    }

    #[test]
    fn names_may_hold_the_sign_that_divides_them() {
        let names = ["a;b;", "; c", ";;"].map(str::to_owned);
        assert_eq!(unlisted(&listed(&names)), names);
        assert_eq!(unlisted("Anna;Oleg ; "), ["Anna", "Oleg"]);
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let all = [
            "-1.4", "−1,4", "+2", "0", "1e1", "", "-", "1.4.2009", "2 weeks", "inf", "NaN",
        ];
        let values: Vec<_> = all.iter().map(|t| value(t)).collect();
        assert_eq!(
            values,
            [
                Some(-1.4),
                Some(-1.4),
                Some(2.0),
                Some(0.0),
                Some(10.0),
                None,
                None,
                None,
                None,
                None,
                None
            ]
        );
    }
}
