//! Cards as native shapes: what they say, what they rest on, how tall they are.

use super::deck::{Body, Dash, Fill, Geometry, Line, Paragraph, Shape, height, split};
use super::images::Picture;
use super::{Ctx, SMALL, TEXT};
use crate::icons;
use crate::layout::{metric_text, value_text};
use crate::scene::{Area, Seg, Weight};
use crate::tell;
use crate::{terms, words as fixed};
use std::rc::Rc;
use tropa_map::document::{Card, LaneRole, MetricName};
use tropa_map::format::{count, percent};
use tropa_model::feeling::EvidenceState;

const SIGN: f32 = 8.0;
/// A longer name stands below its share, not beside it.
const CHANNEL_LETTERS_MAX: usize = 60;
const PICTURE_HEIGHT_MAX: f32 = 110.0;

/// How a card looks.
#[derive(Clone)]
enum Look {
    /// A framed card with its evidence state.
    Framed {
        icon: Option<&'static str>,
        harmed: Option<f64>,
        picture: Option<Rc<Picture>>,
    },
    /// A bar as long as the share that comes here.
    Reach(f64),
    /// An icon on a ground as wide as the share.
    Channel { icon: &'static str, share: Option<f64> },
    /// A clock and a time.
    Wait,
    /// Text alone.
    Bare,
}

/// One card or a part of one.
#[derive(Clone)]
pub(super) struct Block<'a> {
    /// Whose evidence goes into the notes; nothing for what is no card.
    pub card: Option<&'a Card>,
    look: Look,
    paragraphs: Vec<Paragraph>,
}

impl<'a> Block<'a> {
    pub fn of(ctx: &Ctx<'a>, role: LaneRole, card: &'a Card) -> Self {
        let is = |name| card.metric.as_ref().is_some_and(|metric| metric.name == name);
        let (look, paragraphs) = match role {
            LaneRole::Channels if card.channel.is_some() => channel(ctx, card),
            LaneRole::Actions if is(MetricName::Reach) => reach(ctx, card),
            LaneRole::Kpis if is(MetricName::Wait) => wait(ctx, card),
            LaneRole::Pains => pain(ctx, card),
            _ => plain(ctx, role, card),
        };
        Self {
            card: Some(card),
            look,
            paragraphs,
        }
    }

    /// Words that are no card.
    pub fn bare(paragraphs: Vec<Paragraph>) -> Self {
        Self {
            card: None,
            look: Look::Bare,
            paragraphs,
        }
    }

    fn state(&self) -> EvidenceState {
        self.card.map_or(EvidenceState::Measured, |card| card.state)
    }

    /// Left, top, right, bottom of the text.
    fn inset(&self, w: f32) -> [f32; 4] {
        match &self.look {
            Look::Framed {
                icon,
                harmed,
                picture,
            } => {
                let left = if icon.is_some() { 26.0 } else { 8.0 };
                let bottom = if harmed.is_some() { 13.0 } else { 6.0 };
                let above = picture
                    .as_ref()
                    .map_or(0.0, |picture| picture_height(picture, w) + 6.0);
                [left, 6.0 + above, 18.0, bottom]
            }
            Look::Reach(_) => [0.0, 10.0, 0.0, 0.0],
            Look::Channel { .. } => [22.0, 2.5, 6.0, 2.5],
            Look::Wait => [20.0, 1.0, 0.0, 1.0],
            Look::Bare => [0.0; 4],
        }
    }

    pub fn height(&self, ctx: &Ctx, w: f32) -> f32 {
        let [left, top, right, bottom] = self.inset(w);
        top + height(&self.paragraphs, &ctx.measure, w - left - right) + bottom
    }

    /// As much as fits `room`, and the rest where there is one.
    pub fn split(self, ctx: &Ctx, w: f32, room: f32) -> (Self, Option<Self>) {
        let [left, top, right, bottom] = self.inset(w);
        let (head, tail) = split(
            self.paragraphs,
            &ctx.measure,
            w - left - right,
            room - top - bottom,
        );
        // The rest goes on without picture and bar.
        let look = match &self.look {
            Look::Framed { icon, .. } => Look::Framed {
                icon: *icon,
                harmed: None,
                picture: None,
            },
            other => other.clone(),
        };
        let rest = (!tail.is_empty()).then_some(Self {
            card: self.card,
            look,
            paragraphs: tail,
        });
        let head = Self {
            paragraphs: head,
            ..self
        };
        (head, rest)
    }

    pub fn shape(&self, ctx: &Ctx, area: Area) -> Shape {
        let name = ctx
            .map
            .lanes
            .iter()
            .find(|lane| self.card.is_some_and(|card| card.lane == lane.id))
            .map_or(String::new(), |lane| ctx.lane_name(lane));
        let mut paragraphs = self.paragraphs.clone();
        let inset = self.inset(area.w);
        for paragraph in &mut paragraphs {
            if paragraph.runs[0].text.contains('\t') {
                paragraph.tab = Some(area.w - inset[0] - inset[2]);
            }
        }
        let body = Body::new(paragraphs).inset(inset);
        let t = ctx.t;
        let shapes = match &self.look {
            Look::Framed {
                icon,
                harmed,
                picture,
            } => {
                let line = match self.state() {
                    EvidenceState::Assumption => Line::dashed(t.line_strong, 1.0, Dash::Short),
                    _ => Line::solid(t.card_line, 0.75),
                };
                let frame = Shape::form(name.clone(), area, Geometry::Round(5.0), Fill::Solid(t.card));
                let mut shapes = vec![frame.outlined(line).saying(body)];
                shapes.extend(icon.map(|icon| ctx.icon(icon, area.x + 6.0, area.y + 6.0, 16.0, t.pain)));
                if let Some(share) = harmed {
                    let bar = Area::new(
                        area.x + inset[0],
                        area.bottom() - 9.0,
                        area.w - inset[0] - 10.0,
                        4.0,
                    );
                    shapes.extend(ctx.bar(bar, *share, t.pain));
                }
                let sign = sign(ctx, self.state(), area.right() - SIGN - 6.0, area.y + 8.0);
                shapes.push(sign);
                shapes.extend(picture.as_ref().map(|picture| {
                    let h = picture_height(picture, area.w);
                    ctx.fitted(picture, Area::new(area.x + 8.0, area.y + 6.0, area.w - 26.0, h))
                }));
                shapes
            }
            Look::Reach(share) => {
                let bar = Area::new(area.x, area.y + 2.0, area.w, 5.0);
                let mut shapes = ctx.bar(bar, *share, t.continued);
                shapes.push(Shape::text(name.clone(), area, body));
                shapes
            }
            Look::Channel { icon, share } => {
                let mut shapes = Vec::new();
                if let Some(share) = share {
                    let w = (area.w * share.clamp(0.0, 1.0) as f32).clamp(4.0, area.w.max(4.0));
                    let fill = Fill::Faint(t.continued, 0.14);
                    shapes.push(Shape::form(
                        "Share",
                        Area { w, ..area },
                        Geometry::Round(4.0),
                        fill,
                    ));
                }
                shapes.push(ctx.icon(icon, area.x + 4.0, area.y + 3.0, 14.0, t.ink));
                shapes.push(Shape::text(name.clone(), area, body));
                shapes
            }
            Look::Wait => vec![
                ctx.icon("wait", area.x, area.y + 1.0, 14.0, t.line_strong),
                Shape::text(name.clone(), area, body),
            ],
            Look::Bare => return Shape::text(name, area, body),
        };
        Shape::group(name, shapes)
    }
}

fn picture(ctx: &Ctx, card: &Card) -> Option<Rc<Picture>> {
    ctx.picture(card.image.as_deref()?).map(Rc::new)
}

/// As the picture's own sides ask, within limits.
fn picture_height(picture: &Picture, w: f32) -> f32 {
    ((w - 26.0).max(10.0) * picture.height / picture.width).clamp(10.0, PICTURE_HEIGHT_MAX)
}

type Drawn = (Look, Vec<Paragraph>);

fn reach(ctx: &Ctx, card: &Card) -> Drawn {
    let metric = card.metric.as_ref();
    let share = metric.map_or(0.0, |metric| metric.value);
    let mut line = ctx.bold(percent(ctx.lang, share), 16.0);
    if let Some(n) = metric.and_then(|metric| metric.count) {
        line = line.and(
            format!("  {}", count(ctx.lang, n)),
            TEXT,
            Weight::Regular,
            ctx.t.muted,
        );
    }
    let mut paragraphs = vec![line];
    let text = ctx.say(&card.text);
    if !text.is_empty() {
        paragraphs.push(ctx.muted(text, TEXT));
    }
    (Look::Reach(share), paragraphs)
}

fn channel(ctx: &Ctx, card: &Card) -> Drawn {
    let known = card
        .channel
        .as_ref()
        .and_then(|id| ctx.map.channels.iter().find(|channel| channel.id == *id));
    let icon = known.map_or("other", |channel| icons::named(&channel.icon));
    let own = ctx.say(&card.text);
    let name = if own.is_empty() {
        known.map_or(String::new(), |channel| ctx.say(&channel.name))
    } else {
        own
    };
    let share = card.metric.as_ref().map(|metric| metric.value);
    let look = Look::Channel { icon, share };
    let Some(share) = share else {
        return (look, vec![ctx.ink(name, TEXT)]);
    };
    let share = percent(ctx.lang, share);
    if name.chars().count() > CHANNEL_LETTERS_MAX {
        return (look, vec![ctx.bold(share, TEXT), ctx.ink(name, TEXT)]);
    }
    let line = ctx.ink(format!("{name}\t"), TEXT);
    (look, vec![line.and(share, TEXT, Weight::Bold, ctx.t.ink)])
}

fn wait(ctx: &Ctx, card: &Card) -> Drawn {
    let text = card
        .metric
        .as_ref()
        .map_or(String::new(), |metric| value_text(ctx.lang, metric));
    (Look::Wait, vec![ctx.bold(text, TEXT)])
}

fn pain(ctx: &Ctx, card: &Card) -> Drawn {
    let icon = card
        .pain
        .as_ref()
        .map_or("pain", |pain| icons::of_pain(pain.kind));
    let mut paragraphs = vec![ctx.bold(ctx.say(&card.text), TEXT)];
    let mut harmed = None;
    if let Some(metric) = &card.metric {
        paragraphs.push(ctx.muted(metric_text(ctx.lang, metric), TEXT).before(1.0));
        let all = ctx.map.origin.as_ref().map_or(metric.n, |origin| origin.n).max(1);
        harmed = metric.count.map(|count| count as f64 / all as f64);
    }
    paragraphs.extend(quotes(ctx, card));
    paragraphs.extend(state(ctx, card));
    let look = Look::Framed {
        icon: Some(icon),
        harmed,
        picture: picture(ctx, card),
    };
    (look, paragraphs)
}

fn plain(ctx: &Ctx, role: LaneRole, card: &Card) -> Drawn {
    let mut paragraphs = Vec::new();
    if let Some(metric) = &card.metric {
        paragraphs.push(ctx.bold(value_text(ctx.lang, metric), 16.0));
    }
    let text = ctx.say(&card.text);
    if !text.is_empty() {
        paragraphs.push(ctx.ink(text, TEXT));
    }
    if let Some(metric) = &card.metric {
        let label = ctx.say(&metric.label);
        if !label.is_empty() {
            paragraphs.push(ctx.ink(label, TEXT));
        }
        // A number people wrote down themselves has no count behind it.
        if metric.n > 0 {
            paragraphs.push(ctx.muted(metric_text(ctx.lang, metric), SMALL));
        }
    }
    if let Some(target) = &card.target {
        let text = terms::target(ctx.lang, target, card.metric.as_ref());
        paragraphs.push(ctx.ink(text, SMALL).before(1.0));
    }
    if !card.emotions.is_empty() {
        paragraphs.push(ctx.ink(terms::emotions(ctx.lang, &card.emotions), TEXT));
    }
    paragraphs.extend(quotes(ctx, card));
    paragraphs.extend(state(ctx, card));
    let icon = match role {
        LaneRole::Opportunities | LaneRole::Ideas | LaneRole::Delights | LaneRole::MomentsOfTruth => {
            Some(icons::of_lane(role))
        }
        _ => None,
    };
    let look = Look::Framed {
        icon,
        harmed: None,
        picture: picture(ctx, card),
    };
    (look, paragraphs)
}

fn quotes(ctx: &Ctx, card: &Card) -> Vec<Paragraph> {
    card.evidence
        .iter()
        .filter_map(|evidence| evidence.quote.as_ref())
        .map(|quote| ctx.muted(tell::quote(quote), TEXT).before(2.0))
        .collect()
}

/// Of whom the card speaks, and what it rests on unless it is measured. Where most of the map is assumed, the broken frame
/// and the sign say so: the word on every card would drown what the cards say.
fn state(ctx: &Ctx, card: &Card) -> Option<Paragraph> {
    let mut said = ctx.persona_names(&card.personas);
    let plain = match card.state {
        EvidenceState::Measured => true,
        EvidenceState::Assumption => ctx.mostly_assumed,
        _ => false,
    };
    if !plain {
        said.push(fixed::evidence(ctx.lang, card.state).to_owned());
    }
    (!said.is_empty()).then(|| ctx.muted(said.join(" · "), SMALL).before(2.0))
}

/// The four states as four shapes: full disc, half disc, ring, broken ring.
pub(super) fn sign(ctx: &Ctx, state: EvidenceState, x: f32, y: f32) -> Shape {
    let color = ctx.t.line_strong;
    let area = Area::new(x, y, SIGN, SIGN);
    let ring =
        |line| Shape::form("Evidence", area, Geometry::Ellipse, Fill::Solid(ctx.t.card)).outlined(line);
    let shape = match state {
        EvidenceState::Measured => Shape::form("Evidence", area, Geometry::Ellipse, Fill::Solid(color)),
        EvidenceState::SupportedByText => {
            let (cx, r) = (x + SIGN / 2.0, SIGN / 2.0);
            let half = vec![
                Seg::Move(cx, y),
                Seg::Cubic(cx - r * 1.33, y, cx - r * 1.33, y + SIGN, cx, y + SIGN),
                Seg::Close,
            ];
            let half = Shape::free("Half", half, Some(Fill::Solid(color)), None);
            Shape::group("Evidence", vec![ring(Line::solid(color, 1.0)), half])
        }
        EvidenceState::SingleVoice => ring(Line::solid(color, 1.25)),
        EvidenceState::Assumption => ring(Line::dashed(color, 1.0, Dash::Dot)),
    };
    shape.told(fixed::evidence(ctx.lang, state))
}
