//! What people say becomes feelings, pains, questions and quotes on the steps they are about. Russian and English,
//! without a network and without a language model.
//!
//! Pure: texts, scores and settings in, findings with spans and confidence out.

pub mod curve;
pub mod drivers;
pub mod questionnaire;
mod reading;
pub mod survey;

pub use reading::{AspectReading, EmotionReading, Language, Opinion, Reading, SentenceReading, SpeechAct};
