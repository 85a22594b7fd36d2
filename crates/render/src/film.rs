//! A walk as the frames of a video: raw pixels, one picture after another, for whoever encodes them.

use crate::layout::walk::{self, Frame, TOKEN};
use crate::png::rasterized;
use crate::scene::{Node, Scene};
use crate::{RenderError, RenderOptions};
use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};
use tropa_map::Map;

/// Pictures a second.
const RATE: u32 = 25;
/// How long one picture becomes the next.
const TURN_S: f32 = 0.6;

/// A video before it is encoded.
pub struct Film {
    frames: Vec<Frame>,
    scale: f32,
}

/// One picture of a film.
pub struct Picture<'a> {
    /// Rows from the top, four bytes a pixel: red, green, blue, 255.
    pub rgba: &'a [u8],
    /// From 0.
    pub number: usize,
}

impl Film {
    /// The walk through a map; `options.scale` is 1 for a picture of 1280 × 720 pixels.
    ///
    /// # Errors
    /// Where the persona or stage that is asked for is not on the map.
    pub fn new(map: &Map, options: &RenderOptions) -> Result<Self, RenderError> {
        Ok(Self {
            frames: walk::frames(map, options)?,
            scale: options.scale.clamp(0.5, 3.0),
        })
    }

    /// Of each picture, in pixels; both are even, as video wants them.
    pub fn size(&self) -> (u32, u32) {
        let even = |length: f32| ((length * self.scale).round() as u32).next_multiple_of(2);
        (even(walk::WIDTH), even(walk::HEIGHT))
    }

    /// Pictures a second.
    pub fn rate(&self) -> u32 {
        RATE
    }

    /// How many pictures there are.
    pub fn len(&self) -> usize {
        let stills: usize = self.frames.iter().map(|frame| stills(frame.seconds)).sum();
        stills + turns() * (self.frames.len() - 1)
    }

    /// Always false: a film has a title.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Hands out every picture in its order.
    ///
    /// # Errors
    /// What the receiver answers ends the film; or a frame could not be drawn.
    pub fn pictures<E: From<RenderError>>(
        &self,
        mut receive: impl FnMut(Picture) -> Result<(), E>,
    ) -> Result<(), E> {
        let (width, height) = self.size();
        let mut number = 0;
        let mut show = |picture: &Pixmap, times: usize| -> Result<(), E> {
            for _ in 0..times {
                receive(Picture {
                    // The paper is opaque: there is nothing to divide by.
                    rgba: picture.data(),
                    number,
                })?;
                number += 1;
            }
            Ok(())
        };
        let mut before: Option<Parts> = None;
        for frame in &self.frames {
            let now = Parts::of(&frame.scene, self.scale, (width, height))?;
            if let Some(before) = &before {
                for turn in 1..=turns() {
                    show(&between(before, &now, turn as f32 / (turns() + 1) as f32), 1)?;
                }
            }
            show(&now.whole(), stills(frame.seconds))?;
            before = Some(now);
        }
        Ok(())
    }
}

fn stills(seconds: f32) -> usize {
    (seconds * RATE as f32).round() as usize
}

fn turns() -> usize {
    (TURN_S * RATE as f32).round() as usize
}

/// A frame without its mark, and the mark alone.
struct Parts {
    ground: Pixmap,
    token: Option<Token>,
}

struct Token {
    picture: Pixmap,
    /// Where it stands, in pixels.
    at: (f32, f32),
}

impl Parts {
    fn of(scene: &Scene, scale: f32, size: (u32, u32)) -> Result<Self, RenderError> {
        let (nodes, token) = without_token(&scene.nodes);
        let ground = rasterized(
            &Scene {
                nodes,
                ..scene.clone()
            },
            scale,
            size,
        )?;
        let Some(mut token) = token else {
            return Ok(Self { ground, token: None });
        };
        let (x, y) = middle(&token);
        let half = 24.0;
        token.iter_mut().for_each(|node| node.shift(half - x, half - y));
        let side = (2.0 * half * scale).ceil() as u32;
        let alone = Scene {
            width: 2.0 * half,
            height: 2.0 * half,
            nodes: token,
            ..scene.clone()
        };
        Ok(Self {
            ground,
            token: Some(Token {
                picture: crate::png::without_ground(&alone, scale, (side, side))?,
                at: ((x - half) * scale, (y - half) * scale),
            }),
        })
    }

    fn whole(&self) -> Pixmap {
        let mut picture = self.ground.clone();
        if let Some(token) = &self.token {
            token.put(&mut picture, token.at, 1.0);
        }
        picture
    }
}

impl Token {
    fn put(&self, picture: &mut Pixmap, at: (f32, f32), opacity: f32) {
        let paint = PixmapPaint {
            opacity,
            ..PixmapPaint::default()
        };
        picture.draw_pixmap(
            0,
            0,
            self.picture.as_ref(),
            &paint,
            Transform::from_translate(at.0, at.1),
            None,
        );
    }
}

/// `share` of the way from one frame to the next: one fades into the other, the mark goes over.
fn between(a: &Parts, b: &Parts, share: f32) -> Pixmap {
    let eased = share * share * (3.0 - 2.0 * share);
    let mut picture = a.ground.clone();
    let paint = PixmapPaint {
        opacity: eased,
        ..PixmapPaint::default()
    };
    picture.draw_pixmap(0, 0, b.ground.as_ref(), &paint, Transform::identity(), None);
    match (&a.token, &b.token) {
        (Some(from), Some(to)) => {
            let way = |from: f32, to: f32| from + (to - from) * eased;
            let at = (way(from.at.0, to.at.0), way(from.at.1, to.at.1));
            from.put(&mut picture, at, 1.0);
            to.put(&mut picture, at, eased);
        }
        (Some(from), None) => from.put(&mut picture, from.at, 1.0 - eased),
        (None, Some(to)) => to.put(&mut picture, to.at, eased),
        (None, None) => {}
    }
    picture
}

/// The nodes without the layer of the mark, and that layer's nodes.
fn without_token(nodes: &[Node]) -> (Vec<Node>, Option<Vec<Node>>) {
    let mut token = None;
    let mut rest = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Group(group) if group.layer == Some(TOKEN) => token = Some(group.nodes.clone()),
            Node::Group(group) => {
                let (inner, found) = without_token(&group.nodes);
                token = token.or(found);
                let mut group = group.clone();
                group.nodes = inner;
                rest.push(Node::Group(group));
            }
            other => rest.push(other.clone()),
        }
    }
    (rest, token)
}

/// The middle of the mark: that of its disc.
fn middle(token: &[Node]) -> (f32, f32) {
    let disc = token.iter().find_map(|node| match node {
        Node::Circle { x, y, .. } => Some((*x, *y)),
        _ => None,
    });
    disc.unwrap_or_default()
}
