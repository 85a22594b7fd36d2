//! To which step of the journey an item belongs, how sure that is, and why.
//!
//! In this order: a person pinned it; the record names a step; else what the text says, what was learned from items
//! whose step is known, and what the actor did shortly before are weighed together. What stays unsure is attached to
//! nothing, and says between what it wavers.

mod learned;
mod said;

use crate::text::normal;
use learned::Learned;
use said::Said;
use serde::{Deserialize, Serialize};
use tropa_model::{Feedback, LocalText};
use utoipa::ToSchema;

/// A step or touchpoint of a journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Unique: the activity or the key in the library.
    pub key: String,
    pub name: LocalText,
    /// Other words that name it, in any language; a star stands for any ending.
    pub terms: Vec<String>,
}

/// An item whose step a person or the record tells.
#[derive(Clone, Copy, Debug)]
pub struct Taught<'a> {
    pub item: &'a Feedback,
    /// Key of the step.
    pub step: &'a str,
    /// The item does *not* belong to the step: it was rejected there.
    pub not: bool,
}

/// Something the actor did.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Key of the step.
    pub step: String,
    /// Microseconds since 1970 UTC.
    pub time_us: i64,
}

/// What is known of an item beside the item.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// A person said where it belongs: to a step, or (`Some(None)`) to none.
    pub pin: Option<Option<&'a str>>,
    /// Steps a person said it does not belong to.
    pub rejected: &'a [&'a str],
    /// What its actor did, in any order; the item's own moment is its time.
    pub moments: &'a [Moment],
}

#[derive(Clone, Debug, PartialEq)]
pub struct AttachSettings {
    /// Items surer than this are attached. Lower attaches more and more wrongly.
    pub confidence_min: f64,
    /// What the actor did longer before the item than this does not count.
    pub days_before_max: f64,
}

impl Default for AttachSettings {
    fn default() -> Self {
        Self {
            confidence_min: 0.5,
            days_before_max: 30.0,
        }
    }
}

/// On what an attachment rests most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachedBy {
    /// The record names the step.
    Named,
    /// Words of the text name it.
    Text,
    /// The actor was there shortly before.
    Time,
    /// Items like this one belong to it.
    Learned,
    Pinned,
}

/// Where an item belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// Absent: unattached, `because` says why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Probability that the step is right; of the best candidate where unattached.
    pub confidence: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AttachedBy>,
    pub because: LocalText,
    /// Other steps it might belong to, most likely first, at most three.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<(String, f64)>,
}

/// How well steps are recovered from the text alone, measured on taught items that were left out of learning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AttachReport {
    /// Items with a known step, and rejections.
    pub taught: usize,
    pub rejected: usize,
    /// Whether what was learned is used: it has to beat always naming the most frequent step.
    pub used: bool,
    /// Share of left-out items whose step is named rightly; absent with too few taught items.
    pub accuracy: Option<f64>,
    /// The same by always naming the most frequent step.
    pub majority: Option<f64>,
    /// Mean gap between confidence and accuracy, ten bins (expected calibration error).
    pub calibration_error: Option<f64>,
}

/// Attaches items to steps.
pub struct Attacher {
    steps: Vec<Step>,
    /// Names as records write them.
    names: Vec<Vec<String>>,
    said: Said,
    learned: Option<Learned>,
    report: AttachReport,
    settings: AttachSettings,
}

const DAY_US: f64 = 86_400e6;
/// How likely a step is that the log does not show, against one the actor was at just now.
const MISSED: f64 = 0.03;
/// A visit this long ago is half as telling as one just now.
const HALF_LIFE_DAYS: f64 = 3.0;

impl Attacher {
    /// Learns from the taught items whose step is among `steps`. The same arguments give the same attacher.
    pub fn new(steps: Vec<Step>, taught: &[Taught], settings: AttachSettings) -> Self {
        let names = steps
            .iter()
            .map(|step| {
                let texts = step.name.0.values().chain([&step.key]).chain(&step.terms);
                texts
                    .map(|text| plain(text))
                    .filter(|name| !name.is_empty())
                    .collect()
            })
            .collect();
        let place = |key: &str| steps.iter().position(|step| step.key == key);
        let examples: Vec<(&Feedback, usize, bool)> = taught
            .iter()
            .filter_map(|t| Some((t.item, place(t.step)?, t.not)))
            .collect();
        let said = Said::new(&steps);
        let weights = |item: &Feedback| said.look(item).iter().map(|of| of.weight).collect();
        let (learned, report) = learned::learn(&examples, steps.len(), weights);
        Self {
            said,
            steps,
            names,
            learned,
            report,
            settings,
        }
    }

    pub fn report(&self) -> &AttachReport {
        &self.report
    }

    /// The step an item belongs to.
    pub fn attach(&self, item: &Feedback, context: &Context) -> Attachment {
        if let Some(pin) = context.pin {
            let because = match pin {
                Some(_) => LocalText::en_ru("a person put it here", "так решил человек"),
                None => LocalText::en_ru("a person took it off the map", "человек снял его с карты"),
            };
            let by = Some(AttachedBy::Pinned);
            return Attachment {
                step: pin.map(str::to_owned),
                confidence: 1.0,
                by,
                because,
                others: Vec::new(),
            };
        }
        let allowed: Vec<bool> = self
            .steps
            .iter()
            .map(|step| !context.rejected.contains(&&*step.key))
            .collect();
        if let Some((at, confidence)) = self.named(item).filter(|(at, _)| allowed[*at]) {
            let named = item.step.as_deref().unwrap_or_default();
            return Attachment {
                step: Some(self.steps[at].key.clone()),
                confidence,
                by: Some(AttachedBy::Named),
                because: LocalText::en_ru(
                    format!("the record names “{named}”"),
                    format!("в записи указано «{named}»"),
                ),
                others: Vec::new(),
            };
        }
        self.weighed(item, context, &allowed)
    }

    /// The step the record names: by its key, name or synonym, or by all words of one.
    fn named(&self, item: &Feedback) -> Option<(usize, f64)> {
        let named = plain(item.step.as_deref()?);
        if named.is_empty() {
            return None;
        }
        let exactly = self.names.iter().position(|names| names.contains(&named));
        if let Some(at) = exactly {
            return Some((at, 0.99));
        }
        let mut inside = (0..self.steps.len()).filter(|at| {
            self.names[*at]
                .iter()
                .any(|name| name.len() > 3 && (named.contains(name.as_str()) || name.contains(&named)))
        });
        let only = inside.next()?;
        inside.next().is_none().then_some((only, 0.85))
    }

    /// Weighs text, learned terms and time: a product of experts, each as telling as it is sure.
    fn weighed(&self, item: &Feedback, context: &Context, allowed: &[bool]) -> Attachment {
        let mut said = self.said.look(item);
        let learned = self
            .learned
            .as_ref()
            .and_then(|learned| learned.probabilities(item));
        if let (Some(of), Some(_)) = (&self.learned, &learned) {
            said.iter_mut().for_each(|said| said.weight *= of.said());
        }
        let visits = self.visits(item, context.moments);
        let mut logits = vec![0.0; self.steps.len()];
        for (at, logit) in logits.iter_mut().enumerate() {
            *logit += said[at].weight;
            if let Some(learned) = &learned {
                *logit += (learned[at].max(1e-6) * self.steps.len() as f64).ln();
            }
            if visits.iter().any(|(weight, _)| *weight > 0.0) {
                // A step the actor was not at is unlikely, not impossible: the log may miss it.
                *logit += (visits[at].0 + MISSED).ln() - MISSED.ln();
            }
            if !allowed[at] {
                *logit = f64::NEG_INFINITY;
            }
        }
        let nothing = said.iter().all(|s| s.weight <= 0.0)
            && learned.is_none()
            && visits.iter().all(|(w, _)| *w <= 0.0);
        if nothing || allowed.iter().all(|allowed| !allowed) {
            return unattached(0.0, Vec::new(), self.why_nothing(item, context));
        }
        // Without taught items «none of these» is always possible, as likely as a step of which nothing is said.
        let none = if learned.is_some() {
            0.0
        } else {
            (1.0 + self.steps.len() as f64 * 0.1).min(3.0)
        };
        let most = logits.iter().copied().fold(0.0, f64::max);
        let powers: Vec<f64> = logits.iter().map(|logit| (logit - most).exp()).collect();
        let sum = powers.iter().sum::<f64>() + none * (-most).exp();
        let mut likely: Vec<(usize, f64)> = powers.iter().map(|power| power / sum).enumerate().collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (best, confidence) = likely[0];
        let others = |from: usize| -> Vec<(String, f64)> {
            let rest = likely.iter().skip(from).filter(|(_, p)| *p >= 0.05).take(3);
            rest.map(|(at, p)| (self.steps[*at].key.clone(), *p)).collect()
        };
        if confidence < self.settings.confidence_min {
            let candidates: Vec<&Step> = likely
                .iter()
                .filter(|(_, p)| *p >= 0.15)
                .take(2)
                .map(|(at, _)| &self.steps[*at])
                .collect();
            let because = match candidates[..] {
                [a, b] => LocalText::en_ru(
                    format!("it may be “{}” or “{}”", a.name.get("en"), b.name.get("en")),
                    format!(
                        "может относиться и к «{}», и к «{}»",
                        a.name.get("ru"),
                        b.name.get("ru")
                    ),
                ),
                _ => LocalText::en_ru(
                    "nothing in it points to a step clearly",
                    "ничто не указывает на шаг достаточно ясно",
                ),
            };
            return unattached(confidence, others(0), because);
        }
        let of_learned = learned
            .as_ref()
            .map_or(0.0, |l| (l[best].max(1e-6) * self.steps.len() as f64).ln());
        let of_time = (visits[best].0 / MISSED).ln_1p();
        let of_text = said[best].weight;
        let (by, because) = if of_text > 0.0 && of_text >= of_learned && of_text >= of_time {
            let words = said[best].words.join("», «");
            let because = LocalText::en_ru(
                format!("the text says “{}”", said[best].words.join("”, “")),
                format!("в тексте есть «{words}»"),
            );
            (AttachedBy::Text, because)
        } else if of_time >= of_learned && of_time > 0.0 {
            (AttachedBy::Time, shortly_before(visits[best].1))
        } else {
            let words = self
                .learned
                .as_ref()
                .map(|learned| learned.telling(item, best))
                .unwrap_or_default();
            (AttachedBy::Learned, like_others(&words))
        };
        Attachment {
            step: Some(self.steps[best].key.clone()),
            confidence,
            by: Some(by),
            because,
            others: others(1),
        }
    }

    /// How recently the actor was at each step: a weight of 0..=1 that halves every [`HALF_LIFE_DAYS`], and the days.
    fn visits(&self, item: &Feedback, moments: &[Moment]) -> Vec<(f64, f64)> {
        let mut visits = vec![(0.0, f64::INFINITY); self.steps.len()];
        let Some(time) = item.time_us else { return visits };
        let before = |moment: &&Moment| moment.time_us <= time;
        let last = moments.iter().filter(before).map(|moment| moment.time_us).max();
        for moment in moments.iter().filter(before) {
            let days = (time - moment.time_us) as f64 / DAY_US;
            let Some(at) = self.steps.iter().position(|step| step.key == moment.step) else {
                continue;
            };
            if days > self.settings.days_before_max {
                continue;
            }
            // People speak of what happened last: whatever came before it counts a quarter.
            let rank = if Some(moment.time_us) == last { 1.0 } else { 0.25 };
            let weight = rank * 0.5_f64.powf(days / HALF_LIFE_DAYS);
            if weight > visits[at].0 {
                visits[at] = (weight, days);
            }
        }
        visits
    }

    fn why_nothing(&self, item: &Feedback, context: &Context) -> LocalText {
        let has_text = item.texts.iter().any(|(_, text)| !text.trim().is_empty());
        match (has_text, context.moments.is_empty()) {
            (false, true) => LocalText::en_ru(
                "it has no text, and nothing the actor did is known",
                "текста нет, и неизвестно, что человек делал",
            ),
            (true, true) => LocalText::en_ru("no word of it names a step", "ни одно слово не называет шаг"),
            (_, false) => LocalText::en_ru(
                "no word of it names a step, and the actor was at none shortly before",
                "ни одно слово не называет шаг, и незадолго до этого человек ни на одном не был",
            ),
        }
    }
}

fn unattached(confidence: f64, others: Vec<(String, f64)>, because: LocalText) -> Attachment {
    Attachment {
        step: None,
        confidence,
        by: None,
        because,
        others,
    }
}

fn shortly_before(days: f64) -> LocalText {
    if days < 1.0 {
        let hours = (days * 24.0).ceil().max(1.0);
        LocalText::en_ru(
            format!("the actor was there at most {hours} h before"),
            format!("человек был там не более чем за {hours} ч до этого"),
        )
    } else {
        let days = days.ceil();
        LocalText::en_ru(
            format!("the actor was there at most {days} days before"),
            format!("человек был там не более чем за {days} дн. до этого"),
        )
    }
}

fn like_others(words: &[String]) -> LocalText {
    if words.is_empty() {
        return LocalText::en_ru("texts like it belong here", "похожие тексты относятся сюда");
    }
    LocalText::en_ru(
        format!("texts with “{}” belong here", words.join("”, “")),
        format!("сюда относятся тексты со словами «{}»", words.join("», «")),
    )
}

/// Words of a name in the form of word lists, one space between.
fn plain(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(normal).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
