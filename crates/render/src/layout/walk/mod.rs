//! The journey as a walk: one frame a step, as a film shows it. In the page the frames are played, in a video they follow
//! each other, in a PDF one leafs through them.
//!
//! A walk is one person's: of the persona that is asked for, else of the first on the map.

mod frame;
mod items;
mod line;

use super::Draw;
use crate::scene::{Pages, Scene};
use crate::{RenderError, RenderOptions};
use items::Columns;
use tropa_map::document::{LaneRole, Map};

/// Of a frame, 16:9.
pub(crate) const WIDTH: f32 = 1280.0;
pub(crate) const HEIGHT: f32 = 720.0;
const MARGIN: f32 = 48.0;

/// The layer with the mark that goes along the curve.
pub(crate) const TOKEN: &str = "token";

/// A frame, and how long one looks at it.
pub(crate) struct Frame {
    pub scene: Scene,
    /// Long enough to read it: 15 characters a second, between 3 and 12 seconds (subtitle guidelines of broadcasters give
    /// 12 to 20 characters a second).
    pub seconds: f32,
}

pub(super) fn pages(map: &Map, options: &RenderOptions) -> Result<Pages, RenderError> {
    let frames = frames(map, options)?;
    let first = &frames[0].scene;
    Ok(Pages {
        lang: first.lang,
        title: first.title.clone(),
        description: first.description.clone(),
        on_paper: false,
        pages: frames.into_iter().map(|frame| frame.scene).collect(),
    })
}

/// A title, every step in the order of the map, and what stays: never empty.
pub(crate) fn frames(map: &Map, options: &RenderOptions) -> Result<Vec<Frame>, RenderError> {
    let first_persona = map.personas.first().map(|persona| persona.id.clone());
    let options = RenderOptions {
        persona: options.persona.clone().or(first_persona),
        ..options.clone()
    };
    let part = crate::shown::part(map, &options)?;
    let draw = Draw::new(&part, &options)?;
    let line = line::Line::new(&draw);
    let mut frames = vec![frame::title(&draw, &line)];
    for (at, column) in draw.grid.columns.iter().enumerate() {
        let cards = |roles: &[LaneRole]| items::of(&draw, roles, column);
        let person = cards(&[
            LaneRole::Goals,
            LaneRole::Actions,
            LaneRole::Thoughts,
            LaneRole::Questions,
            LaneRole::Quotes,
            LaneRole::Needs,
            LaneRole::Expectations,
        ]);
        let outcome = cards(&[
            LaneRole::MomentsOfTruth,
            LaneRole::Pains,
            LaneRole::Delights,
            LaneRole::Kpis,
            LaneRole::Opportunities,
            LaneRole::Ideas,
            LaneRole::Content,
            LaneRole::Text,
        ]);
        let mut columns = Columns::new(&draw, frame::TOLD, frame::BETWEEN, person, outcome);
        let mut part = 1;
        loop {
            frames.push(frame::step(&draw, &line, at, part, &mut columns));
            if columns.is_empty() {
                break;
            }
            part += 1;
        }
    }
    frames.push(frame::end(&draw, &line));
    Ok(frames)
}
