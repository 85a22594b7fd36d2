//! What the analyser knows, how good it is, and what people taught it.

use super::summary::{AttachedCounts, attached};
use super::views::{AttachedBy, LanguageCount, VoiceState};
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::LocalText;
use tropa_voice::attach::AttachReport;
use tropa_voice::learn::{LanguageReport, ModelReport};
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceQuality {
    /// Version of the rules texts are read by.
    pub analyser: u32,
    /// What the workspace's own scored answers taught, and how well on answers that were kept apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelQuality>,
    pub attachment: AttachmentQuality,
    /// Of items with words, most frequent first.
    pub languages: Vec<LanguageCount>,
    pub taught: Taught,
    /// How to teach it more.
    pub how: LocalText,
    #[serde(flatten)]
    pub of: VoiceState,
}

/// What was learned from scored answers, in the language most is written in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelQuality {
    pub used: bool,
    pub n_train: u64,
    /// Answers kept apart, which the figures are about.
    pub n_held_out: u64,
    /// Share of good and bad told rightly, 0..=1; by word lists alone for `seed_accuracy`.
    pub accuracy: f64,
    pub seed_accuracy: f64,
    /// How often what is told with a confidence is right; empty where it was not looked at.
    pub calibration: Vec<CalibrationBin>,
    /// Mean distance of confidence and share that is right.
    pub ece: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalText>,
    /// Every language by itself.
    pub languages: Vec<LanguageReport>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationBin {
    pub confidence: f64,
    pub right: f64,
    pub n: u64,
}

impl ModelQuality {
    /// `None` where nothing could be learned.
    fn of(report: &ModelReport) -> Option<Self> {
        let most = report
            .languages
            .iter()
            .filter(|one| one.n_train > 0)
            .max_by_key(|one| one.n_texts)?;
        let note = (!most.used).then(|| {
            LocalText::en_ru(
                "what was learned is no better than the word lists, so it is not used",
                "выученное не лучше словарей, поэтому не используется",
            )
        });
        Some(Self {
            used: most.used,
            n_train: most.n_train as u64,
            n_held_out: most.n_held_out as u64,
            accuracy: most.accuracy,
            seed_accuracy: most.seed_accuracy,
            calibration: Vec::new(),
            ece: most.calibration_error,
            note,
            languages: report.languages.clone(),
        })
    }
}

/// How items are tied to steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentQuality {
    /// All items, and those tied by each reason.
    pub n: u64,
    pub named: u64,
    pub text: u64,
    pub time: u64,
    pub learned: u64,
    pub pinned: u64,
    pub unattached: u64,
    /// Items whose step is known, tied by their words alone after they were left out of learning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Checked>,
    pub report: AttachReport,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Checked {
    pub n: u64,
    /// Share tied to the right step, 0..=1.
    pub right: f64,
}

impl AttachmentQuality {
    fn of(counts: &AttachedCounts, report: &AttachReport) -> Self {
        let by = |by: AttachedBy| counts.by.iter().find(|one| one.by == by).map_or(0, |one| one.n);
        Self {
            n: counts.of,
            named: by(AttachedBy::Named),
            text: by(AttachedBy::Text),
            time: by(AttachedBy::Time),
            learned: by(AttachedBy::Learned),
            pinned: by(AttachedBy::Pinned),
            unattached: counts.of - counts.n,
            checked: report.accuracy.map(|right| Checked {
                n: report.taught as u64,
                right,
            }),
            report: report.clone(),
        }
    }
}

/// What people decided, and the analyser learns from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Taught {
    pub pins: u64,
    pub rejects: u64,
    pub topics_renamed: u64,
    pub topics_merged: u64,
    pub codings: u64,
}

impl Workspace {
    /// What the analyser knows and how good it is on what is said here.
    pub fn voice_quality(&self) -> Result<VoiceQuality, AppError> {
        let heard = self.heard()?;
        let mut languages = BTreeMap::new();
        for item in heard.own_words().filter(super::steps::has_words) {
            *languages.entry(item.reading.language).or_insert(0) += 1;
        }
        let decisions = &heard.decisions;
        let codings = self.wait(self.catalog.voice_codings_counted())?;
        Ok(VoiceQuality {
            analyser: super::read::ANALYSER,
            model: ModelQuality::of(&heard.read.report),
            attachment: AttachmentQuality::of(&attached(&heard), &heard.attachments.report),
            languages: super::summary::most_first(languages, |language, n| LanguageCount { language, n }),
            taught: Taught {
                pins: decisions.pins.len() as u64,
                rejects: decisions.rejects.len() as u64,
                topics_renamed: decisions
                    .topics
                    .iter()
                    .filter(|topic| topic.name.is_some())
                    .count() as u64,
                topics_merged: decisions
                    .topics
                    .iter()
                    .filter(|topic| topic.merged_into.is_some())
                    .count() as u64,
                codings: codings.iter().map(|(_, _, n)| n).sum(),
            },
            how: LocalText::en_ru(
                "Put items to the right step, or reject a wrong one: items that read alike follow. Answers with a score and words teach which words are good or bad here. Rename topics and merge those that are one.",
                "Ставьте записи на верный шаг или отклоняйте неверный: похожие последуют за ними. Ответы с оценкой и словами учат, какие слова здесь хорошие, а какие плохие. Переименовывайте темы и объединяйте одинаковые.",
            ),
            of: heard.state(),
        })
    }

    /// Reads everything that is said, with progress.
    pub fn listen(&self, watch: &mut crate::app::Watch<'_>) -> Result<(), AppError> {
        self.heard_watched(watch).map(|_| ())
    }
}
