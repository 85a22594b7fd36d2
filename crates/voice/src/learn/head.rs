//! What was learned of one language.

use super::Example;
use super::features::Grams;
use super::solve::{Rows, platt, regress, separate};
use crate::reader::TextWeighed;
use rustc_hash::FxHashMap;
use tropa_model::Feeling;

/// What a model says of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// How the text is felt, −2..=+2.
    pub feeling: Feeling,
    /// Probability that it is good rather than bad, calibrated for the share of good texts it was trained on.
    pub good: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Hash of an n-gram → what it weighs.
    pub(super) words: FxHashMap<u32, Weight>,
    pub(super) letters: FxHashMap<u32, Weight>,
    /// Weights of what the word lists say, then the constant, for the sign and for the value.
    pub(super) sign: [f32; LISTS + 1],
    pub(super) value: [f32; LISTS + 1],
    /// Slope and offset of the margin's logistic curve.
    pub(super) curve: (f32, f32),
}

/// An n-gram: its rarity, and its part in the sign and in the value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weight {
    pub rarity: f32,
    pub sign: f32,
    pub value: f32,
}

/// Numbers the word lists give of a text.
pub(super) const LISTS: usize = 3;
/// Word n-grams of fewer texts teach chance.
const WORD_TEXTS_MIN: u32 = 2;
const LETTER_TEXTS_MIN: u32 = 3;
/// N-grams of one block, at most: those of most texts. Bounds the memory of a model to some 20 MB a language.
const GRAMS_MAX: usize = 400_000;
/// Smoothing of the log-count ratio, in units of TF-IDF.
const SMOOTHING: f32 = 0.1;
/// Cost of a text on the wrong side. 0.3 was best of 0.1, 0.3 and 1 on development halves.
const COST: f32 = 0.3;
/// Penalty of the value's regression.
const PENALTY: f32 = 3.0;
/// Parts of which each is told by what the others taught: for the curve and for the report.
const PARTS: usize = 5;

impl Head {
    /// What all examples teach, and what each example's place was told by a head that the other parts taught. `None`
    /// where there are not both good and bad texts.
    pub fn train(examples: &[&Example]) -> Option<(Self, Vec<(usize, Prediction)>)> {
        let (mut margins, mut told) = (Vec::new(), Vec::new());
        for part in 0..PARTS {
            let others: Vec<&Example> = pick(examples, |at| at % PARTS != part);
            let head = Self::fit(&others)?;
            for (at, example) in examples.iter().enumerate().skip(part).step_by(PARTS) {
                let (margin, value) = head.weigh(&example.grams, &example.weighed);
                told.push((at, margin, value));
                if let Some(good) = example.good() {
                    margins.push((margin, good));
                }
            }
        }
        let mut head = Self::fit(examples)?;
        head.curve = platt(&margins);
        let told = told
            .into_iter()
            .map(|(at, margin, value)| (at, head.say(margin, value)))
            .collect();
        Some((head, told))
    }

    fn fit(examples: &[&Example]) -> Option<Self> {
        let words = Block::new(examples, |grams| &grams.words, WORD_TEXTS_MIN, 0);
        let letters = Block::new(
            examples,
            |grams| &grams.letters,
            LETTER_TEXTS_MIN,
            words.columns(),
        );
        let columns = words.columns() + letters.columns();
        let plain: Vec<Vec<(u32, f32)>> = examples
            .iter()
            .map(|example| {
                let mut row = words.row(&example.grams.words);
                row.extend(letters.row(&example.grams.letters));
                row
            })
            .collect();
        let ratios = ratios(&plain, examples, &words, &letters)?;
        let rows: Vec<Vec<(u32, f32)>> = plain
            .into_iter()
            .zip(examples)
            .map(|(mut row, example)| {
                for (column, value) in &mut row {
                    *value *= ratios[*column as usize];
                }
                let lists = lists(&example.weighed);
                row.extend(
                    lists
                        .iter()
                        .enumerate()
                        .map(|(n, value)| ((columns + n) as u32, *value)),
                );
                row
            })
            .collect();
        let all_columns = columns + LISTS + 1;
        let sign = {
            let sided: Vec<usize> = (0..rows.len())
                .filter(|at| examples[*at].good().is_some())
                .collect();
            let good: Vec<bool> = sided
                .iter()
                .map(|at| examples[*at].good() == Some(true))
                .collect();
            let share = good.iter().filter(|good| **good).count() as f32 / good.len() as f32;
            // Both sides weigh the same: a few bad texts among thousands of good ones are what is looked for.
            let costs: Vec<f32> = good
                .iter()
                .map(|good| COST * 0.5 / if *good { share } else { 1.0 - share })
                .collect();
            let rows: Vec<Vec<(u32, f32)>> = sided.iter().map(|at| rows[*at].clone()).collect();
            separate(
                &Rows {
                    rows: &rows,
                    columns: all_columns,
                },
                &good,
                &costs,
            )
        };
        let values: Vec<f32> = examples.iter().map(|example| example.feeling as f32).collect();
        let mean = values.iter().sum::<f32>() / values.len() as f32;
        let centred: Vec<f32> = values.iter().map(|value| value - mean).collect();
        let value = regress(
            &Rows {
                rows: &rows,
                columns: all_columns,
            },
            &centred,
            PENALTY,
        );
        let weights = |block: &Block| {
            block
                .index
                .iter()
                .map(|(hash, (column, rarity))| {
                    let at = *column as usize;
                    let weight = Weight {
                        rarity: *rarity,
                        sign: sign[at] * ratios[at],
                        value: value[at] * ratios[at],
                    };
                    (*hash, weight)
                })
                .collect()
        };
        let tail = |weights: &[f32]| std::array::from_fn(|n| weights[columns + n]);
        let mut of_value: [f32; LISTS + 1] = tail(&value);
        of_value[LISTS] += mean;
        Some(Self {
            words: weights(&words),
            letters: weights(&letters),
            sign: tail(&sign),
            value: of_value,
            curve: (1.0, 0.0),
        })
    }

    pub fn predict(&self, grams: &Grams, weighed: &TextWeighed) -> Prediction {
        let (margin, value) = self.weigh(grams, weighed);
        self.say(margin, value)
    }

    fn say(&self, margin: f32, value: f32) -> Prediction {
        let logit = f64::from(self.curve.0 * margin + self.curve.1);
        Prediction {
            feeling: Feeling(f64::from(value).clamp(-2.0, 2.0)),
            good: 1.0 / (1.0 + (-logit).exp()),
        }
    }

    pub fn features(&self) -> usize {
        self.words.len() + self.letters.len()
    }

    /// Margin of the sign, and value.
    fn weigh(&self, grams: &Grams, weighed: &TextWeighed) -> (f32, f32) {
        let lists = lists(weighed);
        let mut margin = product_of(&lists, &self.sign);
        let mut value = product_of(&lists, &self.value);
        for (weights, counts) in [(&self.words, &grams.words), (&self.letters, &grams.letters)] {
            let (mut of_sign, mut of_value, mut squares) = (0.0, 0.0, 0.0);
            for (hash, n) in counts {
                let Some(weight) = weights.get(hash) else { continue };
                let amount = damped(*n);
                let size = amount * weight.rarity;
                squares += size * size;
                of_sign += size * weight.sign;
                of_value += size * weight.value;
            }
            if squares > 0.0 {
                margin += of_sign / squares.sqrt();
                value += of_value / squares.sqrt();
            }
        }
        (margin, value)
    }
}

/// Good over bad texts, by how much more of each column stands in them: ln of the ratio, smoothed.
fn ratios(
    rows: &[Vec<(u32, f32)>],
    examples: &[&Example],
    words: &Block,
    letters: &Block,
) -> Option<Vec<f32>> {
    let columns = words.columns() + letters.columns();
    let mut sums = [vec![SMOOTHING; columns], vec![SMOOTHING; columns]];
    let mut any = [false; 2];
    for (row, example) in rows.iter().zip(examples) {
        let Some(good) = example.good() else { continue };
        let side = usize::from(good);
        any[side] = true;
        for (column, value) in row {
            sums[side][*column as usize] += value;
        }
    }
    if any != [true; 2] {
        return None;
    }
    let total = |side: &Vec<f32>| side.iter().map(|sum| f64::from(*sum)).sum::<f64>();
    let offset = (total(&sums[0]) / total(&sums[1])).ln() as f32;
    let [bad, good] = sums;
    Some(
        good.iter()
            .zip(&bad)
            .map(|(good, bad)| (good / bad).ln() + offset)
            .collect(),
    )
}

/// What the word lists say, as numbers between −1 and 1 or so, and the constant 1.
fn lists(weighed: &TextWeighed) -> [f32; LISTS + 1] {
    let feeling = weighed.feeling() as f32 / 2.0;
    [
        feeling,
        weighed.good.ln_1p() / 3.0,
        -weighed.bad.ln_1p() / 3.0,
        1.0,
    ]
}

fn product_of(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn damped(n: u16) -> f32 {
    1.0 + f32::from(n).ln()
}

fn pick<'e>(examples: &[&'e Example], keep: impl Fn(usize) -> bool) -> Vec<&'e Example> {
    examples
        .iter()
        .enumerate()
        .filter(|(at, _)| keep(*at))
        .map(|(_, example)| *example)
        .collect()
}

/// N-grams of one kind: which column each has, and its rarity.
struct Block {
    index: FxHashMap<u32, (u32, f32)>,
}

impl Block {
    fn new(
        examples: &[&Example],
        of: impl Fn(&Grams) -> &Vec<(u32, u16)>,
        texts_min: u32,
        first: usize,
    ) -> Self {
        let mut texts: FxHashMap<u32, u32> = FxHashMap::default();
        for example in examples {
            for (hash, _) in of(&example.grams) {
                *texts.entry(*hash).or_default() += 1;
            }
        }
        let mut kept: Vec<(u32, u32)> = texts.into_iter().filter(|(_, n)| *n >= texts_min).collect();
        kept.sort_unstable_by_key(|(hash, n)| (std::cmp::Reverse(*n), *hash));
        kept.truncate(GRAMS_MAX);
        let all = examples.len() as f32;
        let index = kept
            .into_iter()
            .enumerate()
            .map(|(at, (hash, n))| {
                (
                    hash,
                    ((first + at) as u32, ((1.0 + all) / (1.0 + n as f32)).ln() + 1.0),
                )
            })
            .collect();
        Self { index }
    }

    fn columns(&self) -> usize {
        self.index.len()
    }

    /// TF-IDF of a text, of length 1.
    fn row(&self, counts: &[(u32, u16)]) -> Vec<(u32, f32)> {
        let mut row: Vec<(u32, f32)> = counts
            .iter()
            .filter_map(|(hash, n)| {
                let (column, rarity) = self.index.get(hash)?;
                Some((*column, damped(*n) * rarity))
            })
            .collect();
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        for (_, value) in &mut row {
            *value /= length;
        }
        row
    }
}
