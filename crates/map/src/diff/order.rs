//! Which of the things in a list kept their order.

/// Marks the longest part of `positions` that rises: what stays when as little as possible is moved.
///
/// Patience sorting (Fredman 1975): n log n.
pub(crate) fn unmoved(positions: &[usize]) -> Vec<bool> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; positions.len()];
    for (i, position) in positions.iter().enumerate() {
        let pile = piles.partition_point(|top| positions[*top] < *position);
        before[i] = pile.checked_sub(1).map(|left| piles[left]);
        match piles.get_mut(pile) {
            Some(top) => *top = i,
            None => piles.push(i),
        }
    }
    let mut kept = vec![false; positions.len()];
    let mut at = piles.last().copied();
    while let Some(i) = at {
        kept[i] = true;
        at = before[i];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::unmoved;

    #[test]
    fn as_little_as_possible_is_moved() {
        assert_eq!(unmoved(&[0, 1, 2, 3]), [true; 4]);
        assert_eq!(unmoved(&[1, 2, 3, 0]), [true, true, true, false]);
        assert_eq!(unmoved(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(unmoved(&[]), [] as [bool; 0]);
    }
}
