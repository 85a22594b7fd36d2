//! One slide per persona: who it is at the left, what is known about them at the right, each trait with what it rests on.

use super::cards::sign;
use super::deck::{Body, Fill, Geometry, Layout, Paragraph, Place, Shape, split};
use super::page::Page;
use super::{BOTTOM, CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, brief, words};
use crate::layout::{metric_text, value_text};
use crate::scene::{Anchor, Area, Weight};
use crate::text::clean;
use crate::words as fixed;
use crate::{tell, terms};
use tropa_map::document::{Persona, Trait, TraitKind};

const PORTRAIT: f32 = 132.0;
const LEFT: f32 = 236.0;
const COLUMNS: usize = 3;
const COLUMN_GAP: f32 = 20.0;

pub(super) fn pages<'a>(ctx: &Ctx<'a>) -> Vec<Vec<Page<'a>>> {
    let all = ctx.map.personas.iter().enumerate();
    all.map(|(i, persona)| persona_pages(ctx, i, persona)).collect()
}

fn persona_pages<'a>(ctx: &Ctx<'a>, index: usize, persona: &'a Persona) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let new_page = || {
        let name = ctx.name(&persona.name);
        ctx.page(Layout::Plain, name, words::section_personas(lang))
    };
    let mut page = new_page();
    let top = page.top();
    let mut more = left(ctx, index, persona, top, &mut page);
    page.notes.extend(notes(ctx, persona));

    let mut pages = Vec::new();
    let mut groups = groups(ctx, &persona.traits);
    let mut left_edge = MARGIN + LEFT + COLUMN_GAP;
    loop {
        let all = MARGIN + CONTENT_WIDTH - left_edge;
        let columns = if left_edge > MARGIN { COLUMNS - 1 } else { COLUMNS };
        let w = (all - COLUMN_GAP * (columns as f32 - 1.0)) / columns as f32;
        // Columns of about the same height.
        let all: f32 = groups.iter().map(|group| group.height(ctx, w) + GAP).sum();
        let even = page.top() + all / columns as f32 + 40.0;
        for k in 0..columns {
            let bottom = if k + 1 < columns { even.min(BOTTOM) } else { BOTTOM };
            let x = left_edge + (w + COLUMN_GAP) * k as f32;
            let mut y = page.top();
            while let Some(group) = groups.first() {
                let tall = group.height(ctx, w);
                let limit = if y <= page.top() { BOTTOM } else { bottom };
                if y + tall <= limit {
                    page.add([group.shape(ctx, x, y, w)]);
                    y += tall + GAP;
                    groups.remove(0);
                } else if y <= page.top() {
                    let (now, later) = groups.remove(0).split(ctx, w, BOTTOM - y);
                    page.add([now.shape(ctx, x, y, w)]);
                    if let Some(later) = later {
                        groups.insert(0, later);
                    }
                    break;
                } else {
                    break;
                }
            }
        }
        if groups.is_empty() && more.is_empty() {
            break;
        }
        pages.push(std::mem::replace(&mut page, new_page()));
        left_edge = MARGIN;
        if !more.is_empty() {
            let top = page.top();
            let (now, later) = split(more, &ctx.measure, LEFT, BOTTOM - top);
            let (shape, _) = ctx.text_box("About", MARGIN, top, LEFT, now);
            page.add([shape]);
            more = later;
            left_edge = MARGIN + LEFT + COLUMN_GAP;
        }
    }
    pages.push(page);
    pages
}

/// Portrait, one line, quote, size, roles, story; returns what of it did not fit.
fn left<'a>(ctx: &Ctx<'a>, index: usize, persona: &Persona, top: f32, page: &mut Page<'a>) -> Vec<Paragraph> {
    let lang = ctx.lang;
    let image = persona.image.as_ref().and_then(|id| ctx.picture(id));
    let area = Area::new(MARGIN, top, PORTRAIT, PORTRAIT);
    match image {
        Some(picture) => page.add([ctx.fitted(&picture, area)]),
        None => {
            let name = ctx.say(&persona.name);
            let letter = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('?');
            let letter = Paragraph::new(
                letter.to_uppercase().to_string(),
                54.0,
                Weight::Bold,
                ctx.t.stage(index),
            )
            .align(Anchor::Middle);
            let disc = Shape::form(
                "Portrait",
                area,
                Geometry::Ellipse,
                Fill::Solid(ctx.t.stage_ground(index)),
            )
            .saying(Body::new(vec![letter]).place(Place::Middle));
            page.add([disc]);
        }
    }
    let mut paragraphs = Vec::new();
    let mut add = |text: String, paragraph: &dyn Fn(String) -> Paragraph| {
        if !text.is_empty() {
            paragraphs.push(paragraph(text));
        }
    };
    add(ctx.say(&persona.summary), &|text| ctx.bold(text, 16.0));
    let roles: Vec<&str> = persona
        .buying_roles
        .iter()
        .map(|role| terms::buying_role(lang, *role))
        .collect();
    add(roles.join(", "), &|text| {
        ctx.ink(format!("{}: {text}", words::buying_centre(lang)), TEXT)
            .before(6.0)
    });
    if let Some(size) = &persona.size {
        add(value_text(lang, size), &|text| {
            ctx.colored(text, 22.0, ctx.t.stage(index)).before(8.0)
        });
        add(metric_text(lang, size), &|text| ctx.muted(text, SMALL));
    }
    if let Some(quote) = &persona.quote {
        add(tell::quote(quote), &|text| ctx.ink(text, 14.0).before(8.0));
    }
    add(ctx.say(&persona.story), &|text| ctx.muted(text, TEXT).before(8.0));
    let y = top + PORTRAIT + GAP;
    let (now, later) = split(paragraphs, &ctx.measure, LEFT, BOTTOM - y);
    if !now.is_empty() {
        let (shape, _) = ctx.text_box("About", MARGIN, y, LEFT, now);
        page.add([shape]);
    }
    later
}

/// Traits of one kind under its name.
struct Group<'a> {
    kind: TraitKind,
    traits: Vec<(&'a Trait, Vec<Paragraph>)>,
}

const SIGN: f32 = 16.0;
const HEAD: f32 = 20.0;
const BETWEEN: f32 = 5.0;

/// In the order in which their kinds first stand in the document.
fn groups<'a>(ctx: &Ctx, traits: &'a [Trait]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    for one in traits {
        let mut paragraphs = vec![ctx.ink(ctx.say(&one.text), TEXT)];
        if let Some(metric) = &one.metric {
            paragraphs.push(ctx.muted(metric_text(ctx.lang, metric), SMALL));
        }
        match groups.iter_mut().find(|group| group.kind == one.kind) {
            Some(group) => group.traits.push((one, paragraphs)),
            None => groups.push(Group {
                kind: one.kind,
                traits: vec![(one, paragraphs)],
            }),
        }
    }
    groups
}

impl Group<'_> {
    fn height(&self, ctx: &Ctx, w: f32) -> f32 {
        let texts: f32 = self
            .traits
            .iter()
            .map(|(_, paragraphs)| ctx.height(paragraphs, w - SIGN) + BETWEEN)
            .sum();
        HEAD + texts
    }

    fn shape(&self, ctx: &Ctx, x: f32, y: f32, w: f32) -> Shape {
        let name = terms::trait_kind(ctx.lang, self.kind);
        let (head, _) = ctx.text_box(name, x, y, w, vec![ctx.bold(name, 13.0)]);
        let mut shapes = vec![head];
        let mut at = y + HEAD;
        for (one, paragraphs) in &self.traits {
            shapes.push(sign(ctx, one.state, x + 1.0, at + 4.0));
            let (text, h) = ctx.text_box(name, x + SIGN, at, w - SIGN, paragraphs.clone());
            shapes.push(text);
            at += h + BETWEEN;
        }
        Shape::group(name, shapes)
    }

    /// As many traits as fit, of the first as much as fits.
    fn split(self, ctx: &Ctx, w: f32, room: f32) -> (Self, Option<Self>) {
        let (mut now, mut later) = (Vec::new(), Vec::new());
        let mut left = room - HEAD;
        for (one, paragraphs) in self.traits {
            let tall = ctx.height(&paragraphs, w - SIGN) + BETWEEN;
            if !later.is_empty() {
                later.push((one, paragraphs));
            } else if tall <= left {
                left -= tall;
                now.push((one, paragraphs));
            } else if now.is_empty() {
                let (head, tail) = split(paragraphs, &ctx.measure, w - SIGN, left - BETWEEN);
                now.push((one, head));
                if !tail.is_empty() {
                    later.push((one, tail));
                }
                left = 0.0;
            } else {
                later.push((one, paragraphs));
            }
        }
        let kind = self.kind;
        let rest = (!later.is_empty()).then_some(Group { kind, traits: later });
        (Group { kind, traits: now }, rest)
    }
}

fn notes(ctx: &Ctx, persona: &Persona) -> Vec<String> {
    let lang = ctx.lang;
    let full = ctx.say(&persona.name);
    let mut notes = Vec::new();
    if full != brief(&full, super::NAME_LETTERS_MAX) {
        notes.push(format!("{}: {full}", words::full_name(lang)));
    }
    if let Some(segment) = &persona.segment {
        notes.push(format!("{}: {}", words::segment(lang), clean(segment)));
    }
    for one in &persona.traits {
        let evidence: Vec<String> = one
            .evidence
            .iter()
            .map(|evidence| tell::evidence(lang, evidence))
            .collect();
        let rests = if evidence.is_empty() {
            fixed::no_evidence(lang).to_owned()
        } else {
            evidence.join(". ")
        };
        notes.push(format!(
            "{}: {} [{}]. {rests}",
            terms::trait_kind(lang, one.kind),
            ctx.say(&one.text),
            fixed::evidence(lang, one.state)
        ));
    }
    notes
}
