//! A map put together from what a file says, always sound: names, ids and references are made here and nowhere else.

use super::text::{clean, line};
use super::{Format, FormatError, ImportOptions, Imported, Note};
use crate::channels::icon_for;
use crate::document::{
    Card, Channel, Evidence, FeelingPoint, Item, ItemKind, Lane, LaneRole, Map, Note as PersonsNote, Persona,
    Stage, Step,
};
use crate::ids::Ids;
use crate::{FORMAT, Limits, VERSION};
use std::collections::BTreeMap;
use tropa_model::proposal::LocalText;

/// Notes kept; a file with more mistakes than this is wrong as a whole.
const NOTES_MAX: usize = 200;

pub(super) struct Builder {
    pub map: Map,
    format: Format,
    name: String,
    lang: String,
    ids: Ids,
    notes: Vec<Note>,
    notes_left_out: usize,
    personas: BTreeMap<String, String>,
    channels: BTreeMap<String, String>,
    items: BTreeMap<(ItemKind, String), String>,
    /// What no longer fits: filled and thrown away, so that a hostile file cannot fill the memory.
    beyond: Beyond,
}

#[derive(Default)]
struct Beyond {
    what: Option<&'static str>,
    stage: Stage,
    step: Step,
    card: Card,
}

impl Builder {
    pub fn new(format: Format, options: &ImportOptions) -> Self {
        Self {
            map: Map {
                format: FORMAT.to_owned(),
                version: VERSION,
                ..Map::default()
            },
            format,
            name: line(&options.name),
            lang: options.lang.clone().unwrap_or_else(|| "und".to_owned()),
            ids: Ids::default(),
            notes: Vec::new(),
            notes_left_out: 0,
            personas: BTreeMap::new(),
            channels: BTreeMap::new(),
            items: BTreeMap::new(),
            beyond: Beyond::default(),
        }
    }

    /// Something does not fit any more: reading on only takes time.
    pub fn is_full(&self) -> bool {
        self.beyond.what.is_some()
    }

    pub fn note(&mut self, place: impl Into<String>, en: impl Into<String>, ru: impl Into<String>) {
        if self.notes.len() >= NOTES_MAX {
            self.notes_left_out += 1;
            return;
        }
        self.notes.push(Note {
            place: super::place::said(&place.into()),
            text: LocalText::en_ru(en, ru),
        });
    }

    /// In the language of the file; nothing for an empty text.
    pub fn text(&self, text: &str) -> LocalText {
        let text = clean(text);
        if text.is_empty() {
            return LocalText::default();
        }
        LocalText(BTreeMap::from([(self.lang.clone(), text)]))
    }

    fn named(&self, text: &str, en: &str, ru: &str) -> LocalText {
        match line(text) {
            text if text.is_empty() => LocalText::en_ru(en, ru),
            text => LocalText(BTreeMap::from([(self.lang.clone(), text)])),
        }
    }

    /// The id a file gives, where it is free and fit; else one made from the name.
    pub fn id(&mut self, wanted: &str, kind: &str, name: &str) -> String {
        let wanted = line(wanted);
        if !wanted.is_empty() && wanted.chars().count() <= ID_CHARS_MAX && self.ids.keep(&wanted) {
            return wanted;
        }
        self.ids.take(kind, name)
    }

    /// A new last stage.
    pub fn stage(&mut self, wanted_id: &str, name: &str) -> &mut Stage {
        let number = self.map.stages.len() + 1;
        if number > Limits::DEFAULT.stages_max {
            self.beyond.what.get_or_insert("stages");
            return &mut self.beyond.stage;
        }
        let text = self.named(name, &format!("Stage {number}"), &format!("Этап {number}"));
        let id = self.id(wanted_id, "stage", name);
        self.map.stages.push(Stage {
            id,
            name: text,
            ..Stage::default()
        });
        self.map.stages.last_mut().expect("pushed in the line above")
    }

    /// A new last step of the last stage; a stage is made where there is none.
    pub fn step(&mut self, wanted_id: &str, name: &str) -> &mut Step {
        if self.map.stages.is_empty() {
            self.stage("", "");
        }
        let stage = self.map.stages.len() - 1;
        self.step_of(stage, wanted_id, name)
    }

    pub fn step_of(&mut self, stage: usize, wanted_id: &str, name: &str) -> &mut Step {
        let number = self.map.stages.iter().map(|s| s.steps.len()).sum::<usize>() + 1;
        if number > Limits::DEFAULT.steps_max || stage >= self.map.stages.len() {
            self.beyond.what.get_or_insert("steps");
            return &mut self.beyond.step;
        }
        let text = self.named(name, &format!("Step {number}"), &format!("Шаг {number}"));
        let id = self.id(wanted_id, "step", name);
        let steps = &mut self.map.stages[stage].steps;
        steps.push(Step {
            id,
            name: text,
            ..Step::default()
        });
        steps.last_mut().expect("pushed in the line above")
    }

    /// A new lane; an empty name leaves it called after its role.
    pub fn lane(&mut self, wanted_id: &str, role: LaneRole, name: &str) -> String {
        if self.map.lanes.len() >= Limits::DEFAULT.lanes_max {
            self.beyond.what.get_or_insert("lanes");
            return String::new();
        }
        let name = line(name);
        let called = if name.is_empty() {
            role_code(role)
        } else {
            name.clone()
        };
        let id = self.id(wanted_id, "lane", &called);
        let name = self.text(&name);
        self.map.lanes.push(Lane {
            id: id.clone(),
            role,
            name,
            ..Lane::default()
        });
        id
    }

    /// The first lane of the role, made where there is none.
    pub fn lane_of(&mut self, role: LaneRole) -> String {
        match self.map.lanes.iter().find(|lane| lane.role == role) {
            Some(lane) => lane.id.clone(),
            None => self.lane("", role, ""),
        }
    }

    /// A new card at a step or stage, with the note that says where it came from.
    pub fn card(&mut self, wanted_id: &str, lane: &str, at: &str, text: &str) -> &mut Card {
        if self.map.cards.len() >= Limits::DEFAULT.cards_max {
            self.beyond.what.get_or_insert("cards");
            return &mut self.beyond.card;
        }
        let place = at.split_once('-').map_or(at, |(_, place)| place).to_owned();
        let kind = lane.strip_prefix("lane-").unwrap_or(lane).to_owned();
        let id = self.id(wanted_id, &kind, &place);
        let evidence = vec![self.provenance()];
        let text = self.text(text);
        self.map.cards.push(Card {
            id,
            lane: lane.to_owned(),
            at: at.to_owned(),
            text,
            evidence,
            ..Card::default()
        });
        self.map.cards.last_mut().expect("pushed in the line above")
    }

    /// «Imported from Mermaid», by the name of the file: what a later reader needs to judge the statement.
    pub fn provenance(&self) -> Evidence {
        let title = self.format.title();
        let by = if self.name.is_empty() { title } else { &self.name };
        Evidence {
            note: Some(PersonsNote {
                text: LocalText::en_ru(format!("Imported from {title}"), format!("Перенесено из {title}")),
                by: by.to_owned(),
                ..PersonsNote::default()
            }),
            ..Evidence::default()
        }
    }

    /// A value on −2..=+2 on the card's curve; values beyond are brought to the nearest end with a note.
    pub fn feeling(&mut self, value: f64, place: &str) -> FeelingPoint {
        let kept = value.clamp(-2.0, 2.0);
        if kept != value {
            self.note(
                place,
                format!("a feeling of {value} is beyond −2..+2 and became {kept}"),
                format!("оценка {value} вне шкалы −2…+2, записано {kept}"),
            );
        }
        FeelingPoint {
            value: kept,
            ..FeelingPoint::default()
        }
    }

    /// Id of the persona of that name, made where there is none yet.
    pub fn persona(&mut self, wanted_id: &str, name: &str) -> String {
        let name = line(name);
        if let Some(id) = self.personas.get(&name) {
            return id.clone();
        }
        if self.map.personas.len() >= Limits::DEFAULT.channels_max {
            self.beyond.what.get_or_insert("personas");
            return String::new();
        }
        let id = self.id(wanted_id, "persona", &name);
        self.personas.insert(name.clone(), id.clone());
        let text = self.named(&name, "Somebody", "Кто-то");
        self.map.personas.push(Persona {
            id: id.clone(),
            name: text,
            ..Persona::default()
        });
        id
    }

    /// Id of the channel of that name, made where there is none yet.
    pub fn channel(&mut self, wanted_id: &str, name: &str) -> String {
        let name = line(name);
        if let Some(id) = self.channels.get(&name) {
            return id.clone();
        }
        if self.map.channels.len() >= Limits::DEFAULT.channels_max {
            self.beyond.what.get_or_insert("channels");
            return String::new();
        }
        let id = self.id(wanted_id, "channel", &name);
        self.channels.insert(name.clone(), id.clone());
        let text = self.named(&name, "Channel", "Канал");
        self.map.channels.push(Channel {
            id: id.clone(),
            name: text,
            icon: icon_for(&name).to_owned(),
            ..Channel::default()
        });
        id
    }

    /// Id of the item of that kind and name, made where there is none yet.
    pub fn item(&mut self, wanted_id: &str, kind: ItemKind, name: &str) -> String {
        let name = line(name);
        if let Some(id) = self.items.get(&(kind, name.clone())) {
            return id.clone();
        }
        if self.map.items.len() >= Limits::DEFAULT.cards_max {
            self.beyond.what.get_or_insert("items");
            return String::new();
        }
        let word = serde_json::to_value(kind).ok();
        let word = word
            .as_ref()
            .and_then(|w| w.as_str())
            .unwrap_or("item")
            .to_owned();
        let id = self.id(wanted_id, &word, &name);
        self.items.insert((kind, name.clone()), id.clone());
        let text = self.named(&name, "Item", "Запись");
        self.map.items.push(Item {
            id: id.clone(),
            kind,
            name: text,
            ..Item::default()
        });
        id
    }

    /// The map with a title and an id, within the limits of maps.
    pub fn finish(mut self, wanted_id: &str, title: &str) -> Result<Imported, FormatError> {
        if let Some(what) = self.beyond.what {
            return Err(FormatError::TooMany {
                format: self.format.title(),
                what,
            });
        }
        if line(title).is_empty() {
            let stem = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
            let stem = stem.split('.').next().unwrap_or_default().replace('_', " ");
            self.map.title = self.named(&stem, "Journey map", "Карта пути");
        } else {
            self.map.title = self.text(&line(title));
        }
        let title = self.map.title.get(&self.lang).to_owned();
        // Addresses of maps take lower-case letters, digits and dashes.
        let wanted = crate::ids::slug(wanted_id);
        self.map.id = match (wanted.as_str(), crate::ids::slug(&title)) {
            ("", slug) if slug.is_empty() => "map".to_owned(),
            ("", slug) => slug,
            (wanted, _) => wanted.to_owned(),
        };
        if self.notes_left_out > 0 {
            let n = self.notes_left_out;
            self.notes.push(Note {
                place: LocalText::default(),
                text: LocalText::en_ru(format!("and {n} more notes"), format!("и ещё замечаний: {n}")),
            });
        }
        crate::read::check_sizes(&self.map, &Limits::DEFAULT)?;
        Ok(Imported {
            map: self.map,
            notes: self.notes,
        })
    }
}

/// Ids of other programs are shorter; longer ones are texts in the wrong column.
const ID_CHARS_MAX: usize = 120;

/// `front_stage`: as the map file writes the role.
pub(super) fn role_code(role: LaneRole) -> String {
    let value = serde_json::to_value(role).expect("roles are plain words");
    value.as_str().unwrap_or("text").to_owned()
}
