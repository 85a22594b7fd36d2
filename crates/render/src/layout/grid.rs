//! The columns of the map: which stages and steps a drawing shows, and where they stand.

use super::{GAP, MARGIN, RAIL};
use crate::shown::asked_stage;
use crate::{RenderError, RenderOptions};
use std::ops::Range;
use tropa_map::Map;
use tropa_map::document::{Stage, Step};

/// From this many columns the names of the lanes stand at both ends: the eye does not find back over three metres.
pub(crate) const COLUMNS_WITH_TWO_RAILS: usize = 14;
/// Between the last step and the edge of its stage.
const STAGE_GAP: f32 = 12.0;
/// Wide enough for the header block of the sheet.
const GRID_WIDTH_MIN: f32 = 960.0;
/// Of a column; text is read well between them.
pub(crate) const COLUMN_MIN: f32 = 160.0;
pub(crate) const COLUMN_MAX: f32 = 320.0;
/// Of a column on a sheet without end.
const COLUMN_USUAL: f32 = 200.0;

/// A stage of the map, or as many of its steps as a page shows.
#[derive(Clone, Debug)]
pub(crate) struct Slice<'a> {
    pub stage: &'a Stage,
    /// In the map, from 0.
    pub index: usize,
    /// Of the stage's steps, from 0, the end not included.
    pub steps: Range<usize>,
    /// Number in the map of the stage's first step, from 0.
    pub first_step: usize,
}

impl Slice<'_> {
    /// A stage without steps takes a column too.
    pub fn columns(&self) -> usize {
        self.steps.len().max(1)
    }
}

/// All stages, or the one that is asked for by id, name or number.
pub(crate) fn slices<'a>(map: &'a Map, options: &RenderOptions) -> Result<Vec<Slice<'a>>, RenderError> {
    let mut first_step = 0;
    let mut slices = Vec::new();
    for (index, stage) in map.stages.iter().enumerate() {
        slices.push(Slice {
            stage,
            index,
            steps: 0..stage.steps.len(),
            first_step,
        });
        first_step += stage.steps.len();
    }
    Ok(match asked_stage(map, options)? {
        Some(at) => vec![slices.swap_remove(at)],
        None => slices,
    })
}

/// What a row of so many columns takes beside them: the rail with the names of the lanes, on both sides of a wide map.
pub(crate) fn columns_of(columns: usize) -> f32 {
    let rails = if columns >= COLUMNS_WITH_TWO_RAILS {
        2.0
    } else {
        1.0
    };
    rails * (RAIL + GAP)
}

/// How wide the columns are when the stages take all the width.
pub(crate) fn width_for(width: f32, slices: &[Slice]) -> f32 {
    let columns: usize = slices.iter().map(Slice::columns).sum();
    let gaps = STAGE_GAP * slices.len().saturating_sub(1) as f32;
    ((width - columns_of(columns) - gaps) / columns.max(1) as f32).floor()
}

/// The columns.
pub(crate) struct Grid<'a> {
    pub stages: Vec<StageColumn<'a>>,
    pub columns: Vec<Column<'a>>,
    pub left: f32,
    pub right: f32,
}

pub(crate) struct StageColumn<'a> {
    pub stage: &'a Stage,
    /// In the map, from 0.
    pub index: usize,
    /// Whether its first step is here: not where a page goes on with a stage.
    pub begins: bool,
    pub x: f32,
    pub w: f32,
}

pub(crate) struct Column<'a> {
    pub step: &'a Step,
    /// In the map, from 0, counted through all stages.
    pub index: usize,
    /// Of its stage, in the map.
    pub stage: usize,
    pub x: f32,
    pub w: f32,
}

impl Column<'_> {
    pub fn center(&self) -> f32 {
        self.x + self.w / 2.0
    }
}

impl<'a> Grid<'a> {
    /// Columns of the usual width, wider where there are few.
    pub fn new(slices: &[Slice<'a>]) -> Self {
        let columns: usize = slices.iter().map(Slice::columns).sum();
        let gaps = STAGE_GAP * slices.len().saturating_sub(1) as f32;
        let width = ((GRID_WIDTH_MIN - gaps) / columns.max(1) as f32)
            .floor()
            .clamp(COLUMN_USUAL, COLUMN_MAX);
        Self::with_columns_of(width, slices)
    }

    /// No columns: for what stands above and below the map, as wide as `width`.
    pub fn blank(width: f32) -> Self {
        Self {
            stages: Vec::new(),
            columns: Vec::new(),
            left: MARGIN + RAIL + GAP,
            right: MARGIN + width,
        }
    }

    pub fn with_columns_of(width: f32, slices: &[Slice<'a>]) -> Self {
        let left = MARGIN + RAIL + GAP;
        let mut x = left;
        let (mut stages, mut columns) = (Vec::new(), Vec::new());
        for slice in slices {
            let w = width * slice.columns() as f32;
            stages.push(StageColumn {
                stage: slice.stage,
                index: slice.index,
                begins: slice.steps.start == 0,
                x,
                w,
            });
            for (i, step) in slice.stage.steps[slice.steps.clone()].iter().enumerate() {
                columns.push(Column {
                    step,
                    index: slice.first_step + slice.steps.start + i,
                    stage: slice.index,
                    x: x + width * i as f32,
                    w: width,
                });
            }
            x += w + STAGE_GAP;
        }
        let right = if stages.is_empty() {
            left + GRID_WIDTH_MIN
        } else {
            x - STAGE_GAP
        };
        Self {
            stages,
            columns,
            left,
            right,
        }
    }
}
