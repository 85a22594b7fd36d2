//! What is planted: who the customers are, where they give up, where it hurts. All numbers of the simulation.

use crate::comments::Grievance;
use crate::words::{Activity, Channel, Region, Segment, Stage};

/// In the order of [`Segment::ALL`] and [`Region::ALL`].
pub const SEGMENT_SHARES: [f64; 4] = [0.4, 0.25, 0.15, 0.2];
pub const REGION_SHARES: [f64; 5] = [0.34, 0.2, 0.13, 0.15, 0.18];

/// The region without enough delivery slots.
pub const SLOW_REGION: Region = Region::Novosibirsk;
pub const SLOT_WAIT_DAYS: f64 = 1.2;
pub const SLOT_WAIT_SLOW_DAYS: f64 = 9.0;

pub const ENTERS_BY_DISCOVERING: f64 = 0.82;
pub const CART_COST_LOOP: f64 = 0.34;
pub const DROP_AT_DELIVERY_COST: f64 = 0.2;
pub const DROP_BEFORE_PAYING: f64 = 0.05;
pub const DELIVERY_DELAY: f64 = 0.16;
pub const DROP_AFTER_DELAY: f64 = 0.12;
pub const ASSEMBLY_DELAY: f64 = 0.24;
pub const DROP_AFTER_ASSEMBLY_DELAY: f64 = 0.15;
pub const NEEDS_HELP_IN_TROUBLE: f64 = 0.55;
pub const CALLS_AGAIN: f64 = 0.5;
pub const DROP_UNSOLVED: f64 = 0.25;
pub const STAYS_LOYAL: f64 = 0.5;
pub const STAYS_LOYAL_AFTER_TROUBLE: f64 = 0.2;
pub const ANSWERS_SURVEY: f64 = 0.35;
/// Customers with one more event of discovering or choosing at a random moment of their journey.
pub const NOISE: f64 = 0.05;

#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// Buys on the web or in the app rather than in a store.
    pub online: f64,
    pub asks_consultant: f64,
    pub assembly: f64,
    pub picks_up: f64,
    pub needs_help: f64,
    /// Median basket in roubles.
    pub basket_rub: f64,
}

pub fn traits(segment: Segment) -> Traits {
    match segment {
        Segment::YoungFamily => Traits {
            online: 0.85,
            asks_consultant: 0.2,
            assembly: 0.65,
            picks_up: 0.05,
            needs_help: 0.2,
            basket_rub: 48_000.0,
        },
        Segment::StoreLover => Traits {
            online: 0.12,
            asks_consultant: 0.55,
            assembly: 0.5,
            picks_up: 0.08,
            needs_help: 0.15,
            basket_rub: 62_000.0,
        },
        Segment::BusinessBuyer => Traits {
            online: 0.6,
            asks_consultant: 0.6,
            assembly: 0.8,
            picks_up: 0.02,
            needs_help: 0.35,
            basket_rub: 240_000.0,
        },
        Segment::Student => Traits {
            online: 0.95,
            asks_consultant: 0.1,
            assembly: 0.1,
            picks_up: 0.4,
            needs_help: 0.12,
            basket_rub: 14_000.0,
        },
    }
}

/// Chance to give up at the end of a stage; the other stages plant their losses at single events.
pub fn leaves_after(stage: Stage, segment: Segment) -> f64 {
    match (stage, segment) {
        (Stage::Discover, Segment::Student) => 0.16,
        (Stage::Discover, _) => 0.08,
        (Stage::Choose, Segment::Student) => 0.36,
        (Stage::Choose, Segment::BusinessBuyer) => 0.15,
        (Stage::Choose, _) => 0.22,
        _ => 0.0,
    }
}

/// Mean around which the survey scores 1..=5 are drawn, before rounding and clamping.
pub fn planted_mean(activity: Activity, trouble: Grievance) -> f64 {
    match (activity, trouble) {
        (Activity::CalledSupport, Grievance::RepeatedCalls) => 1.6,
        (Activity::CalledSupport, _) => 2.6,
        (Activity::Delivered, Grievance::DeliveryDelay) => 2.0,
        (Activity::Delivered, Grievance::LongWait) => 2.8,
        (Activity::Assembled, Grievance::AssemblyDelay) => 1.9,
        (Activity::ProblemSolved, Grievance::RepeatedCalls) => 2.9,
        (Activity::ProblemSolved, _) => 3.9,
        (Activity::LeftReview, Grievance::None) => 4.5,
        (Activity::LeftReview, _) => 2.6,
        (Activity::PickedUp, _) => 4.0,
        _ => 4.4,
    }
}

/// January to December, against the best month.
pub const SEASON: [f64; 12] = [0.5, 0.55, 0.8, 0.65, 0.55, 0.5, 0.55, 0.8, 0.95, 0.85, 1.0, 0.95];

pub const HOURS_OF_FIRST_CONTACT: [f64; 24] = [
    1.0, 0.5, 0.2, 0.1, 0.1, 0.2, 0.8, 2.0, 3.0, 4.0, 5.0, 5.5, 6.0, 6.0, 5.5, 5.0, 5.0, 6.0, 7.5, 9.0, 9.5,
    8.0, 5.0, 2.5,
];

/// Local hours in which something can happen in a channel, the end excluded.
pub fn hours(channel: Channel) -> (i64, i64) {
    match channel {
        Channel::Store => (10, 22),
        Channel::CallCentre => (9, 21),
        Channel::Delivery => (9, 20),
        _ => (7, 24),
    }
}
