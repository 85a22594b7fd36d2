//! What people say becomes feelings, pains, questions and quotes on the steps they are about. Russian and English,
//! without a network and without a language model.
//!
//! Pure: texts, scores and settings in, findings with spans and confidence out.

mod reading;

pub use reading::{AspectReading, EmotionReading, Language, Opinion, Reading, SentenceReading, SpeechAct};
