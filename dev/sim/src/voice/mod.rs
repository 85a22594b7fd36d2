//! What the customers say outside the events: answers to short surveys, reviews, chats with support, interviews.
//!
//! Scores fall where trouble is planted, so that voice and behaviour tell of the same places. Drawn from streams of its
//! own: the walks are the same whether or not anybody listens.

mod talk;
mod words;

use crate::comments::{Grievance, with_mood};
use crate::random::Random;
use crate::words::{Activity, Activity::*, Language};
use crate::{Event, Retailer, SCORE_SCALE, Walk, actor_key, plan};
use tropa_model::{Feedback, FeedbackKind, Measure, Score, Speaker, TextPart};

/// Customers who are listened to, at most: some thousands of items, read in a moment.
pub const LISTENED_MAX: u64 = 6_000;
/// Survey answers that name nobody.
const ANONYMOUS: f64 = 0.15;
/// Chats of at most this many customers.
const CHATS_MAX: usize = 40;
const STREAM: u64 = 0x766f_6963_6500;

/// By where it was said. Ids are unique in each list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voice {
    pub surveys: Vec<Feedback>,
    pub reviews: Vec<Feedback>,
    /// Both sides.
    pub chats: Vec<Feedback>,
    /// Both sides; the researcher asks.
    pub interviews: Vec<Feedback>,
}

impl Retailer {
    /// What the first [`LISTENED_MAX`] customers say.
    pub fn voice(&self) -> Voice {
        let mut voice = Voice::default();
        let mut chats = 0;
        for (actor, walk) in (0..LISTENED_MAX).zip(self.walks()) {
            let mut listener = Listener {
                language: self.options().language,
                actor: actor_key(actor),
                random: Random::new(self.options().seed ^ STREAM, actor),
                walk: &walk,
            };
            for (place, event) in walk.events.iter().enumerate() {
                listener.at(place, event, &mut voice);
                if event.activity == WroteToSupport && chats < CHATS_MAX {
                    chats += 1;
                    listener.chat(event, &mut voice.chats);
                }
            }
        }
        let until_us = voice.surveys.iter().filter_map(|item| item.time_us).max();
        voice.interviews = talk::interviews(until_us.unwrap_or(0));
        voice
    }
}

struct Listener<'w> {
    language: Language,
    actor: String,
    random: Random,
    walk: &'w Walk,
}

impl Listener<'_> {
    fn at(&mut self, place: usize, event: &Event, voice: &mut Voice) {
        if event.activity == LeftReview {
            if let Some(text) = self.walk.comment_on(event) {
                voice.reviews.push(self.review(place, event, text));
            }
        } else if event.score > 0 {
            let mut item = self.answer(place, event, Some(event.score));
            if let Some(text) = self.walk.comment_on(event) {
                item.texts = vec![(TextPart::Body, text)];
            }
            voice.surveys.push(item);
        } else if let Some(mean) = asked_beside(event.activity, self.waited_long(place))
            && self.random.chance(asked_chance(event.activity))
        {
            voice.surveys.push(self.beside(place, event, mean));
        }
        let russian = self.walk.russian;
        if let Some(questions) = words::questions(russian, event.activity)
            && self.random.chance(ASKS)
        {
            let text = words::filled(&mut self.random, russian, questions);
            voice.surveys.push(self.open(place, event, "question", text));
        }
        if let Some(wishes) = words::missing(russian, event.activity)
            && self.random.chance(WISHES)
        {
            let text = words::filled(&mut self.random, russian, wishes);
            voice.surveys.push(self.open(place, event, "missing", text));
        }
    }

    /// The region has too few delivery slots, and this is where it shows.
    fn waited_long(&self, place: usize) -> bool {
        let slow = self.walk.region == plan::SLOW_REGION;
        slow && self.walk.events[place].activity == DeliveryScheduled
    }

    fn blank(&mut self, id: String, kind: FeedbackKind, event: &Event) -> Feedback {
        let mut item = Feedback::new(id, kind);
        item.actor = (!self.random.chance(ANONYMOUS)).then(|| self.actor.clone());
        item.time_us = Some(event.time_us);
        item.step = Some(event.activity.name(self.language).to_owned());
        item.channel = Some(event.channel.name(self.language).to_owned());
        item.segment = Some(self.walk.segment.name(self.language).to_owned());
        let region = self.walk.region.name(self.language).to_owned();
        item.attributes.insert("region".into(), region);
        item
    }

    fn answer(&mut self, place: usize, event: &Event, score: Option<u8>) -> Feedback {
        let mut item = self.blank(format!("{}-{place}", self.actor), FeedbackKind::Answer, event);
        item.question = Some(words::satisfied(self.language).to_owned());
        item.score = score.map(|value| Score {
            value: f64::from(value),
            scale: SCORE_SCALE,
            measure: Measure::Csat,
        });
        item
    }

    /// A short question on the way: a score, mostly with a reason, sometimes the reason alone.
    fn beside(&mut self, place: usize, event: &Event, mean: f64) -> Feedback {
        let noise = (self.random.unit() + self.random.unit() - 1.0) * 1.8;
        let trouble = match event.activity {
            DeliveryScheduled if self.waited_long(place) => Grievance::LongWait,
            DeliveryDelayed => Grievance::DeliveryDelay,
            AssemblyDelayed => Grievance::AssemblyDelay,
            _ => Grievance::None,
        };
        // Nobody praises a delay.
        let best = if trouble == Grievance::None { 5.0 } else { 3.0 };
        let score = (mean + noise).round().clamp(1.0, best) as u8;
        let russian = self.walk.russian;
        let text = self.random.chance(0.6).then(|| {
            with_mood(
                &mut self.random,
                russian,
                event.activity,
                score,
                trouble,
                |mood| {
                    let own = trouble == Grievance::None;
                    own.then(|| words::points(russian, event.activity, mood))
                        .flatten()
                },
            )
        });
        let silent = text.is_some() && self.random.chance(0.12);
        let mut item = self.answer(place, event, (!silent).then_some(score));
        item.texts = text.map(|text| (TextPart::Body, text)).into_iter().collect();
        item
    }

    fn open(&mut self, place: usize, event: &Event, which: &str, text: String) -> Feedback {
        let id = format!("{}-{place}-{which}", self.actor);
        let mut item = self.blank(id, FeedbackKind::Answer, event);
        item.question = Some(words::open(self.language, which).to_owned());
        item.texts = vec![(TextPart::Body, text)];
        item
    }

    /// Stars; what it is about is in its words.
    fn review(&mut self, place: usize, event: &Event, text: String) -> Feedback {
        let mut item = self.blank(format!("{}-{place}", self.actor), FeedbackKind::Review, event);
        (item.actor, item.step) = (None, None);
        item.score = (event.score > 0).then(|| Score {
            value: f64::from(event.score),
            scale: SCORE_SCALE,
            measure: Measure::Stars,
        });
        item.texts = vec![(TextPart::Body, text)];
        item
    }

    fn chat(&mut self, event: &Event, chats: &mut Vec<Feedback>) {
        let conversation = format!("chat-{}", self.actor);
        let turns = talk::chat(&mut self.random, self.walk.russian);
        let step = event.activity.name(self.language).to_owned();
        for (turn, (speaker, text)) in turns.into_iter().enumerate() {
            let mut item = Feedback::new(format!("{conversation}-{turn}"), FeedbackKind::Chat);
            let ours = speaker == Speaker::Actor;
            item.actor = ours.then(|| self.actor.clone());
            item.time_us = Some(event.time_us + turn as i64 * 95_000_000);
            item.step = ours.then(|| step.clone());
            item.channel = Some(event.channel.name(self.language).to_owned());
            item.texts = vec![(TextPart::Body, text)];
            (item.speaker, item.conversation, item.turn) =
                (speaker, Some(conversation.clone()), Some(turn as u32));
            chats.push(item);
        }
    }
}

/// Chances at each event: asked beside the survey, asks something, wishes for something.
const ASKED_BESIDE: f64 = 0.05;
const ASKED_AFTER_DELAY: f64 = 0.25;
const ASKS: f64 = 0.012;
const WISHES: f64 = 0.008;

fn asked_chance(activity: Activity) -> f64 {
    match activity {
        DeliveryDelayed | AssemblyDelayed => ASKED_AFTER_DELAY,
        _ => ASKED_BESIDE,
    }
}

/// Where people are asked beside the survey after deliveries, assemblies and calls, and the mean of their scores: low
/// at the planted trouble. `None`: not asked here.
fn asked_beside(activity: Activity, waited_long: bool) -> Option<f64> {
    Some(match activity {
        SawAd => 3.6,
        OpenedCatalogue => 4.1,
        ViewedProduct => 3.2,
        VisitedStore | AskedConsultant => 4.2,
        AddedToCart => 3.4,
        SawDeliveryCost => 2.2,
        PlacedOrder | Paid => 4.3,
        DeliveryScheduled if waited_long => 2.0,
        DeliveryScheduled => 4.1,
        DeliveryDelayed => 1.7,
        AssemblyBooked => 4.0,
        AssemblyDelayed => 1.8,
        JoinedClub | Recommended | BoughtAgain => 4.6,
        _ => return None,
    })
}
