//! What to do: opportunities with what is known about their worth, then who does what by when.

use super::deck::Paragraph;
use super::findings::rests_on;
use super::page::Page;
use super::table::{self, Head, Line};
use super::{Ctx, TEXT, words};
use crate::layout::metric_text;
use crate::scene::Weight;
use crate::terms;
use crate::text::clean;
use std::cmp::Reverse;
use tropa_map::document::{ActionItem, Card, LaneRole, Opportunity, Status};
use tropa_map::format::{day, percent};

pub(super) fn opportunities<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let mut cards: Vec<&Card> = [LaneRole::Opportunities, LaneRole::Ideas]
        .into_iter()
        .flat_map(|role| ctx.cards_of(role))
        .collect();
    // The largest effect first, of equals the least effort; what is not known after what is.
    cards.sort_by_key(|card| {
        let known = card.opportunity.as_ref();
        let effort = known.and_then(|known| known.effort);
        (
            Reverse(known.and_then(|known| known.impact)),
            effort.is_none(),
            effort,
        )
    });
    let lines: Vec<Line> = cards
        .into_iter()
        .map(|card| {
            let known = card.opportunity.as_ref();
            let mut what = vec![ctx.bold(ctx.say(&card.text), 14.0)];
            what.extend(answers(ctx, known));
            Line {
                cells: vec![
                    what,
                    vec![ctx.ink(ctx.place(&card.at), TEXT)],
                    effect(ctx, card),
                    known.map_or_else(Vec::new, |known| worth(ctx, known)),
                    vec![rests_on(ctx, card)],
                ],
                fill: None,
                cards: vec![card],
            }
        })
        .collect();
    let columns = [
        (words::what(lang), 3.8),
        (words::place(lang), 1.9),
        (words::effect(lang), 2.2),
        (words::worth(lang), 1.9),
        (words::rests_on(lang), 1.6),
    ];
    let head = Head {
        title: words::opportunities(lang),
        section: words::section_plan(lang),
        columns: &columns,
    };
    table::pages(ctx, &head, lines)
}

/// Which pains or delights it answers.
fn answers(ctx: &Ctx, known: Option<&Opportunity>) -> Vec<Paragraph> {
    let ids = known.map_or(&[][..], |known| known.answers.as_slice());
    ids.iter()
        .filter_map(|id| ctx.map.cards.iter().find(|card| card.id == *id))
        .map(|card| ctx.muted(format!("← {}", ctx.say(&card.text)), TEXT).before(2.0))
        .collect()
}

fn effect(ctx: &Ctx, card: &Card) -> Vec<Paragraph> {
    let known = card.opportunity.as_ref();
    let metrics = [
        known.and_then(|known| known.effect.as_ref()),
        known.and_then(|known| known.reach.as_ref()),
        card.metric.as_ref(),
    ];
    metrics
        .into_iter()
        .flatten()
        .map(|metric| {
            let label = ctx.say(&metric.label);
            let text = metric_text(ctx.lang, metric);
            let text = if label.is_empty() {
                text
            } else {
                format!("{label}: {text}")
            };
            ctx.ink(text, TEXT)
        })
        .collect()
}

fn worth(ctx: &Ctx, known: &Opportunity) -> Vec<Paragraph> {
    let lang = ctx.lang;
    let lines = [
        known.impact.map(|level| {
            (
                words::impact(lang),
                terms::level_of_effect(lang, level).to_owned(),
            )
        }),
        known
            .effort
            .map(|level| (words::effort(lang), terms::level(lang, level).to_owned())),
        known
            .confidence
            .map(|share| (words::confidence(lang), percent(lang, share))),
    ];
    let mut all: Vec<Paragraph> = lines
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            ctx.muted(format!("{name}: "), TEXT)
                .and(value, TEXT, Weight::Bold, ctx.t.ink)
        })
        .collect();
    let people = people(ctx, known.owner.as_deref(), ctx.say(&known.department));
    if !people.is_empty() {
        all.push(ctx.ink(people, TEXT).before(2.0));
    }
    all.push(state(ctx, known.status).before(2.0));
    all
}

pub(super) fn actions<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let mut cards = ctx.cards_of(LaneRole::ActionItems);
    // What is due first stands first; what has no date keeps its place after that.
    cards.sort_by_key(|card| {
        let due = card.action.as_ref().and_then(|action| action.due.clone());
        (due.is_none(), due)
    });
    let lines: Vec<Line> = cards
        .into_iter()
        .map(|card| {
            let action = card.action.as_ref();
            let mut what = vec![ctx.bold(ctx.say(&card.text), 14.0)];
            what.push(ctx.muted(ctx.place(&card.at), TEXT));
            what.retain(|paragraph| !paragraph.text().is_empty());
            Line {
                cells: vec![
                    what,
                    vec![ctx.ink(action.map_or(String::new(), |action| serves(ctx, action)), TEXT)],
                    vec![ctx.ink(action.map_or(String::new(), |action| who(ctx, action)), TEXT)],
                    due(ctx, action),
                    action.map_or_else(Vec::new, |action| vec![state(ctx, action.status)]),
                ],
                fill: None,
                cards: vec![card],
            }
        })
        .collect();
    let columns = [
        (words::what(lang), 3.8),
        (words::serves(lang), 2.6),
        (words::who(lang), 2.0),
        (words::due(lang), 1.4),
        (words::status(lang), 1.5),
    ];
    let head = Head {
        title: words::actions(lang),
        section: words::section_plan(lang),
        columns: &columns,
    };
    table::pages(ctx, &head, lines)
}

fn serves(ctx: &Ctx, action: &ActionItem) -> String {
    let card = action
        .opportunity
        .as_ref()
        .and_then(|id| ctx.map.cards.iter().find(|card| card.id == *id));
    card.map_or(String::new(), |card| ctx.say(&card.text))
}

fn who(ctx: &Ctx, action: &ActionItem) -> String {
    people(ctx, action.owner.as_deref(), ctx.say(&action.department))
}

fn people(_: &Ctx, owner: Option<&str>, department: String) -> String {
    let owner = owner.map(clean).unwrap_or_default();
    [owner, department]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The day, and the address of the task where there is one that is safe to open.
fn due(ctx: &Ctx, action: Option<&ActionItem>) -> Vec<Paragraph> {
    let Some(action) = action else {
        return Vec::new();
    };
    let mut all = Vec::new();
    if let Some(due) = &action.due {
        all.push(ctx.bold(clean(&day(ctx.lang, due)), TEXT));
    }
    if let Some(link) = action.link.as_deref().filter(|link| is_web_address(link)) {
        let mut text = ctx.muted(words::task(ctx.lang), TEXT);
        text.runs[0].link = Some(link.to_owned());
        all.push(text);
    }
    all
}

/// Nothing but a plain address of the web: no script, no file, no white space.
fn is_web_address(link: &str) -> bool {
    let rest = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && link.len() <= 2_000
        && link.chars().all(|c| {
            c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        })
}

fn state(ctx: &Ctx, status: Status) -> Paragraph {
    let text = terms::status(ctx.lang, status);
    match status {
        Status::Done => ctx.colored(text, TEXT, ctx.t.completed),
        Status::Dropped => ctx.muted(text, TEXT),
        _ => ctx.ink(text, TEXT),
    }
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    #[test]
    fn only_plain_web_addresses_become_links() {
        assert!(is_web_address("https://tracker.example/TASK-1?a=b#c"));
        for wrong in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "http://a b",
            "\\\\host\\share",
            "https://a\"b",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
