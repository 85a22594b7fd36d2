use super::*;
use crate::Random;
use tropa_model::Journeys;

fn variants(walks: &[Vec<u32>], activities: usize) -> Variants {
    let mut journeys = Journeys {
        activities: (0..activities).map(|a| format!("a{a}")).collect(),
        starts: vec![0],
        ..Journeys::default()
    };
    for walk in walks {
        journeys.codes.extend(walk);
        journeys.starts.push(journeys.codes.len());
    }
    journeys.times_us = vec![0; journeys.codes.len()];
    journeys.variants().0
}

/// Journeys along `ways`, each step left out with probability `noise`, and as often another one added after it.
fn walked(ways: &[Vec<u32>], activities: usize, noise: f64, n: usize, seed: u64) -> Vec<Vec<u32>> {
    let mut random = Random::new(seed, 0);
    (0..n)
        .map(|at| {
            let mut walk = Vec::new();
            for &step in &ways[at % ways.len()] {
                if !random.chance(noise) {
                    walk.push(step);
                }
                if random.chance(noise) {
                    walk.push(random.below(activities) as u32);
                }
            }
            walk
        })
        .collect()
}

#[test]
fn ways_are_found_that_hardly_anyone_walks_exactly() {
    let ways = [
        vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        vec![9, 3, 3, 7, 1, 0, 4, 2, 8, 6],
        vec![5, 2, 7, 7, 9, 0, 1, 6, 3, 4],
    ];
    let walks = walked(&ways, 10, 0.15, 1_200, 1);
    let exact = walks.iter().filter(|walk| ways.contains(walk)).count();
    assert!(exact < 100, "{exact} walk exactly: the test would be too easy");
    let found = representatives(&variants(&walks, 10), &RepresentOptions::default());
    let mut codes: Vec<Vec<u32>> = found.ways.iter().map(|way| way.codes.clone()).collect();
    codes.sort();
    let mut expected = ways.to_vec();
    expected.sort();
    assert_eq!(codes, expected);
    assert_eq!(
        found.other + found.ways.iter().map(|way| way.journeys).sum::<u64>(),
        1_200
    );
    for way in &found.ways {
        assert!(
            way.support.iter().all(|&support| (0.75..0.95).contains(&support)),
            "{way:?}"
        );
    }
}

#[test]
fn one_way_with_noise_is_one_way() {
    let ways = [vec![0, 1, 2, 3, 4, 5]];
    for seed in 0..5 {
        let found = representatives(
            &variants(&walked(&ways, 9, 0.1, 800, seed), 9),
            &RepresentOptions::default(),
        );
        assert_eq!(found.ways.len(), 1, "seed {seed}: {:?}", found.ways);
        assert_eq!(found.ways[0].codes, ways[0]);
    }
}

#[test]
fn as_many_ways_as_were_asked_for() {
    let ways = [vec![0, 1, 2, 3, 4, 5], vec![5, 4, 3, 2, 1, 0]];
    let variants = variants(&walked(&ways, 6, 0.1, 500, 3), 6);
    for count in [1, 2, 4] {
        let options = RepresentOptions {
            count: Some(count),
            ..RepresentOptions::default()
        };
        assert_eq!(representatives(&variants, &options).ways.len(), count as usize);
    }
}

#[test]
fn empty_journeys_follow_nobody_and_hinder_nobody() {
    assert_eq!(
        representatives(&Variants::default(), &RepresentOptions::default()).n,
        0
    );
    let mut walks = vec![vec![]; 3];
    walks.extend(vec![vec![0, 1, 2]; 7]);
    let found = representatives(&variants(&walks, 3), &RepresentOptions::default());
    assert_eq!((found.ways.len(), found.ways[0].exact, found.other), (1, 7, 3));
    assert_eq!(found.of, [Some(0), None]);
}

#[test]
fn a_large_log_finds_what_its_small_part_finds() {
    let ways = [vec![0, 1, 2, 3, 4, 5, 6, 7], vec![7, 3, 5, 1, 6, 2, 0, 4]];
    let large = representatives(
        &variants(&walked(&ways, 8, 0.1, 40_000, 5), 8),
        &RepresentOptions::default(),
    );
    let mut codes: Vec<Vec<u32>> = large.ways.iter().map(|way| way.codes.clone()).collect();
    codes.sort();
    assert_eq!(codes, ways);
    assert!(large.other < 400, "{}", large.other);
}
