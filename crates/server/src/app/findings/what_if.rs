//! What a change of the journey would do if people go on as before everywhere else.

use super::{Found, Looked, SEED, needs_goal};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_mine::chain::{Chain, ChainOptions, DRAWS, Edit, Place, WhatIf, what_if};
use tropa_model::Cut;
use utoipa::ToSchema;

/// More at once is another journey altogether.
const EDITS_MAX: usize = 50;

/// Which chain, and what is changed in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIfOrder {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keep only journeys for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Where one person's life is cut into journeys; absent: a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// Activities that count as success; empty: the ends by design that discovery finds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    /// None: the chain as it is.
    #[serde(default)]
    pub edits: Vec<Edit>,
}

impl Workspace {
    /// Shares that complete, time and load on every touchpoint, before and after.
    pub fn what_if(&self, order: &WhatIfOrder) -> Result<Found<WhatIf>, AppError> {
        if order.edits.len() > EDITS_MAX {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                format!("`edits`: at most {EDITS_MAX}"),
                format!("`edits`: не больше {EDITS_MAX}"),
            )
            .at("edits")
            .into());
        }
        let looked = Looked {
            source: order.source.clone(),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
        };
        let base = self.base(&looked, &order.goals, &[])?;
        if base.goals.is_empty() {
            return Err(needs_goal().into());
        }
        let options = ChainOptions {
            goals: base.goals.clone(),
            closed_until_us: base.closed_until_us,
            order: None,
        };
        let chain = Chain::of(&base.journeys, &options);
        // A goal is where the chain ends: a way into it completes.
        let edits: Vec<Edit> = order.edits.iter().map(|edit| ending(edit, &base.goals)).collect();
        let changed = what_if(&chain, &edits, DRAWS, SEED).map_err(|unknown| {
            Fault::new(
                ErrorCode::BadRequest,
                unknown.to_string(),
                format!(
                    "в путях нет действия «{}»: правка называет действия так, как они записаны",
                    unknown.activity
                ),
            )
            .at("edits")
        })?;
        Ok(base.found(changed))
    }
}

/// The edit with goals named as what they are in the chain: its good end.
fn ending(edit: &Edit, goals: &[String]) -> Edit {
    let end = |place: &Place| match place {
        Place::Activity(activity) if goals.contains(activity) => Place::Completed,
        place => place.clone(),
    };
    match edit {
        Edit::Move {
            from,
            out_of,
            into,
            share,
        } => Edit::Move {
            from: from.clone(),
            out_of: end(out_of),
            into: end(into),
            share: *share,
        },
        Edit::Connect { from, into, share } => Edit::Connect {
            from: from.clone(),
            into: end(into),
            share: *share,
        },
        edit => edit.clone(),
    }
}
