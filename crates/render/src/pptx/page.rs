//! One slide in the making: its title, its foot, its number among the slides of its part.

use super::deck::{Body, HEIGHT, Layout, Paragraph, Place, Shape, Slide, WIDTH};
use super::{CONTENT_WIDTH, Ctx, FOOT, GAP, MARGIN, SMALL, STAGE_TITLE_X, TITLE_Y, brief, notes, words};
use crate::scene::{Area, Weight};
use tropa_map::document::Card;

/// From large to small; the title takes the first in which it needs no more than two lines.
const TITLE_SIZES: [f32; 3] = [26.0, 22.0, 18.0];
const FOOT_LETTERS_MAX: usize = 110;

pub(super) struct Page<'a> {
    pub layout: Layout,
    pub title: String,
    pub section: String,
    pub key: Option<String>,
    pub title_area: Area,
    pub title_size: f32,
    pub shapes: Vec<Shape>,
    /// Whose evidence the notes hold.
    pub cards: Vec<&'a Card>,
    /// What the notes say before it.
    pub notes: Vec<String>,
}

impl<'a> Page<'a> {
    pub fn new(ctx: &Ctx<'a>, layout: Layout, title: String, section: String) -> Self {
        let x = match layout {
            Layout::Stage => STAGE_TITLE_X,
            _ => MARGIN,
        };
        let w = WIDTH - MARGIN - x;
        // A slide in several parts says so after the title.
        let longest = format!("{title} {}", words::part_of(ctx.lang, 10, 10));
        let lines = |size: f32| {
            Paragraph::new(longest.clone(), size, Weight::Bold, ctx.t.ink)
                .lines(&ctx.measure, w)
                .len()
        };
        let size = TITLE_SIZES
            .into_iter()
            .find(|size| lines(*size) <= 2)
            .unwrap_or(TITLE_SIZES[2]);
        let h = lines(size) as f32 * super::deck::line_of(size);
        Self {
            layout,
            title,
            section,
            key: None,
            title_area: Area::new(x, TITLE_Y, w, h),
            title_size: size,
            shapes: Vec::new(),
            cards: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Where the content begins.
    pub fn top(&self) -> f32 {
        self.title_area.bottom() + GAP
    }

    pub fn add(&mut self, shapes: impl IntoIterator<Item = Shape>) {
        self.shapes.extend(shapes);
    }
}

/// The pages of one part as slides, numbered when there are several.
pub(super) fn slides<'a>(ctx: &Ctx<'a>, pages: Vec<Page<'a>>) -> Vec<Slide> {
    let all = pages.len();
    pages
        .into_iter()
        .enumerate()
        .map(|(i, page)| {
            let title = if all > 1 {
                format!("{} {}", page.title, words::part_of(ctx.lang, i + 1, all))
            } else {
                page.title
            };
            let mut notes = page.notes;
            notes.extend(notes::of(ctx, &page.cards));
            let mut shapes = page.shapes;
            if page.layout != Layout::Cover {
                shapes.push(foot(ctx));
            }
            Slide {
                layout: page.layout,
                title,
                title_area: page.title_area,
                title_size: page.title_size,
                section: page.section,
                key: page.key,
                shapes,
                notes,
            }
        })
        .collect()
}

fn foot(ctx: &Ctx) -> Shape {
    let snapshot = ctx
        .map
        .origin
        .as_ref()
        .map(|origin| crate::text::clean(&origin.snapshot))
        .filter(|text| !text.is_empty());
    let title = ctx.say(&ctx.map.title);
    let text = match snapshot {
        Some(snapshot) => format!("{title} · {snapshot}"),
        None => title,
    };
    let text = ctx.muted(brief(&text, FOOT_LETTERS_MAX), SMALL);
    let area = Area::new(MARGIN, FOOT, CONTENT_WIDTH - 80.0, HEIGHT - FOOT - 8.0);
    Shape::text("Footer", area, Body::new(vec![text]).place(Place::Top))
}
