//! The rooms of a workspace: every change of a map goes through the room that holds it.

mod store;

use crate::app::{AppError, Author, Workspace, now_rfc3339};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::CatalogStore;
use tropa_catalog::{Catalog, CatalogError, MapId};
use tropa_map::Map;
use tropa_sync::room::{EditError, OpenError, Seen, close};
use tropa_sync::{Room, RoomLimits};

/// A room that was just closing is opened anew this often; once is the rule.
const TRIES_MAX: u32 = 5;

/// A place where one room is opened at a time.
type Slot = Arc<tokio::sync::Mutex<Option<Room>>>;

/// The open rooms of a workspace, by map.
#[derive(Debug)]
pub(crate) struct Rooms {
    open: Mutex<HashMap<MapId, Slot>>,
    runtime: tokio::runtime::Handle,
    limits: RoomLimits,
}

impl Rooms {
    /// No rooms yet; they will run on the runtime.
    pub fn on(runtime: tokio::runtime::Handle) -> Self {
        Self {
            open: Mutex::default(),
            runtime,
            limits: RoomLimits::DEFAULT,
        }
    }

    fn slot(&self, id: &MapId) -> Slot {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(open.entry(id.clone()).or_default())
    }

    /// Forgets rooms that ended by themselves.
    fn sweep(&self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, slot| match slot.try_lock() {
            Ok(room) => room.as_ref().is_some_and(Room::is_open) || Arc::strong_count(slot) > 1,
            Err(_) => true,
        });
    }

    /// The room of the map, opened where it is not.
    async fn room(&self, catalog: &Catalog, id: &MapId) -> Result<Room, AppError> {
        self.sweep();
        let slot = self.slot(id);
        let mut held = slot.lock().await;
        if let Some(room) = held.as_ref().filter(|room| room.is_open()) {
            return Ok(room.clone());
        }
        let store = CatalogStore {
            catalog: catalog.clone(),
            id: id.clone(),
        };
        let room = Room::open(id.as_str(), store, self.limits, &self.runtime)
            .await
            .map_err(|error| open_error(id, error))?;
        *held = Some(room.clone());
        Ok(room)
    }

    /// The room of the map if it is open now.
    async fn open_room(&self, id: &MapId) -> Option<Room> {
        let slot = {
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.get(id).cloned()
        };
        let room = slot?.lock().await.clone();
        room.filter(Room::is_open)
    }

    fn all(&self) -> Vec<Slot> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().cloned().collect()
    }
}

fn open_error(id: &MapId, error: OpenError<CatalogError>) -> AppError {
    AppError::Catalog(match error {
        OpenError::Store(error) => error,
        OpenError::Saved(error) => CatalogError::Damaged {
            what: "map",
            id: id.to_string(),
            source: Box::new(error),
        },
    })
}

impl Workspace {
    /// The room of a map, for a connection.
    pub(crate) async fn room(&self, id: &MapId) -> Result<Room, AppError> {
        self.rooms.room(&self.catalog, id).await
    }

    /// The map as it is in its room, which is opened where it is not.
    pub(crate) async fn live_map(&self, id: &MapId) -> Result<Seen, AppError> {
        for _ in 0..TRIES_MAX {
            if let Some(seen) = self.room(id).await?.get().await {
                return Ok(seen);
            }
        }
        Err(busy())
    }

    /// The map as it is in its room, if that is open.
    pub(crate) async fn map_in_open_room(&self, id: &MapId) -> Option<Seen> {
        self.rooms.open_room(id).await?.get().await
    }

    /// Makes the map what `wanted` says, on behalf of `author`, who came by `via`. See [`Room::edit`].
    pub(crate) async fn edit_live(
        &self,
        id: &MapId,
        author: &Author,
        via: &str,
        base: Option<Arc<Map>>,
        wanted: Arc<Map>,
        seen: Option<u64>,
    ) -> Result<Seen, AppError> {
        let author = tropa_sync::store::Author {
            person: Some(author.id.clone()),
            name: author.name.clone(),
            via: via.to_owned(),
        };
        for _ in 0..TRIES_MAX {
            let room = self.room(id).await?;
            let edited = room
                .edit(author.clone(), base.clone(), Arc::clone(&wanted), seen)
                .await;
            match edited {
                Ok(seen) => return Ok(seen),
                Err(EditError::Closing) => {}
                Err(EditError::Changed { seen, seq }) => {
                    return Err(AppError::Catalog(CatalogError::MapChanged {
                        id: id.clone(),
                        seen,
                        revision: seq,
                    }));
                }
                Err(EditError::NotSaved(reason)) => {
                    tracing::error!("a change of the map {id} could not be saved: {reason}");
                    return Err(busy());
                }
            }
        }
        Err(busy())
    }

    /// Changes a map on somebody's behalf: `work` makes a new map of the present one, and their difference is made in
    /// the room, whatever others do meanwhile. Call it where waiting is allowed.
    pub(crate) fn change_live<T>(
        &self,
        id: &MapId,
        author: &Author,
        via: &str,
        work: impl FnOnce(&mut Map) -> Result<T, AppError>,
    ) -> Result<(T, Seen), AppError> {
        let before = self.wait(self.live_map(id))?;
        let mut map = (*before.map).clone();
        let outcome = work(&mut map)?;
        if map == *before.map {
            return Ok((outcome, before));
        }
        let problems = tropa_map::validate(&map);
        if !problems.is_empty() {
            return Err(AppError::WrongMap { problems });
        }
        let base = Some(before.map);
        let seen = self.wait(self.edit_live(id, author, via, base, Arc::new(map), None))?;
        Ok((outcome, seen))
    }

    /// Tells everybody who has the map open to fetch something again: `comments`, `suggestions`, `versions`.
    pub fn tell_room(&self, id: &MapId, kind: &str, by: &Author) {
        let notice = serde_json::json!({"kind": kind, "by": by.id});
        self.wait(self.notice(id, notice));
    }

    /// Tells everybody who has any map of the workspace open to fetch something again: `voice`.
    pub(crate) fn tell_rooms(&self, kind: &str) {
        let notice = serde_json::json!({"kind": kind});
        self.wait(async {
            for slot in self.rooms.all() {
                // One that is just being opened reads what is new by itself.
                let room = slot.try_lock().ok().and_then(|room| room.clone());
                if let Some(room) = room.filter(Room::is_open) {
                    room.notice(notice.clone()).await;
                }
            }
        });
    }

    async fn notice(&self, id: &MapId, notice: Value) {
        if let Some(room) = self.rooms.open_room(id).await {
            room.notice(notice).await;
        }
    }

    /// Ends the room of a map, if it is open, so that what is on disk may be replaced or deleted. Everybody in it is
    /// sent away with the code.
    pub(crate) fn close_room(&self, id: &MapId, code: u16, save: bool) {
        self.wait(async {
            if let Some(room) = self.rooms.open_room(id).await {
                if code == close::NO_SUCH_MAP {
                    room.notice(serde_json::json!({"kind": "map_deleted"})).await;
                }
                room.close(code, save).await;
            }
        });
    }

    /// Leaves of a map's history nothing but its present state: what was taken out of it is in no earlier one either.
    pub(crate) fn forget_history(&self, id: &MapId) -> Result<(), AppError> {
        for _ in 0..TRIES_MAX {
            // Closing saves the state: it has the deletions, and no more what was deleted.
            self.close_room(id, close::GOING_AWAY, true);
            let forgotten = self.wait(async {
                let room = self.room(id).await?;
                let Some(kept) = room.present_state().await else {
                    return Ok(None);
                };
                room.close(close::GOING_AWAY, false).await;
                let now = now_rfc3339();
                let forgotten = self
                    .catalog
                    .forget_history(id, kept.seq, &kept.map, &kept.state, &now);
                match forgotten.await {
                    Ok(_) => Ok(Some(())),
                    // Somebody came in meanwhile and edited.
                    Err(CatalogError::MapChanged { .. }) => Ok(None),
                    Err(other) => Err(AppError::from(other)),
                }
            })?;
            if forgotten.is_some() {
                return Ok(());
            }
        }
        Err(busy())
    }

    /// Writes what all rooms hold and ends them: the server stops.
    pub async fn close_rooms(&self) {
        self.answered.end();
        for slot in self.rooms.all() {
            let room = slot.lock().await.take();
            if let Some(room) = room {
                room.close(close::GOING_AWAY, true).await;
            }
        }
    }
}

fn busy() -> AppError {
    crate::app::Fault::new(
        crate::ErrorCode::Internal,
        "the map could not be written just now; try again",
        "записать карту сейчас не удалось; попробуйте ещё раз",
    )
    .into()
}
