//! R² of every subset of drivers from one table of covariances, and the mean gain of each driver over all orders.

/// Covariances of the drivers and, last, of the outcome.
pub(super) struct Moments {
    width: usize,
    covariances: Vec<f64>,
}

/// A driver that the others foretell to this part of its variance adds nothing.
const SINGULAR: f64 = 1e-9;

impl Moments {
    /// Over as many rows as there are, `row(i)` naming the i-th.
    pub(super) fn of(rows: &[Vec<f64>], width: usize, mut row: impl FnMut(usize) -> usize) -> Self {
        let n = rows.len().max(1) as f64;
        // Values less the first row's: a large common offset costs no digits.
        let zero = vec![0.0; width];
        let origin = rows.first().unwrap_or(&zero);
        let mut sums = vec![0.0; width];
        let mut products = vec![0.0; width * width];
        let mut values = vec![0.0; width];
        for at in 0..rows.len() {
            let drawn = &rows[row(at)];
            for i in 0..width {
                values[i] = drawn[i] - origin[i];
                sums[i] += values[i];
                for j in 0..=i {
                    products[i * width + j] += values[i] * values[j];
                }
            }
        }
        let mut covariances = vec![0.0; width * width];
        for i in 0..width {
            for j in 0..=i {
                let value = products[i * width + j] / n - sums[i] * sums[j] / (n * n);
                covariances[i * width + j] = value;
                covariances[j * width + i] = value;
            }
        }
        Self { width, covariances }
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.covariances[i * self.width + j]
    }

    fn outcome(&self) -> usize {
        self.width - 1
    }

    /// The outcome does not vary.
    pub(super) fn is_flat(&self) -> bool {
        self.at(self.outcome(), self.outcome()) <= 1e-12
    }

    pub(super) fn correlation(&self, driver: usize) -> f64 {
        let y = self.outcome();
        let below = (self.at(driver, driver) * self.at(y, y)).sqrt();
        if below > 0.0 {
            self.at(driver, y) / below
        } else {
            0.0
        }
    }

    /// R² of the outcome on the drivers in the bits of `subset`, by Cholesky's method; drivers that others foretell are
    /// passed over.
    fn r2(&self, subset: usize) -> f64 {
        let y = self.outcome();
        let all: Vec<usize> = (0..y).filter(|i| subset >> i & 1 == 1).collect();
        let mut kept: Vec<(usize, Vec<f64>, f64)> = Vec::with_capacity(all.len());
        let mut explained = 0.0;
        for &i in &all {
            let mut line = Vec::with_capacity(kept.len() + 1);
            let mut rest = self.at(i, i);
            let mut with_y = self.at(i, y);
            for (k, (other, their, their_y)) in kept.iter().enumerate() {
                let mut value = self.at(i, *other);
                for m in 0..k {
                    value -= line[m] * their[m];
                }
                value /= their[k];
                rest -= value * value;
                with_y -= value * their_y;
                line.push(value);
            }
            if rest <= SINGULAR * self.at(i, i).max(f64::MIN_POSITIVE) {
                continue;
            }
            let root = rest.sqrt();
            line.push(root);
            let weight = with_y / root;
            explained += weight * weight;
            kept.push((i, line, weight));
        }
        (explained / self.at(y, y)).clamp(0.0, 1.0)
    }
}

/// R² of all drivers, and each one's part of it: parts add up to 1 (to 0 where nothing is explained).
pub(super) fn shares(moments: &Moments) -> (f64, Vec<f64>) {
    let p = moments.outcome();
    if moments.is_flat() {
        return (0.0, vec![0.0; p]);
    }
    let r2: Vec<f64> = (0..1_usize << p).map(|subset| moments.r2(subset)).collect();
    let whole = r2[r2.len() - 1];
    // Of all p! orders, |S|!(p−|S|−1)! have exactly S before the driver.
    let weight: Vec<f64> = (0..p)
        .map(|size| {
            let choose = (0..size).fold(1.0, |c, k| c * (p - 1 - k) as f64 / (k + 1) as f64);
            1.0 / (p as f64 * choose)
        })
        .collect();
    let mut parts = vec![0.0; p];
    for (subset, before) in r2.iter().enumerate() {
        for (driver, part) in parts.iter_mut().enumerate() {
            if subset >> driver & 1 == 0 {
                let gain = r2[subset | 1 << driver] - before;
                *part += weight[subset.count_ones() as usize] * gain;
            }
        }
    }
    if whole > 0.0 {
        parts.iter_mut().for_each(|part| *part /= whole);
    }
    (whole, parts)
}
