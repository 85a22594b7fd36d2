//! Who is in a room, and where on the map they are.

use crate::wire::{self, Frame, PresenceOf};
use serde_json::Value;
use std::collections::BTreeMap;

/// Windows of one connection; more is no browser.
const CLIENTS_PER_CONNECTION_MAX: usize = 4;
/// States in one room; people beyond are there unseen.
const STATES_MAX: usize = 1_000;

/// Who a connection belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
}

struct One {
    connection: u64,
    person: String,
    clock: u64,
    state: String,
}

/// The states of all clients in a room.
#[derive(Default)]
pub struct Presence(BTreeMap<u64, One>);

impl Presence {
    /// Takes what a connection says about itself; what it says about others is dropped. Returns what the others are to
    /// be told.
    pub fn take(&mut self, connection: u64, person: &Person, states: &[PresenceOf<'_>]) -> Option<Frame> {
        let mut told = Vec::new();
        for state in states {
            if self.take_one(connection, person, state) {
                told.push(state.clone());
            }
        }
        (!told.is_empty()).then(|| wire::awareness(told))
    }

    fn take_one(&mut self, connection: u64, person: &Person, told: &PresenceOf<'_>) -> bool {
        if told.state.len() > wire::PRESENCE_BYTES_MAX {
            return false;
        }
        let known = self.0.get(&told.client);
        if known.is_some_and(|one| one.person != person.id || one.clock > told.clock) {
            return false;
        }
        if told.state == "null" {
            return self.0.remove(&told.client).is_some();
        }
        if !is_of(told.state, person) {
            return false;
        }
        if known.is_none() {
            let of_connection = self.0.values().filter(|one| one.connection == connection).count();
            if of_connection >= CLIENTS_PER_CONNECTION_MAX || self.0.len() >= STATES_MAX {
                return false;
            }
        }
        self.0.insert(
            told.client,
            One {
                connection,
                person: person.id.clone(),
                clock: told.clock,
                state: told.state.to_owned(),
            },
        );
        true
    }

    /// Everybody's state; `None` in an empty room.
    pub fn all(&self) -> Option<Frame> {
        if self.0.is_empty() {
            return None;
        }
        Some(wire::awareness(self.0.iter().map(|(client, one)| PresenceOf {
            client: *client,
            clock: one.clock,
            state: &one.state,
        })))
    }

    /// Forgets a connection; returns what the others are to be told.
    pub fn leave(&mut self, connection: u64) -> Option<Frame> {
        let mut left = Vec::new();
        self.0.retain(|client, one| {
            if one.connection == connection {
                left.push((*client, one.clock + 1));
            }
            one.connection != connection
        });
        (!left.is_empty()).then(|| {
            wire::awareness(left.iter().map(|(client, clock)| PresenceOf {
                client: *client,
                clock: *clock,
                state: "null",
            }))
        })
    }
}

fn is_of(state: &str, person: &Person) -> bool {
    let Ok(state) = serde_json::from_str::<Value>(state) else {
        return false;
    };
    let user = &state["user"];
    user["id"].as_str() == Some(&person.id) && user["name"].as_str() == Some(&person.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{FromClient, read};

    fn person(id: &str) -> Person {
        Person {
            id: id.into(),
            name: "Анна".into(),
        }
    }

    fn state(id: &str, name: &str) -> String {
        serde_json::json!({"user": {"id": id, "name": name, "colour": "#fff"}}).to_string()
    }

    #[test]
    fn nobody_can_be_somebody_else() {
        let mut presence = Presence::default();
        let said = |state: &str, presence: &mut Presence, connection, who: &str| {
            let told = PresenceOf {
                client: 5,
                clock: 1,
                state,
            };
            presence.take(connection, &person(who), &[told]).is_some()
        };
        assert!(!said(&state("b", "Анна"), &mut presence, 1, "a"), "another's id");
        assert!(
            !said(&state("a", "Борис"), &mut presence, 1, "a"),
            "another's name"
        );
        assert!(said(&state("a", "Анна"), &mut presence, 1, "a"));
        assert!(
            !said(&state("b", "Анна"), &mut presence, 2, "b"),
            "the window of somebody else"
        );
        assert!(
            !said("null", &mut presence, 2, "b"),
            "nobody is sent away by others"
        );
        assert!(!said("not json", &mut presence, 1, "a"));
        assert!(!said(&"x".repeat(5_000), &mut presence, 1, "a"));
    }

    #[test]
    fn who_leaves_is_told_to_the_others() {
        let mut presence = Presence::default();
        let own = state("a", "Анна");
        let told = PresenceOf {
            client: 5,
            clock: 7,
            state: &own,
        };
        assert!(presence.take(1, &person("a"), &[told]).is_some());
        let frame = presence.leave(1).expect("somebody left");
        let Some(FromClient::Awareness(left)) = read(&frame) else {
            panic!("{frame:?}")
        };
        assert_eq!((left[0].client, left[0].clock, left[0].state), (5, 8, "null"));
        assert!(presence.all().is_none());
    }
}
