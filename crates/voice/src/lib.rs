//! What people say becomes feelings, pains, questions and quotes on the steps they are about. Russian and English,
//! without a network and without a language model.
//!
//! Pure: texts, scores and settings in, findings with spans and confidence out.

pub mod assistant;
pub mod attach;
pub mod curve;
pub mod drivers;
pub mod interview;
pub mod learn;
pub mod meaning;
pub mod questionnaire;
pub mod quotes;
pub mod rank;
mod reader;
mod reading;
mod sentiment;
pub mod survey;
pub mod text;
pub mod topics;

pub use reader::{Reader, TextWeighed, read, text_of, weigh_text};
pub use reading::{AspectReading, EmotionReading, Language, Opinion, Reading, SentenceReading, SpeechAct};
pub use sentiment::{Aspect, AspectIndex};
