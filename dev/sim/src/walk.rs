//! One customer's life with the retailer: a walk through the planted stages, event by event.

use crate::comments::Grievance;
use crate::plan::{self, *};
use crate::random::Random;
use crate::words::{Activity, Activity::*, CAMPAIGNS, CONTENTS, Channel, Region, Segment, Stage};
use tropa_model::time::{DAY_US, SECOND_US, civil_from_days};

const HOUR_US: i64 = 3_600 * SECOND_US;

#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub time_us: i64,
    pub activity: Activity,
    pub channel: Channel,
    /// 1..=5, or 0 for not asked or not answered.
    pub score: u8,
    /// Roubles; 0 for none.
    pub amount: u32,
    /// Index into [`CONTENTS`].
    pub content: Option<u8>,
    /// Index into [`CAMPAIGNS`].
    pub campaign: Option<u8>,
    /// Seed of the words, where the customer wrote any.
    pub words: Option<u64>,
    pub trouble: Grievance,
}

#[derive(Clone, Debug)]
pub struct Walk {
    pub segment: Segment,
    pub region: Region,
    /// Writes in Russian.
    pub russian: bool,
    /// In time order; equal times in the order they happened.
    pub events: Vec<Event>,
    /// The customer gave up after this activity, whether or not the window still shows it.
    pub gave_up_after: Option<Activity>,
    /// Events after the end of the window were cut off: what was seen is not the whole journey.
    pub cut: bool,
}

/// Walks customer `actor` through one life. Events after `until_us` are not seen.
pub fn walk(seed: u64, actor: u64, from_us: i64, until_us: i64) -> Walk {
    let mut random = Random::new(seed, actor);
    let segment = Segment::ALL[random.weighted(&SEGMENT_SHARES)];
    let region = Region::ALL[random.weighted(&REGION_SHARES)];
    let traits = plan::traits(segment);
    let mut walker = Walker {
        segment,
        region,
        online: random.chance(traits.online),
        app: random.chance(0.35),
        traits,
        now_us: 0,
        events: Vec::with_capacity(16),
        mood: Grievance::None,
        random,
    };
    walker.now_us = walker.first_contact(from_us, until_us);
    let gave_up_after = walker
        .live()
        .err()
        .map(|GaveUp| walker.events.last().expect("gives up after an event").activity);
    walker.beside();

    let Walker {
        mut events,
        mut random,
        ..
    } = walker;
    events.sort_by_key(|event| event.time_us);
    let all = events.len();
    events.retain(|event| event.time_us <= until_us);
    let cut = events.len() < all;
    Walk {
        segment,
        region,
        russian: random.chance(0.8),
        events,
        gave_up_after,
        cut,
    }
}

struct GaveUp;

struct Walker {
    segment: Segment,
    region: Region,
    traits: Traits,
    online: bool,
    app: bool,
    now_us: i64,
    events: Vec<Event>,
    mood: Grievance,
    random: Random,
}

impl Walker {
    fn live(&mut self) -> Result<(), GaveUp> {
        if self.random.chance(ENTERS_BY_DISCOVERING) {
            self.discover()?;
        }
        self.choose()?;
        self.order()?;
        let delivered = self.receive()?;
        let assembled = delivered && self.random.chance(self.traits.assembly);
        if assembled {
            self.assemble()?;
        }
        self.ask_for_help()?;
        self.love();
        Ok(())
    }

    fn discover(&mut self) -> Result<(), GaveUp> {
        let knows_us = self.random.chance(0.35);
        for round in 0..1 + self.random.weighted(&[0.55, 0.3, 0.15]) {
            if round > 0 {
                self.wait_days(2.0, 0.8);
            }
            if knows_us && self.random.chance(0.6) {
                self.happen(OpenedNewsletter);
            } else {
                self.happen(SawAd);
            }
            if self.random.chance(0.4) {
                self.wait_minutes(6.0);
                self.happen(ReadArticle);
            }
        }
        self.leave(Stage::Discover)?;
        self.wait_days(1.5, 0.9);
        Ok(())
    }

    fn choose(&mut self) -> Result<(), GaveUp> {
        if self.online {
            for round in 0..1 + self.random.weighted(&[0.45, 0.35, 0.2]) {
                if round > 0 {
                    self.wait_hours(20.0);
                }
                self.happen(OpenedCatalogue);
                for _ in 0..1 + self.random.weighted(&[0.6, 0.3, 0.1]) {
                    self.wait_minutes(3.0);
                    self.happen(ViewedProduct);
                }
            }
            if self.random.chance(0.15) {
                self.wait_hours(26.0);
                self.happen(VisitedStore);
            }
        } else {
            if self.random.chance(0.3) {
                self.happen(OpenedCatalogue);
                self.wait_hours(30.0);
            }
            for round in 0..1 + self.random.weighted(&[0.7, 0.3]) {
                if round > 0 {
                    self.wait_days(3.0, 0.6);
                }
                self.happen(VisitedStore);
            }
        }
        if self.random.chance(self.traits.asks_consultant) {
            self.wait_minutes(25.0);
            self.happen(AskedConsultant);
        }
        self.leave(Stage::Choose)?;
        self.wait_hours(14.0);
        Ok(())
    }

    fn order(&mut self) -> Result<(), GaveUp> {
        if self.online {
            self.happen(AddedToCart);
            self.wait_minutes(4.0);
            self.happen(SawDeliveryCost);
            // The loop: the cost is a surprise, goods are taken out and put in again.
            while self.random.chance(CART_COST_LOOP) && self.events.len() < 60 {
                self.wait_minutes(5.0);
                self.happen(AddedToCart);
                self.wait_minutes(3.0);
                self.happen(SawDeliveryCost);
            }
            if self.random.chance(DROP_AT_DELIVERY_COST) {
                return Err(GaveUp);
            }
            self.wait_minutes(5.0);
        }
        self.happen(PlacedOrder);
        let amount = (self.random.around(self.traits.basket_rub, 0.6) / 10.0).round() as u32 * 10;
        self.last().amount = amount;
        if self.random.chance(DROP_BEFORE_PAYING) {
            return Err(GaveUp);
        }
        match self.segment {
            Segment::BusinessBuyer => self.wait_days(2.0, 0.5),
            // At the till or with a saved card order and payment are one instant.
            _ if self.random.chance(0.3) => {}
            _ => self.wait_minutes(3.0),
        }
        self.happen(Paid);
        self.last().amount = amount;
        Ok(())
    }

    /// Whether goods came home by delivery (and may need assembly).
    fn receive(&mut self) -> Result<bool, GaveUp> {
        if self.random.chance(self.traits.picks_up) {
            self.wait_days(1.5, 0.5);
            self.happen(PickedUp);
            self.scored(PickedUp);
            return Ok(false);
        }
        let slow = self.region == SLOW_REGION;
        self.wait_days(if slow { SLOT_WAIT_SLOW_DAYS } else { SLOT_WAIT_DAYS }, 0.45);
        self.happen(DeliveryScheduled);
        if slow {
            self.mood = Grievance::LongWait;
        }
        let mut delays = 0;
        while delays < 3
            && self
                .random
                .chance(if delays == 0 { DELIVERY_DELAY } else { 0.25 })
        {
            delays += 1;
            self.wait_days(2.0, 0.4);
            self.happen(DeliveryDelayed);
            self.mood = Grievance::DeliveryDelay;
            if self.random.chance(DROP_AFTER_DELAY) {
                return Err(GaveUp);
            }
        }
        self.wait_days(if delays > 0 { 4.0 } else { 2.0 }, 0.4);
        self.happen(Delivered);
        self.scored(Delivered);
        Ok(true)
    }

    fn assemble(&mut self) -> Result<(), GaveUp> {
        self.wait_hours(20.0);
        self.happen(AssemblyBooked);
        if self.random.chance(ASSEMBLY_DELAY) {
            self.wait_days(3.0, 0.3);
            self.happen(AssemblyDelayed);
            self.mood = Grievance::AssemblyDelay;
            if self.random.chance(DROP_AFTER_ASSEMBLY_DELAY) {
                return Err(GaveUp);
            }
            self.wait_days(6.0, 0.3);
        } else {
            self.wait_days(2.0, 0.4);
        }
        self.happen(Assembled);
        self.scored(Assembled);
        Ok(())
    }

    fn ask_for_help(&mut self) -> Result<(), GaveUp> {
        let need = if self.mood == Grievance::None {
            self.traits.needs_help
        } else {
            NEEDS_HELP_IN_TROUBLE
        };
        if !self.random.chance(need) {
            return Ok(());
        }
        self.wait_days(4.0, 0.7);
        if self.random.chance(0.3) {
            self.happen(WroteToSupport);
            self.wait_hours(5.0);
        } else {
            self.happen(CalledSupport);
            let mut calls = 1;
            while calls < 6 && self.random.chance(CALLS_AGAIN) {
                calls += 1;
                self.wait_days(1.5, 0.5);
                self.happen(CalledSupport);
                self.mood = Grievance::RepeatedCalls;
            }
            self.scored(CalledSupport);
            self.wait_hours(8.0);
        }
        if self.random.chance(DROP_UNSOLVED) {
            return Err(GaveUp);
        }
        self.happen(ProblemSolved);
        self.scored(ProblemSolved);
        Ok(())
    }

    fn love(&mut self) {
        let happy = matches!(self.mood, Grievance::None);
        if !self.random.chance(if happy {
            STAYS_LOYAL
        } else {
            STAYS_LOYAL_AFTER_TROUBLE
        }) {
            return;
        }
        self.wait_days(9.0, 0.5);
        if self.random.chance(0.75) {
            self.happen(LeftReview);
            self.scored(LeftReview);
            self.wait_days(3.0, 0.7);
        }
        if self.random.chance(0.45) {
            self.happen(JoinedClub);
            self.wait_days(5.0, 0.7);
        }
        if happy && self.random.chance(0.35) {
            self.happen(Recommended);
            self.wait_days(10.0, 0.6);
        }
        if self.random.chance(0.5) {
            self.wait_days(25.0, 0.5);
            self.happen(BoughtAgain);
            self.last().amount =
                (self.random.around(self.traits.basket_rub * 0.5, 0.6) / 10.0).round() as u32 * 10;
        }
    }

    /// Noise: things that happen beside the journey, at any time of it.
    fn beside(&mut self) {
        let (first, last) = (self.events[0].time_us, self.now_us);
        let span = ((last - first) / SECOND_US).max(1) as usize;
        let extra = match self.random.unit() {
            x if x < 0.004 => ChangedPassword,
            x if x < 0.010 => UpdatedAddress,
            x if x < 0.010 + NOISE => *[OpenedNewsletter, ViewedProduct, OpenedCatalogue, SawAd]
                .get(self.random.below(4))
                .expect("below four"),
            _ => return,
        };
        let when = first + self.random.below(span) as i64 * SECOND_US;
        let ended_at = std::mem::replace(&mut self.now_us, when);
        self.happen(extra);
        self.now_us = ended_at;
    }

    fn leave(&mut self, stage: Stage) -> Result<(), GaveUp> {
        if self.random.chance(plan::leaves_after(stage, self.segment)) {
            Err(GaveUp)
        } else {
            Ok(())
        }
    }

    fn last(&mut self) -> &mut Event {
        self.events.last_mut().expect("called after an event")
    }

    fn happen(&mut self, activity: Activity) {
        let channel = self.channel(activity);
        let (opens, closes) = plan::hours(channel);
        let in_sequence = self.events.last().is_none_or(|last| last.time_us < self.now_us);
        if in_sequence {
            self.now_us = self.open_hours(self.now_us, opens, closes);
        }
        let (content, campaign) = match activity {
            SawAd => (
                Some(self.random.below(4) as u8),
                Some(self.random.weighted(&[0.25, 0.15, 0.2, 0.2, 0.2]) as u8),
            ),
            OpenedNewsletter => (
                Some(4 + self.random.below(2) as u8),
                Some(self.random.below(CAMPAIGNS.len()) as u8),
            ),
            ReadArticle => (Some(6 + self.random.below(2) as u8), None),
            _ => (None, None),
        };
        debug_assert!(content.is_none_or(|c| usize::from(c) < CONTENTS.len()));
        self.events.push(Event {
            time_us: self.now_us,
            activity,
            channel,
            score: 0,
            amount: 0,
            content,
            campaign,
            words: None,
            trouble: Grievance::None,
        });
    }

    /// Some customers answer the survey after this touchpoint, some of those also write.
    fn scored(&mut self, activity: Activity) {
        if !self.random.chance(ANSWERS_SURVEY) {
            return;
        }
        let mean = plan::planted_mean(activity, self.mood);
        let score = (mean + (self.random.unit() + self.random.unit() - 1.0) * 1.8)
            .round()
            .clamp(1.0, 5.0) as u8;
        let words = (activity == LeftReview || self.random.chance(0.3)).then(|| self.random.next_u64());
        let trouble = self.mood;
        let last = self.last();
        (last.score, last.words, last.trouble) = (score, words, trouble);
    }

    fn channel(&mut self, activity: Activity) -> Channel {
        let web = if self.app { Channel::App } else { Channel::Web };
        match activity {
            SawAd => *[Channel::Social, Channel::Web]
                .get(self.random.weighted(&[0.6, 0.4]))
                .expect("two"),
            OpenedNewsletter => Channel::Email,
            ReadArticle => Channel::Web,
            OpenedCatalogue | ViewedProduct | AddedToCart | SawDeliveryCost | ChangedPassword
            | UpdatedAddress => web,
            VisitedStore | PickedUp => Channel::Store,
            AskedConsultant if self.online => Channel::Messenger,
            AskedConsultant => Channel::Store,
            PlacedOrder | Paid if self.segment == Segment::BusinessBuyer => Channel::Email,
            PlacedOrder | Paid if self.online => web,
            PlacedOrder | Paid => Channel::Store,
            DeliveryScheduled | DeliveryDelayed => Channel::CallCentre,
            Delivered | AssemblyBooked | AssemblyDelayed | Assembled => Channel::Delivery,
            CalledSupport => Channel::CallCentre,
            WroteToSupport => Channel::Messenger,
            ProblemSolved => *[Channel::CallCentre, Channel::Messenger]
                .get(self.random.below(2))
                .expect("two"),
            LeftReview | JoinedClub => web,
            Recommended => Channel::Social,
            BoughtAgain if self.online => web,
            BoughtAgain => Channel::Store,
        }
    }

    fn wait_minutes(&mut self, median: f64) {
        self.now_us += (self.random.around(median * 60.0, 0.6).max(1.0) as i64) * SECOND_US;
    }

    fn wait_hours(&mut self, median: f64) {
        self.now_us += (self.random.around(median * 3_600.0, 0.5).max(60.0) as i64) * SECOND_US;
    }

    fn wait_days(&mut self, median: f64, spread: f64) {
        self.now_us += (self.random.around(median * 86_400.0, spread).max(600.0) as i64) * SECOND_US;
    }

    /// Moves a time outside the opening hours (local) into the next ones.
    fn open_hours(&mut self, time_us: i64, opens: i64, closes: i64) -> i64 {
        let shift = self.region.hours_ahead_of_utc() * HOUR_US;
        let local = time_us + shift;
        let (day, in_day) = (local.div_euclid(DAY_US), local.rem_euclid(DAY_US));
        let minute = 60 * SECOND_US;
        let next = |random: &mut Random, day: i64| {
            day * DAY_US + opens * HOUR_US + random.below(((closes - opens) * 30) as usize) as i64 * minute
        };
        let moved = if in_day < opens * HOUR_US {
            next(&mut self.random, day)
        } else if in_day >= closes * HOUR_US {
            next(&mut self.random, day + 1)
        } else {
            local
        };
        moved - shift
    }

    /// The first contact: more in autumn, before the New Year and in March, more at weekends, more in the evening.
    fn first_contact(&mut self, from_us: i64, until_us: i64) -> i64 {
        // The last day is left out, so that opening hours never move the first contact out of the window.
        let days = ((until_us - from_us) / DAY_US - 1).max(1) as usize;
        loop {
            let day = from_us.div_euclid(DAY_US) + self.random.below(days) as i64;
            let (_, month, _) = civil_from_days(day);
            // 1970-01-01 was a Thursday: 0 is Monday here.
            let weekday = (day + 3).rem_euclid(7);
            let weekend = if weekday >= 5 { 1.0 } else { 0.72 };
            if self.random.chance(plan::SEASON[month as usize - 1] * weekend) {
                let hour = self.random.weighted(&plan::HOURS_OF_FIRST_CONTACT) as i64;
                let second = self.random.below(3_600) as i64;
                return day * DAY_US
                    + (hour - self.region.hours_ahead_of_utc()) * HOUR_US
                    + second * SECOND_US;
            }
        }
    }
}
