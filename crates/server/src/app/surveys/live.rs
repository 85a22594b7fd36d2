//! Who wants to know when somebody answers.

use super::store::StoredAnswers;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::broadcast;

/// Answers told and not yet heard; a listener that falls behind counts anew.
const WAITING_MAX: usize = 256;

/// Tells ids of surveys that were answered, and keeps what was.
#[derive(Debug)]
pub(crate) struct Answered {
    told: broadcast::Sender<String>,
    /// Somebody is about to move answers into the lake.
    moving: AtomicBool,
    pub(super) stored: StoredAnswers,
}

impl Default for Answered {
    fn default() -> Self {
        Self {
            told: broadcast::Sender::new(WAITING_MAX),
            moving: AtomicBool::new(false),
            stored: StoredAnswers::default(),
        }
    }
}

impl Answered {
    pub fn tell(&self, survey: &str) {
        // Nobody listens: nothing to tell.
        let _ = self.told.send(survey.to_owned());
    }

    /// Ends all listening: the server stops. An empty id says so.
    pub fn end(&self) {
        let _ = self.told.send(String::new());
    }

    /// Whether the caller is the one to move answers into the lake; others leave it to that one.
    pub fn takes_moving(&self) -> bool {
        !self.moving.swap(true, Ordering::AcqRel)
    }

    /// From now on somebody else may: said before the queue is read, so that nothing is left behind.
    pub fn begins_moving(&self) {
        self.moving.store(false, Ordering::Release);
    }

    pub fn listen(&self) -> broadcast::Receiver<String> {
        self.told.subscribe()
    }
}
