//! How a sentence feels, by word lists and rules: what is praised and blamed, turned round by negation, made stronger
//! or weaker by the words beside it, weighed by contrast.

mod aspects;
mod lexicon;
mod rules;
mod stems;

pub(crate) use aspects::feeling_at;
pub use aspects::{Aspect, AspectIndex};
pub(crate) use lexicon::knows_english;
pub(crate) use rules::{Felt, feel};
