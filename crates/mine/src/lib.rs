//! From answers to a proposed journey map: the order of touchpoints, the stages, the paths, the pains.
//!
//! Pure. Two steps, because the numbers of a stage can only be asked for once the stages are known:
//! [`plan`] reads touchpoints, graph and variants and says which activities are drawn, in which order and in which
//! stages; [`Plan::stages_ask`] is the question that follows; [`propose`] puts its answer and the rest together.
//! Every number of the proposal stands in one of the answers, and every element names its rule and a filter that
//! selects the journeys behind it. Nothing here knows a business: names come from the log or from [`words`].

pub mod abstraction;
pub mod attribution;
pub mod chain;
pub mod conform;
pub mod cut;
pub mod drivers;
mod ends;
mod error;
pub mod estimate;
mod evidence;
pub mod finish;
mod naming;
pub mod needs;
mod numeric;
mod options;
mod order;
mod pains;
mod paths;
pub mod personas;
mod plan;
pub mod predict;
mod propose;
pub mod random;
pub mod represent;
pub mod segments;
mod stages;
pub mod tasks;
mod template;
mod text;
pub mod waits;
pub mod words;

pub use error::MineError;
pub use estimate::Estimate;
pub use options::{DiscoverOptions, StagePin, StagesWish, Template};
pub use plan::{Aside, Plan, PlannedStage, StageChoice, plan};
pub use propose::propose;
pub use random::Random;
