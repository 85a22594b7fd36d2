//! Which step each item is about.

use super::read::Read;
use super::vocabulary::Vocabulary;
use std::collections::HashMap;
use tropa_catalog::VoiceDecisions;
use tropa_model::{Feedback, LocalText, Speaker};
use tropa_voice::attach::{
    AttachReport, AttachSettings, AttachedBy, Attacher, Context, Moment, Step, Taught,
};

/// Items whose record names the step that are learned from, at most: more teach little and take time.
const LEARNED_FROM_MAX: usize = 10_000;
/// Of a step that is too uncertain to count, what is still worth showing.
const CANDIDATE_MIN: f64 = 0.25;

/// Where an item belongs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attached {
    pub step: Option<AttachedStep>,
    /// Why it belongs nowhere: place among the reasons.
    pub why_not: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct AttachedStep {
    /// In the vocabulary.
    pub place: u32,
    pub confidence: f32,
    pub by: AttachedBy,
    /// Among the reasons.
    pub because: u32,
    /// Sure enough to count; else it is only shown as a possibility.
    pub counts: bool,
}

/// Every item with its step, and how well steps are found.
pub(crate) struct Attachments {
    /// As [`Read::items`].
    pub all: Vec<Attached>,
    /// What the places in it name.
    pub reasons: Vec<LocalText>,
    pub report: AttachReport,
}

/// What an actor did, by actor.
pub(crate) type Moments = HashMap<String, Vec<Moment>>;

/// Ties every item to a step where something says so. What the company says in a conversation follows the customer: it
/// is tied by its record alone.
pub(crate) fn attach(
    read: &Read,
    decisions: &VoiceDecisions,
    vocabulary: &Vocabulary,
    moments: &Moments,
) -> Attachments {
    let mut pins: HashMap<(&str, &str), Option<&str>> = HashMap::new();
    for pin in &decisions.pins {
        let key = pin.step.as_deref().and_then(|step| vocabulary.key(step));
        pins.insert((&pin.source, &pin.item), key);
    }
    let mut rejected: HashMap<(&str, &str), Vec<&str>> = HashMap::new();
    for one in &decisions.rejects {
        if let Some(key) = vocabulary.key(&one.step) {
            rejected.entry((&one.source, &one.item)).or_default().push(key);
        }
    }
    let steps = vocabulary.steps.iter().map(|step| Step {
        key: step.key.clone(),
        name: step.name.clone(),
        terms: step.terms.clone(),
    });
    let taught = taught(read, vocabulary, &pins, &rejected);
    let attacher = Attacher::new(steps.collect(), &taught, AttachSettings::default());
    let mut reasons = Reasons::default();
    let none: Vec<&str> = Vec::new();
    let all = read.items.iter().map(|item| {
        let id = (&*item.source, item.said.id.as_str());
        let acted = item.said.actor.as_deref().and_then(|actor| moments.get(actor));
        let context = Context {
            pin: pins.get(&id).copied(),
            rejected: rejected.get(&id).unwrap_or(&none),
            moments: acted.map(Vec::as_slice).unwrap_or_default(),
        };
        if item.said.speaker != Speaker::Actor && item.said.step.is_none() && context.pin.is_none() {
            return Attached::default();
        }
        one(&attacher, &item.said, &context, vocabulary, &mut reasons)
    });
    let all = all.collect();
    Attachments {
        all,
        reasons: reasons.all,
        report: attacher.report().clone(),
    }
}

fn one(
    attacher: &Attacher,
    said: &Feedback,
    context: &Context<'_>,
    vocabulary: &Vocabulary,
    reasons: &mut Reasons,
) -> Attached {
    let found = attacher.attach(said, context);
    let because = reasons.place(found.because);
    let place = |key: &str| vocabulary.find(key).map(|place| place as u32);
    match (found.step.as_deref().and_then(place), found.by) {
        (Some(place), Some(by)) => Attached {
            step: Some(AttachedStep {
                place,
                confidence: found.confidence as f32,
                by,
                because,
                counts: true,
            }),
            why_not: None,
        },
        _ => {
            let likely = found
                .others
                .first()
                .filter(|(_, confidence)| *confidence >= CANDIDATE_MIN);
            let candidate = likely.and_then(|(key, confidence)| Some((place(key)?, *confidence)));
            Attached {
                step: candidate.map(|(place, confidence)| AttachedStep {
                    place,
                    confidence: confidence as f32,
                    by: AttachedBy::Text,
                    because,
                    counts: false,
                }),
                why_not: Some(because),
            }
        }
    }
}

/// Items whose step a person or the record tells, people's word first.
fn taught<'r>(
    read: &'r Read,
    vocabulary: &'r Vocabulary,
    pins: &HashMap<(&str, &str), Option<&'r str>>,
    rejected: &HashMap<(&str, &str), Vec<&'r str>>,
) -> Vec<Taught<'r>> {
    let mut taught = Vec::new();
    let mut named = Vec::new();
    for item in read
        .items
        .iter()
        .filter(|item| item.said.speaker == Speaker::Actor)
    {
        let id = (&*item.source, item.said.id.as_str());
        let said = &item.said;
        match pins.get(&id) {
            Some(Some(step)) => taught.push(Taught {
                item: said,
                step,
                not: false,
            }),
            Some(None) => {}
            None => {
                if let Some(step) = said.step.as_deref().and_then(|step| vocabulary.key(step)) {
                    named.push(Taught {
                        item: said,
                        step,
                        not: false,
                    });
                }
            }
        }
        for step in rejected.get(&id).into_iter().flatten() {
            taught.push(Taught {
                item: said,
                step,
                not: true,
            });
        }
    }
    let every = named.len().div_ceil(LEARNED_FROM_MAX).max(1);
    taught.extend(named.into_iter().step_by(every));
    taught
}

/// Reasons, each once.
#[derive(Default)]
struct Reasons {
    all: Vec<LocalText>,
    places: HashMap<LocalText, u32>,
}

impl Reasons {
    fn place(&mut self, reason: LocalText) -> u32 {
        if let Some(place) = self.places.get(&reason) {
            return *place;
        }
        let place = self.all.len() as u32;
        self.places.insert(reason.clone(), place);
        self.all.push(reason);
        place
    }
}
