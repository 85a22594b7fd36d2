//! Places everything: columns, rows, cards. Rows grow until all text fits; nothing is cut.

mod bands;
mod brand;
mod cards;
pub(crate) mod compare;
mod cut;
pub(crate) mod emotion;
mod grid;
mod header;
mod highlights;
mod images;
mod kpis;
mod legend;
mod lines;
mod moves;
mod paper;
mod paths;
mod rows;
mod sheet;
mod spans;
mod stages;
mod views;
pub(crate) mod walk;

pub(crate) use grid::{COLUMNS_WITH_TWO_RAILS, Column, Grid};
pub(crate) use kpis::{metric_text, of_text, value_text, verdict, verdict_word};

use crate::curve::series::{Curve, curves, summary};
use crate::scene::{Anchor, Area, Color, Group, Node, Pages, Place, Role, Scene, Tag, Weight};
use crate::shown::Ends;
use crate::text::{Measure, Style, clean};
use crate::theme::Tokens;
use crate::{Layout, RenderError, RenderOptions, words};
use grid::Slice;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use tropa_map::Lang;
use tropa_map::document::{Card, Lane, Map};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

/// Everything stands on a grid of 4.
pub(crate) const MARGIN: f32 = 40.0;
/// The rail with the names of the lanes.
pub(crate) const RAIL: f32 = 208.0;
pub(crate) const GAP: f32 = 12.0;
pub(crate) const PAD: f32 = 8.0;

/// What all parts of the drawing need.
pub(crate) struct Draw<'a> {
    pub map: &'a Map,
    pub lang: Lang,
    pub t: Tokens,
    /// Pictures without colour, too.
    pub grey: bool,
    pub measure: Measure,
    pub grid: Grid<'a>,
    /// The stages that are shown, whole.
    pub slices: Vec<Slice<'a>>,
    pub lanes: Vec<&'a Lane>,
    /// Of the stages that are shown, in the order of the map.
    pub cards_shown: Vec<&'a Card>,
    /// First and last step of the cards that cover several, counted through the map from 0; by card id.
    pub spans: FxHashMap<&'a str, (usize, usize)>,
    /// Of all lanes of feelings.
    pub curves: Vec<Curve<'a>>,
    mostly_assumed: bool,
    lane_names: FxHashMap<&'a str, Arc<str>>,
    /// Where each step and stage stands that is shown: the number of its stage and, of a step, its own, from 0.
    places: FxHashMap<&'a str, (usize, Option<usize>)>,
    /// Cards by lane id and then step or stage id, in the order of the map.
    cards: FxHashMap<&'a str, FxHashMap<&'a str, Vec<&'a Card>>>,
}

/// A row as it is built: nodes at their final x, y from the row's top.
#[derive(Default)]
pub(crate) struct Row {
    pub nodes: Vec<Node>,
    /// Belongs to the rail beside the row, under the lane's name.
    pub rail: Vec<Node>,
    pub height: f32,
    pub on_pages: OnPages,
}

/// How a block stands on sheets of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OnPages {
    #[default]
    Free,
    /// On one page with the block after it, where both fit one.
    WithNext,
    /// Heads a table: on one page with the next block, and once more at the top of each page the table goes on on.
    Repeated,
    /// Ends a table: what comes after it has no head.
    EndsTable,
}

/// The drawing of a map in the layout that is asked for.
pub(crate) fn pages(map: &Map, options: &RenderOptions) -> Result<Pages, RenderError> {
    match (options.layout, options.paper) {
        (Layout::Grid, None) => Ok(Pages::endless(sheet_of_all(&Draw::new(map, options)?))),
        (Layout::Grid, Some(paper)) => Ok(paper::pages(&mut Draw::new(map, options)?, paper)),
        (Layout::Walk, _) => walk::pages(map, options),
        _ => views::pages(map, options),
    }
}

/// The whole grid on one sheet as large as it takes.
fn sheet_of_all(draw: &Draw) -> Scene {
    let map = draw.map;
    let mut nodes = Vec::new();
    let mut y = MARGIN;
    place(&mut nodes, &mut y, header::header(draw), 20.0);
    let highlights = highlights::highlights(draw);
    if highlights.height > 0.0 {
        place(&mut nodes, &mut y, highlights, 24.0);
    }
    let (head, head_height) = stages::heads(draw, false);
    let mut head = vec![Group::layer("head", head)];
    head.iter_mut().for_each(|node| node.shift(0.0, y));
    let marks = draw
        .grid
        .stages
        .iter()
        .map(|s| (draw.say(&s.stage.name), s.x, y))
        .collect();
    y += head_height;

    let (mut rail, mut body) = (Vec::new(), Vec::new());
    for band in bands::bands(draw) {
        let lane = band.lane.map(|lane| Arc::from(clean(&lane.id)));
        let mut placed = bands::whole(draw, band);
        placed
            .body
            .iter_mut()
            .chain(&mut placed.rail)
            .for_each(|node| node.shift(0.0, y));
        let row = Tag::Row {
            lane,
            top: y,
            height: placed.height,
        };
        body.push(Group::tagged(row.clone(), placed.body));
        rail.push(Group::tagged(row, placed.rail));
        y += placed.height;
    }
    nodes.append(&mut head);
    nodes.extend(body);
    nodes.push(Group::layer("rail", rail));
    y += 24.0;
    let (mut below, top) = (Vec::new(), y);
    place(&mut below, &mut y, legend::legend(draw), 16.0);
    place(&mut below, &mut y, legend::footer(draw), MARGIN);
    let row = Tag::Row {
        lane: None,
        top,
        height: y - top,
    };
    nodes.push(Group::tagged(row, below));

    Scene {
        width: draw.right() + MARGIN,
        height: y.ceil(),
        background: draw.t.paper,
        lang: draw.lang.tag(),
        title: draw.say(&map.title),
        description: draw.curve_summary(),
        marks,
        nodes,
    }
}

fn place(nodes: &mut Vec<Node>, y: &mut f32, mut row: Row, below: f32) {
    row.nodes.iter_mut().for_each(|node| node.shift(0.0, *y));
    nodes.append(&mut row.nodes);
    *y += row.height + below;
}

impl<'a> Draw<'a> {
    /// `map` holds nothing of personas and stages that are not asked for: see [`crate::shown::part`].
    fn new(map: &'a Map, options: &'a RenderOptions) -> Result<Self, RenderError> {
        let slices = grid::slices(map, options)?;
        let mut places = FxHashMap::default();
        for slice in &slices {
            places.insert(slice.stage.id.as_str(), (slice.index, None));
            for (i, step) in slice.stage.steps.iter().enumerate() {
                places.insert(&step.id, (slice.index, Some(slice.first_step + i)));
            }
        }
        let lanes: Vec<&Lane> = map.lanes.iter().collect();
        let ends = Ends::of(map);
        let spans: FxHashMap<&str, (usize, usize)> = map
            .cards
            .iter()
            .filter_map(|card| Some((card.id.as_str(), ends.span(card)?)))
            .collect();
        let steps: Vec<&str> = map
            .stages
            .iter()
            .flat_map(|stage| &stage.steps)
            .map(|step| step.id.as_str())
            .collect();
        // Where a card stands; one that began before what is shown stands at the first step it covers here.
        let anchor = |card: &'a Card| -> Option<&'a str> {
            if places.contains_key(card.at.as_str()) {
                return Some(card.at.as_str());
            }
            let (first, last) = *spans.get(card.id.as_str())?;
            let covered = steps.get(first..=last)?.iter();
            covered.copied().find(|id| places.contains_key(id))
        };
        let lane_ids: FxHashSet<&str> = lanes.iter().map(|lane| lane.id.as_str()).collect();
        let mut cards_shown = Vec::new();
        let mut cards: FxHashMap<&str, FxHashMap<&str, Vec<&Card>>> = FxHashMap::default();
        for card in map
            .cards
            .iter()
            .filter(|card| lane_ids.contains(card.lane.as_str()))
        {
            let Some(at) = anchor(card) else { continue };
            cards_shown.push(card);
            cards
                .entry(&card.lane)
                .or_default()
                .entry(at)
                .or_default()
                .push(card);
        }
        let assumed = cards_shown
            .iter()
            .filter(|card| card.state == EvidenceState::Assumption)
            .count();
        let lang = Lang::of(&options.lang);
        let named = |lane: &&'a Lane| (lane.id.as_str(), Arc::from(lane_name(lang, lane)));
        Ok(Self {
            map,
            lang,
            lane_names: lanes.iter().map(named).collect(),
            t: options.theme.tokens_of(map),
            grey: options.theme == crate::Theme::Greyscale,
            measure: Measure::default(),
            grid: Grid::new(&slices),
            slices,
            lanes,
            mostly_assumed: assumed * 4 > cards_shown.len() * 3,
            cards_shown,
            spans,
            curves: curves(map, options.beside.as_deref(), lang),
            places,
            cards,
        })
    }

    /// What the curves do, in words.
    pub fn curve_summary(&self) -> String {
        summary(self.map, &self.curves, self.lang).unwrap_or_default()
    }

    /// Whether most cards that are shown are assumptions: then each need not say so in words.
    pub fn mostly_assumed(&self) -> bool {
        self.mostly_assumed
    }

    /// The five words of the scale from −2 to +2: the map's own where it has them.
    pub fn feeling_words(&self) -> [String; 5] {
        let usual = words::feelings(self.lang);
        std::array::from_fn(|i| {
            let own = self.map.feeling_words.get(i).map(|text| self.say(text));
            own.filter(|text| !text.is_empty())
                .unwrap_or_else(|| usual[i].to_owned())
        })
    }

    /// The number of a step in the map, from 0, whether it is shown or not.
    pub fn step_number(&self, id: &str) -> Option<usize> {
        let mut steps = self.map.stages.iter().flat_map(|stage| &stage.steps);
        steps.position(|step| step.id == id)
    }

    /// The number of a stage and, of a step, its own, from 0; `None` where the drawing does not show it.
    pub fn place(&self, at: &str) -> Option<(usize, Option<usize>)> {
        self.places.get(at).copied()
    }

    /// The text in the reader's language, safe to draw.
    pub fn say(&self, text: &LocalText) -> String {
        clean(text.get(self.lang.tag()))
    }

    pub fn cards(&self, lane: &str, at: &str) -> &[&'a Card] {
        self.cards
            .get(lane)
            .and_then(|cells| cells.get(at))
            .map_or(&[], Vec::as_slice)
    }

    /// The right edge of all that is drawn: of the columns, or of the second rail beside them.
    pub fn right(&self) -> f32 {
        self.grid.right + self.second_rail_width()
    }

    pub fn second_rail_width(&self) -> f32 {
        if self.two_rails() { GAP + RAIL } else { 0.0 }
    }

    pub fn two_rails(&self) -> bool {
        self.grid.columns.len() >= COLUMNS_WITH_TWO_RAILS
    }

    /// How much larger the block above the map is set on a wide sheet, which is read from further away.
    pub fn wide(&self) -> f32 {
        ((self.right() + MARGIN) / 1800.0).clamp(1.0, 1.7)
    }

    pub fn style(&self, size: f32, weight: Weight) -> Style {
        Style::new(size, weight, self.t.ink)
    }

    pub fn muted(&self, size: f32) -> Style {
        Style::new(size, Weight::Regular, self.t.muted)
    }

    pub fn text(&self, text: impl Into<String>, x: f32, y: f32, style: Style) -> Node {
        Node::Text(self.measure.line(text, x, y, Anchor::Start, style))
    }

    pub fn anchored(&self, text: impl Into<String>, x: f32, y: f32, anchor: Anchor, style: Style) -> Node {
        Node::Text(self.measure.line(text, x, y, anchor, style))
    }

    pub fn width(&self, text: &str, style: Style) -> f32 {
        self.measure.width(text, style.size, style.weight)
    }

    /// Text in as many lines as it takes; returns the nodes and their height.
    pub fn block(&self, text: &str, x: f32, y: f32, width: f32, style: Style) -> (Vec<Node>, f32) {
        let lines = self.measure.wrap(text, width, style.size, style.weight);
        let height = lines.len() as f32 * style.line();
        let nodes = lines
            .into_iter()
            .enumerate()
            .map(|(i, line)| self.text(line, x, y + i as f32 * style.line(), style))
            .collect();
        (nodes, height)
    }

    /// The card's words for those who hover or listen: text, number, reason.
    pub fn card_title(&self, card: &Card) -> String {
        let mut title = self.say(&card.text);
        if let Some(alt) = self.alt(card) {
            title.push_str(if title.is_empty() { "" } else { ". " });
            title.push_str(&alt);
        }
        if let Some(metric) = &card.metric {
            let separator = if title.is_empty() { "" } else { ": " };
            title.push_str(separator);
            title.push_str(&kpis::metric_text(self.lang, metric));
        }
        if let Some(reason) = card
            .evidence
            .first()
            .map(|e| self.say(&e.reason))
            .filter(|r| !r.is_empty())
        {
            title.push_str(if title.is_empty() { "" } else { ". " });
            title.push_str(&reason);
        }
        title
    }

    /// A card in its cell, told at its step after the name of its lane.
    pub fn card_group(&self, card: &Card, cell: Area, nodes: Vec<Node>) -> Node {
        let node = self.card_tile(card, cell, nodes);
        match self.place(&card.at) {
            Some((stage, step)) => {
                let lane = self
                    .lane_names
                    .get(card.lane.as_str())
                    .cloned()
                    .unwrap_or_default();
                Group::placed(node, Place::At { stage, step, lane })
            }
            None => node,
        }
    }

    /// A group told at a stage or step, after the name of its lane.
    pub fn told_at(&self, at: &str, lane: &Lane, node: Node) -> Node {
        match self.place(at) {
            Some((stage, step)) => {
                let lane = self.lane_names.get(lane.id.as_str()).cloned().unwrap_or_default();
                Group::placed(node, Place::At { stage, step, lane })
            }
            None => node,
        }
    }

    /// A card shown once more outside its lane: told where it stands.
    pub fn card_tile(&self, card: &Card, cell: Area, nodes: Vec<Node>) -> Node {
        Group::in_cell(Role::Card(clean(&card.id)), self.card_title(card), cell, nodes)
    }

    pub fn lane_name(&self, lane: &Lane) -> String {
        lane_name(self.lang, lane)
    }
}

/// Its own name, or that of its role.
fn lane_name(lang: Lang, lane: &Lane) -> String {
    let own = clean(lane.name.get(lang.tag()));
    if own.is_empty() {
        words::lane(lang, lane.role).to_owned()
    } else {
        own
    }
}

/// A filled bar of `share` of the width on a track.
pub(crate) fn bar(area: Area, share: f64, color: Color, track: Color) -> Vec<Node> {
    let filled = (area.w * share.clamp(0.0, 1.0) as f32).max(if share > 0.0 { 1.0 } else { 0.0 });
    let radius = area.h / 2.0;
    let mut nodes = vec![Node::fill(area, radius, track)];
    if filled > 0.0 {
        nodes.push(Node::fill(
            Area { w: filled, ..area },
            radius.min(filled / 2.0),
            color,
        ));
    }
    nodes
}

pub(crate) fn icon(name: &'static str, x: f32, y: f32, size: f32, color: Color) -> Node {
    Node::Icon {
        name,
        x,
        y,
        size,
        color,
    }
}

/// Puts a measured text into a group of its own kind, for headings.
pub(crate) fn heading(level: u8, title: &str, nodes: Vec<Node>) -> Node {
    Group::node(Role::Heading(level), title, nodes)
}
