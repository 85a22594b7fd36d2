//! Which fields of which record are prose, which are open objects, and which keys a live record has.

use tropa_map::pieces::RecordKind;

/// The root that holds the map's own fields.
pub const MAP_ROOT: &str = "map";
/// Key of a record's place in its list.
pub const ORDER: &str = "order";
/// Key of the place of a step or trait: `[parent, order]`.
pub const PLACE: &str = "place";
/// Key of a card's cell: `[lane, at]` or `[lane, at, until]`.
pub const CELL: &str = "cell";
/// Key of the reasons to believe a statement: a list that several add to at once.
pub const EVIDENCE: &str = "evidence";
/// Key of an image's bytes: their BLAKE3 hash in hex.
pub const BLOB: &str = "blob";
/// Before a field's name that could be taken for something else.
pub const PLAIN_MARK: char = '=';

/// Where records of a kind lie in the live document.
pub fn root_name(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Map => MAP_ROOT,
        kind => kind.list_name(),
    }
}

/// Fields whose text several people write at once: one shared text per language.
pub fn prose(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Map => &["title", "purpose", "scenario", "scope", "department"],
        RecordKind::Stage => &["name", "goal", "description"],
        RecordKind::Step => &["name", "description"],
        RecordKind::Lane | RecordKind::Channel | RecordKind::Path => &["name"],
        RecordKind::Card | RecordKind::Trait => &["text"],
        RecordKind::Persona => &["name", "summary", "story"],
        RecordKind::Item => &["name", "description"],
        RecordKind::Move | RecordKind::Link => &["label"],
        RecordKind::Image => &["alt"],
        RecordKind::Comment | RecordKind::Former => &[],
    }
}

/// Objects whose parts are keys of their own, with the prose among the parts.
pub fn open_objects(kind: RecordKind) -> &'static [(&'static str, &'static [&'static str])] {
    match kind {
        RecordKind::Card => &[
            ("opportunity", &["department"]),
            ("action", &["department", "hypothesis"]),
            ("pain", &[]),
            ("moment", &["outcome"]),
        ],
        RecordKind::Step => &[("intended", &["text"]), ("expected", &["text"])],
        _ => &[],
    }
}

/// Whether the records keep their evidence as a shared list.
pub fn has_evidence(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Card | RecordKind::Trait | RecordKind::Move)
}

/// Keys that say where a record stands rather than what it says.
pub fn place_keys(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Map => &[],
        RecordKind::Step | RecordKind::Trait => &[PLACE],
        RecordKind::Card => &[ORDER, CELL],
        RecordKind::Image => &[ORDER, BLOB],
        _ => &[ORDER],
    }
}

/// Fields of the map form that have no key: told by where the record lies, or by another key.
pub fn told_otherwise(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Map => &["format", "version", "id"],
        RecordKind::Card => &["id", "lane", "at", "until"],
        RecordKind::Stage => &["id", "steps"],
        RecordKind::Persona => &["id", "traits"],
        RecordKind::Image => &["id", "bytes"],
        _ => &["id"],
    }
}

/// What a key of a live record means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    /// Order, place, cell, blob.
    Place(&'a str),
    Evidence,
    /// One language of a text.
    Prose {
        field: &'a str,
        language: &'a str,
    },
    /// One language of a text inside an open object.
    PartProse {
        object: &'a str,
        part: &'a str,
        language: &'a str,
    },
    /// A part of an open object; an empty one says that the object is there.
    Part {
        object: &'a str,
        part: &'a str,
    },
    Field(&'a str),
    /// Names nothing: a field that has a key of another form.
    Nothing,
}

impl<'a> Key<'a> {
    pub fn read(kind: RecordKind, key: &'a str) -> Key<'a> {
        if let Some(name) = key.strip_prefix(PLAIN_MARK) {
            return Key::Field(name);
        }
        if place_keys(kind).contains(&key) {
            return Key::Place(key);
        }
        if key == EVIDENCE && has_evidence(kind) {
            return Key::Evidence;
        }
        if let Some((field, language)) = key.split_once(':')
            && prose(kind).contains(&field)
        {
            return Key::Prose { field, language };
        }
        if let Some((object, part)) = key.split_once('.')
            && let Some((_, texts)) = open_objects(kind).iter().find(|(name, _)| *name == object)
        {
            if let Some(part) = part.strip_prefix(PLAIN_MARK) {
                return Key::Part { object, part };
            }
            if let Some((text, language)) = part.split_once(':')
                && texts.contains(&text)
            {
                return Key::PartProse {
                    object,
                    part: text,
                    language,
                };
            }
            if texts.contains(&part) {
                return Key::Nothing;
            }
            return Key::Part { object, part };
        }
        let other_form = prose(kind).contains(&key)
            || open_objects(kind).iter().any(|(name, _)| *name == key)
            || told_otherwise(kind).contains(&key);
        if other_form { Key::Nothing } else { Key::Field(key) }
    }
}

/// The key of a field that is one value.
pub fn field_key(kind: RecordKind, name: &str) -> String {
    if Key::read(kind, name) == Key::Field(name) {
        name.to_owned()
    } else {
        format!("{PLAIN_MARK}{name}")
    }
}

/// The key of a part of an open object that is one value.
pub fn part_key(kind: RecordKind, object: &str, part: &str) -> String {
    let key = format!("{object}.{part}");
    if !part.is_empty() && Key::read(kind, &key) == (Key::Part { object, part }) {
        key
    } else {
        format!("{object}.{PLAIN_MARK}{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_what_it_is() {
        let card = |key| Key::read(RecordKind::Card, key);
        assert_eq!(card("cell"), Key::Place("cell"));
        assert_eq!(
            card("text:ru"),
            Key::Prose {
                field: "text",
                language: "ru"
            }
        );
        assert_eq!(
            card("action.hypothesis:en"),
            Key::PartProse {
                object: "action",
                part: "hypothesis",
                language: "en"
            }
        );
        assert_eq!(
            card("action.status"),
            Key::Part {
                object: "action",
                part: "status"
            }
        );
        assert_eq!(card("newer:state"), Key::Field("newer:state"));
        for nothing in ["text", "action", "lane", "until", "id", "action.hypothesis"] {
            assert_eq!(card(nothing), Key::Nothing, "{nothing}");
        }
    }

    #[test]
    fn a_field_of_a_newer_version_is_never_taken_for_another() {
        for name in [
            "order",
            "text:ru",
            "action.status",
            "=x",
            "lane",
            "evidence",
            "x",
            "a.b:c",
            "",
        ] {
            let key = field_key(RecordKind::Card, name);
            assert_eq!(Key::read(RecordKind::Card, &key), Key::Field(name), "{key}");
        }
        for part in ["hypothesis:ru", "=x", "status", "a.b", "", "hypothesis"] {
            let key = part_key(RecordKind::Card, "action", part);
            let read = Key::read(RecordKind::Card, &key);
            assert_eq!(
                read,
                Key::Part {
                    object: "action",
                    part
                },
                "{key}"
            );
        }
    }
}
