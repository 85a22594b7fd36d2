//! Two linear problems over sparse rows, by dual coordinate descent.

/// Rows of (column, value), columns below `columns`.
pub(super) struct Rows<'r> {
    pub rows: &'r [Vec<(u32, f32)>],
    pub columns: usize,
}

/// Passes over all rows. Both problems are near their end after ten; more change the third digit.
const PASSES: usize = 25;

/// Weights of a support vector machine with squared hinge loss (Hsieh et al. 2008, algorithm 1, L2 loss): the smallest
/// `½|w|² + Σ costᵢ·max(0, 1 − yᵢ w·xᵢ)²`. `good` is y, `costs` one for each row.
pub(super) fn separate(rows: &Rows, good: &[bool], costs: &[f32]) -> Vec<f32> {
    let mut weights = vec![0f32; rows.columns];
    let mut duals = vec![0f32; rows.rows.len()];
    let sizes: Vec<f32> = rows.rows.iter().map(|row| squared(row)).collect();
    for_passes(rows.rows.len(), |at| {
        let row = &rows.rows[at];
        let sign = if good[at] { 1.0 } else { -1.0 };
        let diagonal = 0.5 / costs[at];
        let gradient = sign * product(row, &weights) - 1.0 + duals[at] * diagonal;
        let dual = (duals[at] - gradient / (sizes[at] + diagonal)).max(0.0);
        let change = (dual - duals[at]) * sign;
        duals[at] = dual;
        add(row, change, &mut weights);
    });
    weights
}

/// Weights of ridge regression: the smallest `penalty·|w|² + Σ (w·xᵢ − yᵢ)²`.
pub(super) fn regress(rows: &Rows, values: &[f32], penalty: f32) -> Vec<f32> {
    let mut weights = vec![0f32; rows.columns];
    let mut duals = vec![0f32; rows.rows.len()];
    let sizes: Vec<f32> = rows.rows.iter().map(|row| squared(row)).collect();
    for_passes(rows.rows.len(), |at| {
        let row = &rows.rows[at];
        let change = (values[at] - product(row, &weights) - penalty * duals[at]) / (sizes[at] + penalty);
        duals[at] += change;
        add(row, change, &mut weights);
    });
    weights
}

/// Slope and offset that make a probability of a margin, `1/(1+e^−(slope·margin+offset))`: Platt 1999 with the
/// targets of its section 2.2, by Newton's method (Lin, Lin & Weng 2007).
pub(super) fn platt(margins: &[(f32, bool)]) -> (f32, f32) {
    let n_good = margins.iter().filter(|(_, good)| *good).count() as f64;
    let n_bad = margins.len() as f64 - n_good;
    let (target_good, target_bad) = ((n_good + 1.0) / (n_good + 2.0), 1.0 / (n_bad + 2.0));
    let (mut slope, mut offset) = (1.0f64, ((n_good + 1.0) / (n_bad + 1.0)).ln());
    for _ in 0..60 {
        let (mut g1, mut g2, mut h11, mut h12, mut h22) = (0.0, 0.0, 1e-9, 0.0, 1e-9);
        for (margin, good) in margins {
            let margin = f64::from(*margin);
            let says = 1.0 / (1.0 + (-(slope * margin + offset)).exp());
            let miss = says - if *good { target_good } else { target_bad };
            let spread = says * (1.0 - says);
            g1 += miss * margin;
            g2 += miss;
            h11 += spread * margin * margin;
            h12 += spread * margin;
            h22 += spread;
        }
        let determinant = (h11 * h22 - h12 * h12).max(1e-12);
        let (d1, d2) = (
            (h22 * g1 - h12 * g2) / determinant,
            (h11 * g2 - h12 * g1) / determinant,
        );
        // Steps of more than this overshoot where the classes are far apart.
        slope -= d1.clamp(-2.0, 2.0);
        offset -= d2.clamp(-2.0, 2.0);
        if d1.abs() + d2.abs() < 1e-9 {
            break;
        }
    }
    (slope as f32, offset as f32)
}

/// Visits every row in every pass, in an order that looks random and is always the same.
fn for_passes(n: usize, mut visit: impl FnMut(usize)) {
    let mut order: Vec<u32> = (0..n as u32).collect();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..PASSES {
        for at in (1..n).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(at, (state % (at as u64 + 1)) as usize);
        }
        for at in &order {
            visit(*at as usize);
        }
    }
}

fn squared(row: &[(u32, f32)]) -> f32 {
    row.iter().map(|(_, value)| value * value).sum()
}

pub(super) fn product(row: &[(u32, f32)], weights: &[f32]) -> f32 {
    row.iter()
        .map(|(column, value)| value * weights[*column as usize])
        .sum()
}

fn add(row: &[(u32, f32)], times: f32, weights: &mut [f32]) {
    if times != 0.0 {
        for (column, value) in row {
            weights[*column as usize] += times * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ridge_finds_the_line_and_the_machine_the_side() {
        let rows: Vec<Vec<(u32, f32)>> = (-5..=5).map(|x| vec![(0, x as f32), (1, 1.0)]).collect();
        let rows = Rows {
            rows: &rows,
            columns: 2,
        };
        let values: Vec<f32> = (-5..=5).map(|x| 2.0 * x as f32 + 3.0).collect();
        let line = regress(&rows, &values, 1e-3);
        assert!(
            (line[0] - 2.0).abs() < 0.01 && (line[1] - 3.0).abs() < 0.01,
            "{line:?}"
        );
        let good: Vec<bool> = (-5..=5).map(|x| x > 1).collect();
        let sides = separate(&rows, &good, &[10.0; 11]);
        for (row, good) in rows.rows.iter().zip(good) {
            assert_eq!(product(row, &sides) > 0.0, good);
        }
    }

    #[test]
    fn a_margin_becomes_the_share_that_is_good() {
        // At margin 1 three of four are good, at −1 one of four.
        let margins: Vec<(f32, bool)> = (0..400)
            .map(|n| (if n < 200 { 1.0 } else { -1.0 }, n % 4 != 0))
            .collect();
        let margins: Vec<(f32, bool)> = margins
            .into_iter()
            .map(|(margin, most)| (margin, most == (margin > 0.0)))
            .collect();
        let (slope, offset) = platt(&margins);
        let at = |margin: f32| 1.0 / (1.0 + (-(slope * margin + offset)).exp());
        assert!((at(1.0) - 0.75).abs() < 0.02 && (at(-1.0) - 0.25).abs() < 0.02);
    }
}
