//! Segments of journeys: given by rules, by an attribute, or found by how people walk; what sets each apart, and who
//! moves from one to another.
//!
//! A [`Division`] says which journey belongs where, however it was made: [`by_rules`], [`by_attribute`], [`by_journeys`].
//! [`describe`] tells of each segment what sets it apart, [`compare`] sets two side by side, [`migration`] counts who
//! moved between two times.

mod agreement;
mod attribute;
mod cluster;
mod compare;
mod describe;
mod differences;
mod migration;
mod mixture;
mod near;
mod pace;
mod sequences;
mod tally;
mod typical;

pub use agreement::adjusted_rand;
pub use attribute::{by_attribute, by_rules};
pub use cluster::{ClusterOptions, SEGMENTS_MAX, SegmentChoice, SegmentModel, SegmentsTried, by_journeys};
pub use compare::{CompareOptions, ComparedSegment, FunnelRow, SegmentComparison, compare};
pub use describe::{Segment, Segments, describe};
pub use differences::{Difference, DifferenceScale, JourneyMeasure};
pub use migration::{Migration, SegmentMove, actors_in, migration};
pub use near::NearRule;
pub use typical::Typical;

use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// Stands in [`Division::of`] for a journey that belongs to no segment.
pub const NONE: u32 = u32::MAX;

/// Journeys divided into segments that do not overlap, the largest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    pub by: FoundBy,
    pub parts: Vec<Part>,
    /// Place of the segment of each journey, or [`NONE`].
    pub of: Vec<u32>,
    /// How likely each journey belongs there, 0..=1; 1 where a rule says so.
    pub certainty: Vec<f32>,
    /// Why so many; only where segments were found.
    pub choice: Option<SegmentChoice>,
}

/// A segment of a division.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// As people called it, or the value of the attribute; absent where it was found.
    pub name: Option<LocalText>,
    /// `where` expression that selects exactly its journeys, where there is one.
    pub records: Option<String>,
}

/// How journeys were divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    Rules,
    Attribute,
    /// By the steps taken and their pace.
    Journeys,
}

impl Division {
    /// Journeys of each segment.
    pub fn sizes(&self) -> Vec<u64> {
        let mut sizes = vec![0; self.parts.len()];
        for &part in self.of.iter().filter(|part| **part != NONE) {
            sizes[part as usize] += 1;
        }
        sizes
    }

    /// Numbers the segments by size; equals keep their order.
    fn largest_first(&mut self) {
        let sizes = self.sizes();
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|&part| (std::cmp::Reverse(sizes[part]), part));
        let mut rank = vec![0_u32; order.len()];
        for (place, &part) in order.iter().enumerate() {
            rank[part] = place as u32;
        }
        self.parts = order.iter().map(|&part| self.parts[part].clone()).collect();
        for part in self.of.iter_mut().filter(|part| **part != NONE) {
            *part = rank[*part as usize];
        }
    }
}
