//! The ways people take, most travelled first.

use super::page::Page;
use super::table::{self, Head, Line};
use super::ways;
use super::{Ctx, SMALL, TEXT, words};
use crate::scene::Weight;
use crate::{tell, terms};
use tropa_map::format::{journeys, percent};

/// Branches, loops and jumps beside the order of the columns.
pub(super) fn moves<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let lines = ctx.map.moves.iter().map(|one| Line {
        cells: vec![
            vec![ctx.ink(ctx.place(&one.from), TEXT)],
            vec![ctx.ink(format!("→ {}", ctx.place(&one.to)), TEXT)],
            vec![ctx.bold(terms::move_kind(lang, one.kind), TEXT)],
            vec![ctx.ink(ctx.say(&one.label), TEXT)],
            vec![ctx.bold(
                one.share.map_or("–".to_owned(), |share| percent(lang, share)),
                14.0,
            )],
        ],
        fill: None,
        cards: Vec::new(),
    });
    let columns = [
        (words::from(lang), 2.6),
        (words::to(lang), 2.6),
        (words::kind(lang), 1.6),
        (words::when(lang), 2.6),
        (words::share(lang), 1.0),
    ];
    let head = Head {
        title: words::moves(lang),
        section: words::section_analysis(lang),
        columns: &columns,
    };
    let mut pages = table::pages(ctx, &head, lines.collect());
    if let Some(page) = pages.first_mut() {
        let evidence = ctx.map.moves.iter().flat_map(|one| {
            let ends = format!("{} → {}", ctx.place(&one.from), ctx.place(&one.to));
            one.evidence
                .iter()
                .map(move |evidence| format!("{ends}: {}", tell::evidence(lang, evidence)))
        });
        page.notes.extend(evidence);
    }
    pages
}

pub(super) fn pages<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let paths: Vec<_> = ctx
        .map
        .paths
        .iter()
        .filter(|path| !path.steps.is_empty())
        .collect();
    if paths.is_empty() {
        return Vec::new();
    }
    if ctx.steps.len() <= ways::STEPS_MAX {
        return ways::pages(ctx, &paths);
    }
    let lines = paths.iter().enumerate().map(|(i, path)| {
        let name = ctx.say(&path.name);
        let name = if i == 0 {
            ctx.bold(name, 14.0)
        } else {
            ctx.ink(name, TEXT)
        };
        let steps: Vec<String> = path
            .steps
            .iter()
            .map(|id| ctx.place(id))
            .filter(|step| !step.is_empty())
            .collect();
        let color = if i == 0 { ctx.t.stage(0) } else { ctx.t.ink };
        let share = ctx.colored(percent(lang, path.share), 18.0, color).and(
            format!("  {}", journeys(lang, path.journeys)),
            SMALL,
            Weight::Regular,
            ctx.t.muted,
        );
        Line {
            cells: vec![vec![name], vec![share], vec![ctx.ink(steps.join(" → "), TEXT)]],
            fill: None,
            cards: Vec::new(),
        }
    });
    let columns = [
        (words::path(lang), 2.6),
        (words::share(lang), 2.0),
        (words::way(lang), 5.4),
    ];
    let head = Head {
        title: words::paths(lang),
        section: words::section_analysis(lang),
        columns: &columns,
    };
    let mut pages = table::pages(ctx, &head, lines.collect());
    if let Some(page) = pages.first_mut() {
        let evidence = paths.iter().flat_map(|path| {
            path.evidence
                .iter()
                .map(|evidence| format!("{}: {}", ctx.say(&path.name), tell::evidence(lang, evidence)))
        });
        page.notes.extend(evidence);
    }
    pages
}
