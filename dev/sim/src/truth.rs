//! What is true of the retailer: planted stages, paths, losses and trouble, and the counts that came of them.

use crate::words::{Activity, Activity::*, Language, Stage};
use crate::{Retailer, Walk};

/// The plan behind the customers. Activities are named in the language of the options.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// In journey order.
    pub stages: Vec<TrueStage>,
    /// Activities that belong to no stage.
    pub outside: Vec<String>,
    pub main_path: Vec<String>,
    /// Other ways through, each a whole path.
    pub alternatives: Vec<Vec<String>>,
    /// Where it hurts, in no order.
    pub troubles: Vec<Trouble>,
    /// Activities after which nothing more needs to come.
    pub good_ends: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TrueStage {
    pub stage: Stage,
    pub name: String,
    /// In journey order.
    pub activities: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// Customers give up here more than elsewhere.
    Loss,
    /// The next step takes long.
    Waiting,
    /// Back and forth.
    Loop,
    /// The same thing again and again.
    Repeat,
    LowScore,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub kind: TroubleKind,
    pub at: String,
    /// Where a wait or loop starts.
    pub from: Option<String>,
}

impl Truth {
    pub(crate) fn planted(language: Language) -> Self {
        let name = |a: Activity| a.name(language).to_owned();
        let path = |activities: &[Activity]| activities.iter().map(|&a| name(a)).collect::<Vec<_>>();
        let trouble = |kind, from: Option<Activity>, at| Trouble {
            kind,
            at: name(at),
            from: from.map(name),
        };
        Self {
            stages: Stage::ALL
                .iter()
                .map(|&stage| TrueStage {
                    stage,
                    name: stage.name(language).to_owned(),
                    activities: Activity::ALL
                        .iter()
                        .filter(|a| a.stage() == Some(stage))
                        .map(|&a| name(a))
                        .collect(),
                })
                .collect(),
            outside: Activity::ALL
                .iter()
                .filter(|a| a.stage().is_none())
                .map(|&a| name(a))
                .collect(),
            main_path: path(&[
                SawAd,
                OpenedCatalogue,
                ViewedProduct,
                AddedToCart,
                SawDeliveryCost,
                PlacedOrder,
                Paid,
                DeliveryScheduled,
                Delivered,
                AssemblyBooked,
                Assembled,
                LeftReview,
            ]),
            alternatives: vec![
                path(&[
                    SawAd,
                    VisitedStore,
                    AskedConsultant,
                    PlacedOrder,
                    Paid,
                    DeliveryScheduled,
                    Delivered,
                    AssemblyBooked,
                    Assembled,
                ]),
                path(&[
                    SawAd,
                    OpenedCatalogue,
                    ViewedProduct,
                    AddedToCart,
                    SawDeliveryCost,
                    PlacedOrder,
                    Paid,
                    PickedUp,
                ]),
            ],
            troubles: vec![
                trouble(TroubleKind::Loss, None, SawDeliveryCost),
                trouble(TroubleKind::Loss, None, ViewedProduct),
                trouble(TroubleKind::Loss, None, CalledSupport),
                trouble(TroubleKind::Loss, None, DeliveryDelayed),
                trouble(TroubleKind::Waiting, Some(Paid), DeliveryScheduled),
                trouble(TroubleKind::Waiting, Some(AssemblyDelayed), Assembled),
                trouble(TroubleKind::Loop, Some(SawDeliveryCost), AddedToCart),
                trouble(TroubleKind::Repeat, None, CalledSupport),
                trouble(TroubleKind::LowScore, None, CalledSupport),
            ],
            good_ends: path(&[
                PickedUp,
                Delivered,
                Assembled,
                ProblemSolved,
                LeftReview,
                JoinedClub,
                Recommended,
                BoughtAgain,
            ]),
        }
    }
}

/// What the planted rates made of this many customers: counted one by one, the slow and obvious way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    pub actors: u64,
    pub events: u64,
    /// Customers with at least one such event, in the order of [`Activity::ALL`].
    pub reached: Vec<u64>,
    /// In the order of [`Stage::ALL`].
    pub stages: Vec<StageCounts>,
    /// Customers some of whose events lie after the window: seen as still on their way.
    pub cut: u64,
    /// Customers who gave up, by the activity after which they did, in the order of [`Activity::ALL`]; cut ones left out.
    pub gave_up: Vec<u64>,
    /// Customers who went from the delivery cost back to the cart.
    pub cart_cost_loops: u64,
    /// Customers who called support more than once.
    pub repeated_calls: u64,
    /// Neighbouring events of one instant.
    pub ties: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageCounts {
    /// Customers with at least one event of the stage.
    pub reached: u64,
    /// Customers who gave up in it; cut ones left out.
    pub gave_up: u64,
}

impl Retailer {
    /// Walks all customers once more and counts.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            reached: vec![0; Activity::ALL.len()],
            gave_up: vec![0; Activity::ALL.len()],
            stages: vec![StageCounts::default(); Stage::ALL.len()],
            ..Counts::default()
        };
        for walk in self.walks() {
            counts.add(&walk);
        }
        counts
    }
}

impl Counts {
    fn add(&mut self, walk: &Walk) {
        self.actors += 1;
        self.events += walk.events.len() as u64;
        self.cut += u64::from(walk.cut);
        for (index, activity) in Activity::ALL.iter().enumerate() {
            self.reached[index] += u64::from(walk.events.iter().any(|e| e.activity == *activity));
        }
        for (index, stage) in Stage::ALL.iter().enumerate() {
            self.stages[index].reached +=
                u64::from(walk.events.iter().any(|e| e.activity.stage() == Some(*stage)));
        }
        if let (Some(activity), false) = (walk.gave_up_after, walk.cut) {
            self.gave_up[activity as usize] += 1;
            if let Some(stage) = activity.stage() {
                self.stages[stage as usize].gave_up += 1;
            }
        }
        let pairs = || walk.events.windows(2);
        self.cart_cost_loops += u64::from(
            pairs().any(|pair| (pair[0].activity, pair[1].activity) == (SawDeliveryCost, AddedToCart)),
        );
        self.repeated_calls +=
            u64::from(walk.events.iter().filter(|e| e.activity == CalledSupport).count() > 1);
        self.ties += pairs().filter(|pair| pair[0].time_us == pair[1].time_us).count() as u64;
    }
}

impl Walk {
    /// What the customer wrote at this event, if anything.
    pub fn comment_on(&self, event: &crate::Event) -> Option<String> {
        let mut random = crate::random::Random::new(event.words?, 0);
        Some(crate::comments::comment(
            &mut random,
            self.russian,
            event.activity,
            event.score,
            event.trouble,
        ))
    }
}
