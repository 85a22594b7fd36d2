//! The order of a list that two people changed.

use crate::diff::unmoved;
use std::collections::{HashMap, HashSet};

/// The order of `kept`, and the ids both sides moved to different places.
///
/// Ours is the ground; what they added or moved comes after the neighbour it follows on their side, behind what we added
/// there.
pub(super) fn order(
    base: &[&str],
    ours: &[&str],
    theirs: &[&str],
    kept: &HashSet<&str>,
) -> (Vec<String>, Vec<String>) {
    let (by_us, by_them) = (moved(base, ours), moved(base, theirs));
    let in_ours: HashSet<&str> = ours.iter().copied().collect();
    let in_theirs: HashSet<&str> = theirs.iter().copied().collect();
    let in_base: HashSet<&str> = base.iter().copied().collect();
    let twice = by_us
        .iter()
        .filter(|(id, _)| kept.contains(*id))
        .filter(|(id, place)| by_them.get(*id).is_some_and(|other| other != *place));
    let mut twice: Vec<String> = twice.map(|(id, _)| (*id).to_owned()).collect();
    twice.sort();
    let follows_them =
        |id: &str| !in_ours.contains(id) || by_them.contains_key(id) && !by_us.contains_key(id);

    // A chain from the start of the list; `None` stands before the first.
    let mut next: HashMap<Option<&str>, &str> = HashMap::new();
    let mut placed: HashSet<&str> = HashSet::new();
    let mut last = None;
    for id in ours
        .iter()
        .copied()
        .filter(|id| kept.contains(id) && !follows_them(id))
    {
        next.insert(last, id);
        placed.insert(id);
        last = Some(id);
    }
    let only_ours = |id: &str| !in_theirs.contains(id) && !in_base.contains(id);
    // What both sides lost and the map still needs comes where it stood.
    for (list, first) in [(theirs, true), (base, false)] {
        let mut before = None;
        for id in list.iter().copied() {
            if kept.contains(id) && !placed.contains(id) && (!first || follows_them(id)) {
                let mut at = before;
                while let Some(ours) = next.get(&at).filter(|next| only_ours(next)) {
                    at = Some(*ours);
                }
                if let Some(after) = next.insert(at, id) {
                    next.insert(Some(id), after);
                }
                placed.insert(id);
            }
            if placed.contains(id) {
                before = Some(id);
            }
        }
    }
    let mut order = Vec::with_capacity(kept.len());
    let mut at = None;
    while let Some(id) = next.get(&at) {
        order.push((*id).to_owned());
        at = Some(*id);
    }
    (order, twice)
}

/// Ids that do not stand in the order of the base, with the neighbour they follow now.
fn moved<'a>(base: &[&'a str], now: &[&'a str]) -> HashMap<&'a str, Option<&'a str>> {
    let at: HashMap<&str, usize> = now.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let both: Vec<(&str, usize)> = base.iter().filter_map(|id| Some((*id, *at.get(id)?))).collect();
    let kept = unmoved(&both.iter().map(|(_, position)| *position).collect::<Vec<_>>());
    let turned = both.into_iter().zip(kept).filter(|(_, kept)| !kept);
    turned
        .map(|((id, position), _)| (id, position.checked_sub(1).map(|before| now[before])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::order;
    use std::collections::HashSet;

    fn check(base: &str, ours: &str, theirs: &str, kept: &str, expected: &str) {
        let list = |ids: &'static str| -> Vec<&str> { ids.split_whitespace().collect() };
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let kept: HashSet<&str> = list(leak(kept)).into_iter().collect();
        let (order, twice) = order(&list(leak(base)), &list(leak(ours)), &list(leak(theirs)), &kept);
        let twice = if twice.is_empty() {
            String::new()
        } else {
            format!(" ! {}", twice.join(" "))
        };
        assert_eq!(
            format!("{}{twice}", order.join(" ")),
            expected,
            "{base} | {ours} | {theirs}"
        );
    }

    #[test]
    fn both_orders_are_kept_as_far_as_they_can_be() {
        check("a b c", "a b c", "a b c", "a b c", "a b c");
        check("a b c", "a x b c", "a y b c", "a b c x y", "a x y b c");
        check("a b c", "a b c x", "y a b c", "a b c x y", "y a b c x");
        check("a b c", "c a b", "a b c", "a b c", "c a b");
        check("a b c", "a b c", "c a b", "a b c", "c a b");
        check("a b c", "c a b", "c a b", "a b c", "c a b");
        check("a b c", "a c", "a b x c", "a c x", "a x c");
        check("a b c d", "d a b c", "a d b c", "a b c d", "d a b c ! d");
        check("a b c", "a c", "b a c", "a b c", "b a c");
        check("", "x", "y", "x y", "x y");
    }
}
