//! Figures of merit.

use crate::half::Seeded;

/// Balanced accuracy of saying good where `says > threshold`: the mean of the shares of good and of bad ones told
/// rightly. Each pair is what is said and whether it is good.
pub fn balanced_accuracy(said: &[(f64, bool)], threshold: f64) -> f64 {
    let share = |good: bool| {
        let of: Vec<f64> = said
            .iter()
            .filter(|(_, is)| *is == good)
            .map(|(says, _)| *says)
            .collect();
        let right = of
            .iter()
            .map(|says| match says.partial_cmp(&threshold) {
                Some(std::cmp::Ordering::Equal) | None => 0.5,
                Some(order) => f64::from(u8::from((order == std::cmp::Ordering::Greater) == good)),
            })
            .sum::<f64>();
        right / of.len().max(1) as f64
    };
    (share(true) + share(false)) / 2.0
}

/// The threshold with the best balanced accuracy.
pub fn best_threshold(said: &[(f64, bool)]) -> f64 {
    let mut values: Vec<f64> = said.iter().map(|(says, _)| *says).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let step = (values.len() / 200).max(1);
    values
        .windows(2)
        .step_by(step)
        .map(|pair| (pair[0] + pair[1]) / 2.0)
        .chain([0.0])
        .max_by(|a, b| balanced_accuracy(said, *a).total_cmp(&balanced_accuracy(said, *b)))
        .unwrap_or(0.0)
}

/// Pearson's correlation.
pub fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let (mx, my) = pairs
        .iter()
        .fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xy += (x - mx) * (y - my);
        xx += (x - mx).powi(2);
        yy += (y - my).powi(2);
    }
    xy / (xx * yy).sqrt()
}

/// Expected calibration error over ten bins of confidence: the mean of |share that is right − confidence|, weighed by
/// the items in a bin (Guo et al. 2017).
pub fn calibration_error(said: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0, 0u32); 10];
    for (confidence, right) in said {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        bin.0 += confidence;
        bin.1 += f64::from(u8::from(*right));
        bin.2 += 1;
    }
    bins.iter()
        .map(|(confidence, right, _)| (confidence - right).abs())
        .sum::<f64>()
        / said.len().max(1) as f64
}

/// Mean over the classes of F1. Each pair is what is said and what is so.
pub fn macro_f1(pairs: &[(&str, &str)], classes: &[&str]) -> f64 {
    let f1 = |class: &str| {
        let right = pairs
            .iter()
            .filter(|(says, is)| *says == class && *is == class)
            .count() as f64;
        let said = pairs.iter().filter(|(says, _)| *says == class).count() as f64;
        let so = pairs.iter().filter(|(_, is)| *is == class).count() as f64;
        if said + so == 0.0 {
            0.0
        } else {
            2.0 * right / (said + so)
        }
    };
    classes.iter().map(|class| f1(class)).sum::<f64>() / classes.len() as f64
}

/// The 95 % interval of `of` over 500 bootstrap samples of `items`.
pub fn interval<T: Clone>(items: &[T], of: impl Fn(&[T]) -> f64) -> (f64, f64) {
    let mut seeded = Seeded(7);
    let mut values: Vec<f64> = (0..500)
        .map(|_| {
            let sample: Vec<T> = (0..items.len())
                .map(|_| items[seeded.below(items.len())].clone())
                .collect();
            of(&sample)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    (values[12], values[487])
}
