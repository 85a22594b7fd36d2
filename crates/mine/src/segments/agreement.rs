//! How far two divisions of the same people agree.

use std::collections::BTreeMap;

/// Adjusted Rand index (Hubert and Arabie 1985): 1 for the same division under any names, 0 on average for chance.
///
/// Both lists give the part of each item, in the same order. Two divisions into one part each agree: 1.
pub fn adjusted_rand(a: &[u32], b: &[u32]) -> f64 {
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let mut cells: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let (mut rows, mut columns): (BTreeMap<u32, f64>, BTreeMap<u32, f64>) = Default::default();
    for (&a, &b) in a.iter().zip(b) {
        *cells.entry((a, b)).or_default() += 1.0;
        *rows.entry(a).or_default() += 1.0;
        *columns.entry(b).or_default() += 1.0;
    }
    let all = pairs(a.len().min(b.len()) as f64);
    let together: f64 = cells.values().map(|&n| pairs(n)).sum();
    let in_rows: f64 = rows.values().map(|&n| pairs(n)).sum();
    let in_columns: f64 = columns.values().map(|&n| pairs(n)).sum();
    let expected = in_rows * in_columns / all.max(1.0);
    let most = (in_rows + in_columns) / 2.0;
    if most - expected < 1e-9 {
        return 1.0;
    }
    (together - expected) / (most - expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_do_not_matter_and_chance_is_nought() {
        assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[7, 7, 3, 3]), 1.0);
        assert!(adjusted_rand(&[0, 0, 1, 1], &[0, 1, 0, 1]) < 0.0);
        // Hubert and Arabie's table: one of three put elsewhere.
        assert!((adjusted_rand(&[0, 0, 1, 1], &[0, 0, 1, 2]) - 0.571_428_57).abs() < 1e-6);
        assert_eq!(adjusted_rand(&[0, 0], &[1, 1]), 1.0);
    }
}
