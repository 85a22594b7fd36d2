use tropa_voice::drivers::{Column, Quadrant, drivers};
use tropa_voice::survey::Rules;

fn column(name: &str, performance: Option<f64>, values: impl Iterator<Item = f64>) -> Column {
    Column {
        name: name.into(),
        values: values.map(Some).collect(),
        performance,
    }
}

/// A number between −1 and 1 that looks drawn by chance.
fn noise(i: usize, salt: u64) -> f64 {
    let mut z = (i as u64 + 1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(salt.wrapping_mul(0xbf58_476d_1ce4_e5b9));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

#[test]
fn unrelated_drivers_share_as_their_squared_correlations() {
    // An orthogonal design: y = 2a + b, so a explains 4/5 and b 1/5, c nothing.
    let rows = 64_usize;
    let sign = |i: usize, bit: usize| if i >> bit & 1 == 1 { 1.0 } else { -1.0 };
    let y: Vec<Option<f64>> = (0..rows).map(|i| Some(2.0 * sign(i, 0) + sign(i, 1))).collect();
    let columns = [
        column("c", Some(-1.0), (0..rows).map(|i| sign(i, 2))),
        column("a", Some(-0.5), (0..rows).map(|i| sign(i, 0))),
        column("b", Some(1.5), (0..rows).map(|i| -sign(i, 1))),
    ];
    let found = drivers(&y, &columns, 1, &Rules::default());
    assert!((found.r2 - 1.0).abs() < 1e-12);
    let told: Vec<(&str, i64, u32)> = found
        .items
        .iter()
        .map(|driver| {
            (
                driver.name.as_str(),
                (driver.share * 1000.0).round() as i64,
                driver.rank,
            )
        })
        .collect();
    assert_eq!(told, [("a", 800, 1), ("b", 200, 2), ("c", 0, 3)]);
    assert!(found.items[1].correlation < 0.0, "more of b is worse");
    assert_eq!(found.items[0].quadrant, Some(Quadrant::MendFirst));
    assert_eq!(found.items[1].quadrant, Some(Quadrant::PossiblyOverdone));
    assert_eq!(found.items[2].quadrant, Some(Quadrant::LowPriority));
}

#[test]
fn two_drivers_that_are_one_share_alike_and_nothing_is_divided_by_zero() {
    let rows = 400;
    let a: Vec<f64> = (0..rows).map(|i| noise(i, 1)).collect();
    let y: Vec<Option<f64>> = (0..rows).map(|i| Some(a[i] + noise(i, 2))).collect();
    let columns = [
        column("a", None, a.iter().copied()),
        column("the same", None, a.iter().map(|x| 3.0 * x + 100.0)),
        column("constant", None, std::iter::repeat_n(5.0, rows)),
    ];
    let found = drivers(&y, &columns, 1, &Rules::default());
    let share = |name: &str| found.items.iter().find(|d| d.name == name).unwrap().share;
    assert!((share("a") - 0.5).abs() < 1e-9 && (share("the same") - 0.5).abs() < 1e-9);
    assert!(share("constant").abs() < 1e-12);
    assert!((0.3..0.7).contains(&found.r2), "{}", found.r2);
}

#[test]
fn ranks_of_nearly_equal_drivers_overlap_and_of_clear_ones_do_not() {
    let rows = 300;
    let x = |salt| (0..rows).map(move |i| noise(i, salt));
    let y: Vec<Option<f64>> = (0..rows)
        .map(|i| Some(3.0 * noise(i, 1) + 0.8 * noise(i, 2) + 0.8 * noise(i, 3) + noise(i, 9)))
        .collect();
    let columns = [
        column("clear", None, x(1)),
        column("near", None, x(2)),
        column("nearly", None, x(3)),
    ];
    let found = drivers(&y, &columns, 5, &Rules::default());
    assert_eq!((found.items[0].rank_lo, found.items[0].rank_hi), (1, 1));
    assert!(
        found.items[1..].iter().all(|d| (d.rank_lo, d.rank_hi) == (2, 3)),
        "{found:?}"
    );
    assert!(found.items.iter().all(|d| d.lo <= d.share && d.share <= d.hi));
    assert_eq!(found, drivers(&y, &columns, 5, &Rules::default()));
}

#[test]
fn rows_with_gaps_are_left_out_and_counted_and_too_few_give_a_reason() {
    let y: Vec<Option<f64>> = (0..50).map(|i| (i % 5 != 0).then_some(noise(i, 1))).collect();
    let columns = [column("a", None, (0..50).map(|i| noise(i, 2)))];
    let found = drivers(&y, &columns, 1, &Rules::default());
    assert_eq!((found.n, found.n_left_out, found.items.len()), (40, 10, 1));
    let five: Vec<Column> = (0..5)
        .map(|k| column(&k.to_string(), None, (0..50).map(|i| noise(i, k))))
        .collect();
    let found = drivers(&y, &five, 1, &Rules::default());
    assert!(found.items.is_empty() && found.suppressed.unwrap().get("en").contains("50 on"));
    let flat = drivers(&[Some(1.0); 50], &columns, 1, &Rules::default());
    assert!(flat.suppressed.is_some());
}
