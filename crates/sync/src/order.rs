//! Places between places: strings that sort as the records stand, with always room for one more between two.
//!
//! A key is a whole number and a fraction in base 62, written so that the order of the strings is the order of the
//! numbers. The first letter says how many digits the whole number has: `a` one, `b` two … `Z` one below zero, `Y`
//! two. The fraction never ends in `0`. The way is known as fractional indexing (Figma 2017, rocicorp 2021); what the
//! browser writes and what this writes mix freely.

/// The digits in the order of their bytes.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The whole number no smaller one of can be written.
const SMALLEST: &str = "A00000000000000000000000000";
/// Longer keys come from thousands of moves to one and the same place, or from no editor at all.
pub const KEY_CHARS_MAX: usize = 512;

/// A key of a place.
pub fn is_key(text: &str) -> bool {
    let Some(whole) = whole(text) else { return false };
    text.len() <= KEY_CHARS_MAX
        && text != SMALLEST
        && text.bytes().skip(1).all(|b| b.is_ascii_alphanumeric())
        && !(text.len() > whole.len() && text.ends_with('0'))
}

/// The key of a place after `after` and before `before`; `None` is the end of the list.
///
/// Where there is no place between the two (they are equal, turned round or no keys), the place is after `after`.
pub fn between(after: Option<&str>, before: Option<&str>) -> String {
    let after = after.filter(|key| is_key(key));
    let before = before.filter(|key| is_key(key) && after.is_none_or(|after| after < *key));
    match (after, before) {
        (None, None) => "a0".to_owned(),
        (None, Some(before)) => {
            let (whole, fraction) = parts(before);
            if whole == SMALLEST {
                format!("{whole}{}", middle("", Some(fraction)))
            } else if !fraction.is_empty() {
                whole.to_owned()
            } else {
                smaller(whole).unwrap_or_else(|| format!("{SMALLEST}{}", middle("", None)))
            }
        }
        (Some(after), None) => {
            let (whole, fraction) = parts(after);
            larger(whole).unwrap_or_else(|| format!("{whole}{}", middle(fraction, None)))
        }
        (Some(after), Some(before)) => {
            let (whole, fraction) = parts(after);
            let (whole_before, fraction_before) = parts(before);
            if whole == whole_before {
                return format!("{whole}{}", middle(fraction, Some(fraction_before)));
            }
            match larger(whole) {
                Some(next) if next.as_str() < before => next,
                _ => format!("{whole}{}", middle(fraction, None)),
            }
        }
    }
}

/// `n` keys in order between the two, spread so that they stay short.
pub fn spread(after: Option<&str>, before: Option<&str>, n: usize) -> Vec<String> {
    let mut keys = Vec::with_capacity(n);
    fill(after, before, n, &mut keys);
    keys
}

fn fill(after: Option<&str>, before: Option<&str>, n: usize, keys: &mut Vec<String>) {
    if n == 0 {
        return;
    }
    if before.is_none() {
        let mut last = after.map(str::to_owned);
        for _ in 0..n {
            let key = between(last.as_deref(), None);
            keys.push(key.clone());
            last = Some(key);
        }
        return;
    }
    let left = n / 2;
    let key = between(after, before);
    fill(after, Some(&key), left, keys);
    keys.push(key.clone());
    fill(Some(&key), before, n - left - 1, keys);
}

/// The whole number a key begins with.
fn whole(key: &str) -> Option<&str> {
    let digits = match key.bytes().next()? {
        head @ b'a'..=b'z' => usize::from(head - b'a') + 1,
        head @ b'A'..=b'Z' => usize::from(b'Z' - head) + 1,
        _ => return None,
    };
    key.get(..=digits)
}

fn parts(key: &str) -> (&str, &str) {
    let whole = whole(key).unwrap_or(key);
    (whole, &key[whole.len()..])
}

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|d| *d == byte).unwrap_or(0)
}

/// The next whole number; `None` after the largest.
fn larger(whole: &str) -> Option<String> {
    let mut bytes = whole.as_bytes().to_vec();
    for byte in bytes[1..].iter_mut().rev() {
        let next = digit(*byte) + 1;
        if next < DIGITS.len() {
            *byte = DIGITS[next];
            return text(bytes);
        }
        *byte = DIGITS[0];
    }
    match bytes[0] {
        b'Z' => Some("a0".to_owned()),
        b'z' => None,
        head => {
            bytes[0] = head + 1;
            if head >= b'a' {
                bytes.push(DIGITS[0]);
            } else {
                bytes.pop();
            }
            text(bytes)
        }
    }
}

/// The whole number before; `None` before the smallest.
fn smaller(whole: &str) -> Option<String> {
    let last = DIGITS[DIGITS.len() - 1];
    let mut bytes = whole.as_bytes().to_vec();
    for byte in bytes[1..].iter_mut().rev() {
        if let Some(next) = digit(*byte).checked_sub(1) {
            *byte = DIGITS[next];
            return text(bytes);
        }
        *byte = last;
    }
    match bytes[0] {
        b'a' => Some(format!("Z{}", last as char)),
        b'A' => None,
        head => {
            bytes[0] = head - 1;
            if head > b'a' {
                bytes.pop();
            } else {
                bytes.push(last);
            }
            text(bytes)
        }
    }
}

fn text(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok()
}

/// A fraction between two, the second larger or 1 when left out; as short as can be.
fn middle(after: &str, before: Option<&str>) -> String {
    let mut found = String::new();
    let (mut after, mut before) = (after.as_bytes(), before.map(str::as_bytes));
    loop {
        let low = after.first().map_or(0, |b| digit(*b));
        let high = before.map_or(DIGITS.len(), |b| b.first().map_or(0, |b| digit(*b)));
        if before.is_some() && low == high {
            // The same digit: whatever lies between differs further on.
            found.push(DIGITS[low] as char);
            after = after.get(1..).unwrap_or_default();
            before = before.map(|b| b.get(1..).unwrap_or_default());
            continue;
        }
        if high - low > 1 {
            found.push(DIGITS[(low + high).div_ceil(2).min(DIGITS.len() - 1)] as char);
            return found;
        }
        // Neighbouring digits: the larger one alone, if something follows it, else further behind the smaller.
        if let Some(first) = before.filter(|b| b.len() > 1) {
            found.push(first[0] as char);
            return found;
        }
        found.push(DIGITS[low] as char);
        after = after.get(1..).unwrap_or_default();
        before = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_lies_between_its_neighbours() {
        for (after, before, key) in [
            (None, None, "a0"),
            (None, Some("a0"), "Zz"),
            (Some("a0"), None, "a1"),
            (Some("a0"), Some("a1"), "a0V"),
            (Some("a0V"), Some("a1"), "a0l"),
            (Some("Zz"), Some("a0"), "ZzV"),
            (Some("Zz"), Some("a1"), "a0"),
            (None, Some("Y00"), "Xzzz"),
            (Some("bzz"), None, "c000"),
            (Some("a0"), Some("a0V"), "a0G"),
            (Some("a0"), Some("a0G"), "a08"),
            (Some("b125"), Some("b129"), "b127"),
            (Some("a0"), Some("a1V"), "a1"),
            (None, Some("a0V"), "a0"),
            (None, Some("b999"), "b99"),
            (
                Some("zzzzzzzzzzzzzzzzzzzzzzzzzzy"),
                None,
                "zzzzzzzzzzzzzzzzzzzzzzzzzzz",
            ),
            (
                Some("zzzzzzzzzzzzzzzzzzzzzzzzzzz"),
                None,
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzV",
            ),
        ] {
            assert_eq!(between(after, before), key, "{after:?} {before:?}");
        }
    }

    #[test]
    fn there_is_always_room_for_one_more() {
        let mut seed = 7_u64;
        let mut keys = vec![between(None, None)];
        for _ in 0..4_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (seed >> 33) as usize % (keys.len() + 1);
            let after = at.checked_sub(1).map(|i| keys[i].as_str());
            let key = between(after, keys.get(at).map(String::as_str));
            assert!(is_key(&key), "{key}");
            keys.insert(at, key);
        }
        assert!(keys.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn always_before_the_first_and_always_behind_the_first_stay_in_order() {
        let (mut first, second) = (between(None, None), between(Some("a0"), None));
        let mut inner = second.clone();
        for _ in 0..2_000 {
            let before = between(None, Some(&first));
            assert!(before < first && is_key(&before));
            first = before;
        }
        for _ in 0..2_000 {
            let key = between(Some("a0"), Some(&inner));
            assert!("a0" < key.as_str() && key < inner, "{key} {inner}");
            inner = key;
        }
    }

    #[test]
    fn many_keys_at_once_are_in_order_and_short() {
        for (after, before) in [(None, None), (Some("a0"), Some("a1")), (None, Some("a0"))] {
            let keys = spread(after, before, 6_000);
            assert!(keys.is_sorted_by(|a, b| a < b));
            assert!(keys.iter().all(|key| key.len() <= 8 && is_key(key)));
            assert!(after.is_none_or(|after| after < keys[0].as_str()));
            assert!(before.is_none_or(|before| keys[5_999].as_str() < before));
        }
    }

    #[test]
    fn what_is_no_key_counts_as_an_end() {
        for bad in ["", "a", "0", "a00", "б0", "a0\u{1F600}", SMALLEST, "-", "zz"] {
            assert!(!is_key(bad), "{bad}");
            assert_eq!(between(Some(bad), None), "a0");
        }
        assert_eq!(
            between(Some("a5"), Some("a5")),
            "a6",
            "between equals: after the first"
        );
        assert_eq!(
            between(Some("a5"), Some("a3")),
            "a6",
            "turned round: after the first"
        );
    }
}
