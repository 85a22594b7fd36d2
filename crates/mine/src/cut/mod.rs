//! One person's long life cut into journeys.
//!
//! [`propose`] looks at whole lives and says by which rule to cut them, or that there is nothing to cut, and why. The
//! cut itself is made where journeys are counted: its result is a [`Cut`] to put into a question and, for a cut by
//! context, the places.

mod context;
mod features;
mod gaps;

pub use context::{Scores, scores};
pub use gaps::{GapBin, GapHistogram};

use crate::text::{count_en, count_ru, journeys_en, journeys_ru, percent_en, percent_ru, span_en, span_ru};
use gaps::Valley;
use serde::{Deserialize, Serialize};
use tropa_model::{Cut, Journeys, LocalText};
use utoipa::ToSchema;

/// Fewer gaps than this say nothing about lives.
const GAPS_MIN: usize = 100;
/// The activities with which this share of all lives begin are those a journey begins with.
const BEGINS: f64 = 0.9;
/// Share of the cuts after which a journey begins as lives do, at least.
const LIKE_A_BEGINNING: f64 = 0.5;
/// Share of the cuts after which something comes that the person has done before, at least: a life in which nothing
/// comes again is one journey with long waits.
const AGAIN: f64 = 0.5;
/// Share of the gaps that context may cut.
const CONTEXT_SHARE: std::ops::RangeInclusive<f64> = 0.002..=0.6;
const EXAMPLES: usize = 5;

/// How the person wants lives cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CutWish {
    /// As the data say.
    #[default]
    Auto,
    /// At long pauses; the pause is found in the data.
    Gap,
    /// By what stands around.
    Context,
    /// A journey is a whole life.
    Whole,
    /// By this rule; a part of it that speaks of columns needs the places.
    Rule(Cut),
}

/// By what lives are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CutBy {
    /// One journey per person.
    Whole,
    Gap,
    Context,
    Rule,
}

/// A proposal where to cut, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CutProposal {
    pub by: CutBy,
    /// To put into a question; absent where a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// Which rule, why, and what came of it.
    pub why: LocalText,
    pub people: u64,
    pub journeys: u64,
    /// Share of the people with more than one journey.
    pub more_than_one: f64,
    pub gaps: GapHistogram,
    /// Some cuts, the surest first: by the score of the context, else by the length of the pause.
    pub examples: Vec<CutExample>,
    /// One per event in the order of the lives: whether a journey begins there. Empty where a journey is a whole life.
    #[serde(skip)]
    pub places: Vec<bool>,
}

/// One cut between two neighbouring events of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CutExample {
    /// Place of the person among the lives.
    pub life: u64,
    /// The last activity of the journey that ends.
    pub before: String,
    /// The first activity of the journey that begins.
    pub after: String,
    pub gap_s: f64,
}

/// Where to cut whole lives (`lives` holds one journey per person), by the wish.
pub fn propose(lives: &Journeys, wish: &CutWish) -> CutProposal {
    let (histogram, valleys) = gaps::histogram(inner(lives).map(|event| wait_s(lives, event)));
    let enough = inner(lives).count() >= GAPS_MIN;
    let report = |by: CutBy, cut: Option<Cut>, places: Vec<bool>, scores: Option<&Scores>| {
        told(lives, by, cut, places, scores, histogram.clone())
    };
    let whole = |why: LocalText| CutProposal {
        why,
        ..report(CutBy::Whole, None, Vec::new(), None)
    };
    match wish {
        CutWish::Whole => {
            return whole(LocalText::en_ru(
                "One journey per person, as asked.",
                "Один путь на человека, как указано.",
            ));
        }
        CutWish::Rule(cut) => {
            let mut found = report(CutBy::Rule, Some(cut.clone()), places_of(lives, cut), None);
            found.why = came_of("Cut by the rule given", "Разрезано по заданному правилу", &found);
            return found;
        }
        _ if !enough => {
            return whole(LocalText::en_ru(
                "One journey per person: too few events follow one another to say more.",
                "Один путь на человека: слишком мало событий следует друг за другом, чтобы судить о большем.",
            ));
        }
        _ => {}
    }
    if *wish != CutWish::Context {
        let usable = |valley: &&Valley| {
            *wish == CutWish::Gap || begins_like_lives(lives, &longer(lives, valley.at_s.round().max(1.0)))
        };
        if let Some(valley) = valleys.iter().find(usable) {
            let idle_s = valley.at_s.round().max(1.0) as u64;
            let places = longer(lives, idle_s as f64);
            let mut found = report(CutBy::Gap, Some(Cut::idle(idle_s)), places, None);
            found.gaps.valley_s = Some(valley.at_s);
            found.why = why_gap(valley, &found);
            return found;
        }
        if *wish == CutWish::Gap {
            return whole(LocalText::en_ru(
                "One journey per person: pauses have a single hill, no length parts short ones from long ones.",
                "Один путь на человека: у пауз одна вершина, нет длины, которая отделяла бы короткие от длинных.",
            ));
        }
    }
    if let Some(scores) = scores(lives) {
        let places: Vec<bool> = scores.log_odds.iter().map(|&odds| odds > 0.0).collect();
        let fits = CONTEXT_SHARE.contains(&scores.share) && begins_like_lives(lives, &places);
        if fits || *wish == CutWish::Context {
            let mut found = report(CutBy::Context, Some(Cut::by_context()), places, Some(&scores));
            found.why = why_context(&scores, &found);
            return found;
        }
    }
    whole(LocalText::en_ru(
        "One journey per person: no pause parts short waits from long ones, and after long waits people do not begin again.",
        "Один путь на человека: ни одна пауза не отделяет короткие ожидания от длинных, и после долгих ожиданий люди не начинают сначала.",
    ))
}

/// What comes of a cut at the places where `places` says that a journey begins: for cuts that were computed elsewhere,
/// such as those of a rule about columns.
pub fn of_places(lives: &Journeys, cut: &Cut, places: Vec<bool>) -> CutProposal {
    let (histogram, _) = gaps::histogram(inner(lives).map(|event| wait_s(lives, event)));
    let mut found = told(lives, CutBy::Rule, Some(cut.clone()), places, None, histogram);
    found.why = came_of("Cut by the rule given", "Разрезано по заданному правилу", &found);
    found
}

/// Places by the parts of a cut that need nothing but activities and times.
fn places_of(lives: &Journeys, cut: &Cut) -> Vec<bool> {
    let table = |names: &[String]| -> Vec<bool> {
        lives
            .activities
            .iter()
            .map(|activity| names.contains(activity))
            .collect()
    };
    let (begins, ends) = (table(&cut.begins), table(&cut.ends));
    let by_context = cut.context.then(|| scores(lives)).flatten();
    let mut places = vec![true; lives.codes.len()];
    for event in inner(lives) {
        places[event] = cut
            .idle_s
            .is_some_and(|idle_s| wait_s(lives, event) > idle_s as f64)
            || begins[lives.codes[event] as usize]
            || ends[lives.codes[event - 1] as usize]
            || by_context
                .as_ref()
                .is_some_and(|scores| scores.log_odds[event] > 0.0);
    }
    places
}

fn longer(lives: &Journeys, idle_s: f64) -> Vec<bool> {
    let mut places = vec![true; lives.codes.len()];
    inner(lives).for_each(|event| places[event] = wait_s(lives, event) > idle_s);
    places
}

/// Events that are not a life's first.
fn inner(lives: &Journeys) -> impl Iterator<Item = usize> {
    (0..lives.len()).flat_map(|life| {
        let events = lives.events(life);
        events.start + 1..events.end.max(events.start + 1)
    })
}

fn wait_s(lives: &Journeys, event: usize) -> f64 {
    (lives.times_us[event] - lives.times_us[event - 1]) as f64 / 1e6
}

/// Whether after these cuts people begin as they began their lives, and do what they have done before.
fn begins_like_lives(lives: &Journeys, places: &[bool]) -> bool {
    let mut first = vec![0_u64; lives.activities.len()];
    (0..lives.len()).for_each(|life| {
        if let Some(&code) = lives.codes_of(life).first() {
            first[code as usize] += 1;
        }
    });
    let mut order: Vec<usize> = (0..first.len()).collect();
    order.sort_by_key(|&code| std::cmp::Reverse(first[code]));
    let people: u64 = first.iter().sum();
    let mut begins = vec![false; first.len()];
    let mut reached = 0;
    for code in order {
        if reached as f64 >= BEGINS * people as f64 {
            break;
        }
        reached += first[code];
        begins[code] = true;
    }
    let (mut cuts, mut alike, mut again) = (0_u64, 0_u64, 0_u64);
    let mut seen_in = vec![usize::MAX; first.len()];
    for life in 0..lives.len() {
        let events = lives.events(life);
        for event in events.clone() {
            let code = lives.codes[event] as usize;
            if places[event] && event > events.start {
                cuts += 1;
                alike += u64::from(begins[code]);
                again += u64::from(seen_in[code] == life);
            }
            seen_in[code] = life;
        }
    }
    let most = |part: u64, share: f64| cuts > 0 && part as f64 >= share * cuts as f64;
    most(alike, LIKE_A_BEGINNING) && most(again, AGAIN)
}

fn told(
    lives: &Journeys,
    by: CutBy,
    cut: Option<Cut>,
    places: Vec<bool>,
    scores: Option<&Scores>,
    gaps: GapHistogram,
) -> CutProposal {
    let people = (0..lives.len())
        .filter(|&life| !lives.events(life).is_empty())
        .count() as u64;
    let (mut cuts, mut several) = (Vec::new(), 0_u64);
    if !places.is_empty() {
        for life in 0..lives.len() {
            let before = cuts.len();
            let events = lives.events(life);
            let inner = events.start + 1..events.end.max(events.start + 1);
            cuts.extend(inner.filter(|&event| places[event]).map(|event| (life, event)));
            several += u64::from(cuts.len() > before);
        }
    }
    let journeys = people + cuts.len() as u64;
    let sureness =
        |event: usize| scores.map_or_else(|| wait_s(lives, event), |scores| scores.log_odds[event]);
    cuts.sort_by(|a, b| sureness(b.1).total_cmp(&sureness(a.1)).then(a.1.cmp(&b.1)));
    let example = |&(life, event): &(usize, usize)| CutExample {
        life: life as u64,
        before: lives.activities[lives.codes[event - 1] as usize].clone(),
        after: lives.activities[lives.codes[event] as usize].clone(),
        gap_s: wait_s(lives, event),
    };
    CutProposal {
        by,
        cut,
        why: LocalText::default(),
        people,
        journeys,
        more_than_one: if people == 0 {
            0.0
        } else {
            several as f64 / people as f64
        },
        gaps,
        examples: cuts.iter().take(EXAMPLES).map(example).collect(),
        places,
    }
}

fn why_gap(valley: &Valley, found: &CutProposal) -> LocalText {
    let (pause_en, pause_ru) = (span_en(valley.at_s), span_ru(valley.at_s));
    came_of(
        &format!(
            "Cut at pauses longer than {pause_en}: there lies the valley between short pauses and long ones ({} of all)",
            percent_en(valley.beyond)
        ),
        &format!(
            "Разрезано по долгим паузам, граница — {pause_ru}: здесь впадина между короткими паузами и длинными (длинных {})",
            percent_ru(valley.beyond)
        ),
        found,
    )
}

fn why_context(scores: &Scores, found: &CutProposal) -> LocalText {
    came_of(
        &format!(
            "Cut by what stands around: no length of pause parts journeys, but people begin again as they began at first, \
             after waits longer than their surroundings let expect (about {} of all)",
            percent_en(scores.share)
        ),
        &format!(
            "Разрезано по окружению: длина паузы сама по себе пути не разделяет, но люди начинают заново так же, как в первый \
             раз, после ожиданий, каких окружение не обещает (около {})",
            percent_ru(scores.share)
        ),
        found,
    )
}

/// The rule, and how many journeys it makes of how many people.
fn came_of(rule_en: &str, rule_ru: &str, found: &CutProposal) -> LocalText {
    let (share_en, share_ru) = (percent_en(found.more_than_one), percent_ru(found.more_than_one));
    LocalText::en_ru(
        format!(
            "{rule_en}. {} of {} people; {share_en} of them have more than one.",
            journeys_en(found.journeys),
            count_en(found.people)
        ),
        format!(
            "{rule_ru}. Людей: {}, получено: {}; больше одного пути у {share_ru} людей.",
            count_ru(found.people),
            journeys_ru(found.journeys)
        ),
    )
}

#[cfg(test)]
mod tests;
