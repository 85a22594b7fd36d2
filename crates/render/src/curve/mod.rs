//! The emotion curve: monotone cubic interpolation, which never leaves the range of its data.
//!
//! Source: F. N. Fritsch, R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM J. Numer. Anal. 17 (1980).
//! A smoother curve (Catmull–Rom, natural spline) would overshoot: it would show feelings nobody had.

pub(crate) mod series;

use crate::scene::Seg;

/// Cubic segments through the points, in order of x; empty for fewer than two. The caller gives increasing x.
///
/// Between two neighbouring points the curve stays between their heights, so a peak of the curve is a point.
pub(crate) fn monotone(points: &[(f32, f32)]) -> Vec<Seg> {
    let (Some(&(x0, y0)), true) = (points.first(), points.len() > 1) else {
        return Vec::new();
    };
    let slopes = slopes(points);
    let mut segs = vec![Seg::Move(x0, y0)];
    for (pair, m) in points.windows(2).zip(slopes.windows(2)) {
        let [(xa, ya), (xb, yb)] = [pair[0], pair[1]];
        let third = (xb - xa) / 3.0;
        segs.push(Seg::Cubic(
            xa + third,
            ya + m[0] * third,
            xb - third,
            yb - m[1] * third,
            xb,
            yb,
        ));
    }
    segs
}

/// The same curve from its end to its start, beginning with a line to the end.
pub(crate) fn backwards(segs: &[Seg]) -> Vec<Seg> {
    let mut pieces = Vec::new();
    let mut at = (0.0, 0.0);
    for seg in segs {
        match *seg {
            Seg::Move(x, y) | Seg::Line(x, y) => at = (x, y),
            Seg::Cubic(a, b, c, d, x, y) => {
                pieces.push((at, (a, b), (c, d)));
                at = (x, y);
            }
            Seg::Close => {}
        }
    }
    let mut back = vec![Seg::Line(at.0, at.1)];
    for (start, first, second) in pieces.into_iter().rev() {
        back.push(Seg::Cubic(second.0, second.1, first.0, first.1, start.0, start.1));
    }
    back
}

/// The slope of the curve at each point, limited so that each piece is monotone.
fn slopes(points: &[(f32, f32)]) -> Vec<f32> {
    let secants: Vec<f32> = points
        .windows(2)
        .map(|p| (p[1].1 - p[0].1) / (p[1].0 - p[0].0))
        .collect();
    let last = secants.len();
    let mut slopes: Vec<f32> = (0..points.len())
        .map(|i| match i {
            0 => secants[0],
            i if i == last => secants[last - 1],
            i if secants[i - 1] * secants[i] <= 0.0 => 0.0,
            i => (secants[i - 1] + secants[i]) / 2.0,
        })
        .collect();
    for (i, secant) in secants.iter().enumerate() {
        if *secant == 0.0 {
            (slopes[i], slopes[i + 1]) = (0.0, 0.0);
            continue;
        }
        let (a, b) = (slopes[i] / secant, slopes[i + 1] / secant);
        let length = a.hypot(b);
        if length > 3.0 {
            (slopes[i], slopes[i + 1]) = (3.0 * a / length * secant, 3.0 * b / length * secant);
        }
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heights of the curve at 64 places of every piece.
    fn heights(segs: &[Seg]) -> Vec<Vec<f32>> {
        let mut at = 0.0;
        let mut pieces = Vec::new();
        for seg in segs {
            match *seg {
                Seg::Move(_, y) => at = y,
                Seg::Cubic(_, b, _, d, _, y) => {
                    let point = |t: f32| {
                        let u = 1.0 - t;
                        u * u * u * at + 3.0 * u * u * t * b + 3.0 * u * t * t * d + t * t * t * y
                    };
                    pieces.push((0..=64).map(|k| point(k as f32 / 64.0)).collect());
                    at = y;
                }
                _ => unreachable!("a curve has one start and cubic pieces"),
            }
        }
        pieces
    }

    #[test]
    fn the_curve_stays_between_neighbours_and_runs_one_way_between_them() {
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut random = move || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 40) as f32 / (1_u64 << 24) as f32
        };
        for round in 0..2_000 {
            let mut x = 0.0;
            let points: Vec<(f32, f32)> = (0..2 + round % 12)
                .map(|_| {
                    x += 20.0 + 400.0 * random();
                    // Coarse, so that equal neighbours occur.
                    (x, (random() * 9.0).floor() * 20.0)
                })
                .collect();
            for (piece, pair) in heights(&monotone(&points)).iter().zip(points.windows(2)) {
                let (lo, hi) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
                assert!(
                    piece.iter().all(|y| (lo - 1e-3..=hi + 1e-3).contains(y)),
                    "round {round}: {points:?}"
                );
                let up = pair[1].1 >= pair[0].1;
                let one_way = piece.windows(2).all(|w| {
                    if up {
                        w[1] >= w[0] - 1e-3
                    } else {
                        w[1] <= w[0] + 1e-3
                    }
                });
                assert!(one_way, "round {round}: {points:?}");
            }
        }
    }

    #[test]
    fn the_series_that_misleads_other_curves_stays_on_the_scale() {
        let points: Vec<(f32, f32)> = [1.0, 2.0, 2.0, -2.0, -2.0, 1.0]
            .iter()
            .enumerate()
            .map(|(i, y)| (i as f32, *y))
            .collect();
        assert!(
            heights(&monotone(&points))
                .concat()
                .iter()
                .all(|y| (-2.0..=2.0).contains(y))
        );
    }

    #[test]
    fn one_point_is_no_curve() {
        assert_eq!(monotone(&[(1.0, 1.0)]), []);
        assert_eq!(monotone(&[]), []);
    }
}
