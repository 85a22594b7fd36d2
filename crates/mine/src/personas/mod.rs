//! Drafts of personas: the face of each segment, made of what was measured and what was said, and of nothing else.
//!
//! Every [`DraftTrait`] carries its number or its quotes; what nobody measured or said is listed as missing, for people
//! to ask about. [`buying_centre`] finds the parts people of one account play when a company buys.

mod buying;
mod draft;
mod habits;
mod kinds;
mod roles;

pub use buying::{BuyingCentre, BuyingPart, HandOver, buying_centre};
pub use draft::draft;
pub use kinds::DraftTraitKind;
pub use roles::BuyingRoleName;

use crate::Estimate;
use crate::segments::Typical;
use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// A persona as proposed. People rename it, add a face and fill what is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PersonaDraft {
    /// Number of the segment, from 1.
    pub segment: u32,
    /// Neutral, from behaviour.
    pub name: LocalText,
    /// In one sentence: how many, and what tells them from the others.
    pub summary: LocalText,
    /// Journeys of the segment.
    pub n: u64,
    /// Share of all journeys.
    pub share: Estimate,
    /// `where` expression of the segment, where there is one.
    pub records: Option<String>,
    /// A journey that was really taken, most like the others.
    pub typical: Option<Typical>,
    /// By kind, then in the order they should be read.
    pub traits: Vec<DraftTrait>,
    /// Kinds of which the evidence says nothing: to be asked in an interview, not to be invented.
    pub missing: Vec<DraftTraitKind>,
}

/// One thing known of a persona.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DraftTrait {
    pub kind: DraftTraitKind,
    pub basis: TraitBasis,
    pub text: LocalText,
    /// In the segment; the unit is that of the text: a share 0..=1, seconds, or the column's own.
    pub estimate: Option<Estimate>,
    /// In all other segments together.
    pub against: Option<Estimate>,
    /// `where` expression of the journeys that show it, in any segment.
    pub records: Option<String>,
    /// Items in which it was said.
    pub quotes: Vec<ItemRef>,
}

/// Where a trait comes from; there is no third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TraitBasis {
    Measured,
    Quoted,
}

/// Id of an item of what people say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct ItemRef(pub String);

/// What people of one segment said, as whoever read it hands it over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct SaidBy {
    /// People who said anything.
    pub people: u64,
    /// Mean feeling at each step, −2..=2.
    pub feelings: Vec<(LocalText, Estimate)>,
    pub pains: Vec<Said>,
    pub fears: Vec<Said>,
    pub motives: Vec<Said>,
    pub questions: Vec<Said>,
    /// Words they use more than others do.
    pub words: Vec<Said>,
}

/// Something several people said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Said {
    /// In their words, or the name of the topic.
    pub text: LocalText,
    /// People who said it.
    pub people: u64,
    /// Items in which they did, the clearest first.
    pub items: Vec<ItemRef>,
}

/// What a draft needs to know of the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PersonaOptions {
    /// Activities that mean the journey reached its goal.
    pub goals: Vec<String>,
    /// Columns that are channels.
    pub channels: Vec<String>,
    /// Column of journeys that names the actor; without it nothing is said of how often people come back.
    pub actor: Option<String>,
    /// What is added to UTC to get the people's own time, minutes.
    pub utc_offset_min: i32,
}
