//! What several maps share: personas, channels, touchpoints, systems, content, insights, metrics, departments with the
//! same library id.

use crate::document::{Channel, Item, ItemKind, Map, Persona};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// One thing of the library and the maps it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LibraryEntry {
    pub kind: LibraryKind,
    /// Equal on all maps that use it.
    pub library: String,
    /// As the first map says it.
    pub name: LocalText,
    /// Maps say different things about it: somebody changed one of them only.
    pub differs: bool,
    pub used: Vec<LibraryUse>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LibraryUse {
    /// Id of the map.
    pub map: String,
    pub title: LocalText,
    /// Id it has on that map.
    pub id: String,
    /// Cards, steps, lanes and moves that refer to it there.
    pub places: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LibraryKind {
    Persona,
    Channel,
    Touchpoint,
    System,
    Content,
    Insight,
    Metric,
    Department,
    EmployeeRole,
}

impl From<ItemKind> for LibraryKind {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Touchpoint => Self::Touchpoint,
            ItemKind::System => Self::System,
            ItemKind::Content => Self::Content,
            ItemKind::Insight => Self::Insight,
            ItemKind::Metric => Self::Metric,
            ItemKind::Department => Self::Department,
            ItemKind::EmployeeRole => Self::EmployeeRole,
        }
    }
}

/// A record that may be shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Shared {
    Persona(Box<Persona>),
    Channel(Channel),
    Item(Item),
}

impl Shared {
    fn kind(&self) -> LibraryKind {
        match self {
            Self::Persona(_) => LibraryKind::Persona,
            Self::Channel(_) => LibraryKind::Channel,
            Self::Item(item) => item.kind.into(),
        }
    }

    fn name(&self) -> &LocalText {
        match self {
            Self::Persona(persona) => &persona.name,
            Self::Channel(channel) => &channel.name,
            Self::Item(item) => &item.name,
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Persona(persona) => &persona.id,
            Self::Channel(channel) => &channel.id,
            Self::Item(item) => &item.id,
        }
    }

    fn library(&self) -> Option<&str> {
        let library = match self {
            Self::Persona(persona) => &persona.library,
            Self::Channel(channel) => &channel.library,
            Self::Item(item) => &item.library,
        };
        library.as_deref()
    }

    /// Without what belongs to one map: its id there and what it refers to there.
    fn bare(&self) -> Self {
        let mut bare = self.clone();
        match &mut bare {
            Self::Persona(persona) => (persona.id, persona.image) = (String::new(), None),
            Self::Channel(channel) => channel.id = String::new(),
            Self::Item(item) => (item.id, item.channel) = (String::new(), None),
        }
        bare
    }
}

/// What of a map is in the library.
fn shared(map: &Map) -> impl Iterator<Item = Shared> {
    let personas = map
        .personas
        .iter()
        .cloned()
        .map(|persona| Shared::Persona(Box::new(persona)));
    let channels = map.channels.iter().cloned().map(Shared::Channel);
    let items = map.items.iter().cloned().map(Shared::Item);
    personas
        .chain(channels)
        .chain(items)
        .filter(|record| record.library().is_some_and(|id| !id.is_empty()))
}

/// Everything in the library of these maps with where it is used, by kind and id.
pub fn library<'a>(maps: impl IntoIterator<Item = &'a Map>) -> Vec<LibraryEntry> {
    let mut entries: BTreeMap<(LibraryKind, String), (LibraryEntry, Shared)> = BTreeMap::new();
    for map in maps {
        for record in shared(map) {
            let library = record.library().unwrap_or_default().to_owned();
            let bare = record.bare();
            let (entry, first) = entries
                .entry((record.kind(), library.clone()))
                .or_insert_with(|| {
                    let entry = LibraryEntry {
                        kind: record.kind(),
                        library,
                        name: record.name().clone(),
                        differs: false,
                        used: Vec::new(),
                    };
                    (entry, bare.clone())
                });
            entry.differs |= *first != bare;
            entry.used.push(LibraryUse {
                map: map.id.clone(),
                title: map.title.clone(),
                id: record.id().to_owned(),
                places: places(map, &record),
            });
        }
    }
    entries.into_values().map(|(entry, _)| entry).collect()
}

fn places(map: &Map, record: &Shared) -> u64 {
    let id = record.id();
    let holds = |ids: &[String]| ids.iter().any(|held| held == id);
    let is = |held: &Option<String>| held.as_deref() == Some(id);
    let count = match record {
        Shared::Persona(_) => {
            map.cards.iter().filter(|card| holds(&card.personas)).count()
                + map.lanes.iter().filter(|lane| is(&lane.persona)).count()
                + map.moves.iter().filter(|way| holds(&way.personas)).count()
        }
        Shared::Channel(_) => {
            map.cards.iter().filter(|card| is(&card.channel)).count()
                + map.items.iter().filter(|item| is(&item.channel)).count()
        }
        Shared::Item(_) => {
            let steps = map.stages.iter().flat_map(|stage| &stage.steps);
            map.cards.iter().filter(|card| holds(&card.items)).count()
                + steps.filter(|step| holds(&step.touchpoints)).count()
        }
    };
    count as u64
}

/// Says on this map what `record` says of the thing with its library id, wherever it stands. Ids on the map, and what the
/// thing refers to there (its picture, its channel), stay. Returns how many records were replaced.
pub fn apply_item(map: &mut Map, record: &Shared) -> u64 {
    let Some(library) = record.library().filter(|id| !id.is_empty()) else {
        return 0;
    };
    let is = |held: &Option<String>| held.as_deref() == Some(library);
    let mut replaced = 0;
    match record {
        Shared::Persona(new) => {
            for persona in map.personas.iter_mut().filter(|persona| is(&persona.library)) {
                *persona = Persona {
                    id: std::mem::take(&mut persona.id),
                    image: persona.image.take(),
                    ..(**new).clone()
                };
                replaced += 1;
            }
        }
        Shared::Channel(new) => {
            for channel in map.channels.iter_mut().filter(|channel| is(&channel.library)) {
                *channel = Channel {
                    id: std::mem::take(&mut channel.id),
                    ..new.clone()
                };
                replaced += 1;
            }
        }
        Shared::Item(new) => {
            for item in map
                .items
                .iter_mut()
                .filter(|item| item.kind == new.kind && is(&item.library))
            {
                *item = Item {
                    id: std::mem::take(&mut item.id),
                    channel: item.channel.take(),
                    ..new.clone()
                };
                replaced += 1;
            }
        }
    }
    replaced
}
