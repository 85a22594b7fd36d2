//! Where to cut one person's life into journeys, and why there.

use super::{Found, Looked};
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use tropa_mine::cut::{CutProposal, CutWish, of_places, propose};
use tropa_model::question::{Ask, Question, TouchpointsAsk};
use utoipa::ToSchema;

/// How lives are to be cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CutOrder {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default)]
    pub wish: CutWish,
}

impl Workspace {
    /// The cut the data speak for, or what a rule of people's own comes to; put its `cut` into other questions.
    pub fn propose_cut(&self, order: &CutOrder) -> Result<Found<CutProposal>, AppError> {
        let source = self.resolve(order.source.as_deref())?;
        // Lives are looked at whole: a filter would hide what stands around a pause.
        let lives = self.journeys_of(&source, &Looked::default(), &[])?;
        let proposal = match &order.wish {
            CutWish::Rule(cut) if !cut.context && !cut.is_empty() => {
                let index = self.index_cut(&source, Some(cut))?;
                let cut_lives = index.journeys(None, &[])?;
                let mut places = vec![false; lives.codes.len()];
                for &start in cut_lives.starts.iter().take(cut_lives.len()) {
                    places[start] = true;
                }
                of_places(&lives, cut, places)
            }
            wish => propose(&lives, wish),
        };
        let touchpoints = self.ask(&Question {
            source: Some(source.to_string()),
            filter: None,
            cut: None,
            ask: Ask::Touchpoints(TouchpointsAsk::default()),
        })?;
        Ok(Found {
            snapshot: touchpoints.snapshot.to_string(),
            base: touchpoints.base,
            window: touchpoints.window,
            n: touchpoints.n,
            goals: Vec::new(),
            found: proposal,
        })
    }
}
