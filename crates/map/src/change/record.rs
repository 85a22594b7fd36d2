//! The records of a map by kind and id, whatever they are: one way to find, read, put in and take out.

use super::ChangeError;
use crate::document::{
    Card, Channel, Comment, Former, Image, Item, Lane, Map, MapLink, Move, Path, Persona, Stage, Step, Trait,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// What a record is. `map` is the map itself: its title, purpose, owner and whatever else is no list of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    Map,
    Stage,
    Step,
    Lane,
    Card,
    Persona,
    Trait,
    Channel,
    Item,
    Move,
    Path,
    Link,
    Image,
    Comment,
    Former,
}

impl RecordKind {
    /// All that are lists, what is referred to before what refers to it.
    pub const LISTS: [RecordKind; 14] = [
        Self::Image,
        Self::Channel,
        Self::Item,
        Self::Persona,
        Self::Trait,
        Self::Stage,
        Self::Step,
        Self::Lane,
        Self::Card,
        Self::Move,
        Self::Path,
        Self::Link,
        Self::Comment,
        Self::Former,
    ];

    /// What a comment may stand at.
    pub const COMMENTED: [RecordKind; 5] = [Self::Card, Self::Step, Self::Stage, Self::Lane, Self::Persona];

    /// The kind whose records hold this one's: stages hold steps, personas hold traits.
    pub fn parent(self) -> Option<RecordKind> {
        match self {
            Self::Step => Some(Self::Stage),
            Self::Trait => Some(Self::Persona),
            _ => None,
        }
    }

    /// The field of the parent (or of the map) the records stand in.
    pub fn list_name(self) -> &'static str {
        match self {
            Self::Map => "",
            Self::Stage => "stages",
            Self::Step => "steps",
            Self::Lane => "lanes",
            Self::Card => "cards",
            Self::Persona => "personas",
            Self::Trait => "traits",
            Self::Channel => "channels",
            Self::Item => "items",
            Self::Move => "moves",
            Self::Path => "paths",
            Self::Link => "links",
            Self::Image => "images",
            Self::Comment => "comments",
            Self::Former => "former",
        }
    }

    /// The field that holds records of their own and is therefore not set as a whole.
    pub(crate) fn children(self) -> Option<RecordKind> {
        match self {
            Self::Stage => Some(Self::Step),
            Self::Persona => Some(Self::Trait),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Stage => "stage",
            Self::Step => "step",
            Self::Lane => "lane",
            Self::Card => "card",
            Self::Persona => "persona",
            Self::Trait => "trait",
            Self::Channel => "channel",
            Self::Item => "item",
            Self::Move => "move",
            Self::Path => "path",
            Self::Link => "link",
            Self::Image => "image",
            Self::Comment => "comment",
            Self::Former => "former id",
        }
    }
}

impl RecordKind {
    /// «карточка».
    pub(crate) fn russian(self) -> &'static str {
        match self {
            Self::Map => "карта",
            Self::Stage => "этап",
            Self::Step => "шаг",
            Self::Lane => "дорожка",
            Self::Card => "карточка",
            Self::Persona => "персона",
            Self::Trait => "черта",
            Self::Channel => "канал",
            Self::Item => "запись библиотеки",
            Self::Move => "переход",
            Self::Path => "путь",
            Self::Link => "связь",
            Self::Image => "изображение",
            Self::Comment => "комментарий",
            Self::Former => "прежний id",
        }
    }

    /// As it stands after «нет»: «карточки».
    pub(crate) fn russian_of(self) -> &'static str {
        match self {
            Self::Map => "карты",
            Self::Stage => "этапа",
            Self::Step => "шага",
            Self::Lane => "дорожки",
            Self::Card => "карточки",
            Self::Persona => "персоны",
            Self::Trait => "черты",
            Self::Channel => "канала",
            Self::Item => "записи библиотеки",
            Self::Move => "перехода",
            Self::Path => "пути",
            Self::Link => "связи",
            Self::Image => "изображения",
            Self::Comment => "комментария",
            Self::Former => "прежнего id",
        }
    }

    /// As it stands after «много»: «карточек».
    pub(crate) fn russian_many(self) -> &'static str {
        match self {
            Self::Map => "карт",
            Self::Stage => "этапов",
            Self::Step => "шагов",
            Self::Lane => "дорожек",
            Self::Card => "карточек",
            Self::Persona => "персон",
            Self::Trait => "черт",
            Self::Channel => "каналов",
            Self::Item => "записей библиотеки",
            Self::Move => "переходов",
            Self::Path => "путей",
            Self::Link => "связей",
            Self::Image => "изображений",
            Self::Comment => "комментариев",
            Self::Former => "прежних id",
        }
    }
}

impl std::fmt::Display for RecordKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// Something of one kind with an id of its own.
pub(crate) trait Entry: Clone + PartialEq + Serialize + DeserializeOwned {
    const KIND: RecordKind;
    fn id(&self) -> &str;
    fn id_mut(&mut self) -> &mut String;
    fn wrap(self) -> Record;
    fn unwrap(record: Record) -> Option<Self>;
}

macro_rules! records {
    ($($kind:ident: $type:ty),* $(,)?) => {
        /// One record of a map, whole: a stage with its steps, a persona with its traits.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
        #[serde(tag = "kind", content = "record", rename_all = "snake_case")]
        #[schema(as = MapRecord)]
        pub enum Record { $($kind(Box<$type>)),* }

        impl Record {
            pub fn kind(&self) -> RecordKind {
                match self { $(Self::$kind(_) => RecordKind::$kind),* }
            }

            pub fn id(&self) -> &str {
                match self { $(Self::$kind(record) => &record.id),* }
            }

            pub(crate) fn set_id(&mut self, id: String) {
                match self { $(Self::$kind(record) => record.id = id),* }
            }

            pub(crate) fn value(&self) -> Value {
                match self { $(Self::$kind(record) => plain(record)),* }
            }

            pub(crate) fn from_value(kind: RecordKind, value: Value) -> Result<Record, ChangeError> {
                let id = value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
                let read = match kind {
                    RecordKind::Map => None,
                    $(RecordKind::$kind => Some(
                        serde_path_to_error::deserialize::<_, $type>(value)
                            .map(|record| Self::$kind(Box::new(record))),
                    )),*
                };
                match read {
                    None => Err(ChangeError::Whole { of: kind }),
                    Some(Ok(record)) => Ok(record),
                    Some(Err(error)) => Err(ChangeError::Value {
                        of: kind,
                        id,
                        field: error.path().to_string(),
                        reason: error.inner().to_string(),
                    }),
                }
            }
        }

        $(impl Entry for $type {
            const KIND: RecordKind = RecordKind::$kind;
            fn id(&self) -> &str { &self.id }
            fn id_mut(&mut self) -> &mut String { &mut self.id }
            fn wrap(self) -> Record { Record::$kind(Box::new(self)) }
            fn unwrap(record: Record) -> Option<Self> {
                match record { Record::$kind(record) => Some(*record), _ => None }
            }
        })*
    };
}

records! {
    Stage: Stage, Step: Step, Lane: Lane, Card: Card, Persona: Persona, Trait: Trait, Channel: Channel, Item: Item,
    Move: Move, Path: Path, Link: MapLink, Image: Image, Comment: Comment, Former: Former,
}

impl Record {
    /// How people call it: a name, a label, the words of a card; empty where it has none.
    pub fn name(&self) -> LocalText {
        match self {
            Self::Stage(record) => record.name.clone(),
            Self::Step(record) => record.name.clone(),
            Self::Lane(record) => record.name.clone(),
            Self::Card(record) => record.text.clone(),
            Self::Persona(record) => record.name.clone(),
            Self::Trait(record) => record.text.clone(),
            Self::Channel(record) => record.name.clone(),
            Self::Item(record) => record.name.clone(),
            Self::Move(record) => record.label.clone(),
            Self::Path(record) => record.name.clone(),
            Self::Link(record) => record.label.clone(),
            Self::Image(record) => record.alt.clone(),
            Self::Comment(record) => LocalText::plain(record.text.clone()),
            Self::Former(_) => LocalText::default(),
        }
    }

    /// The records inside: steps of a stage, traits of a persona.
    pub(crate) fn inner(&self) -> Vec<(RecordKind, &str)> {
        match self {
            Self::Stage(stage) => stage
                .steps
                .iter()
                .map(|s| (RecordKind::Step, s.id.as_str()))
                .collect(),
            Self::Persona(persona) => {
                let traits = persona.traits.iter();
                traits.map(|t| (RecordKind::Trait, t.id.as_str())).collect()
            }
            _ => Vec::new(),
        }
    }
}

pub(crate) fn plain(record: &impl Serialize) -> Value {
    serde_json::to_value(record).expect("records have string keys only, so they can always be written")
}

/// Runs `$body` with `$list` as the list of that kind; `$parent` is the index of the stage or persona for steps and
/// traits.
macro_rules! with_list {
    (($($borrow:tt)+) $map:ident, $kind:expr, $parent:expr, $list:ident => $body:expr, map => $none:expr) => {
        match $kind {
            $crate::change::RecordKind::Map => $none,
            $crate::change::RecordKind::Stage => { let $list = $($borrow)+ $map.stages; $body }
            $crate::change::RecordKind::Step => { let $list = $($borrow)+ $map.stages[$parent].steps; $body }
            $crate::change::RecordKind::Lane => { let $list = $($borrow)+ $map.lanes; $body }
            $crate::change::RecordKind::Card => { let $list = $($borrow)+ $map.cards; $body }
            $crate::change::RecordKind::Persona => { let $list = $($borrow)+ $map.personas; $body }
            $crate::change::RecordKind::Trait => { let $list = $($borrow)+ $map.personas[$parent].traits; $body }
            $crate::change::RecordKind::Channel => { let $list = $($borrow)+ $map.channels; $body }
            $crate::change::RecordKind::Item => { let $list = $($borrow)+ $map.items; $body }
            $crate::change::RecordKind::Move => { let $list = $($borrow)+ $map.moves; $body }
            $crate::change::RecordKind::Path => { let $list = $($borrow)+ $map.paths; $body }
            $crate::change::RecordKind::Link => { let $list = $($borrow)+ $map.links; $body }
            $crate::change::RecordKind::Image => { let $list = $($borrow)+ $map.images; $body }
            $crate::change::RecordKind::Comment => { let $list = $($borrow)+ $map.comments; $body }
            $crate::change::RecordKind::Former => { let $list = $($borrow)+ $map.former; $body }
        }
    };
}
pub(crate) use with_list;

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Index of the stage or persona for steps and traits, else 0.
    pub parent: usize,
    pub index: usize,
}

/// How many lists of the kind there are: one per stage for steps, one per persona for traits, else one.
pub(crate) fn lists(map: &Map, kind: RecordKind) -> usize {
    match kind {
        RecordKind::Map => 0,
        RecordKind::Step => map.stages.len(),
        RecordKind::Trait => map.personas.len(),
        _ => 1,
    }
}

/// All spots of that kind and id; more than one only in a map with doubled ids.
fn spots(map: &Map, kind: RecordKind, id: &str) -> Vec<Spot> {
    fn of<T: Entry>(list: &[T], parent: usize, id: &str, found: &mut Vec<Spot>) {
        let hits = list.iter().enumerate().filter(|(_, record)| record.id() == id);
        found.extend(hits.map(|(index, _)| Spot { parent, index }));
    }
    let mut found = Vec::new();
    for parent in 0..lists(map, kind) {
        with_list!((&) map, kind, parent, list => of(list, parent, id, &mut found), map => ());
    }
    found
}

pub(crate) fn find(map: &Map, kind: RecordKind, id: &str) -> Result<Spot, ChangeError> {
    match spots(map, kind, id).as_slice() {
        [spot] => Ok(*spot),
        [] => Err(ChangeError::Unknown {
            of: kind,
            id: id.to_owned(),
        }),
        _ => Err(ChangeError::Ambiguous {
            of: kind,
            id: id.to_owned(),
        }),
    }
}

pub(crate) fn stands(map: &Map, kind: RecordKind, id: &str) -> bool {
    !spots(map, kind, id).is_empty()
}

pub(crate) fn get(map: &Map, kind: RecordKind, spot: Spot) -> Option<Record> {
    with_list!((&) map, kind, spot.parent, list => list.get(spot.index).cloned().map(Entry::wrap), map => None)
}

/// The record of that kind and id, whole.
pub fn record(map: &Map, kind: RecordKind, id: &str) -> Option<Record> {
    let spot = spots(map, kind, id).into_iter().next()?;
    get(map, kind, spot)
}

pub(crate) fn replace(map: &mut Map, spot: Spot, record: Record) {
    fn put<T: Entry>(list: &mut [T], index: usize, record: Record) {
        if let Some(record) = T::unwrap(record) {
            list[index] = record;
        }
    }
    let kind = record.kind();
    with_list!((&mut) map, kind, spot.parent, list => put(list, spot.index, record), map => ());
}

pub(crate) fn insert(map: &mut Map, spot: Spot, record: Record) {
    fn put<T: Entry>(list: &mut Vec<T>, index: usize, record: Record) {
        if let Some(record) = T::unwrap(record) {
            list.insert(index, record);
        }
    }
    let kind = record.kind();
    with_list!((&mut) map, kind, spot.parent, list => put(list, spot.index, record), map => ());
}

pub(crate) fn take(map: &mut Map, kind: RecordKind, spot: Spot) -> Option<Record> {
    with_list!((&mut) map, kind, spot.parent, list => Some(list.remove(spot.index).wrap()), map => None)
}

pub(crate) fn length(map: &Map, kind: RecordKind, parent: usize) -> usize {
    with_list!((&) map, kind, parent, list => list.len(), map => 0)
}

/// The id of the record at a spot.
pub(crate) fn id_at(map: &Map, kind: RecordKind, spot: Spot) -> Option<String> {
    with_list!((&) map, kind, spot.parent, list => list.get(spot.index).map(|r| r.id.clone()), map => None)
}

/// Ids of one list, in order.
pub(crate) fn ids(map: &Map, kind: RecordKind, parent: usize) -> Vec<String> {
    with_list!((&) map, kind, parent, list => list.iter().map(|r| r.id.clone()).collect(), map => Vec::new())
}

/// The id of the stage or persona with that index.
pub(crate) fn parent_id(map: &Map, kind: RecordKind, parent: usize) -> Option<String> {
    match kind {
        RecordKind::Step => map.stages.get(parent).map(|stage| stage.id.clone()),
        RecordKind::Trait => map.personas.get(parent).map(|persona| persona.id.clone()),
        _ => None,
    }
}

macro_rules! head {
    ($($list:ident),* $(,)?) => {
        /// The map without its records: what is set on the map itself.
        pub(crate) fn head(map: &mut Map) -> Value {
            $(let $list = std::mem::take(&mut map.$list);)*
            let value = plain(&*map);
            $(map.$list = $list;)*
            value
        }

        /// [`head`] of a map that is not to be touched.
        pub(crate) fn head_of(map: &Map) -> Value {
            // Copying all and dropping the lists keeps fields of later versions without naming each.
            head(&mut map.clone())
        }

        /// Puts back what [`head`] gave, changed, over the records that stand.
        pub(crate) fn put_head(map: &mut Map, value: Value) -> Result<(), ChangeError> {
            let mut read: Map = serde_path_to_error::deserialize(value).map_err(|error| ChangeError::Value {
                of: RecordKind::Map,
                id: map.id.clone(),
                field: error.path().to_string(),
                reason: error.inner().to_string(),
            })?;
            $(read.$list = std::mem::take(&mut map.$list);)*
            *map = read;
            Ok(())
        }

        /// Names of the fields of a map that hold records.
        pub(crate) const LIST_FIELDS: &[&str] = &[$(stringify!($list)),*];
    };
}
head!(
    links, personas, stages, moves, lanes, cards, channels, items, paths, images, comments, former
);
