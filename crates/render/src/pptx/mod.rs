//! The map as a deck of slides: native shapes and text that people can go on editing, no picture of the map.
//!
//! Nothing is set smaller or cut to make it fit: text is measured, and what does not fit goes on to another slide.
//! Speaker notes hold the evidence of what their slide says.

mod cards;
mod cover;
mod curve;
mod deck;
mod figures;
mod findings;
mod images;
mod legend;
mod master;
mod notes;
mod overview;
mod package;
mod page;
mod paths;
mod personas;
mod plan;
mod rows;
mod shapes;
mod stage;
mod table;
mod ways;
mod words;
mod xml;

use crate::RenderError;
use crate::RenderOptions;
use crate::curve::series::{Curve, curves, summary};
use crate::scene::{Anchor, Area, Color, Seg, Weight};
use crate::shown::asked_stage;
use crate::text::{Measure, clean};
use crate::theme::Tokens;
use crate::{icons, words as fixed};
use deck::{Body, Deck, Fill, Geometry, Line, Logo, Paragraph, Shape, WIDTH};
use images::Picture;
use page::Page;
use rustc_hash::FxHashMap;
use tropa_map::Lang;
use tropa_map::document::{Card, Lane, LaneRole, Map, Stage, Step};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

const MARGIN: f32 = 36.0;
const CONTENT_WIDTH: f32 = WIDTH - 2.0 * MARGIN;
const TITLE_Y: f32 = 28.0;
const STAGE_TITLE_X: f32 = MARGIN + 46.0;
/// Where the foot of a slide begins, and where its content ends.
const FOOT: f32 = 516.0;
const BOTTOM: f32 = 506.0;
const GAP: f32 = 12.0;
/// Sizes of text in points: of reading text, and of the least that may stand on a slide.
const TEXT: f32 = 12.0;
const SMALL: f32 = 10.0;
/// Names longer than this stand shortened where they repeat; the notes hold them in full.
const NAME_LETTERS_MAX: usize = 140;

/// The map as a PPTX file.
pub(crate) fn pptx(map: &Map, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let tag = Lang::of(&options.lang).pick("en-US", "ru-RU");
    package::file(
        &deck(map, options),
        options.theme,
        options.theme.tokens_of(map),
        tag,
    )
}

fn deck(map: &Map, options: &RenderOptions) -> Deck {
    let pictures = images::all(map, options.theme == crate::Theme::Greyscale);
    let sides = pictures
        .iter()
        .enumerate()
        .map(|(i, (id, _, sides))| (id.clone(), (i, *sides)));
    let mut ctx = Ctx::new(map, options);
    ctx.pictures = sides.collect();
    let mut pages = vec![
        cover::pages(&ctx),
        overview::pages(&ctx),
        findings::highlights(&ctx),
        findings::pains(&ctx),
    ];
    pages.extend(ctx.stages().map(|i| stage::pages(&ctx, i)));
    // Paths run through the whole map.
    if ctx.stage.is_none() {
        pages.push(paths::pages(&ctx));
    }
    pages.push(paths::moves(&ctx));
    pages.extend(personas::pages(&ctx));
    pages.extend([
        plan::opportunities(&ctx),
        plan::actions(&ctx),
        legend::pages(&ctx),
    ]);
    let slides = pages
        .into_iter()
        .flat_map(|part| page::slides(&ctx, part))
        .collect();
    let say = |text: &LocalText| ctx.say(text);
    Deck {
        title: say(&map.title),
        subject: format!(
            "{}, {}",
            fixed::kind(ctx.lang, map.kind),
            fixed::state(ctx.lang, map.state)
        ),
        description: ctx.curve_summary(),
        author: map.owner.as_deref().map_or("Tropa".to_owned(), clean),
        keywords: map
            .stages
            .iter()
            .map(|stage| say(&stage.name))
            .collect::<Vec<_>>()
            .join(", "),
        slides,
        logo: logo(&ctx),
        images: pictures.into_iter().map(|(_, image, _)| image).collect(),
    }
}

fn logo(ctx: &Ctx) -> Option<Logo> {
    let picture = ctx.picture(ctx.map.brand.as_ref()?.logo.as_ref()?)?;
    let alt = if picture.alt.is_empty() {
        fixed::logo(ctx.lang).to_owned()
    } else {
        picture.alt
    };
    Some(Logo {
        image: picture.number,
        proportion: picture.width / picture.height,
        alt,
    })
}

/// What all slides need.
struct Ctx<'a> {
    pub map: &'a Map,
    pub lang: Lang,
    pub t: Tokens,
    pub measure: Measure,
    /// All columns with the number of their stage, in map order.
    pub steps: Vec<(usize, &'a Step)>,
    /// The stage that is asked for, from 0.
    pub stage: Option<usize>,
    /// What each persona felt, what another map says of the same steps, what was expected and intended.
    pub curves: Vec<Curve<'a>>,
    /// Number and sides in pixels of each picture that can be shown, by its id.
    pictures: FxHashMap<String, (usize, (u32, u32))>,
    /// At least half of the cards are assumptions.
    mostly_assumed: bool,
    /// By lane id and then step or stage id.
    cards: FxHashMap<&'a str, FxHashMap<&'a str, Vec<&'a Card>>>,
}

impl<'a> Ctx<'a> {
    fn new(map: &'a Map, options: &'a RenderOptions) -> Self {
        let mut cards: FxHashMap<&str, FxHashMap<&str, Vec<&Card>>> = FxHashMap::default();
        for card in &map.cards {
            cards
                .entry(&card.lane)
                .or_default()
                .entry(&card.at)
                .or_default()
                .push(card);
        }
        let steps = map
            .stages
            .iter()
            .enumerate()
            .flat_map(|(i, stage)| stage.steps.iter().map(move |step| (i, step)))
            .collect();
        let assumed = map
            .cards
            .iter()
            .filter(|card| card.state == EvidenceState::Assumption)
            .count();
        Self {
            map,
            lang: Lang::of(&options.lang),
            t: options.theme.tokens_of(map),
            measure: Measure::default(),
            steps,
            // A stage that is not on the map was refused before.
            stage: asked_stage(map, options).unwrap_or_default(),
            curves: curves(map, options.beside.as_deref(), Lang::of(&options.lang)),
            pictures: FxHashMap::default(),
            mostly_assumed: assumed * 2 >= map.cards.len(),
            cards,
        }
    }

    /// The numbers of the stages that are shown.
    pub fn stages(&self) -> std::ops::Range<usize> {
        match self.stage {
            Some(asked) => asked..asked + 1,
            None => 0..self.map.stages.len(),
        }
    }

    /// What the curves do, in words.
    pub fn curve_summary(&self) -> String {
        summary(self.map, &self.curves, self.lang).unwrap_or_default()
    }

    /// The text in the reader's language, safe to show.
    pub fn say(&self, text: &LocalText) -> String {
        clean(text.get(self.lang.tag()))
    }

    pub fn cards(&self, lane: &str, at: &str) -> &[&'a Card] {
        self.cards
            .get(lane)
            .and_then(|cells| cells.get(at))
            .map_or(&[], Vec::as_slice)
    }

    pub fn lane_name(&self, lane: &Lane) -> String {
        let own = self.say(&lane.name);
        if own.is_empty() {
            fixed::lane(self.lang, lane.role).to_owned()
        } else {
            own
        }
    }

    /// Cards of all lanes of a role, in the order of the map's columns, those of a whole stage first.
    pub fn cards_of(&self, role: LaneRole) -> Vec<&'a Card> {
        let lanes: Vec<&Lane> = self.map.lanes.iter().filter(|lane| lane.role == role).collect();
        let places = self.map.stages.iter().flat_map(|stage| {
            std::iter::once(stage.id.as_str()).chain(stage.steps.iter().map(|step| step.id.as_str()))
        });
        places
            .flat_map(|at| lanes.iter().flat_map(move |lane| self.cards(&lane.id, at)))
            .copied()
            .collect()
    }

    /// `3. Покупка` for a stage, `11. Звонит в поддержку` for a step.
    pub fn place(&self, at: &str) -> String {
        let stage = self.map.stages.iter().position(|stage| stage.id == at);
        if let Some(i) = stage {
            return format!("{}. {}", i + 1, self.name(&self.map.stages[i].name));
        }
        let step = self.steps.iter().position(|(_, step)| step.id == at);
        step.map_or(String::new(), |i| {
            format!("{}. {}", i + 1, self.name(&self.steps[i].1.name))
        })
    }

    /// A name for where it repeats: never so long that it takes a slide.
    pub fn name(&self, name: &LocalText) -> String {
        brief(&self.say(name), NAME_LETTERS_MAX)
    }

    pub fn stage_name(&self, stage: &Stage) -> String {
        self.name(&stage.name)
    }

    pub fn ink(&self, text: impl Into<String>, size: f32) -> Paragraph {
        Paragraph::new(text, size, Weight::Regular, self.t.ink)
    }

    pub fn bold(&self, text: impl Into<String>, size: f32) -> Paragraph {
        Paragraph::new(text, size, Weight::Bold, self.t.ink)
    }

    pub fn muted(&self, text: impl Into<String>, size: f32) -> Paragraph {
        Paragraph::new(text, size, Weight::Regular, self.t.muted)
    }

    pub fn colored(&self, text: impl Into<String>, size: f32, color: Color) -> Paragraph {
        Paragraph::new(text, size, Weight::Bold, color)
    }

    pub fn height(&self, paragraphs: &[Paragraph], width: f32) -> f32 {
        deck::height(paragraphs, &self.measure, width)
    }

    /// A text box as tall as its text, and its height.
    pub fn text_box(&self, name: &str, x: f32, y: f32, w: f32, paragraphs: Vec<Paragraph>) -> (Shape, f32) {
        let h = self.height(&paragraphs, w);
        (Shape::text(name, Area::new(x, y, w, h), Body::new(paragraphs)), h)
    }

    /// The picture of that id, if it can be shown.
    fn picture(&self, id: &str) -> Option<Picture> {
        let (number, (w, h)) = *self.pictures.get(id)?;
        let image = self.map.images.iter().find(|image| image.id == id)?;
        Some(Picture {
            number,
            width: w as f32,
            height: h as f32,
            alt: self.say(&image.alt),
        })
    }

    /// A picture as large as fits the area, not distorted, in its middle.
    fn fitted(&self, picture: &Picture, area: Area) -> Shape {
        let k = (area.w / picture.width).min(area.h / picture.height);
        let (w, h) = (picture.width * k, picture.height * k);
        let place = Area::new(area.x + (area.w - w) / 2.0, area.y + (area.h - h) / 2.0, w, h);
        Shape::picture("Picture", place, picture.number, picture.alt.clone())
    }

    /// Names of personas in a list of ids; unknown ids are left out.
    fn persona_names(&self, ids: &[String]) -> Vec<String> {
        ids.iter()
            .filter_map(|id| self.map.personas.iter().find(|persona| persona.id == *id))
            .map(|persona| self.name(&persona.name))
            .collect()
    }

    /// An icon of the set as lines.
    pub fn icon(&self, name: &'static str, x: f32, y: f32, size: f32, color: Color) -> Shape {
        let k = size / icons::GRID;
        let at = |px: f32, py: f32| (x + px * k, y + py * k);
        let segs = icons::segs(name)
            .iter()
            .map(|seg| match *seg {
                Seg::Move(px, py) => {
                    let (px, py) = at(px, py);
                    Seg::Move(px, py)
                }
                Seg::Line(px, py) => {
                    let (px, py) = at(px, py);
                    Seg::Line(px, py)
                }
                Seg::Cubic(a, b, c, d, px, py) => {
                    let ((a, b), (c, d), (px, py)) = (at(a, b), at(c, d), at(px, py));
                    Seg::Cubic(a, b, c, d, px, py)
                }
                Seg::Close => Seg::Close,
            })
            .collect();
        let line = Line::solid(color, (icons::STROKE * k).max(0.75));
        Shape::free("Icon", segs, None, Some(line))
    }

    /// A filled bar of `share` of the width on a track.
    pub fn bar(&self, area: Area, share: f64, color: Color) -> Vec<Shape> {
        let round = Geometry::Round(area.h / 2.0);
        let filled = area.w * share.clamp(0.0, 1.0) as f32;
        let mut shapes = vec![Shape::form("Track", area, round, Fill::Solid(self.t.track))];
        if filled > 0.0 {
            let w = filled.max(area.h);
            shapes.push(Shape::form("Bar", Area { w, ..area }, round, Fill::Solid(color)));
        }
        shapes
    }

    /// A stage's number in a disc of its colour.
    pub fn disc(&self, stage: usize, x: f32, y: f32, size: f32) -> Shape {
        let number = (stage + 1).to_string();
        let text = Paragraph::new(number, (size * 0.45).max(SMALL), Weight::Bold, self.t.on_disc)
            .align(Anchor::Middle);
        Shape::form(
            "Stage number",
            Area::new(x, y, size, size),
            Geometry::Ellipse,
            Fill::Solid(self.t.stage(stage)),
        )
        .saying(Body::new(vec![text]).place(deck::Place::Middle))
    }

    fn page(&self, layout: deck::Layout, title: impl Into<String>, section: impl Into<String>) -> Page<'a> {
        Page::new(self, layout, title.into(), section.into())
    }
}

/// At most so many letters, cut after a word where there is one, with an ellipsis.
fn brief(text: &str, letters: usize) -> String {
    let one_line = text.replace('\n', " ");
    let Some((end, _)) = one_line.char_indices().nth(letters) else {
        return one_line;
    };
    let head = &one_line[..end];
    let head = match head.rfind(' ') {
        Some(space) if space * 2 > end => &head[..space],
        _ => head,
    };
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use deck::{Kind, Table};
    use tropa_map::document::Card;

    const MAPS: [&str; 3] = [
        include_str!("../../tests/golden/board.tropa.json"),
        include_str!("../../tests/golden/workshop.tropa.json"),
        include_str!("../../../map/tests/golden/retailer.tropa.json"),
    ];

    /// Texts that need more room than they have, and shapes that leave the slide.
    fn wrong(shapes: &[Shape], measure: &Measure, found: &mut Vec<String>) {
        let slide = Area::new(0.0, 0.0, WIDTH, deck::HEIGHT);
        for shape in shapes {
            let area = shape.area;
            let inside = area.x >= -0.5
                && area.y >= -0.5
                && area.right() <= slide.w + 0.5
                && area.bottom() <= slide.h + 0.5;
            if !inside {
                found.push(format!("{} leaves the slide: {area:?}", shape.name));
            }
            match &shape.kind {
                Kind::Group(inner) => wrong(inner, measure, found),
                Kind::Form { body: Some(body), .. } => {
                    let tall = body.height(measure, area.w);
                    if tall > area.h + 1.0 {
                        let text: Vec<String> = body.paragraphs.iter().map(Paragraph::text).collect();
                        found.push(format!(
                            "{}: {tall} > {} for «{}»",
                            shape.name,
                            area.h,
                            text.join(" / ")
                        ));
                    }
                }
                Kind::Table(Table { columns, rows, .. }) => {
                    for row in rows {
                        for (cell, w) in row.cells.iter().zip(columns) {
                            if cell.body.height(measure, *w) > row.height + 1.0 {
                                found.push(format!("{}: a cell is taller than its row", shape.name));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn check(map: &Map, what: &str) {
        for lang in ["ru", "en"] {
            let options = RenderOptions {
                lang: lang.to_owned(),
                ..RenderOptions::default()
            };
            let measure = Measure::default();
            for slide in deck(map, &options).slides {
                let mut found = Vec::new();
                wrong(&slide.shapes, &measure, &mut found);
                let title = Paragraph::new(&slide.title, slide.title_size, Weight::Bold, Color(0, 0, 0));
                if title.height(&measure, slide.title_area.w) > slide.title_area.h + 1.0 {
                    found.push("the title is too long".to_owned());
                }
                assert!(found.is_empty(), "{what} {lang} «{}»: {found:#?}", slide.title);
            }
        }
    }

    #[test]
    fn no_text_leaves_its_box_and_no_box_its_slide() {
        for text in MAPS {
            check(&tropa_map::parse(text).unwrap(), "golden");
        }
        for long in [
            "Высокопревосходительственнейшее неудовлетворение ",
            "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
            "W_Nabellen_incomplete_dossiers ",
        ] {
            let mut map = tropa_map::parse(MAPS[0]).unwrap();
            let text = LocalText::plain(long.repeat(14));
            let change = |card: &mut Card| card.text = text.clone();
            map.cards.iter_mut().for_each(change);
            map.title = text.clone();
            map.purpose = text.clone();
            map.lanes.iter_mut().for_each(|lane| lane.name = text.clone());
            for stage in &mut map.stages {
                (stage.name, stage.goal) = (text.clone(), text.clone());
                stage.steps.iter_mut().for_each(|step| step.name = text.clone());
            }
            for persona in &mut map.personas {
                (persona.name, persona.summary, persona.story) = (text.clone(), text.clone(), text.clone());
                persona.traits.iter_mut().for_each(|one| one.text = text.clone());
            }
            check(&map, long);
        }
    }
}
