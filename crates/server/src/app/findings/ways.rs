//! Ways people take, waits by whom they wait for, channels that work, needs nobody said aloud, drafts of personas.

use super::segments::SegmentsOrder;
use super::{Found, Looked, needs_goal};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_mine::drivers::{ChannelEffects, ChannelOptions, channels};
use tropa_mine::needs::{Need, NeedOptions, needs};
use tropa_mine::personas::{PersonaDraft, PersonaOptions, draft};
use tropa_mine::represent::{RepresentOptions, Representatives, representatives};
use tropa_mine::segments::describe;
use tropa_mine::waits::{WaitOptions, Waits, waits};
use tropa_model::Cut;
use utoipa::ToSchema;

const CHANNEL: &str = "channel";
const SEGMENT: &str = "actor_segment";
const FDR: f64 = 0.05;

/// Whose journeys, and what counts as success.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingOrder {
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
    /// So many ways; absent: as many as the journeys show. Only for ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

impl FindingOrder {
    fn looked(&self) -> Looked {
        Looked {
            source: self.source.clone(),
            filter: self.filter.clone(),
            cut: self.cut.clone(),
        }
    }
}

impl Workspace {
    /// Journeys that stand for all others, found by consensus: robust where hardly two people go exactly the same way.
    pub fn ways(&self, order: &FindingOrder) -> Result<Found<Representatives>, AppError> {
        let base = self.base(&order.looked(), &order.goals, &[])?;
        let options = RepresentOptions {
            count: order.count,
            share_min: None,
        };
        let found = representatives(&base.journeys.variants().0, &options);
        Ok(base.found(found))
    }

    /// Waits between touchpoints and who is waited for, longest in all first.
    pub fn waits(&self, order: &FindingOrder) -> Result<Found<Waits>, AppError> {
        let base = self.base(&order.looked(), &order.goals, &[])?;
        let found = waits(&base.journeys, &WaitOptions::default());
        Ok(base.found(found))
    }

    /// Which channel works at which touchpoint, for all and for each segment.
    pub fn channels(&self, order: &FindingOrder) -> Result<Found<ChannelEffects>, AppError> {
        let looked = order.looked();
        let columns = self.known_columns(&looked, &[CHANNEL, SEGMENT])?;
        if !columns.contains(&CHANNEL) {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                "these events have no column `channel`",
                "у этих событий нет столбца `channel`",
            )
            .into());
        }
        let base = self.base(&looked, &order.goals, &columns)?;
        if base.goals.is_empty() {
            return Err(needs_goal().into());
        }
        let segment = columns.contains(&SEGMENT).then(|| SEGMENT.to_owned());
        let options = ChannelOptions {
            goals: base.goals.clone(),
            column: CHANNEL.into(),
            adjust: segment.iter().cloned().collect(),
            segment,
            horizon_us: None,
            until_us: None,
            fdr: FDR,
        };
        let found = channels(&base.journeys, &options);
        Ok(base.found(found))
    }

    /// Hypotheses of what people need and nobody said: failed searches, workarounds, repeats, help, returns.
    pub fn needs(&self, order: &FindingOrder) -> Result<Found<Vec<Need>>, AppError> {
        let looked = order.looked();
        let columns = self.known_columns(&looked, &[CHANNEL])?;
        let base = self.base(&looked, &order.goals, &columns)?;
        let found = needs(&base.journeys, &NeedOptions::default());
        Ok(base.found(found))
    }

    /// A draft of a persona for each segment: every trait measured, or left out and said to be missing.
    pub fn persona_drafts(&self, order: &SegmentsOrder) -> Result<Found<Vec<PersonaDraft>>, AppError> {
        let (base, division) = self.divided(order)?;
        let segments = describe(&base.journeys, &division);
        let options = PersonaOptions {
            goals: base.goals.clone(),
            channels: vec![CHANNEL.into()],
            actor: None,
            utc_offset_min: 0,
        };
        let drafts = draft(&base.journeys, &division, &segments, &[], &options);
        Ok(base.found(drafts))
    }
}
