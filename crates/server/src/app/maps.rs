//! Maps in the workspace and as files.

use crate::app::{AppError, Author, Via, Workspace, now_rfc3339};
use std::sync::Arc;
use tropa_catalog::{CatalogError, Made, MapId, MapSummary, Over, StoredMap};
use tropa_map::Map;
use tropa_model::LocalText;
use tropa_sync::room::{Seen, close};

/// A map as it lies in the workspace.
pub type MapView = StoredMap;

/// Maps of one name, told apart by a number after it; more of one name is a program that runs away.
const SAME_NAME_MAX: u32 = 10_000;

/// Words that stand where an id does in addresses of the API.
const TAKEN: [&str; 1] = ["import"];

/// From what a map is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MadeFrom {
    /// It was written as it is.
    Nothing,
    /// Name of the template.
    Template(String),
    /// Name of the file.
    File(String),
    /// Name of the source it was found in.
    Source(String),
    /// The map it is a copy of. Rights on that map hold on the copy: nobody sees by a copy what was hidden from them,
    /// and whoever may edit the first may edit the second, its maker among them.
    Copy(MapId),
}

impl MadeFrom {
    fn made(&self, by: &Author) -> Made {
        let (via, from, rights_of) = match self {
            Self::Nothing => ("made", String::new(), None),
            Self::Template(name) => ("template", name.clone(), None),
            Self::File(name) => ("import", name.clone(), None),
            Self::Source(name) => ("discovery", name.clone(), None),
            Self::Copy(map) => ("duplicate", map.to_string(), Some(map.clone())),
        };
        Made {
            person_id: Some(by.id.clone()),
            via: via.into(),
            from,
            rights_of,
        }
    }

    /// What the history says of a map that came `via` this `from` that.
    pub fn told(via: &str, from: &str) -> LocalText {
        let quoted =
            |en: &str, ru: &str| LocalText::en_ru(format!("{en} «{from}»"), format!("{ru} «{from}»"));
        match via {
            "template" => match tropa_map::templates::template(from) {
                Some(template) => template.map().title.0.into_iter().fold(
                    LocalText::default(),
                    |mut told, (lang, title)| {
                        let words = if lang == "ru" {
                            "Создана по шаблону"
                        } else {
                            "Made from the template"
                        };
                        told.0.insert(lang, format!("{words} «{title}»"));
                        told
                    },
                ),
                None => quoted("Made from the template", "Создана по шаблону"),
            },
            "import" if from.is_empty() => LocalText::en_ru("Read from a file", "Загружена из файла"),
            "import" => quoted("Read from the file", "Загружена из файла"),
            "discovery" => quoted("Found in the events of", "Найдена в событиях источника"),
            "duplicate" => quoted("A copy of the map", "Копия карты"),
            _ => LocalText::en_ru("The map was made", "Карта создана"),
        }
    }
}

impl Workspace {
    /// All maps, the last changed first.
    pub fn maps(&self) -> Result<Vec<MapSummary>, AppError> {
        Ok(self.wait(self.catalog.maps())?)
    }

    /// The map as it is now, with what people are editing at this moment.
    pub fn map(&self, id: &MapId) -> Result<MapView, AppError> {
        self.wait(async {
            if let Some(seen) = self.map_in_open_room(id).await {
                return Ok(view(seen));
            }
            let stored = self.catalog.map(id).await?;
            if self.catalog.map_seq(id).await? == stored.revision {
                return Ok(stored);
            }
            // The last edits are in the log only: whoever wrote them did not come to write the document.
            Ok(view(self.live_map(id).await?))
        })
    }

    /// [`Self::put_map_as`] by whoever works on this machine.
    pub fn put_map(&self, id: &MapId, map: &Map, over: Over) -> Result<u64, AppError> {
        self.put_map_as(id, map, over, &Author::local(Via::CommandLine))
    }

    /// Writes a map without mistakes and returns its new revision. Over a map that is there it is written as the edits
    /// that lead to it, credited to the author; who has it open sees them at once.
    pub fn put_map_as(&self, id: &MapId, map: &Map, over: Over, author: &Author) -> Result<u64, AppError> {
        self.put_map_via(id, map, over, author, author.via.word())
    }

    /// [`Self::put_map_as`]; `via` tells the history of a map that is there by what the change came.
    pub(crate) fn put_map_via(
        &self,
        id: &MapId,
        map: &Map,
        over: Over,
        author: &Author,
        via: &str,
    ) -> Result<u64, AppError> {
        if map.id != id.as_str() {
            let inside = map.id.chars().take(80).collect();
            return Err(AppError::OtherMap {
                inside,
                given: id.to_string(),
            });
        }
        let problems = tropa_map::validate(map);
        if !problems.is_empty() {
            return Err(AppError::WrongMap { problems });
        }
        self.wait(async {
            let seen = match over {
                Over::Nothing => None,
                Over::Revision(revision) => Some(revision),
                Over::Anything => None,
            };
            let is_there = match self.catalog.map_seq(id).await {
                Ok(_) => true,
                Err(CatalogError::NoSuchMap { .. }) => false,
                Err(other) => return Err(other.into()),
            };
            if over == Over::Nothing || !is_there {
                if let Over::Revision(_) = over {
                    return Err(CatalogError::NoSuchMap { id: id.clone() }.into());
                }
                let made = MadeFrom::Nothing.made(author);
                return Ok(self.catalog.make_map(id, map, &made, &now_rfc3339()).await?);
            }
            let wanted = Arc::new(map.clone());
            let written = self.edit_live(id, author, via, None, wanted, seen).await?;
            Ok(written.seq)
        })
    }

    /// Writes a new map without mistakes under the id `wanted`, or that with a number where there is such a map
    /// already. Returns the id and the revision. How it came to be is the first entry of its history.
    pub(crate) fn add_map(
        &self,
        mut map: Map,
        wanted: &str,
        from: &MadeFrom,
        by: &Author,
    ) -> Result<(MapId, u64), AppError> {
        let problems = tropa_map::validate(&map);
        if !problems.is_empty() {
            return Err(AppError::WrongMap { problems });
        }
        let made = from.made(by);
        let wanted = if wanted.is_empty() || TAKEN.contains(&wanted) {
            "map"
        } else {
            wanted
        };
        let mut number = 1;
        loop {
            let ending = if number == 1 {
                String::new()
            } else {
                format!("-{number}")
            };
            let room = MapId::LENGTH_MAX - ending.len();
            let id = format!("{}{ending}", wanted.chars().take(room).collect::<String>());
            let id = MapId::new(&id).map_err(|error| AppError::bad_map_id(&error))?;
            map.id = id.to_string();
            match self.wait(self.catalog.make_map(&id, &map, &made, &now_rfc3339())) {
                Err(CatalogError::MapExists { .. }) if number < SAME_NAME_MAX => number += 1,
                written => return Ok((id, written?)),
            }
        }
    }

    /// All maps, whole, by id.
    pub fn all_maps(&self) -> Result<Vec<Map>, AppError> {
        let mut ids: Vec<String> = self.maps()?.into_iter().map(|summary| summary.id).collect();
        ids.sort();
        ids.iter()
            .map(|id| {
                let id = MapId::new(id).map_err(|error| AppError::bad_map_id(&error))?;
                Ok(self.map(&id)?.map)
            })
            .collect()
    }

    /// Deletes the map with all that hangs on it. Who has it open is sent away.
    pub fn delete_map(&self, id: &MapId) -> Result<(), AppError> {
        self.close_room(id, close::NO_SUCH_MAP, false);
        Ok(self.wait(self.catalog.delete_map(id))?)
    }

    /// Reads a map's text; `file` names it in messages.
    pub fn parse_map(&self, text: &str, file: &str) -> Result<Map, AppError> {
        parse_map(text, file)
    }
}

fn view(seen: Seen) -> MapView {
    MapView {
        map: Arc::unwrap_or_clone(seen.map),
        revision: seen.seq,
        updated_at: seen.updated_at,
    }
}

/// Reads a map's text; `file` names it in messages.
pub fn parse_map(text: &str, file: &str) -> Result<Map, AppError> {
    tropa_map::parse(text).map_err(|source| AppError::Map {
        file: file.to_owned(),
        source,
    })
}
