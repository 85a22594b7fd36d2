//! How often something may be tried.

use crate::app::{ErrorCode, Fault};
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Keys remembered at once; beyond it, those whose time is over are forgotten, and then all: memory stays bounded even
/// against somebody with very many addresses.
const KEYS_MAX: usize = 50_000;

/// What is counted, how often it may be within how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    name: &'static str,
    most: u32,
    within: Duration,
}

const QUARTER: Duration = Duration::from_secs(15 * 60);
const HOUR: Duration = Duration::from_secs(3600);

/// A person mistypes a few times; a program guesses for hours.
pub(super) const PASSWORDS_OF_ACCOUNT: Limit = limit("account", 10, QUARTER);
/// An office behind one address signs in on Monday morning.
pub(super) const PASSWORDS_OF_ADDRESS: Limit = limit("address", 60, QUARTER);
pub(super) const SETUP_CODES: Limit = limit("setup", 20, QUARTER);
/// Letters to one mailbox.
pub(super) const RESETS_OF_ACCOUNT: Limit = limit("reset", 3, HOUR);
pub(super) const RESETS_OF_ADDRESS: Limit = limit("resets", 20, HOUR);
pub(super) const PASSWORDS_OF_LINK: Limit = limit("link", 20, QUARTER);
/// Secrets of links, invitations and resets that are not there.
pub(super) const UNKNOWN_SECRETS: Limit = limit("secret", 60, QUARTER);
pub(super) const COMMENTS_OF_GUESTS: Limit = limit("guest comments", 30, HOUR);
/// A tablet in a shop, an office or a mobile network behind one address; a flood is more.
pub(super) const ANSWERS_OF_ADDRESS: Limit = limit("answers", 200, HOUR);
pub(super) const INVITATIONS: Limit = limit("invitations", 200, HOUR);

const fn limit(name: &'static str, most: u32, within: Duration) -> Limit {
    Limit { name, most, within }
}

/// By what is counted and whose tries they are: when the time is over, and how many there were.
type Tries = HashMap<(&'static str, String), (Instant, u32)>;

/// Tries so far, in memory: a restart forgets them.
#[derive(Debug, Default)]
pub(super) struct Limits {
    tries: Mutex<Tries>,
}

impl Limits {
    /// Counts one more try of `who`; refused when there were too many within the limit's time.
    pub fn take(&self, limit: Limit, who: &str) -> Result<(), Fault> {
        self.take_at(limit, who, Instant::now())
    }

    /// Forgets the tries of `who`: the last one was right.
    pub fn forget(&self, limit: Limit, who: &str) {
        self.tries().remove(&(limit.name, who.to_owned()));
    }

    fn take_at(&self, limit: Limit, who: &str, now: Instant) -> Result<(), Fault> {
        let mut tries = self.tries();
        if tries.len() >= KEYS_MAX {
            tries.retain(|_, (ends, _)| *ends > now);
            if tries.len() >= KEYS_MAX {
                tries.clear();
            }
        }
        let (ends, count) = tries
            .entry((limit.name, who.to_owned()))
            .or_insert((now + limit.within, 0));
        if *ends <= now {
            (*ends, *count) = (now + limit.within, 0);
        }
        if *count >= limit.most {
            return Err(too_many(ends.duration_since(now).as_secs() + 1));
        }
        *count += 1;
        Ok(())
    }

    fn tries(&self) -> std::sync::MutexGuard<'_, Tries> {
        self.tries.lock().expect("nothing panics while holding it")
    }
}

pub(super) fn too_many(after_s: u64) -> Fault {
    let minutes = after_s.div_ceil(60);
    let mut fault = Fault::new(
        ErrorCode::TooManyTries,
        format!("too many tries; try again in {minutes} min"),
        format!("слишком много попыток; попробуйте через {minutes} мин"),
    );
    fault.retry_after_s = Some(after_s);
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_try_one_waits_until_the_time_is_over() {
        let (limits, now) = (Limits::default(), Instant::now());
        let ten = PASSWORDS_OF_ACCOUNT;
        for _ in 0..10 {
            limits.take_at(ten, "ann", now).unwrap();
        }
        let refused = limits
            .take_at(ten, "ann", now + Duration::from_secs(60))
            .unwrap_err();
        assert_eq!(
            (refused.code, refused.retry_after_s),
            (ErrorCode::TooManyTries, Some(841))
        );
        limits.take_at(ten, "bob", now).unwrap();
        limits.take_at(PASSWORDS_OF_ADDRESS, "ann", now).unwrap();
        limits.take_at(ten, "ann", now + QUARTER).unwrap();
    }

    #[test]
    fn a_right_password_wipes_the_slate() {
        let (limits, now) = (Limits::default(), Instant::now());
        for _ in 0..100 {
            limits.take_at(PASSWORDS_OF_ACCOUNT, "ann", now).unwrap();
            limits.forget(PASSWORDS_OF_ACCOUNT, "ann");
        }
    }
}
