//! Segments found: how many, which, how sure.

use super::agreement::adjusted_rand;
use super::mixture::{Everybody, Mixture, Unit, normalise};
use super::pace::Gaps;
use super::sequences::Sequences;
use super::{Division, FoundBy, Part};
use crate::random::Random;
use crate::text::local;
use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use tropa_model::{Journeys, Variants};
use utoipa::ToSchema;

/// How segments are looked for. The default is a good start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClusterOptions {
    /// This many, whatever the evidence says; absent: as many as the evidence carries.
    pub segments: Option<u32>,
    /// Whether slow and fast walkers of the same path may be told apart.
    pub pace: bool,
}

impl Default for ClusterOptions {
    fn default() -> Self {
        Self {
            segments: None,
            pace: true,
        }
    }
}

/// Most segments that are looked for, and most that may be wished: more no team tells apart.
pub const SEGMENTS_MAX: u32 = 8;
/// Fewer journeys than this are one segment: no division of fifty would hold next month.
pub const JOURNEYS_MIN: usize = 50;
/// Fewest journeys of a segment that may be found.
const SEGMENT_MIN: f64 = 20.0;
/// Journeys the model learns from at most; the others are assigned by it. At this number the shares of segments are
/// known to a percent and a fit takes a second.
const LEARN_MAX: usize = 20_000;
/// Starts of EM: the chance that all miss is small where segments are real.
const STARTS: u64 = 6;
/// Every fifth journey is held out when a number of segments is judged.
const HELD_OUT: usize = 5;
/// Resamplings behind the stability.
const RESAMPLINGS: u64 = 4;
/// Agreement between a division and that of resampled journeys below which the division is not told: the lower end of
/// what Hennig (2007) calls a pattern.
const STABLE_MIN: f64 = 0.6;
/// Divisions whose stability is looked at, the best first.
const STABLE_TRIED_MAX: usize = 3;
const SEED: u64 = 0x7472_6f70;

/// Why so many segments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SegmentChoice {
    /// What was tried, fewest first; one segment is not listed: it is what the others are compared with.
    pub tried: Vec<SegmentsTried>,
    /// Mean agreement (adjusted Rand index, 1 is the same) of the division with divisions found anew in resampled
    /// journeys; absent where there is one segment.
    pub stability: Option<f64>,
    /// In words.
    pub reason: LocalText,
}

/// A number of segments that was tried. The unit is nats per journey over one segment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SegmentsTried {
    pub segments: u32,
    /// By how much journeys that were held out are likelier than with one segment, less the doubt who belongs where.
    /// Segments are told apart where it is above 0.
    pub gain: f64,
    /// Its standard error over the journeys held out.
    pub gain_se: f64,
    /// Half of Schwarz' criterion over one segment, by numbers that are not 0.
    pub bayes: f64,
    /// The doubt alone.
    pub doubt: f64,
}

/// What was learned: says of any journey of the same log which segment it belongs to.
pub struct SegmentModel {
    activities: Vec<String>,
    sequences: Sequences,
    everybody: Everybody,
    mixture: Mixture,
    gaps: Option<Gaps>,
}

/// Segments of journeys by the steps they take and their pace.
///
/// A mixture of Markov models with memory is fitted to at most 20 000 journeys drawn at random, for two segments, three
/// and so on; a division is told where held-out journeys are likelier under it than under one segment by more than the
/// doubt who belongs where (the integrated completed likelihood, held out), and where resampled journeys divide the
/// same way. Then every journey is assigned. Without such a division there is one segment and no model. The result
/// is the same from run to run.
pub fn by_journeys(journeys: &Journeys, options: &ClusterOptions) -> (Division, Option<SegmentModel>) {
    let n = journeys.len();
    if n < JOURNEYS_MIN {
        return (one(n, Vec::new(), too_few(n)), None);
    }
    let (variants, variant_of) = journeys.variants();
    let mut drawn: Vec<u32> = (0..n as u32).collect();
    let mut random = Random::new(SEED, 0);
    random.shuffle(&mut drawn);
    drawn.truncate(LEARN_MAX);
    let gaps = options.pace.then(|| Gaps::of(journeys, &drawn)).flatten();
    let (sequences, units) = units(journeys, &variants, &variant_of, &drawn, gaps.as_ref());
    let everybody = Everybody::of(&sequences, &units);

    let learner = Learner {
        sequences: &sequences,
        units: &units,
        everybody: &everybody,
    };
    let (tried, candidates) = match options.segments {
        Some(1) => (Vec::new(), Vec::new()),
        Some(k) => {
            let mixture = learner.fit(k.clamp(2, SEGMENTS_MAX) as usize);
            (vec![learner.judge(&mixture)], vec![mixture])
        }
        None => learner.search(),
    };
    if candidates.is_empty() {
        let reason = one_reason(&tried, options.segments == Some(1));
        return (one(n, tried, reason), None);
    }
    let wished = options.segments.is_some();
    let (stability, mut mixture) = match learner.first_stable(candidates, wished) {
        Ok(found) => found,
        Err((k, stability)) => return (one(n, tried, unstable(k, stability)), None),
    };
    mixture.components.sort_by(|a, b| b.share.total_cmp(&a.share));
    let reason = reason(
        &tried,
        mixture.components.len(),
        stability,
        options.segments.is_some(),
    );
    let model = SegmentModel {
        activities: journeys.activities.clone(),
        mixture,
        gaps,
        sequences,
        everybody,
    };
    let (of, certainty) = model.assign_variants(journeys, &variants, &variant_of);
    let mut division = Division {
        by: FoundBy::Journeys,
        parts: vec![Part::default(); model.mixture.components.len()],
        of,
        certainty,
        choice: Some(SegmentChoice {
            tried,
            stability: Some(stability),
            reason,
        }),
    };
    division.largest_first();
    (division, Some(model))
}

fn units(
    journeys: &Journeys,
    variants: &Variants,
    variant_of: &[u32],
    drawn: &[u32],
    gaps: Option<&Gaps>,
) -> (Sequences, Vec<Unit>) {
    let mut listed: Vec<u32> = drawn
        .iter()
        .map(|&journey| variant_of[journey as usize])
        .collect();
    listed.sort_unstable();
    listed.dedup();
    let sequences = Sequences::of(variants, &listed);
    let units = drawn
        .iter()
        .map(|&journey| Unit {
            sequence: listed
                .binary_search(&variant_of[journey as usize])
                .expect("the variant of a drawn journey is listed") as u32,
            pace: gaps.map_or(f64::NAN, |gaps| gaps.pace(journeys, journey as usize)),
            journeys: 1.0,
        })
        .collect();
    (sequences, units)
}

struct Learner<'a> {
    sequences: &'a Sequences,
    units: &'a [Unit],
    everybody: &'a Everybody,
}

impl Learner<'_> {
    fn fit(&self, k: usize) -> Mixture {
        Mixture::fit(self.sequences, self.units, self.everybody, k, SEED, STARTS)
    }

    /// Two segments, three and so on, until two in a row are no better than the best; those the evidence carries, the
    /// best first.
    fn search(&self) -> (Vec<SegmentsTried>, Vec<Mixture>) {
        let mut tried: Vec<SegmentsTried> = Vec::new();
        let mut carried: Vec<(f64, Mixture)> = Vec::new();
        let mut worse = 0;
        for k in 2..=SEGMENTS_MAX as usize {
            let mixture = self.fit(k);
            let judged = self.judge(&mixture);
            tried.push(judged);
            let smallest = mixture
                .components
                .iter()
                .map(|c| c.share * self.units.len() as f64)
                .fold(f64::INFINITY, f64::min);
            let best = carried
                .iter()
                .map(|(gain, _)| *gain)
                .fold(f64::NEG_INFINITY, f64::max);
            worse = if judged.gain > best { 0 } else { worse + 1 };
            if judged.gain > 2.0 * judged.gain_se && smallest >= SEGMENT_MIN {
                carried.push((judged.gain, mixture));
            }
            if worse == 2 {
                break;
            }
        }
        carried.sort_by(|a, b| b.0.total_cmp(&a.0));
        (tried, carried.into_iter().map(|(_, mixture)| mixture).collect())
    }

    /// The first division that resampled journeys repeat, with how far they agree; else the size of the most stable and
    /// its agreement. A `wished` division need not be stable.
    fn first_stable(&self, candidates: Vec<Mixture>, wished: bool) -> Result<(f64, Mixture), (usize, f64)> {
        let mut most = (0, f64::NEG_INFINITY);
        for mixture in candidates.into_iter().take(STABLE_TRIED_MAX) {
            let stability = self.stability(&mixture);
            if wished || stability >= STABLE_MIN {
                return Ok((stability, mixture));
            }
            if stability > most.1 {
                most = (mixture.components.len(), stability);
            }
        }
        Err(most)
    }

    /// The fit again without every fifth journey, judged on those.
    fn judge(&self, mixture: &Mixture) -> SegmentsTried {
        let k = mixture.components.len();
        let n = self.units.len() as f64;
        let shares = mixture.shares(self.sequences, self.units, self.everybody);
        let (mut kept, mut held, mut kept_shares) = (Vec::new(), Vec::new(), Vec::new());
        for (place, unit) in self.units.iter().enumerate() {
            if place % HELD_OUT == 0 {
                held.push(*unit);
            } else {
                kept.push(*unit);
                kept_shares.extend_from_slice(&shares[place * k..(place + 1) * k]);
            }
        }
        let everybody = Everybody::of(self.sequences, &kept);
        let again = Mixture::refit(self.sequences, &kept, &everybody, kept_shares, k);
        let judged: Vec<f64> = again
            .judged(self.sequences, &held, &everybody)
            .into_iter()
            .map(|(gain, doubt)| gain - doubt)
            .collect();
        let of = judged.len() as f64;
        let gain = judged.iter().sum::<f64>() / of;
        let scatter = judged.iter().map(|g| (g - gain).powi(2)).sum::<f64>() / (of - 1.0).max(1.0);
        SegmentsTried {
            segments: k as u32,
            gain,
            gain_se: (scatter / of).sqrt(),
            bayes: mixture.bayes(n) / n,
            doubt: mixture.entropy / n,
        }
    }

    /// Mean agreement with what is found anew, from fresh starts, in resampled journeys.
    fn stability(&self, mixture: &Mixture) -> f64 {
        let k = mixture.components.len();
        let likeliest = |shares: &[f64]| -> Vec<u32> {
            shares.chunks_exact(k).map(|shares| best(shares) as u32).collect()
        };
        let own = likeliest(&mixture.shares(self.sequences, self.units, self.everybody));
        let agreement = |resampling: u64| {
            let mut random = Random::new(SEED, 1_000 + resampling);
            let resampled: Vec<Unit> = self
                .units
                .iter()
                .map(|unit| Unit {
                    journeys: random.poisson(1.0) as f64,
                    ..*unit
                })
                .filter(|unit| unit.journeys > 0.0)
                .collect();
            let everybody = Everybody::of(self.sequences, &resampled);
            let again = Mixture::fit(
                self.sequences,
                &resampled,
                &everybody,
                k,
                SEED + resampling,
                STARTS / 2,
            );
            adjusted_rand(
                &own,
                &likeliest(&again.shares(self.sequences, self.units, &everybody)),
            )
        };
        (1..=RESAMPLINGS).map(agreement).sum::<f64>() / RESAMPLINGS as f64
    }
}

impl SegmentModel {
    /// Number of segments.
    pub fn segments(&self) -> usize {
        self.mixture.components.len()
    }

    /// The segment of each journey, 0 first, and how likely it is; the journeys may be of another time, and activities
    /// are matched by name.
    pub fn assign(&self, journeys: &Journeys) -> (Vec<u32>, Vec<f32>) {
        let mut same = journeys.clone();
        let fresh = self.activities.len() as u32;
        let codes: Vec<u32> = journeys
            .activities
            .iter()
            .enumerate()
            .map(|(place, name)| {
                let known = self.activities.iter().position(|known| known == name);
                known.map_or(fresh + place as u32, |known| known as u32)
            })
            .collect();
        same.codes
            .iter_mut()
            .for_each(|code| *code = codes[*code as usize]);
        let (variants, variant_of) = same.variants();
        self.assign_variants(&same, &variants, &variant_of)
    }

    fn assign_variants(
        &self,
        journeys: &Journeys,
        variants: &Variants,
        variant_of: &[u32],
    ) -> (Vec<u32>, Vec<f32>) {
        let k = self.segments();
        let mut weights = vec![0.0; variants.len() * k];
        let mut places = Vec::new();
        for (variant, weights) in weights.chunks_exact_mut(k).enumerate() {
            let codes = variants.codes_of(variant);
            self.mixture
                .weights_of_codes(&self.sequences, codes, &mut places, weights);
        }
        let mut shares = vec![0.0; k];
        variant_of
            .iter()
            .enumerate()
            .map(|(journey, &variant)| {
                shares.copy_from_slice(&weights[variant as usize * k..][..k]);
                if let Some(gaps) = &self.gaps {
                    let pace = gaps.pace(journeys, journey);
                    self.mixture.add_pace(&self.everybody, pace, &mut shares);
                }
                normalise(&mut shares);
                let likeliest = best(&shares);
                (likeliest as u32, shares[likeliest] as f32)
            })
            .unzip()
    }
}

/// Place of the largest, the first of equals.
fn best(shares: &[f64]) -> usize {
    (1..shares.len()).fold(0, |best, c| if shares[c] > shares[best] { c } else { best })
}

fn one(journeys: usize, tried: Vec<SegmentsTried>, reason: LocalText) -> Division {
    Division {
        by: FoundBy::Journeys,
        parts: vec![Part::default()],
        of: vec![0; journeys],
        certainty: vec![1.0; journeys],
        choice: Some(SegmentChoice {
            tried,
            stability: None,
            reason,
        }),
    }
}

fn too_few(n: usize) -> LocalText {
    local(
        format!("One segment: {n} journeys are too few to divide, it takes {JOURNEYS_MIN}."),
        format!("Один сегмент: чтобы делить, нужно хотя бы {JOURNEYS_MIN} путей, а здесь {n}."),
    )
}

fn unstable(k: usize, stability: f64) -> LocalText {
    local(
        format!(
            "One segment: {k} would fit better, but resampled journeys divide differently (agreement {stability:.2})."
        ),
        format!(
            "Один сегмент: {k} описали бы пути лучше, но случайные подвыборки делятся каждый раз по-другому (согласие {}).",
            comma(stability)
        ),
    )
}

fn one_reason(tried: &[SegmentsTried], wished: bool) -> LocalText {
    let Some(best) = tried.iter().max_by(|a, b| a.gain.total_cmp(&b.gain)) else {
        debug_assert!(wished);
        return local(
            "One segment, as asked.".into(),
            "Один сегмент, как и просили.".into(),
        );
    };
    local(
        format!(
            "One segment: of every division tried the best ({}) leaves more doubt who belongs where than it explains ({:.2} nats a journey).",
            best.segments, best.gain
        ),
        format!(
            "Один сегмент: даже лучшее из испытанных делений (на {}) оставляет больше сомнений, кто где, чем объясняет ({} ната на путь).",
            best.segments,
            comma(best.gain)
        ),
    )
}

fn reason(tried: &[SegmentsTried], k: usize, stability: f64, wished: bool) -> LocalText {
    let gain = tried
        .iter()
        .find(|tried| tried.segments as usize == k)
        .map_or(0.0, |tried| tried.gain);
    let (mut en, mut ru) = if wished {
        (
            format!("{k} segments, as asked"),
            format!("Сегментов {k}, как и просили"),
        )
    } else {
        (
            format!("{k} segments explain journeys that were held out best"),
            format!("Отложенные пути лучше всего объясняет деление на {k}"),
        )
    };
    en += &format!(
        ": {gain:+.2} nats a journey over one segment, doubt taken off; resampled journeys agree at {stability:.2}."
    );
    ru += &format!(
        ": {}{} ната на путь против одного сегмента, сомнения вычтены; подвыборки согласны на {}.",
        if gain > 0.0 { "+" } else { "" },
        comma(gain),
        comma(stability)
    );
    if wished && gain <= 0.0 {
        en += " The evidence alone would not divide so.";
        ru += " Сами данные такого деления не требуют.";
    }
    local(en, ru)
}

fn comma(number: f64) -> String {
    format!("{number:.2}").replace('.', ",").replace('-', "−")
}
